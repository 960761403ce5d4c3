import type { Amount, Identification } from '../billing/invoice.ts';
import type { Environment, Service } from '../company/company.ts';
import type { Situation } from '../numbering/clave.ts';
import type { Result } from '../result.ts';
import type { DocumentAudit } from './audit.ts';
import type { ClerkActionStore } from './clerk-action.ts';
import type { OutboxDocument } from './document.ts';
import type { Waiting } from './engine.ts';
import type { Lane } from './lane.ts';
import type { LaneKey } from './ports.ts';
import type { AuthorityAnswer, CallFacts } from './results.ts';

/** What the outbox asks of the database. Implemented in main/db; all synchronous, so that a transaction holds no `await`. */

/**
 * The disk would not take it, or the database is damaged where it was touched: nothing of the transaction was kept. What is damaged
 * is found again by the next start, which says what can be done.
 */
export type StorageFault = 'disk-full' | 'io' | 'damaged';

/** Thrown where a row is gone or is not what was written: it is mended (audit.ts) before anything is done with it. */
export class DamagedRow extends Error {
  readonly id: string;
  constructor(id: string) {
    super(`the row of ${id} is damaged or gone`);
    this.id = id;
  }
}

export interface Transactions {
  /** All or nothing, committed with a sync before it returns. @throws anything that is not the disk's fault */
  atomically<T>(work: () => T): Result<T, StorageFault>;
  /** What reading threw. @returns undefined when it is neither the disk's fault nor the database's */
  readonly faultOf: (error: unknown) => StorageFault | undefined;
}

export interface LaneStore {
  /** A lane never used before is open. */
  read(key: LaneKey, now: number): Lane;
  all(): readonly Lane[];
  write(lane: Lane): void;
}

export type SubjectKind = 'document' | 'payment_slot';
export type CallKind = 'POST' | 'GET' | 'PUT';

export interface AttemptStart {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly companyId: string;
  readonly service: Service;
  readonly kind: CallKind;
  readonly bootId: string;
  /** UTC ms */
  readonly startedAt: number;
  /** monotonic ms of that boot */
  readonly startedMono: number;
  /** hex; of the bytes sent (POST, PUT) */
  readonly bytesSha256?: string;
}

export interface AttemptEnd {
  readonly endedAt: number;
  /** `kind` of the result, with its `why` after a colon: `received`, `doubtful:timeout`, `interrupted` */
  readonly result: string;
  readonly facts: CallFacts;
}

export interface Attempt extends AttemptStart {
  readonly id: number;
  /** 1, 2, ... per subject */
  readonly n: number;
  readonly end?: AttemptEnd;
}

/** Append-only: an attempt is opened before its call and completed once. */
export interface AttemptStore {
  /** @returns the new attempt's id */
  open(attempt: AttemptStart): number;
  complete(id: number, end: AttemptEnd): void;
  of(subjectKind: SubjectKind, subjectId: string): readonly Attempt[];
  /** Opened by another run of the program and never completed. */
  openOfOtherBoots(bootId: string): readonly Attempt[];
}

/** The quota ledger: one row per request, written before it. */
export interface ChargeStore {
  add(charge: {
    readonly companyId: string;
    readonly service: Service;
    readonly kind: CallKind;
    readonly at: number;
    readonly attemptId: number;
  }): void;
  /** Times of the charges made at `since` or later (and of those from a future that was taken back), ascending. */
  timesSince(key: LaneKey, since: number): readonly number[];
}

/** One run of numbers: per company, establishment, terminal and document kind (DOMAIN.md 3.2). */
export interface Series {
  readonly companyId: string;
  readonly branch: string;
  readonly terminal: string;
  readonly kind: string;
}

export interface SeriesStore {
  /** the last number taken; 0 when none was */
  last(series: Series): number;
  /** Compare and set. @returns false when the last number was not `expected` */
  advance(series: Series, expected: number, taken: number): boolean;
  /** Never downward: numbers seen elsewhere (journal, sealed files, paper) are spent. */
  raise(series: Series, atLeast: number): void;
}

