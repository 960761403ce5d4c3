import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import type { LineAmounts } from '../../../../domain/billing/line-amounts.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { goodForm, goodIssuer, goodLine, manyLines } from '../../../helpers/invoices.ts';

/** `expected` is written by test/fixtures/invoices/recompute.py, never by the code under test. */
interface Golden {
  readonly about: string;
  readonly form: unknown;
  readonly expected: {
    readonly lines: readonly Readonly<Record<string, unknown>>[];
    readonly summary: unknown;
    readonly paymentMeans: readonly string[];
  };
}

const folder = 'test/fixtures/invoices';
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const context = { issuer: goodIssuer(), today: '2026-11-20' };

/** Every bigint as decimal text, the rest as it is. */
function written(value: unknown): unknown {
  if (typeof value === 'bigint') return formatAmount(value);
  if (Array.isArray(value)) return value.map(written);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
  }
  return value;
}

/** What the golden files say of a line: one tax, nothing exonerated, no parts. */
function plainAmounts(amounts: LineAmounts): unknown {
  const { total, discounts, subtotal, taxBase, tax, taxAssumed, netTax, lineTotal } = amounts;
  return written({ total, discounts, subtotal, taxBase, tax, taxAssumed, netTax, lineTotal });
}

describe('golden invoices', () => {
  it('are all here', () => {
    expect(names.length).toBeGreaterThanOrEqual(13);
  });

  it.each(names)('%s comes out to the last decimal', (name) => {
    const golden = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Golden;
    const form = InvoiceForm.parse(golden.form);
    const live = liveTotals(form, context.today);
    expect(live.complete).toBe(true);
    expect(written(live.summary)).toEqual(golden.expected.summary);

    const { faults, invoice } = readInvoice(form, context);
    expect(faults).toEqual([]);
    if (invoice === undefined) throw new Error('nothing was read');
    expect(written(invoice.summary)).toEqual(golden.expected.summary);
    expect(invoice.paymentMeans.map((mean) => formatAmount(mean.amount))).toEqual(
      golden.expected.paymentMeans,
    );
    expect(invoice.lines).toHaveLength(golden.expected.lines.length);
    for (const [index, { id, ...expected }] of golden.expected.lines.entries()) {
      const lineOfForm = form.lines[index];
      const amounts = live.lines.get(String(id));
      expect(lineOfForm?.id).toBe(id);
      expect(amounts && plainAmounts(amounts)).toEqual(expected);
      const line = invoice.lines[index];
      expect(line?.number).toBe(index + 1);
      expect(written(line)).toMatchObject({
        total: expected['total'],
        subtotal: expected['subtotal'],
        taxBase: expected['taxBase'],
        taxAssumed: expected['taxAssumed'],
        netTax: expected['netTax'],
        lineTotal: expected['lineTotal'],
      });
      expect(line?.discounts.map((discount) => formatAmount(discount.amount))).toEqual(expected['discounts']);
      expect(line?.taxes.map((tax) => formatAmount(tax.amount))).toEqual([expected['tax']]);
    }
  });

  it('1,000 lines of i units at 1.1: 1.1 x 500500 and 13 % of it, exactly', () => {
    const form = goodForm('01', { lines: [...manyLines(1_000)] });
    const { faults, invoice } = readInvoice(form, context);
    expect(faults).toEqual([]);
    expect(invoice?.lines).toHaveLength(1_000);
    expect(written(invoice?.summary)).toMatchObject({ sale: '550550', tax: '71571.5', total: '622121.5' });
  });

  it('1,000 lines of 0.00005: the rounded tax of each is summed (0.01), NOT the tax of the sum (0.0065)', () => {
    const lines = Array.from({ length: 1_000 }, (_, index) =>
      goodLine(`l${index}`, { quantity: '1', unitPrice: '0.00005' }),
    );
    const { invoice } = readInvoice(goodForm('01', { lines }), context);
    expect(written(invoice?.summary)).toMatchObject({ sale: '0.05', tax: '0.01', total: '0.06' });
  });
});
