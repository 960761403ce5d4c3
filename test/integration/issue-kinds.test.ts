import { expect, test, vi } from 'vitest';
import type { InvoiceForm, ReferenceForm } from '../../domain/billing/invoice-form.ts';
import { emptyReference } from '../../domain/billing/new-form.ts';
import type { Company } from '../../domain/company/company.ts';
import { claveOf } from '../../domain/numbering/identity.ts';
import { emptyMessageForm, type MessageKind } from '../../domain/received/message-form.ts';
import type { ReceiverMessage } from '../../domain/received/receiver-message.ts';
import type { ValidateBySchema } from '../../domain/schemas/verdict.ts';
import { sealHolder } from '../../main/practice/authority-certificate.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { issueMessage } from '../../main/usecases/issue-message.ts';
import { documentFile, showDocument } from '../../main/usecases/look-at-documents.ts';
import { practiceIssuer } from '../../main/usecases/practise.ts';
import type { Program } from '../../main/usecases/program.ts';
import type { DocumentDetail } from '../../preload/contract/documents.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

/** Issuing what is not a plain sale, with the practice authorities at the other end. */

const untilMs = { timeout: 30_000, interval: 20 };

async function shop(timeScale?: number): Promise<{ readonly program: Program; readonly company: Company }> {
  const { program } = await runProgram(temporaryFolder(), timeScale);
  return { program, company: await practising(program) };
}

const detailOf = (program: Program, company: Company, id: string): DocumentDetail => {
  const shown = showDocument({ db: program.db, companyId: company.id }, id, program.store, program.bootId);
  if (!shown.ok) throw new Error(shown.error);
  return shown.value;
};

async function issued(program: Program, company: Company, form: InvoiceForm): Promise<DocumentDetail> {
  const draftId = program.random.id();
  const done = await issueInvoice({ ...program, isOnline: async () => true }, company, draftId, form);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return detailOf(program, company, draftId);
}

const accepted = (program: Program, company: Company, id: string): Promise<DocumentDetail> =>
  vi.waitFor(() => {
    const detail = detailOf(program, company, id);
    expect([detail.state, detail.answer?.detail ?? '.']).toEqual(['accepted', expect.stringMatching(/^\./)]);
    return detail;
  }, untilMs);

const reference = (change: Partial<ReferenceForm>): ReferenceForm => ({ ...emptyReference('r1'), ...change });

/** A credit note of the whole of a sale made a moment ago. */
const noteOf = (sale: DocumentDetail): InvoiceForm =>
  goodForm('03', {
    originId: sale.id,
    references: [
      reference({
        documentType: '01',
        number: sale.clave,
        issuedOn: new Date(sale.issuedAt).toISOString(),
        code: '01',
        reason: 'Anula la factura',
      }),
    ],
  });

test('an answer of the authority is looked at: intact, by whom, and the same amounts', async () => {
  const { program, company } = await shop();
  const sale = await issued(program, company, goodForm());
  const { answer, reason } = await accepted(program, company, sale.id);
  expect(answer?.check).toEqual({ signature: 'intact', signer: sealHolder, mismatches: [] });
  expect(reason).toBe('');
});

test.each([
  ['altered-answer', 'answer-altered', 'altered'],
  ['unsigned-answer', 'answer-unsigned', 'unsigned'],
] as const)(
  '%s: nothing is settled by it; asked again, the whole one is',
  async (outcome, reason, signature) => {
    // on a busy machine the answer, which comes spoilt once, must not pass its deadline
    const { program, company } = await shop(0.1);
    const { control } = await program.authorities();
    control.provoke({ endpoint: 'get', outcome });
    const sale = await issued(program, company, goodForm());
    const held = await vi.waitFor(() => {
      const detail = detailOf(program, company, sale.id);
      expect([detail.state, detail.attempts.map(({ result }) => result)]).toEqual([
        'needs_person',
        expect.anything(),
      ]);
      return detail;
    }, untilMs);
    expect(held).toMatchObject({ reason, answerAside: { verdict: 'accepted', check: { signature } } });
    expect(held.answer).toBeUndefined();
    expect(program.outbox.settleNow(sale.id)).toMatchObject({ ok: true });
    const { answer } = await accepted(program, company, sale.id);
    expect(answer?.check?.signature).toBe('intact');
    expect(control.counters().posts).toMatchObject([{ arrived: 1 }]);
  },
);

test('a note waits for the document it refers to, and goes after it', async () => {
  const { program, company } = await shop();
  const { control } = await program.authorities();
  await control.cutLine(true);
  const sale = await issued(program, company, goodForm());
  const note = await issued(program, company, noteOf(sale));
  expect(note).toMatchObject({ state: 'held', reason: 'predecessor' });
  await control.cutLine(false);
  await accepted(program, company, note.id);
  expect(control.counters().posts.map(({ clave }) => clave)).toEqual([sale.clave, note.clave]);
});

/** A sale that was given up before anything of it was sent. */
async function givenUp(program: Program, company: Company): Promise<DocumentDetail> {
  const { control } = await program.authorities();
  await control.cutLine(true);
  const sale = await issued(program, company, goodForm());
  await vi.waitFor(() => expect(detailOf(program, company, sale.id).state).toBe('queued'), untilMs);
  expect(program.outbox.hold(sale.id)).toMatchObject({ ok: true });
  expect(program.outbox.abandon(sale.id)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(detailOf(program, company, sale.id).state).toBe('abandoned'), untilMs);
  return sale;
}

