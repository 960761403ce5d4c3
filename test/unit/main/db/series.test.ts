import { expect, test } from 'vitest';
import { enteringDocument } from '../../../../domain/outbox/document.ts';
import type { OutboxStore } from '../../../../domain/outbox/store.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { factsFor } from '../../../helpers/outbox-rows.ts';

const series = { companyId: 'c1', branch: '001', terminal: '00001', kind: '01' };

/** A series that stands at 3, with its three documents. */
function shop(documents = 3): { readonly db: Db; readonly store: OutboxStore } {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  db.exec("insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)");
  const store = outboxStore(db);
  for (let n = 1; n <= documents; n++) {
    const facts = factsFor(n);
    store.documents.insert(facts, enteringDocument({ ...facts, now: facts.sealedAt }), Buffer.from('x'));
  }
  store.series.raise(series, 3);
  return { db, store };
}

test.each([
  ['made smaller', 'update series set last_number = 1'],
  ['made bigger', 'update series set last_number = 300'],
  ['taken away', 'delete from series'],
  ['moved to another terminal', "update series set terminal = '00003'"],
])('a running number %s behind our back is that of the documents again', (_how, sql) => {
  const { db, store } = shop();
  db.exec(sql);
  expect(store.series.last(series)).toBe(3);
  expect(store.series.advance(series, 3, 4)).toBe(true);
  expect(store.series.last(series)).toBe(4);
});

test('a number typed from paper stays while there is no document to say better', () => {
  const { db, store } = shop(0);
  store.series.raise(series, 57);
  expect(store.series.last(series)).toBe(57);
  db.exec('update series set last_number = 58');
  expect(store.series.last(series)).toBe(58);
});

test('it is never moved down, and never advanced from a number that it does not stand at', () => {
  const { store } = shop();
  store.series.raise(series, 2);
  expect(store.series.last(series)).toBe(3);
  expect(store.series.advance(series, 2, 3)).toBe(false);
  expect(store.series.last({ ...series, kind: '04' })).toBe(0);
});
