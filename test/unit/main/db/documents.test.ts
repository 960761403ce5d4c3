import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enteringDocument, type OutboxDocument } from '../../../../domain/outbox/document.ts';
import type { DocumentState } from '../../../../domain/outbox/states.ts';
import type { OutboxStore, SealedFacts } from '../../../../domain/outbox/store.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import {
  countDocuments,
  documentDetail,
  documentFiles,
  listDocuments,
  oldestWaitingAt,
  searchDocuments,
} from '../../../../main/db/document-list.ts';
import { amountText } from '../../../../main/db/document-row.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { claveOf, t0 } from '../../../helpers/outbox-documents.ts';

function open(file = ':memory:'): { db: Db; store: OutboxStore } {
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  for (const id of ['c1', 'c2'])
    db.prepare("insert into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)").run(
      id,
    );
  return { db, store: outboxStore(db) };
}

const factsOf = (n: number, change: Partial<SealedFacts> = {}): SealedFacts => ({
  id: `d${n}`,
  companyId: 'c1',
  environment: 'test',
  branch: '001',
  terminal: '00001',
  kind: '01',
  number: n,
  consecutivo: claveOf(n).slice(21, 41),
  clave: claveOf(n),
  xmlSha256: 'a'.repeat(64),
  situation: '1',
  issuedAt: '2026-11-20T09:00:00-06:00',
  sealedAt: t0 + n,
  customerName: `Cliente ${n}`,
  total: 11_300_000n,
  currency: 'CRC',
  issuer: { type: '02', number: '3101123456' },
  form: '{}',
  ...change,
});

function add(store: OutboxStore, n: number, change: Partial<SealedFacts> = {}): OutboxDocument {
  const facts = factsOf(n, change);
  const document = enteringDocument({ ...facts, now: facts.sealedAt });
  const done = store.atomically(() => store.documents.insert(facts, document, new Uint8Array([n % 250])));
  if (!done.ok) throw new Error(done.error);
  return document;
}

function finish(
  store: OutboxStore,
  document: OutboxDocument,
  verdict: 'accepted' | 'rejected' = 'accepted',
): void {
  const done = store.atomically(() => {
    store.documents.storeAnswer(
      document.id,
      { xml: new Uint8Array([9]), clave: document.clave, verdict, detail: '.' },
      t0,
    );
    const { nextAt: _, ...rest } = document;
    store.documents.write({ ...rest, state: verdict, verdict, receivedAt: t0 });
  });
  if (!done.ok) throw new Error(done.error);
}

