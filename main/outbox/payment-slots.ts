import type { ClerkActionKind, ClerkActionStore } from '../../domain/outbox/clerk-action.ts';
import type { PaymentContext, PaymentEvent, RevisionFate } from '../../domain/outbox/payment-step.ts';
import { canResolve } from '../../domain/outbox/payment-step.ts';
import {
  newPaymentSlot,
  type PaymentSlot,
  type PaymentSlotReason,
  type PaymentSlotState,
} from '../../domain/outbox/payment-slot.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { Clock, LaneKey, Random } from '../../domain/outbox/ports.ts';
import type { RemotePayment } from '../../domain/outbox/results.ts';
import type { Attempt, AttemptStore, StorageFault, Transactions } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import { formatDecimal, toScale } from '../../domain/money/decimal.ts';
import { readTypedNumber } from '../../domain/money/typed-number.ts';
import {
  checkPayments,
  type PaymentFault,
  type PaymentForm,
  type PaymentList,
  readPayments,
  sameMultiset,
  sumOf,
} from '../../domain/payments/payment-list.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { movePayment } from './payment-transition.ts';
import { heldBy } from './payment-work.ts';

/** Why an action on a slot was not done; nothing was changed. */
export type PaymentActionFault =
  | { readonly kind: 'no-slot' }
  /** blocking faults; warnings ride along */
  | { readonly kind: 'faults'; readonly faults: readonly PaymentFault[] }
  /** the total as typed is no amount above zero with two decimals */
  | { readonly kind: 'bad-total' }
  | { readonly kind: 'bad-id' }
  /** sent to the SRI */
  | { readonly kind: 'frozen' }
  /** the slot waits for no choice, or nothing of the service was ever read completely */
  | { readonly kind: 'not-allowed-now' }
  | { readonly kind: 'storage'; readonly fault: StorageFault };

export interface PaymentSlotSummary {
  readonly id: string;
  readonly companyId: string;
  readonly remoteId: string;
  readonly number: string | undefined;
  readonly customerName: string | undefined;
  readonly total: string | undefined;
  /** where the total comes from */
  readonly totalFrom: 'service' | 'clerk' | undefined;
  /** sum of the clerk's list, two decimals */
  readonly paid: string;
  readonly state: PaymentSlotState;
  readonly reason: PaymentSlotReason;
  readonly stateSince: number;
  readonly nextAt: number | undefined;
  /** the service's own sentence of the last refusal; '' = none */
  readonly sentence: string;
}

export interface PaymentSlotView extends PaymentSlotSummary {
  /** the clerk's list as last saved; row ids are `r<rev>-<n>` */
  readonly desired: readonly PaymentForm[];
  readonly desiredRev: number;
  readonly ackedRev: number;
  /** the last list the service was known to hold and the clerk has seen */
  readonly base: PaymentList;
  /** the last complete reading: also failed and cancelled ones, told apart by `status` */
  readonly theirs: readonly RemotePayment[];
  readonly readAt: number | undefined;
  /** half-typed rows of a form that was not saved */
  readonly draft: readonly PaymentForm[] | undefined;
  /** newest first */
  readonly revisions: readonly PaymentRevisionView[];
  readonly attempts: readonly Attempt[];
  /** `resolve` may be called */
  readonly canResolve: boolean;
}

export interface PaymentRevisionView {
  readonly rev: number;
  readonly savedAt: number;
  readonly by: 'clerk' | 'service';
  readonly who: string;
  readonly payments: PaymentList;
  /** the last thing that became of it */
  readonly fate: RevisionFate;
  readonly fateAt: number;
  /** the service's own sentence, when it refused it */
  readonly sentence: string;
}

