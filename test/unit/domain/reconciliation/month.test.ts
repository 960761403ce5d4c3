import { expect, test } from 'vitest';
import {
  dayAfter,
  firstDayOf,
  listedOn,
  Month,
  monthOf,
  startsAt,
} from '../../../../domain/reconciliation/month.ts';

test.each(['2026-1', '2026-00', '2026-13', '1999-11', '2026-11-01', ''])('"%s" is no month', (text) => {
  expect(Month.safeParse(text).success).toBe(false);
});

test.each([
  ['2026-11', '2026-11-01', '2026-12-01'],
  ['2026-12', '2026-12-01', '2027-01-01'],
  ['2026-02', '2026-02-01', '2026-03-01'],
])('%s goes from %s to before %s', (month, first, after) => {
  expect([firstDayOf(month), dayAfter(month)]).toEqual([first, after]);
});

test('the month of a moment is that of Costa Rica, not of Greenwich', () => {
  expect(monthOf(Date.parse('2026-12-01T05:59:59Z'))).toBe('2026-11');
  expect(monthOf(Date.parse('2026-12-01T06:00:00Z'))).toBe('2026-12');
  expect(startsAt('2026-12-01')).toBe(Date.parse('2026-12-01T06:00:00Z'));
});

test('the day of a document is that of its clave, before what the list says beside it', () => {
  const clave = '50620112600310112345600100001010000000042148151623';
  const at = Date.parse('2026-11-25T12:00:00-06:00');
  expect(listedOn({ clave, issuedAt: at, notes: 0 })).toBe('2026-11-20');
  expect(listedOn({ clave: 'x', issuedAt: at, notes: 0 })).toBe('2026-11-25');
  expect(listedOn({ clave: 'x', notes: 0 })).toBeUndefined();
});
