import {
  type Amount,
  amountScale,
  decimalToAmount,
  fitsSchema,
  multiplyToAmount,
  sumAmounts,
} from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import { type Result, fail, ok } from '../result.ts';
import { type DiscountAmountsFault, discountAmounts } from './discount-amounts.ts';
import {
  type AmountRules,
  type FreeLineTaxBase,
  type PaymentInput,
  type TaxAmount,
  type TaxedInput,
  exonerationAmount,
  freeLineTaxBase,
  paymentTax,
  taxAmounts,
} from './tax-amounts.ts';

/** One part of a bundle; quantity and price are for one bundle. */
export type ComponentInput = TaxedInput;

/** What a line is computed from. */
export interface LineInput extends TaxedInput {
  /** TarifaExonerada, points of rate */
  readonly exonerationRate?: Decimal;
  /** a bundle (surtido) when there are any: then `iva`, `otherTaxes`, `factoryIva` and `taxBase` of the line itself do not count */
  readonly components: readonly ComponentInput[];
}

/** Every amount a LineaDetalleSurtido writes, for one bundle. */
export interface ComponentAmounts {
  readonly total: Amount;
  readonly discounts: readonly Amount[];
  readonly subtotal: Amount;
  readonly taxBase: Amount;
  /** the IVA first, then the others in their order */
  readonly taxes: readonly TaxAmount[];
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
  /** BaseImponible; in kinds without one, what the IVA is of */
  readonly taxBase: Amount;
  /** the IVA first, then the others in their order; of a bundle, one for each code, sorted */
  readonly taxes: readonly TaxAmount[];
  /** the sum of Impuesto/Monto */
  readonly tax: Amount;
  /** MontoExoneracion */
  readonly exonerated: Amount;
  /** ImpuestoAsumidoEmisorFabrica */
  readonly taxAssumed: Amount;
  /** ImpuestoNeto */
  readonly netTax: Amount;
  /** MontoTotalLinea */
  readonly lineTotal: Amount;
  readonly components: readonly ComponentAmounts[];
}

export type LineAmountsFault =
  | DiscountAmountsFault
  /** at the component with that index */
  | { readonly kind: 'component'; readonly index: number; readonly fault: DiscountAmountsFault | TooLarge }
  /** MontoExoneracion above Monto (-190) */
  | { readonly kind: 'exoneration-exceeds-tax'; readonly tax: Amount; readonly exonerated: Amount }
  | TooLarge;

/** an amount needs more than 13 integer digits */
interface TooLarge {
  readonly kind: 'too-large';
}
const tooLarge: TooLarge = { kind: 'too-large' };

function componentAmounts(
  input: ComponentInput,
  rules: AmountRules,
  base: FreeLineTaxBase,
): Result<ComponentAmounts, DiscountAmountsFault | TooLarge> {
  const total = multiplyToAmount(input.quantity, input.unitPrice);
  if (!fitsSchema(total)) return fail(tooLarge);
  const discounted = discountAmounts(total, input.discounts);
  if (!discounted.ok) return discounted;
  const { discounts, subtotal, free } = discounted.value;
  const { taxBase, taxes } = taxAmounts(input, { total, subtotal, free }, rules, base);
  if (![taxBase, ...taxes.map((each) => each.amount)].every(fitsSchema)) return fail(tooLarge);
  return ok({ total, discounts, subtotal, taxBase, taxes });
}

const taxOrder = (code: string): number => (code === '01' || code === '07' ? 0 : 1);

/** Taxes of a bundle: for each code, the sum of its components' times the quantity of the line, rounded once. */
function bundleTaxes(components: readonly ComponentAmounts[], quantity: Decimal, free: boolean): TaxAmount[] {
  const byCode = Map.groupBy(
    components.flatMap((each) => each.taxes),
    (tax) => tax.code,
  );
  const times = (amounts: readonly Amount[]): Amount =>
    decimalToAmount({
      unscaled: sumAmounts(amounts) * quantity.unscaled,
      scale: amountScale + quantity.scale,
    });
  return [...byCode]
    .toSorted(([a], [b]) => taxOrder(a) - taxOrder(b) || (a < b ? -1 : 1))
    .map(([code, taxes]): TaxAmount => {
      const amount = times(taxes.map((each) => each.amount));
      const givenFree = free && taxOrder(code) === 0;
      const assumed = givenFree ? amount : times(taxes.map((each) => each.assumed));
      const inTaxBase = taxes.some((each) => each.inTaxBase);
      return { code, inTaxBase, amount, exonerated: 0n, assumed, net: amount - assumed };
    });
}

