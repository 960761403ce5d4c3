import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../../../domain/money/decimal.ts';
import { amountText, decimalText } from '../../../../main/comprobante/decimal-text.ts';

test.each([
  [0n, '0'],
  [1n, '0.00001'],
  [10n, '0.0001'],
  [100_000n, '1'],
  [150_000n, '1.5'],
  [1_000_000n, '10'],
  [10_050_000n, '100.5'],
  [9_007_199_254_740_991n, '90071992547.40991'],
  [9_007_199_254_740_993n, '90071992547.40993'],
  [999_999_999_999_999_999n, '9999999999999.99999'],
])('%d hundred-thousandths are written %s', (minor, text) => {
  expect(amountText(minor)).toBe(text);
});

test.each([
  [1300n, 2, '13'],
  [5n, 1, '0.5'],
  [100n, 0, '100'],
  [2500n, 3, '2.5'],
  [1_000_000n, 6, '1'],
  [123_456_789n, 8, '1.23456789'],
])('%d at scale %d is written %s', (unscaled, scale, text) => {
  expect(decimalText({ unscaled, scale })).toBe(text);
});

test('every number is written as domain/money writes it', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 19n }),
      fc.integer({ min: 0, max: 8 }),
      (unscaled, scale) => {
        expect(decimalText({ unscaled, scale })).toBe(formatDecimalTrimmed({ unscaled, scale }));
        expect(amountText(unscaled)).toBe(formatAmount(unscaled));
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a negative number is refused', () => {
  expect(() => amountText(-1n)).toThrow(RangeError);
  expect(() => decimalText({ unscaled: -1n, scale: 2 })).toThrow(RangeError);
});
