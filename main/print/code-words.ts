import { type CodeRow, findCode, units } from '../../domain/billing/codes.ts';
import type { Language } from '../../domain/words/language.ts';

/** People read the name, never the code (Notas 1 and 7; DOMAIN.md section 15). @returns the code itself when no table has it */
export const nameOf = (rows: readonly CodeRow[], code: string, language: Language): string =>
  findCode(rows, code)?.name[language] ?? code;

/** A unit is known by its symbol where that is a word of every day (`Unid`, `Kg`); the others are written out. */
const spokenSymbols: ReadonlySet<string> = new Set([
  'Unid',
  'Kg',
  'L',
  'mL',
  'cm',
  'm²',
  'm³',
  'Km',
  'kWh',
  'h',
]);
export const unitName = (symbol: string, language: Language): string =>
  spokenSymbols.has(symbol) ? symbol : nameOf(units, symbol, language).toLocaleLowerCase(language);
