import { CabysEntry } from '../../domain/lookups/answers.ts';
import { fold, searchWords } from '../../domain/lookups/fold.ts';
import type { Db } from './connection.ts';
import { prefixPattern } from './text-search.ts';

/** The CAByS catalogue: the official file the clerk brought in, and single entries the look-up service told. */

interface CabysRow {
  readonly code: string;
  readonly description: string;
  readonly rate: string | null;
}

const toEntry = ({ code, description, rate }: CabysRow): CabysEntry =>
  CabysEntry.parse({ code, description, ...(rate === null ? {} : { rate }) });

/** Where entries come from, in the order in which they count; 0 where there is none. */
interface Imports {
  /** the file in use */
  readonly file: number;
  /** what this source told: of codes that the file does not have */
  readonly told: number;
}

function importsOf(db: Db, source: string): Imports {
  const file = db.prepare<[], number>("select id from cabys_import where state = 'current'").pluck().get();
  const told = db
    .prepare<[string], number>("select id from cabys_import where state = 'online' and file_name = ?")
    .pluck()
    .get(source);
  return { file: file ?? 0, told: told ?? 0 };
}

/** One import at a time, so that the index by code serves both. */
const within = `cabys.import_id = @id
  and not exists (select 1 from cabys as first where first.import_id = @unless and first.code = cabys.code)`;

interface Within {
  readonly id: number;
  readonly unless: number;
}

const inTurn = ({ file, told }: Imports): readonly Within[] => [
  { id: file, unless: 0 },
  { id: told, unless: file },
];

/** Of the codes used last; enough that a shop's own goods come first, few enough to look through at each key. */
const usedAtMost = 200;

/** The shop's own goods first: the codes used last whose words fit, newest first. */
function usedThatFit(db: Db, imports: Imports, fits: (row: CabysRow) => boolean): readonly CabysRow[] {
  const used = db
    .prepare<[number], string>('select code from cabys_use order by used_at desc limit ?')
    .pluck()
    .all(usedAtMost);
  return used.flatMap((code) => {
    const row = rowOf(db, imports, code);
    return row && fits(row) ? [row] : [];
  });
}

function rowOf(db: Db, imports: Imports, code: string): CabysRow | undefined {
  const find = db.prepare<[Within & { code: string }], CabysRow>(
    `select code, description, rate from cabys where ${within} and code = @code`,
  );
  for (const one of inTurn(imports)) {
    const row = find.get({ ...one, code });
    if (row) return row;
  }
  return undefined;
}

/** Ends when enough were found, so that a word of half the catalogue costs no more than a rare one. */
function take(
  rows: Iterable<CabysRow>,
  found: Map<string, CabysRow>,
  atMost: number,
  fits: (row: CabysRow) => boolean,
): void {
  for (const row of rows) {
    if (!found.has(row.code) && fits(row)) found.set(row.code, row);
    if (found.size >= atMost) return;
  }
}

/**
 * Entries with every word of `text`, in any order and without regard to accents; digits alone are the beginning of a code. What was used
 * last comes first, the rest in the order of the catalogue: ranking by relevance reads every match (PERFORMANCE.md).
 * Words of one or two letters cannot be asked of the index: they narrow what the others found, or are looked for at a beginning.
 * @param source the service whose single answers count too
 */
export function searchCabys(db: Db, source: string, text: string, atMost = 20): readonly CabysEntry[] {
  const code = text.replaceAll(/[\s.-]/g, '');
  const words = searchWords(text);
  const imports = importsOf(db, source);
  if (words.length === 0)
    return usedThatFit(db, imports, () => true)
      .slice(0, atMost)
      .map(toEntry);
  const isCode = /^\d+$/.test(code);
  const fits = (row: CabysRow): boolean => {
    if (isCode) return row.code.startsWith(code);
    const held = `${row.code} ${fold(row.description)}`;
    return words.every((word) => held.includes(word));
  };
  const used = usedThatFit(db, imports, fits).slice(0, atMost);
  const found = new Map(used.map((row) => [row.code, row]));
  for (const one of inTurn(imports))
    if (found.size < atMost) take(matches(db, one, isCode ? code : words), found, atMost, fits);
  return [...found.values()].map(toEntry);
}

const columns = 'select cabys.code, cabys.description, cabys.rate from';

