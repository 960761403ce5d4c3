import type {
  Amount,
  Customer,
  Discount,
  Identification,
  InvoiceLine,
  Issuer,
  Location,
  PaymentMean,
  Phone,
  Summary,
  Tax,
} from '../../domain/billing/invoice.ts';
import { group, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, decimalText } from './decimal-text.ts';

/**
 * The pieces that several kinds of document share, each in the order of its xs:sequence (DOMAIN.md 4.1; schemas v4.4).
 * A kind composes them in its own file; where kinds differ, the difference is a piece of its own, not a condition in here.
 */

/** The parts one after another. By concatenation, not `join`: that makes every part flat first, which doubled the time of 1,000 lines. */
function inOrder<T>(parts: readonly T[], write: (part: T) => string): string {
  let written = '';
  for (const part of parts) written += write(part);
  return written;
}

const identificationXml = (value: Identification): string =>
  group('Identificacion', leaf('Tipo', value.type) + leaf('Numero', value.number));

const locationXml = (value: Location): string =>
  group(
    'Ubicacion',
    leaf('Provincia', value.province) +
      leaf('Canton', value.canton) +
      leaf('Distrito', value.district) +
      optionalLeaf('Barrio', value.barrio) +
      leaf('OtrasSenas', value.address),
  );

const phoneXml = (value: Phone): string =>
  group('Telefono', leaf('CodigoPais', value.country) + leaf('NumTelefono', value.number));

/** Emisor of FE, TE, NC, ND and FEE. */
export const issuerXml = (value: Issuer): string =>
  group(
    'Emisor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('Registrofiscal8707', value.registry8707) +
      optionalLeaf('NombreComercial', value.tradeName) +
      (value.location ? locationXml(value.location) : '') +
      (value.phone ? phoneXml(value.phone) : '') +
      inOrder(value.emails, (email) => leaf('CorreoElectronico', email)),
  );

/** Receptor of FE, TE, NC and ND; its CodigoActividadReceptor stands elsewhere, where the kind has one. */
export const customerXml = (value: Customer): string =>
  group(
    'Receptor',
    leaf('Nombre', value.name) +
      (value.identification ? identificationXml(value.identification) : '') +
      optionalLeaf('NombreComercial', value.tradeName) +
      (value.location ? locationXml(value.location) : '') +
      optionalLeaf('OtrasSenasExtranjero', value.foreignAddress) +
      (value.phone ? phoneXml(value.phone) : '') +
      optionalLeaf('CorreoElectronico', value.email),
  );

/** CondicionVenta, its text and the credit term in days. */
export const saleConditionXml = (value: {
  readonly saleCondition: string;
  readonly saleConditionOther?: string;
  readonly creditDays?: number;
}): string =>
  leaf('CondicionVenta', value.saleCondition) +
  optionalLeaf('CondicionVentaOtros', value.saleConditionOther) +
  (value.creditDays === undefined ? '' : plainLeaf('PlazoCredito', value.creditDays.toString()));

const discountXml = (value: Discount): string =>
  group(
    'Descuento',
    plainLeaf('MontoDescuento', amountText(value.amount)) +
      leaf('CodigoDescuento', value.code) +
      optionalLeaf('CodigoDescuentoOTRO', value.otherText) +
      optionalLeaf('NaturalezaDescuento', value.nature),
  );

const taxXml = (value: Tax): string =>
  group(
    'Impuesto',
    leaf('Codigo', value.code) +
      optionalLeaf('CodigoTarifaIVA', value.rateCode) +
      (value.rate ? plainLeaf('Tarifa', decimalText(value.rate)) : '') +
      plainLeaf('Monto', amountText(value.amount)),
  );

/** NumeroLinea to UnidadMedida. */
export const lineHeadXml = (line: InvoiceLine): string =>
  plainLeaf('NumeroLinea', line.number.toString()) +
  optionalLeaf('CodigoCABYS', line.cabys) +
  inOrder(line.commercialCodes, ({ type, code }) =>
    group('CodigoComercial', leaf('Tipo', type) + leaf('Codigo', code)),
  ) +
  plainLeaf('Cantidad', decimalText(line.quantity)) +
  leaf('UnidadMedida', line.unit);

/** TipoTransaccion: FE, NC and ND have it, TE has not. */
export const transactionTypeXml = (line: InvoiceLine): string =>
  optionalLeaf('TipoTransaccion', line.transactionType);

