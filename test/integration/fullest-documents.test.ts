import { describe, expect, test } from 'vitest';
import type {
  ComponentForm,
  DiscountForm,
  InvoiceForm,
  InvoiceKind,
  LineForm,
} from '../../domain/billing/invoice-form.ts';
import {
  emptyComponent,
  emptyDiscount,
  emptyExoneration,
  emptyPaymentMean,
  emptyTax,
} from '../../domain/billing/new-form.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import { liveTotals } from '../../domain/billing/live-totals.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import { allocate, formatAmount } from '../../domain/money/amount.ts';
import { readComprobante } from '../../main/comprobante/read-comprobante.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { allKinds } from '../helpers/any-invoice.ts';
import { asWritten, comparable } from '../helpers/comparable.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { goodForm, goodIssuer, goodLine } from '../helpers/invoices.ts';
import { documentFiles, judgeBySchema, missingJudges, schemaFiles } from '../helpers/judges.ts';
import { goodCharge, goodReference, someClave } from '../helpers/references.ts';
import { testSigningTime, testTaxpayer } from '../helpers/taxpayers.ts';

/** Documents as full as the schemas let them be: every text at its last character, every list at its last row. */

const unjudged = missingJudges(['xmllint'], true);
const taxpayer = await testTaxpayer();

/** Characters that are two units of UTF-16, and some that XML escapes: the schema counts each as one. */
const long = (length: number): string =>
  Array.from({ length }, (_, index) => ['𝕏', '&', 'ñ', '<', '>', '"'][index % 6]).join('');
const times = <T>(count: number, make: (id: string) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(`n${index + 1}`));

const discount = (id: string): DiscountForm => ({
  ...emptyDiscount(id),
  code: '99',
  otherText: long(80),
  nature: long(80),
  mode: 'amount',
  value: '0.00001',
});
const iva = { ivaCode: '08', ivaRate: '13' };
const otherTax = (id: string) => ({ ...emptyTax(id), code: '99', otherText: long(100), rate: '99.99' });

const component = (id: string): ComponentForm => ({
  ...emptyComponent(id),
  ...iva,
  cabys: '4291100000100',
  productCode: long(20),
  detail: long(200),
  quantity: '0.001',
  unit: 'Otros',
  commercialUnit: long(20),
  unitPrice: '99999.99999',
  discounts: times(5, discount),
  taxes: [otherTax('t1')],
});

const fullLine = (id: string, kind: InvoiceKind, bundle: boolean): LineForm => ({
  ...goodLine(id, iva),
  detail: long(200),
  quantity: '99999.999',
  unit: 'Otros',
  unitPrice: '0.99999',
  commercialUnit: long(20),
  productCode: long(20),
  commercialCodes: times(4, (code) => ({ id: code, type: '03', code: long(20) })),
  serials: times(bundle ? 0 : 1_000, () => long(17)),
  medicineRegistry: long(100),
  medicineForm: long(3),
  discounts: times(5, (each) => ({ ...discount(each), otherText: long(100) })),
  tariffHeading: '123456789012',
  taxes: bundle ? [] : [otherTax('t1')],
  components: bundle ? times(20, component) : [],
  ...(!bundle && {
    exoneration: {
      ...emptyExoneration(),
      documentType: '99',
      otherText: long(100),
      number: long(40),
      article: '999999',
      clause: '999999',
      institution: '99',
      institutionOther: long(160),
      issuedOn: '2026-11-02',
      rate: '12.99',
    },
  }),
  transactionType: kind === '04' ? '' : '13',
});

const payment = (id: string): LineForm => ({
  ...goodLine(id, iva),
  cabys: '',
  detail: long(200),
  quantity: '1',
  unitPrice: '9999999.99999',
});

const email = `${'a'.repeat(150)}@b.example`;

function fullest(kind: InvoiceKind): InvoiceForm {
  const isPayment = kindFields[kind].paymentLines;
  const base = goodForm(kind);
  const form: InvoiceForm = {
    ...base,
    customer: {
      ...base.customer,
      name: long(100),
      tradeName: long(80),
      province: '1',
      canton: '01',
      district: '01',
      barrio: long(50),
      address: long(160),
      phone: '9'.repeat(20),
      email,
    },
    ...(isPayment
      ? { saleCondition: '11' }
      : { saleCondition: '99', saleConditionOther: long(100), notes: long(500) }),
    currency: 'USD',
    exchangeRate: '9999999999999.99999',
    lines: isPayment
      ? times(1_000, payment)
      : [
          fullLine('a1', kind, false),
          fullLine('a2', kind, true),
          ...times(998, (id) => goodLine(id, { ...iva, tariffHeading: '123456789012' })),
        ],
    otherCharges: times(15, (id) =>
      goodCharge(id, { type: '99', otherText: long(100), detail: long(160), value: '9999.99999' }),
    ),
    references: times(10, (id) =>
      goodReference(
        id,
        isPayment
          ? { code: '99', codeOther: long(100), reason: long(180), number: someClave() }
          : {
              documentType: '99',
              otherText: long(100),
              number: long(50),
              code: '99',
              codeOther: long(100),
              reason: long(180),
            },
      ),
    ),
    paymentMeans: [],
  };
  const parts = allocate(liveTotals(form, '2026-11-20').summary.total, [1n, 1n, 1n, 1n]);
  return {
    ...form,
    paymentMeans: parts.map((part, index) => ({
      ...emptyPaymentMean(`p${index}`),
      code: '99',
      otherText: long(100),
      amount: formatAmount(part),
    })),
  };
}

const rootOf = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const satisfies Readonly<Record<InvoiceKind, keyof typeof schemaFiles>>;

describe.skipIf(unjudged !== undefined)('as full as can be', () => {
  test.each(allKinds)(
    'a document of kind %s is valid and reads back equal',
    { timeout: 120_000 },
    async (kind) => {
      const issuer = {
        ...goodIssuer(),
        name: long(100),
        registry8707: long(12),
        emails: [email, email, email, email],
      };
      const { faults, invoice } = readInvoice(fullest(kind), { issuer, today: '2026-11-20' });
      const blocking = faults.filter(({ severity }) => severity === 'blocks');
      expect(blocking.slice(0, 5)).toEqual([]);
      if (invoice === undefined) throw new Error('nothing was read');
      const xml = writeComprobante(invoice, identityOf(kind));
      const signed = await signChecked(xml, taxpayer.key, taxpayer.opened.info.serialNumber, testSigningTime);
      if (!signed.ok) throw new Error(signed.error);
      const back = readComprobante(signed.value);
      expect(back.ok && comparable(back.value.invoice)).toEqual(comparable(asWritten(invoice)));
      const judged = judgeBySchema(rootOf[kind], documentFiles([signed.value]));
      expect([judged.status, judged.words.slice(0, judged.status === 0 ? 0 : 600)]).toEqual([0, '']);
    },
  );
});
