import { expect, it } from 'vitest';
import { readIssuedDate } from '../../../../domain/billing/issued-date.ts';

it.each([
  ['2026-11-02', { issuedAt: '2026-11-02T00:00:00-06:00', on: '2026-11-02' }],
  ['2026-11-02T23:30:00-06:00', { issuedAt: '2026-11-02T23:30:00-06:00', on: '2026-11-02' }],
  ['2026-11-03T05:30:00Z', { issuedAt: '2026-11-03T05:30:00Z', on: '2026-11-02' }],
  ['2026-11-02T10:00:00', { issuedAt: '2026-11-02T10:00:00-06:00', on: '2026-11-02' }],
  ['2026-02-30', undefined],
  ['2026-02-30T10:00:00-06:00', undefined],
  ['2026-11-02T25:00:00-06:00', undefined],
  ['02/11/2026', undefined],
  ['', undefined],
])('the date %s reads as %j', (typed, expected) => {
  expect(readIssuedDate(typed)).toEqual(expected);
});
