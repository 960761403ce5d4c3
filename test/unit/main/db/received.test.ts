import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../../../main/db/connection.ts';
import {
  addReceived,
  countReceived,
  discardReceived,
  findReceived,
  findReceivedByClave,
  hasSameNumber,
  keepAnswer,
  listReceived,
  messagesOf,
  type ReceivedGroup,
  receivedAnswer,
  receivedBytes,
} from '../../../../main/db/received.ts';
import {
  passedChecks,
  putMessage,
  receivingDatabase,
  type SupplierDocument,
  supplierFacts,
} from '../../../helpers/received.ts';

/** BOM, CRLF and all. */
const bytes = Buffer.from('\ufeff<FacturaElectronica>\r\n</FacturaElectronica>');

function add(db: Db, id: string, document: SupplierDocument = {}, problem = false): string {
  const facts = supplierFacts(document);
  addReceived(db, 'c1', {
    id,
    facts,
    fileName: `${id}.xml`,
    checks: problem
      ? [...passedChecks, { name: 'addressee', outcome: 'failed', code: 'no-receiver', detail: '' }]
      : passedChecks,
    xml: bytes,
    importedAt: 5,
  });
  return facts.clave;
}
const ids = (db: Db, group: ReceivedGroup, text = ''): string =>
  listReceived(db, 'c1', { group, text, limit: 100 })
    .map(({ id }) => id)
    .join(' ');

test('what was received is there to the last digit, with the bytes exactly as they came', () => {
  const db = receivingDatabase();
  const clave = add(db, 'r1');
  const facts = supplierFacts();
  expect(findReceived(db, 'c1', 'r1')).toEqual({
    id: 'r1',
    companyId: 'c1',
    clave,
    kind: '01',
    consecutivo: facts.consecutivo,
    issuerName: 'Papelera del Norte S. A.',
    issuerType: '02',
    issuerNumber: '3101999999',
    issuedAt: '2026-11-20T09:30:00-06:00',
    issuedMs: Date.parse('2026-11-20T09:30:00-06:00'),
    currency: 'CRC',
    total: facts.total,
    tax: facts.tax,
    fileName: 'r1.xml',
    xmlSha256: createHash('sha256').update(bytes).digest('hex'),
    importedAt: 5,
    checks: passedChecks,
  });
  expect(Buffer.from(receivedBytes(db, 'c1', 'r1') ?? [])).toEqual(bytes);
});

test('the greatest amount the schema holds is kept exactly', () => {
  const db = receivingDatabase();
  const most = 999_999_999_999_999_999n;
  addReceived(db, 'c1', {
    id: 'r1',
    facts: { ...supplierFacts(), total: most, tax: most - 1n },
    fileName: 'a.xml',
    checks: [],
    xml: bytes,
    importedAt: 5,
  });
  expect(findReceived(db, 'c1', 'r1')).toMatchObject({ total: most, tax: most - 1n });
});

test('a clave is received once per company, and one company does not see what another received', () => {
  const db = receivingDatabase(['c1', 'c2']);
  const clave = add(db, 'r1');
  expect(() => add(db, 'r2')).toThrow(/UNIQUE/);
  expect(findReceived(db, 'c2', 'r1')).toBeUndefined();
  expect(findReceivedByClave(db, 'c2', clave)).toBeUndefined();
  expect(receivedBytes(db, 'c2', 'r1')).toBeUndefined();
  expect(discardReceived(db, 'c2', 'r1')).toBe(false);
  expect(findReceivedByClave(db, 'c1', clave)?.id).toBe('r1');
});

test('bytes that are not those that came are not given out', () => {
  const db = receivingDatabase();
  add(db, 'r1');
  db.exec('drop trigger received_body_frozen');
  db.exec(`update received_body set xml = x'3c' where received_id = 'r1'`);
  expect(receivedBytes(db, 'c1', 'r1')).toBeUndefined();
});

