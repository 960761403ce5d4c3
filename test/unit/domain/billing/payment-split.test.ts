import { describe, expect, it } from 'vitest';
import type { InvoiceLine, Tax } from '../../../../domain/billing/invoice.ts';
import {
  addShares,
  basesOf,
  subtractShares,
  taxShares,
  untaxed,
} from '../../../../domain/billing/payment-split.ts';
import { amountOf, percentOf, sumAmounts } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { goodDiscount, goodForm, goodLine } from '../../../helpers/invoices.ts';
import { sealedDocument } from '../../../helpers/originals.ts';
import { goodCharge } from '../../../helpers/references.ts';

const thirteen = decimal('13');

describe('base and IVA of a payment', () => {
  it.each([
    ['1130', '13', ['1000']],
    ['1000', '0', ['1000']],
    ['104', '4', ['100']],
    ['1000', '13', ['884.95575']],
    // 0.00003 + 0 is 0.00003, 0.00004 + 0.00001 is 0.00005: one line alone never makes 0.00004
    ['0.00004', '13', ['0.00002', '0.00002']],
  ])('%s at %s %% has the bases %j', (gross, rate, bases) => {
    expect(basesOf(amountOf(gross), decimal(rate))).toEqual(bases.map(amountOf));
  });

  it.each(['13', '8', '4', '2', '1', '0.5', '4.75'])('at %s %% every amount comes out exactly', (rate) => {
    for (let gross = 1n; gross < 3_000n; gross += 1n) {
      const bases = basesOf(gross, decimal(rate));
      expect(bases.length).toBeLessThanOrEqual(2);
      expect(sumAmounts(bases.map((base) => base + percentOf(base, decimal(rate))))).toBe(gross);
    }
  });
});

describe('what an invoice is paid by', () => {
  it('is one share for each rate, charges without IVA, all of the total', () => {
    const { invoice } = sealedDocument(
      goodForm('01', {
        lines: [
          goodLine('a1', { discounts: [goodDiscount('d1')] }),
          goodLine('a2', { ivaCode: '10', ivaRate: '' }),
          goodLine('a3', { ivaCode: '04', ivaRate: '4' }),
          goodLine('a4'),
        ],
        otherCharges: [goodCharge('c1')],
      }),
    );
    const shares = taxShares(invoice);
    expect(shares.map(({ rateCode, amount }) => [rateCode, amount])).toEqual([
      ['04', amountOf('3120')],
      ['08', amountOf('6441')],
      ['10', amountOf('4170')],
    ]);
    expect(sumAmounts(shares.map((share) => share.amount))).toBe(invoice.summary.total);
  });

  const sharesOf = (changes: Partial<InvoiceLine>, taxes: readonly Tax[]) => {
    const { invoice } = sealedDocument(goodForm());
    const [line] = invoice.lines;
    if (line === undefined) throw new Error('no line');
    return taxShares({ ...invoice, lines: [{ ...line, ...changes, taxes }] }).map(({ rateCode, amount }) => [
      rateCode,
      amount,
    ]);
  };
  const iva: Tax = { code: '01', rateCode: '08', rate: thirteen, amount: amountOf('390') };
  const exoneration = {
    documentType: '04',
    number: 'AL-1',
    institution: '01',
    issuedAt: '2026-01-01T00:00:00-06:00',
  };

  it('an exonerated part bears no IVA', () => {
    const half = { ...exoneration, rate: decimal('6.5'), amount: amountOf('195') };
    const lineTotal = amountOf('3195');
    expect(sharesOf({ netTax: amountOf('195'), lineTotal }, [{ ...iva, exoneration: half }])).toEqual([
      ['08', amountOf('1695')],
      ['10', amountOf('1500')],
    ]);
    const all = { ...exoneration, rate: thirteen, amount: amountOf('390') };
    expect(sharesOf({ netTax: 0n, lineTotal: amountOf('3000') }, [{ ...iva, exoneration: all }])).toEqual([
      ['10', amountOf('3000')],
    ]);
  });

  it('a tax inside the base is paid with the IVA, one outside it without', () => {
    const selective: Tax = { code: '02', rate: decimal('10'), amount: amountOf('300') };
    expect(
      sharesOf({ taxBase: amountOf('3300'), netTax: amountOf('729'), lineTotal: amountOf('3729') }, [
        { ...iva, amount: amountOf('429') },
        selective,
      ]),
    ).toEqual([['08', amountOf('3729')]]);
    const tobacco: Tax = { code: '06', amount: amountOf('100') };
    expect(sharesOf({ netTax: amountOf('490'), lineTotal: amountOf('3490') }, [iva, tobacco])).toEqual([
      ['08', amountOf('3390')],
      ['10', amountOf('100')],
    ]);
  });

  it('used goods keep their factor, and a bundle the rates of its parts', () => {
    const used: Tax = { code: '08', factor: decimal('0.0475'), amount: amountOf('142.5') };
    const { invoice } = sealedDocument(goodForm());
    const [line] = invoice.lines;
    if (line === undefined) throw new Error('no line');
    const only = (changes: Partial<InvoiceLine>) =>
      taxShares({ ...invoice, lines: [{ ...line, ...changes }] });
    expect(only({ taxes: [used], netTax: amountOf('142.5'), lineTotal: amountOf('3142.5') })).toMatchObject([
      { ivaTax: '08', rateCode: '', factor: decimal('0.0475'), amount: amountOf('3142.5') },
    ]);
    const part = {
      cabys: line.cabys ?? '',
      commercialCodes: [],
      quantity: decimal('1'),
      unit: 'Unid',
      detail: 'Parte',
      unitPrice: decimal('1000'),
      total: amountOf('1000'),
      discounts: [],
      subtotal: amountOf('1000'),
    };
    const bundle = only({
      taxes: [{ code: '01', amount: amountOf('170') }],
      components: [
        { ...part, taxes: [{ ...iva, amount: amountOf('130') }] },
        { ...part, taxes: [{ ...iva, rateCode: '04', rate: decimal('4'), amount: amountOf('40') }] },
      ],
      netTax: amountOf('170'),
      lineTotal: amountOf('2170'),
    });
    expect(bundle.map(({ rateCode, amount }) => [rateCode, amount])).toEqual([
      ['04', amountOf('1040')],
      ['08', amountOf('1130')],
    ]);
  });

  it('is added and subtracted rate by rate, never below zero', () => {
    const ten = untaxed(10n);
    expect(addShares([ten, ten])).toEqual([untaxed(20n)]);
    expect(addShares([ten, untaxed(-10n)])).toEqual([]);
    expect(subtractShares([ten], [untaxed(4n)])).toEqual([untaxed(6n)]);
    expect(subtractShares([ten], [untaxed(14n)])).toEqual([untaxed(0n)]);
  });
});
