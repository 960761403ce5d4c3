import { namesIdentity } from '../../../domain/numbering/identity.ts';

/**
 * Reads the sentences of `X-Error-Cause`. There is no list of them: these were seen (DOMAIN.md 13.3), with room for their relatives.
 * `received`: says that it already has this clave. `received-unnamed`: says so of no clave in particular.
 * `not-received`: says that it does not have it. `other`: anything else.
 */
export type CauseMeaning = 'received' | 'received-unnamed' | 'not-received' | 'other';

const notReceived = [
  /\bno (?:ha sido|fue|esta|se encuentra|ha) (?:recibid|registrad)/,
  /\bno (?:existe|se encontro|se encuentra|se ha encontrado|fue encontrad)/,
  /\bnot (?:been )?(?:received|found)\b/,
];
const received = [
  /\bya (?:(?:ha|habia|fue|ha sido|habia sido|esta|se encuentra|se ha) )?(?:recibid|registrad|enviad|procesad|ingresad)/,
  /\b(?:recibid|registrad|enviad|procesad|ingresad)[oa]s? (?:anterior|previa)mente/,
  /\b(?:anterior|previa)mente (?:recibid|registrad|enviad|procesad|ingresad)/,
  /\b(?:comprobante|documento|clave)\b.*\b(?:ya existe|duplicad|repetid)/,
  /\b(?:duplicad|repetid)[oa]\b.*\b(?:comprobante|documento|clave)\b/,
  /\balready (?:been )?(?:received|registered|submitted|exists)/,
];

/** @param identity of the document that the call was about; a mensaje receptor may be named whole or by the clave it answers */
export function readCause(text: string, identity: string): CauseMeaning {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s\u00a0]+/g, ' ');
  const claves: readonly string[] = plain.match(/(?<!\d)\d{50}(?:-\d{20})?(?!\d)/g) ?? [];
  const aboutAnother = claves.length > 0 && !claves.some((named) => namesIdentity(named, identity));
  if (aboutAnother) return 'other';
  // First: "no ha sido recibido anteriormente" must not read as received.
  if (notReceived.some((wording) => wording.test(plain))) return 'not-received';
  if (!received.some((wording) => wording.test(plain))) return 'other';
  return claves.length > 0 ? 'received' : 'received-unnamed';
}
