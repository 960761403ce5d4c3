import { type TypedNumber, readTypedNumber, readTypedPercentage } from '../money/typed-number.ts';
import { decimalToAmount } from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import type { Result } from '../result.ts';
import type { IvaRate } from '../tax/iva.ts';
import type { DiscountInput } from './discount-amounts.ts';
import type { ComponentForm, DiscountForm, InvoiceKind, LineForm } from './invoice-form.ts';
import { type KindFields, kindFields } from './kind-fields.ts';
import {
  type ComponentInput,
  type LineAmounts,
  type LineAmountsFault,
  computeLineAmounts,
  computePaymentAmounts,
} from './line-amounts.ts';
import {
  type ParsedIva,
  type ParsedTax,
  countedTaxes,
  ivaRow,
  numberValue,
  otherTaxes,
  parseIva,
  parseTax,
  rateDecimals,
} from './parsed-taxes.ts';
import { type SummaryLine, summaryLine } from './summary.ts';
import { taxBaseEditable } from './tax-amounts.ts';

/** Decimals of each number field: Cantidad and DecimalDineroType of the schema; a discount's percentage is never written. */
export const quantityDecimals = 3;
export const priceDecimals = 5;
export const discountDecimals = 5;

/** The numbers of a component as typed. */
export interface ParsedComponent {
  readonly quantity: TypedNumber;
  readonly unitPrice: TypedNumber;
  readonly discounts: readonly TypedNumber[];
  readonly iva: ParsedIva;
  /** one for each tax of the form, in order */
  readonly taxes: readonly ParsedTax[];
  /** `empty` unless it is editable */
  readonly taxBase: TypedNumber;
  readonly input: ComponentInput | undefined;
}

/** The numbers of a line as typed, and its amounts when all of them could be read. */
export interface ParsedLine {
  readonly kind: InvoiceKind;
  /** `empty` in a REP, which has none */
  readonly quantity: TypedNumber;
  readonly unitPrice: TypedNumber;
  /** one for each discount of the form, in order */
  readonly discounts: readonly TypedNumber[];
  readonly iva: ParsedIva;
  /** one for each tax of the form, in order */
  readonly taxes: readonly ParsedTax[];
  /** `empty` unless it is editable */
  readonly taxBase: TypedNumber;
  /** TarifaExonerada; that of the line when nothing was typed */
  readonly exonerationRate: TypedNumber;
  readonly components: readonly ParsedComponent[];
  /** rows of the rates the amounts came from: the line's, then the components' */
  readonly rates: readonly (IvaRate | undefined)[];
  readonly amounts: Result<LineAmounts, LineAmountsFault> | undefined;
  /** present when `amounts` are there */
  readonly forSummary: SummaryLine | undefined;
}

const empty: TypedNumber = { kind: 'empty' };

/** By identity of the line: a form that changes one line makes a new object for it and keeps the others. */
const kept = new WeakMap<LineForm, ParsedLine>();

/** A grid keeps a blank line at its end: nothing typed that tells what is sold. It is neither counted nor a fault. */
export const isUntouched = (line: LineForm): boolean =>
  line.cabys.trim() === '' &&
  line.productCode.trim() === '' &&
  line.detail.trim() === '' &&
  line.unitPrice.trim() === '' &&
  line.discounts.length === 0 &&
  line.components.length === 0;

const parseDiscounts = (discounts: readonly DiscountForm[]): readonly TypedNumber[] =>
  discounts.map(({ mode, value }) =>
    mode === 'percent'
      ? readTypedPercentage(value, discountDecimals)
      : readTypedNumber(value, discountDecimals),
  );

/** @returns undefined while one of them cannot be read */
function discountInputs(
  forms: readonly DiscountForm[],
  numbers: readonly TypedNumber[],
): readonly DiscountInput[] | undefined {
  const inputs = forms.flatMap(({ code, mode }, index) => {
    const value = numberValue(numbers[index] ?? empty);
    return value === undefined ? [] : [{ code: code.trim(), mode, value }];
  });
  return inputs.length === forms.length ? inputs : undefined;
}

const factoryCode = (typed: string): '01' | '02' | undefined => {
  const code = typed.trim();
  return code === '01' || code === '02' ? code : undefined;
};

