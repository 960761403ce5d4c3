import { type TypedNumber, readTypedNumber, readTypedPercentage } from '../money/typed-number.ts';
import { type Amount, decimalToAmount } from '../money/amount.ts';
import type { Decimal } from '../money/decimal.ts';
import { type IvaRate, ivaRateOn } from '../tax/iva.ts';
import { type OtherTaxInput, cementRate } from '../tax/other-taxes.ts';
import { type OtherTaxRow, findCode, otherTaxCodes } from './codes.ts';
import type { TaxForm } from './invoice-form.ts';
import type { KindFields } from './kind-fields.ts';
import type { IvaInput, OtherTax } from './tax-amounts.ts';

/** Decimals of Tarifa, Porcentaje, CantidadUnidadMedida and VolumenUnidadConsumo; of ImpuestoUnidad; of FactorCalculoIVA. */
export const rateDecimals = 2;
export const taxAmountDecimals = 5;
export const factorDecimals = 4;

export const numberValue = (number: TypedNumber): Decimal | undefined =>
  number.kind === 'read' ? number.value : undefined;

type TaxNumber = 'rate' | 'quantity' | 'percentage' | 'volume' | 'unitTax';

/** Which fields the formula of each code takes, all of them needed but the rate of cement, which is known. */
export const taxNumbers: Readonly<Record<string, readonly TaxNumber[]>> = {
  '02': ['rate'],
  '03': ['quantity', 'unitTax'],
  '04': ['quantity', 'percentage', 'unitTax'],
  '05': ['quantity', 'volume', 'unitTax'],
  '06': ['quantity', 'unitTax'],
  '12': ['rate'],
  '99': ['rate'],
};

export interface ParsedTax {
  readonly form: TaxForm;
  /** undefined while no tax is chosen, or an unknown one */
  readonly row: OtherTaxRow | undefined;
  /** of the fields its formula takes */
  readonly numbers: Readonly<Partial<Record<TaxNumber, TypedNumber>>>;
  /** present when all of them could be read */
  readonly tax: OtherTax | undefined;
}

function readNumber(name: TaxNumber, form: TaxForm): TypedNumber {
  switch (name) {
    case 'rate':
    case 'percentage':
      return readTypedPercentage(form[name], rateDecimals);
    case 'unitTax':
      return readTypedNumber(form.unitTax, taxAmountDecimals);
    default:
      return readTypedNumber(form[name], rateDecimals);
  }
}

function taxInput(
  code: string,
  form: TaxForm,
  { rate, quantity, percentage, volume, unitTax }: Readonly<Partial<Record<TaxNumber, Decimal>>>,
): OtherTaxInput | undefined {
  if (code === '02' || code === '12' || code === '99') return rate && { code, rate };
  if (quantity === undefined || unitTax === undefined) return undefined;
  const each: Amount = decimalToAmount(unitTax);
  switch (code) {
    case '03':
    case '06':
      return { code, quantity, unitTax: each };
    case '04':
      return percentage && { code, quantity, percentage, unitTax: each };
    case '05':
      // the formula of a drink divides by it
      if (volume === undefined || (volume.unscaled === 0n && !form.soap)) return undefined;
      return { code, soap: form.soap, quantity, volume, unitTax: each };
    default:
      return undefined;
  }
}

export function parseTax(form: TaxForm): ParsedTax {
  const code = form.code.trim();
  const row = findCode(otherTaxCodes, code);
  const names = row === undefined ? [] : (taxNumbers[code] ?? []);
  const numbers = Object.fromEntries(names.map((name) => [name, readNumber(name, form)])) as Partial<
    Record<TaxNumber, TypedNumber>
  >; // as: fromEntries forgets the keys
  if (code === '12' && numbers.rate?.kind === 'empty') numbers.rate = { kind: 'read', value: cementRate };
  const values: Partial<Record<TaxNumber, Decimal>> = {};
  for (const name of names) {
    const number = numbers[name];
    const value = number === undefined ? undefined : numberValue(number);
    if (value !== undefined) values[name] = value;
  }
  const input = taxInput(code, form, values);
  return { form, row, numbers, tax: input && { input, assumed: form.assumed } };
}

/** Whether a kind of document can write the tax: the specific ones need DatosImpuestoEspecifico. */
export const taxInKind = (row: OtherTaxRow, fields: KindFields): boolean =>
  fields.otherTaxes && (row.by === 'rate' || fields.specificTaxes);

/** The taxes that count in a document with these fields; one that is not chosen yet counts and cannot be computed. */
export const countedTaxes = (taxes: readonly ParsedTax[], fields: KindFields): readonly ParsedTax[] =>
  fields.otherTaxes ? taxes.filter(({ row }) => row === undefined || taxInKind(row, fields)) : [];

/** @returns undefined while one of them cannot be computed */
export function otherTaxes(taxes: readonly ParsedTax[]): readonly OtherTax[] | undefined {
  const found = taxes.flatMap(({ tax }) => tax ?? []);
  return found.length === taxes.length ? found : undefined;
}

/** The fields of the IVA family, of a line or of a component. */
export interface ParsedIva {
  /** row of the rate's code, undefined when it is not chosen or unknown */
  readonly rate: IvaRate | undefined;
  /** FactorCalculoIVA; `empty` unless the tax is 08 */
  readonly factor: TypedNumber;
  /** present when it can be computed */
  readonly input: IvaInput | undefined;
}

const empty: TypedNumber = { kind: 'empty' };

export function parseIva(tax: string, rate: IvaRate | undefined, typedFactor: string): ParsedIva {
  const code = tax.trim();
  if (code === '08') {
    const factor = readTypedPercentage(typedFactor, factorDecimals);
    const value = numberValue(factor);
    return { rate: undefined, factor, input: value && { code, factor: value } };
  }
  const known = code === '01' || code === '07';
  return { rate, factor: empty, input: known && rate !== undefined ? { code, rate } : undefined };
}

/** The row of a rate's code. @param on `YYYY-MM-DD`; the newest when absent */
export const ivaRow = (ivaCode: string, on: string | undefined): IvaRate | undefined =>
  ivaRateOn(ivaCode.trim(), on);
