import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enteringDocument } from '../../../../domain/outbox/document.ts';
import type { OutboxStore } from '../../../../domain/outbox/store.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { documentDetail, documentFiles, listDocuments } from '../../../../main/db/document-list.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { liftTriggers } from '../../../../main/db/lifted-triggers.ts';
import { type AuditDepth, type AuditReport, auditDocuments, isClean } from '../../../../main/outbox/audit.ts';
import { type SealedStore, sealedStore } from '../../../../main/outbox/sealed-store.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { t0 } from '../../../helpers/outbox-documents.ts';
import { factsFor, xmlFor } from '../../../helpers/outbox-rows.ts';

interface Shop {
  readonly db: Db;
  readonly store: OutboxStore;
  readonly sealed: SealedStore;
  readonly folder: string;
  readonly audit: (depth?: AuditDepth) => Promise<AuditReport>;
  /** Changes values behind everybody's back, so that constraints and indexes hold. */
  readonly damage: (sql: string) => void;
  readonly state: (n: number) => string | undefined;
}

const tables = ['document', 'document_body', 'document_answer', 'attempt', 'document_move', 'clerk_action'];

/** Three documents: the first accepted (posted once), the second and third queued. */
async function shop(): Promise<Shop> {
  const folder = temporaryFolder();
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  db.exec("insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)");
  const store = outboxStore(db);
  const sealed = sealedStore(folder);
  for (const n of [1, 2, 3]) {
    const facts = factsFor(n);
    await sealed.keep(facts, xmlFor(n));
    await sealed.append({ kind: 'sealed', facts });
    store.documents.insert(facts, enteringDocument({ ...facts, now: facts.sealedAt }), xmlFor(n));
    store.series.raise(facts, n);
  }
  const document = store.documents.find('d1');
  if (!document) throw new Error('no d1');
  const id = store.attempts.open({
    subjectKind: 'document',
    subjectId: 'd1',
    companyId: 'c1',
    service: 'hacienda',
    kind: 'POST',
    bootId: 'b',
    startedAt: t0 + 10,
    startedMono: 1,
  });
  store.attempts.complete(id, { endedAt: t0 + 20, result: 'received', facts: {} });
  const { nextAt: _nextAt, ...rest } = document;
  const done = store.atomically(() => {
    const answer = {
      xml: Buffer.from('<yes/>'),
      clave: document.clave,
      verdict: 'accepted',
      detail: '.',
    } as const;
    store.documents.storeAnswer('d1', answer, t0 + 30);
    store.documents.write({ ...rest, state: 'accepted', verdict: 'accepted', receivedAt: t0 + 20, posts: 1 });
  });
  if (!done.ok) throw new Error(done.error);
  const clock = { now: () => t0 + 100, after: (_ms: number, then: () => void) => (then(), () => undefined) };
  return {
    db,
    store,
    sealed,
    folder,
    audit: (depth = 'rows') => auditDocuments({ store, sealed, clock, stopped: () => false }, depth),
    damage: (sql) => liftTriggers(db, tables, () => db.exec(sql)),
    state: (n) => store.documents.find(`d${n}`)?.state,
  };
}

const clave = (n: number): string => factsFor(n).clave;

test('where nothing is damaged, nothing is written anew', async () => {
  const { audit } = await shop();
  expect(isClean(await audit('whole'))).toBe(true);
  expect(isClean(await audit('rows'))).toBe(true);
});

test('an accepted document that a flipped byte queued is NOT due, and is accepted again by its stored answer', async () => {
  const { damage, state, audit, store, db } = await shop();
  damage(
    `update document set state = 'queued', received_at = null, answer_verdict = null, next_at = 0 where id = 'd1'`,
  );
  expect(state(1)).toBe('quarantined');
  expect(listDocuments(db, 'c1', {}, 10).find(({ id }) => id === 'd1')).toMatchObject({
    state: 'quarantined',
    reason: 'row-damaged',
  });
  expect(await audit()).toMatchObject({ mended: [clave(1)] });
  expect(state(1)).toBe('accepted');
  expect(store.documents.find('d1')).toMatchObject({ posts: 1, sentAt: t0 + 10, receivedAt: t0 + 20 });
  expect(isClean(await audit('whole'))).toBe(true);
});

test('a queued document that a flipped byte accepted is NOT shown accepted, and is asked about', async () => {
  const { damage, state, audit, store } = await shop();
  damage(
    `insert into document_answer (document_id, verdict, detail, stored_at, xml, row_sum)
       values ('d2', 'accepted', '.', 1, x'00', 5);
     update document set state = 'accepted', received_at = 5, answer_verdict = 'accepted' where id = 'd2'`,
  );
  expect(state(2)).toBe('quarantined');
  await audit();
  expect(store.documents.find('d2')).toMatchObject({
    state: 'unknown',
    reason: 'recovered',
    doubt: 'ordinary',
  });
});

test('a document the authority was heard to have is followed, never sent, when its row and answer are gone', async () => {
  const { damage, audit, store } = await shop();
  damage(
    `delete from document_answer;
     update document set state = 'queued', received_at = null, answer_verdict = null, next_at = 0 where id = 'd1'`,
  );
  await audit();
  expect(store.documents.find('d1')).toMatchObject({ state: 'received', receivedAt: t0 + 20 });
});

