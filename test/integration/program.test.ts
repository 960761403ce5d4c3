import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { Company } from '../../domain/company/company.ts';
import { practiceCredentials, practicePin } from '../../domain/practice/credentials.ts';
import { readAnswerBody, statusOf } from '../../main/api/hacienda/answer-body.ts';
import { readAuthorityAnswer } from '../../main/comprobante/read-answer.ts';
import { continueSeries, listSeries } from '../../main/usecases/continue-series.ts';
import { listCompanies } from '../../main/db/companies.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { discardDraft, draftSummaries, keepDraft } from '../../main/usecases/keep-draft.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
import { openLanes } from '../../main/usecases/open-lanes.ts';
import { placesIn, startEmptyStore } from '../../main/usecases/open-store.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import type { Program } from '../../main/usecases/program.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

const untilMs = { timeout: 15_000, interval: 20 };

const issue = (program: Program, company: Company, draftId: string, form: InvoiceForm) =>
  issueInvoice({ ...program, isOnline: ({ id }) => program.network.look(id) }, company, draftId, form);

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP server');
  return address;
}

function stateOf(program: Program, company: Company, id: string): string {
  const shown = showDocument({ db: program.db, companyId: company.id }, id, program.store, program.bootId);
  return shown.ok ? shown.value.state : shown.error;
}

test('an invoice goes from the form to accepted, posted once', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const draftId = program.random.id();
  const issued = await issue(program, company, draftId, goodForm());
  expect(issued).toMatchObject({ ok: true, value: { situation: '1', documentId: draftId } });
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  const { control } = await program.authorities();
  expect(control.counters().posts).toMatchObject([{ arrived: 1, accepted: true }]);
  expect(draftSummaries({ ...program, companyId: company.id })).toEqual([]);
});

test('without a line it is sealed as situación 3 and goes by itself, once, after a restart', async () => {
  const folder = temporaryFolder();
  const first = await runProgram(folder);
  const company = await practising(first.program);
  await (await first.program.authorities()).control.cutLine(true);
  const draftId = first.program.random.id();
  const issued = await issue(first.program, company, draftId, goodForm('04'));
  expect(issued).toMatchObject({ ok: true, value: { situation: '3' } });
  await first.program.stop();

  const { program } = await runProgram(folder);
  await program.connect(company.id);
  expect(stateOf(program, company, draftId)).toBe('queued');
  const { control } = await program.authorities();
  expect(control.counters().posts).toEqual([]);
  await control.cutLine(false);
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  expect(control.counters().posts).toMatchObject([{ arrived: 1, accepted: true }]);
});

test('"Emitir" pressed many times at once makes one document with one number', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const draftId = program.random.id();
  const pressed = await Promise.all(
    Array.from({ length: 5 }, () => issue(program, company, draftId, goodForm())),
  );
  const claves = new Set(pressed.map((result) => (result.ok ? result.value.clave : 'failed')));
  expect([...claves]).toEqual([expect.stringMatching(/^506\d{47}$/)]);
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  const { control } = await program.authorities();
  expect(control.counters().numbers).toEqual([expect.objectContaining({ claves: 1 })]);
  expect(control.counters().posts).toHaveLength(1);
});

test('on a terminal that is another installation’s nothing is sealed, and the draft stays', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const draftId = program.random.id();
  const elsewhere = { ...program, terminals: { hold: () => 'elsewhere' as const } };
  const refused = await issueInvoice(
    { ...elsewhere, isOnline: async () => true },
    company,
    draftId,
    goodForm(),
  );
  expect(refused).toEqual({ ok: false, error: { kind: 'held', hold: 'elsewhere' } });
  expect(draftSummaries({ ...program, companyId: company.id })).toHaveLength(1);
  expect(listSeries(program, company).filter(({ lastNumber }) => lastNumber > 0)).toEqual([]);
  const { control } = await program.authorities();
  expect(control.counters().posts).toEqual([]);
});

test('a late save does NOT bring back the draft of an issued invoice', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const draftId = program.random.id();
  await issue(program, company, draftId, goodForm());
  const late = keepDraft({ ...program, companyId: company.id }, draftId, goodForm());
  expect(late).toEqual({ ok: false, error: 'draft-gone' });
  expect(draftSummaries({ ...program, companyId: company.id })).toEqual([]);
});

test('a form with a fault is NOT sealed, takes no number, and its draft stays', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const draftId = program.random.id();
  const spoiled = goodForm('01', { lines: goodForm().lines.map((line) => ({ ...line, cabys: '123' })) });
  expect(await issue(program, company, draftId, spoiled)).toMatchObject({
    ok: false,
    error: { kind: 'faults' },
  });
  expect(draftSummaries({ ...program, companyId: company.id })).toHaveLength(1);
  const { value } = (await issue(program, company, program.random.id(), goodForm())) as {
    value: { consecutivo: string };
  };
  expect(value.consecutivo).toBe('00100001010000000001');
});

