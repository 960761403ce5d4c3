import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chargeTime,
  ledgerAsOf,
  quotaFreeAt,
  type QuotaLedger,
  quotaPlan,
  sendingTimes,
  settleReserve,
} from '../../../../domain/outbox/quota.ts';
import { outboxTimings as timings } from '../../../../domain/outbox/timings.ts';
import { t0 } from '../../../helpers/outbox-documents.ts';

const minute = 60_000;
const hour = 60 * minute;
const staging = { perHour: 100, perDay: 1_000 };
const ledger = (chargedAt: readonly number[], change: Partial<QuotaLedger> = {}): QuotaLedger => ({
  limits: staging,
  chargedAt,
  lane: {},
  timings,
  ...change,
});
const times = (count: number, from: number, everyMs: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index * everyMs);

describe('rolling windows', () => {
  test('the 100th request of an hour goes at once, the 101st waits for the first to leave', () => {
    expect(quotaFreeAt(ledger(times(99, t0 - 30 * minute, 1)), 0, t0)).toBe(t0);
    const full = ledger(times(100, t0 - 30 * minute, 1_000));
    // A call deadline longer than the hour: the server counts arrivals.
    expect(quotaFreeAt(full, 0, t0)).toBe(t0 - 30 * minute + hour + timings.deadlineMs);
  });
  test('the day limits where the hour would not', () => {
    const day = ledger(times(1_000, t0 - 20 * hour, 60_000));
    expect(quotaFreeAt(day, 0, t0)).toBe(t0 - 20 * hour + 24 * hour + timings.deadlineMs);
  });
  test('no quota known: at once', () => {
    expect(
      quotaFreeAt(ledger(times(5_000, t0 - minute, 1), { limits: { perHour: 0, perDay: 0 } }), 0, t0),
    ).toBe(t0);
  });
  test('the reserve is kept for settling', () => {
    const used = ledger(times(90, t0 - 10 * minute, 1_000));
    expect(settleReserve(staging)).toBe(10);
    expect(quotaFreeAt(used, 10, t0)).toBeGreaterThan(t0);
    expect(quotaFreeAt(used, 0, t0)).toBe(t0);
  });
  test('whatever is sent when the ledger allows it, no rolling hour or day ever holds more than the limit (I5)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1, max: 12 }),
        (pauses, perHour) => {
          const limits = { perHour, perDay: perHour * 3 };
          const sent: number[] = [];
          let now = t0;
          for (const pause of pauses) {
            now = Math.max(now + pause, quotaFreeAt(ledger(sent, { limits }), 0, now + pause));
            sent.push(now);
          }
          for (const end of sent) {
            expect(sent.filter((at) => at > end - hour && at <= end).length).toBeLessThanOrEqual(perHour);
            expect(sent.filter((at) => at > end - 24 * hour && at <= end).length).toBeLessThanOrEqual(
              perHour * 3,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the server's own count", () => {
  const rate = { limit: 100, remaining: 3, resetAt: t0 + 20 * minute, readAt: t0 - minute };
  test('overrules a ledger that says full', () => {
    expect(quotaFreeAt(ledger(times(100, t0 - 30 * minute, 1), { lane: { rate } }), 0, t0)).toBe(t0);
  });
  test('overrules a ledger that says free', () => {
    expect(quotaFreeAt(ledger([], { lane: { rate: { ...rate, remaining: 0 } } }), 0, t0)).toBe(rate.resetAt);
  });
  test('counts down with what was charged since it was read', () => {
    const since = times(3, t0 - 30_000, 1);
    expect(quotaFreeAt(ledger(since, { lane: { rate } }), 0, t0)).toBe(rate.resetAt);
    expect(quotaFreeAt(ledger(since.slice(1), { lane: { rate } }), 0, t0)).toBe(t0);
  });
  test('keeps the reserve however little is left, as long as the limit is larger than it', () => {
    const left = (remaining: number, limit = 100): number =>
      quotaFreeAt(ledger([], { lane: { rate: { ...rate, limit, remaining } } }), 10, t0);
    expect([left(11), left(10), left(1)]).toEqual([t0, rate.resetAt, rate.resetAt]);
    // a reserve as large as the whole limit reserves all but one
    expect([left(5, 5), left(4, 5)]).toEqual([t0, rate.resetAt]);
  });
  test('is forgotten an hour after its reset', () => {
    const old = { ...rate, remaining: 0, resetAt: t0 - 2 * hour, readAt: t0 - 3 * hour };
    expect(
      quotaFreeAt(ledger(times(100, t0 - 30 * minute, 1), { lane: { rate: old } }), 0, t0),
    ).toBeGreaterThan(t0);
  });
});

describe("the server's clock", () => {
  const rest = { limits: staging, timings };
  test('a clock set three hours forward frees nothing, once an answer has told so', () => {
    const charges = times(100, t0 - 30 * minute, 0);
    const ahead = t0 + 3 * hour;
    expect(quotaFreeAt(ledgerAsOf({}, charges, rest), 0, ahead)).toBe(ahead);
    expect(quotaFreeAt(ledgerAsOf({ skewMs: -3 * hour }, charges, rest), 0, ahead)).toBe(ahead + 31 * minute);
  });
  test('charges are written on it', () => {
    expect(chargeTime({}, t0)).toBe(t0);
    expect(chargeTime({ skewMs: -3 * hour }, t0 + 3 * hour)).toBe(t0);
  });
  test('its own reset is waited for by it, not by ours', () => {
    const rate = { limit: 100, remaining: 0, resetAt: t0 + 20 * minute, readAt: t0 };
    const ahead = t0 + 3 * hour;
    expect(quotaFreeAt(ledgerAsOf({ skewMs: -3 * hour, rate }, [], rest), 0, ahead)).toBe(
      ahead + 20 * minute,
    );
  });
  test('after its reset our own count decides: in a rolling window one slot came free, NOT the whole limit', () => {
    const rate = { limit: 100, remaining: 0, resetAt: t0 - 1, readAt: t0 - minute };
    const full = times(100, t0 - hour + minute, 0);
    expect(quotaFreeAt(ledger(full, { lane: { rate } }), 0, t0)).toBeGreaterThan(t0);
    const unpublished = { perHour: 0, perDay: 0 };
    expect(quotaFreeAt(ledger(full, { lane: { rate }, limits: unpublished }), 0, t0)).toBeGreaterThan(t0);
    expect(quotaFreeAt(ledger(full.slice(1), { lane: { rate }, limits: unpublished }), 0, t0)).toBe(t0);
  });
});

describe('wall time that goes back', () => {
  test('charges from the "future" still count', () => {
    const future = ledger(times(100, t0 + 5 * hour, 1), { lane: { wentBackAt: t0 } });
    expect(quotaFreeAt(future, 0, t0 + minute)).toBeGreaterThan(t0 + minute);
  });
  test('a little step that nobody noticed does NOT free what was charged before it', () => {
    const lane = { wentBackAt: t0 - 24 * hour };
    const full = ledger(times(100, t0 - 40_000, 900), { lane });
    expect(quotaFreeAt(full, 0, t0)).toBeGreaterThan(t0 + 59 * minute);
  });
  test('and leave the window an hour after time went back', () => {
    const future = ledger(times(100, t0 + 5 * hour, 1), { lane: { wentBackAt: t0 } });
    const later = t0 + hour + timings.deadlineMs;
    expect(quotaFreeAt(future, 0, later)).toBe(later);
  });
});

describe('the plan', () => {
  test('82 of 100 this hour, and when the queue is done', () => {
    const plan = quotaPlan(ledger(times(82, t0 - 30 * minute, 1_000)), 40, t0);
    expect(plan).toMatchObject({ usedThisHour: 82, limitPerHour: 100, usedToday: 82, waiting: 40 });
    // 8 more fit beside the reserve; the other 32 documents and the questions wait for the oldest ones to leave. Some of the questions
    // come before the authority has judged, and asking again takes the hour that begins with the documents.
    expect(plan.doneAt).toBe(t0 + 92 * minute + 13_000);
  });
  test('one document, all free: asked after 20 s in vain, and once more a minute later', () => {
    expect(quotaPlan(ledger([]), 1, t0).doneAt).toBe(t0 + 80_000);
  });
  test('where slots are rare one question each is enough, and what was already sent is asked first', () => {
    const full = ledger(times(89, t0 - 30 * minute, 0));
    const freeAt = t0 + 31 * minute;
    expect(quotaPlan(full, 1, t0).doneAt).toBe(freeAt);
    expect(quotaPlan(full, 1, t0, 1).doneAt).toBe(freeAt + 80_000);
  });
  test('says nothing of the end where no quota is known or nothing waits', () => {
    expect(quotaPlan(ledger([], { limits: { perHour: 0, perDay: 0 } }), 40, t0).doneAt).toBeUndefined();
    expect(quotaPlan(ledger([]), 0, t0).doneAt).toBeUndefined();
  });
  test('each queued document has its own time', () => {
    const planned = sendingTimes(ledger(times(88, t0 - 30 * minute, 1_000)), 4, t0);
    expect(planned.slice(0, 2)).toEqual([t0, t0]);
    expect(planned[2]).toBe(t0 - 30 * minute + hour + timings.deadlineMs);
    expect(planned[3]).toBe(t0 - 30 * minute + 1_000 + hour + timings.deadlineMs);
  });
});
