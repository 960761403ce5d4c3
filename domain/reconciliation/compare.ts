import { assertNever } from '../assert-never.ts';
import type { Identification } from '../billing/invoice.ts';
import { readClave } from '../numbering/clave.ts';
import { type ConsecutivoParts, readConsecutivo } from '../numbering/consecutivo.ts';
import { costaRicaDate } from '../numbering/costa-rica-time.ts';
import type { DocumentState } from '../outbox/states.ts';
import type { ListedComprobante, ListedParty } from './listed.ts';
import type { Walk } from './walk.ts';

/** A document of this installation, as far as it is compared. */
export interface OwnDocument {
  readonly id: string;
  readonly clave: string;
  readonly kind: string;
  readonly consecutivo: string;
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  readonly currency: string;
  /** UTC ms */
  readonly issuedAt: number;
  readonly state: DocumentState;
  /** when the authority was first known to have it */
  readonly receivedAt?: number;
  readonly issuer: Identification;
  readonly receiver?: Identification;
}

/** Both have it, and there is still something to settle. */
export interface OpenFinding {
  readonly own: OwnDocument;
  readonly cause:
    /** unknown, received, processing: asked by the outbox, the list decides nothing (I10) */
    | 'awaiting-answer'
    /** sealed, queued, held, sending, needs_fix: here it counts as not sent */
    | 'unsent-here'
    /** quarantined: what is kept here is damaged */
    | 'damaged-here'
    /** abandoned: the clerk gave it up, and yet it is there */
    | 'given-up-here'
    /** needs_person: the list is one more reason to ask again */
    | 'needs-person'
    /** the same clave with another day, issuer or receiver */
    | 'differs';
  readonly differences: readonly Difference[];
}
export type Difference = 'date' | 'issuer' | 'receiver';

/** They have it, we do not. */
export interface TheirsFinding {
  readonly listed: ListedComprobante;
  /** undefined when the clave cannot be read */
  readonly number?: ConsecutivoParts;
  /** `YYYY-MM-DD` */
  readonly issuedOn?: string;
  readonly cause:
    /** not made as DOMAIN.md 3.3 says */
    | 'unreadable-clave'
    /** of another taxpayer */
    | 'other-issuer'
    /** another establishment or terminal: another computer or program of this taxpayer */
    | 'other-terminal'
    /** our series, a number that we have not reached: it must never be used again */
    | 'ahead'
    /** our series and a number that we gave to another clave */
    | 'same-number'
    /** our series, a number that we passed: this installation forgot it, or another program made it before */
    | 'forgotten';
}

/** We have it as received, they do not list it. */
export interface OursFinding {
  readonly own: OwnDocument;
  readonly cause: 'accepted-missing' | 'received-missing';
}

export interface Comparison {
  readonly agree: number;
  readonly open: readonly OpenFinding[];
  readonly theirs: readonly TheirsFinding[];
  /** empty, and of no meaning, where the list was not read to its end */
  readonly ours: readonly OursFinding[];
  /** not sent yet: nobody expects them in the list */
  readonly notSent: readonly OwnDocument[];
  /** received after the list was begun: the next comparison finds them */
  readonly later: number;
  /** rejected: whether the list holds those is not known (DOMAIN.md 13.4); given up: never sent */
  readonly notExpected: number;
}

/** How this installation numbers: what tells whose a number is. */
export interface Numbering {
  readonly issuer: Identification;
  readonly branch: string;
  readonly terminal: string;
  /** last number taken of a kind; 0 = none */
  readonly last: (kind: string) => number;
}

/**
 * Compares a list with our own documents of the same month. Nothing changes by it: what follows is the caller's.
 * @param confirmed claves that Hacienda named when asked for them one by one, later than the list
 */
export function compare(
  walk: Walk,
  own: readonly OwnDocument[],
  numbering: Numbering | undefined,
  confirmed: ReadonlySet<string> = new Set(),
): Comparison {
  const byClave = new Map(own.map((document) => [document.clave, document]));
  const numbers = new Set(own.map(({ consecutivo }) => consecutivo));
  const open: OpenFinding[] = [];
  const ours: OursFinding[] = [];
  const notSent: OwnDocument[] = [];
  let [agree, later, notExpected] = [0, 0, 0];
  for (const document of own) {
    const listed = walk.listed.get(document.clave);
    if (listed) {
      const found = bothHave(document, listed);
      if (found) open.push(found);
      else agree++;
      continue;
    }
    if (confirmed.has(document.clave)) {
      agree++;
      continue;
    }
    const standing = missing(document, walk.startedAt);
    switch (standing) {
      case 'later':
        later++;
        break;
      case 'not-expected':
        notExpected++;
        break;
      case 'not-sent':
        notSent.push(document);
        break;
      case 'accepted-missing':
      case 'received-missing':
        if (walk.end?.how === 'complete') ours.push({ own: document, cause: standing });
        break;
      default:
        assertNever(standing);
    }
  }
  const theirs = [...walk.listed.values()]
    .filter(({ clave }) => !byClave.has(clave))
    .map((listed) => onlyTheirs(listed, numbering, numbers));
  return { agree, open, theirs, ours, notSent, later, notExpected };
}

