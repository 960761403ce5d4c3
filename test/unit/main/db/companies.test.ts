import { expect, test } from 'vitest';
import type { Company } from '../../../../domain/company/company.ts';
import {
  findCompany,
  insertCompany,
  listCompanies,
  mendCompanies,
  updateCompanySettings,
} from '../../../../main/db/companies.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';

const company = (id: string): Company => ({
  id,
  environment: 'test',
  settings: { version: 1, label: 'La Central', issuer: goodIssuer() },
});

function shop(): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  for (const id of ['a', 'b']) insertCompany(db, company(id), 1);
  expect(updateCompanySettings(db, 'a', company('a').settings)).toBe(true);
  return db;
}

const otherTaxpayer = `update company set settings = replace(settings, '3101', '3102') where id = 'a'`;

test('nobody issues for a company whose settings a flipped byte changed; the others are there as ever', () => {
  const db = shop();
  expect(findCompany(db, 'a')).toEqual(company('a'));
  expect(db.prepare(otherTaxpayer).run().changes).toBe(1);
  expect(findCompany(db, 'a')).toBeUndefined();
  expect(listCompanies(db).map(({ id }) => id)).toEqual(['b']);
});

test.each([
  ['settings', otherTaxpayer],
  ['settings that are no JSON of ours', `update company set settings = '{"issuer": 5}' where id = 'a'`],
  ['an environment', `update company set environment = 'production' where id = 'a'`],
  ['an id', `update company set id = 'x' where id = 'a'`],
])('%s come back from the copy outside the database', (_what, sql) => {
  const db = shop();
  db.exec(sql);
  expect(mendCompanies(db, [company('a'), company('b')])).toEqual({ mended: ['a'], unreadable: 0 });
  expect(listCompanies(db)).toEqual([company('a'), company('b')]);
  expect(mendCompanies(db, [])).toEqual({ mended: [], unreadable: 0 });
});

test('without that copy it stays as it is, and is counted', () => {
  const db = shop();
  db.exec(otherTaxpayer);
  expect(mendCompanies(db, [company('b')])).toEqual({ mended: [], unreadable: 1 });
  expect(listCompanies(db)).toEqual([company('b')]);
});
