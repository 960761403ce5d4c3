import {
  compareDecimals,
  decimal,
  formatDecimalTrimmed,
  multiplyDecimals,
  parseDecimal,
  roundHalfUp,
} from '../../domain/money/decimal.ts';
import type { CabysEntry } from '../../domain/lookups/answers.ts';
import { type CatalogueFault, type ReadReport, type RowTrouble } from '../../domain/lookups/catalogue.ts';
import { fold } from '../../domain/lookups/fold.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { problemList } from './problem-list.ts';
import type { Table } from './table-file.ts';

export interface CabysRows {
  readonly entries: readonly CabysEntry[];
  readonly report: ReadReport;
}

/** A title may stand above the names of the columns: the official file has an empty first row. */
const headAtMost = 20;

interface Columns {
  readonly code: number;
  readonly description: number;
  readonly rate: number | undefined;
}

const name = (cell: string): string =>
  fold(cell)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * The official file has the columns "Categoría 1", "Descripción (categoría 1)" ... "Categoría 9", "Descripción (categoría 9)",
 * "Impuesto" and two notes; the deepest category is the code of 13 digits. Other files name it "Código" or "CAByS".
 */
function columnsIn(row: readonly string[]): Columns | undefined {
  const names = row.map(name);
  const find = (fits: (text: string) => boolean): number | undefined => {
    const at = names.findIndex(fits);
    return at === -1 ? undefined : at;
  };
  const rate = find((text) => /^(?:impuesto|tarifa|iva|porcentaje)\b/.test(text));
  for (let depth = 9; depth >= 1; depth--) {
    const code = find((text) => text === `categoria ${depth}`);
    const description = find((text) => text === `descripcion categoria ${depth}`);
    if (code !== undefined && description !== undefined) return { code, description, rate };
  }
  const code =
    find((text) => /^codigo (?:de |del )?(?:cabys|bien|producto)/.test(text)) ??
    find((text) => text === 'cabys' || text === 'codigo');
  const description = find((text) => /^(?:descripcion|nombre|detalle|bien o servicio)\b/.test(text));
  return code !== undefined && description !== undefined && code !== description
    ? { code, description, rate }
    : undefined;
}

/** A code that a spreadsheet took for a number: its leading zero is gone, or it ends in ".0". */
function codeOf(cell: string): string | undefined {
  const digits = cell.replaceAll(/[\s'-]/g, '').replace(/\.0+$/, '');
  return /^\d{12,13}$/.test(digits) ? digits.padStart(13, '0') : undefined;
}

const hundred = decimal('100');
/** The lowest rate is 0.5 %, and the highest written as a share is 0.13: what is below this is a share. */
const shareBelow = decimal('0.2');

/**
 * "0.13" (as a spreadsheet keeps 13 %), "13%", "13" and "13,00" are 13; "Exento" is 0.
 * @returns undefined when it is nothing of the kind
 */
export function rateOf(cell: string): string | undefined {
  const text = fold(cell).trim();
  if (/^(?:exent|no sujet)/.test(text)) return '0';
  const isPercent = text.endsWith('%');
  const bare = text.replace(/\s*%$/, '').replace(',', '.');
  const value = parseDecimal(bare) ?? scientific(bare);
  if (!value || value.unscaled < 0n) return undefined;
  const isShare = !isPercent && compareDecimals(value, shareBelow) < 0;
  // a share may be the nearest a binary number comes to it: 0.13 as 0.12999999999999999
  const percent = isShare ? multiplyDecimals(roundHalfUp(value, 4), hundred) : roundHalfUp(value, 2);
  return compareDecimals(percent, hundred) < 0 ? formatDecimalTrimmed(percent) : undefined;
}

/** "4E-2", as some programs write 0.04 into a spreadsheet. */
function scientific(text: string): ReturnType<typeof parseDecimal> {
  const [, digits, exponent] = /^(\d+(?:\.\d+)?)e(-?\d{1,2})$/.exec(text) ?? [];
  const value = digits === undefined ? undefined : parseDecimal(digits);
  if (!value || exponent === undefined) return undefined;
  const power = Number(exponent);
  return power < 0
    ? { unscaled: value.unscaled, scale: value.scale - power }
    : { unscaled: value.unscaled * 10n ** BigInt(power), scale: value.scale };
}

/** The first of the tables that has the columns. */
export function readCabysRows(tables: readonly Table[]): Result<CabysRows, CatalogueFault> {
  for (const table of tables) {
    const head = table.slice(0, headAtMost).findIndex((row) => columnsIn(row) !== undefined);
    const columns = columnsIn(table[head] ?? []);
    if (columns) return readRows(table, head + 1, columns);
  }
  return fail('no-columns');
}

function readRows(table: Table, from: number, columns: Columns): Result<CabysRows, CatalogueFault> {
  const entries = new Map<string, CabysEntry>();
  const problems = problemList();
  let leftOut = 0;
  for (const [offset, row] of table.slice(from).entries()) {
    if (row.every((cell) => cell === '')) continue;
    const tell = (trouble: RowTrouble, text: string): void => problems.add(from + offset + 1, trouble, text);
    const codeCell = row[columns.code] ?? '';
    const code = codeOf(codeCell);
    const description = (row[columns.description] ?? '').replaceAll(/\s+/g, ' ').trim();
    if (code === undefined || description === '') {
      tell(code === undefined ? 'code' : 'description', codeCell);
      leftOut += 1;
      continue;
    }
    if (entries.has(code)) tell('repeated', code);
    const rateCell = columns.rate === undefined ? '' : (row[columns.rate] ?? '');
    const rate = rateOf(rateCell);
    if (rate === undefined && columns.rate !== undefined) tell('rate', rateCell === '' ? code : rateCell);
    entries.set(code, { code, description, ...(rate === undefined ? {} : { rate }) });
  }
  if (entries.size === 0) return fail('no-rows');
  if (leftOut > entries.size) return fail('mostly-wrong');
  return ok({
    entries: [...entries.values()],
    report: { taken: entries.size, leftOut, ...problems.told() },
  });
}
