import { assertNever } from '../../domain/assert-never.ts';
import type { Called, EdinkyApi } from '../../domain/outbox/edinky-api.ts';
import { laneOpenAt, wentBack } from '../../domain/outbox/lane.ts';
import { heardIn, type LaneEvent, laneEventOf, stepLane } from '../../domain/outbox/lane-step.ts';
import type { PaymentSlot } from '../../domain/outbox/payment-slot.ts';
import type { PaymentEvent } from '../../domain/outbox/payment-step.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type {
  Cancel,
  Clock,
  LaneKey,
  LaneWork,
  Random,
  Token,
  TokenSource,
} from '../../domain/outbox/ports.ts';
import type {
  CallFacts,
  Doubtful,
  LaneTrouble,
  PaymentsListResult,
  PaymentsPutResult,
  RemoteDocumentResult,
  RemotePayment,
} from '../../domain/outbox/results.ts';
import type { AttemptStore, CallKind, LaneStore, Transactions } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import type { PaymentList } from '../../domain/payments/payment-list.ts';
import type { PaymentOutcome } from './journal-line.ts';
import { StorageTrouble } from './lane-runner.ts';
import { movePayment } from './payment-transition.ts';

export interface PaymentWorkParts {
  readonly companyId: string;
  /** names this run of the program */
  readonly bootId: string;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly timings: OutboxTimings;
  readonly api: EdinkyApi;
  readonly tokens: TokenSource;
  readonly store: PaymentStore;
  readonly lanes: LaneStore;
  readonly attempts: AttemptStore;
  readonly transactions: Transactions;
  /** the journal keeps an outcome that the disk refuses; best effort: without the line the next start reads what is there instead */
  readonly keepOutcome?: (line: PaymentOutcome) => Promise<unknown>;
  /** after the commit; without a slot: the lane changed */
  readonly onChange: (slotId?: string) => void;
}

type Reading = Extract<PaymentEvent, { kind: 'read' }>;
interface Taken {
  readonly event: Reading;
  readonly readAt: number;
  /** every row, failed and cancelled too; undefined = incomplete */
  readonly rows: readonly RemotePayment[] | undefined;
}

/** Failed and cancelled payments are kept apart (API.md 10.1 point 3): they are no part of what the service holds. */
export const heldBy = (rows: readonly RemotePayment[]): PaymentList =>
  rows
    .filter((row) => row.status !== 'failed' && row.status !== 'cancelled')
    .map(({ amount, code }) => ({ amount, code }));

/**
 * The payments of one company on its e-Dinky lane (OUTBOX.md sections 4 and 7). A step reads the document and its payments,
 * lets the reducer judge, and sends at most one PUT: T1 is committed before it, T2 after it.
 */