/** What sealing froze, for good. Enough to rebuild the row (journal). */
export interface SealedFacts extends Series {
  readonly id: string;
  readonly environment: Environment;
  /** running number within the series */
  readonly number: number;
  /** 20 digits */
  readonly consecutivo: string;
  /** its identity (domain/numbering/identity.ts): 50 digits, of a mensaje receptor followed by `-` and its consecutivo */
  readonly clave: string;
  /** hex */
  readonly xmlSha256: string;
  readonly situation: Situation;
  /** FechaEmision, RFC 3339 */
  readonly issuedAt: string;
  /** UTC ms */
  readonly sealedAt: number;
  /** as shown in lists; '' for a tiquete without customer */
  readonly customerName: string;
  readonly total: Amount;
  readonly currency: string;
  /** the taxpayer who signed: ours, in a FEC (08) and a mensaje receptor too */
  readonly issuer: Identification;
  /** the other party: in a FEC the seller, in a mensaje receptor the supplier */
  readonly receiver?: Identification;
  readonly callbackUrl?: string;
  /** id of the document it refers to */
  readonly dependsOn?: string;
  /** the draft it was made from: it goes when the document comes */
  readonly draftId?: string;
  /** id of the document that its draft was copied from; for the journal, as `draftId` */
  readonly copyOf?: string;
  /** the form as typed, JSON */
  readonly form: string;
}

export interface DocumentStore {
  find(id: string): OutboxDocument | undefined;
  /** the document, the one it depends on, and those that depend on it. @throws when it does not exist */
  slice(id: string): ReadonlyMap<string, OutboxDocument>;
  /** @throws when it does not exist */
  facts(id: string): SealedFacts;
  /** the stored bytes; whether they are the sealed ones is for the caller to check */
  bytes(id: string): Uint8Array;
  findByClave(clave: string): OutboxDocument | undefined;
  /** the mensajes receptores by which a company answered this clave, whatever became of them */
  answersTo(companyId: string, clave: string): readonly OutboxDocument[];
  /** Inserts row and bytes. @throws on a clave that exists */
  insert(facts: SealedFacts, document: OutboxDocument, xml: Uint8Array): void;
  /** Writes what the outbox moves; nothing that was sealed. @throws when the row does not exist */
  write(document: OutboxDocument): void;
  storeAnswer(id: string, answer: AuthorityAnswer, at: number): void;
  /** Keeps an answer that settles nothing; the same bytes once. @throws without its check */
  putAnswerAside(id: string, answer: AuthorityAnswer, at: number): void;
  /** The second copy's bytes, back into a quarantined document. */
  replaceBytes(id: string, xml: Uint8Array): void;
  /** heads of the queues */
  waiting(companyId: string): Waiting;
  sendingOfOtherBoots(bootId: string): readonly OutboxDocument[];
  quarantined(): readonly OutboxDocument[];
  /** what is neither being sent nor known to have arrived */
  unsent(): readonly OutboxDocument[];
  /** Wall time went back to `now`: what was planned for later becomes due. */
  pullBack(companyId: string, now: number): void;
}

export interface DraftRemoval {
  remove(companyId: string, draftId: string): void;
}

/** How much of the journal the database is known to hold, as a position in the file. */
export interface JournalMark {
  read(): number;
  write(position: number): void;
}

/** The database is an older copy, or a new one in the place of a damaged one, and what it forgot is not back yet (section 8). */
export interface RestoredMark {
  read(): boolean;
  clear(): void;
}

/** Everything the outbox stores, on one connection. */
export interface OutboxStore extends Transactions {
  readonly lanes: LaneStore;
  readonly attempts: AttemptStore;
  readonly actions: ClerkActionStore;
  readonly charges: ChargeStore;
  readonly series: SeriesStore;
  readonly documents: DocumentStore;
  readonly audit: DocumentAudit;
  readonly drafts: DraftRemoval;
  readonly journalMark: JournalMark;
  readonly restoredMark: RestoredMark;
}
