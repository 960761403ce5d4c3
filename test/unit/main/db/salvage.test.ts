import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { saveCustomer, searchCustomers } from '../../../../main/db/customers.ts';
import { findDraft, listDrafts, saveDraft } from '../../../../main/db/drafts.ts';
import { salvage } from '../../../../main/db/salvage.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { goodForm } from '../../../helpers/invoices.ts';

const companyRow =
  "insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)";

function open(file: string): Db {
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.error.kind);
  opened.value.exec(companyRow);
  return opened.value;
}

/** A file with fifty drafts and a customer, closed. */
function damagedFile(folder: string): string {
  const file = join(folder, 'damaged.sqlite');
  const db = open(file);
  for (let n = 0; n < 50; n++) saveDraft(db, 'c1', `draft-${n}`, goodForm(), 1_000 + n);
  saveCustomer(db, 'c1', { id: 'k', party: { ...goodForm().customer, name: 'NUEVO' } }, 2_000);
  db.close();
  return file;
}

test('what is newer in the damaged file comes back; what is newer in its place stays', () => {
  const folder = temporaryFolder();
  const file = damagedFile(folder);
  const db = open(join(folder, 'here.sqlite'));
  saveDraft(db, 'c1', 'draft-1', goodForm('04'), 5_000);
  saveDraft(db, 'c1', 'draft-2', goodForm('04'), 1);
  expect(salvage(db, file, join(folder, 'aside'))).toEqual({ drafts: 49, customers: 1, products: 0 });
  expect(findDraft(db, 'c1', 'draft-1')?.form.kind).toBe('04');
  expect(findDraft(db, 'c1', 'draft-2')?.form.kind).toBe('01');
  expect(searchCustomers(db, 'c1', 'NUEVO')).toHaveLength(1);
  db.close();
});

test('a draft that became a document does NOT come back, nor one of a company nobody knows', () => {
  const folder = temporaryFolder();
  const file = damagedFile(folder);
  const other = join(folder, 'here.sqlite');
  const db = open(other);
  db.exec("update company set id = 'c2'");
  expect(salvage(db, file, join(folder, 'aside'))).toEqual({ drafts: 0, customers: 0, products: 0 });
  db.close();
});

test('rows before and behind a garbage page come back, and the damaged file is left as it was', () => {
  const folder = temporaryFolder();
  const file = damagedFile(folder);
  const bytes = readFileSync(file);
  const at = bytes.indexOf('draft-25c1');
  bytes.fill(0xee, at - (at % 4_096), at - (at % 4_096) + 4_096);
  writeFileSync(file, bytes);
  const db = open(join(folder, 'here.sqlite'));
  const { drafts } = salvage(db, file, join(folder, 'aside'));
  expect(drafts).toBeGreaterThan(25);
  expect(drafts).toBeLessThan(50);
  const ids = listDrafts(db, 'c1', 100).map(({ id }) => id);
  expect(ids).toContain('draft-0');
  expect(ids).toContain('draft-49');
  expect(readFileSync(file)).toEqual(bytes);
  db.close();
});

test('a file that is no database gives nothing, and is no reason to fail', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'damaged.sqlite');
  writeFileSync(file, 'nothing of the kind'.repeat(1_000));
  const db = open(join(folder, 'here.sqlite'));
  expect(salvage(db, file, join(folder, 'aside'))).toEqual({ drafts: 0, customers: 0, products: 0 });
  db.close();
});
