import type { DocumentState } from './states.ts';

/** Why a document is where it is; the renderer makes the sentence. Codes do not change once shipped. */
export type DocumentReason =
  /** held: the document it refers to is not accepted yet */
  | 'predecessor'
  /** abandoned: asked about once more a day later, and it was there; the sale may have its correction by then */
  | 'arrived-after-all'
  /** needs_person: the document it refers to was abandoned */
  | 'predecessor-abandoned'
  /** unknown: the clerk gives it up; the authority is asked first whether it arrived after all */
  | 'abandoning'
  /** received and later: it was there already when the clerk gave it up */
  | 'abandon-too-late'
  /** held by the clerk */
  | 'by-clerk'
  /** needs_person: the document it refers to was rejected */
  | 'predecessor-rejected'
  /** needs_fix: 400 about the content; the cause is kept */
  | 'refused'
  /** the program ended while sending */
  | 'interrupted'
  /** unknown: rebuilt from the journal, nobody knows what became of it */
  | 'recovered'
  /** the same, sealed so long before that it holds nobody up and is asked about last */
  | 'recovered-earlier'
  /** the answer to the POST never came, or not whole */
  | 'no-answer'
  /** the answer to the POST is none that is documented: a page, or a status of its own */
  | 'strange-answer'
  /** the service failed (408, 499, 5xx) */
  | 'server-error'
  /** the authority says that it has it already */
  | 'duplicate'
  /** the same at the very first attempt: another PC or a restored backup used the number */
  | 'foreign-duplicate'
  /** needs_person: rebuilt from its file alone, and not there: whether it was ever issued nobody knows */
  | 'file-alone'
  /** needs_person: said to be there already, yet not found */
  | 'duplicate-not-found'
  /** needs_person: the document under our clave is not ours (issuer, date or total differ, or cannot be compared) */
  | 'not-ours'
  /** needs_person: more than four doubts while others passed, or sent and not found again and again */
  | 'too-many-doubts'
  /** received, then 404 (alarm); needs_person at the third */
  | 'vanished'
  /** needs_person: ind-estado `error` */
  | 'authority-error'
  /** needs_person: an ind-estado nobody knows */
  | 'unknown-state'
  /** final by its state, the answer is missing: asked again */
  | 'answer-missing'
  /** final by its state, the answer cannot be read: asked again */
  | 'answer-unreadable'
  /** needs_person: the answer is about another clave */
  | 'answer-other-clave'
  /** needs_person: the answer says the opposite of ind-estado */
  | 'answer-contradicts'
  /** needs_person: the answer's signature does not hold: it is not what was signed */
  | 'answer-altered'
  /** needs_person: the answer bears no signature at all */
  | 'answer-unsigned'
  /** accepted, rejected: the answer repeats other amounts than those that were sealed */
  | 'answer-amounts'
  /** accepted, rejected: its signature has a form that nobody here can check */
  | 'answer-unclear'
  /** quarantined: the bytes are not those that were sealed */
  | 'bytes-changed'
  /** quarantined: the row is not what was written; nothing of it is believed until it is mended */
  | 'row-damaged';

/**
 * The part of a document that the outbox moves. What was sealed (clave, bytes, form) is not in here: no step can change it.
 * Times are UTC ms.
 */
export interface OutboxDocument {
  readonly id: string;
  readonly companyId: string;
  /** its identity (domain/numbering/identity.ts): the clave; of a mensaje receptor `{clave}-{consecutivo}` */
  readonly clave: string;
  readonly state: DocumentState;
  readonly since: number;
  /** run of the program that is sending it */
  readonly bootId?: string;
  /** next question to the authority (`unknown`, `received`, `processing`); place in the queue (`queued`) */
  readonly nextAt?: number;
  readonly reason?: DocumentReason;
  readonly dependsOn?: string;
  /** POSTs that may have arrived or were answered about the document; 401, 403, 404, 429 and calls never sent do not count */
  readonly posts: number;
  /** start of the last POST: H runs from here */
  readonly sentAt?: number;
  /** the same on the monotonic clock of that run */
  readonly sentOn?: { readonly bootId: string; readonly mono: number };
  /** when the authority was first known to have it; never unset (I2) */
  readonly receivedAt?: number;
  /** questions asked on the present ladder */
  readonly polls: number;
  /** 404s that count, in the present doubt or while polling */
  readonly notFound: number;
  readonly notFoundAt?: number;
  /** what the present doubt is about */
  readonly doubt?: 'ordinary' | 'duplicate';
  /** the number may be another's: compare before believing */
  readonly foreignDuplicate: boolean;
  /** answered questions in the present doubt, at most 3 */
  readonly settleGets: number;
  /** doubts of this document that ended with "not there", and sent it again; a person's "send again" starts anew */
  readonly rounds: number;
  /** questions in a row that the authority took and that brought no usable answer about this document */
  readonly unanswered: number;
  /** doubts of this document while others passed */
  readonly lonelyDoubts: number;
  readonly lastDoubtAt?: number;
  /** last `X-Error-Cause` */
  readonly cause?: string;
  readonly location?: string;
  /** ind-estado or body nobody could place */
  readonly rawText?: string;
  readonly verdict?: 'accepted' | 'rejected';
  /** the clerk gave it up while something of it may have arrived: two late 404s abandon it instead of queueing it; never unset */
  readonly intent?: 'abandon';
}

