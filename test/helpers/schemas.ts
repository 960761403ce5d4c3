import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrations } from '../../main/db/migrations/index.ts';

const folder = join(import.meta.dirname, '../../main/db/migrations');
const fixtures = join(import.meta.dirname, '../fixtures/schemas');

/** The numbered files, in the order of their numbers: `0001-companies.ts`, ... */
export const migrationFiles: readonly string[] = readdirSync(folder)
  .filter((name) => /^\d{4}-.*\.ts$/.test(name))
  .toSorted();

export const migrationText = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** What each file exports, by the order of the files: `migrations` must be the same. */
export async function stepsOfFiles(): Promise<readonly string[]> {
  const modules = await Promise.all(
    // a path inside the repository, made of a name that was just listed
    migrationFiles.map((file) => import(join(folder, file)) as Promise<Readonly<Record<string, string>>>),
  );
  return modules.flatMap((exported) => Object.values(exported));
}

/** The rows that belong to a step: they are written when it is the newest one, as the program of its day did. */
export function rowsOf(file: string): string | undefined {
  const path = join(fixtures, file.replace(/\.ts$/, '.sql'));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * A database as the program of that schema left it: step by step the real migration, then its rows.
 * @param version 1 ... head
 */
export function makeSchema(file: string, version: number): void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = OFF');
  migrations.slice(0, version).forEach((step, index) => {
    db.exec(step);
    db.pragma(`user_version = ${index + 1}`);
    const name = migrationFiles[index];
    const rows = name === undefined ? undefined : rowsOf(name);
    if (rows !== undefined) db.exec(rows);
  });
  db.close();
}

export type Dump = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** Every row of every table of the program, by the columns that `like` has (its own by default), in a fixed order. */
export function dump(db: Database.Database, like: Columns = columnsOf(db)): Dump {
  return Object.fromEntries(
    Object.entries(like).map(([table, columns]) => [
      table,
      db
        .prepare(`select ${columns.map((column) => `"${column}"`).join(', ')} from "${table}" order by 1, 2`)
        .raw()
        .safeIntegers()
        .all() as unknown[][],
    ]),
  );
}

export type Columns = Readonly<Record<string, readonly string[]>>;

export function columnsOf(db: Database.Database): Columns {
  const tables = db
    .prepare<[], string>(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'",
    )
    .pluck()
    .all();
  return Object.fromEntries(
    tables.map((table) => [
      table,
      db.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table),
    ]),
  );
}
