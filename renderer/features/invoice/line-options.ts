import {
  commonUnitCodes,
  discountCodes,
  findCode,
  transactionTypes,
  units,
} from '../../../domain/billing/codes.ts';
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
}

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
export function lineOptions(kind: string, today: string, language: Language): LineOptions {
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
    discounts: discountCodes.map((row) => ({ value: row.code, label: row.name[language] })),
    transactionTypes: transactionTypes.map((row) => ({ value: row.code, label: row.name[language] })),
  };
  made.set(key, fresh);
  return fresh;
}
