import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeLineAmounts } from '../../../../domain/billing/line-amounts.ts';
import { kindFields } from '../../../../domain/billing/kind-fields.ts';
import {
  type SummaryLine,
  computeSummary,
  isService,
  sumLines,
  summaryLine,
} from '../../../../domain/billing/summary.ts';
import { sumAmounts } from '../../../../domain/money/amount.ts';
import { ivaRates } from '../../../../domain/tax/iva.ts';

const anyLine: fc.Arbitrary<SummaryLine> = fc
  .record({
    cabys: fc.constantFrom('4291100000100', '9312100000000'),
    healthService: fc.boolean(),
    free: fc.boolean(),
    exonerated: fc.integer({ min: 0, max: 100 }),
    quantity: fc.bigInt(1n, 10n ** 6n),
    price: fc.bigInt(1n, 10n ** 10n),
    percent: fc.bigInt(0n, 100n),
    row: fc.constantFrom(...ivaRates),
    selective: fc.bigInt(0n, 2_000n),
  })
  .map(({ cabys, healthService, free, exonerated, quantity, price, percent, row, selective }) => {
    const points = { unscaled: (row.rate.unscaled * BigInt(exonerated)) / 100n, scale: row.rate.scale };
    const result = computeLineAmounts(
      {
        quantity: { unscaled: quantity, scale: 3 },
        unitPrice: { unscaled: price, scale: 5 },
        discounts: [
          free
            ? { code: '01', mode: 'percent', value: { unscaled: 100n, scale: 0 } }
            : { code: '07', mode: 'percent', value: { unscaled: percent, scale: 0 } },
        ],
        iva: { code: '01', rate: row },
        otherTaxes:
          selective === 0n
            ? []
            : [{ input: { code: '02', rate: { unscaled: selective, scale: 2 } }, assumed: false }],
        exonerationRate: points,
        components: [],
      },
      kindFields['01'],
    );
    if (!result.ok) throw new Error(result.error.kind);
    return summaryLine({ cabys, healthService }, row, undefined, result.value);
  });

const noExtras = { otherCharges: 0n, ivaReturned: 0n, payments: false };
const summaryOf = (lines: readonly SummaryLine[]) => computeSummary(sumLines(lines), noExtras);

describe('summary', () => {
  it.each([
    ['0111100000000', false],
    ['4291100000100', false],
    ['5321100000000', true],
    ['9312100000000', true],
    ['', false],
  ])('CAByS %j is a service: %s', (cabys, answer) => {
    expect(isService(cabys)).toBe(answer);
  });

  it('of nothing is nothing', () => {
    const summary = summaryOf([]);
    expect(summary.total).toBe(0n);
    expect(summary.taxBreakdown).toEqual([]);
  });

  it('adds up in every direction and never goes below zero', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const s = summaryOf(lines);
        expect(s.taxed + s.exempt + s.exonerated + s.notSubject).toBe(s.sale);
        expect(s.servicesTaxed + s.goodsTaxed).toBe(s.taxed);
        expect(s.servicesExempt + s.goodsExempt).toBe(s.exempt);
        expect(s.servicesNotSubject + s.goodsNotSubject).toBe(s.notSubject);
        expect(s.sale - s.discounts).toBe(s.netSale);
        expect(s.netSale + s.tax).toBe(s.total);
        expect(sumAmounts(s.taxBreakdown.map((row) => row.amount))).toBe(s.tax);
        expect(sumAmounts(lines.map((line) => line.amounts.lineTotal))).toBe(s.total);
        expect(s.servicesExonerated + s.goodsExonerated).toBe(s.exonerated);
        expect(sumAmounts(lines.map((line) => line.amounts.tax - line.amounts.exonerated))).toBe(
          s.tax + s.taxAssumed,
        );
        expect(Object.values(s).every((value) => typeof value !== 'bigint' || value >= 0n)).toBe(true);
      }),
    );
  });

  it('does NOT depend on the order of the lines', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyLine, { minLength: 2, maxLength: 12 })
          .chain((lines) =>
            fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
          ),
        ([lines, shuffled]) => {
          expect(summaryOf(shuffled)).toEqual(summaryOf(lines));
        },
      ),
    );
  });

  it('has one breakdown row per code that occurs, also when it is zero, sorted', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        const codes = [...new Set(lines.flatMap((line) => line.rows.map((row) => row.key)))].toSorted();
        expect(summaryOf(lines).taxBreakdown.map((row) => `${row.code}-${row.rateCode ?? ''}`)).toEqual(
          codes,
        );
      }),
    );
  });
});
