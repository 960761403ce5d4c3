import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { CopiesView } from '../../../../preload/contract/copies.ts';
import type { CopyChecks } from '../../../../main/backup/copies.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { writeMeta } from '../../../../main/db/meta.ts';
import { type CopyKeeper, copyKeeper } from '../../../../main/usecases/keep-copies.ts';
import { placesIn } from '../../../../main/usecases/open-store.ts';
import { copyChecks } from '../../../../main/usecases/prove-copy.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { makeSchema } from '../../../helpers/schemas.ts';

const dayMs = 86_400_000;

interface Kept {
  readonly db: Db;
  readonly folder: string;
  readonly keeper: CopyKeeper;
  readonly clock: { at: number };
  readonly errors: unknown[];
}

function kept(checks: CopyChecks = copyChecks()): Kept {
  const folder = temporaryFolder();
  const opened = openDatabase(placesIn(folder).database);
  if (!opened.ok) throw new Error(opened.error.kind);
  onTestFinished(() => void opened.value.close());
  const clock = { at: 10 * dayMs };
  const errors: unknown[] = [];
  const keeper = copyKeeper({
    places: placesIn(folder),
    clock: { now: () => clock.at },
    checks,
    onChange: () => undefined,
    onError: (_where, error) => errors.push(error),
  });
  return { db: opened.value, folder, keeper, clock, errors };
}

const states = (view: CopiesView): readonly string[] => view.copies.map(({ state }) => state);

async function looked(keeper: CopyKeeper): Promise<CopiesView> {
  keeper.view({ look: true });
  await keeper.idle();
  return keeper.view();
}

test('one copy a day, by itself; a clock that was ahead does not put it off', async () => {
  const { db, keeper, clock } = kept();
  await keeper.ofToday(db);
  await keeper.ofToday(db);
  expect(keeper.view().copies).toHaveLength(1);
  clock.at += dayMs;
  await keeper.ofToday(db);
  expect(keeper.view()).toMatchObject({ provedAt: 11 * dayMs });
  clock.at -= 5 * dayMs;
  await keeper.ofToday(db);
  expect(keeper.view().copies).toHaveLength(3);
});

test('a copy the clerk asked for does NOT stand in for that of the day', async () => {
  const { db, keeper } = kept();
  await keeper.make(db);
  await keeper.ofToday(db);
  expect(
    keeper
      .view()
      .copies.map(({ why }) => why)
      .toSorted(),
  ).toEqual(['clerk', 'daily']);
});

test.each([
  {
    how: 'a byte that flipped, its time and size as they were',
    rot: (file: string) => {
      const { atime, mtime } = statSync(file);
      const bytes = readFileSync(file);
      bytes[5_000] = (bytes[5_000] ?? 0) ^ 4;
      writeFileSync(file, bytes);
      utimesSync(file, atime, mtime);
    },
  },
  { how: 'a file that was cut', rot: (file: string) => truncateSync(file, 4_096) },
])('a copy that rots is noticed and NOT offered: $how', async ({ rot }) => {
  const { db, folder, keeper } = kept();
  await keeper.make(db);
  const id = keeper.view().copies[0]?.id ?? '';
  expect(states(await looked(keeper))).toEqual(['proved']);
  rot(join(placesIn(folder).copies, `${id}.sqlite`));
  // a later run of the program
  const later = copyKeeper({
    places: placesIn(folder),
    clock: { now: () => 0 },
    checks: copyChecks(),
    onChange: () => undefined,
    onError: () => undefined,
  });
  expect(states(await looked(later))).toEqual(['spoilt']);
  expect(later.view().provedAt).toBeUndefined();
  expect(later.source(id)).toBeUndefined();
});

test('a file that was cut is noticed at once, before anything is read', async () => {
  const { db, folder, keeper } = kept();
  await keeper.make(db);
  const id = keeper.view().copies[0]?.id ?? '';
  truncateSync(join(placesIn(folder).copies, `${id}.sqlite`), 4_096);
  expect(states(keeper.view())).toEqual(['spoilt']);
  expect(keeper.source(id)).toBeUndefined();
});

test('a copy that fails is told with its reason until one succeeds, and nothing of it stays', async () => {
  let full = true;
  const real = copyChecks();
  const { db, folder, keeper, errors } = kept({
    ...real,
    prove: async (job) =>
      full ? { ok: false, error: { kind: 'disk-full', detail: 'ENOSPC' } } : real.prove(job),
  });
  await keeper.ofToday(db);
  expect(keeper.view()).toMatchObject({ copies: [], failed: { trouble: 'disk-full', at: 10 * dayMs } });
  expect(errors).toEqual(['disk-full ENOSPC']);
  expect(readdirSync(placesIn(folder).copies)).toEqual([]);
  expect(await keeper.make(db)).toEqual({ ok: false, error: 'disk-full' });
  full = false;
  await keeper.ofToday(db);
  expect(keeper.view().failed).toBeUndefined();
});

test('says that it is making one, and a quit can wait for it', async () => {
  const real = copyChecks();
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { db, keeper } = kept({ ...real, prove: (job) => gate.then(() => real.prove(job)) });
  const made = keeper.make(db);
  await vi.waitFor(() => expect(keeper.view().making).toBe(true));
  go();
  await keeper.idle();
  expect(keeper.view().making).toBe(false);
  expect((await made).ok).toBe(true);
});

test('"Copiar a...": proved there, and what is on the stick can be chosen and restored from', async () => {
  const { db, keeper } = kept();
  writeMeta(db, 'language', 'en');
  const stick = temporaryFolder();
  const saved = await keeper.saveTo(db, stick);
  if (!saved.ok) throw new Error(saved.error);
  const file = join(stick, saved.value.name);
  expect(existsSync(file)).toBe(true);
  expect(keeper.source('chosen')).toBeUndefined();
  expect(await keeper.choose(file)).toMatchObject({ ok: true, value: { documents: 0, madeAt: 10 * dayMs } });
  expect(keeper.source('chosen')).toMatchObject({ file, chosen: true });
});

test('a chosen file without its manifest is proved by what it is', async () => {
  const { keeper } = kept();
  const file = join(temporaryFolder(), 'old.sqlite');
  makeSchema(file, 2);
  expect(await keeper.choose(file)).toMatchObject({ ok: true, value: { name: 'old.sqlite', documents: 13 } });
});

test.each([
  {
    what: 'text',
    make: (file: string) => writeFileSync(file, 'no database'.repeat(800)),
    error: 'copy-unsound',
  },
  { what: 'nothing', make: (file: string) => rmSync(file, { force: true }), error: 'disk-error' },
  {
    what: 'a sealed document with other bytes',
    make: (file: string) => {
      makeSchema(file, 2);
      const opened = openDatabase(file);
      if (!opened.ok) throw new Error(opened.error.kind);
      opened.value.exec('drop trigger body_frozen');
      opened.value.exec("update document_body set xml = x'00' where document_id = 'doc-01-8'");
      opened.value.close();
    },
    error: 'copy-unsound',
  },
])('a chosen file that is $what is refused', async ({ make, error }) => {
  const { keeper } = kept();
  const file = join(temporaryFolder(), 'chosen.sqlite');
  make(file);
  expect(await keeper.choose(file)).toEqual({ ok: false, error });
  expect(keeper.source('chosen')).toBeUndefined();
});
