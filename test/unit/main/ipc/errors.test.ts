import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../main/db/connection.ts';
import { saveDraft } from '../../../../main/db/drafts.ts';
import { insertCompany } from '../../../../main/db/companies.ts';
import { thrownError } from '../../../../main/ipc/errors.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { goodForm } from '../../../helpers/invoices.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function database() {
  const opened = openDatabase(join(temporaryFolder(), 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  insertCompany(
    opened.value,
    { id: 'c1', environment: 'test', settings: { version: 1, label: 'Uno' } },
    1_000,
  );
  return opened.value;
}

test('a draft that the full disk refuses is "disk-full" to the clerk, not "internal"', () => {
  const db = database();
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
  const [line] = goodForm().lines;
  if (!line) throw new Error('the form has no line');
  const long = goodForm('01', {
    lines: Array.from({ length: 200 }, (_, index) => ({ ...line, id: `l${index}` })),
  });
  expect(thrownError(thrownBy(() => saveDraft(db, 'c1', 'd1', long, 1)))).toEqual({ code: 'disk-full' });
  db.close();
});

test('a database found damaged while it is open is "database-unavailable"', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'talonario.sqlite');
  const first = openDatabase(file);
  if (!first.ok) throw new Error(first.error.kind);
  insertCompany(
    first.value,
    { id: 'c1', environment: 'test', settings: { version: 1, label: 'Uno' } },
    1_000,
  );
  first.value.close();
  const again = openDatabase(file);
  if (!again.ok) throw new Error(again.error.kind);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4_096);
  writeFileSync(file, bytes);
  again.value.pragma('shrink_memory');
  const error = thrownBy(() => again.value.prepare('select * from draft, company, customer').all());
  expect(thrownError(error)).toMatchObject({ code: 'database-unavailable' });
  again.value.close();
});

test('a file that cannot be written says what the disk said', () => {
  const missing = join(temporaryFolder(), 'nowhere', 'a.xml');
  expect(thrownError(thrownBy(() => writeFileSync(missing, '')))).toEqual({
    code: 'disk-error',
    detail: 'ENOENT',
  });
  const taken = join(temporaryFolder(), 'taken');
  writeFileSync(taken, '');
  expect(thrownError(thrownBy(() => mkdirSync(join(taken, 'below'), { recursive: true })))).toEqual({
    code: 'disk-error',
    detail: 'ENOTDIR',
  });
  expect(thrownError(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toEqual({ code: 'disk-full' });
});

test('a defect of the program stays "internal", without its text', () => {
  expect(thrownError(new TypeError('secret'))).toEqual({ code: 'internal' });
  expect(thrownError('secret')).toEqual({ code: 'internal' });
});
