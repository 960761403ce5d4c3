import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeLineAmounts } from '../../../../domain/billing/line-amounts.ts';
import { kindFields } from '../../../../domain/billing/kind-fields.ts';
import {
  type SummaryLine,
  computeSummary,
  isService,
  receiptTotal,
  sumLines,
  summaryLine,
} from '../../../../domain/billing/summary.ts';
import type { Summary } from '../../../../domain/billing/invoice.ts';
import type { InvoiceKind, LineForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyExoneration, emptyTax } from '../../../../domain/billing/new-form.ts';
import { parseLine } from '../../../../domain/billing/parsed-line.ts';
import { amountOf, formatAmount, sumAmounts } from '../../../../domain/money/amount.ts';
import { goodLine } from '../../../helpers/invoices.ts';
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

  const formOf = (kind: InvoiceKind, lines: readonly Partial<LineForm>[]) =>
    lines.map((changes, index) => {
      const line = goodLine(`l${index}`, { quantity: '1', unitPrice: '1000', ...changes });
      const { forSummary } = parseLine(line, kind);
      if (forSummary === undefined) throw new Error('unread');
      return forSummary;
    });
  const shown = (kind: InvoiceKind, lines: readonly Partial<LineForm>[]) =>
    Object.fromEntries(
      Object.entries(summaryOf(formOf(kind, lines)))
        .filter(([, value]) => value !== 0n)
        .map(([field, value]) => [
          field,
          typeof value === 'bigint'
            ? formatAmount(value)
            : (value as Summary['taxBreakdown']) // as: the only field that is no amount
                .map((row) => `${row.code}-${row.rateCode ?? ''} ${formatAmount(row.amount)}`)
                .join(', '),
        ]),
    );
  const exonerated = (rate: string) => ({ exoneration: { ...emptyExoneration(), rate } });
  const exempt = { ivaCode: '10', ivaRate: '0' };

  it.each<[string, InvoiceKind, readonly Partial<LineForm>[], Record<string, string>]>([
    [
      '4 points of 13 exonerate 4/13 of MontoTotal: 307.69231, and the rest is gravado',
      '01',
      [exonerated('4')],
      {
        goodsTaxed: '692.30769',
        goodsExonerated: '307.69231',
        taxed: '692.30769',
        exonerated: '307.69231',
        sale: '1000',
        netSale: '1000',
        tax: '90',
        taxBreakdown: '01-08 90',
        total: '1090',
      },
    ],
    [
      'with another tax on the line the share is of all its taxes: 143 of 243',
      '01',
      [{ ...exonerated(''), taxes: [{ ...emptyTax('t1'), code: '02', rate: '10' }] }],
      {
        goodsTaxed: '411.52263',
        goodsExonerated: '588.47737',
        taxed: '411.52263',
        exonerated: '588.47737',
        sale: '1000',
        netSale: '1000',
        tax: '100',
        taxBreakdown: '01-08 0, 02- 100',
        total: '1100',
      },
    ],
    [
      'IVA charged at the factory before is exento',
      '01',
      [
        { factoryIva: '02', ...exempt },
        { cabys: '9312100000000', ...exempt },
      ],
      {
        goodsExempt: '1000',
        servicesExempt: '1000',
        exempt: '2000',
        sale: '2000',
        netSale: '2000',
        taxBreakdown: '01-10 0',
        total: '2000',
      },
    ],
    [
      'rates 01 and 11 are no sujeto, also of special calculation',
      '01',
      [
        { ivaCode: '01', ivaRate: '0' },
        { ivaTax: '07', ivaCode: '11', ivaRate: '0' },
      ],
      {
        goodsNotSubject: '2000',
        notSubject: '2000',
        sale: '2000',
        netSale: '2000',
        taxBreakdown: '01-01 0, 07-11 0',
        total: '2000',
      },
    ],
    [
      'used goods have a row without a rate',
      '01',
      [{ ivaTax: '08', ivaFactor: '0.05' }],
      {
        goodsTaxed: '1000',
        taxed: '1000',
        sale: '1000',
        netSale: '1000',
        tax: '50',
        taxBreakdown: '08- 50',
        total: '1050',
      },
    ],
  ])('%s', (_name, kind, lines, expected) => {
    expect(shown(kind, lines)).toEqual(expected);
  });

  it('of a REP has no totals by class, and its total has the tax unless the constant says otherwise', () => {
    const sums = sumLines(formOf('10', [{ cabys: '' }, { cabys: '' }]));
    const extras = { ...noExtras, payments: true };
    const summary = computeSummary(sums, extras);
    expect([summary.taxed, summary.goodsTaxed]).toEqual([0n, 0n]);
    expect([summary.sale, summary.netSale, summary.tax, summary.total].map(formatAmount)).toEqual([
      '2000',
      '2000',
      '260',
      '2260',
    ]);
    expect(formatAmount(computeSummary(sums, extras, 'without-tax').total)).toBe('2000');
    expect(receiptTotal).toBe('with-tax');
  });

  it('adds the charges and takes the IVA returned from the total alone', () => {
    const summary = computeSummary(sumLines(formOf('01', [{}])), {
      otherCharges: amountOf('100'),
      ivaReturned: amountOf('30'),
      payments: false,
    });
    expect([summary.netSale, summary.tax, summary.total].map(formatAmount)).toEqual(['1000', '130', '1200']);
  });
});
