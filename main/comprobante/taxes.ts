import type { Exoneration, SpecificTax, Tax } from '../../domain/billing/invoice.ts';
import { group, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, decimalText, optionalAmount, optionalDecimal } from './decimal-text.ts';

/** Impuesto of a line (ImpuestoType of the schemas v4.4): pieces, and the compositions that kinds use. */

/** Codigo to FactorCalculoIVA. */
const taxHead = (tax: Tax): string =>
  leaf('Codigo', tax.code) +
  optionalLeaf('CodigoImpuestoOTRO', tax.otherText) +
  optionalLeaf('CodigoTarifaIVA', tax.rateCode) +
  optionalDecimal('Tarifa', tax.rate) +
  optionalDecimal('FactorCalculoIVA', tax.factor);

const specificXml = (value: SpecificTax | undefined): string =>
  value
    ? group(
        'DatosImpuestoEspecifico',
        plainLeaf('CantidadUnidadMedida', decimalText(value.quantity)) +
          optionalDecimal('Porcentaje', value.percentage) +
          optionalDecimal('Proporcion', value.proportion) +
          optionalDecimal('VolumenUnidadConsumo', value.volume) +
          plainLeaf('ImpuestoUnidad', amountText(value.unitTax)),
      )
    : '';

const taxAmount = (tax: Tax): string => plainLeaf('Monto', amountText(tax.amount));

const exportedXml = (tax: Tax): string => optionalAmount('MontoExportacion', tax.exported);

const exonerationXml = (value: Exoneration | undefined): string =>
  value
    ? group(
        'Exoneracion',
        leaf('TipoDocumentoEX1', value.documentType) +
          optionalLeaf('TipoDocumentoOTRO', value.otherText) +
          leaf('NumeroDocumento', value.number) +
          optionalLeaf('Articulo', value.article) +
          optionalLeaf('Inciso', value.clause) +
          leaf('NombreInstitucion', value.institution) +
          optionalLeaf('NombreInstitucionOtros', value.institutionOther) +
          leaf('FechaEmisionEX', value.issuedAt) +
          plainLeaf('TarifaExonerada', decimalText(value.rate)) +
          plainLeaf('MontoExoneracion', amountText(value.amount)),
      )
    : '';

/** FE and TE. */
export const saleTaxXml = (tax: Tax): string =>
  group(
    'Impuesto',
    taxHead(tax) + specificXml(tax.specific) + taxAmount(tax) + exonerationXml(tax.exoneration),
  );

/** NC and ND. */
export const noteTaxXml = (tax: Tax): string =>
  group(
    'Impuesto',
    taxHead(tax) +
      specificXml(tax.specific) +
      taxAmount(tax) +
      exportedXml(tax) +
      exonerationXml(tax.exoneration),
  );

/** FEC. */
export const purchaseTaxXml = (tax: Tax): string =>
  group('Impuesto', taxHead(tax) + taxAmount(tax) + exonerationXml(tax.exoneration));

/** FEE. */
export const exportTaxXml = (tax: Tax): string =>
  group('Impuesto', taxHead(tax) + taxAmount(tax) + exportedXml(tax));

/** REP. */
export const paymentTaxXml = (tax: Tax): string => group('Impuesto', taxHead(tax) + taxAmount(tax));
