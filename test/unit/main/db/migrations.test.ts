import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { isIdentity } from '../../../../domain/numbering/identity.ts';
import { listCopies } from '../../../../main/backup/copies.ts';
import { listCompanies } from '../../../../main/db/companies.ts';
import {
  type Db,
  headVersion,
  migrate,
  openDatabase,
  openUnmigrated,
  versionOf,
} from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { migrations } from '../../../../main/db/migrations/index.ts';
import { openStore, placesIn, restoreStore } from '../../../../main/usecases/open-store.ts';
import { copyChecks } from '../../../../main/usecases/prove-copy.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import {
  columnsOf,
  dump,
  makeSchema,
  migrationFiles,
  migrationText,
  stepsOfFiles,
} from '../../../helpers/schemas.ts';

const frozen = z
  .record(z.string(), z.string())
  .parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/schemas/frozen.json'), 'utf8')),
  );
const older = migrations
  .slice(0, -1)
  .map((_, index) => ({ version: index + 1, name: migrationFiles[index] ?? '' }));

function opened(file: string): Db {
  const result = openDatabase(file);
  if (!result.ok)
    throw new Error(`${result.error.kind} ${'detail' in result.error ? result.error.detail : ''}`);
  onTestFinished(() => void result.value.close());
  return result.value;
}

/** Looks at a file as it is, without the program's ways. */
function look<T>(file: string, at: (db: Database.Database) => T): T {
  const db = new Database(file);
  try {
    return at(db);
  } finally {
    db.close();
  }
}

describe('the steps', () => {
  test.each(migrationFiles)('%s is frozen: what was released does not change', (file) => {
    const sha256 = createHash('sha256').update(migrationText(file)).digest('hex');
    // A new step: add its hash to test/fixtures/schemas/frozen.json, and its rows beside it. An old one: make a new step instead.
    expect(frozen[file]).toBe(sha256);
  });

  test('none is gone, and they are applied in the order of their numbers', async () => {
    expect(Object.keys(frozen).toSorted()).toEqual(migrationFiles);
    expect(migrations).toEqual(await stepsOfFiles());
  });

  test('the fixtures hold a row of every table there is', () => {
    const file = join(temporaryFolder(), 'head.sqlite');
    makeSchema(file, headVersion);
    const empty = look(file, (db) =>
      Object.entries(dump(db))
        .filter(([, rows]) => rows.length === 0)
        .map(([table]) => table),
    );
    expect(empty).toEqual([]);
  });
});

test('a row that no CHECK lets pass is damage: it comes along as it is, and is NOT a reason to stay shut', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  makeSchema(file, 6);
  const damaged = "update document set clave = 'x' || substr(clave, 2), polls = -1 where id = 'doc-01-20'";
  look(file, (db) => {
    db.pragma('ignore_check_constraints = ON');
    const frozenRows = db
      .prepare<[], { name: string; sql: string }>(
        "select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'document'",
      )
      .all();
    for (const { name } of frozenRows) db.exec(`drop trigger ${name}`);
    db.exec(damaged);
    for (const { sql } of frozenRows) db.exec(sql);
  });
  const db = opened(file);
  expect(versionOf(db)).toBe(headVersion);
  expect(db.prepare("select polls from document where id = 'doc-01-20'").pluck().get()).toBe(-1);
  expect(() => db.exec("update document set polls = -2 where id = 'doc-01-2'")).toThrow(/CHECK/);
});

const numbered = '00100001050000000001';
const supplied = '50615062600310199988800100001010000000077112345678';
test.each([
  ['a clave', supplied.replace('77112345678', '78112345678'), true],
  ['a clave and the number of its answer', `${supplied}-${numbered}`, true],
  ['another number than the row has', `${supplied}-00100001050000000002`, false],
  ['a clave with a letter, and a number', `x${supplied.slice(1)}-${numbered}`, false],
  ['something else between the two', `${supplied}/${numbered}`, false],
  ['half a clave', supplied.slice(1), false],
])('the database takes %s as an identity: %s is %s', (_what, identity, taken) => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  makeSchema(file, 1);
  const db = opened(file);
  const insert = db.prepare(
    `insert into document (id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256, situation,
       issued_at, sealed_at, customer_name, total, amount_text, currency, issuer_type, issuer_number, state, state_since)
     values ('d', 'c-test', 'test', '05', '001', '00001', ?, ?, ?, '1', '', 1, '', 1, '', 'CRC', '02', '3', 'queued', 1)`,
  );
  let took = true;
  try {
    insert.run(numbered, identity, 'a'.repeat(64));
  } catch (error) {
    took = !/CHECK/.test(String(error));
  }
  expect(took).toBe(taken);
});

