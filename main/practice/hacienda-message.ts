import { createHash, createPrivateKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Finding } from '../../domain/practice/switches.ts';
import { authorityCertificate, sealIssuerName } from './authority-certificate.ts';
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
  /** UTC ms */
  readonly signedAt: number;
}

const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda';
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const xadesNamespace = 'http://uri.etsi.org/01903/v1.3.2#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** @param key PKCS#8 PEM of `newAuthorityKey`
 *  @returns UTF-8 bytes, signed as the real ones are, with a certificate of the practice's own */
export function writeHaciendaMessage(
  { clave, root, verdict, detail, signedAt }: MessageFacts,
  key: string,
): Buffer {
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
    `<?xml version="1.0" encoding="UTF-8"?>${around(content + signatureOf(around(content), key, signedAt))}`,
  );
}

/**
 * XAdES-BES as the real authority signs (DOMAIN.md section 9): exc-c14n, rsa-sha256, no policy, the certificate named by its SHA-1.
 * Exclusive C14N writes a prefix on the element where it is first used, the document higher up: hence each part in two forms.
 */
function signatureOf(canonical: string, pem: string, signedAt: number): string {
  const key = createPrivateKey(pem);
  const certificate = authorityCertificate(key);
  const base64Digest = (hash: 'sha1' | 'sha256', bytes: Uint8Array | string): string =>
    createHash(hash).update(bytes).digest('base64');
  const properties = (ds: string): string =>
    '<xades:SignedSignatureProperties>' +
    `<xades:SigningTime>${new Date(signedAt).toISOString().slice(0, 19)}Z</xades:SigningTime>` +
    '<xades:SigningCertificate><xades:Cert><xades:CertDigest>' +
    `<ds:DigestMethod${ds} Algorithm="${signatureNamespace}sha1"></ds:DigestMethod>` +
    `<ds:DigestValue${ds}>${base64Digest('sha1', certificate.der)}</ds:DigestValue></xades:CertDigest>` +
    `<xades:IssuerSerial><ds:X509IssuerName${ds}>${escaped(sealIssuerName)}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber${ds}>${certificate.serialNumber}</ds:X509SerialNumber></xades:IssuerSerial>` +
    '</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties>';
  const dsHere = ` xmlns:ds="${signatureNamespace}"`;
  const xadesHere = ` xmlns:xades="${xadesNamespace}"`;
  const signed = (xades: string, ds: string): string =>
    `<xades:SignedProperties${xades} Id="xades-sello">${properties(ds)}</xades:SignedProperties>`;
  const reference = (attributes: string, transforms: readonly string[], digest: string): string =>
    `<ds:Reference ${attributes}><ds:Transforms>` +
    transforms.map((name) => `<ds:Transform Algorithm="${name}"></ds:Transform>`).join('') +
    '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>' +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
  const inside =
    `<ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>` +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
    reference(
      'URI=""',
      [`${signatureNamespace}enveloped-signature`, exclusive],
      base64Digest('sha256', canonical),
    ) +
    reference(
      'Type="http://uri.etsi.org/01903#SignedProperties" URI="#xades-sello"',
      [exclusive],
      base64Digest('sha256', signed(xadesHere, dsHere)),
    );
  const value = sign('sha256', Buffer.from(`<ds:SignedInfo${dsHere}>${inside}</ds:SignedInfo>`), key);
  return (
    `<ds:Signature${dsHere} Id="sello"><ds:SignedInfo>${inside}</ds:SignedInfo>` +
    `<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>` +
    `<ds:X509Certificate>${certificate.der.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties${xadesHere} Target="#sello">${signed('', '')}` +
    '</xades:QualifyingProperties></ds:Object></ds:Signature>'
  );
}