test('a quit while a document is being sealed waits for it: it is issued, whole, and queued', async () => {
  const folder = temporaryFolder();
  const first = await runProgram(folder);
  const company = await practising(first.program);
  await (await first.program.authorities()).control.cutLine(true);
  const draftId = first.program.random.id();
  let signing = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    signing = resolve;
  });
  const { signer } = first.program;
  const pressed = issueInvoice(
    {
      ...first.program,
      isOnline: async () => false,
      signer: {
        ...signer,
        sign: (...asked) => {
          signing();
          return signer.sign(...asked);
        },
      },
    },
    company,
    draftId,
    goodForm(),
  );
  await begun;
  await first.program.stop();
  expect(await pressed).toMatchObject({ ok: true, value: { documentId: draftId, situation: '3' } });
  const { program } = await runProgram(folder);
  expect(stateOf(program, company, draftId)).toBe('queued');
});

test('"Practicar" pressed twice at once is one company', async () => {
  const { program } = await runProgram(temporaryFolder());
  const both = await Promise.all([practising(program), practising(program)]);
  expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  expect(listCompanies(program.db)).toHaveLength(1);
});

test('connected twice at once, every document is still posted once', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await control.slow(50);
  const draftId = program.random.id();
  await issue(program, company, draftId, goodForm());
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('sending'), untilMs);
  await Promise.all([program.connect(company.id), program.connect(company.id)]);
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  expect(control.counters().posts).toMatchObject([{ arrived: 1, accepted: true }]);
});

test('a damaged book of the practice authorities is put aside; practising goes on', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'practice'));
  writeFileSync(join(folder, 'practice', 'authorities.sqlite'), 'no database'.repeat(1_000));
  const { program } = await runProgram(folder);
  const company = await practising(program);
  const draftId = program.random.id();
  await issue(program, company, draftId, goodForm());
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  expect(readdirSync(join(folder, 'practice')).filter((name) => name.includes('damaged'))).toHaveLength(1);
});

test('practice authorities that do not start keep no other company from sending, and are tried again', async () => {
  const folder = temporaryFolder();
  const first = await runProgram(folder);
  const practice = await practising(first.program);
  const real = saveCompany(first.program, {
    environment: 'test',
    settings: { version: 1, label: 'De verdad', edinky: { apiUrl: 'http://127.0.0.1:9/api/v1' } },
  });
  if (!real.ok) throw new Error(real.error);
  await first.program.stop();
  renameSync(join(folder, 'practice'), join(folder, 'practice-away'));
  writeFileSync(join(folder, 'practice'), 'a file where the folder should be');

  const { program } = await runProgram(folder);
  const faults: string[] = [];
  const connected: string[] = [];
  const connect = async (id: string): Promise<void> => {
    await program.connect(id);
    connected.push(id);
  };
  await openLanes({ ...program, connect }, (id) => faults.push(id));
  expect(faults).toEqual([practice.id]);
  expect(connected).toEqual([real.value.id]);

  rmSync(join(folder, 'practice'));
  renameSync(join(folder, 'practice-away'), join(folder, 'practice'));
  await program.connect(practice.id);
  expect((await program.authorities()).control.switches().line).toBe('up');
});

test('the session at the identity provider is closed when the program stops', async () => {
  const folder = temporaryFolder();
  const first = await runProgram(folder);
  const company = await practising(first.program);
  const draftId = first.program.random.id();
  await issue(first.program, company, draftId, goodForm());
  await vi.waitFor(() => expect(stateOf(first.program, company, draftId)).toBe('accepted'), untilMs);
  expect((await first.program.authorities()).control.counters().openSessions).toBe(1);
  await first.program.stop();
  const { program } = await runProgram(folder);
  expect((await program.authorities()).control.counters().openSessions).toBe(0);
});

test.each([
  { when: 'by the run that begins a new one', endedBefore: false },
  { when: 'also by the next, where that run ended before it had recovered', endedBefore: true },
])(
  'with the database gone, companies, numbers and documents come back, $when; nothing is sent twice',
  async ({ endedBefore }) => {
    const folder = temporaryFolder();
    const first = await runProgram(folder);
    const company = await practising(first.program);
    const ids = [first.program.random.id(), first.program.random.id()] as const;
    await issue(first.program, company, ids[0], goodForm());
    await vi.waitFor(() => expect(stateOf(first.program, company, ids[0])).toBe('accepted'), untilMs);
    await (await first.program.authorities()).control.cutLine(true);
    await issue(first.program, company, ids[1], goodForm());
    await first.program.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `talonario.sqlite${end}`), { force: true });

    if (endedBefore) {
      const begun = startEmptyStore(placesIn(folder), 1_000);
      if (!begun.ok) throw new Error(begun.error.kind);
      begun.value.db.close();
    }
    const { program } = await runProgram(folder, 0.002, !endedBefore);
    await program.connect(company.id);
    expect(program.active()?.id).toBe(company.id);
    const { control } = await program.authorities();
    await control.cutLine(false);
    for (const id of ids)
      await vi.waitFor(() => expect(stateOf(program, company, id)).toBe('accepted'), untilMs);
    expect(control.counters().posts.map(({ arrived }) => arrived)).toEqual([1, 1]);
    const next = await issue(program, company, program.random.id(), goodForm());
    expect(next).toMatchObject({ ok: true, value: { consecutivo: '00100001010000000003' } });
  },
);

