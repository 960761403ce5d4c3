import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Invoice, PaymentMean, Summary } from '../../domain/billing/invoice.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import { amountScale } from '../../domain/money/amount.ts';
import { type Fields, present } from './fields.ts';

const breakdown = (fields: Fields): Summary['taxBreakdown'][number] =>
  present({
    code: fields.code('Codigo'),
    rateCode: fields.optionalCode('CodigoTarifaIVA'),
    amount: fields.amount('TotalMontoImpuesto'),
  });

/** The eight classes and their four sums, zero where the document leaves them out or its kind has none. */
function classes(fields: Fields, kind: InvoiceKind) {
  const isPayment = kind === '10';
  const totalUnless = (lacks: boolean, name: string): bigint => (lacks ? 0n : fields.total(name));
  /** FEE has neither exonerated nor not subject (DOMAIN.md 4.2) */
  const taxedOnly = isPayment || kind === '09';
  return {
    servicesTaxed: totalUnless(isPayment, 'TotalServGravados'),
    servicesExempt: totalUnless(isPayment, 'TotalServExentos'),
    servicesExonerated: totalUnless(taxedOnly, 'TotalServExonerado'),
    servicesNotSubject: totalUnless(taxedOnly, 'TotalServNoSujeto'),
    goodsTaxed: totalUnless(isPayment, 'TotalMercanciasGravadas'),
    goodsExempt: totalUnless(isPayment, 'TotalMercanciasExentas'),
    goodsExonerated: totalUnless(taxedOnly, 'TotalMercExonerada'),
    goodsNotSubject: totalUnless(taxedOnly, 'TotalMercNoSujeta'),
    taxed: totalUnless(isPayment, 'TotalGravado'),
    exempt: totalUnless(isPayment, 'TotalExento'),
    exonerated: totalUnless(taxedOnly, 'TotalExonerado'),
    notSubject: totalUnless(taxedOnly, 'TotalNoSujeto'),
    discounts: totalUnless(isPayment, 'TotalDescuentos'),
    taxAssumed: totalUnless(isPayment, 'TotalImpAsumEmisorFabrica'),
    ivaReturned: totalUnless(!kindFields[kind].ivaReturned, 'TotalIVADevuelto'),
    otherCharges: totalUnless(isPayment, 'TotalOtrosCargos'),
  };
}

const mean =
  (kind: InvoiceKind) =>
  (fields: Fields): Omit<PaymentMean, 'amount'> & { readonly amount?: bigint } =>
    present({
      code: kind === '10' ? fields.code('TipoMedioPago') : (fields.optionalCode('TipoMedioPago') ?? ''),
      otherText: fields.optionalText('MedioPagoOtros'),
      amount: fields.optionalAmount('TotalMedioPago'),
    });

/** An amount that is not said is the whole when there is one means, else 0: nothing tells how they share it. */
function paymentMeans(fields: Fields, kind: InvoiceKind, whole: bigint): readonly PaymentMean[] {
  const means = fields.groups('MedioPago', { least: kind === '10' ? 1 : 0, most: 4 }, mean(kind));
  const unsaid = means.length === 1 ? whole : 0n;
  return means.map(({ amount = unsaid, ...said }) => ({ ...said, amount }));
}

/** ResumenFactura of every kind, with currency and means of payment. */
export const readSummary =
  (kind: InvoiceKind) =>
  (fields: Fields): Pick<Invoice, 'currency' | 'exchangeRate' | 'summary' | 'paymentMeans'> => {
    const total = fields.amount('TotalComprobante');
    return {
      ...fields.group('CodigoTipoMoneda', (money) => ({
        currency: money.token('CodigoMoneda', /^[A-Z]{3}$/),
        exchangeRate: money.decimal('TipoCambio', { digits: 18, decimals: amountScale }),
      })),
      summary: {
        ...classes(fields, kind),
        sale: fields.amount('TotalVenta'),
        netSale: fields.amount('TotalVentaNeta'),
        taxBreakdown: fields.groups('TotalDesgloseImpuesto', { most: 1_000 }, breakdown),
        tax: fields.total('TotalImpuesto'),
        total,
      },
      paymentMeans: paymentMeans(fields, kind, total),
    };
  };
