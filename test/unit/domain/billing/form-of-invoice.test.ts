import { describe, expect, it } from 'vitest';
import { formOfInvoice } from '../../../../domain/billing/form-of-invoice.ts';
import { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import type { InvoiceLine, Tax } from '../../../../domain/billing/invoice.ts';
import { emptyPaymentMean } from '../../../../domain/billing/new-form.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { goodDiscount, goodForm, goodIssuer, goodLine } from '../../../helpers/invoices.ts';
import { sealedDocument } from '../../../helpers/originals.ts';
import { goodCharge, goodReference } from '../../../helpers/references.ts';

const good = () =>
  sealedDocument(
    goodForm('01', {
      saleCondition: '99',
      saleConditionOther: 'Permuta de bienes',
      currency: 'USD',
      exchangeRate: '507.1230',
      lines: [
        goodLine('a1', {
          productCode: 'M-1',
          unit: 'Otros',
          commercialUnit: 'caja',
          unitPrice: '1.2340',
          discounts: [
            goodDiscount('d1'),
            goodDiscount('d2', { code: '99', otherText: 'Cortesía', nature: 'Uso' }),
          ],
        }),
        goodLine('a2', { ivaCode: '10', ivaRate: '', transactionType: '02' }),
      ],
      paymentMeans: [
        { ...emptyPaymentMean('p1'), code: '01', amount: '3000' },
        { ...emptyPaymentMean('p2'), code: '02', amount: '302.45887' },
      ],
      otherCharges: [goodCharge('c1')],
      references: [goodReference('r1')],
      notes: 'Gracias',
    }),
  );

describe('the form of a document', () => {
  it('reads back to the same document', () => {
    const { invoice } = good();
    const form = formOfInvoice(invoice);
    expect(InvoiceForm.parse(form)).toEqual(form);
    const again = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
    expect(again.faults).toEqual([]);
    expect(again.invoice).toEqual(invoice);
  });

  const rate = decimal('13');
  const withTaxes = (taxes: readonly Tax[], changes: Partial<InvoiceLine> = {}) => {
    const { invoice } = sealedDocument(goodForm());
    const [line] = invoice.lines;
    if (line === undefined) throw new Error('no line');
    return formOfInvoice({ ...invoice, lines: [{ ...line, taxes, ...changes }] }).lines[0];
  };
  const iva: Tax = { code: '01', rateCode: '08', rate, amount: amountOf('390') };
  const specific = (code: string, amount: string, unitTax = '10'): Tax => ({
    code,
    specific: { quantity: decimal('5'), volume: decimal('250'), unitTax: amountOf(unitTax) },
    amount: amountOf(amount),
  });

  it('tells soap from a drink by its formula', () => {
    expect(withTaxes([iva, specific('05', '5000')])?.taxes[0]?.soap).toBe(true);
    expect(withTaxes([iva, specific('05', '0.4')])?.taxes[0]?.soap).toBe(false);
    expect(withTaxes([iva, specific('06', '5000')])?.taxes[0]?.soap).toBe(false);
  });

  it('gives what is borne to the taxes that may be, after what the IVA of a free line is', () => {
    const taxes = [iva, specific('05', '0.4'), specific('06', '100')];
    const borne = (taxAssumed: string, changes: Partial<InvoiceLine> = {}) =>
      withTaxes(taxes, { taxAssumed: amountOf(taxAssumed), ...changes })?.taxes.map((tax) => tax.assumed);
    expect(borne('0')).toEqual([false, false]);
    expect(borne('0.4')).toEqual([true, false]);
    const discounts = [{ code: '01', amount: amountOf('3000') }];
    expect(borne('390', { discounts })).toEqual([false, false]);
    expect(borne('390.4', { discounts })).toEqual([true, false]);
  });

  it('brings exoneration, customs, components and a typed base back', () => {
    const line = withTaxes(
      [
        {
          ...iva,
          code: '07',
          exported: amountOf('1.5'),
          exoneration: {
            documentType: '03',
            number: '9635',
            article: '8',
            institution: '99',
            institutionOther: 'PROCOMER',
            issuedAt: '2026-01-05T00:00:00-06:00',
            rate,
            amount: amountOf('390'),
          },
        },
      ],
      {
        tariffHeading: '123456789012',
        taxBase: amountOf('2900'),
        serials: ['VIN'],
        commercialCodes: [
          { type: '03', code: 'SKU' },
          { type: '04', code: 'M-1' },
        ],
        components: [
          {
            cabys: '4291100000100',
            commercialCodes: [{ type: '03', code: 'P-1' }],
            quantity: decimal('1'),
            unit: 'Unid',
            detail: 'Parte',
            unitPrice: decimal('1.234'),
            total: amountOf('1.234'),
            discounts: [],
            subtotal: amountOf('1.234'),
            taxBase: amountOf('1.234'),
            taxes: [{ code: '01', rateCode: '08', rate, amount: amountOf('0.16042') }],
          },
        ],
      },
    );
    expect(line).toMatchObject({
      ivaTax: '07',
      taxBase: '2900',
      exportedTax: '1.5',
      tariffHeading: '123456789012',
      productCode: 'M-1',
      commercialCodes: [{ type: '03', code: 'SKU' }],
      serials: ['VIN'],
      exoneration: {
        documentType: '03',
        number: '9635',
        article: '8',
        clause: '',
        institutionOther: 'PROCOMER',
        issuedOn: '2026-01-05T00:00:00-06:00',
        rate: '13',
      },
      components: [{ productCode: 'P-1', unitPrice: '1.2340', ivaCode: '08', taxBase: '', taxes: [] }],
    });
  });
});
