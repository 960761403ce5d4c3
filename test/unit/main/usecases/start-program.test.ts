import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fail, ok } from '../../../../domain/result.ts';
import { makeCopy } from '../../../../main/backup/copies.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { readMeta, writeMeta } from '../../../../main/db/meta.ts';
import { restoredMark } from '../../../../main/db/restored-mark.ts';
import { copyChecks } from '../../../../main/usecases/prove-copy.ts';
import { placesIn } from '../../../../main/usecases/open-store.ts';
import { type ProgramStart, startProgram } from '../../../../main/usecases/start-program.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

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
