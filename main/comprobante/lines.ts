import type { CommercialCode, Discount, InvoiceLine } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, decimalText } from './decimal-text.ts';

/**
 * LineaDetalle in pieces, each in the order of its xs:sequence (DOMAIN.md 4.1; schemas v4.4). A kind composes them in its own
 * file; where kinds differ, the difference is a piece of its own, not a condition in here.
 */

export const lineNumberXml = (line: InvoiceLine): string => plainLeaf('NumeroLinea', line.number.toString());

/** PartidaArancelaria: NC, ND and FEE. */
export const tariffHeadingXml = (line: InvoiceLine): string =>
  optionalLeaf('PartidaArancelaria', line.tariffHeading);

const commercialCodeXml = ({ type, code }: CommercialCode): string =>
  group('CodigoComercial', leaf('Tipo', type) + leaf('Codigo', code));

/** CodigoCABYS to UnidadMedida. */
export const productXml = (line: InvoiceLine): string =>
  optionalLeaf('CodigoCABYS', line.cabys) +
  inOrder(line.commercialCodes, commercialCodeXml) +
  plainLeaf('Cantidad', decimalText(line.quantity)) +
  leaf('UnidadMedida', line.unit);

/** TipoTransaccion: TE and REP have none. */
export const transactionTypeXml = (line: InvoiceLine): string =>
  optionalLeaf('TipoTransaccion', line.transactionType);

const serialXml = (serial: string): string => leaf('NumeroVINoSerie', serial);

/** UnidadMedidaComercial to FormaFarmaceutica. */
export const detailXml = (line: InvoiceLine): string =>
  optionalLeaf('UnidadMedidaComercial', line.commercialUnit) +
  leaf('Detalle', line.detail) +
  inOrder(line.serials, serialXml) +
  optionalLeaf('RegistroMedicamento', line.medicineRegistry) +
  optionalLeaf('FormaFarmaceutica', line.medicineForm);

const discountXml = (value: Discount): string =>
  group(
    'Descuento',
    plainLeaf('MontoDescuento', amountText(value.amount)) +
      leaf('CodigoDescuento', value.code) +
      optionalLeaf('CodigoDescuentoOTRO', value.otherText) +
      optionalLeaf('NaturalezaDescuento', value.nature),
  );

/** PrecioUnitario to SubTotal. */
export const priceXml = (line: InvoiceLine): string =>
  plainLeaf('PrecioUnitario', decimalText(line.unitPrice)) +
  plainLeaf('MontoTotal', amountText(line.total)) +
  inOrder(line.discounts, discountXml) +
  plainLeaf('SubTotal', amountText(line.subtotal));

/** IVACobradoFabrica: FE, TE, NC and ND. */
export const factoryIvaXml = (line: InvoiceLine): string =>
  optionalLeaf('IVACobradoFabrica', line.factoryIva);

/** BaseImponible: all but FEE and REP. @throws RangeError without it, which those kinds cannot lack */
export const taxBaseXml = (line: InvoiceLine): string => {
  if (line.taxBase === undefined) throw new RangeError('a line needs its BaseImponible');
  return plainLeaf('BaseImponible', amountText(line.taxBase));
};

/** ImpuestoAsumidoEmisorFabrica: FE, TE, NC and ND, also when it is zero (DOMAIN.md 6.1, row 8). */
export const taxAssumedXml = (line: InvoiceLine): string =>
  plainLeaf('ImpuestoAsumidoEmisorFabrica', amountText(line.taxAssumed));

/** ImpuestoNeto: all but FEE. */
export const netTaxXml = (line: InvoiceLine): string => plainLeaf('ImpuestoNeto', amountText(line.netTax));

export const lineTotalXml = (line: InvoiceLine): string =>
  plainLeaf('MontoTotalLinea', amountText(line.lineTotal));

/** DetalleServicio, or nothing when there are no lines. */
export const linesXml = (lines: readonly InvoiceLine[], lineXml: (line: InvoiceLine) => string): string =>
  lines.length === 0
    ? ''
    : group(
        'DetalleServicio',
        inOrder(lines, (line) => group('LineaDetalle', lineXml(line))),
      );
