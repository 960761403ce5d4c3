import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../domain/result.ts';
import { migrations } from './migrations/index.ts';

/** The one connection of the program: one writer, exclusive lock (OUTBOX.md section 2). */
export type Db = Database.Database;

export type OpenFault =
  /** not a database, or `quick_check` found damage; `detail` is SQLite's own text */
  | { readonly kind: 'damaged'; readonly detail: string }
  /** written by a newer program: left untouched */
  | { readonly kind: 'newer'; readonly version: number }
  /** another process holds it */
  | { readonly kind: 'locked' }
  | { readonly kind: 'disk'; readonly detail: string };

/** How long to wait for another process to let go: a program that is just closing. */
const busyMs = 500;

/** WAL-reset fix: https://sqlite.org/releaselog/3_51_3.html */
const sqliteAtLeast = [3, 51, 3] as const;

/** Set AND read back at every open: better-sqlite3 falls back to NORMAL on reopening a WAL file while it may still say FULL. */
const pragmas: readonly (readonly [name: string, value: string, expected: string | number])[] = [
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ...(process.platform === 'darwin' ? [['fullfsync', 'ON', 1] as const] : []),
];

const isSqliteError = (error: unknown): error is { code: string; message: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE_');

/** @throws the error itself when it is not SQLite's */
export function openFaultOf(error: unknown): OpenFault {
  if (!isSqliteError(error)) throw error;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return { kind: 'damaged', detail: error.message };
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return { kind: 'locked' };
  return { kind: 'disk', detail: `${error.code}: ${error.message}` };
}

function setPragmas(db: Db): void {
  for (const [name, value, expected] of pragmas) {
    db.pragma(`${name} = ${value}`);
    const got: unknown = db.pragma(name, { simple: true });
    if ((typeof got === 'string' ? got.toLowerCase() : got) !== expected)
      throw new Error(`SQLite keeps ${name} = ${String(got)} instead of ${value}`);
  }
}

export const sqliteVersion = (db: Db): string =>
  db.prepare<[], string>('select sqlite_version()').pluck().get() ?? '';

function assertVersion(db: Db): void {
  const text = sqliteVersion(db);
  const parts = text.split('.').map(Number);
  for (const [index, least] of sqliteAtLeast.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) throw new Error(`SQLite ${text} is older than ${sqliteAtLeast.join('.')}`);
  }
}

/** Applies what is missing, all pending steps in one transaction. @returns false for a newer database */
function migrate(db: Db): boolean {
  // oxlint-disable-next-line no-unsafe-type-assertion -- user_version is always an integer
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) return false;
  if (version === migrations.length) return true;
  db.transaction(() => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
  return true;
}

/**
 * Opens (or makes) the database: pragmas set and read back, damage looked for, pending migrations applied.
 * @param file a path, or ':memory:' (tests; no WAL there)
 */
export function openDatabase(file: string): Result<Db, OpenFault> {
  let db: Db | undefined;
  try {
    db = new Database(file, { timeout: busyMs });
    assertVersion(db);
    if (file === ':memory:') db.pragma('foreign_keys = ON');
    else setPragmas(db);
    const check = db.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') {
      db.close();
      return fail({ kind: 'damaged', detail: String(check) });
    }
    if (migrate(db)) return ok(db);
    const version = Number(db.pragma('user_version', { simple: true }));
    db.close();
    return fail({ kind: 'newer', version });
  } catch (error) {
    db?.close();
    return fail(openFaultOf(error));
  }
}
