import type { DocumentIdentity } from '../billing/invoice.ts';
import { type ConsecutivoParts, makeConsecutivo, readConsecutivo } from './consecutivo.ts';
import { rfc3339CostaRica } from './costa-rica-time.ts';

/**
 * What names a sealed document everywhere: for a comprobante its clave (50 digits). A mensaje receptor has none of its own: it is
 * the clave that it answers and its own consecutivo, `{clave}-{consecutivo}`, as its files and its status are named (DOMAIN.md 3.3,
 * 3.4, section 8). A message answers a clave of somebody else; only its last 20 digits are a number of ours.
 */
const comprobante = /^\d{50}$/;
const message = /^\d{50}-\d{20}$/;

const claveLength = 50;
/** Where a clave holds its consecutivo (DOMAIN.md 3.3). */
const consecutivoIn = [21, 41] as const;

export const isMessageIdentity = (text: string): boolean => message.test(text);
export const isComprobanteIdentity = (text: string): boolean => comprobante.test(text);
export const isIdentity = (text: string): boolean => comprobante.test(text) || message.test(text);

/** @param clave of the document that the message answers */
export const messageIdentity = (clave: string, consecutivo: string): string => `${clave}-${consecutivo}`;

export interface MessageSealFacts extends ConsecutivoParts {
  /** of the document that the message answers */
  readonly clave: string;
  /** UTC ms */
  readonly at: number;
}

/** Identity, consecutivo and date of a mensaje receptor. @throws RangeError when a part does not fit */
export function makeMessageIdentity(facts: MessageSealFacts): DocumentIdentity {
  if (!isComprobanteIdentity(facts.clave)) throw new RangeError('not a clave to answer');
  if (!isMessageKind(facts.kind)) throw new RangeError(`not a message: ${facts.kind}`);
  const consecutivo = makeConsecutivo(facts);
  return {
    clave: messageIdentity(facts.clave, consecutivo),
    consecutivo,
    issuedAt: rfc3339CostaRica(facts.at),
  };
}

/** The 50 digits that a POST names: its own clave, or of a message the one it answers. */
export const claveOf = (identity: string): string => identity.slice(0, claveLength);

/** The 20 digits of our own numbering. */
export const consecutivoOf = (identity: string): string =>
  isMessageIdentity(identity) ? identity.slice(claveLength + 1) : identity.slice(...consecutivoIn);

/**
 * Whether what the authority calls `named` is this document. The answer to a message names the clave that was answered; should it
 * name the whole identity, that is as good (DOMAIN.md section 8).
 */
export const namesIdentity = (named: string, identity: string): boolean =>
  named === identity || (isMessageIdentity(identity) && named === claveOf(identity));

/** Codes of the mensaje receptor in a consecutivo: accepted, partly accepted, rejected (DOMAIN.md section 2). */
const messageKinds: ReadonlySet<string> = new Set(['05', '06', '07']);
export const isMessageKind = (kind: string): boolean => messageKinds.has(kind);

/** Whether form, number and kind of an identity belong together: a message has the long form and a kind of its own. */
export function isSoundIdentity(identity: string, consecutivo: string): boolean {
  const parts = readConsecutivo(consecutivo);
  return (
    isIdentity(identity) &&
    consecutivoOf(identity) === consecutivo &&
    parts !== undefined &&
    isMessageKind(parts.kind) === isMessageIdentity(identity)
  );
}
