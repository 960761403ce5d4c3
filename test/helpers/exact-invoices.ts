import fc from 'fast-check';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { DocumentIdentity, Invoice, InvoiceLine, Summary } from '../../domain/billing/invoice.ts';
import { amountOf as amount } from '../../domain/money/amount.ts';
import { decimal } from '../../domain/money/decimal.ts';

/** Exact invoices for tests of what comes after the form: plain ones, long ones and hostile ones. */

export const identityOf = (kind: InvoiceKind, number = 42): DocumentIdentity => {
  const consecutivo = `00100001${kind}${String(number).padStart(10, '0')}`;
  return {
    clave: `506201126003101123456${consecutivo}148151623`,
    consecutivo,
    issuedAt: '2026-11-20T09:30:00-06:00',
  };
};

/** 2.5 x 100.5 at 13 %. */
export const plainLine = (number: number, changes: Partial<InvoiceLine> = {}): InvoiceLine => ({
  number,
  cabys: '8314100000000',
  commercialCodes: [{ type: '04', code: 'SKU-1' }],
  quantity: decimal('2.500'),
  unit: 'Sp',
  detail: 'Consultoría',
  serials: [],
  components: [],
  unitPrice: decimal('100.50000'),
  total: amount('251.25'),
  discounts: [],
  subtotal: amount('251.25'),
  taxBase: amount('251.25'),
  taxes: [{ code: '01', rateCode: '08', rate: decimal('13.00'), amount: amount('32.6625') }],
  taxAssumed: 0n,
  netTax: amount('32.6625'),
  lineTotal: amount('283.9125'),
  ...changes,
});

/** Every line counted as a taxed service: the schema does not do sums. */
function summaryOf(lines: readonly InvoiceLine[]): Summary {
  const sum = (of: (line: InvoiceLine) => bigint): bigint => lines.reduce((all, line) => all + of(line), 0n);
  const sale = sum((line) => line.total);
  const discounts = sum((line) => line.total - line.subtotal);
  const tax = sum((line) => line.netTax);
  return {
    servicesTaxed: sale,
    servicesExempt: 0n,
    servicesExonerated: 0n,
    servicesNotSubject: 0n,
    goodsTaxed: 0n,
    goodsExempt: 0n,
    goodsExonerated: 0n,
    goodsNotSubject: 0n,
    taxed: sale,
    exempt: 0n,
    exonerated: 0n,
    notSubject: 0n,
    sale,
    discounts,
    netSale: sale - discounts,
    taxBreakdown: [{ code: '01', rateCode: '08', amount: tax }],
    tax,
    taxAssumed: 0n,
    ivaReturned: 0n,
    otherCharges: 0n,
    total: sale - discounts + tax,
  };
}

export function exactInvoice(
  kind: InvoiceKind,
  lineCount = 1,
  changes: Partial<Invoice> = {},
): Invoice & { readonly customer: NonNullable<Invoice['customer']> } {
  const lines = changes.lines ?? Array.from({ length: lineCount }, (_, index) => plainLine(index + 1));
  const summary = summaryOf(lines);
  return {
    kind,
    issuer: {
      name: 'Distribuidora del Este S. A.',
      identification: { type: '02', number: '3101123456' },
      tradeName: 'El Este',
      location: {
        province: '1',
        canton: '01',
        district: '01',
        barrio: 'Barrio Amón',
        address: 'Frente al parque',
      },
      phone: { country: '506', number: '22223333' },
      emails: ['facturas@este.cr', 'copia@este.cr'],
      softwareProvider: '3101123456',
    },
    activityCode: '6201.0',
    customer: { name: 'Ana Rojas', identification: { type: '01', number: '112340567' } },
    saleCondition: '01',
    currency: 'CRC',
    exchangeRate: decimal('1'),
    lines,
    otherCharges: [],
    summary,
    references: [],
    paymentMeans: [{ code: '01', amount: summary.total }],
    ...changes,
  };
}

/** What breaks writers of XML: markup, references, line ends, joined emoji, combining accents, edges of the code space. */
const hostilePieces = [
  '&',
  '<',
  '>',
  '"',
  "'",
  '&amp;',
  '&#13;',
  '&#x0;',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x ?>',
  '</Detalle>',
  '\r',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u200b',
  '\ufeff',
  '\u007f',
  '\u009f',
  'é',
  'e\u0301',
  'n\u0303',
  'Ñ',
  'ß',
  'İ',
  '😀',
  '👩‍👩‍👧',
  '\u{10ffff}',
  '\u{1f1e8}\u{1f1f7}',
  '\ud7ff',
  '\ue000',
  '\ufffd',
  'a',
  'Z',
  '0',
  '-',
  '.',
  'xmlns="urn:x"',
  'ds:Signature',
  '${x}',
  '$&',
  '%00',
  '\\u0000',
] as const;

/** Length as the schema counts it: code points, CR LF read as one LF. */
const schemaLength = (text: string): number => Array.from(text.replace(/\r\n?/g, '\n')).length;

/** Text between `least` and `most` characters, as the form lets it through. */
export const hostileText = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'grapheme', maxLength: 3 })), {
      maxLength: Math.min(most, 30),
    })
    .map((pieces) => {
      let text = '';
      for (const piece of pieces) if (schemaLength(text + piece) <= most) text += piece;
      // oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot hold is the form's to refuse, and tested there
      text = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed();
      return text + 'x'.repeat(Math.max(0, least - schemaLength(text)));
    });

