import { compareDecimals, formatDecimalTrimmed, parseDecimal } from '../money/decimal.ts';
import type { IvaRate } from '../tax/iva.ts';
import { commercialCodeTypes, findCode, units } from './codes.ts';
import { type FaultList, optionalText, requiredText } from './fault-list.ts';
import type { LineForm } from './invoice-form.ts';
import type { CommercialCode } from './invoice.ts';
import { type Presence, kindFields } from './kind-fields.ts';
import type { LineContext } from './line-context.ts';
import { isService } from './summary.ts';

/** What tells which thing is sold: CAByS, unit, codes, serials, registries. */

export const maxCommercialCodes = 5;
export const maxSerials = 1_000;
/** Nota 12: código de uso interno; asignado por el fabricante. */
export const internalCodeType = '04';
export const manufacturerCodeType = '03';

/** Units of services (DOMAIN.md 5.13) that measure no goods; hours, days and minutes may. */
const serviceUnits: ReadonlySet<string> = new Set(['Sp', 'Spe', 'St', 'Os', 'Al', 'Alc', 'Cm', 'I']);

/**
 * CodigoCABYS: 13 digits, of the catalogue when there is one, whose rate is a suggestion (DOMAIN.md 5.13).
 * @param rate row of the line's IVA, to compare with it
 * @returns '' when it is not written
 */
export function readCabys(
  list: FaultList,
  path: string,
  typed: string,
  presence: Presence,
  { kind, cabys: lookUp }: LineContext,
  rate: IvaRate | undefined,
): string {
  const cabys = typed.trim();
  if (cabys === '') {
    if (presence === 'required') list.block('required', path);
    else list.warn('cabys-missing-in-note', path);
    return '';
  }
  if (!/^\d{13}$/.test(cabys)) {
    list.block('cabys-format', path);
    return cabys;
  }
  const known = lookUp?.(cabys);
  if (known === 'absent') list.block('cabys-not-in-catalogue', path);
  else if (known === 'unknown') list.warn('cabys-not-found', path);
  else if (known !== undefined && rate !== undefined && kind !== '09') {
    const suggested = parseDecimal(known.rate);
    if (suggested !== undefined && compareDecimals(suggested, rate.rate) !== 0) {
      list.warn('cabys-suggests-rate', path, {
        suggested: formatDecimalTrimmed(suggested),
        received: formatDecimalTrimmed(rate.rate),
      });
    }
  }
  return cabys;
}

interface UnitTexts {
  readonly unit: string;
  readonly commercialUnit: string;
  readonly cabys: string;
}

/** UnidadMedida and UnidadMedidaComercial. */
export function readUnit(
  list: FaultList,
  path: string,
  form: UnitTexts,
): { readonly unit: string; readonly commercialUnit?: string } {
  // never normalised: the schema's ohm would become another letter
  const unit = form.unit.trim();
  if (unit === '') list.block('required', `${path}unit`);
  else if (findCode(units, unit) === undefined) list.block('unit-unknown', `${path}unit`);
  else if (serviceUnits.has(unit) && form.cabys.trim() !== '' && !isService(form.cabys.trim())) {
    list.warn('unit-of-service', `${path}unit`);
  }
  const commercialUnit = optionalText(list, `${path}commercialUnit`, form.commercialUnit, { max: 20 });
  if (unit === 'Otros' && form.commercialUnit.trim() === '') {
    list.warn('unit-undescribed', `${path}commercialUnit`);
  }
  return { unit, ...(commercialUnit !== undefined && { commercialUnit }) };
}

/** CodigoComercial: the own code first. */
export function readCommercialCodes(
  list: FaultList,
  path: string,
  line: LineForm,
): readonly CommercialCode[] {
  const own = optionalText(list, `${path}productCode`, line.productCode, { max: 20 });
  const used = line.commercialCodes.filter((each) => each.type.trim() !== '' || each.code.trim() !== '');
  const count = used.length + (line.productCode.trim() === '' ? 0 : 1);
  if (count > maxCommercialCodes) {
    list.block('commercial-codes-too-many', `${path}commercialCodes`, {
      max: String(maxCommercialCodes),
      count: String(count),
    });
  }
  const others = used.flatMap((each) => {
    const at = `${path}commercialCodes.${each.id}`;
    const type = each.type.trim();
    const known = findCode(commercialCodeTypes, type) !== undefined;
    if (type === '') list.block('required', `${at}.type`);
    else if (!known) list.block('commercial-code-type-unknown', `${at}.type`);
    const code = requiredText(list, `${at}.code`, each.code, { max: 20 });
    return known && code !== undefined ? [{ type, code }] : [];
  });
  return own === undefined ? others : [{ type: internalCodeType, code: own }, ...others];
}

/** NumeroVINoSerie; blank ones are left out. */
function readSerials(list: FaultList, path: string, serials: readonly string[]): readonly string[] {
  const used = serials.filter((each) => each.trim() !== '');
  if (used.length > maxSerials) {
    list.block('serials-too-many', path, { max: String(maxSerials), count: String(used.length) });
  }
  return serials.flatMap((each, index) => optionalText(list, `${path}.${index}`, each, { max: 17 }) ?? []);
}

/** NumeroVINoSerie, RegistroMedicamento, FormaFarmaceutica and PartidaArancelaria (DOMAIN.md 4.3, 4.4). */
export function readGoodsDetails(list: FaultList, path: string, line: LineForm, { kind }: LineContext) {
  const serials = readSerials(list, `${path}serials`, line.serials);
  const medicineRegistry = optionalText(list, `${path}medicineRegistry`, line.medicineRegistry, { max: 100 });
  const medicineForm = optionalText(list, `${path}medicineForm`, line.medicineForm, { min: 3, max: 3 });
  const hasRegistry = line.medicineRegistry.trim() !== '';
  if (hasRegistry !== (line.medicineForm.trim() !== '')) {
    list.warn('medicine-incomplete', `${path}${hasRegistry ? 'medicineForm' : 'medicineRegistry'}`);
  }
  const heading = kindFields[kind].tariffHeading ? line.tariffHeading.trim() : '';
  if (heading !== '' && !/^\d{12}$/.test(heading))
    list.block('tariff-heading-format', `${path}tariffHeading`);
  // a note says it when the document it corrects is an export: that is not known here
  if (heading === '' && kind === '09' && /^[0-4]/.test(line.cabys.trim())) {
    list.block('tariff-heading-missing', `${path}tariffHeading`);
  }
  return {
    serials,
    ...(medicineRegistry !== undefined && { medicineRegistry }),
    ...(medicineForm !== undefined && { medicineForm }),
    ...(heading !== '' && { tariffHeading: heading }),
  };
}