test('a row whose checks cannot be read hides itself, not the others', () => {
  const db = receivingDatabase();
  add(db, 'r1', { number: 1 });
  add(db, 'r2', { number: 2 });
  db.exec(`update received_document set checks = '[{"name": 5}]' where id = 'r1'`);
  expect(ids(db, 'all')).toBe('r2');
});

test('the same number of the same supplier under another clave is noticed', () => {
  const db = receivingDatabase();
  add(db, 'r1');
  expect(hasSameNumber(db, 'c1', supplierFacts())).toBe(false);
  expect(hasSameNumber(db, 'c1', supplierFacts({ on: '2026-11-21' }))).toBe(true);
  expect(hasSameNumber(db, 'c1', supplierFacts({ on: '2026-11-21', supplier: '3101888888' }))).toBe(false);
});

describe('groups', () => {
  const world = (): Db => {
    const db = receivingDatabase();
    add(db, 'new', { number: 1, on: '2026-11-21' });
    add(db, 'old', { number: 2, on: '2026-10-02' });
    add(db, 'ticket', { number: 3, kind: '04' });
    add(db, 'bad', { number: 4 }, true);
    putMessage(db, 'c1', add(db, 'queued', { number: 5 }), { kind: '05', number: 1, state: 'queued' });
    putMessage(db, 'c1', add(db, 'partly', { number: 6 }), { kind: '06', number: 1, state: 'accepted' });
    putMessage(db, 'c1', add(db, 'refused', { number: 7 }), { kind: '07', number: 1, state: 'accepted' });
    putMessage(db, 'c1', add(db, 'again', { number: 8, on: '2026-11-19' }), {
      kind: '05',
      number: 2,
      state: 'rejected',
    });
    return db;
  };

  test('what waits is listed by age, the oldest first, and what Hacienda refused waits again', () => {
    expect(ids(world(), 'open')).toBe('old again new');
  });
  test.each([
    ['accepted', 'partly queued'],
    ['rejected', 'refused'],
    ['problem', 'bad again'],
    ['all', 'new refused partly queued bad ticket again old'],
  ] as const)('%s: %s', (group, found) => {
    const db = world();
    expect(ids(db, group)).toBe(found);
  });
  test('are counted', () => {
    expect(countReceived(world(), 'c1')).toEqual({ all: 8, open: 3, accepted: 2, rejected: 1, problem: 2 });
    expect(countReceived(receivingDatabase(), 'c1')).toEqual({
      all: 0,
      open: 0,
      accepted: 0,
      rejected: 0,
      problem: 0,
    });
  });
});

test.each([
  ['NORTE', 'r1 r2'],
  ['Ferretería', ''],
  ['3101999999', 'r1 r2'],
  ['r2.xml', 'r2'],
  ['%', ''],
  ['0000000002', 'r2'],
])('a search for %s finds "%s"', (text, found) => {
  const db = receivingDatabase();
  add(db, 'r1', { number: 1, on: '2026-11-21' });
  add(db, 'r2', { number: 2 });
  expect(ids(db, 'all', text)).toBe(found);
});