export function paymentWork(parts: PaymentWorkParts): LaneWork {
  const { companyId, bootId, clock, timings, api, store, lanes, attempts } = parts;
  const key: LaneKey = { companyId, service: 'edinky' };
  let recovered = false;
  /** the outcome of a call whose T2 the disk refused: kept until it is written; lost with the process it becomes a doubt */
  let unwritten: (() => Promise<void>) | undefined;
  /** the last complete walk: one serves every idle slot that was asked for before it began */
  let lastWalk: { readonly startedAt: number; readonly rows: readonly RemotePayment[] } | undefined;

  const commit = <T>(work: () => T): T => {
    const done = parts.transactions.atomically(work);
    if (!done.ok) throw new StorageTrouble(done.error);
    return done.value;
  };

  const moveLane = (...events: readonly LaneEvent[]): void => {
    let lane = lanes.read(key, clock.now());
    for (const event of events)
      lane = stepLane(lane, event, { now: clock.now(), fraction: parts.random.fraction(), timings });
    lanes.write(lane);
  };

  const context = (): { now: number; bootId: string; timings: OutboxTimings } => {
    const now = clock.now();
    const learned = lanes.read(key, now).settleHorizonMs;
    return {
      now,
      bootId,
      timings: learned === undefined ? timings : { ...timings, settleHorizonMs: learned },
    };
  };

  const move = (slotId: string, event: PaymentEvent): ReturnType<typeof movePayment> =>
    movePayment(store, slotOf(slotId), event, context(), '');

  const slotOf = (slotId: string): PaymentSlot => {
    const slot = store.find(slotId);
    if (!slot) throw new Error(`payment slot ${slotId} is gone`);
    return slot;
  };

  const openAttempt = (
    slotId: string,
    kind: CallKind,
  ): { readonly id: number; readonly startedAt: number } => {
    const startedAt = clock.now();
    const id = attempts.open({
      subjectKind: 'payment_slot',
      subjectId: slotId,
      companyId,
      service: 'edinky',
      kind,
      bootId,
      startedAt,
      startedMono: clock.monotonic(),
    });
    return { id, startedAt };
  };

  /** Completes an attempt and tells the lane what it means. Inside a transaction. */
  const closeAttempt = (
    attempt: { readonly id: number; readonly startedAt: number },
    result: { readonly kind: string; readonly why?: string },
    facts: CallFacts,
    meaning: LaneEvent | undefined,
  ): void => {
    const endedAt = clock.now();
    const named = result.why === undefined ? result.kind : `${result.kind}:${result.why}`;
    attempts.complete(attempt.id, { endedAt, result: named, facts });
    moveLane(heardIn(facts, attempt.startedAt, endedAt), ...(meaning === undefined ? [] : [meaning]));
  };

  /** What an outcome means to the lane. @returns undefined for outcomes that are no trouble */
  const troubleIn = (
    result: RemoteDocumentResult | PaymentsListResult | PaymentsPutResult,
    facts: CallFacts,
    token: Token,
  ): LaneEvent | undefined => {
    const trouble = asTrouble(result);
    return trouble && laneEventOf(trouble, { generation: token.generation, facts });
  };

  /** Somebody closed the lane while we waited for an answer: nothing more goes out (I11). */
  const mayGoOn = (cancel: Cancel): boolean => {
    const now = clock.now();
    const openAt = laneOpenAt(lanes.read(key, now), now);
    return !cancel.aborted && openAt !== undefined && openAt <= now;
  };

  const token = async (): Promise<Token | undefined> => {
    const lane = lanes.read(key, clock.now());
    const got =
      lane.state === 'need_token'
        ? await parts.tokens.renewed(companyId, lane.refusedGeneration)
        : await parts.tokens.current(companyId);
    if (!got.ok) {
      commit(() => moveLane({ kind: 'token-fault', fault: got.error }));
      parts.onChange();
      return undefined;
    }
    if (lane.state === 'need_token') commit(() => moveLane({ kind: 'token-ready' }));
    return got.value;
  };

  /** One GET with its attempt. @returns undefined when the lane or the slot has been told that it came to nothing */
  const get = async <R extends RemoteDocumentResult | PaymentsListResult>(
    slotId: string,
    bearer: Token,
    cancel: Cancel,
    call: () => Promise<Called<R>>,
  ): Promise<Exclude<R, LaneTrouble | Doubtful> | undefined> => {
    if (!mayGoOn(cancel)) return undefined;
    const attempt = commit(() => openAttempt(slotId, 'GET'));
    const { result, facts } = await call();
    const trouble = troubleIn(result, facts, bearer);
    const t2 = (): void => {
      // a good reading alone does not reset the lane: a PUT refused after each one would then be tried for ever (I8)
      closeAttempt(
        attempt,
        result,
        facts,
        trouble ?? (result.kind === 'not-found' ? { kind: 'answered' } : undefined),
      );
      // the lane waits for what is the lane's; the slot only for an answer that may be this document's own trouble
      if (trouble?.kind === 'doubtful')
        move(slotId, {
          kind: trouble.why === 'status' || trouble.why === 'unreadable' ? 'read-failed' : 'read-lost',
        });
    };
    try {
      commit(t2);
    } catch (error) {
      if (error instanceof StorageTrouble) throw error;
      // A defect: asked at once again it would hold the lane for ever.
      commit(() => {
        attempts.complete(attempt.id, { endedAt: clock.now(), result: 'doubtful:unreadable', facts: {} });
        move(slotId, { kind: 'read-failed' });
      });
      throw error;
    }
    parts.onChange(slotId);
    // oxlint-disable-next-line no-unsafe-type-assertion -- troubleIn recognises exactly LaneTrouble and Doubtful
    return trouble ? undefined : (result as Exclude<R, LaneTrouble | Doubtful>);
  };

  /** Reads the document and everything paid on it: document first, so that "unsent" is not older than the list (API.md 10.1). */
  const take = async (slotId: string, bearer: Token, cancel: Cancel): Promise<Taken | undefined> => {
    const { remoteId } = slotOf(slotId);
    const document = await get(slotId, bearer, cancel, () => api.document(bearer.value, remoteId, cancel));
    if (!document) return undefined;
    if (document.kind === 'not-found') {
      commit(() => move(slotId, { kind: 'missing', sentence: document.sentence }));
      parts.onChange(slotId);
      return undefined;
    }
    const startedAt = clock.now();
    const taken = (rows: readonly RemotePayment[] | undefined): Taken => ({
      event: { kind: 'read', document, payments: rows && heldBy(rows) },
      readAt: clock.now(),
      rows,
    });
    if (document.payments) return taken(document.payments);
    const slot = slotOf(slotId);
    const idle = slot.sent === undefined && slot.desiredRev === slot.ackedRev;
    const own = (rows: readonly RemotePayment[]) => rows.filter((row) => row.documentId === remoteId);
    if (idle && lastWalk && slot.nextAt !== undefined && lastWalk.startedAt > slot.nextAt)
      return taken(own(lastWalk.rows));
    // rows that move between pages spoil a walk by chance: a second one tells chance from habit
    for (let walk = 1; walk <= 2; walk++) {
      const list = await get(slotId, bearer, cancel, () => api.payments(bearer.value, cancel));
      if (!list) return undefined;
      if (list.kind === 'incomplete') continue;
      lastWalk = { startedAt, rows: list.payments };
      return taken(own(list.payments));
    }
    return taken(undefined);
  };

  const run = async (slotId: string, cancel: Cancel): Promise<void> => {
    const bearer = await token();
    if (!bearer) return;
    const taken = await take(slotId, bearer, cancel);
    if (!taken) return;
    const mayPut = mayGoOn(cancel);
    // T1: what was read, the judgement and, if it is to send, the intent: one commit before the socket opens
    const started = commit(() => {
      const slot = slotOf(slotId);
      if (taken.rows)
        store.keepReading(slotId, {
          readAt: taken.readAt,
          stage: taken.event.document.stage,
          number: taken.event.document.number,
          customerName: taken.event.document.customerName,
          payments: taken.rows,
        });
      // a closed lane takes nothing: the slot stays as it is and is read again
      if (!mayPut && slot.desiredRev > slot.ackedRev) return undefined;
      const { put } = movePayment(store, slot, taken.event, context(), '');
      if (put) return { put, remoteId: slot.remoteId, attempt: openAttempt(slotId, 'PUT') };
      moveLane({ kind: 'passed' });
      return undefined;
    });
    parts.onChange(slotId);
    if (!started) return;
    const { result, facts } = await api.putPayments(bearer.value, started.remoteId, started.put.list, cancel);
    const meaning: LaneEvent = troubleIn(result, facts, bearer) ?? {
      kind: result.kind === 'applied' ? 'passed' : 'answered',
    };
    // T2
    const at = clock.now();
    let journaled = false;
    unwritten = async () => {
      try {
        commit(() => {
          closeAttempt(started.attempt, result, facts, meaning);
          move(slotId, { kind: 'answered', result });
        });
      } catch (error) {
        if (error instanceof StorageTrouble) {
          if (!journaled)
            await parts.keepOutcome?.({
              kind: 'payment-outcome',
              slotId,
              attemptId: started.attempt.id,
              at,
              result,
              facts,
            });
          journaled = true;
        } else {
          // A defect: what cannot be taken now never will be. The call is in doubt, as if the program had ended.
          unwritten = undefined;
          recovered = false;
        }
        throw error;
      }
      unwritten = undefined;
      parts.onChange(slotId);
    };
    await unwritten();
  };

  /**
   * What is `sending` before the first step of this work is in doubt (OUTBOX.md section 3): the lane runs one step at a time, so
   * nobody waits for that call any more. It is of another run of the program, or of a work that was replaced with its T2 unwritten.
   */
  const recover = (): void => {
    const moved = commit(() => {
      const found = store.sending(companyId);
      for (const slot of found) move(slot.id, { kind: 'interrupted' });
      const open = [
        ...attempts.openOfOtherBoots(bootId).filter((attempt) => attempt.subjectKind === 'payment_slot'),
        ...found.flatMap((slot) =>
          attempts
            .of('payment_slot', slot.id)
            .filter((attempt) => attempt.end === undefined && attempt.bootId === bootId),
        ),
      ];
      for (const attempt of open)
        if (attempt.companyId === companyId)
          attempts.complete(attempt.id, { endedAt: clock.now(), result: 'interrupted', facts: {} });
      return found.map((slot) => slot.id);
    });
    recovered = true;
    for (const slotId of moved) parts.onChange(slotId);
  };

  /** Here and not in a step: the lane may be closed until a moment that was near when it was set. */
  const noticeTimeGoingBack = (now: number): void => {
    // Planned by a clock that was ahead while the lane was closed: the lane has not seen it.
    const isFar = (store.nextDue(companyId)?.at ?? now) > now + timings.dayMs;
    if (!isFar && !wentBack(lanes.read(key, now), now)) return;
    commit(() => {
      moveLane({ kind: 'went-back' });
      for (const slot of store.ofCompany(companyId))
        if (slot.nextAt !== undefined && slot.nextAt > now) move(slot.id, { kind: 'went-back' });
    });
    parts.onChange();
  };

  return {
    key,
    next(now) {
      noticeTimeGoingBack(now);
      const pending = unwritten;
      if (pending) return { at: now, run: () => pending() };
      if (!recovered) return { at: now, run: async () => recover() };
      const due = store.nextDue(companyId);
      return due && { at: due.at, run: (cancel) => run(due.id, cancel) };
    },
  };
}

function asTrouble(
  result: RemoteDocumentResult | PaymentsListResult | PaymentsPutResult,
): LaneTrouble | Doubtful | undefined {
  switch (result.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
    case 'doubtful':
      return result;
    case 'read':
    case 'not-found':
    case 'listed':
    case 'incomplete':
    case 'applied':
    case 'refused':
      return undefined;
    default:
      return assertNever(result);
  }
}