test('a test company with a callback address: the authority really calls it, and polling goes on all the same', async () => {
  const called: Uint8Array[] = [];
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      called.push(await buffer(request));
      response.end();
    };
    void take();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const callbackUrl = `http://127.0.0.1:${addressOf(server).port}/aviso?de=hacienda`;

  const { program } = await runProgram(temporaryFolder());
  const practice = await practising(program);
  const { hacienda } = practice.settings;
  if (!hacienda) throw new Error('the practice company has no address');
  const saved = saveCompany(program, {
    environment: 'test',
    settings: { ...practice.settings, label: 'Con aviso', hacienda: { ...hacienda, callbackUrl } },
  });
  if (!saved.ok) throw new Error(saved.error);
  const company = saved.value;
  const p12 = program.certificates.p12(practice.id);
  const info = program.certificates.info(practice.id);
  if (!p12 || !info) throw new Error('the practice company has no certificate');
  program.certificates.keep(company.id, p12, info);
  await program.secrets.set(company.id, 'hacienda-user', practiceCredentials.user);
  await program.secrets.set(company.id, 'hacienda-password', practiceCredentials.password);
  await program.secrets.set(company.id, 'p12-pin', practicePin);
  await program.connect(company.id);

  const draftId = program.random.id();
  const issued = await issue(program, company, draftId, goodForm());
  if (!issued.ok) throw new Error(issued.error.kind);
  await vi.waitFor(() => expect(stateOf(program, company, draftId)).toBe('accepted'), untilMs);
  await vi.waitFor(() => expect(called).toHaveLength(1), untilMs);
  const body = readAnswerBody(called[0] ?? new Uint8Array());
  if (!body.ok) throw new Error(body.error);
  expect(statusOf(body.value, issued.value.clave, readAuthorityAnswer)).toMatchObject({
    kind: 'found',
    state: 'aceptado',
    answer: { clave: issued.value.clave, verdict: 'accepted' },
  });
});

test('a series goes on after the last number of another program, and never goes back', async () => {
  const { program } = await runProgram(temporaryFolder());
  const practice = await practising(program);
  const saved = saveCompany(program, { environment: 'test', settings: practice.settings });
  if (!saved.ok) throw new Error(saved.error);
  expect(continueSeries(program, saved.value, '01', 4_711)).toMatchObject({
    ok: true,
    value: [
      { kind: '01', lastNumber: 4_711 },
      ...['02', '03', '04', '05', '06', '07', '08', '09', '10'].map((kind) => ({ kind, lastNumber: 0 })),
    ],
  });
  expect(continueSeries(program, saved.value, '01', 4_710)).toEqual({ ok: false, error: 'not-allowed-now' });
  expect(listSeries(program, saved.value)[0]).toMatchObject({ lastNumber: 4_711 });
});

test('a document whose row and file are both gone is told; its number is NOT used again', async () => {
  const folder = temporaryFolder();
  const first = await runProgram(folder);
  const company = await practising(first.program);
  await (await first.program.authorities()).control.cutLine(true);
  const gone = await issue(first.program, company, first.program.random.id(), goodForm());
  if (!gone.ok) throw new Error(gone.error.kind);
  expect(first.program.lost).toEqual([]);
  await first.program.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `talonario.sqlite${end}`), { force: true });
  rmSync(join(folder, 'sealed', company.id), { recursive: true });

  const { program } = await runProgram(folder, 0.002, true);
  expect(program.lost).toEqual([gone.value.clave]);
  await program.connect(company.id);
  const next = await issue(program, company, program.random.id(), goodForm());
  expect(next).toMatchObject({ ok: true, value: { consecutivo: '00100001010000000002' } });
});

test('a draft of one company is NOT discarded in the name of another, and a draft that is gone is not said to be discarded', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const own = { ...program, companyId: company.id };
  const draftId = program.random.id();
  keepDraft(own, draftId, goodForm());
  expect(discardDraft({ ...program, companyId: 'another' }, draftId)).toEqual({
    ok: false,
    error: 'not-found',
  });
  expect(draftSummaries(own)).toHaveLength(1);
  expect(discardDraft(own, draftId)).toEqual({ ok: true, value: null });
  expect(discardDraft(own, draftId)).toEqual({ ok: false, error: 'not-found' });
});