export interface PaymentSlots {
  /** Finds or makes the slot of a remote document. @param enteredTotal as typed; counts until the service says its own */
  openSlot(
    companyId: string,
    remoteId: string,
    enteredTotal?: string,
  ): Result<PaymentSlotView, PaymentActionFault>;
  /** Checks and queues the whole list as the clerk's newest wish. @param who who sits at the machine */
  saveList(
    slotId: string,
    list: readonly PaymentForm[],
    who: string,
  ): Result<PaymentSlotView, PaymentActionFault>;
  /** Keeps half-typed rows; nothing is sent. */
  keepDraft(slotId: string, rows: readonly PaymentForm[]): Result<undefined, PaymentActionFault>;
  /** Reads the document and its payments again, as soon as the lane lets it. @param who given when a person asked for it */
  refresh(slotId: string, who?: string): Result<undefined, PaymentActionFault>;
  refreshAll(companyId: string): Result<undefined, PaymentActionFault>;
  /** The clerk's choice in a conflict or after a doubt nobody could settle: `theirs` is the last complete reading. */
  resolve(
    slotId: string,
    choice: 'mine' | 'theirs',
    who: string,
  ): Result<PaymentSlotView, PaymentActionFault>;
  /** "Probar de nuevo": reads, judges, and sends only what is then right to send. */
  retry(slotId: string, who?: string): Result<PaymentSlotView, PaymentActionFault>;
  /** What the SRI overtook was read by a person. */
  seen(slotId: string, who: string): Result<undefined, PaymentActionFault>;
  slot(slotId: string): PaymentSlotView | undefined;
  /** Last changed first. */
  slots(companyId: string): readonly PaymentSlotSummary[];
  appends(companyId: string): boolean;
  /** The person knows better than an earlier proof that the service appends. */
  forgetAppends(companyId: string): Result<undefined, PaymentActionFault>;
  /** @returns the unsubscribe. The listener gets the id of a slot that changed */
  onChange(listener: (slotId: string) => void): () => void;
  /** For `paymentWork`: its slots changed too. */
  changed(slotId: string | undefined): void;
}

export interface PaymentSlotsParts {
  readonly store: PaymentStore;
  readonly attempts: Pick<AttemptStore, 'of'>;
  readonly transactions: Transactions;
  /** the record of what people did; absent where nobody does */
  readonly actions?: Pick<ClerkActionStore, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'id'>;
  readonly bootId: string;
  readonly timings: OutboxTimings;
  /** the lane has something new to look at: `LaneRunner.wake` */
  readonly wake: (key: LaneKey) => void;
}