interface TaxedTexts {
  readonly ivaTax: string;
  readonly factoryIva: string;
  readonly taxBase: string;
}

/** BaseImponible as typed, where it may be. */
function parseTaxBase(form: TaxedTexts, fields: KindFields): TypedNumber {
  const factory = fields.factoryIva ? factoryCode(form.factoryIva) : undefined;
  return fields.taxBase && taxBaseEditable(form.ivaTax.trim(), factory)
    ? readTypedNumber(form.taxBase, priceDecimals)
    : empty;
}

/** The optional parts of what a line or component is computed from. @returns undefined while the base cannot be read */
function optionalInputs(form: TaxedTexts, taxBase: TypedNumber, fields: KindFields) {
  const base = numberValue(taxBase);
  if (base === undefined && taxBase.kind !== 'empty') return undefined;
  const factory = fields.factoryIva ? factoryCode(form.factoryIva) : undefined;
  return {
    ...(factory !== undefined && { factoryIva: factory }),
    ...(base !== undefined && { taxBase: decimalToAmount(base) }),
  };
}

function parseComponent(form: ComponentForm, fields: KindFields, rate: IvaRate | undefined): ParsedComponent {
  const quantity = readTypedNumber(form.quantity, quantityDecimals);
  const unitPrice = readTypedNumber(form.unitPrice, priceDecimals);
  const discounts = parseDiscounts(form.discounts);
  const iva = parseIva(form.ivaTax, rate, '');
  const taxes = form.taxes.map(parseTax);
  const taxBase = parseTaxBase(form, fields);
  const values = {
    quantity: numberValue(quantity),
    unitPrice: numberValue(unitPrice),
    discounts: discountInputs(form.discounts, discounts),
    otherTaxes: otherTaxes(countedTaxes(taxes, fields)),
    optional: optionalInputs(form, taxBase, fields),
  };
  const input: ComponentInput | undefined =
    values.quantity !== undefined &&
    values.unitPrice !== undefined &&
    values.discounts !== undefined &&
    values.otherTaxes !== undefined &&
    values.optional !== undefined &&
    iva.input !== undefined
      ? {
          quantity: values.quantity,
          unitPrice: values.unitPrice,
          discounts: values.discounts,
          otherTaxes: values.otherTaxes,
          iva: iva.input,
          ...values.optional,
        }
      : undefined;
  return { quantity, unitPrice, discounts, iva, taxes, taxBase, input };
}

/** What is exonerated when nothing was typed: all of the line's rate; of a bundle, which has none, nothing can be said. */
export function wholeRate(iva: ParsedIva, bundle: boolean): Decimal | undefined {
  if (bundle || iva.input === undefined) return undefined;
  if (iva.input.code !== '08') return iva.input.rate.rate;
  const { unscaled, scale } = iva.input.factor;
  return { unscaled: unscaled * 100n, scale };
}

function parseExonerationRate(
  line: LineForm,
  fields: KindFields,
  iva: ParsedIva,
  bundle: boolean,
): TypedNumber {
  if (!fields.exoneration || line.exoneration === undefined) return empty;
  const typed = readTypedPercentage(line.exoneration.rate, rateDecimals);
  if (typed.kind !== 'empty') return typed;
  const whole = wholeRate(iva, bundle);
  return whole === undefined ? empty : { kind: 'read', value: whole };
}

function parsePayment(
  line: LineForm,
  kind: InvoiceKind,
  rates: readonly (IvaRate | undefined)[],
): ParsedLine {
  const unitPrice = readTypedNumber(line.unitPrice, priceDecimals);
  const taxBase = readTypedNumber(line.taxBase, priceDecimals);
  const iva = parseIva(line.ivaTax, rates[0], line.ivaFactor);
  const total = numberValue(unitPrice);
  const subtotal = taxBase.kind === 'empty' ? total : numberValue(taxBase);
  const amounts =
    total !== undefined && subtotal !== undefined && iva.input !== undefined
      ? computePaymentAmounts({
          total: decimalToAmount(total),
          subtotal: decimalToAmount(subtotal),
          iva: iva.input,
        })
      : undefined;
  return {
    kind,
    quantity: empty,
    unitPrice,
    discounts: [],
    iva,
    taxes: [],
    taxBase,
    exonerationRate: empty,
    components: [],
    rates,
    amounts,
    forSummary: amounts?.ok === true ? summaryLine(line, iva.rate, undefined, amounts.value) : undefined,
  };
}

