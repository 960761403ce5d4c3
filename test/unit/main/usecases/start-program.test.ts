import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fail, ok } from '../../../../domain/result.ts';
import { makeCopy } from '../../../../main/backup/copies.ts';
import { insertCompany } from '../../../../main/db/companies.ts';
import { type Db, headVersion, openDatabase } from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { journalMark } from '../../../../main/db/journal-mark.ts';
import { readMeta, writeMeta } from '../../../../main/db/meta.ts';
import { restoredMark } from '../../../../main/db/restored-mark.ts';
import { terminalBook } from '../../../../main/db/terminals.ts';
import { copyChecks } from '../../../../main/usecases/prove-copy.ts';
import { placesIn, seriesSeen } from '../../../../main/usecases/open-store.ts';
import { type ProgramStart, startProgram } from '../../../../main/usecases/start-program.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { makeSchema } from '../../../helpers/schemas.ts';

interface Built {
  readonly db: Db;
  readonly restored: boolean;
}

/** A store in use: a database with a mark in it, and one proved copy. */
async function usedStore(): Promise<string> {
  const folder = temporaryFolder();
  const opened = openDatabase(placesIn(folder).database);
  if (!opened.ok) throw new Error(opened.error.kind);
  writeMeta(opened.value, 'language', 'en');
  const copied = await makeCopy(opened.value, placesIn(folder).copies, 1_000, copyChecks());
  if (!copied.ok) throw new Error(copied.error.detail);
  writeMeta(opened.value, 'language', 'es');
  opened.value.close();
  return folder;
}

function start(
  folder: string,
  build: (db: Db) => void = () => undefined,
): { readonly built: Built[]; readonly program: ProgramStart<Built> } {
  const built: Built[] = [];
  const program = startProgram({
    places: placesIn(folder),
    clock: { now: () => 2_000 },
    build: async (db, restored) => {
      build(db);
      const one = { db, restored };
      built.push(one);
      onTestFinished(() => void db.close());
      return one;
    },
  });
  return { built, program };
}

const spoil = (folder: string): void =>
  writeFileSync(placesIn(folder).database, 'this is no database'.repeat(500));
const asides = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('damaged'));

test('a sound database is opened as it is, and there is nothing to restore', async () => {
  const { program, built } = start(await usedStore());
  expect(await program.opened()).toMatchObject({ kind: 'open', program: { restored: false } });
  expect(await program.restoreCopy()).toEqual(fail('not-allowed-now'));
  expect(await program.startEmpty()).toEqual(fail('not-allowed-now'));
  expect(built).toHaveLength(1);
});

test('"restaurar" pressed twice opens ONE program and puts the damaged file aside once', async () => {
  const folder = await usedStore();
  spoil(folder);
  const { program, built } = start(folder);
  expect(await program.opened()).toMatchObject({
    kind: 'trouble',
    trouble: { fault: { kind: 'damaged' }, copy: { madeAt: 1_000 } },
  });
  const pressed = await Promise.all([program.restoreCopy(), program.restoreCopy(), program.startEmpty()]);
  pressed.push(await program.restoreCopy());
  expect(built).toHaveLength(1);
  for (const each of pressed)
    expect(each).toMatchObject({ ok: true, value: { kind: 'open', program: built[0] } });
  expect(asides(folder)).toEqual(['talonario.sqlite.damaged-2000']);
  expect(built[0] && readMeta(built[0].db, 'language')).toBe('en');
});

test.each(['restoreCopy', 'startEmpty'] as const)(
  'after %s every start knows that the database has forgotten something, until that is back',
  async (press) => {
    const folder = await usedStore();
    spoil(folder);
    const { program, built } = start(folder);
    expect(await program[press]()).toMatchObject(ok({ kind: 'open' }));
    expect(readdirSync(folder).filter((name) => name.includes('coming'))).toEqual([]);
    // the run ends before it has recovered
    built[0]?.db.close();
    const again = start(folder);
    await again.program.opened();
    const mark = again.built[0] && restoredMark(again.built[0].db);
    expect(mark?.read()).toBe(true);
    mark?.clear();
    expect(mark?.read()).toBe(false);
  },
);

test('without a copy the damaged file stays in its place, and the next start finds it again', async () => {
  const folder = await usedStore();
  rmSync(placesIn(folder).copies, { recursive: true });
  spoil(folder);
  const bytes = readFileSync(placesIn(folder).database);
  const { program, built } = start(folder);
  expect(await program.restoreCopy()).toEqual(fail('no-copy'));
  expect(readFileSync(placesIn(folder).database)).toEqual(bytes);
  expect(asides(folder)).toEqual([]);
  expect(await program.opened()).toMatchObject({ kind: 'trouble' });
  expect(built).toEqual([]);
});