describe('what the database itself refuses', () => {
  test.each([
    ['delete from document', /never deleted/],
    ['delete from document_body', /never deleted/],
    ["update document set clave = '1'", /does not change/],
    ['update document set total = 1', /does not change/],
    ["update document set xml_sha256 = 'b'", /does not change/],
    ["update document set consecutivo = 'b'", /does not change/],
    ["update document_body set xml = x'00'", /only by repair/],
    ["update document_body set form = '[]'", /only by repair/],
    ["update document set state = 'accepted', received_at = 1", /CHECK/],
    ["update document set state = 'accepted', received_at = 1, answer_verdict = 'accepted'", /FOREIGN KEY/],
    ["update document set state = 'archived'", /CHECK/],
    ["update document set state = 'sending'", /CHECK/],
    ["update document set state = 'unknown'", /CHECK/],
    ["update document set state = 'received'", /CHECK/],
    ['update document set received_at = 1', /CHECK/],
    ["update document set state = 'needs_person'", /CHECK/],
  ])('%s', (sql, message) => {
    const { db, store } = open();
    add(store, 1);
    expect(() => db.exec(sql)).toThrow(message);
  });
  test('two documents with one clave', () => {
    const { store } = open();
    add(store, 1);
    expect(() => add(store, 2, { clave: claveOf(1) })).toThrow(/UNIQUE/);
  });
  test('a final document never moves again, and its answer never changes', () => {
    const { db, store } = open();
    finish(store, add(store, 1));
    expect(() => db.exec("update document set state = 'rejected'")).toThrow(/stays final/);
    expect(() => db.exec("update document_answer set detail = 'x'")).toThrow(/does not change/);
    expect(() => db.exec('delete from document_answer')).toThrow(/never deleted/);
  });
  test('an attempt keeps everything that was seen of its call', () => {
    const { store } = open();
    const id = store.attempts.open({
      subjectKind: 'document',
      subjectId: 'd1',
      companyId: 'c1',
      service: 'hacienda',
      kind: 'POST',
      bootId: 'b',
      startedAt: t0,
      startedMono: 1,
      bytesSha256: 'b'.repeat(64),
    });
    const facts = {
      status: 201,
      cause: 'causa',
      location: 'https://a.invalid/1',
      serverAt: t0 + 1,
      bodySha256: 'c'.repeat(64),
      rawText: 'texto',
    };
    store.attempts.complete(id, { endedAt: t0 + 2, result: 'received', facts });
    expect(store.attempts.of('document', 'd1')).toMatchObject([
      {
        kind: 'POST',
        n: 1,
        bootId: 'b',
        startedAt: t0,
        startedMono: 1,
        bytesSha256: 'b'.repeat(64),
        end: { endedAt: t0 + 2, result: 'received', facts },
      },
    ]);
  });
  test('charges are counted by company and service, POST and GET together', () => {
    const { store } = open();
    const charge = (companyId: string, service: 'hacienda' | 'edinky', kind: 'POST' | 'GET', at: number) => {
      const attemptId = store.attempts.open({
        subjectKind: 'document',
        subjectId: 'd1',
        companyId,
        service,
        kind,
        bootId: 'b',
        startedAt: at,
        startedMono: 1,
      });
      store.charges.add({ companyId, service, kind, at, attemptId });
    };
    charge('c1', 'hacienda', 'GET', t0 + 2);
    charge('c1', 'hacienda', 'POST', t0 + 1);
    charge('c1', 'edinky', 'GET', t0 + 3);
    charge('c2', 'hacienda', 'POST', t0 + 4);
    expect(store.charges.timesSince({ companyId: 'c1', service: 'hacienda' }, t0)).toEqual([t0 + 1, t0 + 2]);
    expect(store.charges.timesSince({ companyId: 'c1', service: 'hacienda' }, t0 + 2)).toEqual([t0 + 2]);
    expect(store.charges.timesSince({ companyId: 'c2', service: 'hacienda' }, t0)).toEqual([t0 + 4]);
  });
  test('attempts and charges are append-only; an attempt is completed once', () => {
    const { db, store } = open();
    const id = store.attempts.open({
      subjectKind: 'document',
      subjectId: 'd1',
      companyId: 'c1',
      service: 'hacienda',
      kind: 'POST',
      bootId: 'b',
      startedAt: t0,
      startedMono: 1.5,
    });
    store.charges.add({ companyId: 'c1', service: 'hacienda', kind: 'POST', at: t0, attemptId: id });
    expect(() => db.exec('update attempt set boot_id = 1')).toThrow(/completed once/);
    store.attempts.complete(id, { endedAt: t0, result: 'received', facts: { status: 201 } });
    expect(() => store.attempts.complete(id, { endedAt: t0, result: 'again', facts: {} })).toThrow(
      /not open/,
    );
    expect(() => db.exec("update attempt set result = 'x'")).toThrow(/completed once/);
    expect(() => db.exec('delete from charge')).toThrow(/never deleted/);
    expect(() => db.exec('delete from attempt')).toThrow(/never deleted/);
    expect(() => db.exec('update charge set at = 0')).toThrow(/does not change/);
  });
});

describe('reading back', () => {
  test('a document is read as it was written, whatever is set', () => {
    const { store } = open();
    const document: OutboxDocument = {
      ...add(store, 1),
      state: 'unknown',
      doubt: 'duplicate',
      foreignDuplicate: true,
      posts: 2,
      sentAt: t0,
      sentOn: { bootId: 'b', mono: 7 },
      polls: 3,
      notFound: 1,
      notFoundAt: t0,
      settleGets: 2,
      lonelyDoubts: 4,
      lastDoubtAt: t0,
      cause: 'causa',
      location: '/x',
      rawText: '<html>',
      reason: 'duplicate',
    };
    store.documents.write(document);
    expect(store.documents.find('d1')).toEqual(document);
  });
  test('what was sealed is read back exactly, with the largest total the schema holds', () => {
    const { store } = open();
    const facts = factsOf(1, {
      total: 999_999_999_999_999_999n,
      receiver: { type: '01', number: '112340567' },
      callbackUrl: 'https://x/',
      form: '{"a":"ñ"}',
    });
    add(store, 1, facts);
    expect(store.documents.facts('d1')).toEqual(facts);
  });
  test.each([
    [0n, '0.00'],
    [1n, '0.00001'],
    [150_000n, '1.50'],
    [123_450_000n, '1234.50'],
    [123_456_700n, '1234.567'],
  ])('the total %s is searched as %s', (total, text) => expect(amountText(total)).toBe(text));
  test('lanes are read as they were written', () => {
    const { store } = open();
    const key = { companyId: 'c1', service: 'hacienda' } as const;
    const lane = {
      ...store.lanes.read(key, t0),
      state: 'throttled',
      until: t0 + 1,
      reason: 'quota',
      rate: { limit: 100, remaining: 0, resetAt: t0, readAt: t0 },
      skewMs: -5,
      settleHorizonMs: 9,
      lastPassAt: t0,
      wentBackAt: t0,
    } as const;
    store.lanes.write(lane);
    expect(store.lanes.read(key, 0)).toEqual(lane);
    expect(store.lanes.all()).toEqual([lane]);
  });
  test('a page of one document, and its files', () => {
    const { db, store } = open();
    finish(store, add(store, 1));
    expect(documentDetail(db, 'c1', 'd1')).toMatchObject({ answer: { verdict: 'accepted', detail: '.' } });
    expect(documentDetail(db, 'c2', 'd1')).toBeUndefined();
    expect(documentFiles(db, 'c1', 'd1')?.answerXml).toEqual(Buffer.from([9]));
    expect(documentFiles(db, 'c2', 'd1')).toBeUndefined();
  });
});