function parse(line: LineForm, kind: InvoiceKind, rates: readonly (IvaRate | undefined)[]): ParsedLine {
  const fields = kindFields[kind];
  if (fields.paymentLines) return parsePayment(line, kind, rates);
  const quantity = readTypedNumber(line.quantity, quantityDecimals);
  const unitPrice = readTypedNumber(line.unitPrice, priceDecimals);
  const discounts = parseDiscounts(line.discounts);
  const iva = parseIva(line.ivaTax, rates[0], line.ivaFactor);
  const components = fields.components
    ? line.components.map((each, index) => parseComponent(each, fields, rates[index + 1]))
    : [];
  const bundle = components.length > 0;
  const taxes = line.taxes.map(parseTax);
  const taxBase = bundle ? empty : parseTaxBase(line, fields);
  const exonerationRate = parseExonerationRate(line, fields, iva, bundle);
  const exonerates = fields.exoneration && line.exoneration !== undefined;

  const values = {
    quantity: numberValue(quantity),
    unitPrice: numberValue(unitPrice),
    discounts: discountInputs(line.discounts, discounts),
    // the taxes of a bundle are those of its components
    otherTaxes: bundle ? [] : otherTaxes(countedTaxes(taxes, fields)),
    optional: bundle ? {} : optionalInputs(line, taxBase, fields),
    exonerationRate: numberValue(exonerationRate),
    components: components.flatMap(({ input }) => input ?? []),
  };
  // what a bundle's own IVA would be does not count, but the arithmetic asks for one
  const ivaInput = bundle ? values.components[0]?.iva : iva.input;
  const amounts =
    values.quantity !== undefined &&
    values.unitPrice !== undefined &&
    values.discounts !== undefined &&
    values.otherTaxes !== undefined &&
    values.optional !== undefined &&
    ivaInput !== undefined &&
    values.components.length === components.length &&
    (!exonerates || values.exonerationRate !== undefined)
      ? computeLineAmounts(
          {
            quantity: values.quantity,
            unitPrice: values.unitPrice,
            discounts: values.discounts,
            iva: ivaInput,
            otherTaxes: values.otherTaxes,
            ...values.optional,
            ...(values.exonerationRate !== undefined && { exonerationRate: values.exonerationRate }),
            components: values.components,
          },
          fields,
        )
      : undefined;
  const factory = fields.factoryIva && !bundle ? factoryCode(line.factoryIva) : undefined;
  const forSummary =
    amounts?.ok === true
      ? summaryLine(line, bundle ? undefined : iva.rate, factory, amounts.value)
      : undefined;
  return {
    kind,
    quantity,
    unitPrice,
    discounts,
    iva,
    taxes,
    taxBase,
    exonerationRate,
    components,
    rates,
    amounts,
    forSummary,
  };
}

/** Whether the rows that were picked before are those of now. */
function sameRates(line: LineForm, rates: readonly (IvaRate | undefined)[], on: string | undefined): boolean {
  if (rates[0] !== ivaRow(line.ivaCode, on)) return false;
  return line.components.every((each, index) => rates[index + 1] === ivaRow(each.ivaCode, on));
}

/**
 * Kept per line object: never change a `LineForm` in place, make a new one.
 * @param kind a REP's line is a payment; other kinds lack some of the taxes (kind-fields.ts)
 * @param on `YYYY-MM-DD` whose rates count; the newest when absent
 */
export function parseLine(line: LineForm, kind: InvoiceKind, on?: string): ParsedLine {
  // the day counts only through the rows it picks: asking for the newest and for today's must not undo each other
  const known = kept.get(line);
  if (known !== undefined && known.kind === kind && sameRates(line, known.rates, on)) return known;
  const rates = [line.ivaCode, ...line.components.map((each) => each.ivaCode)].map((code) =>
    ivaRow(code, on),
  );
  const parsed = parse(line, kind, rates);
  kept.set(line, parsed);
  return parsed;
}