test('a copy that does not open is passed over for an older one; the damaged file is moved only then', async () => {
  const folder = await usedStore();
  spoil(folder);
  writeFileSync(join(placesIn(folder).copies, 'talonario-1500.sqlite'), 'no database either'.repeat(500));
  const { program, built } = start(folder);
  expect(await program.restoreCopy()).toMatchObject({ ok: true, value: { kind: 'open' } });
  expect(built).toMatchObject([{ restored: true }]);
  expect(asides(folder)).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name.includes('coming'))).toEqual([]);
});

test.each([
  { what: 'gone', harm: (file: string) => rmSync(file) },
  { what: 'empty', harm: (file: string) => truncateSync(file, 0) },
])('a database that is $what although there are copies is NOT begun anew by itself', async ({ harm }) => {
  const folder = await usedStore();
  harm(placesIn(folder).database);
  const { program, built } = start(folder);
  expect(await program.opened()).toMatchObject({
    kind: 'trouble',
    trouble: { fault: { kind: 'damaged' }, copy: { madeAt: 1_000 } },
  });
  expect(built).toEqual([]);
  expect(await program.restoreCopy()).toMatchObject({ ok: true, value: { kind: 'open' } });
  expect(built).toMatchObject([{ restored: true }]);
});

test('damage that only shows while the program is built is damage too, and can be restored', async () => {
  const folder = await usedStore();
  let broken = true;
  const { program, built } = start(folder, () => {
    if (broken) throw Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
  });
  expect(await program.opened()).toMatchObject({ kind: 'trouble', trouble: { fault: { kind: 'damaged' } } });
  broken = false;
  expect(await program.restoreCopy()).toMatchObject(ok({ kind: 'open' }));
  expect(built).toMatchObject([{ restored: true }]);
});

test('a folder that cannot be made is trouble with the disk, NOT a program that hangs', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  const { program } = start(join(file, 'below'));
  expect(await program.opened()).toMatchObject({ kind: 'trouble', trouble: { fault: { kind: 'disk' } } });
});

