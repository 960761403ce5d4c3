import Database from 'better-sqlite3';
import { DamagedRow } from '../../domain/outbox/store.ts';
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
  /** of an older schema, and as it was: the copy that comes first could not be made and proved, or a step failed */
  | { readonly kind: 'not-migrated'; readonly why: 'no-copy' | 'failed'; readonly detail: string }
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

const isDiskCode = (code: string): boolean => /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|NOMEM)/.test(code);

/** @throws the error itself when it is not SQLite's */
export function openFaultOf(error: unknown): OpenFault {
  // Found by whoever builds on the database: no other than what SQLite finds itself.
  if (error instanceof DamagedRow) return { kind: 'damaged', detail: error.message };
  if (!isSqliteError(error)) throw error;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return { kind: 'damaged', detail: error.message };
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return { kind: 'locked' };
  const detail = `${error.code}: ${error.message}`;
  // "No such column": a byte flipped in the text of the schema. The statements are this program's own, and right.
  return isDiskCode(error.code) ? { kind: 'disk', detail } : { kind: 'damaged', detail };
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

/** @throws where WAL could still lose a commit to its reset */
export function assertVersion(text: string): void {
  const parts = text.split('.').map(Number);
  for (const [index, least] of sqliteAtLeast.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) throw new Error(`SQLite ${text} is older than ${sqliteAtLeast.join('.')}`);
  }
}

/** The schema this program writes (`user_version`). */
export const headVersion = migrations.length;

export const versionOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }));

/**
 * Applies what is missing, all pending steps in one transaction: what ends it before its commit leaves the schema it found.
 * Foreign keys are off meanwhile, because a table whose CHECKs change is built anew and takes the place of the old one
 * (https://sqlite.org/lang_altertable.html, section 7); every one is checked before the commit.
 * @throws SQLite's error, or an Error on a reference that points nowhere; nothing was changed
 */
function applyPending(db: Db): void {
  const version = versionOf(db);
  if (version >= headVersion) return;
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      for (const step of migrations.slice(version)) db.exec(step);
      const astray: unknown = db.pragma('foreign_key_check');
      if (Array.isArray(astray) && astray.length > 0)
        throw new Error(`${astray.length} references point nowhere after the migration`);
      db.pragma(`user_version = ${headVersion}`);
    }).immediate();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** Brings an open database to the schema of this program. @returns a fault after which it is as it was */
export function migrate(db: Db): Result<void, OpenFault> {
  try {
    applyPending(db);
    return ok(undefined);
  } catch (error) {
    if (!isSqliteError(error)) return fail({ kind: 'not-migrated', why: 'failed', detail: String(error) });
    const fault = openFaultOf(error);
    return fail(
      fault.kind === 'damaged' && !/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)
        ? { kind: 'not-migrated', why: 'failed', detail: fault.detail }
        : fault,
    );
  }
}

/** lines at most, by SQLite itself */
const looksAt = 100;
/** The search text stands in its tables too: it is made anew from them. */
const isAboutSearch = /fts5/i;
/**
 * A value in a row of these tables that no CHECK lets pass: such a row is mended (document-audit.ts, row-checks.ts and the like), left
 * out of its list, or can be fetched again. It is no reason to take the whole database away from the clerk.
 */
const isInOneRow =
  /^(?:CHECK constraint failed in|(?:NULL|\S+) value in) (?:document|document_count|draft|customer|product|company|series|payment_slot|attempt|received_document|lookup_answer|lookup_rest|cabys|cabys_import|cabys_use|place|place_import|schema_check)\b/;

/** Those that this schema has: an older one is opened before it is migrated. */
const searchTables = (db: Db): readonly string[] =>
  db
    .prepare<[], string>(
      "select name from sqlite_schema where name in ('document_text', 'customer_text', 'product_text', 'cabys_text')",
    )
    .pluck()
    .all();

/** @returns SQLite's own words about damage that nothing mends */
function damageIn(db: Db): string | undefined {
  const said = db.prepare<[], string>('select quick_check from pragma_quick_check').pluck().all();
  if (said.length === 1 && said[0] === 'ok') return undefined;
  const worst = said.filter((line) => !isAboutSearch.test(line) && !isInOneRow.test(line));
  if (worst.length > 0 || said.length >= looksAt) return worst[0] ?? said[0];
  if (said.some((line) => isAboutSearch.test(line)))
    for (const table of searchTables(db)) db.exec(`insert into ${table} (${table}) values ('rebuild')`);
  return undefined;
}

/**
 * SQLite silently opens for reading alone what it may not open for writing; every save would then be refused until the next start.
 * @throws SQLITE_READONLY
 */
function assertWritable(db: Db, version: number): void {
  // "begin immediate" alone is content with reading.
  db.exec(`begin immediate; pragma user_version = ${version}; rollback`);
}

/**
 * Opens (or makes) the database as it is: pragmas set and read back, damage looked for, nothing migrated. An older schema is for
 * `migrate`, after a copy of it was made.
 * @param file a path, or ':memory:' (tests; no WAL there)
 */
export function openUnmigrated(file: string): Result<Db, OpenFault> {
  let db: Db | undefined;
  try {
    db = new Database(file, { timeout: busyMs });
    assertVersion(sqliteVersion(db));
    if (file === ':memory:') db.pragma('foreign_keys = ON');
    else setPragmas(db);
    const damage = damageIn(db);
    if (damage !== undefined) {
      db.close();
      return fail({ kind: 'damaged', detail: damage });
    }
    const version = versionOf(db);
    if (version <= headVersion) {
      if (file !== ':memory:') assertWritable(db, version);
      return ok(db);
    }
    db.close();
    return fail({ kind: 'newer', version });
  } catch (error) {
    db?.close();
    return fail(openFaultOf(error));
  }
}

/** `openUnmigrated` and `migrate` in one, for a database that needs no copy first: a new one, or one that is a copy itself. */
export function openDatabase(file: string): Result<Db, OpenFault> {
  const opened = openUnmigrated(file);
  if (!opened.ok) return opened;
  const migrated = migrate(opened.value);
  if (migrated.ok) return opened;
  opened.value.close();
  return migrated;
}