describe('series', () => {
  const series = { companyId: 'c1', branch: '001', terminal: '00001', kind: '01' };
  test('advance only from the expected number', () => {
    const { store } = open();
    expect(store.series.advance(series, 0, 1)).toBe(true);
    expect(store.series.advance(series, 0, 1)).toBe(false);
    expect(store.series.last(series)).toBe(1);
  });
  test('are raised, never lowered', () => {
    const { store } = open();
    store.series.raise(series, 9);
    store.series.raise(series, 4);
    expect(store.series.last(series)).toBe(9);
    expect(store.series.last({ ...series, terminal: '00002' })).toBe(0);
  });
});

describe('the list', () => {
  const { db, store } = open();
  const total = 60;
  for (let n = 1; n <= total; n++) {
    const document = add(store, n, {
      kind: n % 3 === 0 ? '04' : '01',
      customerName: n === 7 ? 'Panadería Núñez' : `Cliente ${n}`,
      // pairs share their moment: the page border must not lose one of them
      sealedAt: t0 + Math.floor(n / 2),
      total: BigInt(n) * 100_000n,
    });
    if (n % 10 === 0) finish(store, document, 'rejected');
  }
  add(store, 900, { companyId: 'c2' });
  const numbers = (rows: readonly { id: string }[]) => rows.map(({ id }) => Number(id.slice(1)));

  test('pages follow each other without gap or repetition, newest first', () => {
    const seen: number[] = [];
    let before: { sealedAt: number; seq: number } | undefined;
    for (;;) {
      const page = listDocuments(db, 'c1', {}, 7, before);
      if (page.length === 0) break;
      seen.push(...numbers(page));
      before = page.at(-1);
    }
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => total - index));
  });
  test('several states and kinds are merged in order', () => {
    expect(numbers(listDocuments(db, 'c1', { states: ['rejected', 'queued'] }, 4))).toEqual([60, 59, 58, 57]);
    expect(numbers(listDocuments(db, 'c1', { states: ['rejected'], kinds: ['04'] }, 9))).toEqual([60, 30]);
    expect(numbers(listDocuments(db, 'c1', { kinds: ['04', '01'] }, 3))).toEqual([60, 59, 58]);
    expect(listDocuments(db, 'c1', { states: [] }, 9)).toEqual([]);
  });
  test('a range of time', () => {
    expect(numbers(listDocuments(db, 'c1', { fromAt: t0 + 10, untilAt: t0 + 11 }, 9))).toEqual([21, 20]);
  });
  test('reads along an index, never sorting or scanning the table', () => {
    const plan = db
      .prepare(
        `explain query plan select id from document indexed by document_newest_by_state
         where company_id = 'c1' and state = 'queued' and sealed_at >= 0
         and (sealed_at, seq) < (9, 9) order by sealed_at desc, seq desc limit 50`,
      )
      .all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join(' ')).toMatch(/document_newest_by_state/);
    expect(plan.map(({ detail }) => detail).join(' ')).not.toMatch(/B-TREE/);
    const due = db
      .prepare(
        `explain query plan select id from document where company_id = 'c1' and state = 'queued'
         and state in ('queued', 'unknown', 'received', 'processing') order by next_at, seq limit 1`,
      )
      .all() as { detail: string }[];
    expect(due.map(({ detail }) => detail).join(' ')).toMatch(/document_due/);
    expect(due.map(({ detail }) => detail).join(' ')).not.toMatch(/B-TREE/);
    const start = db
      .prepare(
        "explain query plan select id from document where state in ('sending', 'quarantined') and state = 'sending' order by seq",
      )
      .all() as { detail: string }[];
    expect(start.map(({ detail }) => detail).join(' ')).toMatch(/document_at_start/);
  });
  test('counts are kept by state and company', () => {
    expect(countDocuments(db, 'c1')).toMatchObject({ queued: 54, rejected: 6, accepted: 0 });
    expect(countDocuments(db, 'c2')).toMatchObject({ queued: 1, rejected: 0 });
    expect(oldestWaitingAt(db, 'c1')).toBe(t0);
    expect(oldestWaitingAt(db, 'nobody')).toBeUndefined();
  });
  test.each([
    ['nunez', [7]],
    ['PANADERÍA', [7]],
    ['0000000042', [42]],
    [claveOf(13), [13]],
    ['59.00', [59]],
    ['cliente 12', [12]],
    ['sin tal', []],
    ['"*" OR', []],
    ['%', []],
  ])('search for %s', (text, expected) =>
    expect(numbers(searchDocuments(db, 'c1', text, 10))).toEqual(expected),
  );
  test('search for two characters looks at the ends of the numbers of the newest', () => {
    expect(numbers(searchDocuments(db, 'c1', '42', 10))).toEqual([42]);
    expect(searchDocuments(db, 'c1', '  ', 10)).toEqual([]);
  });
  test('search does NOT show another company', () => {
    expect(numbers(searchDocuments(db, 'c2', 'cliente', 10))).toEqual([900]);
  });
});

