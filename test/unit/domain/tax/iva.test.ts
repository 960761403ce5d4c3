import { describe, expect, it } from 'vitest';
import { decimal, formatDecimalTrimmed } from '../../../../domain/money/decimal.ts';
import {
  ivaRateAllowed,
  ivaRateMatches,
  ivaRateOn,
  ivaRates,
  ivaRatesFor,
} from '../../../../domain/tax/iva.ts';

const today = '2026-11-20';

describe('IVA rates (Nota 8.1)', () => {
  it.each([
    ['01', '0', 'not-subject'],
    ['02', '1', 'taxed'],
    ['03', '2', 'taxed'],
    ['04', '4', 'taxed'],
    ['05', '0', 'taxed'],
    ['06', '4', 'taxed'],
    ['07', '8', 'taxed'],
    ['08', '13', 'taxed'],
    ['09', '0.5', 'taxed'],
    ['10', '0', 'exempt'],
    ['11', '0', 'not-subject'],
  ])('code %s is %s %% and counts as %s', (code, rate, ivaClass) => {
    const row = ivaRateOn(code, today);
    expect(row && formatDecimalTrimmed(row.rate)).toBe(rate);
    expect(row?.class).toBe(ivaClass);
  });

  it('has each code once', () => {
    expect(new Set(ivaRates.map((row) => row.code)).size).toBe(ivaRates.length);
  });

  it.each(['05', '06', '07'])('allows transitional code %s in notes and NOT in 01 or 04', (code) => {
    const row = ivaRateOn(code, today);
    if (row === undefined) throw new Error(code);
    expect(['01', '04', '08', '09'].some((kind) => ivaRateAllowed(row, kind))).toBe(false);
    expect(['02', '03'].every((kind) => ivaRateAllowed(row, kind))).toBe(true);
  });

  it('offers eight codes to an invoice, the general one first', () => {
    expect(ivaRatesFor('01', today).map((row) => row.code)).toEqual([
      '08',
      '04',
      '03',
      '02',
      '09',
      '10',
      '01',
      '11',
    ]);
    expect(ivaRatesFor('03', today)).toHaveLength(11);
  });

  it('does NOT give a row before its first day', () => {
    expect(ivaRateOn('08', '2025-05-31')).toBeUndefined();
    expect(ivaRateOn('08', '2025-06-01')?.code).toBe('08');
    expect(ivaRatesFor('01', '2025-05-31')).toEqual([]);
  });

  it('knows no other code', () => {
    expect(ivaRateOn('12')).toBeUndefined();
    expect(ivaRateOn('')).toBeUndefined();
    expect(ivaRateOn('8')).toBeUndefined();
  });

  it('compares the rate by value', () => {
    const row = ivaRateOn('09');
    expect(row && ivaRateMatches(row, decimal('0.50'))).toBe(true);
    expect(row && ivaRateMatches(row, decimal('5'))).toBe(false);
  });
});
