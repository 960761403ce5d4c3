import { type Amount, decimalToAmount, percentOf, sumAmounts } from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Result, fail, ok } from '../result.ts';
import { discountCodes } from './codes.ts';

export interface DiscountInput {
  /** Nota 20 */
  readonly code: string;
  /** `percent` is of what is left after the previous discount */
  readonly mode: 'amount' | 'percent';
  /** >= 0 */
  readonly value: Decimal;
}

export interface DiscountAmounts {
  /** MontoDescuento of each, in order */
  readonly discounts: readonly Amount[];
  /** their sum */
  readonly discount: Amount;
  /** SubTotal */
  readonly subtotal: Amount;
  /** given free whole: regalía (01) or bonificación (03) */
  readonly free: boolean;
}

export type DiscountAmountsFault =
  /** `left` is what the previous discounts left over */
  | {
      readonly kind: 'discount-exceeds-left';
      readonly index: number;
      readonly left: Amount;
      readonly discount: Amount;
    }
  /** regalía (01) or bonificación (03) that leaves `left` to be paid: they mean the whole line is free */
  | { readonly kind: 'discount-not-whole-line'; readonly index: number; readonly left: Amount };

const freeLineCodes: ReadonlySet<string> = new Set(
  discountCodes.filter((each) => each.freeLine).map((each) => each.code),
);

/** Chained discounts: each is of what the one before left (DOMAIN.md 6.1, steps 2 and 3). @param total MontoTotal */
export function discountAmounts(
  total: Amount,
  inputs: readonly DiscountInput[],
): Result<DiscountAmounts, DiscountAmountsFault> {
  let left = total;
  let freeIndex: number | undefined;
  const discounts: Amount[] = [];
  for (const [index, { code, mode, value }] of inputs.entries()) {
    const discount = mode === 'percent' ? percentOf(left, value) : decimalToAmount(value);
    if (discount > left) return fail({ kind: 'discount-exceeds-left', index, left, discount });
    discounts.push(discount);
    left -= discount;
    if (freeLineCodes.has(code)) freeIndex ??= index;
  }
  if (freeIndex !== undefined && left !== 0n) {
    return fail({ kind: 'discount-not-whole-line', index: freeIndex, left });
  }
  return ok({ discounts, discount: sumAmounts(discounts), subtotal: left, free: freeIndex !== undefined });
}
