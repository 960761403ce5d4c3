import type { Amount } from '../billing/invoice.ts';
import {
  type Decimal,
  divideHalfUp,
  formatDecimal,
  formatDecimalTrimmed,
  parseDecimal,
  powerOfTen,
  toScale,
} from './decimal.ts';

export type { Amount } from '../billing/invoice.ts';

/** Decimals of every amount of a comprobante (DecimalDineroType: fractionDigits 5). */
export const amountScale = 5;

/** 9999999999999.99999, the most DecimalDineroType holds (18 digits, 5 of them decimals). */
export const maxAmount: Amount = 999_999_999_999_999_999n;

/** Whether the schema can hold it: never negative, at most 13 integer digits. */
export const fitsSchema = (amount: Amount): boolean => amount >= 0n && amount <= maxAmount;

/** Reads machine text. @returns undefined when it is not a number or has more than 5 decimals */
export function parseAmount(text: string): Amount | undefined {
  const value = parseDecimal(text);
  if (value === undefined || value.scale > amountScale) return undefined;
  return toScale(value, amountScale).unscaled;
}

/** For values written in the program's own source. @throws RangeError when it is not an amount */
export function amountOf(text: string): Amount {
  const value = parseAmount(text);
  if (value === undefined) throw new RangeError(`not an amount: ${text}`);
  return value;
}

/** As the XML writes it: a point, no thousands, no idle zeros: `1500`, `1.5`. */
export const formatAmount = (value: Amount): string =>
  formatDecimalTrimmed({ unscaled: value, scale: amountScale });

/** All five decimals: `1500.00000`. */
export const formatAmountFixed = (value: Amount): string =>
  formatDecimal({ unscaled: value, scale: amountScale });

/** Half-up at the 5th decimal (DOMAIN.md section 6): the one place where an amount is rounded. */
export function decimalToAmount(value: Decimal): Amount {
  if (value.scale <= amountScale) return value.unscaled * powerOfTen(amountScale - value.scale);
  return divideHalfUp(value.unscaled, powerOfTen(value.scale - amountScale));
}

/** a x b, rounded once. */
export const multiplyToAmount = (a: Decimal, b: Decimal): Amount =>
  decimalToAmount({ unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale });

/** `base` x `rate` / 100, rounded once. @param rate percent: 13 is 13 % */
export const percentOf = (base: Amount, rate: Decimal): Amount =>
  decimalToAmount({ unscaled: base * rate.unscaled, scale: amountScale + rate.scale + 2 });

export function sumAmounts(values: Iterable<Amount>): Amount {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}

/**
 * Splits `total` into parts that add up to it exactly.
 * @param total in minor units of any scale, >= 0
 * @param weights at least one, each >= 0, not all zero
 * @returns same length as `weights`; each part is its share cut down, and the spare minor units go one by one to the earliest
 *   parts whose weight is not zero
 * @throws RangeError on a bad total or bad weights (caller's mistake)
 */
export function allocate(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  let weightSum = 0n;
  for (const weight of weights) {
    if (weight < 0n) throw new RangeError('a weight is negative');
    weightSum += weight;
  }
  if (weightSum === 0n) throw new RangeError('no weight to share by');
  if (total < 0n) throw new RangeError('the total is negative');
  const parts = weights.map((weight) => (total * weight) / weightSum);
  let spare = total - sumAmounts(parts);
  return parts.map((part, index) => {
    if (spare === 0n || weights[index] === 0n) return part;
    spare -= 1n;
    return part + 1n;
  });
}
