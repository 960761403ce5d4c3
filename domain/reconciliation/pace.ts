import { quotaFreeAt, type QuotaLedger } from '../outbox/quota.ts';

/**
 * First moment at which a page of the list may be asked for: half of the hour and half of the day stay free for sending, so that a
 * comparison never makes a sale wait (I5 holds as for every request: the charge is written before it).
 * @param now UTC ms
 */
export function comparisonFreeAt(ledger: QuotaLedger, now: number): number {
  const { perHour, perDay } = ledger.limits;
  const hourLimit = perHour > 0 ? perHour : (ledger.lane.rate?.limit ?? 0);
  const byHour = quotaFreeAt(ledger, Math.ceil(hourLimit / 2), now);
  // the reserve of an hour is too small a part of the day
  const byDay =
    perDay > 0
      ? quotaFreeAt(
          { ...ledger, lane: {}, limits: { perHour: 0, perDay: Math.max(1, Math.floor(perDay / 2)) } },
          0,
          now,
        )
      : now;
  return Math.max(byHour, byDay);
}
