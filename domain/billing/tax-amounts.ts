import { type Amount, amountScale, decimalToAmount, percentOf, sumAmounts } from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import type { IvaRate } from '../tax/iva.ts';
import { type OtherTaxInput, otherTaxAmount } from '../tax/other-taxes.ts';
import { otherTaxCodes } from './codes.ts';
import type { DiscountInput } from './discount-amounts.ts';
import type { KindFields } from './kind-fields.ts';

/** What of a kind of document changes the arithmetic. */
export type AmountRules = Pick<KindFields, 'taxBase' | 'taxAssumed'>;

/**
 * What BaseImponible holds on a line given free. No text says (DOMAIN.md 6.1 and 16.7). `subtotal` (0 on a free line) is what the
 * formula of the field says read literally: BaseImponible = SubTotal, without an exception (-454), while the tax alone is said to
 * be MontoTotal x Tarifa. `line-total` would keep Monto = BaseImponible x Tarifa (-45). Change it here when Hacienda settles it.
 */
export type FreeLineTaxBase = 'subtotal' | 'line-total';
export const freeLineTaxBase: FreeLineTaxBase = 'subtotal';

/** The tax of the IVA family: by rate, or by factor for used goods. */
export type IvaInput =
  | { readonly code: '01' | '07'; readonly rate: IvaRate }
  | { readonly code: '08'; readonly factor: Decimal };

export interface OtherTax {
  readonly input: OtherTaxInput;
  /** borne by factory or shop; counts only for taxes that can be (`otherTaxCodes`) */
  readonly assumed: boolean;
}

/** A line or a component of a bundle. */
export interface TaxedInput {
  readonly quantity: Decimal;
  /** without tax */
  readonly unitPrice: Decimal;
  readonly discounts: readonly DiscountInput[];
  readonly iva: IvaInput;
  readonly otherTaxes: readonly OtherTax[];
  /** IVACobradoFabrica */
  readonly factoryIva?: '01' | '02';
  /** BaseImponible as typed; counts only with factoryIva 01 or tax 07 */
  readonly taxBase?: Amount;
}

/** One Impuesto with how it is paid: amount = exonerated + assumed + net. */
export interface TaxAmount {
  /** Nota 8 */
  readonly code: string;
  /** CodigoTarifaIVA */
  readonly rateCode?: string;
  readonly inTaxBase: boolean;
  /** Monto */
  readonly amount: Amount;
  /** MontoExoneracion */
  readonly exonerated: Amount;
  /** its share of ImpuestoAsumidoEmisorFabrica */
  readonly assumed: Amount;
  /** its share of ImpuestoNeto */
  readonly net: Amount;
}

const otherTaxRow = new Map(otherTaxCodes.map((row) => [row.code, row]));

/** Whether BaseImponible may be another than the computed one (DOMAIN.md 6.1, step 5). */
export const taxBaseEditable = (ivaCode: string, factoryIva: string | undefined): boolean =>
  ivaCode === '07' || factoryIva === '01';

/** base x points / 100, rounded once (step 7; -190). */
export const exonerationAmount = (taxBase: Amount, points: Decimal): Amount => percentOf(taxBase, points);

function otherTax(
  { input, assumed }: OtherTax,
  quantity: Decimal,
  subtotal: Amount,
  borne: boolean,
): TaxAmount {
  const row = otherTaxRow.get(input.code);
  const amount = otherTaxAmount(input, quantity, subtotal);
  const bornePart = borne && assumed && row?.assumable === true ? amount : 0n;
  return {
    code: input.code,
    inTaxBase: row?.inTaxBase ?? false,
    amount,
    exonerated: 0n,
    assumed: bornePart,
    net: amount - bornePart,
  };
}

/**
 * Steps 4 to 6 of DOMAIN.md 6.1, before any exoneration. The IVA of what is given free is of MontoTotal (5.7), by rate or by factor,
 * and borne by the issuer.
 * @returns the IVA first, then the others in their order
 */
export function taxAmounts(
  input: TaxedInput,
  left: { readonly total: Amount; readonly subtotal: Amount; readonly free: boolean },
  rules: AmountRules,
  base: FreeLineTaxBase,
): { readonly taxBase: Amount; readonly taxes: readonly TaxAmount[] } {
  const { total, subtotal } = left;
  const free = left.free && rules.taxAssumed;
  const others = input.otherTaxes.map((each) => otherTax(each, input.quantity, subtotal, rules.taxAssumed));
  const inBase = sumAmounts(others.filter((each) => each.inTaxBase).map((each) => each.amount));
  const typed =
    rules.taxBase && taxBaseEditable(input.iva.code, input.factoryIva) ? input.taxBase : undefined;
  const computed = rules.taxBase ? (free && base === 'line-total' ? total : subtotal) + inBase : subtotal;
  const taxBase = typed ?? computed;

  const { iva } = input;
  const ivaAmount =
    iva.code === '08'
      ? decimalToAmount({
          unscaled: (free ? total : subtotal) * iva.factor.unscaled,
          scale: amountScale + iva.factor.scale,
        })
      : percentOf(typed ?? (free ? total : taxBase), iva.rate.rate);
  const assumed = rules.taxAssumed && (free || input.factoryIva !== undefined) ? ivaAmount : 0n;
  return {
    taxBase,
    taxes: [
      {
        code: iva.code,
        ...(iva.code !== '08' && { rateCode: iva.rate.code }),
        inTaxBase: false,
        amount: ivaAmount,
        exonerated: 0n,
        assumed,
        net: ivaAmount - assumed,
      },
      ...others,
    ],
  };
}

/** A payment of a REP: the IVA is of SubTotal, which is the payment itself unless typed otherwise. */
export interface PaymentInput {
  /** MontoTotal: what was paid, without tax */
  readonly total: Amount;
  readonly subtotal: Amount;
  readonly iva: IvaInput;
}

/** The tax of a payment: neither exonerated nor borne there. */
export function paymentTax({ total, subtotal, iva }: PaymentInput): TaxAmount {
  const { taxes } = taxAmounts(
    {
      quantity: { unscaled: 1n, scale: 0 },
      unitPrice: { unscaled: total, scale: amountScale },
      discounts: [],
      iva,
      otherTaxes: [],
    },
    { total, subtotal, free: false },
    { taxBase: false, taxAssumed: false },
    'subtotal',
  );
  const [tax] = taxes;
  if (tax === undefined) throw new RangeError('no IVA');
  return tax;
}
