import { expect, test } from 'vitest';
import { outboxTimings } from '../../../../domain/outbox/timings.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

test.each([
  ['the whole call', outboxTimings.deadlineMs, 60 * second],
  ['H at first', outboxTimings.settleHorizonMs, 3 * minute],
  ['two 404s that count', outboxTimings.notFoundSpacingMs, 60 * second],
  ['the base of the backoff', outboxTimings.backoffBaseMs, 5 * second],
  ['the cap of the backoff', outboxTimings.backoffCapMs, 30 * minute],
  ['a skew that warns', outboxTimings.skewWarnMs, 2 * minute],
  ['a skew that stops sealing', outboxTimings.skewStopMs, 10 * minute],
  ['the hour of the quota', outboxTimings.hourMs, hour],
  ['the day of the quota', outboxTimings.dayMs, 24 * hour],
])('%s lasts as long as OUTBOX.md says (%d ms)', (_, is, told) => {
  expect(is).toBe(told);
});

test('polls come after 20 s, 1, 5, 15 and 60 minutes, then four times a day', () => {
  expect(outboxTimings.pollLadderMs).toEqual([20 * second, minute, 5 * minute, 15 * minute, hour, 6 * hour]);
});

test('H is longer than a call can last, and cannot grow beyond its cap', () => {
  expect(outboxTimings.settleHorizonMs).toBeGreaterThan(2 * outboxTimings.deadlineMs);
  expect(outboxTimings.settleHorizonCapMs).toBeGreaterThan(outboxTimings.settleHorizonMs);
});