describe('messages', () => {
  test('the newest counts; all are told, oldest first; those of another company or clave are not its', () => {
    const db = receivingDatabase(['c1', 'c2']);
    const clave = add(db, 'r1');
    const other = add(db, 'r2', { number: 43 });
    putMessage(db, 'c2', clave, { kind: '05', number: 9, state: 'queued' });
    expect(findReceived(db, 'c1', 'r1')?.message).toBeUndefined();
    const first = putMessage(db, 'c1', clave, { kind: '05', number: 1, state: 'rejected' });
    const second = putMessage(db, 'c1', clave, { kind: '07', number: 1, state: 'queued' });
    putMessage(db, 'c1', other, { kind: '05', number: 2, state: 'queued' });
    expect(findReceived(db, 'c1', 'r1')?.message).toMatchObject({
      documentId: second,
      kind: '07',
      state: 'queued',
    });
    expect(messagesOf(db, 'c1', 'r1').map(({ documentId }) => documentId)).toEqual([first, second]);
    expect(messagesOf(db, 'c2', 'r1')).toEqual([]);
  });

  test('what nobody answered may be discarded with all that belongs to it, and come again', () => {
    const db = receivingDatabase();
    add(db, 'r1');
    keepAnswer(
      db,
      'r1',
      { verdict: 'accepted', proved: true, detail: '.', storedAt: 6, xml: bytes },
      passedChecks,
    );
    expect(discardReceived(db, 'c1', 'r1')).toBe(true);
    expect(discardReceived(db, 'c1', 'r1')).toBe(false);
    expect(db.prepare('select count(*) from received_body').pluck().get()).toBe(0);
    expect(db.prepare('select count(*) from received_answer').pluck().get()).toBe(0);
    add(db, 'r2');
    expect(ids(db, 'all')).toBe('r2');
  });

  test('what was answered is NOT deleted, whoever tries, whatever became of the answer', () => {
    const db = receivingDatabase();
    const clave = add(db, 'r1');
    putMessage(db, 'c1', clave, { kind: '05', number: 1, state: 'rejected' });
    keepAnswer(
      db,
      'r1',
      { verdict: 'accepted', proved: true, detail: '.', storedAt: 6, xml: bytes },
      passedChecks,
    );
    expect(discardReceived(db, 'c1', 'r1')).toBe(false);
    for (const table of ['received_answer', 'received_body', 'received_document'])
      expect(() => db.exec(`delete from ${table}`)).toThrow(/never deleted/);
  });
});

test.each([
  ['clave', `update received_document set clave = '${'1'.repeat(50)}'`],
  ['total', 'update received_document set total = 1'],
  ['bytes', `update received_body set xml = x'3c'`],
])('what was received does not change: %s', (_what, sql) => {
  const db = receivingDatabase();
  add(db, 'r1');
  expect(() => db.exec(sql)).toThrow(/do(?:es)? not change/);
});

test('Hacienda’s message is kept once, with the check it makes', () => {
  const db = receivingDatabase();
  add(db, 'r1');
  const answer = { verdict: 'rejected', proved: false, detail: 'no', storedAt: 6, xml: bytes } as const;
  const failed = [{ name: 'authority', outcome: 'failed', code: 'rejected-unproved', detail: '' }] as const;
  expect(keepAnswer(db, 'r1', answer, failed)).toBe(true);
  expect(findReceived(db, 'c1', 'r1')?.checks).toEqual(failed);
  expect(ids(db, 'open')).toBe('');
  expect(keepAnswer(db, 'r1', { ...answer, verdict: 'accepted' }, [])).toBe(false);
  expect(receivedAnswer(db, 'c1', 'r1')).toMatchObject({ verdict: 'rejected', proved: false, detail: 'no' });
  expect(findReceived(db, 'c1', 'r1')?.checks).toEqual(failed);
});

test('an answer that proves itself takes the place of one that did not, and NOT the other way round', () => {
  const db = receivingDatabase();
  add(db, 'r1');
  const said = { verdict: 'rejected', proved: false, detail: 'no', storedAt: 6, xml: bytes } as const;
  keepAnswer(db, 'r1', said, [
    { name: 'authority', outcome: 'failed', code: 'rejected-unproved', detail: '' },
  ]);
  const proved = { ...said, verdict: 'accepted', proved: true, detail: '.' } as const;
  expect(keepAnswer(db, 'r1', proved, passedChecks)).toBe(true);
  expect(receivedAnswer(db, 'c1', 'r1')).toMatchObject({ verdict: 'accepted', proved: true });
  expect(ids(db, 'open')).toBe('r1');
  expect(keepAnswer(db, 'r1', said, [])).toBe(false);
  expect(keepAnswer(db, 'r1', { ...proved, verdict: 'rejected' }, [])).toBe(false);
  expect(receivedAnswer(db, 'c1', 'r1')).toMatchObject({ verdict: 'accepted' });
});
