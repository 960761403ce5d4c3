import { type CatalogueFault, type ReadReport, type RowTrouble } from '../../domain/lookups/catalogue.ts';
import { fold } from '../../domain/lookups/fold.ts';
import type { Place } from '../../domain/location/places.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { problemList } from './problem-list.ts';
import type { Table } from './table-file.ts';

export interface PlaceRows {
  readonly places: readonly Place[];
  readonly report: ReadReport;
}

const headAtMost = 20;

interface Level {
  readonly code: number;
  readonly name: number;
}
type Columns = readonly [province: Level, canton: Level, district: Level];

const plain = (cell: string): string =>
  fold(cell)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** "Provincia" or "Código provincia" is the code, "Nombre provincia" the name; the barrio, if there is one, is not a code any more. */
function columnsIn(row: readonly string[]): Columns | undefined {
  const names = row.map(plain);
  const find = (pattern: RegExp): number => names.findIndex((text) => pattern.test(text));
  const levels = ['provincia', 'canton', 'distrito'].map((level) => ({
    code: find(new RegExp(`^(?:cod(?:igo)? )?(?:de )?${level}(?: cod(?:igo)?)?$`)),
    name: find(
      new RegExp(`^(?:nombre|nom|descripcion) (?:de(?:l)? )?${level}$|^${level} (?:nombre|nom|descripcion)$`),
    ),
  }));
  const [province, canton, district] = levels;
  const whole = levels.every(({ code, name }) => code !== -1 && name !== -1);
  return whole && province && canton && district ? [province, canton, district] : undefined;
}

const codeOf = (cell: string, digits: number): string | undefined => {
  const text = cell.replaceAll(/\s/g, '').replace(/\.0+$/, '');
  return /^\d+$/.test(text) && text.length <= digits ? text.padStart(digits, '0') : undefined;
};

/** The first of the tables that has the columns. Rows of barrios of one district are one district. */
export function readPlaceRows(tables: readonly Table[]): Result<PlaceRows, CatalogueFault> {
  for (const table of tables) {
    const head = table.slice(0, headAtMost).findIndex((row) => columnsIn(row) !== undefined);
    const columns = columnsIn(table[head] ?? []);
    if (columns) return readRows(table, head + 1, columns);
  }
  return fail('no-columns');
}

function readRows(
  table: Table,
  from: number,
  [province, canton, district]: Columns,
): Result<PlaceRows, CatalogueFault> {
  const places = new Map<string, Place>();
  const problems = problemList();
  let leftOut = 0;
  for (const [offset, row] of table.slice(from).entries()) {
    if (row.every((cell) => cell === '')) continue;
    const leave = (trouble: RowTrouble): void => {
      problems.add(from + offset + 1, trouble, row.filter((cell) => cell !== '').join(' '));
      leftOut += 1;
    };
    const at = (column: number): string => row[column] ?? '';
    const codes = [codeOf(at(province.code), 1), codeOf(at(canton.code), 2), codeOf(at(district.code), 2)];
    const [p, c, d] = codes;
    if (
      p === undefined ||
      c === undefined ||
      d === undefined ||
      !/^[1-7]$/.test(p) ||
      c === '00' ||
      d === '00'
    ) {
      leave('code');
      continue;
    }
    const place: Place = {
      province: p,
      canton: c,
      district: d,
      provinceName: at(province.name),
      cantonName: at(canton.name),
      districtName: at(district.name),
    };
    if (place.provinceName === '' || place.cantonName === '' || place.districtName === '') {
      leave('description');
      continue;
    }
    const before = places.get(`${p}${c}${d}`);
    if (before && before.districtName !== place.districtName)
      problems.add(from + offset + 1, 'repeated', `${p}-${c}-${d} ${place.districtName}`);
    places.set(`${p}${c}${d}`, place);
  }
  if (places.size === 0) return fail('no-rows');
  if (leftOut > places.size) return fail('mostly-wrong');
  return ok({ places: [...places.values()], report: { taken: places.size, leftOut, ...problems.told() } });
}
