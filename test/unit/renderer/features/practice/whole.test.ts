import { expect, test } from 'vitest';
import { wholeBetween } from '../../../../../renderer/features/practice/whole.ts';

test.each([
  ['1', 1],
  [' 10000 ', 10_000],
  ['007', 7],
])('"%s" is %i', (typed, value) => {
  expect(wholeBetween(typed, 1, 10_000)).toBe(value);
});
test.each(['', '0', '10001', '1.5', '1e3', 'dos', '-1', '99999999999'])(
  '"%s" is NOT from 1 to 10000',
  (typed) => {
    expect(wholeBetween(typed, 1, 10_000)).toBeUndefined();
  },
);
test('takes negative codes where they may stand', () => {
  expect(wholeBetween('-400', -999_999, 999_999)).toBe(-400);
});