/** UnidadMedidaComercial to MontoTotalLinea. */
export const lineTailXml = (line: InvoiceLine): string =>
  optionalLeaf('UnidadMedidaComercial', line.commercialUnit) +
  leaf('Detalle', line.detail) +
  plainLeaf('PrecioUnitario', decimalText(line.unitPrice)) +
  plainLeaf('MontoTotal', amountText(line.total)) +
  inOrder(line.discounts, discountXml) +
  plainLeaf('SubTotal', amountText(line.subtotal)) +
  (line.taxBase === undefined ? '' : plainLeaf('BaseImponible', amountText(line.taxBase))) +
  inOrder(line.taxes, taxXml) +
  plainLeaf('ImpuestoAsumidoEmisorFabrica', amountText(line.taxAssumed)) +
  plainLeaf('ImpuestoNeto', amountText(line.netTax)) +
  plainLeaf('MontoTotalLinea', amountText(line.lineTotal));

/** DetalleServicio, or nothing when there are no lines. */
export const linesXml = (lines: readonly InvoiceLine[], lineXml: (line: InvoiceLine) => string): string =>
  lines.length === 0
    ? ''
    : group(
        'DetalleServicio',
        inOrder(lines, (line) => group('LineaDetalle', lineXml(line))),
      );

/** A total that the schema lets out is left out when it is zero. */
const unlessZero = (name: string, amount: Amount): string =>
  amount === 0n ? '' : plainLeaf(name, amountText(amount));

/** TotalMedioPago is required with two or more means, and must be > 0 (DOMAIN.md 4.4, 4.3): a single one goes without. */
const paymentMeanXml = (value: PaymentMean, alone: boolean): string =>
  group(
    'MedioPago',
    leaf('TipoMedioPago', value.code) +
      optionalLeaf('MedioPagoOtros', value.otherText) +
      (alone ? '' : plainLeaf('TotalMedioPago', amountText(value.amount))),
  );

/** The breakdown has a row for every rate that occurs, also when its sum is zero (DOMAIN.md 6.2), and then TotalImpuesto goes with it. */
const taxTotalsXml = ({ taxBreakdown, tax }: Summary): string =>
  inOrder(taxBreakdown, (row) =>
    group(
      'TotalDesgloseImpuesto',
      leaf('Codigo', row.code) +
        optionalLeaf('CodigoTarifaIVA', row.rateCode) +
        plainLeaf('TotalMontoImpuesto', amountText(row.amount)),
    ),
  ) + (taxBreakdown.length > 0 || tax !== 0n ? plainLeaf('TotalImpuesto', amountText(tax)) : '');

/** ResumenFactura of FE, TE, NC and ND. */
export const summaryXml = (value: {
  readonly currency: string;
  readonly exchangeRate: Parameters<typeof decimalText>[0];
  readonly summary: Summary;
  readonly paymentMeans: readonly PaymentMean[];
}): string => {
  const total = value.summary;
  return group(
    'ResumenFactura',
    group(
      'CodigoTipoMoneda',
      leaf('CodigoMoneda', value.currency) + plainLeaf('TipoCambio', decimalText(value.exchangeRate)),
    ) +
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
      unlessZero('TotalNoSujeto', total.notSubject) +
      plainLeaf('TotalVenta', amountText(total.sale)) +
      unlessZero('TotalDescuentos', total.discounts) +
      plainLeaf('TotalVentaNeta', amountText(total.netSale)) +
      taxTotalsXml(total) +
      unlessZero('TotalImpAsumEmisorFabrica', total.taxAssumed) +
      unlessZero('TotalOtrosCargos', total.otherCharges) +
      inOrder(value.paymentMeans, (mean) => paymentMeanXml(mean, value.paymentMeans.length === 1)) +
      plainLeaf('TotalComprobante', amountText(total.total)),
  );
};

/** OtroTexto holds at most 500 characters (DOMAIN.md 4.3); it may be repeated, so long notes are continued in the next one. */
const noteLength = 500;

/** Otros with the notes, or nothing. */
export const notesXml = (notes: string | undefined): string => {
  if (notes === undefined || notes === '') return '';
  const characters = Array.from(notes.replace(/\r\n?/g, '\n'));
  let pieces = '';
  for (let start = 0; start < characters.length; start += noteLength)
    pieces += leaf('OtroTexto', characters.slice(start, start + noteLength).join(''));
  return group('Otros', pieces);
};
