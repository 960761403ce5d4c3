import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeAll, expect, test, vi } from 'vitest';
import { openDecision } from '../../domain/received/decision.ts';
import { createFileReader } from '../../main/usecases/file-reader.ts';
import { receivedDetail, receivedList } from '../../main/usecases/look-at-received.ts';
import type { Program } from '../../main/usecases/program.ts';
import type { FileInLine } from '../../main/usecases/received-work.ts';
import { systemClock } from '../../main/system.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { practising, runProgram } from '../helpers/program.ts';
import { readerChildHost } from '../helpers/reader-host.ts';
import { signedSupplierXml, supplierDocument, type SupplierDocument } from '../helpers/received.ts';
import { type TestTaxpayer, testTaxpayer } from '../helpers/taxpayers.ts';

/** Issue 4.5: supplier documents from the file to the message that Hacienda accepted, in the whole program. */

let supplier: TestTaxpayer;
beforeAll(async () => {
  supplier = await testTaxpayer({
    name: 'PAPELERA DEL NORTE',
    identification: { type: '02', number: '3101999999' },
    validFrom: Date.now() - 30 * 86_400_000,
  });
});

const today = (): string => new Date(Date.now() - 6 * 3_600_000).toISOString().slice(0, 10);
const xmlOf = (document: SupplierDocument): Buffer =>
  signedSupplierXml(supplierDocument({ on: today(), ...document }), supplier.key);
const fileOf = (name: string, bytes: Uint8Array): FileInLine => ({ name, load: async () => bytes });

const ended = (program: Program, companyId: string, work: 'imports' | 'answers'): Promise<void> =>
  vi.waitFor(() => expect(program.received.desk.view(companyId)[work].state).toBe('ended'), {
    timeout: 50_000,
    interval: 50,
  });

async function receiving() {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const receiver = company.settings.issuer?.identificationNumber ?? '';
  const look = {
    db: program.db,
    companyId: company.id,
    now: Date.now(),
    readComprobante: program.received.answers.readComprobante,
  };
  return { program, company, receiver, look, desk: program.received.desk };
}

test('twenty at once, with a stray PDF among them, are read beside the window, accepted in bulk, and Hacienda accepts every message', async () => {
  const { program, company, receiver, look, desk } = await receiving();
  const files = Array.from({ length: 20 }, (_, index) =>
    fileOf(`${index}.xml`, xmlOf({ number: index + 1, receiver })),
  );
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  desk.read(company.id, [...files, fileOf('foto.pdf', Buffer.from('%PDF-1.7'))]);
  await ended(program, company.id, 'imports');
  delay.disable();
  console.info(
    `event loop while 20 files were read: p50 ${Math.round(delay.percentile(50) / 1e6)} ms, max ${Math.round(delay.max / 1e6)} ms`,
  );
  const { results } = desk.view(company.id).imports;
  expect(results.map(({ code }) => code).toSorted()).toEqual([
    ...Array.from({ length: 20 }, () => 'kept'),
    'pdf',
  ]);

  const list = receivedList(look, { show: 'open', text: '' });
  expect(list.counts).toMatchObject({ open: 20, all: 20, accepted: 0 });
  const ids = list.rows.map(({ id }) => id);
  desk.answer(company.id, ids, openDecision('05', company.settings.issuer?.activityCodes[0] ?? ''));
  await ended(program, company.id, 'answers');
  const sealed = desk.view(company.id).answers.results;
  expect(sealed.filter(({ error }) => error)).toEqual([]);
  expect(new Set(sealed.map(({ documentId }) => documentId)).size).toBe(20);

  await vi.waitFor(
    () => {
      const { rows } = receivedList(look, { show: 'accepted', text: '' });
      expect(rows.map(({ message }) => message?.state)).toEqual(Array.from({ length: 20 }, () => 'accepted'));
    },
    { timeout: 50_000, interval: 100 },
  );
  expect(receivedList(look, { show: 'open', text: '' }).counts).toMatchObject({ open: 0, accepted: 20 });

  // once accepted there is no second answer, and nothing of it is thrown away
  desk.answer(company.id, ids.slice(0, 1), openDecision('07', ''));
  await ended(program, company.id, 'answers');
  expect(desk.view(company.id).answers.results[0]?.error?.code).toBe('not-allowed-now');
  const detail = receivedDetail(look, ids[0] ?? '');
  expect(detail).toMatchObject({
    ok: true,
    value: { canAnswer: false, canDiscard: false, content: { kind: 'read', total: '283.9125' } },
  });
}, 120_000);

test('one of a bulk that lacks something stops no other', async () => {
  const { program, company, receiver, look, desk } = await receiving();
  desk.read(company.id, [
    fileOf('a.xml', xmlOf({ number: 1, receiver })),
    fileOf('tiquete.xml', xmlOf({ number: 2, kind: '04', receiver })),
    fileOf('b.xml', xmlOf({ number: 3, receiver })),
    fileOf('ajena.xml', xmlOf({ number: 4, receiver: '3101555555' })),
  ]);
  await ended(program, company.id, 'imports');
  const all = receivedList(look, { show: 'all', text: '' }).rows;
  desk.answer(company.id, [...all.map(({ id }) => id), 'gone'], {
    ...openDecision('07', ''),
    detail: 'No lo pedimos',
  });
  await ended(program, company.id, 'answers');
  const codes = desk.view(company.id).answers.results.map(({ error }) => error?.code ?? 'sealed');
  expect(codes.toSorted()).toEqual(['not-allowed-now', 'not-allowed-now', 'not-found', 'sealed', 'sealed']);
}, 120_000);

test('a reading process that dies, or takes too long, costs its file alone', async () => {
  const { host, started } = readerChildHost();
  const reader = createFileReader(host, systemClock, { fileMs: 60_000, idleMs: 60_000 });
  const bytes = xmlOf({});
  expect(await reader.inspect(bytes)).toMatchObject({ kind: 'document' });
  const asked = reader.inspect(bytes);
  started[0]?.kill('SIGKILL');
  expect(await asked).toEqual({ kind: 'refused', code: 'reader-stopped' });
  expect(await reader.inspect(bytes)).toMatchObject({ kind: 'document' });
  reader.stop();

  const hurried = createFileReader(host, systemClock, { fileMs: 1, idleMs: 60_000 });
  expect(await hurried.inspect(bytes)).toEqual({ kind: 'refused', code: 'too-slow' });
  hurried.stop();
  expect(started.length).toBe(3);
});