test('a note whose draft outlived its sale is NOT sealed: it would correct what never came to be', async () => {
  const { program, company } = await shop();
  const sale = await givenUp(program, company);
  const context = { ...program, isOnline: async () => true };
  expect(await issueInvoice(context, company, program.random.id(), noteOf(sale))).toEqual({
    ok: false,
    error: { kind: 'sealing', fault: { kind: 'predecessor' } },
  });
});

test('what replaces a document that was given up does NOT wait for it', async () => {
  const { program, company } = await shop();
  const sale = await givenUp(program, company);
  const again = await issued(program, company, goodForm('01', { originId: sale.id }));
  expect(again.state).toBe('queued');
});

test('what replaces a paper voucher of a contingency has situación 2, with or without internet', async () => {
  const { program, company } = await shop();
  const form = goodForm('01', {
    references: [
      reference({
        documentType: '08',
        number: 'TALONARIO-17',
        issuedOn: new Date(program.clock.now() - 24 * 3_600_000).toISOString().slice(0, 10),
        code: '05',
        reason: 'Sustituye el comprobante provisional',
      }),
    ],
  });
  const draftId = program.random.id();
  const done = await issueInvoice({ ...program, isOnline: async () => false }, company, draftId, form);
  expect(done).toMatchObject({ ok: true, value: { situation: '2' } });
  expect(detailOf(program, company, draftId).clave[41]).toBe('2');
});

const supplier = {
  name: 'Molinos del Sur S. A.',
  identification: { type: '02', number: '3101999888' },
} as const;
const clave = '50619112600310199988800100001010000000077112345678';
const answerTo = (change: Partial<ReceiverMessage> = {}): ReceiverMessage => ({
  clave,
  issuerNumber: supplier.identification.number,
  message: '1',
  tax: 1_300_000n,
  total: 11_300_000n,
  receiverNumber: practiceIssuer.identificationNumber,
  ...change,
});
const confirm = (
  program: Program,
  company: Company,
  kind: MessageKind = '05',
  change: Partial<ReceiverMessage> = {},
  validateBySchema?: ValidateBySchema,
) =>
  issueMessage(
    { ...program, ...(validateBySchema ? { validateBySchema } : {}) },
    company,
    answerTo(change),
    { ...emptyMessageForm(kind), receivedId: 'received-1' },
    { supplier, currency: 'CRC' },
  );

test('a supplier’s document is confirmed: sealed under its clave and our number, sent once, accepted', async () => {
  const { program, company } = await shop();
  const made = await confirm(program, company);
  expect(made).toMatchObject({ ok: true, value: { situation: '1' } });
  const id = made.ok ? made.value.documentId : '';
  const detail = await accepted(program, company, id);
  expect(detail).toMatchObject({
    kind: '05',
    customerName: supplier.name,
    form: { kind: '05', receivedId: 'received-1' },
    answer: { check: { signature: 'intact', mismatches: [] } },
  });
  expect(detail.clave).toBe(`${clave}-${detail.consecutivo}`);
  expect(detail.actions).not.toContain('copy-to-draft');

  const file = documentFile({ db: program.db, companyId: company.id }, id, 'xml');
  expect(file.ok && file.value.name).toBe(`${detail.clave}.xml`);
  const verified = await verifyComprobante(file.ok ? file.value.bytes : new Uint8Array());
  expect(verified).toMatchObject({
    ok: true,
    value: { rootName: 'MensajeReceptor', clave: claveOf(detail.clave) },
  });

  expect(await confirm(program, company, '07', { message: '3', detail: 'No se pidió' })).toEqual({
    ok: false,
    error: { kind: 'sealing', fault: { kind: 'answered-before', documentId: id } },
  });
  const { control } = await program.authorities();
  expect(control.counters().posts).toMatchObject([{ arrived: 1, accepted: true }]);
});

test('a message of another taxpayer is NOT signed with this one’s key, and takes no number', async () => {
  const { program, company } = await shop();
  expect(await confirm(program, company, '05', { receiverNumber: '3101654321' })).toEqual({
    ok: false,
    error: { kind: 'certificate', fault: 'other-holder' },
  });
  const series = { companyId: company.id, branch: '001', terminal: '00001', kind: '05' };
  expect(program.store.series.last(series)).toBe(0);
});

test('a message that the official schema does not accept is NOT sealed; one that it accepts says by which set', async () => {
  const { program, company } = await shop();
  const set = 'v4.4-2024';
  const faults = [{ field: 'DetalleMensaje', line: 1, message: 'too long' }];
  expect(await confirm(program, company, '05', {}, async () => ({ kind: 'invalid', set, faults }))).toEqual({
    ok: false,
    error: { kind: 'sealing', fault: { kind: 'build', error: { kind: 'schema', set, faults } } },
  });
  expect(program.db.prepare('select count(*) from document').pluck().get()).toBe(0);
  const made = await confirm(program, company, '05', {}, async () => ({ kind: 'valid', set }));
  expect(made.ok && detailOf(program, company, made.value.documentId).schemaSet).toBe(set);
});

test('a form that says another decision than its message is a mistake of the program', async () => {
  const { program, company } = await shop();
  await expect(confirm(program, company, '07')).rejects.toThrow(/kind 07/);
});
