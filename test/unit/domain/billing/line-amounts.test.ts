import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiscountInput } from '../../../../domain/billing/discount-amounts.ts';
import { kindFields } from '../../../../domain/billing/kind-fields.ts';
import { computeLineAmounts as compute } from '../../../../domain/billing/line-amounts.ts';
import { amountOf, formatAmount, sumAmounts } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { ivaRateOn, ivaRates } from '../../../../domain/tax/iva.ts';

const general = ivaRateOn('08');
if (general === undefined) throw new Error('no general rate');
const computeLineAmounts = (input: Parameters<typeof compute>[0], base?: Parameters<typeof compute>[2]) =>
  compute(input, kindFields['01'], base);

const line = (quantity: string, unitPrice: string, discounts: readonly DiscountInput[] = []) => ({
  quantity: decimal(quantity),
  unitPrice: decimal(unitPrice),
  discounts,
  iva: { code: '01' as const, rate: general },
  otherTaxes: [],
  components: [],
});
const percent = (code: string, value: string): DiscountInput => ({
  code,
  mode: 'percent',
  value: decimal(value),
});
const fixed = (code: string, value: string): DiscountInput => ({
  code,
  mode: 'amount',
  value: decimal(value),
});

describe('line amounts', () => {
  it('takes each discount of what the one before left: 1000 - 10 % - 10 % - 10 leaves 800', () => {
    const result = computeLineAmounts(
      line('1', '1000', [percent('07', '10'), percent('04', '10'), fixed('06', '10')]),
    );
    if (!result.ok) throw new Error(result.error.kind);
    expect(result.value.discounts.map(formatAmount)).toEqual(['100', '90', '10']);
    expect(formatAmount(result.value.subtotal)).toBe('800');
    expect(formatAmount(result.value.tax)).toBe('104');
    expect(formatAmount(result.value.lineTotal)).toBe('904');
  });

  it('refuses a discount of more than what is left and says how much that is', () => {
    expect(computeLineAmounts(line('1', '1000', [percent('07', '50'), fixed('06', '500.00001')]))).toEqual({
      ok: false,
      error: {
        kind: 'discount-exceeds-left',
        index: 1,
        left: amountOf('500'),
        discount: amountOf('500.00001'),
      },
    });
  });

  it('accepts a discount of exactly what is left', () => {
    const result = computeLineAmounts(line('1', '1000', [fixed('06', '1000')]));
    expect(result.ok && result.value.lineTotal).toBe(0n);
  });

  it.each(['01', '03'])('code %s: IVA of MontoTotal, borne by the issuer, nothing to pay', (code) => {
    const result = computeLineAmounts(line('2', '500', [percent(code, '100')]));
    if (!result.ok) throw new Error(result.error.kind);
    expect(result.value).toMatchObject({
      total: amountOf('1000'),
      subtotal: 0n,
      tax: amountOf('130'),
      taxAssumed: amountOf('130'),
      netTax: 0n,
      lineTotal: 0n,
      taxBase: 0n,
    });
  });

  it('can put MontoTotal in the base of a free line instead', () => {
    const result = computeLineAmounts(line('2', '500', [percent('01', '100')]), 'line-total');
    expect(result.ok && result.value.taxBase).toBe(amountOf('1000'));
    const plain = computeLineAmounts(line('2', '500', [percent('07', '10')]), 'line-total');
    expect(plain.ok && plain.value.taxBase).toBe(amountOf('900'));
  });

  it('refuses a regalía that leaves something to pay', () => {
    expect(computeLineAmounts(line('2', '500', [percent('07', '10'), percent('01', '50')]))).toEqual({
      ok: false,
      error: { kind: 'discount-not-whole-line', index: 1, left: amountOf('450') },
    });
  });

  it('code 02 is a discount like any other: the issuer bears nothing', () => {
    const result = computeLineAmounts(line('2', '500', [percent('02', '100')]));
    expect(result.ok && [result.value.tax, result.value.taxAssumed]).toEqual([0n, 0n]);
  });

  it('refuses more than 13 integer digits, in the line or after the tax', () => {
    expect(computeLineAmounts(line('1000000', '10000000'))).toEqual({
      ok: false,
      error: { kind: 'too-large' },
    });
    expect(computeLineAmounts(line('1', '9999999999999'))).toEqual({
      ok: false,
      error: { kind: 'too-large' },
    });
  });

  const anyLine = fc.record({
    quantity: fc.bigInt(1n, 10n ** 7n).map((unscaled) => ({ unscaled, scale: 3 })),
    unitPrice: fc.bigInt(1n, 10n ** 11n).map((unscaled) => ({ unscaled, scale: 5 })),
    discounts: fc.array(
      fc.record({
        code: fc.constantFrom('02', '04', '07', '99'),
        mode: fc.constantFrom('amount' as const, 'percent' as const),
        value: fc.bigInt(0n, 100n * 10n ** 5n).map((unscaled) => ({ unscaled, scale: 5 })),
      }),
      { maxLength: 5 },
    ),
    iva: fc.constantFrom(...ivaRates).map((rate) => ({ code: '01' as const, rate })),
    otherTaxes: fc.constant([]),
    components: fc.constant([]),
  });

  it('never gives a negative amount, and its parts always add up', () => {
    let computed = 0;
    fc.assert(
      fc.property(anyLine, (input) => {
        const result = computeLineAmounts(input);
        if (!result.ok) {
          // the only fault these inputs can meet
          if (result.error.kind !== 'discount-exceeds-left') throw new Error(result.error.kind);
          return;
        }
        computed += 1;
        const { value } = result;
        for (const amount of [
          value.total,
          ...value.discounts,
          value.subtotal,
          value.taxBase,
          value.tax,
          value.netTax,
          value.lineTotal,
        ]) {
          expect(amount >= 0n).toBe(true);
        }
        expect(value.subtotal + sumAmounts(value.discounts)).toBe(value.total);
        expect(value.discount).toBe(sumAmounts(value.discounts));
        expect(value.netTax).toBe(value.tax - value.taxAssumed);
        expect(value.lineTotal).toBe(value.subtotal + value.netTax);
      }),
    );
    expect(computed).toBeGreaterThan(10);
  });
});
