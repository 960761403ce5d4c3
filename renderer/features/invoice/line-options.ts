import {
  type CodeRow,
  commercialCodeTypes,
  commonUnitCodes,
  discountCodes,
  factoryIvaCodes,
  findCode,
  ivaTaxCodes,
  otherTaxCodes,
  transactionTypes,
  units,
} from '../../../domain/billing/codes.ts';
import type { InvoiceKind } from '../../../domain/billing/invoice-form.ts';
import { kindFields } from '../../../domain/billing/kind-fields.ts';
import { taxInKind } from '../../../domain/billing/parsed-taxes.ts';
import { formatDecimalTrimmed } from '../../../domain/money/decimal.ts';
import { type IvaRate, ivaRatesFor } from '../../../domain/tax/iva.ts';
import type { SelectOption } from '../../ui/select.tsx';
import { formats } from '../../words/formats.ts';
import type { Language } from '../../words/language.ts';

/** The lists of a line, made once per language: a grid of a thousand lines asks for them in every row. */
export interface LineOptions {
  readonly usualUnits: readonly SelectOption[];
  readonly otherUnits: readonly SelectOption[];
  readonly iva: readonly SelectOption[];
  /** what the closed IVA field shows: `13 %`, `Exenta` */
  readonly ivaShown: ReadonlyMap<string, string>;
  readonly discounts: readonly SelectOption[];
  readonly transactionTypes: readonly SelectOption[];
  /** the IVA family */
  readonly ivaTaxes: readonly SelectOption[];
  /** taxes besides it that the kind takes */
  readonly otherTaxes: readonly SelectOption[];
  readonly factoryIva: readonly SelectOption[];
  readonly commercialCodes: readonly SelectOption[];
}

/** The rows of a table as a list shows them. */
export const named = (rows: readonly CodeRow[], language: Language): SelectOption[] =>
  rows.map((row) => ({ value: row.code, label: row.name[language] }));

/** A list that also holds what is chosen already, so that a code of another kind of document is seen and can be changed. */
export const withOwn = (options: readonly SelectOption[], own: string, label = own): SelectOption[] =>
  options.some(({ value }) => value === own) ? [...options] : [...options, { value: own, label }];

const percent = (row: IvaRate, language: Language): string =>
  row.class === 'exempt'
    ? row.name[language]
    : `${formats(language).decimal(formatDecimalTrimmed(row.rate))} %`;

/** `13 % · General`: the rate first, so that typing its digits finds it. */
const ivaLabel = (row: IvaRate, language: Language): string => {
  const rest = row.name[language].replace(/\s*\d+(?:[.,]\d+)?\s*%\s*/, ' ').trim();
  return row.class === 'exempt' ? rest : `${percent(row, language)} · ${rest}`;
};

const made = new Map<string, LineOptions>();

/** @param today `YYYY-MM-DD`: the rates of that day */
export function lineOptions(kind: InvoiceKind, today: string, language: Language): LineOptions {
  const key = `${kind} ${today} ${language}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const unit = (code: string): SelectOption => {
    const name = findCode(units, code)?.name[language] ?? code;
    return { value: code, label: `${code} · ${name}` };
  };
  const rates = ivaRatesFor(kind, today);
  const fresh: LineOptions = {
    usualUnits: commonUnitCodes.map(unit),
    otherUnits: units.filter((row) => !commonUnitCodes.includes(row.code)).map((row) => unit(row.code)),
    iva: rates.map((row) => ({ value: row.code, label: ivaLabel(row, language) })),
    ivaShown: new Map(rates.map((row) => [row.code, percent(row, language)])),
    discounts: named(discountCodes, language),
    transactionTypes: named(transactionTypes, language),
    ivaTaxes: named(ivaTaxCodes, language),
    otherTaxes: named(
      otherTaxCodes.filter((row) => taxInKind(row, kindFields[kind])),
      language,
    ),
    factoryIva: named(factoryIvaCodes, language),
    commercialCodes: named(commercialCodeTypes, language),
  };
  made.set(key, fresh);
  return fresh;
}
