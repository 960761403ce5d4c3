import { compareDecimals, decimal } from '../money/decimal.ts';
import type { TypedNumber } from '../money/typed-number.ts';
import { discountCodes, findCode } from './codes.ts';
import { type FaultList, type TextLimits, optionalText, requiredNumber, requiredText } from './fault-list.ts';
import type { DiscountForm } from './invoice-form.ts';
import type { Amount, Discount } from './invoice.ts';
import { discountDecimals } from './parsed-line.ts';

export const maxDiscounts = 5;
const hundred = decimal('100');

export interface DiscountTexts {
  readonly code: string;
  readonly otherText?: string;
  readonly nature?: string;
}

/** What a line's discount says, or that of a bundle's part, which has no NaturalezaDescuento. */
export interface DiscountFields {
  readonly otherText: TextLimits;
  readonly nature?: TextLimits;
}
export const lineDiscount: DiscountFields = { otherText: { min: 5, max: 100 }, nature: { min: 3, max: 80 } };
export const componentDiscount: DiscountFields = { otherText: { min: 3, max: 80 } };

function readTexts(
  list: FaultList,
  path: string,
  form: DiscountForm,
  fields: DiscountFields,
): DiscountTexts | undefined {
  const code = form.code.trim();
  if (code === '') {
    list.block('discount-code-missing', `${path}.code`);
    return undefined;
  }
  if (findCode(discountCodes, code) === undefined) {
    list.block('discount-code-unknown', `${path}.code`);
    return undefined;
  }
  // with 99 both texts are required, else the nature alone may be given (DOMAIN.md 5.7)
  const other = code === '99';
  const natureOf = other ? requiredText : optionalText;
  const nature = fields.nature && natureOf(list, `${path}.nature`, form.nature, fields.nature);
  const otherText = other
    ? requiredText(list, `${path}.otherText`, form.otherText, fields.otherText)
    : undefined;
  return { code, ...(otherText !== undefined && { otherText }), ...(nature !== undefined && { nature }) };
}

/**
 * @param path of the line or component, with its dot at the end
 * @returns one for each discount, undefined where its texts are at fault
 */
export function readDiscounts(
  list: FaultList,
  path: string,
  discounts: readonly DiscountForm[],
  numbers: readonly TypedNumber[],
  fields: DiscountFields,
): readonly (DiscountTexts | undefined)[] {
  if (discounts.length > maxDiscounts) {
    list.block('discounts-too-many', `${path}discounts`, {
      max: String(maxDiscounts),
      count: String(discounts.length),
    });
  }
  return discounts.map((form, index) => {
    const discountPath = `${path}discounts.${form.id}`;
    const value = requiredNumber(list, `${discountPath}.value`, numbers[index] ?? { kind: 'empty' }, {
      decimals: discountDecimals,
      decimalsFault: 'discount-decimals',
    });
    if (value !== undefined && form.mode === 'percent' && compareDecimals(value, hundred) > 0) {
      list.block('discount-over-100', `${discountPath}.value`);
    }
    return readTexts(list, discountPath, form, fields);
  });
}

export const pairDiscounts = (
  amounts: readonly Amount[],
  texts: readonly (DiscountTexts | undefined)[],
): readonly Discount[] =>
  amounts.flatMap((amount, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ amount, ...text }];
  });
