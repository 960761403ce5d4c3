import type { Service } from '../company/company.ts';
import type { Result } from '../result.ts';
import type { Lane } from './lane.ts';
import type { LaneKey } from './ports.ts';
import type { CallFacts } from './results.ts';

/** What the outbox asks of the database. Implemented in main/db; all synchronous, so that a transaction holds no `await`. */

/** The disk would not take it: nothing of the transaction was kept. */
export type StorageFault = 'disk-full' | 'io';

export interface Transactions {
  /** All or nothing, committed with a sync before it returns. @throws anything that is not the disk's fault */
  atomically<T>(work: () => T): Result<T, StorageFault>;
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
