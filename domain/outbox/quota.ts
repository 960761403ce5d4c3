import { type Lane, noticedStepBackMs } from './lane.ts';
import type { OutboxTimings } from './timings.ts';

/**
 * The quota of one company: POST and GET together, in rolling windows (OUTBOX.md section 6, DOMAIN.md 13.3). The ledger is the
 * `charge` table; the server's own count, when it sends one, overrules it.
 */
export interface QuotaLimits {
  /** requests in any 60 minutes; 0 = none published */
  readonly perHour: number;
  /** requests in any 24 hours; 0 = none published */
  readonly perDay: number;
}

export interface QuotaLedger {
  readonly limits: QuotaLimits;
  /** UTC ms, by our clock as it stands now, of the charges of the last day (and of a future that was taken back), ascending */
  readonly chargedAt: readonly number[];
  readonly lane: Pick<Lane, 'rate' | 'wentBackAt'>;
  readonly timings: Pick<OutboxTimings, 'hourMs' | 'dayMs' | 'deadlineMs' | 'pollLadderMs'>;
}

/**
 * The moment a charge is written with: the server's, as far as its `Date` headers have told it. Our own clock may be set forward at
 * any time, and an hour that has passed by it alone frees no slot of the server's. @param now UTC ms of our clock
 */
export const chargeTime = (lane: Pick<Lane, 'skewMs'>, now: number): number => now + (lane.skewMs ?? 0);

/**
 * A ledger on our own clock as it stands now.
 * @param charges moments of `chargeTime`, ascending
 */
export function ledgerAsOf(
  lane: Pick<Lane, 'rate' | 'wentBackAt' | 'skewMs'>,
  charges: readonly number[],
  rest: Pick<QuotaLedger, 'limits' | 'timings'>,
): QuotaLedger {
  const { rate, wentBackAt, skewMs = 0 } = lane;
  return {
    ...rest,
    chargedAt: skewMs === 0 ? charges : charges.map((at) => at - skewMs),
    lane: {
      ...(wentBackAt === undefined ? {} : { wentBackAt }),
      ...(rate === undefined
        ? {}
        : {
            rate: {
              ...rate,
              readAt: rate.readAt - skewMs,
              ...(rate.resetAt === undefined ? {} : { resetAt: rate.resetAt - skewMs }),
            },
          }),
    },
  };
}

/** Kept free for settling doubts: a tenth of the hour. */
export const settleReserve = (limits: QuotaLimits): number => Math.ceil(limits.perHour / 10);

export const hasQuota = (ledger: QuotaLedger): boolean =>
  ledger.limits.perHour > 0 || ledger.limits.perDay > 0 || ledger.lane.rate?.remaining !== undefined;

/**
 * Charges as they count now: one from the "future" counts from the moment time was seen to go backwards. One less far off than such
 * a step is of a little step that nobody noticed, later than any that was: it counts as it is.
 */
function effective(ledger: QuotaLedger, now: number): readonly number[] {
  const { chargedAt } = ledger;
  const last = chargedAt.at(-1);
  if (last === undefined || last <= now) return chargedAt;
  const since = Math.min(ledger.lane.wentBackAt ?? now, now);
  return chargedAt.map((at) => (at > now + noticedStepBackMs ? since : at)).toSorted((a, b) => a - b);
}

/** How many of ascending `times` are later than `after`. */
function countAfter(times: readonly number[], after: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return times.length - low;
}

/**
 * First moment at which a window has a slot beside `reserve`. The server counts arrivals and we count beginnings, so a window
 * is one call deadline longer here: our count can only be the higher one (I5).
 */
function windowFreeAt(
  times: readonly number[],
  limit: number,
  windowMs: number,
  reserve: number,
  now: number,
): number {
  if (limit <= 0) return now;
  // A reserve that leaves nothing would stop the lane for ever.
  const usable = Math.max(1, limit - reserve);
  const inside = countAfter(times, now - windowMs);
  if (inside < usable) return now;
  const leaving = times[times.length - usable] ?? now;
  return leaving + windowMs;
}

/**
 * The server's own count while it holds: `remaining` until the reset. What the reset sets free is not said: one slot in a rolling
 * window, all of them in a fixed one. So afterwards our own count decides, by the published limits, or else by the server's.
 */
