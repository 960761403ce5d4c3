import { expect, it } from 'vitest';
import { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';

/** Exactly what the first version stored in drafts and beside sealed documents; never edited. */
const stored = (kind: string) => ({
  version: 1,
  kind,
  customer: {
    name: 'Constructora del Valle S. A.',
    identificationType: '02',
    identificationNumber: '3-101-654321',
    tradeName: '',
    activityCode: '',
    province: '',
    canton: '',
    district: '',
    barrio: '',
    address: '',
    foreignAddress: '',
    phoneCountry: '506',
    phone: '',
    email: '',
  },
  customerId: '',
  activityCode: '4663.0',
  saleCondition: '01',
  saleConditionOther: '',
  creditDays: '',
  currency: 'CRC',
  exchangeRate: '1',
  lines: [
    {
      id: 'a1',
      cabys: '4291100000100',
      productCode: 'M-1',
      detail: 'Martillo de uña',
      quantity: '2',
      unit: 'Unid',
      commercialUnit: '',
      unitPrice: '1500',
      ivaCode: '08',
      ivaRate: '13',
      transactionType: '',
      discounts: [{ id: 'd1', code: '07', otherText: '', nature: '', mode: 'percent', value: '10' }],
    },
  ],
  paymentMeans: [{ id: 'p1', code: '01', otherText: '', amount: '' }],
  notes: 'Gracias',
});

it.each(['01', '04'])(
  'a form of kind %s that the first version stored is read whole, to the same total',
  (kind) => {
    const form = InvoiceForm.parse(stored(kind));
    expect(form).toMatchObject({
      otherCharges: [],
      references: [],
      originId: '',
      lines: [{ ivaTax: '01', taxes: [] }],
    });
    expect(liveTotals(form).complete).toBe(true);
    const { faults, invoice } = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
    expect(faults.filter(({ severity }) => severity === 'blocks')).toEqual([]);
    expect(invoice?.summary.total).toBe(amountOf('3051'));
  },
);

it('what is no form of this version is NOT read as one', () => {
  expect(InvoiceForm.safeParse({ ...stored('01'), version: 2 }).success).toBe(false);
  expect(InvoiceForm.safeParse(stored('05')).success).toBe(false);
});
