import type { Component, Exoneration, SpecificTax, Tax } from '../../domain/billing/invoice.ts';
import type { KindFields } from '../../domain/billing/kind-fields.ts';
import { type Fields, present } from './fields.ts';

/** Reads Impuesto of lines and of the components of a bundle, whose names carry a suffix. */

const twoOfFour = { digits: 4, decimals: 2 };
const twoOfSeven = { digits: 7, decimals: 2 };

const exoneration = (fields: Fields): Exoneration =>
  present({
    documentType: fields.code('TipoDocumentoEX1'),
    otherText: fields.optionalText('TipoDocumentoOTRO'),
    number: fields.text('NumeroDocumento'),
    article: fields.optionalToken('Articulo', /^[+-]?\d{1,20}$/),
    clause: fields.optionalToken('Inciso', /^[+-]?\d{1,20}$/),
    institution: fields.code('NombreInstitucion'),
    institutionOther: fields.optionalText('NombreInstitucionOtros'),
    issuedAt: fields.dateTime('FechaEmisionEX'),
    rate: fields.decimal('TarifaExonerada', twoOfFour),
    amount: fields.amount('MontoExoneracion'),
  });

/** @param suffix '' or `Surtido` */
const specific =
  (suffix: string) =>
  (fields: Fields): SpecificTax =>
    present({
      quantity: fields.decimal(`CantidadUnidadMedida${suffix}`, twoOfSeven),
      percentage: fields.optionalDecimal(`Porcentaje${suffix}`, twoOfFour),
      proportion: fields.optionalDecimal(`Proporcion${suffix}`, { digits: 10, decimals: 5 }),
      volume: fields.optionalDecimal(`VolumenUnidadConsumo${suffix}`, twoOfSeven),
      unitTax: fields.amount(`ImpuestoUnidad${suffix}`),
    });

const lineSpecific = specific('');
const componentSpecific = specific('Surtido');

export const readTax =
  (has: KindFields) =>
  (fields: Fields): Tax =>
    present({
      code: fields.code('Codigo'),
      otherText: fields.optionalText('CodigoImpuestoOTRO'),
      rateCode: fields.optionalCode('CodigoTarifaIVA'),
      rate: fields.optionalDecimal('Tarifa', twoOfFour),
      factor: fields.optionalDecimal('FactorCalculoIVA', { digits: 5, decimals: 4 }),
      specific: has.specificTaxes ? fields.optionalGroup('DatosImpuestoEspecifico', lineSpecific) : undefined,
      amount: fields.amount('Monto'),
      exported: has.exportedTax ? fields.optionalAmount('MontoExportacion') : undefined,
      exoneration: has.exoneration ? fields.optionalGroup('Exoneracion', exoneration) : undefined,
    });

export const readComponentTax =
  (has: KindFields) =>
  (fields: Fields): Component['taxes'][number] =>
    present({
      code: fields.code('CodigoImpuestoSurtido'),
      otherText: fields.optionalText('CodigoImpuestoOTROSurtido'),
      rateCode: fields.optionalCode('CodigoTarifaIVASurtido'),
      rate: fields.optionalDecimal('TarifaSurtido', twoOfFour),
      specific: has.specificTaxes
        ? fields.optionalGroup('DatosImpuestoEspecificoSurtido', componentSpecific)
        : undefined,
      amount: fields.amount('MontoImpuestoSurtido'),
    });
