import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compared,
  hundredth,
  minus,
  plus,
  quotient,
  roundedTo,
  same,
  times,
  trimmed,
} from '../../../../main/practice/paper-decimal.ts';

test.each([
  ['12.2', '30.34', '42.54'],
  ['0', '0', '0'],
  ['999.99999', '0.00001', '1000'],
  ['007', '0.50', '7.5'],
])('%s + %s = %s', (a, b, sum) => {
  expect(plus(a, b)).toBe(sum);
});

test.each([
  ['42.54', '12.2', '30.34'],
  ['1', '0.00001', '0.99999'],
  ['12.20', '12.2', '0'],
  ['1', '2.5', '-1.5'],
])('%s - %s = %s', (a, b, rest) => {
  expect(minus(a, b)).toBe(rest);
});

test.each([
  ['2.5', '100.5'],
  ['251.25', '13'],
  ['9999999999999.99999', '9999999999999.999'],
  ['0', '123'],
])('%s x %s is exact', (a, b) => {
  const scale = (text: string): readonly [bigint, number] => {
    const [whole = '', fraction = ''] = text.split('.');
    return [BigInt(whole + fraction), fraction.length];
  };
  const [x, xs] = scale(a);
  const [y, ys] = scale(b);
  const digits = String(x * y).padStart(xs + ys + 1, '0');
  const cut = digits.length - xs - ys;
  expect(times(a, b)).toBe(trimmed(xs + ys === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`));
});

test.each([
  [5, '32.6625', '32.6625'],
  [2, '1.8495', '1.85'],
  [2, '0.005', '0.01'],
  [2, '0.0049999', '0'],
  [5, '0.000005', '0.00001'],
  [2, '99.995', '100'],
  [0, '0.5', '1'],
])('to %i decimals, half up: %s is %s', (decimals, text, rounded) => {
  expect(roundedTo(decimals, text)).toBe(rounded);
});

test('12.2 and 12.20 are the same, 12.2 and 12.21 are not', () => {
  expect(same('12.2', '12.20')).toBe(true);
  expect(same('12.2', '12.21')).toBe(false);
  expect(compared('9.5', '10')).toBeLessThan(0);
});

test('a hundredth moves the point two places', () => {
  expect(hundredth('3266.25')).toBe('32.6625');
});

test.each(['', '-1', '1e3', '1,5', '.5', '5.', ' 1'])('%j is NOT decimal text', (text) => {
  expect(() => trimmed(text)).toThrow(RangeError);
});

test('sums, differences and products agree with integer arithmetic on scaled numbers', () => {
  const scaled = fc.bigInt({ min: 0n, max: 10n ** 18n });
  const text = (value: bigint): string => {
    const digits = String(value).padStart(6, '0');
    return `${digits.slice(0, -5)}.${digits.slice(-5)}`;
  };
  const signed = (value: bigint, decimals: number): string => {
    const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
    const plain = trimmed(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
    return value < 0n ? `-${plain}` : plain;
  };
  fc.assert(
    fc.property(scaled, scaled, (a, b) => {
      expect(plus(text(a), text(b))).toBe(signed(a + b, 5));
      expect(minus(text(a), text(b))).toBe(signed(a - b, 5));
      expect(times(text(a), text(b))).toBe(signed(a * b, 10));
    }),
  );
});

test.each([
  ['65675', '7', 6, '9382.142857'],
  ['1', '3', 5, '0.33333'],
  ['2', '3', 5, '0.66666'],
  ['0', '3', 5, '0'],
  ['10', '2.5', 2, '4'],
  ['1', '1000', 2, '0'],
  ['12.5', '0.05', 3, '250'],
] as const)('%s / %s cut after %i decimals is %s', (dividend, divisor, decimals, expected) => {
  expect(quotient(dividend, divisor, decimals)).toBe(expected);
});

test('nothing is divided by zero', () => {
  expect(() => quotient('1', '0.00', 5)).toThrow(RangeError);
});
