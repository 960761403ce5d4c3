import { formatAmount, multiplyToAmount, sumAmounts } from '../money/amount.ts';
import { one } from '../money/decimal.ts';
import { type FaultList, optionalText, requiredNumber, requiredText } from './fault-list.ts';
import type { ComponentForm, LineForm } from './invoice-form.ts';
import type { CommercialCode, Component } from './invoice.ts';
import { kindFields } from './kind-fields.ts';
import type { ComponentAmounts } from './line-amounts.ts';
import type { LineContext } from './line-context.ts';
import { type ParsedComponent, type ParsedLine, priceDecimals, quantityDecimals } from './parsed-line.ts';
import { countedTaxes, numberValue } from './parsed-taxes.ts';
import { type DiscountTexts, componentDiscount, pairDiscounts, readDiscounts } from './read-discounts.ts';
import { manufacturerCodeType, readCabys, readUnit } from './read-goods.ts';
import { checkFactoryIva, checkIva } from './read-iva.ts';
import { priceFaults, quantityFaults, readPositive } from './read-positive.ts';
import { readTaxes, writtenTax } from './read-taxes.ts';

export const maxComponents = 20;

/** A part without its amounts, which are computed with the whole line. */
export type ComponentTexts = (amounts: ComponentAmounts) => Component;

interface ReadTexts {
  readonly discountTexts: readonly (DiscountTexts | undefined)[];
  readonly taxNames: ReadonlyMap<string, string>;
}

/** The Impuesto rows of a part: the IVA, then the others. */
function componentTaxes(
  amounts: ComponentAmounts,
  parsed: ParsedComponent,
  names: ReadonlyMap<string, string>,
  context: LineContext,
): Component['taxes'] {
  const [iva, ...others] = amounts.taxes;
  const rate = parsed.iva.rate;
  if (iva === undefined || rate === undefined) return [];
  const counted = countedTaxes(parsed.taxes, kindFields[context.kind]);
  return [
    { code: iva.code, rateCode: rate.code, rate: rate.rate, amount: iva.amount },
    ...others.flatMap((amount, index) => {
      const each = counted[index];
      return each?.tax === undefined ? [] : [writtenTax(each.tax, amount, names.get(each.form.id))];
    }),
  ];
}

function readComponent(
  list: FaultList,
  path: string,
  form: ComponentForm,
  parsed: ParsedComponent,
  context: LineContext,
): ComponentTexts | undefined {
  const cabys = readCabys(list, `${path}cabys`, form.cabys, 'required', context, parsed.iva.rate);
  const code = optionalText(list, `${path}productCode`, form.productCode, { max: 20 });
  const detail = requiredText(list, `${path}detail`, form.detail, { min: 3, max: 200 });
  const unit = readUnit(list, path, form);
  const quantity = readPositive(
    list,
    `${path}quantity`,
    requiredNumber(list, `${path}quantity`, parsed.quantity, {
      decimals: quantityDecimals,
      decimalsFault: 'quantity-decimals',
    }),
    quantityFaults,
  );
  // the schema lets a part be priced at 0
  const unitPrice = readPositive(
    list,
    `${path}unitPrice`,
    requiredNumber(list, `${path}unitPrice`, parsed.unitPrice, {
      decimals: priceDecimals,
      decimalsFault: 'price-decimals',
    }),
    { tooLarge: priceFaults.tooLarge },
  );
  checkIva(list, path, form, parsed.iva, context.kind, ['01', '07']);
  const factoryIva = checkFactoryIva(list, path, form, parsed, context.kind);
  const texts: ReadTexts = {
    discountTexts: readDiscounts(list, path, form.discounts, parsed.discounts, componentDiscount),
    taxNames: readTaxes(list, path, parsed.taxes, context.kind),
  };
  if (detail === undefined || quantity === undefined || unitPrice === undefined) return undefined;
  const commercialCodes: readonly CommercialCode[] =
    code === undefined ? [] : [{ type: manufacturerCodeType, code }];
  return (amounts) => ({
    cabys,
    commercialCodes,
    quantity,
    ...unit,
    detail,
    unitPrice,
    total: amounts.total,
    discounts: pairDiscounts(amounts.discounts, texts.discountTexts),
    subtotal: amounts.subtotal,
    ...(factoryIva !== undefined && { factoryIva }),
    ...(kindFields[context.kind].taxBase && { taxBase: amounts.taxBase }),
    taxes: componentTaxes(amounts, parsed, texts.taxNames, context),
  });
}

/** Warns when the parts add up, before or after their discounts, to another price than the bundle's. */
function comparePrices(list: FaultList, path: string, parsed: ParsedLine): void {
  const price = numberValue(parsed.unitPrice);
  if (price === undefined || parsed.amounts?.ok !== true) return;
  const { components } = parsed.amounts.value;
  const whole = multiplyToAmount(price, one);
  const total = sumAmounts(components.map((each) => each.total));
  const discounted = sumAmounts(components.map((each) => each.subtotal));
  if (whole !== total && whole !== discounted) {
    list.warn('bundle-price-mismatch', `${path}unitPrice`, {
      price: formatAmount(whole),
      components: formatAmount(discounted),
    });
  }
}

/**
 * DetalleSurtido (DOMAIN.md 4.4, 6.1).
 * @param path of the line, with its dot at the end
 * @returns one for each component, undefined where it is at fault
 */
export function readComponents(
  list: FaultList,
  path: string,
  line: LineForm,
  parsed: ParsedLine,
  context: LineContext,
): readonly (ComponentTexts | undefined)[] {
  if (parsed.components.length === 0) return [];
  if (line.components.length > maxComponents) {
    list.block('components-too-many', `${path}components`, {
      max: String(maxComponents),
      count: String(line.components.length),
    });
  }
  if (line.taxes.length > 0) list.warn('bundle-own-field', `${path}taxes`);
  if (line.factoryIva.trim() !== '') list.warn('bundle-own-field', `${path}factoryIva`);
  if (line.taxBase.trim() !== '') list.warn('bundle-own-field', `${path}taxBase`);
  if (!line.commercialCodes.some((each) => each.type.trim() === manufacturerCodeType)) {
    list.warn('bundle-code-missing', `${path}commercialCodes`);
  }
  comparePrices(list, path, parsed);
  return line.components.flatMap((form, index) => {
    const each = parsed.components[index];
    return each === undefined
      ? []
      : [readComponent(list, `${path}components.${form.id}.`, form, each, context)];
  });
}
