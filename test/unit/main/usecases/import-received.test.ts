import { describe, expect, test } from 'vitest';
import type { SchemaVerdict } from '../../../../domain/schemas/verdict.ts';
import type { ReceivedCheck } from '../../../../domain/received/checks.ts';
import type { Db } from '../../../../main/db/connection.ts';
import { transactions } from '../../../../main/db/atomically.ts';
import { findReceived, receivedAnswer, receivedBytes } from '../../../../main/db/received.ts';
import { type ImportContext, keepInspected } from '../../../../main/usecases/import-received.ts';
import type { Inspection } from '../../../../main/usecases/inspect-file.ts';
import {
  passedChecks,
  putMessage,
  receivingCompany,
  receivingDatabase,
  type SupplierDocument,
  supplierFacts,
} from '../../../helpers/received.ts';

const noSchemas: SchemaVerdict = { kind: 'not-checked', why: 'no-schemas' };
const fileChecks = passedChecks.filter(({ name }) => name !== 'schema');

interface World {
  readonly db: Db;
  readonly context: ImportContext;
}
function world(verdict = noSchemas): World {
  const db = receivingDatabase();
  let lastId = 0;
  const context: ImportContext = {
    db,
    clock: { now: () => 77 },
    random: { id: () => `r${++lastId}` },
    store: transactions(db),
    company: receivingCompany(),
    validate: async () => verdict,
  };
  return { db, context };
}

const supplierXml = (total = '283.9125'): Buffer =>
  Buffer.from(`<F><TotalImpuesto>32.6625</TotalImpuesto><TotalComprobante>${total}</TotalComprobante></F>`);

const inspectionOf = (
  document: SupplierDocument = {},
  checks: readonly ReceivedCheck[] = fileChecks,
): Inspection => ({ kind: 'document', facts: supplierFacts(document), checks: [...checks] });

const keep = (
  { context }: World,
  inspection: Inspection,
  name = 'factura.xml',
  bytes: Uint8Array = supplierXml(),
) => keepInspected(context, { name, bytes, inspection });

const check = ({ db }: World, id: string, name: ReceivedCheck['name']): ReceivedCheck | undefined =>
  findReceived(db, 'c1', id)?.checks.find((one) => one.name === name);

const badSignature: readonly ReceivedCheck[] = fileChecks.map((one) =>
  one.name === 'signature' ? { ...one, outcome: 'failed', code: 'bad-digest' } : one,
);

test('a sound document addressed to us is kept, with every check in its order', async () => {
  const here = world();
  expect(await keep(here, inspectionOf())).toEqual({
    name: 'factura.xml',
    code: 'kept',
    receivedId: 'r1',
    clave: supplierFacts().clave,
    issuerName: 'Papelera del Norte S. A.',
  });
  expect(findReceived(here.db, 'c1', 'r1')?.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'readable passed',
    'schema not-checked',
    'signature passed',
    'addressee passed',
    'unseen passed',
    'arithmetic passed',
    'authority not-checked',
  ]);
  expect(Buffer.from(receivedBytes(here.db, 'c1', 'r1') ?? [])).toEqual(supplierXml());
});

test.each<[string, SupplierDocument, string]>([
  ['somebody else', { receiver: '3101777777' }, 'other-receiver'],
  ['nobody', { changes: { customer: { name: 'Al portador' } } }, 'no-receiver'],
])('a document addressed to %s is kept with its problem', async (_whom, document, code) => {
  const here = world();
  expect(await keep(here, inspectionOf(document))).toMatchObject({ code: 'kept-problem' });
  expect(check(here, 'r1', 'addressee')).toMatchObject({ outcome: 'failed', code });
});

test.each<[SchemaVerdict, string, string]>([
  [{ kind: 'valid', set: '2025' }, 'passed', 'valid'],
  [
    { kind: 'invalid', set: '2025', faults: [{ field: 'Clave', line: 3, message: 'no' }] },
    'warned',
    'invalid',
  ],
  [noSchemas, 'not-checked', 'no-schemas'],
  [{ kind: 'not-checked', why: 'failed' }, 'not-checked', 'schema-failed'],
])('the schemas say $kind', async (verdict, outcome, code) => {
  const here = world(verdict);
  expect(await keep(here, inspectionOf())).toMatchObject({ code: 'kept' });
  expect(check(here, 'r1', 'schema')).toMatchObject({ outcome, code });
});

