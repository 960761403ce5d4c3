import type { PaymentSlotState } from '../../domain/outbox/payment-slot.ts';
import type { Result } from '../../domain/result.ts';
import type { BulkAction } from '../../preload/contract/queue.ts';
import type { ActionFault, Outbox } from '../outbox/outbox.ts';
import type { PaymentSlots } from '../outbox/payment-slots.ts';

export interface ActOnQueueContext {
  readonly outbox: Pick<Outbox, 'queueRows' | 'hold' | 'release' | 'settleNow'>;
  readonly slots: Pick<PaymentSlots, 'slots' | 'refresh'>;
  readonly companyId: string;
  readonly who: string;
}

/** More than anybody lets wait; a second press goes on. */
const atMost = 2_000;
const inDoubt: ReadonlySet<PaymentSlotState> = new Set(['unknown', 'acked']);

/**
 * The same for everything in the queue that allows it now. Only what cannot send anything twice: holding, releasing what the clerk
 * held, and asking. Each is a step of its own, as if pressed one by one.
 */
export function actOnQueue(
  { outbox, slots, companyId, who }: ActOnQueueContext,
  action: BulkAction,
): { done: number; notDone: number } {
  const perform: Record<BulkAction, (id: string) => Result<void, ActionFault>> = {
    hold: (id) => outbox.hold(id),
    release: (id) => outbox.release(id),
    'settle-now': (id) => outbox.settleNow(id),
  };
  const results = outbox
    .queueRows(companyId, atMost)
    .filter(({ choices }) => choices.includes(action))
    .map(({ id }) => perform[action](id).ok);
  if (action === 'settle-now')
    for (const slot of slots.slots(companyId))
      if (inDoubt.has(slot.state)) results.push(slots.refresh(slot.id, who).ok);
  const done = results.filter(Boolean).length;
  return { done, notDone: results.length - done };
}
