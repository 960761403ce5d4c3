import type { CommercialCode, Component, Discount, InvoiceLine } from '../../domain/billing/invoice.ts';
import type { KindFields } from '../../domain/billing/kind-fields.ts';
import { amountScale, sumAmounts } from '../../domain/money/amount.ts';
import { one } from '../../domain/money/decimal.ts';
import { type Fields, present } from './fields.ts';
import { readComponentTax, readTax } from './read-taxes.ts';

/** Reads LineaDetalle of every kind. */

const quantityDigits = { digits: 16, decimals: 3 };
/** PrecioUnitario is DecimalDineroType too; read exactly, its decimals as many as it needs. */
const priceDigits = { digits: 18, decimals: amountScale };

/** @param suffix '' or `Surtido` */
const commercialCode =
  (suffix: string) =>
  (fields: Fields): CommercialCode => ({
    type: fields.code(`Tipo${suffix}`),
    code: fields.text(`Codigo${suffix}`),
  });
const lineCode = commercialCode('');
const componentCode = commercialCode('Surtido');

const discount = (fields: Fields): Discount =>
  present({
    amount: fields.amount('MontoDescuento'),
    code: fields.code('CodigoDescuento'),
    otherText: fields.optionalText('CodigoDescuentoOTRO'),
    nature: fields.optionalText('NaturalezaDescuento'),
  });

const componentDiscount = (fields: Fields): Component['discounts'][number] =>
  present({
    amount: fields.amount('MontoDescuentoSurtido'),
    code: fields.code('CodigoDescuentoSurtido'),
    otherText: fields.optionalText('DescuentoSurtidoOtros'),
  });

const component =
  (has: KindFields) =>
  (fields: Fields): Component =>
    present({
      cabys: fields.text('CodigoCABYSSurtido'),
      commercialCodes: fields.groups('CodigoComercialSurtido', { most: 5 }, componentCode),
      quantity: fields.decimal('CantidadSurtido', quantityDigits),
      unit: fields.text('UnidadMedidaSurtido'),
      commercialUnit: fields.optionalText('UnidadMedidaComercialSurtido'),
      detail: fields.text('DetalleSurtido'),
      unitPrice: fields.decimal('PrecioUnitarioSurtido', priceDigits),
      total: fields.amount('MontoTotalSurtido'),
      discounts: fields.groups('DescuentoSurtido', { most: 5 }, componentDiscount),
      subtotal: fields.amount('SubTotalSurtido'),
      factoryIva: has.factoryIva ? fields.optionalCode('IVACobradoFabricaSurtido') : undefined,
      taxBase: has.taxBase ? fields.amount('BaseImponibleSurtido') : undefined,
      taxes: fields.groups('ImpuestoSurtido', { least: 1, most: 1_000 }, readComponentTax(has)),
    });

const components = (fields: Fields, has: KindFields): readonly Component[] =>
  (has.components
    ? fields.optionalGroup('DetalleSurtido', (bundle) =>
        bundle.groups('LineaDetalleSurtido', { least: 1, most: 20 }, component(has)),
      )
    : undefined) ?? [];

/** A line of every kind but REP. Where the kind has no ImpuestoNeto (FEE), it is the sum of the taxes: nothing there lowers them. */
export const readGoodsLine =
  (has: KindFields) =>
  (fields: Fields): InvoiceLine => {
    const taxes = fields.groups('Impuesto', { least: 1, most: 1_000 }, readTax(has));
    return present({
      number: fields.integer('NumeroLinea'),
      tariffHeading: has.tariffHeading ? fields.optionalText('PartidaArancelaria') : undefined,
      cabys: has.cabys === 'required' ? fields.text('CodigoCABYS') : fields.optionalText('CodigoCABYS'),
      commercialCodes: fields.groups('CodigoComercial', { most: 5 }, lineCode),
      quantity: fields.decimal('Cantidad', quantityDigits),
      unit: fields.text('UnidadMedida'),
      transactionType: has.transactionType ? fields.optionalCode('TipoTransaccion') : undefined,
      commercialUnit: fields.optionalText('UnidadMedidaComercial'),
      detail: fields.text('Detalle'),
      serials: fields.texts('NumeroVINoSerie', 1_000),
      medicineRegistry: fields.optionalText('RegistroMedicamento'),
      medicineForm: fields.optionalText('FormaFarmaceutica'),
      components: components(fields, has),
      unitPrice: fields.decimal('PrecioUnitario', priceDigits),
      total: fields.amount('MontoTotal'),
      discounts: fields.groups('Descuento', { most: 5 }, discount),
      subtotal: fields.amount('SubTotal'),
      factoryIva: has.factoryIva ? fields.optionalCode('IVACobradoFabrica') : undefined,
      taxBase: has.taxBase ? fields.amount('BaseImponible') : undefined,
      taxes,
      // the notes may leave it out
      taxAssumed: has.taxAssumed ? fields.total('ImpuestoAsumidoEmisorFabrica') : 0n,
      netTax: has.netTax ? fields.amount('ImpuestoNeto') : sumAmounts(taxes.map(({ amount }) => amount)),
      lineTotal: fields.amount('MontoTotalLinea'),
    });
  };

/** A line of REP: one payment, which is one of its total. */
export const readPaymentLine =
  (has: KindFields) =>
  (fields: Fields): InvoiceLine => {
    const total = fields.amount('MontoTotal');
    return {
      number: fields.integer('NumeroLinea'),
      commercialCodes: [],
      quantity: one,
      unit: '',
      detail: fields.text('Detalle'),
      serials: [],
      components: [],
      unitPrice: { unscaled: total, scale: amountScale },
      total,
      discounts: [],
      subtotal: fields.amount('SubTotal'),
      taxes: fields.groups('Impuesto', { most: 1_000 }, readTax(has)),
      taxAssumed: 0n,
      netTax: fields.amount('ImpuestoNeto'),
      lineTotal: fields.amount('MontoTotalLinea'),
    };
  };