function bundleAmounts(
  input: LineInput,
  left: { readonly total: Amount; readonly subtotal: Amount; readonly free: boolean },
  rules: AmountRules,
  base: FreeLineTaxBase,
): Result<
  { readonly taxBase: Amount; readonly taxes: readonly TaxAmount[]; readonly components: ComponentAmounts[] },
  LineAmountsFault
> {
  const components: ComponentAmounts[] = [];
  for (const [index, each] of input.components.entries()) {
    const computed = componentAmounts(each, rules, base);
    if (!computed.ok) return fail({ kind: 'component', index, fault: computed.error });
    components.push(computed.value);
  }
  const taxes = bundleTaxes(components, input.quantity, left.free && rules.taxAssumed);
  const own = left.free && base === 'line-total' ? left.total : left.subtotal;
  const inBase = sumAmounts(taxes.filter((each) => each.inTaxBase).map((each) => each.amount));
  return ok({ taxBase: rules.taxBase ? own + inBase : left.subtotal, taxes, components });
}

/**
 * DOMAIN.md 6.1 for every kind but the REP. Each stored field is rounded once, half-up at the 5th decimal; what follows is computed
 * from the rounded ones.
 * @param rules what the kind of document has (kind-fields.ts): without BaseImponible (FEE) the IVA is of SubTotal, and where nothing
 *   can be borne (FEC, FEE) a free line's is too
 * @param base see `FreeLineTaxBase`
 * @returns a fault when a discount is more than what is left (-41 family), when a regalía does not cover the line, when more is
 *   exonerated than there is tax, or on overflow
 */
export function computeLineAmounts(
  input: LineInput,
  rules: AmountRules,
  base: FreeLineTaxBase = freeLineTaxBase,
): Result<LineAmounts, LineAmountsFault> {
  const total = multiplyToAmount(input.quantity, input.unitPrice);
  if (!fitsSchema(total)) return fail(tooLarge);
  const discounted = discountAmounts(total, input.discounts);
  if (!discounted.ok) return discounted;
  const { discounts, discount, subtotal, free } = discounted.value;

  const left = { total, subtotal, free };
  const taxed =
    input.components.length > 0
      ? bundleAmounts(input, left, rules, base)
      : ok({ ...taxAmounts(input, left, rules, base), components: [] });
  if (!taxed.ok) return taxed;
  const { taxBase, components } = taxed.value;

  const exonerated =
    input.exonerationRate === undefined ? 0n : exonerationAmount(taxBase, input.exonerationRate);
  const [iva, ...others] = taxed.value.taxes;
  if (iva === undefined) throw new RangeError('a line without a tax of the IVA family');
  if (exonerated > iva.amount) return fail({ kind: 'exoneration-exceeds-tax', tax: iva.amount, exonerated });
  // with an exoneration, what is borne is Monto - MontoExoneracion (step 8)
  const charged = iva.amount - exonerated;
  const assumed = iva.assumed < charged ? iva.assumed : charged;
  const taxes: readonly TaxAmount[] =
    exonerated === 0n
      ? taxed.value.taxes
      : [{ ...iva, exonerated, assumed, net: charged - assumed }, ...others];

  const tax = sumAmounts(taxes.map((each) => each.amount));
  const taxAssumed = sumAmounts(taxes.map((each) => each.assumed));
  const netTax = tax - exonerated - taxAssumed;
  const lineTotal = subtotal + netTax;
  if (![lineTotal, tax, taxBase].every(fitsSchema)) return fail(tooLarge);
  return ok({
    total,
    discounts,
    discount,
    subtotal,
    taxBase,
    taxes,
    tax,
    exonerated,
    taxAssumed,
    netTax,
    lineTotal,
    components,
  });
}

/** A line of a REP (DOMAIN.md 6.1, last paragraph): MontoTotalLinea = SubTotal + IVA. */
export function computePaymentAmounts(input: PaymentInput): Result<LineAmounts, LineAmountsFault> {
  const { total, subtotal } = input;
  const iva = paymentTax(input);
  const lineTotal = subtotal + iva.net;
  if (![total, subtotal, iva.amount, lineTotal].every(fitsSchema)) return fail(tooLarge);
  return ok({
    total,
    discounts: [],
    discount: 0n,
    subtotal,
    taxBase: subtotal,
    taxes: [iva],
    tax: iva.amount,
    exonerated: 0n,
    taxAssumed: 0n,
    netTax: iva.net,
    lineTotal,
    components: [],
  });
}