describe.each(older)('a database of schema $version ($name)', ({ version }) => {
  test('opens in the newest one with every row as it was, whole', () => {
    const file = join(temporaryFolder(), 'talonario.sqlite');
    makeSchema(file, version);
    const [columns, before] = look(file, (db) => [columnsOf(db), dump(db)] as const);
    const db = opened(file);
    expect(versionOf(db)).toBe(headVersion);
    expect(dump(db, columns)).toEqual(before);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('is read by the program: companies, documents with their bytes, searched text', () => {
    const file = join(temporaryFolder(), 'talonario.sqlite');
    makeSchema(file, version);
    const db = opened(file);
    expect(listCompanies(db).map(({ id }) => id)).toEqual(['c-practice', 'c-test', 'c-real']);
    const found = db
      .prepare("select count(*) from customer_text where customer_text match 'trigo'")
      .pluck()
      .get();
    expect(found).toBe(1);
    const { documents } = outboxStore(db);
    const ids = db.prepare<[], { id: string; state: string }>('select id, state from document').all();
    expect(ids.length > 0).toBe(version >= 2);
    for (const { id, state } of ids) {
      expect(documents.find(id)?.state).toBe(state);
      const { clave, xmlSha256 } = documents.facts(id);
      const sha256 = createHash('sha256').update(documents.bytes(id)).digest('hex');
      expect([isIdentity(clave), sha256 === xmlSha256]).toEqual([true, state !== 'quarantined']);
    }
  });

  test('is changed only after a copy of the OLD schema was proved, and that copy brings it back', async () => {
    const places = placesIn(temporaryFolder());
    makeSchema(places.database, version);
    const before = look(places.database, (db) => dump(db));
    const columns = look(places.database, columnsOf);
    const store = await openStore(places, 1_000);
    if (!store.ok) throw new Error(store.error.fault.kind);
    store.value.close();
    const copies = listCopies(places.copies);
    expect(copies).toMatchObject([
      { why: 'before-migration', madeAt: 1_000, manifest: { contents: { schema: version } } },
    ]);
    expect(look(copies[0]?.file ?? '', versionOf)).toBe(version);

    writeFileSync(places.database, 'damaged'.repeat(500));
    const restored = await restoreStore(places, 2_000);
    if (!restored.ok) throw new Error(JSON.stringify(restored.error));
    onTestFinished(() => void restored.value.db.close());
    const { meta: _meta, ...rest } = dump(restored.value.db, columns);
    const { meta: _before, ...wanted } = before;
    expect(rest).toEqual(wanted);
  });

  test('is NOT changed when that copy cannot be made: it says so and is as it was', async () => {
    const places = placesIn(temporaryFolder());
    makeSchema(places.database, version);
    mkdirSync(dirname(places.copies), { recursive: true });
    writeFileSync(places.copies, 'a file where the folder should be');
    const before = look(places.database, (db) => dump(db));
    const store = await openStore(places, 1_000);
    expect(store).toMatchObject({ ok: false, error: { fault: { kind: 'not-migrated', why: 'no-copy' } } });
    expect(look(places.database, versionOf)).toBe(version);
    expect(look(places.database, (db) => dump(db))).toEqual(before);
  });

  test('with a full disk in the middle of the steps it is as it was, and goes on when there is room', () => {
    const file = join(temporaryFolder(), 'talonario.sqlite');
    makeSchema(file, version);
    const [columns, before] = look(file, (db) => [columnsOf(db), dump(db)] as const);
    const tight = openUnmigrated(file);
    if (!tight.ok) throw new Error(tight.error.kind);
    const pages = Number(tight.value.pragma('page_count', { simple: true }));
    tight.value.pragma(`max_page_count = ${pages + 1}`);
    const refused = migrate(tight.value);
    tight.value.close();
    // a step that needs no page at all cannot be refused
    expect(refused.ok ? 'done' : JSON.stringify(refused.error)).toMatch(/^done$|"disk".*SQLITE_FULL/);
    expect(look(file, versionOf)).toBe(refused.ok ? headVersion : version);
    expect(look(file, (db) => dump(db, columns))).toEqual(before);
    expect(versionOf(opened(file))).toBe(headVersion);
  });
});

test('a full disk is met by some of the older schemas: the test above can fail', () => {
  const refused = older.filter(({ version }) => {
    const file = join(temporaryFolder(), 'talonario.sqlite');
    makeSchema(file, version);
    const tight = openUnmigrated(file);
    if (!tight.ok) throw new Error(tight.error.kind);
    tight.value.pragma(`max_page_count = ${Number(tight.value.pragma('page_count', { simple: true })) + 1}`);
    const done = migrate(tight.value);
    tight.value.close();
    return !done.ok;
  });
  expect(refused.length).toBeGreaterThan(1);
});

test('a copy that does not pass its proof keeps the old schema', async () => {
  const places = placesIn(temporaryFolder());
  makeSchema(places.database, 2);
  look(places.database, (db) => {
    db.exec('drop trigger body_frozen');
    db.exec("update document_body set xml = x'00' where document_id = 'doc-01-8'");
  });
  const store = await openStore(places, 1_000, copyChecks());
  const { fault } = store.ok ? { fault: undefined } : store.error;
  expect(fault).toMatchObject({ kind: 'not-migrated', why: 'no-copy' });
  expect(JSON.stringify(fault)).toContain('document-bytes');
  expect(look(places.database, versionOf)).toBe(2);
  expect(readdirSync(places.copies)).toEqual([]);
});

test('the number of the schema is written with the steps, or neither is: a kill between them would apply a step twice', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  makeSchema(file, 3);
  const before = look(file, columnsOf);
  const opening = openUnmigrated(file);
  if (!opening.ok) throw new Error(opening.error.kind);
  const real = opening.value.pragma.bind(opening.value);
  opening.value.pragma = (source, options) => {
    if (source.startsWith('user_version =')) throw new Error('killed here');
    return real(source, options);
  };
  expect(migrate(opening.value).ok).toBe(false);
  opening.value.close();
  expect(look(file, versionOf)).toBe(3);
  expect(look(file, columnsOf)).toEqual(before);
});

test('a reference that points nowhere stops the steps, and nothing is changed', () => {
  const file = join(temporaryFolder(), 'talonario.sqlite');
  makeSchema(file, 3);
  look(file, (db) => {
    db.pragma('foreign_keys = OFF');
    db.exec("insert into draft values ('astray', 'nobody', '01', '{}', 0, 0)");
  });
  expect(openDatabase(file)).toMatchObject({ ok: false, error: { kind: 'not-migrated', why: 'failed' } });
  expect(look(file, versionOf)).toBe(3);
});

test('the newest schema is opened without a copy, and a new database too', async () => {
  const places = placesIn(temporaryFolder());
  for (const at of [1, 2]) {
    const store = await openStore(places, at);
    if (!store.ok) throw new Error(store.error.fault.kind);
    expect(versionOf(store.value)).toBe(headVersion);
    store.value.close();
  }
  expect(existsSync(places.copies)).toBe(false);
});

test('a database of a newer program is refused and left as it is, and no copy of it is made', async () => {
  const places = placesIn(temporaryFolder());
  makeSchema(places.database, headVersion);
  look(places.database, (db) => db.pragma(`user_version = ${headVersion + 1}`));
  const before = readFileSync(places.database);
  expect(await openStore(places, 1)).toEqual({
    ok: false,
    error: { fault: { kind: 'newer', version: headVersion + 1 } },
  });
  expect(readFileSync(places.database)).toEqual(before);
  expect(existsSync(places.copies)).toBe(false);
});
