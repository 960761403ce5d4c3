import type { PaymentForm, PaymentList } from '../payments/payment-list.ts';
import type { PaymentSlot } from './payment-slot.ts';
import type { RevisionFate } from './payment-step.ts';
import type { RemoteDocumentResult, RemotePayment } from './results.ts';

/** The last complete reading of a slot; failed and cancelled payments are in it too, told apart by their status. */
export interface PaymentReading {
  /** UTC ms */
  readonly readAt: number;
  readonly stage: Extract<RemoteDocumentResult, { kind: 'read' }>['stage'];
  readonly number: string | undefined;
  readonly customerName: string | undefined;
  readonly payments: readonly RemotePayment[];
}

export interface PaymentRevision {
  readonly rev: number;
  /** UTC ms */
  readonly savedAt: number;
  /** `service`: taken over from the service */
  readonly by: 'clerk' | 'service';
  /** who sat at the machine, as the system names them */
  readonly who: string;
  readonly list: PaymentList;
  /** what became of it, oldest first */
  readonly fates: readonly { readonly at: number; readonly fate: RevisionFate; readonly sentence: string }[];
}

/** What payments ask of the database; `main/db/payments.ts` implements it. Synchronous, like every store of the outbox. */
export interface PaymentStore {
  find(slotId: string): PaymentSlot | undefined;
  findByRemote(companyId: string, remoteId: string): PaymentSlot | undefined;
  /** Newest change first. */
  ofCompany(companyId: string): readonly PaymentSlot[];
  /** The slot whose next step on the network comes first. */
  nextDue(companyId: string): { readonly id: string; readonly at: number } | undefined;
  /** Slots in `sending`. */
  sending(companyId: string): readonly PaymentSlot[];
  /** Of every company, what waits to be sent or to be settled. */
  unsent(): readonly PaymentSlot[];
  insert(slot: PaymentSlot, now: number): void;
  write(slot: PaymentSlot, now: number): void;

  addRevision(slotId: string, revision: Omit<PaymentRevision, 'fates'>): void;
  addFate(
    slotId: string,
    rev: number,
    at: number,
    fate: { readonly fate: RevisionFate; readonly sentence: string },
  ): void;
  /** Newest first. */
  revisions(slotId: string): readonly PaymentRevision[];

  keepReading(slotId: string, reading: PaymentReading): void;
  reading(slotId: string): PaymentReading | undefined;

  /** Half-typed rows, so that nothing typed is lost; undefined takes them away. */
  keepDraft(slotId: string, rows: readonly PaymentForm[] | undefined): void;
  draft(slotId: string): readonly PaymentForm[] | undefined;

  /** This company's service was proven to append (API.md 10.1). */
  appends(companyId: string): boolean;
  rememberAppends(companyId: string, by: 'reading' | 'sum-of-422', at: number): void;
  forgetAppends(companyId: string): void;
}
