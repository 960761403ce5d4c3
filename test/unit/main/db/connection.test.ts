import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { assertVersion, openDatabase, openFaultOf } from '../../../../main/db/connection.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

function opened(file: string) {
  const result = openDatabase(file);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

test("runs on Electron's own Node, as the product does", () => {
  expect(process.versions['electron']).toBeDefined();
});

test.each(['first', 'second'])('sets and keeps its pragmas at the %s open', (which) => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  if (which === 'second') opened(file).close();
  const db = opened(file);
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('locking_mode')).toBe('exclusive');
  expect(pragma('trusted_schema')).toBe(0);
  db.close();
});

test('every table is STRICT', () => {
  const db = opened(':memory:');
  const loose = db
    .prepare(
      "select name from pragma_table_list where type = 'table' and strict = 0 and schema = 'main' and name not like 'sqlite_%'",
    )
    .pluck()
    .all()
    // FTS5 makes its shadow tables itself
    .filter((name) => !/_text_(data|idx|docsize|config|content)$/.test(String(name)));
  expect(loose).toEqual([]);
  db.close();
});

// strace is a tool of the machine, not of the product
const canTrace = spawnSync('strace', ['-V']).status === 0;
test.skipIf(!canTrace)('each commit reaches the disk: one sync per commit, counted by strace', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  opened(file).close();
  const program = `
    const { openDatabase } = await import(${JSON.stringify(join(process.cwd(), 'main/db/connection.ts'))});
    const { value: db } = openDatabase(${JSON.stringify(file)});
    const write = db.prepare("insert into meta values (?, 'x')");
    write.run('warm');
    console.error('BEGIN');
    for (let n = 0; n < 50; n += 1) write.run('key-' + n);
    console.error('END');
    process.exit(0);`;
  const traced = spawnSync(
    'strace',
    [
      '-f',
      '-e',
      'trace=fsync,fdatasync,write',
      '-s',
      '8',
      process.execPath,
      '--input-type=module',
      '-e',
      program,
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    },
  );
  const log = traced.stderr.slice(traced.stderr.indexOf('BEGIN'), traced.stderr.indexOf('END'));
  expect(log.match(/\bf(data)?sync\(/g)).toHaveLength(50);
});

test('refuses a database of a newer program and leaves it as it is', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  const db = new Database(file);
  db.pragma('user_version = 9999');
  db.close();
  expect(openDatabase(file)).toEqual({ ok: false, error: { kind: 'newer', version: 9999 } });
  const after = new Database(file, { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(9999);
  after.close();
});

test.each([
  ['text', Buffer.from('not a database at all '.repeat(300))],
  ['a cut header', Buffer.from('SQLite format 3\0')],
])('says that %s is damaged', (_name, bytes) => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  writeFileSync(file, bytes);
  expect(openDatabase(file)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
});

test('says that another process holds the database', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  const first = opened(file);
  first.prepare("insert into meta values ('language', 'es')").run();
  expect(openDatabase(file)).toEqual({ ok: false, error: { kind: 'locked' } });
  first.close();
});

// root may write to every file: there, test/integration/outbox-kill.test.ts refuses the opening for writing itself
test.skipIf(process.getuid?.() === 0)(
  'a database that can be read and not written is refused as the fault of the disk, NOT opened',
  () => {
    const file = join(temporaryFolder(), 'a.sqlite');
    opened(file).close();
    chmodSync(file, 0o444);
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { kind: 'disk' } });
  },
);

test('a pragma that SQLite does not take is a defect, NOT passed over', () => {
  // a temporary database has no WAL, and says so only when it is asked again
  expect(() => openDatabase('')).toThrow(/keeps journal_mode = delete instead of WAL/);
});

test('an SQLite without the mended reset of its WAL is refused', () => {
  for (const old of ['3.51.2', '3.50.9', '2.99.99'])
    expect(() => assertVersion(old)).toThrow(/older than 3.51.3/);
  for (const good of ['3.51.3', '3.51.10', '3.52.0', '4.0.0'])
    expect(() => assertVersion(good)).not.toThrow();
});

test.each([
  ['a state that no CHECK lets pass', `update document_count set n = -1`],
  ['a draft that is no JSON', `update draft set form = '{'`],
  ['what was found in a supplier’s document', `update received_document set checks = '{'`],
  ['a row of what can be fetched again', `update place_import set id = 2`],
  ['the search text', `update customer_text_data set block = x'0102030405' where id > 10`],
])('%s does NOT take the whole database away', (_what, sql) => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  const db = opened(file);
  db.exec(`insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0);
    insert into customer (id, company_id, name, identification_number, party, used_at) values ('k', 'c1', 'NOMBRE', '1', '{}', 1);
    insert into draft values ('d', 'c1', '01', '{}', 1, 1);
    insert into received_document values (1, 'r', 'c1', '${'5'.repeat(50)}', '01', '${'1'.repeat(20)}', 'N', '02', '3', 'T', 1, 'CRC',
      1, 0, 'a.xml', '${'a'.repeat(64)}', 1, '[]', 0);
    insert into place_import values (1, 'a.xlsx', 1);
    insert into document_count values ('c1', 'queued', 1)`);
  db.pragma('ignore_check_constraints = ON');
  db.unsafeMode(true);
  db.exec(sql);
  db.close();
  const again = openDatabase(file);
  expect(again.ok).toBe(true);
  if (!again.ok) return;
  const found = again.value
    .prepare("select count(*) from customer_text where customer_text match 'NOMBRE'")
    .pluck()
    .get();
  expect(found).toBe(1);
  again.value.close();
});

test.each([
  ['SQLITE_ERROR', 'damaged'],
  ['SQLITE_CORRUPT_VTAB', 'damaged'],
  ['SQLITE_IOERR_READ', 'disk'],
  ['SQLITE_FULL', 'disk'],
  ['SQLITE_BUSY', 'locked'],
])('%s at the start is %s: a flipped byte in the text of the schema is no fault of the disk', (code, kind) =>
  expect(openFaultOf(Object.assign(new Error('no such column: stat'), { code }))).toMatchObject({ kind }),
);
