import { compareDecimals, decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import { alcoholProportion, cementRate } from '../tax/other-taxes.ts';
import { ivaTaxCodes, findCode } from './codes.ts';
import { type FaultList, requiredNumber, requiredText } from './fault-list.ts';
import type { SpecificTax, Tax } from './invoice.ts';
import { kindFields } from './kind-fields.ts';
import type { InvoiceKind } from './invoice-form.ts';
import { type ParsedTax, rateDecimals, taxAmountDecimals, taxInKind, taxNumbers } from './parsed-taxes.ts';
import type { OtherTax, TaxAmount } from './tax-amounts.ts';

/** Each number is less than this: Tarifa and Porcentaje 4/2 digits, CantidadUnidadMedida and VolumenUnidadConsumo 7/2. */
const limits = {
  rate: decimal('100'),
  percentage: decimal('100'),
  quantity: decimal('100000'),
  volume: decimal('100000'),
  unitTax: decimal('10000000000000'),
} as const;
type TaxNumber = keyof typeof limits;

const isDrink = (tax: ParsedTax): boolean => tax.row?.code === '05' && !tax.form.soap;

function checkNumber(list: FaultList, path: string, tax: ParsedTax, name: TaxNumber): void {
  const number = tax.numbers[name] ?? { kind: 'empty' };
  const field = `${path}.${name}`;
  if (number.kind === 'empty' && name === 'percentage') {
    list.block('tax-alcohol-missing', field);
    return;
  }
  if (name === 'volume' && number.kind === 'empty') {
    list.block('tax-volume-missing', field);
    return;
  }
  const value = requiredNumber(list, field, number, {
    decimals: name === 'unitTax' ? taxAmountDecimals : rateDecimals,
    decimalsFault: 'tax-decimals',
  });
  if (value === undefined) return;
  if (name === 'volume' && value.unscaled === 0n && isDrink(tax)) {
    list.block('tax-volume-missing', field);
  } else if (compareDecimals(value, limits[name]) >= 0) {
    list.block('tax-too-large', field, { max: formatDecimalTrimmed(limits[name]) });
  } else if (tax.row?.code === '12' && name === 'rate' && compareDecimals(value, cementRate) !== 0) {
    list.block('tax-rate-mismatch', field, {
      expected: formatDecimalTrimmed(cementRate),
      received: formatDecimalTrimmed(value),
    });
  }
}

/** @returns its name for code 99; undefined also when at fault */
function readTax(list: FaultList, path: string, tax: ParsedTax, kind: InvoiceKind): string | undefined {
  const code = tax.form.code.trim();
  if (tax.row === undefined) {
    if (code === '') list.block('required', `${path}.code`);
    else if (findCode(ivaTaxCodes, code) === undefined) list.block('tax-code-unknown', `${path}.code`);
    else list.block('tax-code-is-iva', `${path}.code`);
    return undefined;
  }
  if (!taxInKind(tax.row, kindFields[kind])) {
    list.warn('tax-not-in-kind', `${path}.code`);
    return undefined;
  }
  if (tax.form.assumed && !tax.row.assumable) list.warn('tax-assumed-unused', `${path}.assumed`);
  else if (tax.form.assumed && !kindFields[kind].taxAssumed) list.warn('left-out', `${path}.assumed`);
  for (const name of taxNumbers[code] ?? []) checkNumber(list, path, tax, name);
  return code === '99'
    ? requiredText(list, `${path}.otherText`, tax.form.otherText, { min: 5, max: 100 })
    : undefined;
}

/**
 * @param path of the line or component, with its dot at the end
 * @returns names of those with code 99, by id
 */
export function readTaxes(
  list: FaultList,
  path: string,
  taxes: readonly ParsedTax[],
  kind: InvoiceKind,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const tax of taxes) {
    const name = readTax(list, `${path}taxes.${tax.form.id}`, tax, kind);
    if (name !== undefined) names.set(tax.form.id, name);
  }
  return names;
}

/** DatosImpuestoEspecifico of a tax that has it. */
function specificTax({ input }: OtherTax): SpecificTax | undefined {
  switch (input.code) {
    case '03':
    case '06':
      return { quantity: input.quantity, unitTax: input.unitTax };
    case '04': {
      const { quantity, percentage, unitTax } = input;
      return { quantity, percentage, proportion: alcoholProportion(quantity, percentage), unitTax };
    }
    case '05':
      return { quantity: input.quantity, volume: input.volume, unitTax: input.unitTax };
    default:
      return undefined;
  }
}

/** What is written of a tax that was computed. @param name CodigoImpuestoOTRO, with code 99 */
export function writtenTax(
  tax: OtherTax,
  amount: TaxAmount,
  name: string | undefined,
): Omit<Tax, 'exoneration' | 'exported' | 'factor'> {
  const { input } = tax;
  const specific = specificTax(tax);
  return {
    code: input.code,
    ...(name !== undefined && { otherText: name }),
    ...('rate' in input && { rate: input.rate }),
    ...(specific !== undefined && { specific }),
    amount: amount.amount,
  };
}
