import { assertNever } from '../../domain/assert-never.ts';
import type { ClerkActionStore } from '../../domain/outbox/clerk-action.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { PaymentForm, SlotRow, SlotView } from '../../preload/contract/payments.ts';
import type { PaymentAction } from '../../preload/contract/queue.ts';
import type {
  PaymentActionFault,
  PaymentSlots,
  PaymentSlotSummary,
  PaymentSlotView,
} from '../outbox/payment-slots.ts';
import { actView, attemptView } from './look-at-documents.ts';

export interface PaymentsContext {
  readonly slots: PaymentSlots;
  readonly store: { readonly actions: Pick<ClerkActionStore, 'of'> };
  readonly companyId: string;
  readonly bootId: string;
  /** name of who sits at the machine, for the history */
  readonly who: string;
}

const toRow = (slot: PaymentSlotSummary): SlotRow => ({
  id: slot.id,
  remoteId: slot.remoteId,
  ...(slot.number === undefined ? {} : { number: slot.number }),
  ...(slot.customerName === undefined ? {} : { customerName: slot.customerName }),
  ...(slot.total === undefined ? {} : { total: slot.total }),
  paid: slot.paid,
  state: slot.state,
  reason: slot.reason,
  updatedAt: slot.stateSince,
});

const toView = (slot: PaymentSlotView, { bootId, store }: PaymentsContext): SlotView => ({
  ...toRow(slot),
  ...(slot.totalFrom === undefined ? {} : { totalFrom: slot.totalFrom }),
  desired: [...slot.desired],
  base: [...slot.base],
  theirs: slot.theirs.map(({ id, amount, code, method, on, status, rawStatus }) => ({
    id,
    amount,
    code,
    method,
    on,
    status,
    rawStatus,
  })),
  ...(slot.readAt === undefined ? {} : { readAt: slot.readAt }),
  ...(slot.draft === undefined ? {} : { draft: [...slot.draft] }),
  canResolve: slot.canResolve,
  ...(slot.sentence === '' ? {} : { sentence: slot.sentence }),
  revisions: slot.revisions.map(({ rev, savedAt, by, who, payments, fate, sentence }) => ({
    rev,
    savedAt,
    by: by === 'service' ? 'e-Dinky' : who,
    payments: [...payments],
    fate,
    ...(sentence === '' ? {} : { sentence }),
  })),
  attempts: slot.attempts.map((attempt) => attemptView(attempt, bootId)),
  acts: store.actions.of(slot.companyId, 'payment_slot', slot.id).map(actView),
  ...(slot.nextAt === undefined ? {} : { nextAt: slot.nextAt }),
});

export function paymentError(fault: PaymentActionFault): CallError {
  switch (fault.kind) {
    case 'no-slot':
      return { code: 'not-found' };
    case 'faults':
      return { code: 'faults', faults: fault.faults.map((one) => ({ ...one })) };
    case 'bad-total':
      return { code: 'faults', faults: [{ code: 'bad-total', path: 'total', severity: 'blocks' }] };
    case 'bad-id':
      return { code: 'faults', faults: [{ code: 'bad-id', path: 'remoteId', severity: 'blocks' }] };
    case 'frozen':
      return { code: 'slot-frozen' };
    case 'not-allowed-now':
      return { code: 'not-allowed-now' };
    case 'storage':
      return { code: fault.fault === 'disk-full' ? 'disk-full' : 'disk-error' };
    default:
      return assertNever(fault);
  }
}

const answer = (
  context: PaymentsContext,
  result: Result<PaymentSlotView, PaymentActionFault>,
): Result<SlotView, CallError> =>
  result.ok ? ok(toView(result.value, context)) : fail(paymentError(result.error));

const done = (result: Result<undefined, PaymentActionFault>): Result<null, CallError> =>
  result.ok ? ok(null) : fail(paymentError(result.error));

/** A slot of another company does not exist for this one. */
function own({ slots, companyId }: PaymentsContext, id: string): Result<PaymentSlotView, CallError> {
  const slot = slots.slot(id);
  return slot?.companyId === companyId ? ok(slot) : fail({ code: 'not-found' });
}

export const listSlots = ({ slots, companyId }: PaymentsContext): SlotRow[] =>
  slots.slots(companyId).map(toRow);

export function showSlot(context: PaymentsContext, id: string): Result<SlotView, CallError> {
  const slot = own(context, id);
  return slot.ok ? ok(toView(slot.value, context)) : slot;
}

/** Opens a remote document by its id and asks for what the service holds. */
export function openSlot(
  context: PaymentsContext,
  remoteId: string,
  total: string | undefined,
): Result<SlotView, CallError> {
  const opened = context.slots.openSlot(context.companyId, remoteId, total);
  if (opened.ok) context.slots.refresh(opened.value.id);
  return answer(context, opened);
}

export function saveSlot(
  context: PaymentsContext,
  id: string,
  payments: readonly PaymentForm[],
): Result<SlotView, CallError> {
  const slot = own(context, id);
  return slot.ok ? answer(context, context.slots.saveList(id, payments, context.who)) : slot;
}

export function keepSlotDraft(
  context: PaymentsContext,
  id: string,
  payments: readonly PaymentForm[],
): Result<null, CallError> {
  const slot = own(context, id);
  return slot.ok ? done(context.slots.keepDraft(id, payments)) : slot;
}

export function refreshSlots(context: PaymentsContext, id: string | undefined): Result<null, CallError> {
  if (id === undefined) return done(context.slots.refreshAll(context.companyId));
  const slot = own(context, id);
  return slot.ok ? done(context.slots.refresh(id, context.who)) : slot;
}

export function resolveSlot(
  context: PaymentsContext,
  id: string,
  choice: 'mine' | 'theirs',
): Result<SlotView, CallError> {
  const slot = own(context, id);
  return slot.ok ? answer(context, context.slots.resolve(id, choice, context.who)) : slot;
}

export function retrySlot(context: PaymentsContext, id: string): Result<SlotView, CallError> {
  const slot = own(context, id);
  return slot.ok ? answer(context, context.slots.retry(id, context.who)) : slot;
}

/** What Cola offers for a payment list. */
export function actOnSlot(
  context: PaymentsContext,
  id: string,
  action: PaymentAction,
): Result<null, CallError> {
  const slot = own(context, id);
  if (!slot.ok) return slot;
  switch (action) {
    case 'retry': {
      const tried = context.slots.retry(id, context.who);
      return tried.ok ? ok(null) : fail(paymentError(tried.error));
    }
    case 'read-again':
      return done(context.slots.refresh(id, context.who));
    case 'seen':
      return done(context.slots.seen(id, context.who));
    default:
      return assertNever(action);
  }
}
