import {
  type Amount,
  decimalToAmount,
  fitsSchema,
  multiplyToAmount,
  percentOf,
  sumAmounts,
} from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Result, fail, ok } from '../result.ts';
import type { IvaRate } from '../tax/iva.ts';
import { discountCodes } from './codes.ts';

export interface DiscountInput {
  /** Nota 20 */
  readonly code: string;
  /** `percent` is of what is left after the previous discount */
  readonly mode: 'amount' | 'percent';
  /** >= 0 */
  readonly value: Decimal;
}

/** What a line with IVA (tax code 01) is computed from. */
export interface LineInput {
  readonly quantity: Decimal;
  /** without tax */
  readonly unitPrice: Decimal;
  readonly discounts: readonly DiscountInput[];
  readonly ivaRate: IvaRate;
}

/** Every amount a LineaDetalle writes. */
export interface LineAmounts {
  /** MontoTotal */
  readonly total: Amount;
  /** MontoDescuento of each, in order */
  readonly discounts: readonly Amount[];
  /** their sum */
  readonly discount: Amount;
  /** SubTotal */
  readonly subtotal: Amount;
  /** BaseImponible */
  readonly taxBase: Amount;
  /** Impuesto/Monto */
  readonly tax: Amount;
  /** ImpuestoAsumidoEmisorFabrica */
  readonly taxAssumed: Amount;
  /** ImpuestoNeto */
  readonly netTax: Amount;
  /** MontoTotalLinea */
  readonly lineTotal: Amount;
}

export type LineAmountsFault =
  /** `left` is what the previous discounts left over */
  | {
      readonly kind: 'discount-exceeds-left';
      readonly index: number;
      readonly left: Amount;
      readonly discount: Amount;
    }
  /** regalía (01) or bonificación (03) that leaves `left` to be paid: they mean the whole line is free */
  | { readonly kind: 'discount-not-whole-line'; readonly index: number; readonly left: Amount }
  /** an amount needs more than 13 integer digits */
  | { readonly kind: 'too-large' };

/**
 * What BaseImponible holds on a line given free. No text says (DOMAIN.md 6.1 and 16.7). `subtotal` (0 on a free line) is what the
 * formula of the field says read literally: BaseImponible = SubTotal, without an exception (-454), while the tax alone is said to
 * be MontoTotal x Tarifa. `line-total` would keep Monto = BaseImponible x Tarifa (-45). Change it here when Hacienda settles it.
 */
export type FreeLineTaxBase = 'subtotal' | 'line-total';
export const freeLineTaxBase: FreeLineTaxBase = 'subtotal';

const freeLineCodes: ReadonlySet<string> = new Set(
  discountCodes.filter((each) => each.freeLine).map((each) => each.code),
);

/**
 * DOMAIN.md 6.1 for lines whose only tax is IVA (01). Each stored field is rounded once, half-up at the 5th decimal; what follows
 * is computed from the rounded ones.
 * @param base see `FreeLineTaxBase`
 * @returns a fault when a discount is more than what is left (-41 family), when a regalía does not cover the line, or on overflow
 */
export function computeLineAmounts(
  input: LineInput,
  base: FreeLineTaxBase = freeLineTaxBase,
): Result<LineAmounts, LineAmountsFault> {
  const total = multiplyToAmount(input.quantity, input.unitPrice);
  if (!fitsSchema(total)) return fail({ kind: 'too-large' });

  let left = total;
  let freeIndex: number | undefined;
  const discounts: Amount[] = [];
  for (const [index, { code, mode, value }] of input.discounts.entries()) {
    const discount = mode === 'percent' ? percentOf(left, value) : decimalToAmount(value);
    if (discount > left) return fail({ kind: 'discount-exceeds-left', index, left, discount });
    discounts.push(discount);
    left -= discount;
    if (freeLineCodes.has(code)) freeIndex ??= index;
  }
  const free = freeIndex !== undefined;
  if (freeIndex !== undefined && left !== 0n) {
    return fail({ kind: 'discount-not-whole-line', index: freeIndex, left });
  }

  const subtotal = left;
  const taxBase = free && base === 'line-total' ? total : subtotal;
  const tax = percentOf(free ? total : subtotal, input.ivaRate.rate);
  const taxAssumed = free ? tax : 0n;
  const netTax = tax - taxAssumed;
  const lineTotal = subtotal + netTax;
  if (!fitsSchema(lineTotal) || !fitsSchema(tax)) return fail({ kind: 'too-large' });
  return ok({
    total,
    discounts,
    discount: sumAmounts(discounts),
    subtotal,
    taxBase,
    tax,
    taxAssumed,
    netTax,
    lineTotal,
  });
}