function bothHave(own: OwnDocument, listed: ListedComprobante): OpenFinding | undefined {
  const differences = differencesOf(own, listed);
  if (differences.length > 0) return { own, cause: 'differs', differences };
  const cause = openCause(own.state);
  return cause && { own, cause, differences };
}

function openCause(state: DocumentState): OpenFinding['cause'] | undefined {
  switch (state) {
    // our signed answer decides, whichever it is (DOMAIN.md section 1, Precedence)
    case 'accepted':
    case 'rejected':
      return undefined;
    case 'unknown':
    case 'received':
    case 'processing':
      return 'awaiting-answer';
    case 'needs_person':
      return 'needs-person';
    case 'sealed':
    case 'held':
    case 'queued':
    case 'sending':
    case 'needs_fix':
      return 'unsent-here';
    case 'quarantined':
      return 'damaged-here';
    case 'abandoned':
      return 'given-up-here';
    default:
      return assertNever(state);
  }
}

/** Days and identifications only: how the list writes hours, names and zeros is not known. */
function differencesOf(own: OwnDocument, listed: ListedComprobante): readonly Difference[] {
  const other = (ours: Identification | undefined, theirs: ListedParty | undefined): boolean =>
    ours !== undefined && theirs !== undefined && !sameNumber(ours.number, theirs.number);
  return [
    ...(listed.issuedAt !== undefined && costaRicaDate(listed.issuedAt) !== costaRicaDate(own.issuedAt)
      ? ['date' as const]
      : []),
    ...(other(own.issuer, listed.issuer) ? ['issuer' as const] : []),
    ...(other(own.receiver, listed.receiver) ? ['receiver' as const] : []),
  ];
}

const bare = (number: string): string => number.trim().replace(/^0+/, '').toUpperCase();
const sameNumber = (a: string, b: string): boolean => bare(a) === bare(b);

function missing(
  own: OwnDocument,
  startedAt: number,
): OursFinding['cause'] | 'later' | 'not-expected' | 'not-sent' {
  if (own.state === 'rejected' || own.state === 'abandoned') return 'not-expected';
  if (own.receivedAt === undefined) return 'not-sent';
  if (own.receivedAt >= startedAt) return 'later';
  return own.state === 'accepted' ? 'accepted-missing' : 'received-missing';
}

function onlyTheirs(
  listed: ListedComprobante,
  numbering: Numbering | undefined,
  numbers: ReadonlySet<string>,
): TheirsFinding {
  const parts = readClave(listed.clave);
  const number = parts && readConsecutivo(parts.consecutivo);
  if (!parts || !number) return { listed, cause: 'unreadable-clave' };
  const known = { listed, number, issuedOn: parts.issuedOn };
  if (!numbering || !sameNumber(parts.identification, numbering.issuer.number))
    return { ...known, cause: 'other-issuer' };
  if (number.branch !== numbering.branch || number.terminal !== numbering.terminal)
    return { ...known, cause: 'other-terminal' };
  if (numbers.has(parts.consecutivo)) return { ...known, cause: 'same-number' };
  return { ...known, cause: number.number > numbering.last(number.kind) ? 'ahead' : 'forgotten' };
}

/** A jump beyond this is likelier a misreading than a sale: the clerk continues the series by hand (Ajustes). */
const plausibleJump = 100_000;

/**
 * Numbers of our own series that others have used: each is spent, so the series goes on above the highest.
 * @returns one row per kind that must be raised
 */
export function numbersToSpare(
  theirs: readonly TheirsFinding[],
  last: (kind: string) => number,
): readonly { readonly kind: string; readonly atLeast: number }[] {
  const highest = new Map<string, number>();
  for (const { cause, number } of theirs) {
    if (cause !== 'ahead' || number === undefined || number.number > last(number.kind) + plausibleJump)
      continue;
    highest.set(number.kind, Math.max(highest.get(number.kind) ?? 0, number.number));
  }
  return [...highest].map(([kind, atLeast]) => ({ kind, atLeast }));
}
