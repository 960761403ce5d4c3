import { describe, expect, it } from 'vitest';
import type { LineForm } from '../../../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { emptyLine } from '../../../../domain/billing/new-form.ts';
import { parseLine } from '../../../../domain/billing/parsed-line.ts';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { goodDiscount, goodForm, goodLine, manyLines } from '../../../helpers/invoices.ts';

const totalOf = (lines: readonly LineForm[]) => {
  const { summary, complete } = liveTotals(goodForm('01', { lines: [...lines] }));
  return [formatAmount(summary.total), complete];
};

describe('live totals', () => {
  it('is what the lines come to', () => {
    expect(totalOf(goodForm().lines)).toEqual(['3390', true]);
  });

  it.each([
    ['half-typed', { unitPrice: '15x' }],
    ['without a price', { unitPrice: '' }],
    ['ambiguous', { unitPrice: '1.234' }],
    ['with too many decimals', { quantity: '1.2345' }],
    ['negative', { quantity: '-1' }],
    ['without an IVA code', { ivaCode: '' }],
    ['with a discount being typed', { discounts: [goodDiscount('d1', { value: '' })] }],
    [
      'with a discount above the price',
      { discounts: [goodDiscount('d1', { mode: 'amount', value: '99999999' })] },
    ],
  ])('leaves a line %s out and says the totals are not complete', (_name, changes) => {
    expect(totalOf([goodLine('a1'), goodLine('a2', changes)])).toEqual(['3390', false]);
  });

  it('says of each line what it comes to, and of an unreadable one nothing', () => {
    const { lines } = liveTotals(
      goodForm('01', { lines: [goodLine('a1'), goodLine('a2', { unitPrice: '?' })] }),
    );
    expect(lines.get('a1')?.lineTotal).toBe(339_000_000n);
    expect(lines.has('a2')).toBe(true);
    expect(lines.get('a2')).toBeUndefined();
  });

  it('does NOT count the blank line at the end of the grid, nor does it make the totals incomplete', () => {
    expect(totalOf([goodLine('a1'), emptyLine('a2')])).toEqual(['3390', true]);
  });

  it('is not complete without any line', () => {
    expect(totalOf([emptyLine('a1')])).toEqual(['0', false]);
  });

  it('counts a line without CAByS, whose class is not known yet', () => {
    expect(totalOf([goodLine('a1', { cabys: '' })])).toEqual(['3390', false]);
  });

  it('uses no rate before its first day', () => {
    expect(liveTotals(goodForm(), '2025-05-31').complete).toBe(false);
    expect(liveTotals(goodForm(), '2025-06-01').complete).toBe(true);
  });

  it('parses a line object once and a changed copy again', () => {
    const line = goodLine('a1');
    const parsed = parseLine(line, '01');
    expect(parseLine(line, '01')).toBe(parsed);
    expect(parseLine({ ...line, quantity: '3' }, '01')).not.toBe(parsed);
    expect(parseLine(line, '01', '2026-11-20')).toBe(parsed);
    expect(parseLine(line, '01', '2025-05-31')).not.toBe(parsed);
  });

  it('follows one changed line among 1,000', () => {
    const lines = [...manyLines(1_000)];
    const before = liveTotals(goodForm('01', { lines: [...lines] })).summary.total;
    const changed = lines.with(500, goodLine('l500', { quantity: '502', unitPrice: '1.1' }));
    expect(formatAmount(liveTotals(goodForm('01', { lines: changed })).summary.total - before)).toBe('1.243');
  });
});
