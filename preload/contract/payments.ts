import { z } from 'zod';
import { At } from './company.ts';
import { AttemptView, ClerkActionView } from './documents.ts';

/** A payment as typed. */
export const PaymentForm = z.object({
  id: z.string().max(40),
  amount: z.string().max(40),
  code: z.string().max(4),
});
export type PaymentForm = z.infer<typeof PaymentForm>;

/** A payment as the service lists it. */
export const RemotePaymentView = z.object({
  id: z.string(),
  amount: z.string(),
  code: z.string(),
  method: z.string(),
  on: z.string(),
  status: z.enum(['pending', 'completed', 'failed', 'cancelled', 'other']),
  rawStatus: z.string(),
});
export type RemotePaymentView = z.infer<typeof RemotePaymentView>;

/** State words of a slot; the closed list of domain/outbox/payment-step.ts in the form the screen needs. */
export const SlotState = z.enum([
  /** nothing to send: the server holds what the clerk wants, confirmed by reading */
  'confirmed',
  /** the server said yes; not read back yet */
  'acked',
  /** saved here, waits for its turn */
  'queued',
  'sending',
  /** may or may not have arrived: being read */
  'unknown',
  /** the server's list changed under us: base / theirs / mine */
  'conflict',
  /** 422: the server's sentence */
  'needs_fix',
  'needs_person',
  /** sent to SRI: read-only */
  'frozen',
  /** opened, nothing saved yet */
  'new',
]);
export type SlotState = z.infer<typeof SlotState>;

export const SlotRow = z.object({
  id: z.string(),
  remoteId: z.string(),
  number: z.string().optional(),
  customerName: z.string().optional(),
  total: z.string().optional(),
  paid: z.string(),
  state: SlotState,
  reason: z.string(),
  updatedAt: At,
});
export type SlotRow = z.infer<typeof SlotRow>;

export const RevisionView = z.object({
  rev: z.int(),
  savedAt: At,
  by: z.string(),
  payments: z.array(z.object({ amount: z.string(), code: z.string() })),
  /** what became of it: 'waiting', 'superseded', 'sending', 'applied', 'refused', 'unknown', 'discarded' */
  fate: z.string(),
  sentence: z.string().optional(),
});
export type RevisionView = z.infer<typeof RevisionView>;

export const SlotView = SlotRow.extend({
  /** where the total comes from */
  totalFrom: z.enum(['service', 'clerk']).optional(),
  /** the clerk's list, as last saved */
  desired: z.array(PaymentForm),
  /** the last list the server confirmed */
  base: z.array(z.object({ amount: z.string(), code: z.string() })),
  /** last full read */
  theirs: z.array(RemotePaymentView),
  readAt: At.optional(),
  /** half-typed rows that were not saved yet: what a kill must not lose */
  draft: z.array(PaymentForm).optional(),
  /** "mine" or "theirs" may be chosen now */
  canResolve: z.boolean(),
  /** the server's own sentence of the last refusal */
  sentence: z.string().optional(),
  revisions: z.array(RevisionView),
  attempts: z.array(AttemptView),
  /** what people did about it, oldest first; saved lists are in `revisions` */
  acts: z.array(ClerkActionView),
  nextAt: At.optional(),
});
export type SlotView = z.infer<typeof SlotView>;