describe('seen before', () => {
  test('the same file again is told, and kept once', async () => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keep(here, inspectionOf(), 'copia.xml')).toMatchObject({
      code: 'duplicate',
      receivedId: 'r1',
    });
    expect(findReceived(here.db, 'c1', 'r1')?.fileName).toBe('factura.xml');
  });

  test('other bytes under the same clave do NOT take its place', async () => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keep(here, inspectionOf(), 'otra.xml', supplierXml('1'))).toMatchObject({
      code: 'duplicate-differs',
      receivedId: 'r1',
    });
    expect(Buffer.from(receivedBytes(here.db, 'c1', 'r1') ?? [])).toEqual(supplierXml());
  });

  test('a whole copy takes the place of an altered one, and not the other way round', async () => {
    const here = world();
    expect(await keep(here, inspectionOf({}, badSignature), 'mala.xml', supplierXml('1'))).toMatchObject({
      code: 'kept-problem',
    });
    expect(await keep(here, inspectionOf())).toMatchObject({ code: 'replaced', receivedId: 'r2' });
    expect(findReceived(here.db, 'c1', 'r1')).toBeUndefined();
    expect(await keep(here, inspectionOf({}, badSignature), 'mala.xml', supplierXml('1'))).toMatchObject({
      code: 'duplicate-differs',
      receivedId: 'r2',
    });
  });

  test('what was answered is NOT replaced', async () => {
    const here = world();
    await keep(here, inspectionOf({}, badSignature));
    putMessage(here.db, 'c1', supplierFacts().clave, { kind: '07', number: 1, state: 'queued' });
    expect(await keep(here, inspectionOf(), 'otra.xml', supplierXml('1'))).toMatchObject({
      code: 'duplicate-differs',
    });
  });

  test('the same number under another clave warns', async () => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keep(here, inspectionOf({ on: '2026-11-21' }))).toMatchObject({ code: 'kept' });
    expect(check(here, 'r2', 'unseen')).toMatchObject({ outcome: 'warned', code: 'same-number' });
  });
});

describe('Hacienda’s message', () => {
  const answer = (change: Partial<Extract<Inspection, { kind: 'answer' }>> = {}): Inspection => ({
    kind: 'answer',
    clave: supplierFacts().clave,
    verdict: 'accepted',
    detail: '.',
    signature: 'intact',
    signer: 'ESTADO-MINISTERIO DE HACIENDA (SELLO ELECTRONICO)',
    ...change,
  });
  const message = (total = '283.9125'): Buffer =>
    Buffer.from(
      `<M><NombreEmisor>P</NombreEmisor><MontoTotalImpuesto>32.6625</MontoTotalImpuesto><TotalFactura>${total}</TotalFactura></M>`,
    );
  const keepAnswer = (here: World, inspection: Inspection, bytes = message()) =>
    keep(here, inspection, 'respuesta.xml', bytes);

  test('proves that its document was accepted, and is kept with it once', async () => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keepAnswer(here, answer())).toMatchObject({ code: 'answer-kept', receivedId: 'r1' });
    expect(check(here, 'r1', 'authority')).toMatchObject({ outcome: 'passed', code: 'accepted' });
    expect(receivedAnswer(here.db, 'c1', 'r1')).toMatchObject({
      verdict: 'accepted',
      proved: true,
      storedAt: 77,
    });
    expect(await keepAnswer(here, answer())).toMatchObject({ code: 'answer-again' });
  });

  test.each([
    ['of another signer', { signer: 'PAPELERA DEL NORTE' }],
    ['of the simulated authority', { signer: 'ESTADO-MINISTERIO DE HACIENDA (SELLO ELECTRONICO) PRACTICA' }],
    ['in a form nobody here can check', { signature: 'unclear' as const }],
  ])('%s proves nothing, and says so', async (_what, change) => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keepAnswer(here, answer(change))).toMatchObject({ code: 'answer-kept' });
    expect(check(here, 'r1', 'authority')).toMatchObject({ outcome: 'warned', code: 'accepted-unproved' });
  });

  test('a rejection makes its document one that is not answered', async () => {
    const here = world();
    await keep(here, inspectionOf());
    await keepAnswer(here, answer({ verdict: 'rejected', detail: '-45' }));
    expect(check(here, 'r1', 'authority')).toMatchObject({ outcome: 'failed', code: 'rejected' });
  });

  test.each([
    ['changed after it was signed', { signature: 'altered' as const }, 'answer-altered'],
    ['without a signature', { signature: 'unsigned' as const }, 'answer-unsigned'],
    ['about a document that is not here', { clave: '5'.repeat(50) }, 'answer-without-document'],
  ])('%s is NOT kept', async (_what, change, code) => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keepAnswer(here, answer(change))).toMatchObject({ code });
    expect(receivedAnswer(here.db, 'c1', 'r1')).toBeUndefined();
  });

  test('with other amounts than the document is NOT kept', async () => {
    const here = world();
    await keep(here, inspectionOf());
    expect(await keepAnswer(here, answer(), message('999'))).toMatchObject({
      code: 'answer-other-amounts',
      receivedId: 'r1',
    });
    expect(receivedAnswer(here.db, 'c1', 'r1')).toBeUndefined();
  });
});

test('what is no document of ours is told by its code, with the detail for the fold-out', async () => {
  const here = world();
  expect(await keep(here, { kind: 'refused', code: 'pdf' }, 'a.pdf')).toEqual({ name: 'a.pdf', code: 'pdf' });
  expect(await keep(here, { kind: 'refused', code: 'other-version', detail: '4.3' }, 'b.xml')).toEqual({
    name: 'b.xml',
    code: 'other-version',
    detail: '4.3',
  });
});

test('a disk that refuses is the result of that file', async () => {
  const here = world();
  const context: ImportContext = {
    ...here.context,
    store: { ...here.context.store, atomically: () => ({ ok: false, error: 'disk-full' }) },
  };
  expect(await keep({ ...here, context }, inspectionOf())).toMatchObject({
    code: 'disk',
    detail: 'disk-full',
  });
  expect(findReceived(here.db, 'c1', 'r1')).toBeUndefined();
});
