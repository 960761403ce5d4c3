import { assertNever } from '../../domain/assert-never.ts';
import type { PaymentSlot } from '../../domain/outbox/payment-slot.ts';
import {
  type PaymentContext,
  type PaymentEffect,
  type PaymentEvent,
  stepPayment,
} from '../../domain/outbox/payment-step.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';

/** Who a revision is signed by when nobody sat at the machine. */
const serviceName = 'e-Dinky';

/**
 * Runs the reducer on one slot and writes everything it says: slot, revisions, fates, what was learned of the service. Call it
 * inside a transaction; do the returned effect only after the commit.
 * @param who who the clerk is, for revisions made by a person
 */
export function movePayment(
  store: PaymentStore,
  slot: PaymentSlot,
  event: PaymentEvent,
  context: Omit<PaymentContext, 'appends'>,
  who: string,
): { readonly slot: PaymentSlot; readonly put: Extract<PaymentEffect, { kind: 'put' }> | undefined } {
  const { now } = context;
  const next = stepPayment(slot, event, { ...context, appends: store.appends(slot.companyId) });
  store.write(next.slot, now);
  let put: Extract<PaymentEffect, { kind: 'put' }> | undefined;
  for (const effect of next.effects) {
    switch (effect.kind) {
      case 'put':
        put = effect;
        break;
      case 'revision':
        store.addRevision(slot.id, {
          rev: effect.rev,
          savedAt: now,
          by: effect.by,
          who: effect.by === 'clerk' ? who : serviceName,
          list: effect.list,
        });
        break;
      case 'fate':
        store.addFate(slot.id, effect.rev, now, { fate: effect.fate, sentence: effect.sentence ?? '' });
        break;
      case 'append-proven':
        store.rememberAppends(slot.companyId, effect.by, now);
        break;
      default:
        assertNever(effect);
    }
  }
  return { slot: next.slot, put };
}
