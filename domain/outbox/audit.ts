import type { OutboxDocument } from './document.ts';
import type { DocumentState } from './states.ts';
import type { SealedFacts } from './store.ts';

/** A document's row as it lies in the table, judged by its sums; what it says of itself may be damaged. Times are UTC ms. */
export interface AuditedRow {
  readonly seq: number;
  readonly id: string;
  readonly companyId: string;
  readonly clave: string;
  readonly consecutivo: string;
  readonly xmlSha256: string;
  /** what sealing froze is what was written */
  readonly sealedSound: boolean;
  /** what the outbox moves is what was written */
  readonly movingSound: boolean;
  /** as written, whether it is to be believed or not */
  readonly moving: OutboxDocument;
}

/** What the rest of the database remembers of a document whose own row cannot be believed. */
export interface Traces {
  /** its last change of state */
  readonly lastMove?: { readonly to: DocumentState; readonly reason: string };
  /** when the authority was first heard to have it */
  readonly receivedAt?: number;
  /** the stored answer, where it is still what the authority sent */
  readonly answer?: { readonly verdict: 'accepted' | 'rejected'; readonly storedAt: number };
  readonly posts: number;
  /** start of the last POST */
  readonly sentAt?: number;
  /** a person gave it up */
  readonly givenUp: boolean;
}

/** The bytes and the answer that belong to a row. */
export interface AuditedBytes {
  /** 'changed': not the sealed hash any more */
  readonly body: 'sound' | 'changed' | 'missing';
  readonly form: 'sound' | 'changed' | 'missing';
  /** 'gone': the row is final and there is none, or it is not what the authority sent */
  readonly answer: 'none' | 'sound' | 'gone';
}

/** Looks at what the database holds, and puts right what is not what was written. Everything else keeps its hands off that. */
export interface DocumentAudit {
  /** Rows behind `seq` in the order of the table itself, no index trusted. */
  rowsAfter(seq: number, limit: number): readonly AuditedRow[];
  count(): number;
  /** Every clave in the table, no index trusted. */
  claves(): ReadonlySet<string>;
  /** Every number taken, `<company> <consecutivo>`, no index trusted. */
  numbers(): ReadonlySet<string>;
  /** @throws DamagedRow where the sealed part is not sound */
  factsAt(seq: number): SealedFacts;
  bytesAt(seq: number): AuditedBytes;
  /** the stored bytes, sound or not */
  xmlAt(seq: number): Uint8Array | undefined;
  /** @param id the document's own, not what a damaged row says */
  traces(seq: number, id: string): Traces;
  /** Writes a whole row anew. */
  rewrite(seq: number, facts: SealedFacts, document: OutboxDocument): void;
  /** Nothing says what it was: it is shown, and goes nowhere. */
  isolate(seq: number, now: number): void;
  putBody(id: string, xml: Uint8Array | undefined, form: string | undefined): void;
  dropAnswer(id: string): void;
  /** Rows of other tables that no CHECK lets pass. @returns how many were put right */
  mendChecks(): number;
  /** Kept counts, counted anew. @returns whether one was wrong */
  recount(): boolean;
  /** Indexes and search text made anew where they disagree with their tables. @returns what SQLite said of them */
  mendIndexes(): readonly string[];
  /** The same without looking. */
  reindex(): void;
  /** Sums for rows written before there were any. @returns how many */
  sumUnsummed(): number;
  lastWholeAt(): number | undefined;
  noteWhole(now: number): void;
}
