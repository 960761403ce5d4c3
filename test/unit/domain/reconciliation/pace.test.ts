import { expect, test } from 'vitest';
import type { QuotaLedger } from '../../../../domain/outbox/quota.ts';
import { outboxTimings } from '../../../../domain/outbox/timings.ts';
import { comparisonFreeAt } from '../../../../domain/reconciliation/pace.ts';

const now = Date.UTC(2026, 10, 20, 15);
const hour = 3_600_000;
const charged = (count: number, at: number): number[] => Array.from({ length: count }, () => at);
const ledger = (chargedAt: readonly number[], more: Partial<QuotaLedger> = {}): QuotaLedger => ({
  limits: { perHour: 100, perDay: 1_000 },
  chargedAt,
  lane: {},
  timings: outboxTimings,
  ...more,
});

test('half of the hour is free for the list and the other half never is', () => {
  expect(comparisonFreeAt(ledger(charged(49, now - 1_000)), now)).toBe(now);
  expect(comparisonFreeAt(ledger(charged(50, now - 1_000)), now)).toBeGreaterThan(now + hour - 2_000);
});

test('half of the day too, where the hour alone would let it go', () => {
  const spread = Array.from({ length: 500 }, (_, index) => now - 20 * hour + index * 60_000);
  expect(comparisonFreeAt(ledger(spread.slice(1)), now)).toBe(now);
  expect(comparisonFreeAt(ledger(spread), now)).toBeGreaterThan(now);
});

test('where no quota is published it goes at once', () => {
  const limits = { perHour: 0, perDay: 0 };
  expect(comparisonFreeAt(ledger(charged(5_000, now - 1_000), { limits }), now)).toBe(now);
});

test('the server’s own count halves as well, also where no quota is published', () => {
  const rate = { limit: 40, remaining: 20, resetAt: now + hour, readAt: now - 1_000 };
  const limits = { perHour: 0, perDay: 0 };
  expect(comparisonFreeAt(ledger([], { limits, lane: { rate } }), now)).toBe(now + hour);
  expect(comparisonFreeAt(ledger([], { limits, lane: { rate: { ...rate, remaining: 21 } } }), now)).toBe(now);
});
