import { type TypedNumber, readTypedNumber, readTypedPercentage } from '../money/typed-number.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Result } from '../result.ts';
import { type IvaRate, ivaRateOn } from '../tax/iva.ts';
import type { LineForm } from './invoice-form.ts';
import { type LineAmounts, type LineAmountsFault, computeLineAmounts } from './line-amounts.ts';
import { type SummaryLine, isService } from './summary.ts';

/** Decimals of each number field: Cantidad and DecimalDineroType of the schema; a discount's percentage is never written. */
export const quantityDecimals = 3;
export const priceDecimals = 5;
export const discountDecimals = 5;

/** The numbers of a line as typed, and its amounts when all of them could be read. */
export interface ParsedLine {
  readonly quantity: TypedNumber;
  readonly unitPrice: TypedNumber;
  /** one for each discount of the form, in order */
  readonly discounts: readonly TypedNumber[];
  /** row of the line's code, undefined when the code is not chosen or unknown */
  readonly ivaRate: IvaRate | undefined;
  readonly amounts: Result<LineAmounts, LineAmountsFault> | undefined;
  /** present when `amounts` is */
  readonly forSummary: SummaryLine | undefined;
}

/** By identity of the line: a form that changes one line makes a new object for it and keeps the others. */
const kept = new WeakMap<LineForm, ParsedLine>();

const readValue = (number: TypedNumber): Decimal | undefined =>
  number.kind === 'read' ? number.value : undefined;

/** A grid keeps a blank line at its end: nothing typed that tells what is sold. It is neither counted nor a fault. */
export const isUntouched = (line: LineForm): boolean =>
  line.cabys.trim() === '' &&
  line.productCode.trim() === '' &&
  line.detail.trim() === '' &&
  line.unitPrice.trim() === '' &&
  line.discounts.length === 0;

function parse(line: LineForm, ivaRate: IvaRate | undefined): ParsedLine {
  const quantity = readTypedNumber(line.quantity, quantityDecimals);
  const unitPrice = readTypedNumber(line.unitPrice, priceDecimals);
  const discounts = line.discounts.map(({ mode, value }) =>
    mode === 'percent'
      ? readTypedPercentage(value, discountDecimals)
      : readTypedNumber(value, discountDecimals),
  );

  const quantityValue = readValue(quantity);
  const priceValue = readValue(unitPrice);
  const discountInputs = line.discounts.flatMap(({ code, mode }, index) => {
    const number = discounts[index];
    const value = number === undefined ? undefined : readValue(number);
    return value === undefined ? [] : [{ code, mode, value }];
  });
  if (
    quantityValue === undefined ||
    priceValue === undefined ||
    ivaRate === undefined ||
    discountInputs.length !== discounts.length
  ) {
    return { quantity, unitPrice, discounts, ivaRate, amounts: undefined, forSummary: undefined };
  }
  const amounts = computeLineAmounts({
    quantity: quantityValue,
    unitPrice: priceValue,
    discounts: discountInputs,
    ivaRate,
  });
  const forSummary: SummaryLine | undefined = amounts.ok
    ? {
        service: isService(line.cabys.trim()),
        taxCode: '01',
        rateCode: ivaRate.code,
        class: ivaRate.class,
        amounts: amounts.value,
      }
    : undefined;
  return { quantity, unitPrice, discounts, ivaRate, amounts, forSummary };
}

/**
 * Kept per line object: never change a `LineForm` in place, make a new one.
 * @param on `YYYY-MM-DD` whose rates count; the newest when absent
 */
export function parseLine(line: LineForm, on?: string): ParsedLine {
  // the day counts only through the row it picks: asking for the newest and for today's must not undo each other
  const ivaRate = ivaRateOn(line.ivaCode, on);
  const known = kept.get(line);
  if (known !== undefined && known.ivaRate === ivaRate) return known;
  const parsed = parse(line, ivaRate);
  kept.set(line, parsed);
  return parsed;
}
