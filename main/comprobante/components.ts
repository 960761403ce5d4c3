import type { CommercialCode, Component, SpecificTax } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, decimalText, optionalDecimal } from './decimal-text.ts';

/** DetalleSurtido (schemas v4.4): what a bundle is made of. Its element names are the line's with a suffix. */

type ComponentTax = Component['taxes'][number];

const commercialCodeXml = ({ type, code }: CommercialCode): string =>
  group('CodigoComercialSurtido', leaf('TipoSurtido', type) + leaf('CodigoSurtido', code));

const discountXml = (value: Component['discounts'][number]): string =>
  group(
    'DescuentoSurtido',
    plainLeaf('MontoDescuentoSurtido', amountText(value.amount)) +
      leaf('CodigoDescuentoSurtido', value.code) +
      optionalLeaf('DescuentoSurtidoOtros', value.otherText),
  );

const specificXml = (value: SpecificTax | undefined): string =>
  value
    ? group(
        'DatosImpuestoEspecificoSurtido',
        plainLeaf('CantidadUnidadMedidaSurtido', decimalText(value.quantity)) +
          optionalDecimal('PorcentajeSurtido', value.percentage) +
          optionalDecimal('ProporcionSurtido', value.proportion) +
          optionalDecimal('VolumenUnidadConsumoSurtido', value.volume) +
          plainLeaf('ImpuestoUnidadSurtido', amountText(value.unitTax)),
      )
    : '';

/** CodigoImpuestoSurtido to TarifaSurtido. */
const taxHead = (tax: ComponentTax): string =>
  leaf('CodigoImpuestoSurtido', tax.code) +
  optionalLeaf('CodigoImpuestoOTROSurtido', tax.otherText) +
  optionalLeaf('CodigoTarifaIVASurtido', tax.rateCode) +
  optionalDecimal('TarifaSurtido', tax.rate);

const taxAmount = (tax: ComponentTax): string => plainLeaf('MontoImpuestoSurtido', amountText(tax.amount));

const saleTaxXml = (tax: ComponentTax): string =>
  group('ImpuestoSurtido', taxHead(tax) + specificXml(tax.specific) + taxAmount(tax));

const exportTaxXml = (tax: ComponentTax): string => group('ImpuestoSurtido', taxHead(tax) + taxAmount(tax));

/** CodigoCABYSSurtido to SubTotalSurtido. */
const componentHead = (value: Component): string =>
  leaf('CodigoCABYSSurtido', value.cabys) +
  inOrder(value.commercialCodes, commercialCodeXml) +
  plainLeaf('CantidadSurtido', decimalText(value.quantity)) +
  leaf('UnidadMedidaSurtido', value.unit) +
  optionalLeaf('UnidadMedidaComercialSurtido', value.commercialUnit) +
  leaf('DetalleSurtido', value.detail) +
  plainLeaf('PrecioUnitarioSurtido', decimalText(value.unitPrice)) +
  plainLeaf('MontoTotalSurtido', amountText(value.total)) +
  inOrder(value.discounts, discountXml) +
  plainLeaf('SubTotalSurtido', amountText(value.subtotal));

const saleComponentXml = (value: Component): string => {
  if (value.taxBase === undefined) throw new RangeError('a component needs its BaseImponibleSurtido');
  return group(
    'LineaDetalleSurtido',
    componentHead(value) +
      optionalLeaf('IVACobradoFabricaSurtido', value.factoryIva) +
      plainLeaf('BaseImponibleSurtido', amountText(value.taxBase)) +
      inOrder(value.taxes, saleTaxXml),
  );
};

const exportComponentXml = (value: Component): string =>
  group('LineaDetalleSurtido', componentHead(value) + inOrder(value.taxes, exportTaxXml));

/** DetalleSurtido of FE, TE, NC and ND, or nothing. @throws RangeError when a component lacks its base */
export const componentsXml = (values: readonly Component[]): string =>
  values.length === 0 ? '' : group('DetalleSurtido', inOrder(values, saleComponentXml));

/** DetalleSurtido of FEE, whose components have neither base nor specific taxes; or nothing. */
export const exportComponentsXml = (values: readonly Component[]): string =>
  values.length === 0 ? '' : group('DetalleSurtido', inOrder(values, exportComponentXml));
