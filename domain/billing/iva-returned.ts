import { type Amount, decimalToAmount } from '../money/amount.ts';
import { divideHalfUp } from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import type { PaymentMeanForm } from './invoice-form.ts';

/** Nota 6: tarjeta. */
export const cardMean = '02';
const meanDecimals = 5;

const isBlank = (mean: PaymentMeanForm): boolean => mean.code.trim() === '' && mean.amount.trim() === '';

export interface IvaReturned {
  readonly amount: Amount;
  /** false while the part paid by card cannot be read */
  readonly complete: boolean;
}

/**
 * TotalIVADevuelto (DOMAIN.md 6.2; revision of 22-Apr-2026, section 1): the IVA of health services when all is paid by card; when a part
 * is, (paid by card / venta neta) x that IVA, rounded once and never more than it.
 * @param healthTax IVA charged for health services
 */
export function ivaReturned(
  healthTax: Amount,
  netSale: Amount,
  means: readonly PaymentMeanForm[],
): IvaReturned {
  const used = means.filter((mean) => !isBlank(mean));
  const byCard = used.filter((mean) => mean.code.trim() === cardMean);
  if (healthTax === 0n || byCard.length === 0) return { amount: 0n, complete: true };
  if (byCard.length === used.length) return { amount: healthTax, complete: true };
  let paid: Amount = 0n;
  let complete = true;
  for (const mean of byCard) {
    const number = readTypedNumber(mean.amount, meanDecimals);
    if (number.kind === 'read') paid += decimalToAmount(number.value);
    else complete = false;
  }
  if (paid >= netSale) return { amount: healthTax, complete };
  return { amount: divideHalfUp(paid * healthTax, netSale), complete };
}
