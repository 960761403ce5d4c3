import { expect, test } from 'vitest';
import { readLastNumber } from '../../../../../renderer/features/settings/series-form.ts';

const series = { kind: '01', branch: '001', terminal: '00002', lastNumber: 40 };

test.each([
  ['41', 41],
  ['0000000345', 345],
  [' 345 ', 345],
  ['00100002010000000345', 345],
  ['001-00002-01-0000000345', 345],
  ['9999999999', 9_999_999_999],
])('"%s" goes on after %i', (typed, last) => {
  expect(readLastNumber(typed, series)).toEqual({ ok: true, value: last });
});

test.each([
  ['40', 'series-not-higher'],
  ['0', 'series-not-higher'],
  ['00100002010000000012', 'series-not-higher'],
  ['', 'series-format'],
  ['12a', 'series-format'],
  ['-5x', 'series-format'],
  ['1.234', 'series-format'],
  ['12345678901', 'series-format'],
  ['00100002110000000345', 'series-format'],
  ['00200002010000000345', 'series-other-place'],
  ['00100001010000000345', 'series-other-place'],
  ['00100002040000000345', 'series-other-place'],
])('"%s" does NOT move the series: %s', (typed, fault) => {
  expect(readLastNumber(typed, series)).toEqual({ ok: false, error: fault });
});
