import type { Amount } from '../../domain/billing/invoice.ts';
import { amountScale, formatAmount } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed, type Decimal } from '../../domain/money/decimal.ts';
import { plainLeaf } from './canonical-xml.ts';

/** The schema has no negative number anywhere (DecimalDineroType, minInclusive 0); one that got here is a mistake of the program. */
function notNegative(value: bigint): void {
  if (value < 0n) throw new RangeError('a comprobante has no negative numbers');
}

/** Quantity, price or rate: a point, no thousands separator, no trailing zeros (`13`, `1.5`). @throws RangeError when negative */
export function decimalText(value: Decimal): string {
  notNegative(value.unscaled);
  return value.scale <= amountScale ? shortText(value.unscaled, value.scale) : formatDecimalTrimmed(value);
}

/** Money, written as `decimalText`. @throws RangeError when negative */
export function amountText(value: Amount): string {
  notNegative(value);
  return value <= exactUpTo ? shortText(value, amountScale) : formatAmount(value);
}

/** `<name>` with an amount, or nothing when there is none. */
export const optionalAmount = (name: string, value: Amount | undefined): string =>
  value === undefined ? '' : plainLeaf(name, amountText(value));

/** `<name>` with a decimal, or nothing when there is none. */
export const optionalDecimal = (name: string, value: Decimal | undefined): string =>
  value === undefined ? '' : plainLeaf(name, decimalText(value));

/** A total that the schema lets out is left out when it is zero. */
export const unlessZero = (name: string, amount: Amount): string =>
  amount === 0n ? '' : plainLeaf(name, amountText(amount));

/** Up to here the integer of minor units is exact as a double, and so are its quotient and remainder by a power of ten. */
const exactUpTo = BigInt(Number.MAX_SAFE_INTEGER);
const powers = [1, 10, 100, 1_000, 10_000, 100_000] as const;

/**
 * The same text as domain/money gives (a test compares them), at a third of the time: a document of 1,000 lines holds 12,000
 * numbers. Integers only; nothing is computed with fractions.
 */
function shortText(unscaled: bigint, scale: number): string {
  const power = powers[scale];
  if (power === undefined || unscaled > exactUpTo) return formatDecimalTrimmed({ unscaled, scale });
  const minor = Number(unscaled);
  let decimals = minor % power;
  const whole = String((minor - decimals) / power);
  if (decimals === 0) return whole;
  let width = scale;
  while (decimals % 10 === 0) {
    decimals /= 10;
    width -= 1;
  }
  return `${whole}.${String(decimals).padStart(width, '0')}`;
}
