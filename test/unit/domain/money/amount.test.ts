import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  amountOf,
  decimalToAmount,
  fitsSchema,
  formatAmount,
  formatAmountFixed,
  maxAmount,
  multiplyToAmount,
  parseAmount,
  percentOf,
  sumAmounts,
} from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';

describe('amount', () => {
  it.each([
    ['1.5', 150_000n],
    ['0.00001', 1n],
    ['9999999999999.99999', maxAmount],
  ])('holds %s at scale 5', (text, unscaled) => {
    expect(parseAmount(text)).toBe(unscaled);
  });

  it.each(['0.000001', '1.000000', '1,5', 'x', ''])('does NOT hold %j', (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });

  it.each([
    [150_000n, '1.5', '1.50000'],
    [0n, '0', '0.00000'],
    [1n, '0.00001', '0.00001'],
    [-150_000n, '-1.5', '-1.50000'],
    [100_000_000n, '1000', '1000.00000'],
  ])('writes %s as %s and as %s', (value, trimmed, fixed) => {
    expect(formatAmount(value)).toBe(trimmed);
    expect(formatAmountFixed(value)).toBe(fixed);
  });

  it.each([
    ['0.5', '0.12345', '0.06173'],
    ['0.001', '0.00500', '0.00001'],
    ['0.001', '0.00499', '0'],
    ['3', '0.33333', '0.99999'],
  ])('multiplies %s by %s and rounds once: %s', (a, b, product) => {
    expect(formatAmount(multiplyToAmount(decimal(a), decimal(b)))).toBe(product);
  });

  it.each([
    ['3000', '13', '390'],
    ['0.00385', '13', '0.0005'],
    ['0.00004', '13', '0.00001'],
    ['0.00003', '13', '0'],
    ['100', '0.5', '0.5'],
  ])('takes of %s the rate %s: %s', (base, rate, part) => {
    expect(formatAmount(percentOf(amountOf(base), decimal(rate)))).toBe(part);
  });

  it('rounds a value with more decimals half-up and keeps one with fewer', () => {
    expect(decimalToAmount(decimal('1.000005'))).toBe(100_001n);
    expect(decimalToAmount(decimal('1.0000049'))).toBe(100_000n);
    expect(decimalToAmount(decimal('1'))).toBe(100_000n);
  });

  it('knows what the schema holds', () => {
    expect(fitsSchema(maxAmount)).toBe(true);
    expect(fitsSchema(maxAmount + 1n)).toBe(false);
    expect(fitsSchema(-1n)).toBe(false);
  });

  it('refuses a bad constant', () => {
    expect(() => amountOf('1.000001')).toThrow(RangeError);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(0n - maxAmount, maxAmount), (value) => {
        expect(parseAmount(formatAmount(value))).toBe(value);
        expect(parseAmount(formatAmountFixed(value))).toBe(value);
      }),
    );
  });
});

describe('allocate', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [5, [0, 1, 1], [0, 3, 2]],
    [0, [1, 2], [0, 0]],
    [7, [3], [7]],
  ])('splits %s by %j into %j', (total, weights, parts) => {
    expect(allocate(BigInt(total), weights.map(BigInt))).toEqual(parts.map(BigInt));
  });

  it('refuses no weights, zero weights, a negative weight and a negative total', () => {
    expect(() => allocate(1n, [])).toThrow(RangeError);
    expect(() => allocate(1n, [0n, 0n])).toThrow(RangeError);
    expect(() => allocate(1n, [2n, -1n])).toThrow(RangeError);
    expect(() => allocate(-1n, [1n])).toThrow(RangeError);
  });

  it('gives parts that add up to the whole, each within one unit of its share', () => {
    const weights = fc
      .array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 20 })
      .filter((each) => each.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt(0n, maxAmount), weights, (total, each) => {
        const parts = allocate(total, each);
        expect(sumAmounts(parts)).toBe(total);
        const whole = sumAmounts(each);
        parts.forEach((part, index) => {
          const weight = each[index] ?? 0n;
          expect(part * whole - total * weight < whole).toBe(true);
          expect(part * whole + whole > total * weight).toBe(true);
          expect(weight > 0n || part === 0n).toBe(true);
        });
      }),
    );
  });
});
