import fc from 'fast-check';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Component, Customer, Invoice, InvoiceLine, Issuer, Tax } from '../../domain/billing/invoice.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import { units } from '../../domain/billing/units.ts';
import type { MessageIdentity, ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { hostileText } from './hostile-text.ts';

/**
 * Any exact invoice that its schema could let through, of every kind and with every field, its texts hostile. The sums are not
 * those of an invoice: that is the corpus's to look at, which starts from forms.
 */

export const allKinds: readonly InvoiceKind[] = ['01', '02', '03', '04', '08', '09', '10'];

const most = 999_999_999_999_999_999n;
const money = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, most) },
  { weight: 4, arbitrary: fc.bigInt({ min: 0n, max: 10_000_000_00000n }) },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: most }) },
);
const decimalOf = (scale: number, digits: number): fc.Arbitrary<{ unscaled: bigint; scale: number }> =>
  fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }).map((unscaled) => ({ unscaled, scale }));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
/** A field that the kind may have, or has not. */
const where = <T>(has: boolean, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  has ? maybe(value) : fc.constant(undefined);
const listWhere = <T>(
  has: boolean,
  value: fc.Arbitrary<T>,
  constraints: fc.ArrayConstraints,
): fc.Arbitrary<T[]> => (has ? fc.array(value, constraints) : fc.constant([]));

/** Leaves out the keys that are undefined, as `exactOptionalPropertyTypes` wants them. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the undefined ones are gone
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as never;
}

const codes = (last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => String(index + 1).padStart(2, '0'));
const dateTime = fc.constantFrom(
  '2026-01-15T00:00:00-06:00',
  '2020-02-29T23:59:59',
  '2026-06-01T12:00:00Z',
  '2026-06-01T12:00:00.123456+14:00',
);
const cabys = fc.stringMatching(/^\d{13}$/);
const email = fc.emailAddress({ size: 'small' });

const anyCommercialCode = (least: number) =>
  fc.record({ type: fc.constantFrom('01', '02', '03', '04', '99'), code: hostileText(least, 20) });

const discountCode = fc.constantFrom(...codes(9), '99');
const anyDiscount = fc
  .record({
    amount: money,
    code: discountCode,
    otherText: maybe(hostileText(5, 100)),
    nature: maybe(hostileText(3, 80)),
  })
  .map(present);

const anySpecific = fc
  .record({
    quantity: decimalOf(2, 7),
    percentage: maybe(decimalOf(2, 4)),
    proportion: maybe(decimalOf(5, 10)),
    volume: maybe(decimalOf(2, 7)),
    unitTax: money,
  })
  .map(present);

const anyExoneration = fc
  .record({
    documentType: fc.constantFrom(...codes(11), '99'),
    otherText: maybe(hostileText(5, 100)),
    number: hostileText(3, 40),
    article: maybe(fc.stringMatching(/^\d{1,6}$/)),
    clause: maybe(fc.stringMatching(/^\d{1,6}$/)),
    institution: fc.constantFrom(...codes(12), '99'),
    institutionOther: maybe(hostileText(5, 160)),
    issuedAt: dateTime,
    rate: decimalOf(2, 4),
    amount: money,
  })
  .map(present);

const taxCode = fc.constantFrom('01', '02', '03', '04', '05', '06', '07', '08', '12', '99');

const anyTax = (kind: InvoiceKind): fc.Arbitrary<Tax> => {
  const fields = kindFields[kind];
  return fc
    .record({
      code: taxCode,
      otherText: maybe(hostileText(5, 100)),
      rateCode: maybe(fc.constantFrom(...codes(11))),
      rate: maybe(decimalOf(2, 4)),
      factor: maybe(decimalOf(4, 5)),
      specific: where(fields.specificTaxes, anySpecific),
      amount: money,
      exported: where(fields.exportedTax, money),
      exoneration: where(fields.exoneration, anyExoneration),
    })
    .map(present);
};

const anyComponent = (kind: InvoiceKind): fc.Arbitrary<Component> => {
  const fields = kindFields[kind];
  return fc
    .record({
      cabys,
      commercialCodes: fc.array(anyCommercialCode(1), { maxLength: 5 }),
      quantity: decimalOf(3, 16),
      unit: fc.constantFrom(...units.map(({ code }) => code)),
      commercialUnit: maybe(hostileText(1, 20)),
      detail: hostileText(3, 200),
      unitPrice: decimalOf(5, 18),
      total: money,
      discounts: fc.array(
        fc.record({ amount: money, code: discountCode, otherText: maybe(hostileText(3, 80)) }).map(present),
        { maxLength: 5 },
      ),
      subtotal: money,
      factoryIva: where(fields.factoryIva, fc.constantFrom('01', '02')),
      taxBase: fields.taxBase ? money : fc.constant(undefined),
      taxes: fc.array(
        fc
          .record({
            code: taxCode,
            otherText: maybe(hostileText(5, 100)),
            rateCode: maybe(fc.constantFrom(...codes(11))),
            rate: maybe(decimalOf(2, 4)),
            specific: where(fields.specificTaxes, anySpecific),
            amount: money,
          })
          .map(present),
        { minLength: 1, maxLength: 2 },
      ),
    })
    .map(present);
};

const anyPaymentLine: fc.Arbitrary<InvoiceLine> = fc
  .record({
    detail: hostileText(3, 200),
    total: money,
    subtotal: money,
    taxes: fc.array(anyTax('10'), { maxLength: 3 }),
    netTax: money,
    lineTotal: money,
  })
  .map((line) => ({
    number: 1,
    commercialCodes: [],
    quantity: { unscaled: 1n, scale: 0 },
    unit: '',
    serials: [],
    components: [],
    unitPrice: { unscaled: line.total, scale: 5 },
    discounts: [],
    taxAssumed: 0n,
    ...line,
  }));

const sumOfTaxes = (taxes: readonly Tax[]): bigint => taxes.reduce((sum, { amount }) => sum + amount, 0n);

const anyGoodsLine = (kind: InvoiceKind): fc.Arbitrary<InvoiceLine> => {
  const fields = kindFields[kind];
  return fc
    .record({
      number: fc.constant(1),
      tariffHeading: where(fields.tariffHeading, fc.stringMatching(/^\d{12}$/)),
      cabys: fields.cabys === 'required' ? cabys : maybe(cabys),
      commercialCodes: fc.array(anyCommercialCode(0), { maxLength: 5 }),
      quantity: decimalOf(3, 16),
      unit: fc.constantFrom(...units.map(({ code }) => code)),
      transactionType: where(fields.transactionType, fc.constantFrom(...codes(13))),
      commercialUnit: maybe(hostileText(1, 20)),
      detail: hostileText(3, 200),
      serials: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(hostileText(0, 17), { maxLength: 4 }) },
      ),
      medicineRegistry: maybe(hostileText(1, 100)),
      medicineForm: maybe(fc.stringMatching(/^[A-Z0-9]{1,3}$/)),
      components: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: listWhere(fields.components, anyComponent(kind), { minLength: 1, maxLength: 3 }),
        },
      ),
      unitPrice: decimalOf(5, 18),
      total: money,
      discounts: fc.array(anyDiscount, { maxLength: 5 }),
      subtotal: money,
      factoryIva: where(fields.factoryIva, fc.constantFrom('01', '02')),
      taxBase: fields.taxBase ? money : fc.constant(undefined),
      taxes: fc.array(anyTax(kind), { minLength: 1, maxLength: 3 }),
      taxAssumed: fields.taxAssumed ? money : fc.constant(0n),
      netTax: money,
      lineTotal: money,
    })
    .map((line) => present({ ...line, netTax: fields.netTax ? line.netTax : sumOfTaxes(line.taxes) }));
};

const anyLocation = fc
  .record({
    province: fc.constantFrom('1', '7'),
    canton: fc.constantFrom('01', '20'),
    district: fc.constantFrom('01', '11'),
    barrio: maybe(hostileText(5, 50)),
    address: hostileText(5, 250),
  })
  .map(present);
const anyPhone = fc.record({
  country: fc.constantFrom('506', '1', '034'),
  number: fc.stringMatching(/^[1-9]\d{2,19}$/),
});
const anyIdentification = fc.record({
  type: fc.constantFrom(...codes(6)),
  number: hostileText(1, 20),
});

const anyIssuer = (kind: InvoiceKind): fc.Arbitrary<Issuer> => {
  const [isPurchase, isPayment] = [kind === '08', kind === '10'];
  return fc
    .record({
      name: hostileText(5, 100),
      identification: fc.constant({ type: '02', number: '3101123456' }),
      registry8707: where(!isPurchase && !isPayment, hostileText(1, 12)),
      tradeName: where(!isPayment, hostileText(3, 80)),
      location: isPayment ? fc.constant(undefined) : anyLocation,
      phone: where(!isPayment, anyPhone),
      emails: fc.array(email, { minLength: 1, maxLength: isPurchase || isPayment ? 1 : 4 }),
      softwareProvider: hostileText(1, 20),
    })
    .map(present);
};

const anyParty = (kind: InvoiceKind): fc.Arbitrary<Customer> => {
  const fields = kindFields[kind];
  const isSeller = kind === '08';
  return fc
    .record({
      name: hostileText(5, 100),
      identification:
        fields.partyIdentification === 'required' ? anyIdentification : maybe(anyIdentification),
      tradeName: where(fields.partyTradeName, hostileText(3, 80)),
      activityCode: where(fields.partyActivity !== 'none', fc.constantFrom('6201.0', '620100')),
      location: where(fields.partyLocation, anyLocation),
      foreignAddress: where(fields.foreignAddress, hostileText(5, 300)),
      phone: where(fields.partyPhone, anyPhone),
      email: isSeller ? email : maybe(email),
      registry8707: where(isSeller, hostileText(1, 12)),
      moreEmails: where(isSeller, fc.array(email, { minLength: 1, maxLength: 3 })),
    })
    .map(present);
};

const anySummary = (kind: InvoiceKind) => {
  const [isExport, isPayment] = [kind === '09', kind === '10'];
  const unless = (lacks: boolean) => (lacks ? fc.constant(0n) : fc.oneof(fc.constant(0n), money));
  return fc.record({
    servicesTaxed: unless(isPayment),
    servicesExempt: unless(isPayment),
    servicesExonerated: unless(isPayment || isExport),
    servicesNotSubject: unless(isPayment || isExport),
    goodsTaxed: unless(isPayment),
    goodsExempt: unless(isPayment),
    goodsExonerated: unless(isPayment || isExport),
    goodsNotSubject: unless(isPayment || isExport),
    taxed: unless(isPayment),
    exempt: unless(isPayment),
    exonerated: unless(isPayment || isExport),
    notSubject: unless(isPayment || isExport),
    sale: money,
    discounts: unless(isPayment),
    netSale: money,
    taxBreakdown: fc.array(
      fc
        .record({ code: taxCode, rateCode: maybe(fc.constantFrom(...codes(11))), amount: money })
        .map(present),
      { maxLength: 4 },
    ),
    tax: money,
    taxAssumed: unless(isPayment),
    ivaReturned: unless(!kindFields[kind].ivaReturned),
    otherCharges: unless(isPayment),
    total: money,
  });
};

const anyCharge = fc
  .record({
    type: fc.constantFrom(...codes(10), '99'),
    otherText: maybe(hostileText(5, 100)),
    thirdParty: maybe(anyIdentification),
    thirdPartyName: maybe(hostileText(5, 100)),
    detail: hostileText(0, 160),
    percentage: maybe(decimalOf(5, 9)),
    amount: money,
  })
  .map(present);

const anyReference = (kind: InvoiceKind) => {
  const number = hostileText(1, 50);
  return fc
    .record({
      documentType: fc.constantFrom(...codes(18), '99'),
      otherText: maybe(hostileText(5, 100)),
      number: kind === '10' ? number : maybe(number),
      issuedAt: dateTime,
      code: maybe(fc.constantFrom('01', '02', ...codes(12).slice(3), '99')),
      codeOther: maybe(hostileText(5, 100)),
      reason: maybe(hostileText(1, 180)),
    })
    .map(present);
};

const saleConditions = (kind: InvoiceKind): readonly string[] => {
  if (kind === '10') return ['09', '11'];
  const everywhere = ['01', '02', '03', '04', '05', '06', '07', '08', '10', '13', '14', '15', '99'];
  if (kind === '01') return [...everywhere, '12'];
  return kind === '02' || kind === '03' ? [...everywhere, '09', '11', '12'] : everywhere;
};

/** Any invoice of that kind, as far as its schema can tell. */
export const anyInvoiceOf = (kind: InvoiceKind): fc.Arbitrary<Invoice> => {
  const fields = kindFields[kind];
  const isPayment = kind === '10';
  const activity = fc.constantFrom('6201.0', '620100');
  return fc
    .record({
      kind: fc.constant(kind),
      issuer: anyIssuer(kind),
      activityCode:
        fields.ownActivity === 'required' ? activity : where(fields.ownActivity === 'optional', activity),
      customer: fields.party === 'required' ? anyParty(kind) : maybe(anyParty(kind)),
      saleCondition: fc.constantFrom(...saleConditions(kind)),
      saleConditionOther: where(!isPayment, hostileText(5, 100)),
      creditDays: where(!isPayment, fc.integer({ min: 1, max: 99_999 })),
      currency: fc.constantFrom('CRC', 'USD', 'EUR'),
      exchangeRate: decimalOf(5, 18),
      lines: fc
        .array(isPayment ? anyPaymentLine : anyGoodsLine(kind), {
          minLength: fields.lines === 'required' ? 1 : 0,
          maxLength: 4,
        })
        .map((lines) => lines.map((line, index) => ({ ...line, number: index + 1 }))),
      otherCharges: listWhere(fields.otherCharges, anyCharge, { maxLength: 3 }),
      references: fc.array(anyReference(kind), {
        minLength: fields.references === 'required' ? 1 : 0,
        maxLength: 3,
      }),
      summary: anySummary(kind),
      paymentMeans: fc.array(
        fc
          .record({
            code: fc.constantFrom(...codes(7), '99'),
            otherText: maybe(hostileText(3, 100)),
            amount: money,
          })
          .map(present),
        { minLength: isPayment ? 1 : 0, maxLength: 4 },
      ),
      notes: where(fields.notes, hostileText(1, 1_200)),
    })
    .map((invoice) => {
      const [mean, ...more] = invoice.paymentMeans;
      // a single means of payment is written without amount: it is the whole
      const alone = mean && more.length === 0 ? [{ ...mean, amount: invoice.summary.total }] : undefined;
      return present({ ...invoice, paymentMeans: alone ?? invoice.paymentMeans });
    });
};

/** A factura or a tiquete. */
export const anyInvoice: fc.Arbitrary<Invoice> = fc.oneof(anyInvoiceOf('01'), anyInvoiceOf('04'));

/** Of every kind, as often one as the other. */
export const anyInvoiceOfAnyKind: fc.Arbitrary<Invoice> = fc.oneof(...allKinds.map(anyInvoiceOf));

/** Any answer of a buyer that the schema of the mensaje receptor lets through. */
export const anyMessage: fc.Arbitrary<{
  readonly message: ReceiverMessage;
  readonly identity: MessageIdentity;
}> = fc.record({
  message: fc
    .record({
      clave: fc.stringMatching(/^506\d{47}$/),
      issuerNumber: hostileText(1, 20),
      message: fc.constantFrom('1' as const, '2' as const, '3' as const),
      detail: maybe(hostileText(5, 160)),
      tax: maybe(money),
      activityCode: maybe(fc.constantFrom('6201.0', '620100')),
      taxCondition: maybe(fc.constantFrom(...codes(5))),
      creditTax: maybe(money),
      expense: maybe(money),
      total: money,
      receiverNumber: fc.stringMatching(/^\d{9,12}$/),
    })
    .map(present),
  identity: fc.record({
    consecutivo: fc.stringMatching(/^00100001(?:05|06|07)\d{9}[1-9]$/),
    issuedAt: fc.constant('2026-11-20T09:30:00-06:00'),
  }),
});
