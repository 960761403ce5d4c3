import type { CodeRow } from './code-row.ts';

/** Nota 16 (DOMAIN.md 5.11). */
export interface ChargeTypeRow extends CodeRow {
  /** IdentificacionTercero and NombreTercero say whom it is collected for */
  readonly thirdParty: boolean;
  /** a document may consist of such charges alone, without DetalleServicio (DOMAIN.md 4.2) */
  readonly standsAlone: boolean;
}

const charge = (
  code: string,
  es: string,
  en: string,
  more: { readonly thirdParty?: boolean; readonly standsAlone?: boolean } = {},
): ChargeTypeRow => ({
  code,
  name: { es, en },
  thirdParty: more.thirdParty ?? false,
  standsAlone: more.standsAlone ?? false,
});

export const otherChargeTypes: readonly ChargeTypeRow[] = [
  charge('06', 'Servicio 10 %', 'Service charge 10%'),
  charge('04', 'Cobro de un tercero', 'Collected for a third party', { thirdParty: true, standsAlone: true }),
  charge('01', 'Contribución parafiscal', 'Parafiscal contribution'),
  charge('02', 'Timbre de la Cruz Roja', 'Red Cross stamp'),
  charge('03', 'Timbre de Bomberos', 'Fire brigade stamp'),
  charge('05', 'Costos de exportación', 'Export costs'),
  charge('07', 'Timbre de colegios profesionales', 'Professional association stamp'),
  charge('08', 'Depósito de garantía', 'Security deposit', { standsAlone: true }),
  charge('09', 'Multa o penalización', 'Fine or penalty', { standsAlone: true }),
  charge('10', 'Intereses moratorios', 'Late-payment interest', { standsAlone: true }),
  charge('99', 'Otro cargo', 'Other charge'),
];
