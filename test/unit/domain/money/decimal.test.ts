import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  decimal,
  decimalsOf,
  divideHalfUp,
  formatDecimal,
  formatDecimalTrimmed,
  multiplyDecimals,
  parseDecimal,
  roundHalfUp,
  subtractDecimals,
  toScale,
} from '../../../../domain/money/decimal.ts';

const anyDecimal = fc.record({ unscaled: fc.bigInt(-(10n ** 30n), 10n ** 30n), scale: fc.nat(12) });

describe('decimal', () => {
  it.each(['0', '13', '-1', '0.5', '-0.05', '1.50', '00012.3', '9999999999999.99999'])('reads %s', (text) => {
    expect(parseDecimal(text)).toBeDefined();
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '5.',
    '1,5',
    '1e3',
    '0x10',
    'NaN',
    '1.2.3',
    '--1',
    '１',
    '1_000',
    '∞',
  ])('does NOT read %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it.each([
    ['13', '13'],
    ['1.50', '1.5'],
    ['100.00', '100'],
    ['100', '100'],
    ['0.00', '0'],
    ['-0.050', '-0.05'],
    ['1000.10', '1000.1'],
  ])('writes %s without idle zeros as %s', (text, trimmed) => {
    expect(formatDecimalTrimmed(decimal(text))).toBe(trimmed);
  });

  it.each([
    ['0.5', 0, '1'],
    ['0.49', 0, '0'],
    ['1.005', 2, '1.01'],
    ['1.0049', 2, '1.00'],
    ['-0.5', 0, '-1'],
    ['-1.004', 2, '-1.00'],
    ['2.5', 0, '3'],
    ['1.5', 3, '1.500'],
  ])('rounds %s to %i decimals half-up: %s', (text, scale, rounded) => {
    expect(formatDecimal(roundHalfUp(decimal(text), scale))).toBe(rounded);
  });

  it.each([
    ['1.5', '1.50', 0],
    ['1.5', '1.51', -1],
    ['-1', '-2', 1],
    ['0', '-0.000', 0],
  ])('compares %s and %s by value: %i', (a, b, order) => {
    expect(compareDecimals(decimal(a), decimal(b))).toBe(order);
  });

  it('adds 0.1 and 0.2 to exactly 0.3', () => {
    expect(formatDecimal(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
  });

  it('refuses to lose decimals when changing scale', () => {
    expect(() => toScale(decimal('1.25'), 1)).toThrow(RangeError);
    expect(formatDecimal(toScale(decimal('1.20'), 1))).toBe('1.2');
  });

  it('refuses to divide by zero', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
  });

  it('refuses a bad constant and a bad scale', () => {
    expect(() => decimal('1,5')).toThrow(RangeError);
    expect(() => toScale(decimal('1'), 1.5)).toThrow(RangeError);
  });

  it.each([
    ['1.500', 1],
    ['1.005', 3],
    ['100', 0],
    ['0.000', 0],
  ])('counts the decimals %s needs: %i', (text, count) => {
    expect(decimalsOf(decimal(text))).toBe(count);
  });

  it('reads back what it writes, whatever the value', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        expect(parseDecimal(formatDecimal(value))).toEqual(value);
        const trimmed = parseDecimal(formatDecimalTrimmed(value));
        expect(trimmed !== undefined && compareDecimals(trimmed, value)).toBe(0);
      }),
    );
  });

  it('subtracts what it added and multiplies in any order', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0);
        expect(multiplyDecimals(a, b)).toEqual(multiplyDecimals(b, a));
      }),
    );
  });

  it('rounds to the nearest: never farther than half a unit', () => {
    fc.assert(
      fc.property(anyDecimal, fc.nat(8), (value, scale) => {
        const difference = subtractDecimals(roundHalfUp(value, scale), value);
        const doubled = {
          unscaled: difference.unscaled < 0n ? -2n * difference.unscaled : 2n * difference.unscaled,
          scale: difference.scale,
        };
        expect(compareDecimals(doubled, { unscaled: 1n, scale })).toBeLessThanOrEqual(0);
      }),
    );
  });
});
