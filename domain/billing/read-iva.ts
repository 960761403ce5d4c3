import { compareDecimals, decimal, formatDecimalTrimmed } from '../money/decimal.ts';
import { readTypedPercentage } from '../money/typed-number.ts';
import { ivaRateAllowed, ivaRateMatches } from '../tax/iva.ts';
import { factoryIvaCodes, findCode, ivaTaxCodes } from './codes.ts';
import { type FaultList, requiredNumber } from './fault-list.ts';
import type { InvoiceKind } from './invoice-form.ts';
import { kindFields } from './kind-fields.ts';
import { priceDecimals } from './parsed-line.ts';
import { type ParsedIva, factorDecimals, numberValue } from './parsed-taxes.ts';
import { taxBaseEditable } from './tax-amounts.ts';
import type { TypedNumber } from '../money/typed-number.ts';

/** FactorCalculoIVA: 5 digits, 4 of them decimals. */
const factorLimit = decimal('10');
const amountLimit = decimal('10000000000000');

interface IvaTexts {
  readonly ivaTax: string;
  readonly ivaCode: string;
  readonly ivaRate: string;
  readonly factoryIva: string;
  readonly taxBase: string;
}

function checkRate(list: FaultList, path: string, form: IvaTexts, iva: ParsedIva, kind: InvoiceKind): void {
  const code = form.ivaCode.trim();
  const row = iva.rate;
  if (row === undefined) {
    list.block(code === '' ? 'required' : 'iva-code-unknown', `${path}ivaCode`);
    return;
  }
  if (!ivaRateAllowed(row, kind)) {
    list.block('iva-code-not-allowed', `${path}ivaCode`);
    return;
  }
  if (kind === '09' && row.class === 'not-subject') {
    list.block('iva-code-not-in-export', `${path}ivaCode`);
    return;
  }
  const typed = form.ivaRate.trim();
  if (typed === '') return;
  const rate = readTypedPercentage(typed, 2);
  if (rate.kind !== 'read' || !ivaRateMatches(row, rate.value)) {
    list.block('iva-rate-mismatch', `${path}ivaRate`, {
      expected: formatDecimalTrimmed(row.rate),
      received: typed,
    });
  }
}

function checkFactor(list: FaultList, path: string, factor: TypedNumber): void {
  const value = requiredNumber(list, `${path}ivaFactor`, factor, {
    decimals: factorDecimals,
    decimalsFault: 'iva-factor-decimals',
  });
  if (value !== undefined && compareDecimals(value, factorLimit) >= 0) {
    list.block('tax-too-large', `${path}ivaFactor`, { max: formatDecimalTrimmed(factorLimit) });
  }
}

/**
 * The tax of the IVA family: which one, its rate or factor (DOMAIN.md 5.3, 5.4).
 * @param taxes codes that may be there: a bundle's part has no factor, so no 08
 */
export function checkIva(
  list: FaultList,
  path: string,
  form: IvaTexts,
  iva: ParsedIva,
  kind: InvoiceKind,
  taxes: readonly string[] = ivaTaxCodes.map((row) => row.code),
): void {
  const tax = form.ivaTax.trim();
  if (!taxes.includes(tax)) list.block('iva-tax-unknown', `${path}ivaTax`);
  else if (tax === '08') checkFactor(list, path, iva.factor);
  else checkRate(list, path, form, iva, kind);
}

/**
 * IVACobradoFabrica and BaseImponible, where the kind has them.
 * @returns the factory's code when it is written
 */
export function checkFactoryIva(
  list: FaultList,
  path: string,
  form: IvaTexts,
  parsed: { readonly iva: ParsedIva; readonly taxBase: TypedNumber },
  kind: InvoiceKind,
): string | undefined {
  const fields = kindFields[kind];
  const typed = form.factoryIva.trim();
  const factory = fields.factoryIva && typed !== '' ? typed : undefined;
  if (factory !== undefined && findCode(factoryIvaCodes, factory) === undefined) {
    list.block('factory-iva-unknown', `${path}factoryIva`);
  }
  if (factory === '02' && (form.ivaTax.trim() === '08' || parsed.iva.rate?.class !== 'exempt')) {
    list.block('factory-iva-not-exempt', `${path}factoryIva`);
  }
  if (!fields.taxBase || !taxBaseEditable(form.ivaTax.trim(), factory)) {
    if (form.taxBase.trim() !== '') list.warn('tax-base-unused', `${path}taxBase`);
    return factory;
  }
  if (parsed.taxBase.kind !== 'empty') {
    requiredNumber(list, `${path}taxBase`, parsed.taxBase, {
      decimals: priceDecimals,
      decimalsFault: 'tax-decimals',
    });
  }
  const base = numberValue(parsed.taxBase);
  if (base !== undefined && compareDecimals(base, amountLimit) >= 0) {
    list.block('tax-too-large', `${path}taxBase`, { max: formatDecimalTrimmed(amountLimit) });
  }
  return factory;
}
