import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import {
  type CopyWhy,
  listCopies,
  makeCopy,
  placeBeside,
  putInPlace,
  saveCopyTo,
  setAside,
} from '../../../../main/backup/copies.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { writeMeta } from '../../../../main/db/meta.ts';
import { copyChecks, proveCopy } from '../../../../main/usecases/prove-copy.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

const checks = copyChecks();

function opened(file: string): Db {
  const result = openDatabase(file);
  if (!result.ok) throw new Error(result.error.kind);
  onTestFinished(() => void result.value.close());
  return result.value;
}

function store(): { readonly db: Db; readonly file: string; readonly copies: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'talonario.sqlite');
  return { db: opened(file), file, copies: join(folder, 'copies') };
}

async function made(db: Db, folder: string, at: number, why: CopyWhy = 'daily') {
  const copy = await makeCopy(db, folder, at, checks, why);
  if (!copy.ok) throw new Error(`${copy.error.kind} ${copy.error.detail}`);
  return copy.value;
}

test('a copy bears what was proved of it: hash, size, schema and the rows of every table', async () => {
  const { db, copies } = store();
  writeMeta(db, 'language', 'en');
  const copy = await made(db, copies, 1_000);
  expect(copy.manifest).toMatchObject({
    why: 'daily',
    madeAt: 1_000,
    contents: { rows: { meta: 1, document: 0 } },
  });
  expect(copy.manifest?.contents.schema).toBe(db.pragma('user_version', { simple: true }));
  expect(listCopies(copies)).toEqual([copy]);
  expect(readdirSync(copies).toSorted()).toEqual(['talonario-1000.json', 'talonario-1000.sqlite']);
});

test('what is written while the copy is being made is in it, and counted in it', async () => {
  const { db, copies } = store();
  // enough for many steps of the backup
  const write = db.prepare('insert into meta (key, value) values (?, ?)');
  db.transaction(() => {
    for (let n = 0; n < 4_000; n++) write.run(`before ${n}`, 'x'.repeat(1_000));
  })();
  let after = 0;
  const writing = setInterval(() => write.run(`after ${after++}`, 'x'.repeat(1_000)), 0);
  let meanwhile = 0;
  const copy = await makeCopy(db, copies, 1_000, {
    ...checks,
    contentsOf: (source: Db) => {
      meanwhile = after;
      return checks.contentsOf(source);
    },
  });
  clearInterval(writing);
  expect(meanwhile).toBeGreaterThan(0);
  expect(copy).toMatchObject({
    ok: true,
    value: { manifest: { contents: { rows: { meta: 4_000 + meanwhile } } } },
  });
});

test('a copy that holds less than its source is NOT counted, and nothing of it stays', async () => {
  const { db, copies } = store();
  const lying = {
    ...checks,
    contentsOf: (source: Db) => {
      const { schema, rows } = checks.contentsOf(source);
      return { schema, rows: { ...rows, company: 1 } };
    },
  };
  expect(await makeCopy(db, copies, 1_000, lying)).toMatchObject({
    ok: false,
    error: { kind: 'counts', detail: 'company: 0 rows instead of 1' },
  });
  expect(readdirSync(copies)).toEqual([]);
});

test('a copy without its manifest counts as not proved', async () => {
  const { db, copies } = store();
  const copy = await made(db, copies, 1_000);
  rmSync(copy.file.replace('.sqlite', '.json'));
  expect(listCopies(copies)).toEqual([{ id: copy.id, file: copy.file, why: 'daily', madeAt: 1_000 }]);
});

