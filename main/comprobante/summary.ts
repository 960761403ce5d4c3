import type { Invoice, PaymentMean, Summary } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, decimalText, unlessZero } from './decimal-text.ts';

/** ResumenFactura (schemas v4.4; DOMAIN.md 6.2): pieces, and one composition for each shape that kinds have. */

const currencyXml = (invoice: Invoice): string =>
  group(
    'CodigoTipoMoneda',
    leaf('CodigoMoneda', invoice.currency) + plainLeaf('TipoCambio', decimalText(invoice.exchangeRate)),
  );

/** TotalServGravados to TotalNoSujeto. */
const classesXml = (total: Summary): string =>
  unlessZero('TotalServGravados', total.servicesTaxed) +
  unlessZero('TotalServExentos', total.servicesExempt) +
  unlessZero('TotalServExonerado', total.servicesExonerated) +
  unlessZero('TotalServNoSujeto', total.servicesNotSubject) +
  unlessZero('TotalMercanciasGravadas', total.goodsTaxed) +
  unlessZero('TotalMercanciasExentas', total.goodsExempt) +
  unlessZero('TotalMercExonerada', total.goodsExonerated) +
  unlessZero('TotalMercNoSujeta', total.goodsNotSubject) +
  unlessZero('TotalGravado', total.taxed) +
  unlessZero('TotalExento', total.exempt) +
  unlessZero('TotalExonerado', total.exonerated) +
  unlessZero('TotalNoSujeto', total.notSubject);

/** The same of FEE, which knows only taxed and exempt. */
const exportClassesXml = (total: Summary): string =>
  unlessZero('TotalServGravados', total.servicesTaxed) +
  unlessZero('TotalServExentos', total.servicesExempt) +
  unlessZero('TotalMercanciasGravadas', total.goodsTaxed) +
  unlessZero('TotalMercanciasExentas', total.goodsExempt) +
  unlessZero('TotalGravado', total.taxed) +
  unlessZero('TotalExento', total.exempt);

/** TotalVenta to TotalVentaNeta. */
const saleXml = (total: Summary): string =>
  plainLeaf('TotalVenta', amountText(total.sale)) +
  unlessZero('TotalDescuentos', total.discounts) +
  plainLeaf('TotalVentaNeta', amountText(total.netSale));

const breakdownXml = (row: Summary['taxBreakdown'][number]): string =>
  group(
    'TotalDesgloseImpuesto',
    leaf('Codigo', row.code) +
      optionalLeaf('CodigoTarifaIVA', row.rateCode) +
      plainLeaf('TotalMontoImpuesto', amountText(row.amount)),
  );

/** The breakdown has a row for every rate that occurs, also when its sum is zero (DOMAIN.md 6.2), and then TotalImpuesto goes with it. */
const taxTotalsXml = ({ taxBreakdown, tax }: Summary): string =>
  inOrder(taxBreakdown, breakdownXml) +
  (taxBreakdown.length > 0 || tax !== 0n ? plainLeaf('TotalImpuesto', amountText(tax)) : '');

/** TotalMedioPago is required with two or more means, and must be > 0 (DOMAIN.md 4.4, 4.3): a single one goes without. */
const paymentMeanXml = (value: PaymentMean, alone: boolean): string =>
  group(
    'MedioPago',
    leaf('TipoMedioPago', value.code) +
      optionalLeaf('MedioPagoOtros', value.otherText) +
      (alone ? '' : plainLeaf('TotalMedioPago', amountText(value.amount))),
  );

/** MedioPago and TotalComprobante, the end of every summary. */
const payableXml = ({ paymentMeans, summary }: Invoice): string =>
  inOrder(paymentMeans, (mean) => paymentMeanXml(mean, paymentMeans.length === 1)) +
  plainLeaf('TotalComprobante', amountText(summary.total));

/** ResumenFactura of FE, TE, NC and ND. */
export const saleSummaryXml = (invoice: Invoice): string =>
  group(
    'ResumenFactura',
    currencyXml(invoice) +
      classesXml(invoice.summary) +
      saleXml(invoice.summary) +
      taxTotalsXml(invoice.summary) +
      unlessZero('TotalImpAsumEmisorFabrica', invoice.summary.taxAssumed) +
      unlessZero('TotalIVADevuelto', invoice.summary.ivaReturned) +
      unlessZero('TotalOtrosCargos', invoice.summary.otherCharges) +
      payableXml(invoice),
  );

/** ResumenFactura of FEC: no IVA is given back. */
export const purchaseSummaryXml = (invoice: Invoice): string =>
  group(
    'ResumenFactura',
    currencyXml(invoice) +
      classesXml(invoice.summary) +
      saleXml(invoice.summary) +
      taxTotalsXml(invoice.summary) +
      unlessZero('TotalImpAsumEmisorFabrica', invoice.summary.taxAssumed) +
      unlessZero('TotalOtrosCargos', invoice.summary.otherCharges) +
      payableXml(invoice),
  );

/** ResumenFactura of FEE: nothing exonerated, nothing not subject, no IVA given back. */
export const exportSummaryXml = (invoice: Invoice): string =>
  group(
    'ResumenFactura',
    currencyXml(invoice) +
      exportClassesXml(invoice.summary) +
      saleXml(invoice.summary) +
      taxTotalsXml(invoice.summary) +
      unlessZero('TotalImpAsumEmisorFabrica', invoice.summary.taxAssumed) +
      unlessZero('TotalOtrosCargos', invoice.summary.otherCharges) +
      payableXml(invoice),
  );

/** ResumenFactura of REP: sale, tax and means. */
export const paymentSummaryXml = (invoice: Invoice): string =>
  group(
    'ResumenFactura',
    currencyXml(invoice) +
      plainLeaf('TotalVenta', amountText(invoice.summary.sale)) +
      plainLeaf('TotalVentaNeta', amountText(invoice.summary.netSale)) +
      taxTotalsXml(invoice.summary) +
      payableXml(invoice),
  );