describe('a copy restored from the open program', () => {
  const ofKind = { companyId: 'c1', branch: '001', terminal: '00001', kind: '01' } as const;

  /** A program in use: its copy knows number 3, it has gone on to 7 since. */
  async function running(close: (one: Built) => Promise<void> = async ({ db }) => void db.close()) {
    const folder = temporaryFolder();
    const places = placesIn(folder);
    const opened = openDatabase(places.database);
    if (!opened.ok) throw new Error(opened.error.kind);
    insertCompany(opened.value, { id: 'c1', environment: 'test', settings: { version: 1, label: 'Una' } }, 0);
    outboxStore(opened.value).series.raise(ofKind, 3);
    const copied = await makeCopy(opened.value, places.copies, 1_000, copyChecks());
    if (!copied.ok) throw new Error(copied.error.detail);
    outboxStore(opened.value).series.raise(ofKind, 7);
    writeMeta(opened.value, 'language', 'en');
    opened.value.close();
    const built: Built[] = [];
    const program = startProgram<Built>({
      places,
      clock: { now: () => 2_000 },
      close,
      seen: ({ db }) => seriesSeen(db),
      build: async (db, restored) => {
        const one = { db, restored };
        built.push(one);
        onTestFinished(() => void db.close());
        return one;
      },
    });
    await program.opened();
    return { folder, places, program, built, copy: copied.value };
  }
  const replaced = (folder: string): string[] =>
    readdirSync(folder).filter((name) => name.includes('.replaced-'));

  test('the database in use is kept aside, and none of its numbers can be given again', async () => {
    const { folder, program, built, copy } = await running();
    const done = await program.restoreFrom(copy);
    expect(done).toMatchObject({ ok: true, value: { kind: 'open' } });
    const now = built[1];
    if (!now) throw new Error('not opened again');
    expect(now.restored).toBe(true);
    expect(readMeta(now.db, 'language')).toBeUndefined();
    expect(outboxStore(now.db).series.last(ofKind)).toBe(7);
    expect(restoredMark(now.db).read()).toBe(true);
    expect(replaced(folder)).toEqual(['talonario.sqlite.replaced-2000']);
    const kept = openDatabase(join(folder, 'talonario.sqlite.replaced-2000'));
    if (!kept.ok) throw new Error(kept.error.kind);
    expect(readMeta(kept.value, 'language')).toBe('en');
    kept.value.close();
  });

  test('the calls made since the copy still count, and are still told; those of a file of the clerk are not mixed in', async () => {
    const { program, built, copy } = await running();
    const inUse = outboxStore(built[0]?.db as Db);
    const call = { companyId: 'c1', service: 'hacienda', kind: 'POST' } as const;
    const attemptId = inUse.attempts.open({
      ...call,
      subjectKind: 'document',
      subjectId: 'd1',
      bootId: 'b1',
      startedAt: 1_500,
      startedMono: 1,
    });
    inUse.charges.add({ ...call, at: 1_500, attemptId });
    await program.restoreFrom(copy);
    const now = outboxStore(built[1]?.db as Db);
    expect(now.charges.timesSince(call, 0)).toEqual([1_500]);
    expect(now.attempts.of('document', 'd1')).toMatchObject([{ id: attemptId, kind: 'POST' }]);
    await program.restoreFrom({ file: copy.file, chosen: true });
    expect(outboxStore(built[2]?.db as Db).charges.timesSince(call, 0)).toEqual([]);
  });

  test('pressed twice it is done once, and who asks meanwhile gets the program that is open afterwards', async () => {
    const { folder, program, built, copy } = await running();
    const [first, second, asked] = await Promise.all([
      program.restoreFrom(copy),
      program.restoreFrom(copy),
      program.restoreFrom(copy).then(() => program.opened()),
    ]);
    expect(first).toEqual(second);
    expect(built).toHaveLength(2);
    expect(asked).toMatchObject({ kind: 'open', program: built[1] });
    expect(replaced(folder)).toHaveLength(1);
  });

  test('a copy that does not pass is refused before anything is stopped', async () => {
    const closed: Built[] = [];
    const { folder, program, built, copy } = await running(async (one) => void closed.push(one));
    const bytes = readFileSync(copy.file);
    bytes[bytes.length - 10] = (bytes.at(-10) ?? 0) ^ 1;
    writeFileSync(copy.file, bytes);
    expect(await program.restoreFrom(copy)).toEqual(fail('copy-unsound'));
    expect(closed).toEqual([]);
    expect(built).toHaveLength(1);
    expect(built[0]?.db.open).toBe(true);
    expect(readdirSync(folder).filter((name) => /coming|replaced/.test(name))).toEqual([]);
  });

  test('a copy of a newer program is refused by its own name', async () => {
    const { program, places } = await running();
    const file = `${places.database}.newer`;
    makeSchema(file, headVersion);
    const newer = new Database(file);
    newer.pragma(`user_version = ${headVersion + 1}`);
    newer.close();
    expect(await program.restoreFrom({ file })).toEqual(fail('copy-newer'));
  });

  test('when the program cannot be ended nothing is moved, and the next look opens what there was', async () => {
    const { folder, program, built, copy } = await running(async ({ db }) => {
      db.close();
      throw new Error('a lane hangs');
    });
    expect(await program.restoreFrom(copy)).toMatchObject({
      ok: true,
      value: { kind: 'trouble', trouble: { fault: { kind: 'disk' } } },
    });
    expect(replaced(folder)).toEqual([]);
    await program.look();
    expect(await program.look()).toMatchObject({ kind: 'open' });
    expect(readMeta(built.at(-1)?.db as Db, 'language')).toBe('en');
  });

  test('a file of the clerk that names no installation does NOT bind to this computer by itself', async () => {
    const { program, built, copy } = await running();
    await program.restoreFrom({ file: copy.file, chosen: true });
    expect(terminalBook(built[1]?.db as Db).installation()).toBe('not-known');
  });

  test('this computer’s journal is read from its beginning for a file of the clerk, whatever position that file knows', async () => {
    const { program, built } = await running();
    journalMark(built[0]?.db as Db).write(4_711);
    const stick = await makeCopy(built[0]?.db as Db, temporaryFolder(), 5_000, copyChecks(), 'clerk');
    if (!stick.ok) throw new Error(stick.error.detail);
    await program.restoreFrom({ file: stick.value.file, chosen: true });
    expect(journalMark(built[1]?.db as Db).read()).toBe(0);
    await program.restoreFrom({ file: stick.value.file });
    expect(journalMark(built[2]?.db as Db).read()).toBe(4_711);
  });

  test('a damaged database is replaced by the copy that the clerk chose', async () => {
    const { folder, copy, built } = await running();
    built[0]?.db.close();
    spoil(folder);
    const again = start(folder);
    expect(await again.program.opened()).toMatchObject({ kind: 'trouble' });
    expect(await again.program.restoreFrom(copy)).toMatchObject({ ok: true, value: { kind: 'open' } });
    expect(asides(folder)).toEqual(['talonario.sqlite.damaged-2000']);
  });
});

test('a lock that has gone is noticed by looking again', async () => {
  const folder = await usedStore();
  const other = openDatabase(placesIn(folder).database);
  if (!other.ok) throw new Error(other.error.kind);
  writeMeta(other.value, 'theme', 'dark');
  const { program } = start(folder);
  expect(await program.look()).toMatchObject({ kind: 'trouble', trouble: { fault: { kind: 'locked' } } });
  other.value.close();
  expect(await program.look()).toMatchObject({ kind: 'open' });
});
