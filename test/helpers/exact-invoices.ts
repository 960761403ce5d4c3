import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type {
  DocumentIdentity,
  Invoice,
  InvoiceLine,
  Reference,
  Summary,
} from '../../domain/billing/invoice.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import { amountOf as amount } from '../../domain/money/amount.ts';
import { decimal } from '../../domain/money/decimal.ts';

export { anyInvoice } from './any-invoice.ts';

/** Exact invoices for tests of what comes after the form: plain ones and long ones. Hostile ones: any-invoice.ts. */

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

/** What a document of this kind cannot lack. */
const reference: Reference = {
  documentType: '01',
  number: identityOf('01', 7).clave,
  issuedAt: '2026-11-19T15:00:00-06:00',
  code: '01',
  reason: 'Anula el documento',
};

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
    saleCondition: kind === '10' ? '11' : '01',
    currency: 'CRC',
    exchangeRate: decimal('1'),
    lines,
    otherCharges: [],
    summary,
    references: kindFields[kind].references === 'required' ? [reference] : [],
    paymentMeans: [{ code: '01', amount: summary.total }],
    ...changes,
  };
}
