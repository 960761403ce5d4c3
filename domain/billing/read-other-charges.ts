import { type Amount, decimalToAmount, fitsSchema, percentOf } from '../money/amount.ts';
import { type Decimal, compareDecimals, decimal } from '../money/decimal.ts';
import { otherChargeTypes } from './charge-codes.ts';
import { findCode } from './codes.ts';
import { type FaultList, requiredNumber, requiredText } from './fault-list.ts';
import type { OtherChargeForm } from './invoice-form.ts';
import type { Identification, OtherCharge } from './invoice.ts';
import { chargeDecimals, chargeNumber, isBlankCharge } from './other-charges.ts';
import { readIdentification } from './read-party.ts';

/** OtrosCargos: at most (schema). */
export const maxOtherCharges = 15;
/** PorcentajeOC: 9 digits, 5 of them decimals. */
const percentageLimit = decimal('10000');

/** Whether a document may consist of these charges and no line (DOMAIN.md 4.2). */
export function chargesStandAlone(charges: readonly OtherChargeForm[]): boolean {
  const used = charges.filter((charge) => !isBlankCharge(charge));
  return (
    used.length > 0 &&
    used.every((charge) => findCode(otherChargeTypes, charge.type.trim())?.standsAlone === true)
  );
}

interface ChargeValue {
  readonly amount: Amount;
  readonly percentage?: Decimal;
}

/** @param netSale undefined while the lines are incomplete: a percentage of it is not known then, and no fault */
function readValue(
  list: FaultList,
  path: string,
  form: OtherChargeForm,
  netSale: Amount | undefined,
): ChargeValue | undefined {
  const percent = form.mode === 'percent';
  const value = requiredNumber(list, path, chargeNumber(form), {
    decimals: chargeDecimals,
    decimalsFault: 'charge-decimals',
  });
  if (value === undefined) return undefined;
  if (value.unscaled === 0n) {
    list.block('charge-zero', path);
    return undefined;
  }
  if (percent && compareDecimals(value, percentageLimit) >= 0) {
    list.block('charge-too-large', path, { max: '4' });
    return undefined;
  }
  if (percent && netSale === undefined) return undefined;
  const amount = percent ? percentOf(netSale ?? 0n, value) : decimalToAmount(value);
  if (amount === 0n) {
    list.block('charge-zero', path);
    return undefined;
  }
  if (!fitsSchema(amount)) {
    list.block('charge-too-large', path, { max: '13' });
    return undefined;
  }
  return percent ? { amount, percentage: value } : { amount };
}

interface ThirdParty {
  readonly thirdParty: Identification;
  readonly thirdPartyName: string;
}

function readThirdParty(
  list: FaultList,
  path: string,
  form: OtherChargeForm,
  today: string,
): ThirdParty | undefined {
  const thirdParty = readIdentification(
    list,
    { type: `${path}thirdPartyIdType`, number: `${path}thirdPartyIdNumber` },
    { identificationType: form.thirdPartyIdType, identificationNumber: form.thirdPartyIdNumber },
    () => true,
    today,
  );
  const thirdPartyName = requiredText(list, `${path}thirdPartyName`, form.thirdPartyName, {
    min: 5,
    max: 100,
  });
  return thirdParty === undefined || thirdPartyName === undefined
    ? undefined
    : { thirdParty, thirdPartyName };
}

function readCharge(
  list: FaultList,
  form: OtherChargeForm,
  netSale: Amount | undefined,
  today: string,
): OtherCharge | undefined {
  const path = `otherCharges.${form.id}.`;
  const type = form.type.trim();
  const row = findCode(otherChargeTypes, type);
  if (type === '') list.block('required', `${path}type`);
  else if (row === undefined) list.block('charge-type-unknown', `${path}type`);
  const otherText =
    type === '99' ? requiredText(list, `${path}otherText`, form.otherText, { min: 5, max: 100 }) : undefined;
  const third = row?.thirdParty === true ? readThirdParty(list, path, form, today) : undefined;
  const detail = requiredText(list, `${path}detail`, form.detail, { max: 160 });
  const value = readValue(list, `${path}value`, form, netSale);
  if (row === undefined || detail === undefined || value === undefined) return undefined;
  return { type, ...(otherText !== undefined && { otherText }), ...third, detail, ...value };
}

/**
 * OtrosCargos (DOMAIN.md 4.3, 5.11): third party with type 04, text with 99; a percentage is of the net sale (TotalVentaNeta).
 * @param netSale undefined while it cannot be computed
 * @param today `YYYY-MM-DD`
 * @returns those without fault, in order; blank rows are left out
 */
export function readOtherCharges(
  list: FaultList,
  forms: readonly OtherChargeForm[],
  netSale: Amount | undefined,
  today: string,
): readonly OtherCharge[] {
  const used = forms.filter((form) => !isBlankCharge(form));
  if (used.length > maxOtherCharges) {
    list.block('charges-too-many', 'otherCharges', {
      max: String(maxOtherCharges),
      count: String(used.length),
    });
  }
  return used.flatMap((form) => readCharge(list, form, netSale, today) ?? []);
}

export { isBlankCharge } from './other-charges.ts';
