import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  layBeside,
  listCopies,
  makeCopy,
  putInPlace,
  setAside,
  takeAway,
} from '../../../../main/backup/copies.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { readMeta, writeMeta } from '../../../../main/db/meta.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

function opened(file: string) {
  const result = openDatabase(file);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

test('a damaged database is put aside byte for byte and the copy takes its place', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'talonario.sqlite');
  const db = opened(file);
  writeMeta(db, 'language', 'en');
  const copy = await makeCopy(db, join(folder, 'copies'), 1_000);
  db.close();
  const garbage = Buffer.from('this is no database'.repeat(100));
  writeFileSync(file, garbage);
  const refused = openDatabase(file);
  expect(refused).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  expect(readFileSync(file)).toEqual(garbage); // looking changes nothing

  if (!copy) throw new Error('no copy');
  const coming = layBeside(copy, file);
  expect(readFileSync(file)).toEqual(garbage);
  const aside = setAside(file, 2_000) ?? '';
  expect(readFileSync(aside)).toEqual(garbage);
  putInPlace(coming, file);
  expect(existsSync(coming)).toBe(false);
  const again = opened(file);
  expect(readMeta(again, 'language')).toBe('en');
  again.close();
});

test('does NOT bring a copy over a database that is still in its place', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'talonario.sqlite');
  const db = opened(file);
  const copy = await makeCopy(db, join(folder, 'copies'), 1_000);
  if (!copy) throw new Error('no copy');
  const coming = layBeside(copy, file);
  expect(() => putInPlace(coming, file)).toThrow('not free');
  takeAway(coming);
  expect(readdirSync(folder).filter((name) => name.includes('coming'))).toEqual([]);
  db.close();
});

test('a copy made after the clock was set back is the newest, NOT the first to go', async () => {
  const folder = temporaryFolder();
  const copies = join(folder, 'copies');
  const db = opened(join(folder, 'talonario.sqlite'));
  for (let day = 1; day <= 8; day++) await makeCopy(db, copies, 1_000_000 + day);
  const made = await makeCopy(db, copies, 5);
  expect(listCopies(copies)[0]).toEqual(made);
  expect(existsSync(made?.file ?? '')).toBe(true);
  db.close();
});

test('keeps the seven newest copies', async () => {
  const folder = temporaryFolder();
  const copies = join(folder, 'copies');
  const db = opened(join(folder, 'talonario.sqlite'));
  for (let day = 1; day <= 9; day += 1) await makeCopy(db, copies, day);
  db.close();
  expect(listCopies(copies).map((copy) => copy.madeAt)).toEqual([9, 8, 7, 6, 5, 4, 3]);
  expect(readdirSync(copies).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('says so when there was nothing to put aside', () => {
  expect(setAside(join(temporaryFolder(), 'talonario.sqlite'), 1)).toBeUndefined();
});

test('leaves no half copy behind when the copy fails, and takes away those of a kill', async () => {
  const folder = temporaryFolder();
  const copies = join(folder, 'copies');
  const db = opened(join(folder, 'talonario.sqlite'));
  await makeCopy(db, copies, 1);
  writeFileSync(join(copies, 'talonario-2.sqlite.new'), 'half');
  writeFileSync(join(copies, 'talonario-2.sqlite.new-journal'), '');
  db.close();
  await expect(makeCopy(db, copies, 3)).rejects.toThrow('not open');
  expect(readdirSync(copies)).toEqual(['talonario-1.sqlite']);
});
