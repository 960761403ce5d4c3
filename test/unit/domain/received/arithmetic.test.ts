import { describe, expect, test } from 'vitest';
import type { Comprobante } from '../../../../domain/billing/comprobante.ts';
import type { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import type { InvoiceLine, Summary } from '../../../../domain/billing/invoice.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { sumFault } from '../../../../domain/received/arithmetic.ts';
import { exactInvoice, identityOf, plainLine } from '../../../helpers/exact-invoices.ts';

const document = (
  kind: InvoiceKind,
  lines: readonly InvoiceLine[],
  summary: Partial<Summary> = {},
): Comprobante => {
  const invoice = exactInvoice(kind, 1, { lines });
  return {
    identity: identityOf(kind),
    invoice: { ...invoice, summary: { ...invoice.summary, ...summary } },
    others: [],
  };
};

test('what adds up has no fault', () => {
  expect(sumFault(document('01', [plainLine(1), plainLine(2)]))).toBeUndefined();
});

test('a document that rounds every field to two decimals is not blamed for half a cent', () => {
  // 3 x 0.335 = 1.005, written 1.01
  const line = plainLine(1, {
    quantity: decimal('3'),
    unitPrice: decimal('0.335'),
    total: amountOf('1.01'),
    subtotal: amountOf('1.01'),
    taxes: [{ code: '01', rateCode: '08', rate: decimal('13'), amount: amountOf('0.13') }],
    netTax: amountOf('0.13'),
    lineTotal: amountOf('1.14'),
  });
  expect(sumFault(document('01', [line]))).toBeUndefined();
});

describe('the first sum that does not hold is named, with both amounts', () => {
  test.each<[string, Partial<InvoiceLine>, string, string, string]>([
    [
      'quantity x price',
      { total: amountOf('300'), subtotal: amountOf('300') },
      'MontoTotal',
      '251.25',
      '300',
    ],
    ['total less discounts', { subtotal: amountOf('251') }, 'SubTotal', '251.25', '251'],
    ['tax of a line', { netTax: amountOf('30') }, 'ImpuestoNeto', '32.6625', '30'],
    ['total of a line', { lineTotal: amountOf('900') }, 'MontoTotalLinea', '283.9125', '900'],
  ])('%s', (_what, change, field, expected, found) => {
    expect(sumFault(document('01', [plainLine(1), plainLine(2, change)]))).toEqual({
      field,
      line: 2,
      expected: amountOf(expected),
      found: amountOf(found),
    });
  });

  test.each<[string, Partial<Summary>, string]>([
    ['sale', { sale: amountOf('999') }, 'TotalVenta'],
    ['discounts', { discounts: amountOf('5') }, 'TotalDescuentos'],
    ['net sale', { netSale: amountOf('5') }, 'TotalVentaNeta'],
    ['tax', { tax: amountOf('1') }, 'TotalImpuesto'],
    ['other charges', { otherCharges: amountOf('7') }, 'TotalOtrosCargos'],
    ['total', { total: amountOf('10000') }, 'TotalComprobante'],
  ])('%s', (_what, change, field) => {
    expect(sumFault(document('01', [plainLine(1)], change))?.field).toBe(field);
  });
});

test('the total of a REP may stand with or without its IVA (DOMAIN.md 16.6), and no third way', () => {
  const line = plainLine(1);
  expect(sumFault(document('10', [line], { total: amountOf('251.25') }))).toBeUndefined();
  expect(sumFault(document('10', [line], { total: amountOf('283.9125') }))).toBeUndefined();
  expect(sumFault(document('10', [line], { total: amountOf('260') }))?.field).toBe('TotalComprobante');
});

test('a FEE has no net tax: its lines are the sub total and the taxes', () => {
  expect(
    sumFault(
      document('09', [plainLine(1, { netTax: 0n })], {
        tax: amountOf('32.6625'),
        total: amountOf('283.9125'),
      }),
    ),
  ).toBeUndefined();
});