test('a byte that changed later is noticed by the hash of the file', async () => {
  const { db, copies } = store();
  const copy = await made(db, copies, 1_000);
  const bytes = readFileSync(copy.file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(copy.file, bytes);
  const proved = await proveCopy({
    file: copy.file,
    aside: `${copy.file}.aside`,
    keepAside: false,
    sha256: copy.manifest?.sha256 ?? '',
  });
  expect(proved).toMatchObject({ ok: false, error: { kind: 'changed' } });
  expect(existsSync(`${copy.file}.aside`)).toBe(false);
});

test('does NOT bring a copy over a database that is still in its place', async () => {
  const { db, file, copies } = store();
  const copy = await made(db, copies, 1_000);
  const coming = placeBeside(file);
  await proveCopy({ file: copy.file, aside: coming, keepAside: true });
  expect(() => putInPlace(coming, file)).toThrow('not free');
});

test('a copy made after the clock was set back is the newest, NOT the first to go', async () => {
  const { db, copies } = store();
  for (let day = 1; day <= 8; day++) await made(db, copies, 1_000_000 + day);
  const copy = await made(db, copies, 5);
  expect(listCopies(copies)[0]).toEqual(copy);
  expect(existsSync(copy.file)).toBe(true);
});

test('keeps the seven newest daily ones, and three of each other kind apart from them', async () => {
  const { db, copies } = store();
  for (let day = 1; day <= 4; day++) await made(db, copies, day, 'before-migration');
  for (let day = 11; day <= 14; day++) await made(db, copies, day, 'clerk');
  for (let day = 21; day <= 29; day++) await made(db, copies, day);
  const kept = (why: CopyWhy): number[] =>
    listCopies(copies)
      .filter((copy) => copy.why === why)
      .map(({ madeAt }) => madeAt);
  expect(kept('daily')).toEqual([29, 28, 27, 26, 25, 24, 23]);
  expect(kept('clerk')).toEqual([14, 13, 12]);
  expect(kept('before-migration')).toEqual([4, 3, 2]);
  expect(
    readdirSync(copies).filter((name) => !/^talonario-\d+(-[a-z-]+)?\.(sqlite|json)$/.test(name)),
  ).toEqual([]);
});

test('a copy that was never proved does NOT push a proved one out', async () => {
  const { db, copies } = store();
  await made(db, copies, 1);
  for (let day = 2; day <= 8; day++) writeFileSync(join(copies, `talonario-${day}.sqlite`), 'no database');
  await made(db, copies, 9);
  expect(
    listCopies(copies)
      .filter(({ manifest }) => manifest)
      .map(({ madeAt }) => madeAt),
  ).toEqual([9, 1]);
});

test('says so when there was nothing to put aside', () => {
  expect(setAside(join(temporaryFolder(), 'talonario.sqlite'), 1)).toBeUndefined();
});

test('what is put aside is named after why, byte for byte', () => {
  const { db, file } = store();
  db.close();
  const bytes = readFileSync(file);
  const aside = setAside(file, 2_000, 'replaced') ?? '';
  expect(aside).toBe(`${file}.replaced-2000`);
  expect(readFileSync(aside)).toEqual(bytes);
});

test('leaves no half copy behind when the copy fails, and takes away those of a kill', async () => {
  const { db, copies } = store();
  await made(db, copies, 1);
  for (const left of [
    'talonario-2.sqlite.new',
    'talonario-2.sqlite.new-journal',
    'talonario-3-clerk.sqlite.aside-wal',
  ])
    writeFileSync(join(copies, left), 'half');
  db.close();
  await expect(makeCopy(db, copies, 3, checks)).rejects.toThrow('not open');
  expect(readdirSync(copies).toSorted()).toEqual(['talonario-1.json', 'talonario-1.sqlite']);
});

test('"Copiar a..." leaves a proved file with its manifest, and writes over none', async () => {
  const { db, copies } = store();
  await made(db, copies, 1);
  const stick = temporaryFolder();
  const aside = join(copies, 'aside');
  const saved = await saveCopyTo(db, stick, 'talonario-2026', aside, 5, checks);
  expect(saved).toEqual({ ok: true, value: join(stick, 'talonario-2026.sqlite') });
  expect(readdirSync(stick).toSorted()).toEqual(['talonario-2026.json', 'talonario-2026.sqlite']);
  expect(existsSync(aside)).toBe(false);
  expect(await saveCopyTo(db, stick, 'talonario-2026', aside, 6, checks)).toEqual(
    fail({ kind: 'disk', detail: 'EEXIST' }),
  );
  expect(readdirSync(stick)).toHaveLength(2);
});
