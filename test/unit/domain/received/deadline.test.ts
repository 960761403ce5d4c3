import { expect, test } from 'vitest';
import { answerDeadline } from '../../../../domain/received/deadline.ts';

test.each([
  ['2026-11-20', 8, '2026-12-10'],
  ['2026-11-01', 8, '2026-12-10'],
  // 1 January 2027 is a Friday
  ['2026-12-31', 8, '2027-01-12'],
  ['2026-12-31', 1, '2027-01-01'],
  // 1 August 2026 is a Saturday
  ['2026-07-15', 1, '2026-08-03'],
  ['2026-07-15', 5, '2026-08-07'],
])('issued %s, %d business days: %s', (issuedOn, days, until) => {
  expect(answerDeadline(issuedOn, days)).toBe(until);
});
