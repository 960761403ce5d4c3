import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { attemptStore } from '../../../../main/db/attempts.ts';
import { chargeStore } from '../../../../main/db/charges.ts';
import { listDrafts, saveDraft } from '../../../../main/db/drafts.ts';
import { mendChecks } from '../../../../main/db/row-checks.ts';
import { liftTriggers } from '../../../../main/db/lifted-triggers.ts';
import { goodForm } from '../../../helpers/invoices.ts';

function open(): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  db.exec("insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)");
  return db;
}

/** As a flipped byte does it: no CHECK is asked. */
function damage(db: Db, table: string, sql: string): void {
  db.pragma('ignore_check_constraints = ON');
  liftTriggers(db, [table], () => db.exec(sql));
  db.pragma('ignore_check_constraints = OFF');
  expect(db.pragma('integrity_check', { simple: true })).not.toBe('ok');
}

test('an attempt that no CHECK lets pass gets its kind from its charge, and the database passes again', () => {
  const db = open();
  const id = attemptStore(db).open({
    subjectKind: 'document',
    subjectId: 'd1',
    companyId: 'c1',
    service: 'hacienda',
    kind: 'POST',
    bootId: 'b',
    startedAt: 1,
    startedMono: 1,
  });
  chargeStore(db).add({ companyId: 'c1', service: 'hacienda', kind: 'POST', at: 1, attemptId: id });
  damage(db, 'attempt', "update attempt set kind = 'QOST'");
  expect(mendChecks(db)).toBe(1);
  expect(attemptStore(db).of('document', 'd1')).toMatchObject([{ kind: 'POST', service: 'hacienda', n: 1 }]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(mendChecks(db)).toBe(0);
});

test('a draft whose JSON is broken is kept as text, hides no other, and the database passes again', () => {
  const db = open();
  saveDraft(db, 'c1', 'good', goodForm(), 1);
  saveDraft(db, 'c1', 'bad', goodForm(), 2);
  damage(db, 'draft', `update draft set form = '{"kind": ' where id = 'bad'`);
  expect(mendChecks(db)).toBe(1);
  expect(listDrafts(db, 'c1', 10).map(({ id }) => id)).toEqual(['good']);
  expect(db.prepare("select form ->> '$' from draft where id = 'bad'").pluck().get()).toBe('{"kind": ');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});
