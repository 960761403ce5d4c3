import type { Amount } from '../../domain/billing/invoice.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed, type Decimal } from '../../domain/money/decimal.ts';

/** The schema has no negative number anywhere (DecimalDineroType, minInclusive 0); one that got here is a mistake of the program. */
function notNegative(value: bigint): void {
  if (value < 0n) throw new RangeError('a comprobante has no negative numbers');
}

/** Quantity, price or rate: a point, no thousands separator, no trailing zeros (`13`, `1.5`). @throws RangeError when negative */
export function decimalText(value: Decimal): string {
  notNegative(value.unscaled);
  return formatDecimalTrimmed(value);
}

/** Money, written as `decimalText`. @throws RangeError when negative */
export function amountText(value: Amount): string {
  notNegative(value);
  return formatAmount(value);
}