function matches(db: Db, one: Within, wanted: string | readonly string[]): Iterable<CabysRow> {
  if (typeof wanted === 'string')
    return db
      .prepare<[Within & { from: string; to: string }], CabysRow>(
        // the sign after the digits: every code that begins so
        `${columns} cabys where ${within} and code >= @from and code < @to order by code`,
      )
      .iterate({ ...one, from: wanted, to: `${wanted}:` });
  const long = wanted.filter((word) => word.length >= 3);
  if (long.length > 0)
    return db
      .prepare<[Within & { query: string }], CabysRow>(
        `${columns} cabys_text join cabys on cabys.id = cabys_text.rowid where cabys_text match @query and ${within}`,
      )
      .iterate({ ...one, query: long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ') });
  return db
    .prepare<[Within & { pattern: string }], CabysRow>(
      String.raw`${columns} cabys where ${within} and description like @pattern escape '\'`,
    )
    .iterate({ ...one, pattern: prefixPattern(wanted[0] ?? '') });
}

/** One entry by its 13 digits: the file in use goes before what the service told. */
export function findCabys(db: Db, source: string, code: string): CabysEntry | undefined {
  const row = rowOf(db, importsOf(db, source), code);
  return row && toEntry(row);
}

/** Brings a code to the front of later searches. */
export function markCabysUsed(db: Db, code: string, at: number): void {
  db.prepare(
    'insert into cabys_use (code, used_at) values (?, ?) on conflict (code) do update set used_at = excluded.used_at',
  ).run(code, at);
}

const insertRow = `insert into cabys (import_id, code, description, rate) values (?, ?, ?, ?)
  on conflict (import_id, code) do update set description = excluded.description, rate = excluded.rate`;

/** Keeps what the service told, so that it is found without internet too. */
export function keepToldCabys(db: Db, source: string, entries: readonly CabysEntry[], at: number): void {
  if (entries.length === 0) return;
  db.transaction(() => {
    const known = db
      .prepare<[string], number>("select id from cabys_import where state = 'online' and file_name = ?")
      .pluck()
      .get(source);
    const id =
      known ??
      Number(
        db
          .prepare(
            "insert into cabys_import (file_name, imported_at, row_count, state) values (?, ?, 0, 'online')",
          )
          .run(source, at).lastInsertRowid,
      );
    const insert = db.prepare(insertRow);
    for (const { code, description, rate } of entries) insert.run(id, code, description, rate ?? null);
  })();
}

/** Forgets what services told one by one; the file stays. */
export function forgetToldCabys(db: Db): void {
  db.prepare("update cabys_import set state = 'old' where state = 'online'").run();
}

export interface CatalogueFile {
  readonly fileName: string;
  /** of the file on its disk */
  readonly fileAt: number;
}

/** The catalogue in use. */
export interface CatalogueFacts extends CatalogueFile {
  readonly importedAt: number;
  readonly rowCount: number;
}

/** Begins a new catalogue beside the one in use, which goes on answering. What an earlier import left half done is given up. */
export function beginCatalogue(db: Db, { fileName, fileAt }: CatalogueFile, at: number): number {
  return db.transaction(() => {
    db.prepare("update cabys_import set state = 'old' where state = 'loading'").run();
    return Number(
      db
        .prepare(
          "insert into cabys_import (file_name, file_at, imported_at, row_count, state) values (?, ?, ?, 0, 'loading')",
        )
        .run(fileName, fileAt, at).lastInsertRowid,
    );
  })();
}

/** One part of a file, in one transaction. A code that comes twice keeps its last words. */
export function addToCatalogue(db: Db, importId: number, entries: readonly CabysEntry[]): void {
  db.transaction(() => {
    const insert = db.prepare(insertRow);
    for (const { code, description, rate } of entries) insert.run(importId, code, description, rate ?? null);
  })();
}

/** The new catalogue takes the place of the one before, in one step. */
export function finishCatalogue(db: Db, importId: number): CatalogueFacts | undefined {
  db.transaction(() => {
    db.prepare("update cabys_import set state = 'old' where state = 'current'").run();
    const changed = db
      .prepare(
        `update cabys_import set state = 'current', row_count = (select count(*) from cabys where import_id = @id)
         where id = @id and state = 'loading'`,
      )
      .run({ id: importId }).changes;
    if (changed !== 1) throw new Error('another import has begun since');
  })();
  return catalogueFacts(db);
}

export function giveUpCatalogue(db: Db, importId: number): void {
  db.prepare("update cabys_import set state = 'old' where id = ? and state = 'loading'").run(importId);
}

/** Takes away a part of what is no longer asked. @returns false when nothing is left of it */
export function dropOldCabys(db: Db, atMost: number): boolean {
  return db.transaction(() => {
    const gone = db
      .prepare(
        `delete from cabys where id in (select cabys.id from cabys join cabys_import on cabys_import.id = import_id
           where state = 'old' limit ?)`,
      )
      .run(atMost).changes;
    if (gone > 0) return true;
    db.prepare("delete from cabys_import where state = 'old'").run();
    return false;
  })();
}

export function catalogueFacts(db: Db): CatalogueFacts | undefined {
  return db
    .prepare<[], CatalogueFacts>(
      `select file_name as fileName, coalesce(file_at, imported_at) as fileAt, imported_at as importedAt, row_count as rowCount
       from cabys_import where state = 'current'`,
    )
    .get();
}
