import { expect, test } from 'vitest';
import { openDatabase } from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import type { AuditDepth, AuditReport } from '../../../../main/outbox/audit.ts';
import { lookOver } from '../../../../main/usecases/look-over.ts';

const clean: AuditReport = {
  depth: 'rows',
  mended: [],
  isolated: [],
  bytesBack: [],
  filesBack: [],
  linesBack: [],
  answersAsked: [],
  bytesLost: [],
  checks: 0,
  indexes: [],
  recounted: false,
};
const dayMs = 24 * 3_600_000;

function shop(
  options: { readonly documents?: number; readonly suspicious?: boolean; readonly now?: number } = {},
) {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  const store = outboxStore(db);
  const { now = 10 * dayMs } = options;
  const looked: AuditDepth[] = [];
  let told = 0;
  const look = lookOver({
    db,
    clock: { now: () => now },
    store: { audit: { ...store.audit, count: () => options.documents ?? 5_000 } },
    outbox: {
      audit: async (depth) => {
        looked.push(depth);
        return { ...clean, depth };
      },
    },
    suspicious: options.suspicious ?? false,
    companiesMended: 0,
    adopted: 0,
    tell: () => told++,
  });
  return { db, store, look, looked, told: () => told };
}

test.each([
  { when: 'never looked at', last: undefined, due: true },
  { when: 'looked at a day ago', last: 9 * dayMs, due: true },
  { when: 'looked at just now', last: 10 * dayMs, due: false },
  { when: 'looked at in a future that was taken back', last: 11 * dayMs, due: true },
])('everything, $when: looked at? $due', async ({ last, due }) => {
  const { look, looked, store } = shop();
  if (last !== undefined) store.audit.noteWhole(last);
  await look.wholeIfDue();
  expect(looked).toEqual(due ? ['whole'] : []);
});

test.each([
  { why: 'there is little of it', options: { documents: 10 } },
  { why: 'the recovery found something', options: { suspicious: true } },
])('everything is looked at where $why, however short ago', async ({ options }) => {
  const { look, looked, store } = shop(options);
  store.audit.noteWhole(10 * dayMs);
  await look.rows();
  await look.wholeIfDue();
  expect(looked).toEqual(['rows', 'whole']);
});

test('rows that were damaged are reason to look at everything, and what was found is told in claves and counts', async () => {
  const { look, looked, store, told } = shop();
  store.audit.noteWhole(10 * dayMs);
  expect(look.findings.view()).toBeUndefined();
  look.findings.add({ ...clean, mended: ['1', '2'], bytesBack: ['3'] });
  look.findings.add({
    ...clean,
    mended: ['2'],
    bytesLost: ['4'],
    indexes: ['x'],
    recounted: true,
    checks: 2,
  });
  await look.rows();
  await look.wholeIfDue();
  expect(looked).toEqual(['rows', 'whole']);
  expect(told()).toBeGreaterThan(0);
  expect(look.findings.view()).toMatchObject({
    mended: ['1', '2'],
    bytesBack: 1,
    bytesLost: ['4'],
    others: 4,
    unreadable: 0,
  });
});

test('where nothing was found nobody is told anything', async () => {
  const { look, told } = shop();
  await look.rows();
  await look.wholeIfDue();
  expect(told()).toBe(0);
  expect(look.findings.view()).toBeUndefined();
});

test('drafts that cannot be read are counted, not thrown', async () => {
  const { look, db } = shop();
  db.exec(`insert into company (id, environment, settings, created_at) values ('c', 'test', '{}', 0);
    insert into draft values ('d', 'c', '01', '{}', 1, 1)`);
  await look.wholeIfDue();
  expect(look.findings.view()).toMatchObject({ unreadable: 1 });
});