/** What the clerk does with payments (issue section 3). Every action is one transaction; nothing here waits for the network. */
export function paymentSlots(parts: PaymentSlotsParts): PaymentSlots {
  const { store, clock } = parts;
  const listeners = new Set<(slotId: string) => void>();

  const changed = (slotId: string | undefined): void => {
    if (slotId !== undefined) for (const listener of listeners) listener(slotId);
  };

  const stored = <T>(work: () => Result<T, PaymentActionFault>): Result<T, PaymentActionFault> => {
    const done = parts.transactions.atomically(work);
    return done.ok ? done.value : fail({ kind: 'storage', fault: done.error });
  };

  const context = (): Omit<PaymentContext, 'appends'> => ({
    now: clock.now(),
    bootId: parts.bootId,
    timings: parts.timings,
  });

  /** One event on one slot, in a transaction; then the lane looks. */
  const act = (
    slotId: string,
    who: string,
    eventOf: (slot: PaymentSlot) => Result<PaymentEvent | undefined, PaymentActionFault>,
    also?: (slot: PaymentSlot) => void,
  ): Result<PaymentSlotView, PaymentActionFault> => {
    const done = stored<PaymentSlot>(() => {
      const slot = store.find(slotId);
      if (!slot) return fail({ kind: 'no-slot' });
      const event = eventOf(slot);
      if (!event.ok) return event;
      also?.(slot);
      return ok(event.value ? movePayment(store, slot, event.value, context(), who).slot : slot);
    });
    if (!done.ok) return done;
    changed(slotId);
    parts.wake({ companyId: done.value.companyId, service: 'edinky' });
    return ok(viewOf(done.value));
  };

  /** Puts on record what a person did, in the same transaction. */
  const noting =
    (kind: ClerkActionKind, who: string | undefined) =>
    (slot: PaymentSlot): void => {
      if (who === undefined) return;
      parts.actions?.add({
        companyId: slot.companyId,
        subjectKind: 'payment_slot',
        subjectId: slot.id,
        kind,
        at: clock.now(),
        who,
        bootId: parts.bootId,
      });
    };

  const summaryOf = (slot: PaymentSlot): PaymentSlotSummary => {
    const reading = store.reading(slot.id);
    // at the SRI a list that never arrived pays nothing
    const paid = sumOf(slot.state === 'frozen' ? (slot.base ?? []) : slot.desired);
    return {
      id: slot.id,
      companyId: slot.companyId,
      remoteId: slot.remoteId,
      number: reading?.number,
      customerName: reading?.customerName,
      total: slot.total,
      totalFrom: slot.totalFrom,
      paid: formatDecimal(toScale(paid, Math.max(2, paid.scale))),
      state: slot.state,
      reason: slot.reason,
      stateSince: slot.stateSince,
      nextAt: slot.nextAt,
      sentence: slot.sentence,
    };
  };

  const viewOf = (slot: PaymentSlot): PaymentSlotView => {
    const reading = store.reading(slot.id);
    return {
      ...summaryOf(slot),
      desired: slot.desired.map((payment, index) => ({ id: `r${slot.desiredRev}-${index}`, ...payment })),
      desiredRev: slot.desiredRev,
      ackedRev: slot.ackedRev,
      base: slot.base ?? [],
      theirs: reading?.payments ?? [],
      readAt: reading?.readAt,
      draft: store.draft(slot.id),
      revisions: store.revisions(slot.id).map(({ rev, savedAt, by, who, list, fates }) => {
        const last = fates.at(-1);
        return {
          rev,
          savedAt,
          by,
          who,
          payments: list,
          fate: last?.fate ?? 'waiting',
          fateAt: last?.at ?? savedAt,
          sentence: fates.findLast((fate) => fate.sentence !== '')?.sentence ?? '',
        };
      }),
      attempts: parts.attempts.of('payment_slot', slot.id),
      canResolve: canResolve(slot) && reading !== undefined,
    };
  };

  return {
    openSlot(companyId, remoteId, enteredTotal) {
      const id = remoteId.trim();
      if (!/^[\w.-]{1,64}$/.test(id)) return fail({ kind: 'bad-id' });
      const typed = enteredTotal === undefined ? undefined : readTypedNumber(enteredTotal, 2);
      if (typed && typed.kind !== 'empty' && (typed.kind !== 'read' || typed.value.unscaled <= 0n))
        return fail({ kind: 'bad-total' });
      const total = typed?.kind === 'read' ? formatDecimal(toScale(typed.value, 2)) : undefined;
      const slotId = stored(() => {
        const known = store.findByRemote(companyId, id);
        if (known) return ok(known.id);
        const slot = newPaymentSlot({ id: parts.random.id(), companyId, remoteId: id }, clock.now());
        store.insert(slot, clock.now());
        return ok(slot.id);
      });
      if (!slotId.ok) return slotId;
      return act(slotId.value, '', () =>
        ok(total === undefined ? undefined : { kind: 'total-entered', total }),
      );
    },

    saveList(slotId, list, who) {
      return act(
        slotId,
        who,
        (slot) => {
          if (slot.state === 'frozen') return fail({ kind: 'frozen' });
          const faults = checkPayments(list, slot.total);
          const payments = readPayments(list);
          if (!payments || faults.some((fault) => fault.severity === 'blocks'))
            return fail({ kind: 'faults', faults });
          // pressed twice: the same wish is not a new revision
          const same = slot.desiredRev > 0 && sameMultiset(payments, slot.desired);
          return ok(same && slot.state !== 'needs_fix' ? undefined : { kind: 'saved', list: payments });
        },
        () => store.keepDraft(slotId, undefined),
      );
    },

    keepDraft(slotId, rows) {
      return stored(() => {
        if (!store.find(slotId)) return fail({ kind: 'no-slot' });
        store.keepDraft(slotId, rows);
        return ok(undefined);
      });
    },

    refresh(slotId, who) {
      const done = act(slotId, '', () => ok({ kind: 'refresh-asked' }), noting('read-again', who));
      return done.ok ? ok(undefined) : done;
    },

    refreshAll(companyId) {
      const now = clock.now();
      const done = stored(() => {
        const all = store.ofCompany(companyId);
        // one moment for all, so that one walk of the list serves them
        for (const slot of all)
          movePayment(store, slot, { kind: 'refresh-asked' }, { ...context(), now }, '');
        return ok(all);
      });
      if (!done.ok) return done;
      for (const slot of done.value) changed(slot.id);
      parts.wake({ companyId, service: 'edinky' });
      return ok(undefined);
    },

    resolve(slotId, choice, who) {
      return act(
        slotId,
        who,
        (slot) => {
          const reading = store.reading(slotId);
          if (!canResolve(slot) || !reading) return fail({ kind: 'not-allowed-now' });
          return ok({ kind: 'resolved', choice, theirs: heldBy(reading.payments) });
        },
        noting(choice === 'mine' ? 'resolve-mine' : 'resolve-theirs', who),
      );
    },

    retry: (slotId, who) => act(slotId, '', () => ok({ kind: 'retried' }), noting('retry', who)),

    seen(slotId, who) {
      const done = act(
        slotId,
        who,
        (slot) => (slot.state === 'frozen' ? ok(undefined) : fail({ kind: 'not-allowed-now' })),
        noting('seen', who),
      );
      return done.ok ? ok(undefined) : done;
    },

    slot(slotId) {
      const slot = store.find(slotId);
      return slot && viewOf(slot);
    },
    slots: (companyId) => store.ofCompany(companyId).map(summaryOf),
    appends: (companyId) => store.appends(companyId),
    forgetAppends: (companyId) =>
      stored(() => {
        store.forgetAppends(companyId);
        return ok(undefined);
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
  };
}
