import type { PaymentList } from '../payments/payment-list.ts';

/**
 * States of a payment slot (one per remote document): OUTBOX.md section 7, API.md section 10.1. Who moves a slot in and out is
 * in payment-step.ts.
 */
export const paymentSlotStates = [
  /** opened, nothing saved by the clerk, nothing at the service as far as is known */
  'new',
  /** nothing to send: the last reading showed what the clerk wants */
  'confirmed',
  /** the service said yes; not read back yet */
  'acked',
  /** saved here, waits for its turn */
  'queued',
  /** intent is durable, the socket may be open */
  'sending',
  /** may or may not have arrived: settled by reading only */
  'unknown',
  /** the service's list is not the one the clerk started from: base / theirs / mine */
  'conflict',
  /** refused on content, or would certainly be */
  'needs_fix',
  /** no reading settles it */
  'needs_person',
  /** the document went to the SRI: payments cannot change any more */
  'frozen',
] as const;
export type PaymentSlotState = (typeof paymentSlotStates)[number];

/** Why a slot is where it is; '' = the normal course. */
export type PaymentSlotReason =
  | ''
  /** needs_fix: 422, the service's sentence is kept */
  | 'refused'
  /** needs_fix: the sum exceeds the document's total as last read; nothing was sent */
  | 'over-total'
  /** needs_fix: nobody knows the document's total; nothing was sent */
  | 'total-unknown'
  /** conflict: somebody changed the list elsewhere */
  | 'changed-elsewhere'
  /** conflict: an older copy was brought back; what waits in it may have been sent since, and replaced */
  | 'older-copy'
  /** needs_person: 404 */
  | 'not-found'
  /** needs_person: the service adds to the list instead of replacing it (API.md 10.1, "append semantics proven") */
  | 'append'
  /** needs_person, an alarm: our list is there twice */
  | 'doubled'
  /** needs_person: the list is neither what was there nor what was sent */
  | 'different'
  /** needs_person: pages could not all be read */
  | 'unverified'
  /** needs_person: the document does not say clearly whether it was sent to the SRI */
  | 'stage-unclear'
  /** needs_person: sent twice without an answer, and not there */
  | 'not-applied'
  /** needs_person: the service said yes, and it is not there */
  | 'absent-after-yes'
  /** frozen while the clerk's list had not been accepted */
  | 'frozen-before-sent';

/** The words of OUTBOX.md and UX.md for a state. */
export const paymentSlotWords: Readonly<
  Record<PaymentSlotState, { readonly es: string; readonly en: string }>
> = {
  new: { es: 'Sin pagos registrados', en: 'No payments yet' },
  confirmed: { es: 'Registrado', en: 'Recorded' },
  acked: { es: 'Recibido, por confirmar', en: 'Received, to be confirmed' },
  queued: { es: 'En cola', en: 'Waiting' },
  sending: { es: 'Enviando', en: 'Sending' },
  unknown: { es: 'Confirmando con e-Dinky', en: 'Confirming with e-Dinky' },
  conflict: { es: 'Cambiado en otro lugar', en: 'Changed elsewhere' },
  needs_fix: { es: 'Por corregir', en: 'To be corrected' },
  needs_person: { es: 'Necesita su atención', en: 'Needs your attention' },
  frozen: { es: 'Enviado al SRI: solo lectura', en: 'Sent to the SRI: read-only' },
};

/** The last PUT, until a reading settles it. */
export interface SentPut {
  readonly rev: number;
  /** W */
  readonly list: PaymentList;
  /** B: the list read just before */
  readonly before: PaymentList;
  /** UTC ms of T1 */
  readonly at: number;
  readonly bootId: string;
  /**
   * `none`: unanswered, or an answer that proves nothing. `yes`: 200. `turned-away`: 403 or 429, presumed not applied, but
   * compared before a resend (API.md 2.1)
   */
  readonly answer: 'none' | 'yes' | 'turned-away';
  /** end of H: before it a list that is not there proves nothing. Only after a doubt */
  readonly settleAt?: number;
}

/** The payments of one remote document. Times are UTC ms. */
export interface PaymentSlot {
  readonly id: string;
  readonly companyId: string;
  /** document id at the service, as text */
  readonly remoteId: string;
  /** decimal text */
  readonly total: string | undefined;
  readonly totalFrom: 'service' | 'clerk' | undefined;
  readonly state: PaymentSlotState;
  readonly reason: PaymentSlotReason;
  readonly stateSince: number;
  /** what the service was last seen to hold, and the clerk has seen; undefined = never read */
  readonly base: PaymentList | undefined;
  readonly desired: PaymentList;
  /** 0 = nothing saved yet */
  readonly desiredRev: number;
  /** who made that revision: a list taken over from the service is no wish of the clerk */
  readonly desiredBy: 'clerk' | 'service';
  /** a revision at or below it is never sent */
  readonly ackedRev: number;
  readonly sent: SentPut | undefined;
  /** PUTs of one revision that ended in doubt: the second is the last (API.md 10.1: one resend) */
  readonly doubts: { readonly rev: number; readonly count: number };
  /** a PUT was given up for lost since the last confirmation; it may still land late */
  readonly givenUp: boolean;
  /** readings that found B since the last doubt or yes */
  readonly readings: number;
  /** readings that failed in a row, for the slot's own patience */
  readonly failures: number;
  /** next step on the network; undefined = none of its own */
  readonly nextAt: number | undefined;
  /** the service's own sentence of the last refusal */
  readonly sentence: string;
}

export const newPaymentSlot = (
  identity: { readonly id: string; readonly companyId: string; readonly remoteId: string },
  now: number,
): PaymentSlot => ({
  ...identity,
  total: undefined,
  totalFrom: undefined,
  state: 'new',
  reason: '',
  stateSince: now,
  base: undefined,
  desired: [],
  desiredRev: 0,
  desiredBy: 'service',
  ackedRev: 0,
  sent: undefined,
  doubts: { rev: 0, count: 0 },
  givenUp: false,
  readings: 0,
  failures: 0,
  nextAt: now,
  sentence: '',
});