/** A document as it enters the outbox: queued in the transaction that seals it, or held behind another. */
export const enteringDocument = (sealed: {
  readonly id: string;
  readonly companyId: string;
  readonly clave: string;
  readonly now: number;
  /** given only while the other one is not accepted */
  readonly waitsFor?: string;
}): OutboxDocument => ({
  id: sealed.id,
  companyId: sealed.companyId,
  clave: sealed.clave,
  state: sealed.waitsFor === undefined ? 'queued' : 'held',
  since: sealed.now,
  nextAt: sealed.now,
  ...(sealed.waitsFor === undefined ? {} : { dependsOn: sealed.waitsFor, reason: 'predecessor' }),
  posts: 0,
  polls: 0,
  notFound: 0,
  foreignDuplicate: false,
  settleGets: 0,
  lonelyDoubts: 0,
  rounds: 0,
  unanswered: 0,
});

/** What was sealed earlier than this before the recovery holds nobody up. */
export const holdingReachMs = 30 * 24 * 3_600_000;

/**
 * Newest first: the head of the queue is what was due the longest. A journal of years lost with its database would hold the lane for
 * days at a hundred questions an hour, and the doubt that holding is for (section 8: the last numbers of a series, what was on its
 * way) is about the newest documents. The others are asked about behind everything else, and are never sent before that either.
 */
function whenRecovered(
  now: number,
  sealedAt: number,
): { readonly reason: 'recovered' | 'recovered-earlier'; readonly nextAt: number } {
  const ageMs = Math.max(0, now - sealedAt);
  return {
    reason: ageMs > holdingReachMs ? 'recovered-earlier' : 'recovered',
    nextAt: now - holdingReachMs + Math.min(holdingReachMs, ageMs),
  };
}

/** A document known only from the journal: whether it was sent is not known (OUTBOX.md section 8). */
export const recoveredDocument = (sealed: {
  readonly id: string;
  readonly companyId: string;
  readonly clave: string;
  readonly sealedAt: number;
  readonly now: number;
  readonly dependsOn?: string;
  /** neither row nor journal speak of it: see `isFromFileAlone` */
  readonly fromFileAlone?: boolean;
}): OutboxDocument => ({
  id: sealed.id,
  companyId: sealed.companyId,
  clave: sealed.clave,
  state: 'unknown',
  since: sealed.now,
  ...whenRecovered(sealed.now, sealed.sealedAt),
  doubt: 'ordinary',
  ...(sealed.dependsOn === undefined ? {} : { dependsOn: sealed.dependsOn }),
  posts: 0,
  // it may have been sent at any time before: H runs from here
  sentAt: sealed.now,
  polls: 0,
  notFound: 0,
  foreignDuplicate: sealed.fromFileAlone ?? false,
  settleGets: 0,
  lonelyDoubts: 0,
  rounds: 0,
  unanswered: 0,
});

/**
 * Its file may be all that a crash left of a sale that never became a document and was issued again since: compared before it is
 * believed, and never sent by itself. Nothing else is taken for another's before it was ever sent.
 */
export const isFromFileAlone = ({ foreignDuplicate, posts }: OutboxDocument): boolean =>
  foreignDuplicate && posts === 0;

const neverAgain = new Set<DocumentState>(['received', 'processing', 'accepted', 'rejected', 'abandoned']);

/** It is over: nothing of it will ever be sent or asked again. */
export const isFinal = (state: DocumentState): boolean =>
  state === 'accepted' || state === 'rejected' || state === 'abandoned';

/** What a question may be asked about: also what was given up, once, where something of it may have been sent. */
export const mayBeAsked = ({ state, sentAt, settleGets }: OutboxDocument): boolean =>
  state === 'unknown' ||
  state === 'received' ||
  state === 'processing' ||
  (state === 'abandoned' && sentAt !== undefined && settleGets === 0);

/** Whether a POST may ever follow (I2). What the clerk gave up is never sent again. */
export const mayStillBePosted = (document: OutboxDocument): boolean =>
  document.receivedAt === undefined && document.intent === undefined && !neverAgain.has(document.state);
