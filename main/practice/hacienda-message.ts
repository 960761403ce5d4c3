import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Finding } from '../../domain/practice/switches.ts';
import { childOf, textAt, type XmlElement } from './xml-tree.ts';

/** MensajeHacienda of the simulated authority: schema order (MensajeHacienda_V4.4.xsd) and texts as DOMAIN.md section 9. */

const practiceNotice =
  'Este comprobante fue procesado en el ambiente de PRÁCTICA, por lo cual no tiene validez para fines tributarios.';
const header = 'codigo, mensaje, fila, columna';

const doubled = (text: string): string => text.replaceAll('"', '""');

/** DetalleMensaje of a refusal: the bracketed block when there are coded rows, otherwise the plain sentences. */
export function refusalDetail(rows: readonly Finding[], sentences: readonly string[]): string {
  if (rows.length === 0) return sentences.join('\r\n');
  const lines = rows.map(({ code, text }) => `${code}, "${doubled(text)}", 0, 0`);
  return `${practiceNotice}\r\n\r\nEl comprobante electrónico tiene los siguientes errores:\r\n\r\n[\r\n${[header, ...lines].join('\r\n')}\r\n]`;
}

/** DetalleMensaje of an acceptance: `.`, or with observations the rows after a blank line. */
export function acceptanceDetail(observations: readonly Finding[]): string {
  if (observations.length === 0) return '.';
  const lines = observations.map(({ code, text }) => `${code}, ""${text}"", 0, 0`);
  return `.\r\n\r\n${[header, ...lines].join('\r\n')}\r\n`;
}

/** The practice authority's own RSA key, PKCS#8 PEM. Made once per folder, off this thread. */
export async function newAuthorityKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Canonical XML text: what C14N leaves of it, so that the bytes written are the bytes digested. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');

const element = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`;

const amountOr = (text: string | undefined, otherwise: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,13}(\.\d{1,5})?$/.test(text) ? text : otherwise;

const identificationType = (text: string | undefined): string | undefined =>
  text !== undefined && /^0[1-6]$/.test(text) ? text : undefined;

interface MessageParty {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly number?: string | undefined;
}

/** A receiver's message names its parties by number only; the type follows from the length (DOMAIN.md 3.1). */
function partyOf(root: XmlElement, name: 'Emisor' | 'Receptor'): MessageParty {
  const number = textAt(root, `NumeroCedula${name}`);
  if (number !== undefined)
    return { number, type: number.length === 9 ? '01' : number.length === 10 ? '02' : '03' };
  const party = childOf(root, name);
  return party === undefined
    ? {}
    : {
        name: textAt(party, 'Nombre'),
        type: textAt(party, 'Identificacion', 'Tipo'),
        number: textAt(party, 'Identificacion', 'Numero'),
      };
}

export interface MessageFacts {
  /** 50 digits */
  readonly clave: string;
  /** the comprobante or the receiver's message; its names, totals and identifications are repeated where they are legal ones */
  readonly root: XmlElement;
  readonly verdict: 'aceptado' | 'rechazado';
  readonly detail: string;
}

const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda';
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** @param key PKCS#8 PEM of `newAuthorityKey`
 *  @returns UTF-8 bytes, signed (enveloped, exc-c14n, rsa-sha256, KeyValue: no certificate, it is nobody's real seal) */
export function writeHaciendaMessage({ clave, root, verdict, detail }: MessageFacts, key: string): Buffer {
  const short = (text: string | undefined, most: number): string | undefined =>
    text === undefined ? undefined : Array.from(text).slice(0, most).join('');
  const [issuer, receiver] = [partyOf(root, 'Emisor'), partyOf(root, 'Receptor')];
  const receiverType = identificationType(receiver.type);
  const content = [
    element('Clave', clave),
    element('NombreEmisor', short(issuer.name ?? 'DESCONOCIDO', 100)),
    element('TipoIdentificacionEmisor', identificationType(issuer.type) ?? '01'),
    element('NumeroCedulaEmisor', short(issuer.number ?? '000000000000', 20)),
    element('NombreReceptor', short(receiver.name, 100)),
    element('TipoIdentificacionReceptor', receiverType),
    element('NumeroCedulaReceptor', receiverType && short(receiver.number, 20)),
    element('Mensaje', verdict === 'aceptado' ? '1' : '3'),
    element('EstadoMensaje', verdict === 'aceptado' ? 'Aceptado' : 'Rechazado'),
    element('DetalleMensaje', detail),
    element(
      'MontoTotalImpuesto',
      amountOr(
        textAt(root, 'ResumenFactura', 'TotalImpuesto') ?? textAt(root, 'MontoTotalImpuesto'),
        undefined,
      ),
    ),
    element(
      'TotalFactura',
      amountOr(textAt(root, 'ResumenFactura', 'TotalComprobante') ?? textAt(root, 'TotalFactura'), '0'),
    ),
  ].join('');
  const around = (inside: string): string =>
    `<MensajeHacienda xmlns="${namespace}">${inside}</MensajeHacienda>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>${around(content + signatureOf(around(content), key))}`,
  );
}

function signatureOf(canonical: string, pem: string): string {
  const key = createPrivateKey(pem);
  const digest = createHash('sha256').update(canonical).digest('base64');
  const inside =
    `<ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>` +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
    '<ds:Reference URI=""><ds:Transforms>' +
    `<ds:Transform Algorithm="${signatureNamespace}enveloped-signature"></ds:Transform>` +
    `<ds:Transform Algorithm="${exclusive}"></ds:Transform></ds:Transforms>` +
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>' +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
  // Exclusive C14N writes the prefix on the apex it canonicalises; in the document it stands on ds:Signature.
  const digested = `<ds:SignedInfo xmlns:ds="${signatureNamespace}">${inside}</ds:SignedInfo>`;
  const value = sign('sha256', Buffer.from(digested), key).toString('base64');
  const { n = '', e = '' } = createPublicKey(key).export({ format: 'jwk' });
  const standard = (base64url: string): string => Buffer.from(base64url, 'base64url').toString('base64');
  return (
    `<ds:Signature xmlns:ds="${signatureNamespace}"><ds:SignedInfo>${inside}</ds:SignedInfo>` +
    `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue>` +
    `<ds:Modulus>${standard(n)}</ds:Modulus><ds:Exponent>${standard(e)}</ds:Exponent>` +
    '</ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo></ds:Signature>'
  );
}