function rateFreeAt(
  ledger: QuotaLedger,
  times: readonly number[],
  reserve: number,
  now: number,
): number | undefined {
  const { rate } = ledger.lane;
  if (rate?.remaining === undefined) return undefined;
  const { hourMs } = ledger.timings;
  const resetAt = rate.resetAt ?? rate.readAt + hourMs;
  if (now < resetAt) {
    const room = rate.remaining - countAfter(times, rate.readAt - 1);
    // A reserve of the whole limit would stop the lane for ever; one of what is left would reserve nothing at all.
    return room > Math.min(reserve, Math.max(0, (rate.limit ?? rate.remaining) - 1)) ? now : resetAt;
  }
  const { perHour, perDay } = ledger.limits;
  if (rate.limit === undefined || perHour > 0 || perDay > 0) return undefined;
  return windowFreeAt(times, rate.limit, hourMs + ledger.timings.deadlineMs, reserve, now);
}

/** First moment at which a request may be charged. @param reserve slots that must stay free beside it */
export function quotaFreeAt(ledger: QuotaLedger, reserve: number, now: number): number {
  const times = effective(ledger, now);
  const told = rateFreeAt(ledger, times, reserve, now);
  if (told !== undefined) return told;
  const { hourMs, dayMs, deadlineMs } = ledger.timings;
  return Math.max(
    windowFreeAt(times, ledger.limits.perHour, hourMs + deadlineMs, reserve, now),
    windowFreeAt(times, ledger.limits.perDay, dayMs + deadlineMs, reserve, now),
  );
}

/** "82 de 100 esta hora; los 40 en cola terminan a las 14:20". */
export interface QuotaPlan {
  readonly usedThisHour: number;
  /** 0 = none known */
  readonly limitPerHour: number;
  readonly usedToday: number;
  readonly limitPerDay: number;
  /** documents in the queue */
  readonly waiting: number;
  /** UTC ms at which the last of them should be judged, as far as the quota decides; undefined without a known quota or a queue */
  readonly doneAt?: number;
}

/** Beyond this many documents the plan is drawn out in proportion rather than walked. */
const walkedDocuments = 1_500;
/** How long the authority is taken to judge a document: seconds, as a rule; a question that comes earlier is asked again. */
const judgedWithinMs = 60_000;

/**
 * Walked request by request in the order of `planNext`: documents go before the questions about them, which fall due on the ladder and
 * wait for their slots. Where the quota decides, one question each is enough; where it does not, the early ones are in vain.
 * @param waiting documents in the queue
 * @param questions due about documents already sent
 */
export function quotaPlan(ledger: QuotaLedger, waiting: number, now: number, questions = 0): QuotaPlan {
  const { hourMs, dayMs } = ledger.timings;
  const times = effective(ledger, now);
  const used = {
    usedThisHour: countAfter(times, now - hourMs),
    limitPerHour: ledger.limits.perHour,
    usedToday: countAfter(times, now - dayMs),
    limitPerDay: ledger.limits.perDay,
    waiting,
  };
  if (waiting === 0 || !hasQuota(ledger)) return used;
  const walked = Math.min(waiting, walkedDocuments);
  const doneAt = walk({ ...ledger, chargedAt: times }, walked, questions, now);
  return { ...used, doneAt: Math.round(now + ((doneAt - now) * waiting) / walked) };
}

/** @returns when the last of `documents` has its answer */
function walk(ledger: QuotaLedger, documents: number, questions: number, now: number): number {
  const { pollLadderMs } = ledger.timings;
  const reserve = settleReserve(ledger.limits);
  const planned = [...ledger.chargedAt];
  let at = now;
  const take = (notBefore: number): number => {
    at = Math.max(at, notBefore);
    at = Math.max(at, quotaFreeAt({ ...ledger, chargedAt: planned }, reserve, at));
    planned.push(at);
    return at;
  };
  for (let index = 0; index < questions; index++) take(now);
  /** by rung of the ladder: each list is in the order in which its questions fall due */
  let asking = Array.from({ length: documents }, () => take(now)).map((sentAt) => ({
    sentAt,
    dueAt: sentAt + (pollLadderMs[0] ?? 0),
  }));
  for (let rung = 1; asking.length > 0; rung++) {
    const again: typeof asking = [];
    for (const { sentAt, dueAt } of asking) {
      const askedAt = take(dueAt);
      if (askedAt < sentAt + judgedWithinMs)
        again.push({ sentAt, dueAt: askedAt + (pollLadderMs[rung] ?? judgedWithinMs) });
    }
    asking = again;
  }
  return at;
}

/**
 * When each of the next `count` documents can go, as far as the quota decides.
 * @param from UTC ms, not before (the lane's own gate)
 */
export function sendingTimes(ledger: QuotaLedger, count: number, from: number): readonly number[] {
  const reserve = settleReserve(ledger.limits);
  const planned = [...ledger.chargedAt];
  const times: number[] = [];
  let at = from;
  for (let index = 0; index < count; index++) {
    at = Math.max(at, quotaFreeAt({ ...ledger, chargedAt: planned }, reserve, at));
    planned.push(at);
    times.push(at);
  }
  return times;
}
