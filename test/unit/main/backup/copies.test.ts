import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bringBack, listCopies, makeCopy, setAside } from '../../../../main/backup/copies.ts';
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

  const aside = setAside(file, 2_000);
  expect(readFileSync(aside)).toEqual(garbage);
  if (!copy) throw new Error('no copy');
  bringBack(copy, file);
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
  expect(() => bringBack(copy, file)).toThrow('not free');
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
