import { describe, expect, it } from 'vitest';
import type { InvoiceKind, LineForm } from '../../../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { emptyComponent, emptyExoneration, emptyLine } from '../../../../domain/billing/new-form.ts';
import { parseLine } from '../../../../domain/billing/parsed-line.ts';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { goodCharge } from '../../../helpers/references.ts';
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

  it('shows the charges, a percentage of the net sale', () => {
    const form = goodForm('01', { otherCharges: [goodCharge('o1'), goodCharge('o2', { value: '' })] });
    const { charges, summary, complete } = liveTotals(form);
    expect(charges).toEqual(
      new Map([
        ['o1', 30_000_000n],
        ['o2', undefined],
      ]),
    );
    expect([formatAmount(summary.otherCharges), formatAmount(summary.total), complete]).toEqual([
      '300',
      '3690',
      false,
    ]);
  });

  it('shows the IVA of a health service as returned when it is paid by card, NOT in a purchase', () => {
    const health = {
      lines: [goodLine('a1', { cabys: '9312100000000', healthService: true, ivaCode: '04', ivaRate: '4' })],
      paymentMeans: [{ id: 'p1', code: '02', otherText: '', amount: '' }],
    };
    const totals = (kind: '01' | '08') => {
      const { summary } = liveTotals(goodForm(kind, health));
      return [summary.tax, summary.ivaReturned, summary.total].map(formatAmount);
    };
    expect(totals('01')).toEqual(['120', '120', '3000']);
    expect(totals('08')).toEqual(['120', '0', '3120']);
  });

  it('follows the kind of the same lines: a receipt has no quantity, an export no exoneration', () => {
    const line = goodLine('a1', { exoneration: { ...emptyExoneration(), rate: '' } });
    const totalIn = (kind: InvoiceKind) =>
      formatAmount(liveTotals(goodForm(kind, { lines: [line] })).summary.total);
    expect([totalIn('01'), totalIn('09'), totalIn('10'), totalIn('01')]).toEqual([
      '3000',
      '3390',
      '1695',
      '3000',
    ]);
  });

  it('is complete with charges alone, and in a note without CAByS', () => {
    const alone = goodForm('01', { lines: [], otherCharges: [goodCharge('o1', { mode: 'amount' })] });
    expect(liveTotals(alone).complete).toBe(true);
    expect(liveTotals(goodForm('03', { lines: [goodLine('a1', { cabys: '' })] })).complete).toBe(true);
  });

  it('parses a bundle again when the rate of a part is another on that day', () => {
    const component = { ...emptyComponent('c1'), unitPrice: '1500' };
    const line = goodLine('a1', { components: [component] });
    const parsed = parseLine(line, '01', '2026-11-20');
    expect(parseLine(line, '01')).toBe(parsed);
    expect(parseLine(line, '01', '2025-05-31').amounts).toBeUndefined();
  });
});
