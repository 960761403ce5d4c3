import { type Amount, decimalToAmount, fitsSchema, percentOf } from '../money/amount.ts';
import { type TypedNumber, readTypedNumber, readTypedPercentage } from '../money/typed-number.ts';
import type { OtherChargeForm } from './invoice-form.ts';

/** Decimals of MontoCargo and of PorcentajeOC. */
export const chargeDecimals = 5;

/** A row of the form nobody filled in: neither counted nor a fault. */
export const isBlankCharge = (charge: OtherChargeForm): boolean =>
  [
    charge.type,
    charge.otherText,
    charge.thirdPartyIdNumber,
    charge.thirdPartyName,
    charge.detail,
    charge.value,
  ].every((text) => text.trim() === '');

/** The number of a charge as typed: an amount, or a percentage of the net sale. */
export const chargeNumber = ({ mode, value }: Pick<OtherChargeForm, 'mode' | 'value'>): TypedNumber =>
  mode === 'percent' ? readTypedPercentage(value, chargeDecimals) : readTypedNumber(value, chargeDecimals);

export interface ChargeAmounts {
  /** MontoCargo by id of the charge; undefined for one that cannot be read yet, none for a blank row */
  readonly amounts: ReadonlyMap<string, Amount | undefined>;
  /** TotalOtrosCargos */
  readonly total: Amount;
  /** every charge in use could be read */
  readonly complete: boolean;
}

/**
 * MontoCargo of each charge (DOMAIN.md 5.11, 6.2): a percentage is of TotalVentaNeta, rounded once, half-up at the 5th decimal;
 * charges carry no IVA and enter TotalComprobante alone.
 * @param netSale TotalVentaNeta
 */
export function chargeAmounts(charges: readonly OtherChargeForm[], netSale: Amount): ChargeAmounts {
  const amounts = new Map<string, Amount | undefined>();
  let total: Amount = 0n;
  let complete = true;
  for (const charge of charges) {
    if (isBlankCharge(charge)) continue;
    const number = chargeNumber(charge);
    const amount =
      number.kind !== 'read'
        ? undefined
        : charge.mode === 'percent'
          ? percentOf(netSale, number.value)
          : decimalToAmount(number.value);
    const counts = amount !== undefined && fitsSchema(amount);
    amounts.set(charge.id, counts ? amount : undefined);
    if (counts) total += amount;
    else complete = false;
  }
  return { amounts, total, complete };
}
