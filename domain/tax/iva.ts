import { type Decimal, compareDecimals, decimal } from '../money/decimal.ts';

/** How a line counts in the summary (DOMAIN.md 6.2). */
export type IvaClass = 'taxed' | 'exempt' | 'not-subject';

/** A row of Nota 8.1. */
export interface IvaRate {
  /** CodigoTarifaIVA */
  readonly code: string;
  /** Tarifa, percent */
  readonly rate: Decimal;
  readonly class: IvaClass;
  /** transitional: in credit and debit notes only, elsewhere -505 */
  readonly onlyNotes: boolean;
  /** first day, `YYYY-MM-DD`, on which a tax may fall due with this row */
  readonly fromOn: string;
  readonly name: { readonly es: string; readonly en: string };
  readonly source: string;
}

const nota = 'Anexos y Estructuras v4.4, Nota 8.1 (DOMAIN.md 5.4)';
/** The rows belong to v4.4, whose printed start is this day (DOMAIN.md section 1). No earlier document is made here. */
export const schemaStartsOn = '2025-06-01';

const row = (
  code: string,
  rate: string,
  ivaClass: IvaClass,
  es: string,
  en: string,
  onlyNotes = false,
): IvaRate => ({
  code,
  rate: decimal(rate),
  class: ivaClass,
  onlyNotes,
  fromOn: schemaStartsOn,
  name: { es, en },
  source: nota,
});

/** A changed rate is a new row with the same code and a later `fromOn`; rows are never edited. */
export const ivaRates: readonly IvaRate[] = [
  row('08', '13', 'taxed', 'General 13 %', 'General 13%'),
  row('04', '4', 'taxed', 'Reducida 4 %', 'Reduced 4%'),
  row('03', '2', 'taxed', 'Reducida 2 %', 'Reduced 2%'),
  row('02', '1', 'taxed', 'Reducida 1 %', 'Reduced 1%'),
  row('09', '0.5', 'taxed', 'Reducida 0,5 %', 'Reduced 0.5%'),
  row('10', '0', 'exempt', 'Exenta', 'Exempt'),
  row(
    '01',
    '0',
    'not-subject',
    '0 % con derecho a crédito (art. 32 núm. 1)',
    '0% with credit right (art. 32.1)',
  ),
  row('11', '0', 'not-subject', '0 % sin derecho a crédito', '0% without credit right'),
  // DOMAIN.md 6.2 counts every code but 10, 01 and 11 as taxed, also the transitional 0 %
  row('05', '0', 'taxed', 'Transitorio 0 %', 'Transitional 0%', true),
  row('06', '4', 'taxed', 'Transitorio 4 %', 'Transitional 4%', true),
  row('07', '8', 'taxed', 'Transitorio 8 %', 'Transitional 8%', true),
];

/** Credit and debit notes. */
const notes: ReadonlySet<string> = new Set(['02', '03']);

const rowsByCode: ReadonlyMap<string, readonly IvaRate[]> = Map.groupBy(ivaRates, (each) => each.code);

/** The row in force on `on` (`YYYY-MM-DD`), or the newest when no day is given. @returns undefined for an unknown code */
export function ivaRateOn(code: string, on?: string): IvaRate | undefined {
  let found: IvaRate | undefined;
  for (const each of rowsByCode.get(code) ?? []) {
    if (on !== undefined && each.fromOn > on) continue;
    if (found === undefined || each.fromOn > found.fromOn) found = each;
  }
  return found;
}

/** Whether a document of this kind may use the row: transitional rates only in notes, else -505. */
export const ivaRateAllowed = (rate: IvaRate, kind: string): boolean => !rate.onlyNotes || notes.has(kind);

/** What the form offers, in the order a clerk wants it. */
export function ivaRatesFor(kind: string, on: string): readonly IvaRate[] {
  return ivaRates.filter((each) => ivaRateAllowed(each, kind) && ivaRateOn(each.code, on) === each);
}

/** Whether Tarifa is the one of the code (-505). */
export const ivaRateMatches = (expected: IvaRate, rate: Decimal): boolean =>
  compareDecimals(expected.rate, rate) === 0;
