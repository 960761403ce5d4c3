import type { Service } from '../company/company.ts';
import type { DocumentReason, OutboxDocument } from './document.ts';
import type { Choice } from './document-step.ts';
import type { LaneReason } from './lane.ts';
import type { QuotaPlan } from './quota.ts';
import type { DocumentState, LaneState } from './states.ts';
import type { StorageFault } from './store.ts';

/** What the screens show of the outbox. Times are UTC ms. */

export interface LaneView {
  readonly companyId: string;
  readonly service: Service;
  readonly state: LaneState;
  readonly since: number;
  /** no request before */
  readonly until?: number;
  readonly reason?: LaneReason;
  /** the clerk may press "probar de nuevo" */
  readonly canUnblock: boolean;
  /** server's clock minus ours */
  readonly skewMs?: number;
  readonly clock: 'good' | 'warns' | 'stops';
}

/** What a waiting document waits for. */
export type WaitsFor =
  | 'its-turn'
  | 'the-lane'
  | 'the-quota'
  | 'its-answer'
  | 'another-document'
  | 'the-clerk'
  | 'in-flight';

export interface QueueRow {
  readonly id: string;
  readonly kind: string;
  readonly consecutivo: string;
  readonly clave: string;
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  readonly currency: string;
  readonly sealedAt: number;
  readonly state: DocumentState;
  readonly since: number;
  readonly waitsFor: WaitsFor;
  readonly reason?: DocumentReason;
  /** when the next request about it is planned; undefined when somebody has to act first */
  readonly nextAt?: number;
  /** POSTs that may have arrived */
  readonly posts: number;
  readonly cause?: string;
  readonly choices: readonly Choice[];
}

export interface OutboxSummary {
  readonly counts: Readonly<Record<DocumentState, number>>;
  /** sealing of the oldest document that still waits for the network */
  readonly oldestWaitingAt?: number;
  readonly plan: QuotaPlan;
  readonly lanes: readonly LaneView[];
  /** the disk refuses to write: nothing is sent */
  readonly storageFault?: StorageFault;
}

/** A document in the queue with what its row shows. */
export interface QueueEntry {
  readonly document: OutboxDocument;
  readonly kind: string;
  readonly consecutivo: string;
  readonly customerName: string;
  readonly total: bigint;
  readonly currency: string;
  readonly sealedAt: number;
}

/** Reading for the views. Implemented in main/db. */
export interface QueueReader {
  /** What needs a person first, then what waits for the network; within a state the oldest first. */
  queue(companyId: string, limit: number): readonly QueueEntry[];
  counts(companyId: string): Readonly<Record<DocumentState, number>>;
  oldestWaitingAt(companyId: string): number | undefined;
}