test.each([
  [
    'the clave',
    `update document set clave = substr(clave, 1, 49) || ((substr(clave, 50, 1) + 1) % 10) where id = 'd2'`,
  ],
  ['the total', `update document set total = total + 1 where id = 'd2'`],
  [
    'the hash',
    `update document set xml_sha256 = replace(xml_sha256, substr(xml_sha256, 1, 1), 'x') where id = 'd2'`,
  ],
  ['the id', `pragma defer_foreign_keys = on; update document set id = 'dX' where id = 'd2'`],
])('%s comes back from the journal', async (_what, sql) => {
  const { damage, audit, store, db } = await shop();
  db.pragma('foreign_keys = OFF');
  damage(sql);
  db.pragma('foreign_keys = ON');
  expect((await audit()).mended).toEqual([clave(2)]);
  expect(store.documents.facts('d2')).toEqual(factsFor(2));
  expect(store.documents.find('d2')?.state).toBe('unknown');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('with the journal gone too the row is set aside: shown, due for nothing, and the next look says the same', async () => {
  const { damage, audit, store, folder, db } = await shop();
  rmSync(join(folder, 'journal.ndjson'));
  damage(`update document set total = total + 1 where id = 'd2'`);
  expect(await audit()).toMatchObject({ isolated: [clave(2)], mended: [] });
  expect(await audit()).toMatchObject({ isolated: [clave(2)], mended: [] });
  expect(store.documents.waiting('c1').send?.id).toBe('d3');
  expect(documentDetail(db, 'c1', 'd2')?.document.state).toBe('quarantined');
  expect(() => store.documents.facts('d2')).toThrow(/damaged/);
});

test.each([
  ['given up', `insert into document_move values (2, 1, 5, 'needs_fix', 'abandoned', '')`, 'abandoned'],
  ['held by the clerk', `insert into document_move values (2, 1, 5, 'queued', 'held', 'by-clerk')`, 'held'],
  ['refused', `insert into document_move values (2, 1, 5, 'sending', 'needs_fix', 'refused')`, 'needs_fix'],
])(
  'a damaged row of a document that was %s does NOT put it back on its way',
  async (_what, move, expected) => {
    const { damage, audit, state } = await shop();
    damage(
      `${move}; update document set total = total + 1, state = 'received', received_at = 1 where id = 'd2'`,
    );
    await audit();
    expect(state(2)).toBe(expected);
  },
);

test('signed bytes come back from the second copy, and the second copy from them', async () => {
  const { damage, audit, folder, db, sealed } = await shop();
  damage(
    `update document_body set xml = x'00' where document_id = 'd2'; delete from document_body where document_id = 'd3'`,
  );
  expect(documentFiles(db, 'c1', 'd2')?.xml).toBeUndefined();
  const month = join(folder, 'c1', '2026-11');
  writeFileSync(join(month, `${clave(1)}.xml`), 'something else');
  expect(await audit('whole')).toMatchObject({
    bytesBack: [clave(2), clave(3)],
    filesBack: [clave(1)],
    bytesLost: [],
  });
  for (const n of [1, 2, 3]) {
    expect(documentFiles(db, 'c1', `d${n}`)?.xml).toEqual(Buffer.from(xmlFor(n)));
    expect(await sealed.read(factsFor(n))).toEqual(Buffer.from(xmlFor(n)));
  }
});

test('the whole folder of second copies is written again, journal and all; a missing file by the small look too', async () => {
  const { audit, folder, sealed } = await shop();
  rmSync(join(folder, 'c1', '2026-11', `${clave(2)}.xml`));
  expect((await audit('rows')).filesBack).toEqual([clave(2)]);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  const anew = sealedStore(folder);
  expect(existsSync(join(folder, 'journal.ndjson'))).toBe(false);
  void sealed;
  const { store } = await shop();
  const clock = { now: () => t0, after: (_ms: number, then: () => void) => (then(), () => undefined) };
  const report = await auditDocuments({ store, sealed: anew, clock, stopped: () => false }, 'whole');
  expect(report).toMatchObject({
    filesBack: [clave(1), clave(2), clave(3)],
    linesBack: [clave(1), clave(2), clave(3)],
  });
  const read = await anew.journal(0);
  expect(read.ok && read.value.lines.map((line) => line.kind === 'sealed' && line.facts)).toEqual([
    factsFor(1),
    factsFor(2),
    factsFor(3),
  ]);
});

test('bytes that are left nowhere are told, and a queued document of them is NOT sent', async () => {
  const { damage, audit, folder, state, store } = await shop();
  damage(`update document_body set xml = x'00' where document_id = 'd2'`);
  rmSync(join(folder, 'c1'), { recursive: true });
  expect((await audit('whole')).bytesLost).toEqual([clave(2)]);
  expect(state(2)).toBe('quarantined');
  expect(store.documents.waiting('c1').send?.id).toBe('d3');
});

test('a stored answer that is not what the authority sent is asked for again, and is shown to nobody meanwhile', async () => {
  const { damage, audit, db, store } = await shop();
  damage(`update document_answer set xml = x'3c6e6f2f3e'`);
  expect(documentDetail(db, 'c1', 'd1')?.answer).toBeUndefined();
  expect(documentFiles(db, 'c1', 'd1')?.answerXml).toBeUndefined();
  expect((await audit('whole')).answersAsked).toEqual([clave(1)]);
  expect(store.documents.find('d1')).toMatchObject({ state: 'received', receivedAt: t0 + 20 });
});