test('a series is raised and never lowered, also where its row is gone but its documents are not', () => {
  const { db, store } = open();
  const series = { companyId: 'c1', branch: '001', terminal: '00001', kind: '01' };
  store.series.raise(series, 5);
  store.series.raise(series, 3);
  expect(store.series.last(series)).toBe(5);
  add(store, 9, series);
  const { number } = store.documents.facts('d9');
  db.exec('delete from series');
  store.series.raise(series, 1);
  expect(store.series.last(series)).toBe(number);
});

describe('the queues', () => {
  test('the head of each is the one that fell due first', () => {
    const { store } = open();
    const moved = (document: OutboxDocument, state: DocumentState, nextAt: number): void =>
      store.documents.write({ ...document, state, nextAt, receivedAt: t0 });
    add(store, 1);
    add(store, 2);
    moved(add(store, 3), 'received', t0 + 50);
    moved(add(store, 4), 'processing', t0 + 40);
    // sealed later, due later
    moved(add(store, 5), 'processing', t0 + 45);
    // sealed earlier, due later
    moved(add(store, 6), 'received', t0 + 42);
    const doubtful = (n: number, nextAt: number): void =>
      store.documents.write({ ...add(store, n), state: 'unknown', doubt: 'ordinary', nextAt });
    expect(store.documents.waiting('c1')).toEqual({
      send: { id: 'd1', nextAt: t0 + 1 },
      poll: { id: 'd4', nextAt: t0 + 40 },
      recovering: false,
    });
    doubtful(7, t0 + 70);
    doubtful(8, t0 + 60);
    expect(store.documents.waiting('c1').settle).toEqual({ id: 'd8', nextAt: t0 + 60, failing: false });
    moved(add(store, 9), 'processing', t0 + 30);
    expect(store.documents.waiting('c1').poll?.id).toBe('d9');
    expect(store.documents.waiting('c2')).toEqual({ recovering: false });
  });
});

test('each commit is one sync', () => {
  const strace = spawnSync('strace', ['-V']);
  if (strace.error) {
    console.warn('strace is not installed: syncs not counted');
    return;
  }
  const script = `
    import { openDatabase } from '${join(process.cwd(), 'main/db/connection.ts')}';
    import { outboxStore } from '${join(process.cwd(), 'main/db/documents.ts')}';
    const opened = openDatabase(process.argv[1]);
    const db = opened.value;
    db.prepare("insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)").run();
    const store = outboxStore(db);
    const key = { companyId: 'c1', service: 'hacienda' };
    store.lanes.write(store.lanes.read(key, 1));
    process.stderr.write('BEGIN\\n');
    for (let n = 0; n < 20; n++) store.atomically(() => store.lanes.write({ ...store.lanes.read(key, 1), failures: n }));
    process.stderr.write('END\\n');
    process.exit(0);`;
  const { stderr } = spawnSync(
    'strace',
    [
      '-f',
      '-e',
      'trace=fsync,fdatasync,write',
      '-s',
      '16',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
      join(temporaryFolder(), 't.sqlite'),
    ],
    { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  const during = stderr.slice(stderr.lastIndexOf('"BEGIN'), stderr.lastIndexOf('"END'));
  expect(stderr).toContain('"END');
  expect(during.match(/(?:fsync|fdatasync)\(/g)).toHaveLength(20);
});