const money = fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n });
const decimalOf = (scale: number, digits: number): fc.Arbitrary<{ unscaled: bigint; scale: number }> =>
  fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }).map((unscaled) => ({ unscaled, scale }));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** Leaves out the keys that are undefined, as `exactOptionalPropertyTypes` wants them. */
function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the undefined ones are gone
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as never;
}

const anyDiscount = fc
  .record({
    amount: money,
    code: fc.constantFrom('01', '04', '99'),
    otherText: maybe(hostileText(5, 100)),
    nature: maybe(hostileText(3, 80)),
  })
  .map(present);

const anyTax = fc.record({
  code: fc.constant('01'),
  rateCode: fc.constantFrom('01', '08', '10', '11'),
  rate: decimalOf(2, 4),
  amount: money,
});

const anyLine = fc
  .record({
    cabys: fc.stringMatching(/^\d{13}$/),
    commercialCodes: fc.array(fc.record({ type: fc.constantFrom('01', '04'), code: hostileText(0, 20) }), {
      maxLength: 5,
    }),
    quantity: decimalOf(3, 16),
    unit: fc.constantFrom('Unid', 'Sp', 'm²', '´', 'h'),
    transactionType: maybe(fc.constantFrom('01', '13')),
    commercialUnit: maybe(hostileText(1, 20)),
    detail: hostileText(3, 200),
    serials: fc.constant([]),
    components: fc.constant([]),
    unitPrice: decimalOf(5, 18),
    total: money,
    discounts: fc.array(anyDiscount, { maxLength: 5 }),
    subtotal: money,
    taxBase: money,
    taxes: fc.array(anyTax, { minLength: 1, maxLength: 2 }),
    taxAssumed: money,
    netTax: money,
    lineTotal: money,
  })
  .map(present);

const anyLocation = fc
  .record({
    province: fc.constantFrom('1', '7'),
    canton: fc.constantFrom('01', '20'),
    district: fc.constantFrom('01', '11'),
    barrio: maybe(hostileText(5, 50)),
    address: hostileText(5, 160),
  })
  .map(present);
const anyPhone = fc.record({
  country: fc.constantFrom('506', '1'),
  number: fc.stringMatching(/^[1-9]\d{7,19}$/),
});

const anySummary = fc.record({
  servicesTaxed: money,
  servicesExempt: money,
  servicesExonerated: money,
  servicesNotSubject: money,
  goodsTaxed: fc.oneof(fc.constant(0n), money),
  goodsExempt: fc.oneof(fc.constant(0n), money),
  goodsExonerated: money,
  goodsNotSubject: money,
  taxed: money,
  exempt: money,
  exonerated: money,
  notSubject: money,
  sale: money,
  discounts: money,
  netSale: money,
  taxBreakdown: fc.array(
    fc.record({ code: fc.constant('01'), rateCode: fc.constantFrom('01', '08'), amount: money }),
    { maxLength: 4 },
  ),
  tax: money,
  taxAssumed: money,
  ivaReturned: fc.constant(0n),
  otherCharges: money,
  total: money,
});

/** Any invoice the form could let through, as far as the schema can tell. */
export const anyInvoice: fc.Arbitrary<Invoice> = fc
  .record({
    kind: fc.constantFrom<InvoiceKind>('01', '04'),
    issuer: fc
      .record({
        name: hostileText(5, 100),
        identification: fc.constant({ type: '02', number: '3101123456' }),
        registry8707: maybe(hostileText(1, 12)),
        tradeName: maybe(hostileText(3, 80)),
        location: anyLocation,
        phone: maybe(anyPhone),
        emails: fc.array(fc.emailAddress({ size: 'small' }), { minLength: 1, maxLength: 4 }),
        softwareProvider: hostileText(1, 20),
      })
      .map(present),
    activityCode: fc.constantFrom('6201.0', '620100'),
    customer: fc
      .record({
        name: hostileText(3, 100),
        identification: fc.record({ type: fc.constantFrom('01', '05'), number: hostileText(1, 20) }),
        tradeName: maybe(hostileText(3, 80)),
        activityCode: maybe(fc.constant('6201.0')),
        location: maybe(anyLocation),
        foreignAddress: maybe(hostileText(5, 300)),
        phone: maybe(anyPhone),
        email: maybe(fc.emailAddress({ size: 'small' })),
      })
      .map(present),
    saleCondition: fc.constantFrom('01', '02', '99'),
    saleConditionOther: maybe(hostileText(5, 100)),
    creditDays: maybe(fc.integer({ min: 1, max: 99_999 })),
    currency: fc.constantFrom('CRC', 'USD'),
    exchangeRate: decimalOf(5, 18),
    lines: fc
      .array(anyLine, { minLength: 1, maxLength: 4 })
      .map((lines) => lines.map((line, index) => ({ ...line, number: index + 1 }))),
    otherCharges: fc.constant([]),
    references: fc.constant([]),
    summary: anySummary,
    paymentMeans: fc.array(
      fc
        .record({ code: fc.constantFrom('01', '99'), otherText: maybe(hostileText(3, 100)), amount: money })
        .map(present),
      { maxLength: 4 },
    ),
    notes: maybe(hostileText(1, 1_200)),
  })
  .map(present);
