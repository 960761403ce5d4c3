import { expect, test } from 'vitest';
import { makeDocumentIdentity } from '../../../../domain/numbering/clave.ts';
import { enteringDocument } from '../../../../domain/outbox/document.ts';
import type { SealedFacts } from '../../../../domain/outbox/store.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { ownDocuments } from '../../../../main/db/own-documents.ts';

const issuer = { type: '02', number: '3101123456' } as const;

function shop() {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  for (const id of ['c1', 'c2'])
    db.prepare("insert into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)").run(
      id,
    );
  const store = outboxStore(db);
  let number = 0;
  const add = (moment: string, change: Partial<SealedFacts> = {}): string => {
    number++;
    const at = Date.parse(moment);
    const series = { branch: '001', terminal: '00001', kind: '01', number };
    const { clave, consecutivo, issuedAt } = makeDocumentIdentity({
      ...series,
      at,
      identification: issuer,
      situation: '1',
      securityCode: '12345678',
    });
    const facts: SealedFacts = {
      ...series,
      id: `d${number}`,
      companyId: 'c1',
      environment: 'test',
      consecutivo,
      clave,
      xmlSha256: 'a'.repeat(64),
      situation: '1',
      issuedAt,
      sealedAt: at,
      customerName: 'Ana',
      total: 11_300_000n,
      currency: 'CRC',
      issuer,
      form: '{}',
      ...change,
    };
    const document = enteringDocument({ ...facts, now: facts.sealedAt });
    const done = store.atomically(() => store.documents.insert(facts, document, new Uint8Array([1])));
    if (!done.ok) throw new Error(done.error);
    return facts.id;
  };
  return { db, add };
}

test('an answer to a supplier’s document is NOT among them: the list of Hacienda is of comprobantes', () => {
  const { db, add } = shop();
  const consecutivo = '00100001050000000001';
  add('2026-11-10T10:00:00-06:00', {
    kind: '05',
    consecutivo,
    clave: `50610112600310199988800100001010000000077112345678-${consecutivo}`,
  });
  const own = add('2026-11-10T11:00:00-06:00');
  expect(ownDocuments(db, 'c1', '2026-11').map(({ id }) => id)).toEqual([own]);
});

test('a month holds the documents whose clave has its day in it, by the day of Costa Rica, oldest first', () => {
  const { db, add } = shop();
  add('2026-10-31T23:59:59-06:00');
  const last = add('2026-11-30T23:59:59-06:00');
  const first = add('2026-11-01T00:00:00-06:00');
  add('2026-12-01T00:00:00-06:00');
  add('2026-11-15T12:00:00-06:00', { companyId: 'c2' });
  expect(ownDocuments(db, 'c1', '2026-11').map(({ id }) => id)).toEqual([first, last]);
  expect(ownDocuments(db, 'c2', '2026-11')).toHaveLength(1);
  expect(ownDocuments(db, 'c1', '2025-11')).toEqual([]);
});

test('a document brought back a day after it was made still belongs to its month', () => {
  const { db, add } = shop();
  const id = add('2026-11-30T20:00:00-06:00', { sealedAt: Date.parse('2026-12-01T20:00:00-06:00') });
  expect(ownDocuments(db, 'c1', '2026-11').map((own) => own.id)).toEqual([id]);
  expect(ownDocuments(db, 'c1', '2026-12')).toEqual([]);
});

test('everything that is compared is there, the receiver only where there is one', () => {
  const { db, add } = shop();
  add('2026-11-20T09:30:00-06:00', { receiver: { type: '01', number: '112340567' } });
  add('2026-11-20T09:31:00-06:00');
  const [withReceiver, without] = ownDocuments(db, 'c1', '2026-11');
  expect(withReceiver).toMatchObject({
    state: 'queued',
    total: 11_300_000n,
    issuer,
    receiver: { type: '01', number: '112340567' },
    issuedAt: Date.parse('2026-11-20T09:30:00-06:00'),
  });
  expect(without).not.toHaveProperty('receiver');
  expect(without).not.toHaveProperty('receivedAt');
});
