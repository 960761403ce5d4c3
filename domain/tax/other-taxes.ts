import { assertNever } from '../assert-never.ts';
import { type Amount, amountScale, decimalToAmount, percentOf } from '../money/amount.ts';
import {
  type Decimal,
  decimal,
  divideHalfUp,
  multiplyDecimals,
  powerOfTen,
  roundHalfUp,
} from '../money/decimal.ts';

/**
 * A tax of Nota 8 besides the IVA family, with what its formula needs (DOMAIN.md 6.1, step 4). Quantities, percentage and volume have
 * at most 2 decimals, `unitTax` is ImpuestoUnidad in the currency of the document.
 */
export type OtherTaxInput =
  /** 02 selective, 12 cement, 99 other: percent of SubTotal */
  | { readonly code: '02' | '12' | '99'; readonly rate: Decimal }
  /** fuel: litres of the whole line */
  | { readonly code: '03'; readonly quantity: Decimal; readonly unitTax: Amount }
  /** alcohol: millilitres of one unit, percent of alcohol */
  | {
      readonly code: '04';
      readonly quantity: Decimal;
      readonly percentage: Decimal;
      readonly unitTax: Amount;
    }
  /** drinks without alcohol and toilet soap; `volume` is VolumenUnidadConsumo, never 0 for a drink */
  | {
      readonly code: '05';
      readonly soap: boolean;
      readonly quantity: Decimal;
      readonly volume: Decimal;
      readonly unitTax: Amount;
    }
  /** tobacco: cigarettes of one unit */
  | { readonly code: '06'; readonly quantity: Decimal; readonly unitTax: Amount };

/** Tarifa of cement. */
export const cementRate = decimal('5');

/** Decimals of Proporcion. */
const proportionDecimals = 5;

const amountAsDecimal = (amount: Amount): Decimal => ({ unscaled: amount, scale: amountScale });

/**
 * Proporcion of alcohol: millilitres x percentage / 100, half-up at the 5th decimal. Without the 100 it is refused (-471, -473).
 * @param millilitres of one unit
 */
export function alcoholProportion(millilitres: Decimal, percentage: Decimal): Decimal {
  const product = multiplyDecimals(millilitres, percentage);
  return roundHalfUp({ unscaled: product.unscaled, scale: product.scale + 2 }, proportionDecimals);
}

/** a x b / c, rounded once. */
function multiplyDivideToAmount(a: Decimal, b: Decimal, divisor: Decimal): Amount {
  const product = multiplyDecimals(a, b);
  const dividend = product.unscaled * powerOfTen(divisor.scale + amountScale);
  return divideHalfUp(dividend, divisor.unscaled * powerOfTen(product.scale));
}

/**
 * Monto of the tax, rounded once.
 * @param lineQuantity Cantidad of the line
 * @param subtotal SubTotal of the line
 * @throws RangeError for a drink whose volume is 0 (caller's mistake)
 */
export function otherTaxAmount(input: OtherTaxInput, lineQuantity: Decimal, subtotal: Amount): Amount {
  switch (input.code) {
    case '02':
    case '12':
    case '99':
      return percentOf(subtotal, input.rate);
    case '03':
      return decimalToAmount(multiplyDecimals(input.quantity, amountAsDecimal(input.unitTax)));
    case '04': {
      const proportion = alcoholProportion(input.quantity, input.percentage);
      return decimalToAmount(
        multiplyDecimals(multiplyDecimals(lineQuantity, proportion), amountAsDecimal(input.unitTax)),
      );
    }
    case '05': {
      const unitTax = amountAsDecimal(input.unitTax);
      return input.soap
        ? decimalToAmount(multiplyDecimals(multiplyDecimals(lineQuantity, input.volume), unitTax))
        : multiplyDivideToAmount(multiplyDecimals(lineQuantity, input.quantity), unitTax, input.volume);
    }
    case '06':
      return decimalToAmount(
        multiplyDecimals(multiplyDecimals(lineQuantity, input.quantity), amountAsDecimal(input.unitTax)),
      );
    default:
      return assertNever(input);
  }
}
