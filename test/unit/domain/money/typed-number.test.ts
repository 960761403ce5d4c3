import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDecimals,
  decimal,
  formatDecimal,
  formatDecimalTrimmed,
} from '../../../../domain/money/decimal.ts';
import {
  readTypedNumber,
  readTypedPercentage,
  typedNumberText,
} from '../../../../domain/money/typed-number.ts';

/** The value as text, or the tag. */
function read(text: string, maxDecimals = 5): string {
  const number = readTypedNumber(text, maxDecimals);
  if (number.kind === 'read') return formatDecimalTrimmed(number.value);
  return number.kind === 'fault' ? number.fault : number.kind;
}

describe('a number as a clerk types it', () => {
  it.each([
    ['1500', '1500'],
    [' 1500 ', '1500'],
    ['0', '0'],
    ['1.5', '1.5'],
    ['1,5', '1.5'],
    ['1.50', '1.5'],
    ['.5', '0.5'],
    [',5', '0.5'],
    ['12.', '12'],
    ['12,', '12'],
    ['0.125', '0.125'],
    ['0,125', '0.125'],
    ['1234.567', '1234.567'],
    ['1.2345', '1.2345'],
    ['1.234,50', '1234.5'],
    ['1,234.50', '1234.5'],
    ['1.234,567', '1234.567'],
    ['1.234.567', '1234567'],
    ['1,234,567', '1234567'],
    ['1.234.567,8', '1234567.8'],
    ['1 234,5', '1234.5'],
    ['1 234.567', '1234.567'],
    ['1\u00a0234,5', '1234.5'],
    ['1\u202f234\u202f567', '1234567'],
    ['389.900,00', '389900'],
  ])('reads %s as %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['1.234', '1,234', '12.345', '999,000'])('says that %s is ambiguous, it does NOT guess', (text) => {
    expect(read(text)).toBe('ambiguous');
  });

  it('gives both readings of an ambiguous number', () => {
    const number = readTypedNumber('1.234', 5);
    if (number.kind !== 'ambiguous') throw new Error(number.kind);
    expect(formatDecimal(number.asThousands)).toBe('1234');
    expect(formatDecimal(number.asDecimals)).toBe('1.234');
  });

  it.each(['', '   '])('says that %j is empty', (text) => {
    expect(read(text)).toBe('empty');
  });

  it.each(['abc', '12a', '1e3', '₡1500', '١٢', '1+1', '- abc', '-', "1'000"])(
    'says that %s has letters',
    (text) => {
      expect(read(text)).toBe('letters');
    },
  );

  it.each(['-5', '- 5', '−1.234', '-1.234,50'])('says that %s is negative', (text) => {
    expect(read(text)).toBe('negative');
  });

  it.each([
    '.',
    ',',
    '1.2.3',
    '1,23,456',
    '1.234,567,8',
    '1,2.3,4',
    '1 23',
    '12 34,5',
    '1.23 4',
    '0.123.456',
    '1234.567,8',
    '1 234.567.890',
  ])('says that %s is malformed', (text) => {
    expect(read(text)).toBe('malformed');
  });

  it('says how many decimals are too many, not counting idle zeros', () => {
    expect(readTypedNumber('1.2345', 3)).toEqual({ kind: 'fault', fault: 'too-many-decimals', decimals: 4 });
    expect(read('1.500000000', 3)).toBe('1.5');
    expect(read('1.5', 0)).toBe('too-many-decimals');
  });

  it('reads what any Spanish or English keyboard would group, and never two ways', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 13n - 1n),
        fc.stringMatching(/^\d{2}$/),
        fc.constantFrom(['.', ','], [',', '.'], [' ', ','], [' ', '.']),
        (integer, decimals, [group, mark]) => {
          const grouped = integer.toString().replaceAll(/\B(?=(?:\d{3})+$)/g, group ?? '');
          const number = readTypedNumber(`${grouped}${mark}${decimals}`, 5);
          expect(number.kind === 'read' && formatDecimal(number.value)).toBe(`${integer}.${decimals}`);
        },
      ),
    );
  });

  it('answers something for whatever is typed, and reads only what has a digit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d., -]{0,12}$/)), (text) => {
        const number = readTypedNumber(text, 5);
        const sound =
          number.kind !== 'read' ||
          (/\d/.test(text) && number.value.unscaled >= 0n && number.value.scale <= 5);
        expect(sound).toBe(true);
      }),
    );
  });

  it('reads 33.333 as a percentage: thousands are never one', () => {
    expect(readTypedPercentage('33.333', 5)).toEqual({ kind: 'read', value: decimal('33.333') });
    expect(readTypedPercentage('33.333', 2)).toEqual({
      kind: 'fault',
      fault: 'too-many-decimals',
      decimals: 3,
    });
    expect(readTypedPercentage('10', 2)).toEqual({ kind: 'read', value: decimal('10') });
  });

  it.each([
    ['1.234', '1.2340'],
    ['1234', '1234'],
    ['1.50', '1.5'],
    ['0.125', '0.1250'],
  ])('fills a field with %s as %s', (value, text) => {
    expect(typedNumberText(decimal(value))).toBe(text);
  });

  it('reads back every text it fills in, never ambiguous', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.nat(5), (unscaled, scale) => {
        const number = readTypedNumber(typedNumberText({ unscaled, scale }), 5);
        expect(number.kind === 'read' && compareDecimals(number.value, { unscaled, scale })).toBe(0);
      }),
    );
  });
});
