import type { DocumentIdentity, Identification } from '../billing/invoice.ts';
import { type ConsecutivoParts, makeConsecutivo, readConsecutivo } from './consecutivo.ts';
import { costaRicaDate, isCalendarDate, rfc3339CostaRica } from './costa-rica-time.ts';

/** Situación (DOMAIN.md 3.3): 1 normal, 2 contingency, 3 made without internet and sent later. */
export type Situation = '1' | '2' | '3';

export interface ClaveParts {
  /** `YYYY-MM-DD`, Costa Rica: the date of FechaEmision (-405 when it differs) */
  readonly issuedOn: string;
  /** 12 characters, see `claveIdentification` */
  readonly identification: string;
  /** 20 digits */
  readonly consecutivo: string;
  readonly situation: Situation;
  /** 8 digits, random, chosen by the caller */
  readonly securityCode: string;
}

const claveForms: Readonly<Record<string, RegExp>> = {
  '01': /^[1-9]\d{8}$/,
  '02': /^\d{10}$/,
  '03': /^[1-9]\d{10,11}$/,
  '04': /^\d{10}$/,
};

/**
 * The identification as the clave holds it: padded with zeros to 12 (DOMAIN.md 3.1).
 * @returns undefined for types that never issue (05, 06), for numbers of another form, and for a cédula jurídica with letters:
 *   the clave is digits only, and how such an issuer builds it is not known (DOMAIN.md 3.1, 16.4)
 */
export function claveIdentification(identification: Identification): string | undefined {
  const form = claveForms[identification.type];
  return form?.test(identification.number) === true ? identification.number.padStart(12, '0') : undefined;
}

/** @throws RangeError when a part does not fit (they come from the program, not from the clerk) */
export function makeClave(parts: ClaveParts): string {
  const { issuedOn, identification, consecutivo, situation, securityCode } = parts;
  if (!isCalendarDate(issuedOn)) throw new RangeError(`not a date: ${issuedOn}`);
  if (!/^\d{12}$/.test(identification)) throw new RangeError('the identification is not 12 digits');
  if (readConsecutivo(consecutivo) === undefined) throw new RangeError(`not a consecutivo: ${consecutivo}`);
  if (!/^\d{8}$/.test(securityCode)) throw new RangeError('the security code is not 8 digits');
  const [year, month, day] = issuedOn.split('-');
  return `506${day}${month}${year?.slice(2)}${identification}${consecutivo}${situation}${securityCode}`;
}

/** @returns undefined when it is not a clave: 50 digits, country 506, a date that exists, a good consecutivo, situación 1-3 */
export function readClave(text: string): ClaveParts | undefined {
  const match = /^506(\d{2})(\d{2})(\d{2})(\d{12})(\d{20})([123])(\d{8})$/.exec(text);
  const [, day, month, year, identification, consecutivo, situation, securityCode] = match ?? [];
  if (identification === undefined || consecutivo === undefined || securityCode === undefined)
    return undefined;
  if (situation !== '1' && situation !== '2' && situation !== '3') return undefined;
  const issuedOn = `20${year}-${month}-${day}`;
  if (!isCalendarDate(issuedOn) || readConsecutivo(consecutivo) === undefined) return undefined;
  return { issuedOn, identification, consecutivo, situation, securityCode };
}

export interface SealFacts extends ConsecutivoParts {
  /** UTC ms */
  readonly at: number;
  /** the issuer's */
  readonly identification: Identification;
  readonly situation: Situation;
  /** 8 random digits */
  readonly securityCode: string;
}

/**
 * Clave, consecutivo and FechaEmision from one instant, so that they cannot disagree.
 * @throws RangeError when a part does not fit: `readIssuer` has refused such an issuer before
 */
export function makeDocumentIdentity(facts: SealFacts): DocumentIdentity {
  const identification = claveIdentification(facts.identification);
  if (identification === undefined) {
    throw new RangeError(`identification type ${facts.identification.type} does not fit a clave`);
  }
  const consecutivo = makeConsecutivo(facts);
  const clave = makeClave({
    issuedOn: costaRicaDate(facts.at),
    identification,
    consecutivo,
    situation: facts.situation,
    securityCode: facts.securityCode,
  });
  return { clave, consecutivo, issuedAt: rfc3339CostaRica(facts.at) };
}
