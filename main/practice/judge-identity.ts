import type { Result } from '../../domain/result.ts';
import type { VerifiedComprobante, VerifyFault } from '../../domain/signing/signing.ts';
import { assertNever } from '../../domain/assert-never.ts';
import { costaRicaDay, identificationOf, issuedAtOf, paddedIdentification } from './comprobante-reading.ts';
import type { ComprobanteKind } from './comprobante-kinds.ts';
import type { Notes } from './judge-notes.ts';
import { childrenOf, textAt, type XmlElement } from './xml-tree.ts';

/** Signature, clave, consecutivo, date and holder of the key (DOMAIN.md section 3, 10). */

export interface IdentityContext {
  readonly signature: Result<VerifiedComprobante, VerifyFault>;
  /** the consecutivo of this issuer came before with another clave */
  readonly numberUsed: boolean;
  /** when it was received, UTC ms */
  readonly receivedAt: number;
}

export const clockSlackMs = 10 * 60_000;

export function signatureSentence(signature: IdentityContext['signature']): string | undefined {
  if (signature.ok) return undefined;
  switch (signature.error) {
    case 'bad-digest':
      return 'El XML fue modificado luego de haber sido firmado';
    case 'no-policy':
      return 'La firma del comprobante electrónico no tiene el Policy Id';
    case 'no-signature':
    case 'bad-signature':
    case 'malformed':
    case 'doctype':
      return 'La firma del comprobante electrónico no es válida';
    default:
      return assertNever(signature.error);
  }
}

export function judgeHolder(context: IdentityContext, owner: string, found: Notes): void {
  const holder = context.signature.ok ? context.signature.value.certificate.holderIdentification : '';
  if (paddedIdentification(holder) !== paddedIdentification(owner))
    found.row(-60, 'La identificación del certificado con el que se firmó no corresponde al emisor.');
}

export function judgeNumber(context: IdentityContext, consecutivo: string, found: Notes): void {
  if (context.numberUsed)
    found.row(-99, `El consecutivo [${consecutivo}] ya existe en nuestras bases de datos.`);
}

export function judgeIdentity(
  root: XmlElement,
  kind: ComprobanteKind,
  context: IdentityContext,
  found: Notes,
): void {
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivo') ?? '';
  const own = identificationOf(root, kind.own === 'Receptor' ? 'Receptor' : 'Emisor');

  if (!kind.codes.includes(consecutivo.slice(8, 10)))
    found.row(-1, `El tipo de documento del consecutivo [${consecutivo}] no corresponde a ${root.name}.`);
  if (!clave.startsWith('506')) found.say('El código de país de la clave no es 506.');
  if (clave.slice(21, 41) !== consecutivo)
    found.say('El consecutivo de la clave no coincide con NumeroConsecutivo.');
  if (clave.slice(9, 21) !== paddedIdentification(own))
    found.say('La identificación de la clave no coincide con la del emisor.');
  judgeDate(textAt(root, 'FechaEmision') ?? '', clave, context.receivedAt, found);
  judgeSituation(root, clave.charAt(41), found);
  judgeHolder(context, own, found);
  judgeNumber(context, consecutivo, found);
  if (kind.family === 'sale') judgeCredit(root, found);
}

function judgeDate(issued: string, clave: string, receivedAt: number, found: Notes): void {
  const issuedAt = issuedAtOf(issued);
  if (Number.isNaN(issuedAt)) {
    found.row(-1, `La fecha de emisión [${issued}] no existe.`);
    return;
  }
  const day = costaRicaDay(issuedAt);
  if (clave.slice(3, 9) !== `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`)
    found.row(-405, 'La fecha de la clave no coincide con la fecha de emisión del comprobante.');
  if (issuedAt > receivedAt + clockSlackMs) found.say('La fecha de emisión es posterior a la de recepción.');
  else if (day < costaRicaDay(receivedAt) && clave.charAt(41) === '1')
    found.observe(-16, 'El comprobante fue enviado fuera del plazo establecido.');
  if (/(Z|[+-]\d\d:\d\d)$/.test(issued) && !issued.endsWith('-06:00'))
    found.observe(-53, 'La hora de emisión no es la oficial de Costa Rica.');
}

/** A document that replaces a paper one says which (DOMAIN.md 3.3). */
function judgeSituation(root: XmlElement, situation: string, found: Notes): void {
  if (!/[123]/.test(situation)) found.say('La situación de la clave no es 1, 2 ni 3.');
  const provisional = childrenOf(root, 'InformacionReferencia').some(
    (reference) => textAt(reference, 'TipoDocIR') === '08' && textAt(reference, 'Codigo') === '05',
  );
  if (situation === '2' && !provisional)
    found.say('Un comprobante de contingencia debe referirse al comprobante provisional que sustituye.');
}

function judgeCredit(root: XmlElement, found: Notes): void {
  const condition = textAt(root, 'CondicionVenta') ?? '';
  const credit = textAt(root, 'PlazoCredito');
  if (credit === undefined ? ['02', '10'].includes(condition) : !/^[1-9]\d{0,4}$/.test(credit))
    found.row(-58, 'El plazo del crédito no tiene el formato correcto o falta.');
}
