import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { ok } from '../../domain/result.ts';
import { actOnDocument } from '../../main/usecases/act-on-document.ts';
import { actOnQueue } from '../../main/usecases/act-on-queue.ts';
import { documentHistory, slotHistory } from '../../main/usecases/export-history.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { readDraft } from '../../main/usecases/keep-draft.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
import type { Program } from '../../main/usecases/program.ts';
import { actOnSlot, openSlot, showSlot } from '../../main/usecases/record-payments.ts';
import { queueView, statusView, watchOf } from '../../main/usecases/watch-queue.ts';
import type { DocumentAction, DocumentDetail } from '../../preload/contract/documents.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

const until = { timeout: 15_000, interval: 20 };

async function begin() {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  return { program, company, control };
}
async function issue(program: Program, company: Company, draftId = program.random.id()): Promise<string> {
  const form = goodForm('01', { lines: [goodLine('a1', { quantity: '1', unitPrice: '1000' })] });
  const isOnline = ({ id }: Company): Promise<boolean> => program.network.look(id);
  const issued = await issueInvoice({ ...program, isOnline }, company, draftId, form);
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value.documentId;
}
const shown = (program: Program, { id: companyId }: Company, id: string): DocumentDetail => {
  const detail = showDocument({ db: program.db, companyId }, id, program.store, program.bootId);
  if (!detail.ok) throw new Error(detail.error);
  return detail.value;
};
const act = (program: Program, { id: companyId }: Company, id: string, action: DocumentAction) =>
  actOnDocument({ ...program, companyId }, id, action);

test('what a clerk does is kept with who and when, beside the change of state it made; what is not allowed leaves no trace, and no trace can be changed', async () => {
  const { program, company, control } = await begin();
  await control.cutLine(true);
  const id = await issue(program, company);
  expect(await act(program, company, id, 'hold')).toEqual(ok({}));
  expect(await act(program, company, id, 'hold')).toMatchObject({ ok: false, error: 'not-allowed-now' });
  expect(await act(program, company, id, 'release')).toEqual(ok({}));
  const { acts, moves } = shown(program, company, id);
  expect(acts.map(({ kind, who }) => [kind, who])).toEqual([
    ['hold', 'dependienta'],
    ['release', 'dependienta'],
  ]);
  const held = moves.find(({ to }) => to === 'held');
  expect(held).toMatchObject({ from: 'queued', reason: 'by-clerk', at: acts[0]?.at });
  expect(moves.find(({ from }) => from === 'held')).toMatchObject({ to: 'queued', at: acts[1]?.at });
  for (const sql of [
    'delete from clerk_action',
    "update clerk_action set who = 'otra'",
    'delete from document_move',
    "update document_move set to_state = 'accepted'",
  ])
    expect(() => program.db.exec(sql)).toThrow(/never deleted|does not change/);
});

test('"Probar de nuevo" is told in the history of what waited for it, and not in that of a document issued after it', async () => {
  const { program, company, control } = await begin();
  control.provoke({ endpoint: 'post', outcome: '403', times: 1 });
  const id = await issue(program, company);
  await vi.waitFor(async () => {
    const { lanes } = queueView(await watchOf(program, company));
    expect(lanes[0]?.state).toBe('blocked_access');
  }, until);
  program.outbox.unblock({ companyId: company.id, service: 'hacienda' });
  await vi.waitFor(() => expect(shown(program, company, id).state).toBe('accepted'), until);
  expect(shown(program, company, id).acts).toMatchObject([
    { kind: 'unblock', who: 'dependienta', subject: 'lane' },
  ]);
  const later = await issue(program, company);
  expect(shown(program, company, later).acts).toEqual([]);

  // of what was accepted any number of sales like it are made
  const drafts = [
    await act(program, company, id, 'copy-to-draft'),
    await act(program, company, id, 'copy-to-draft'),
  ];
  const ids = drafts.map((draft) => (draft.ok ? draft.value.draftId : undefined));
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain(undefined);
});

test('a rejection asks for attention until somebody has read it, and is corrected once', async () => {
  const { program, company, control } = await begin();
  control.rejectNext('El comprobante tiene errores.');
  const id = await issue(program, company);
  const attention = async () => statusView(await watchOf(program, company)).attention;
  await vi.waitFor(async () => expect(await attention()).toBe(1), until);
  expect(queueView(await watchOf(program, company)).items).toMatchObject([
    { id, state: 'rejected', waitsFor: 'the-clerk', actions: ['copy-to-draft', 'seen'] },
  ]);
  expect(await act(program, company, id, 'seen')).toEqual(ok({}));
  expect(await attention()).toBe(0);
  expect(queueView(await watchOf(program, company)).items).toEqual([]);
  expect(await act(program, company, id, 'seen')).toMatchObject({ error: 'not-allowed-now' });

  // corrected once: the same draft, then the document it became, and no second
  const first = await act(program, company, id, 'copy-to-draft');
  if (!first.ok || first.value.draftId === undefined) throw new Error('no draft');
  const { draftId } = first.value;
  expect(readDraft({ ...program, companyId: company.id }, draftId).ok).toBe(true);
  expect(await act(program, company, id, 'copy-to-draft')).toEqual(ok({ draftId }));
  expect(shown(program, company, id).copiedTo).toEqual({ kind: 'draft', draftId });

  const second = await issue(program, company, draftId);
  const { copiedTo, actions, acts } = shown(program, company, id);
  expect(copiedTo).toEqual({
    kind: 'document',
    documentId: second,
    consecutivo: shown(program, company, second).consecutivo,
  });
  expect(actions).not.toContain('copy-to-draft');
  expect(acts.map(({ kind }) => kind)).toEqual(['seen', 'copy-to-draft', 'copied-into']);
  expect(await act(program, company, id, 'copy-to-draft')).toMatchObject({ error: 'not-allowed-now' });
});

test('all at once: hold and release every one that allows it, and say how many', async () => {
  const { program, company, control } = await begin();
  await control.cutLine(true);
  const ids = [await issue(program, company), await issue(program, company), await issue(program, company)];
  const all = { ...program, companyId: company.id };
  await act(program, company, ids[0] ?? '', 'hold');
  expect(actOnQueue(all, 'hold')).toEqual({ done: 2, notDone: 0 });
  expect(ids.map((id) => shown(program, company, id).state)).toEqual(['held', 'held', 'held']);
  expect(actOnQueue(all, 'hold')).toEqual({ done: 0, notDone: 0 });
  expect(actOnQueue(all, 'release')).toEqual({ done: 3, notDone: 0 });
  expect(ids.map((id) => shown(program, company, id).state)).not.toContain('held');
  // never sent: there is nothing to ask about
  expect(actOnQueue(all, 'settle-now')).toEqual({ done: 0, notDone: 0 });
});

test('the history of a document is one page with every attempt, who acted, and the very bytes that were sent', async () => {
  const { program, company, control } = await begin();
  control.provoke({ endpoint: 'post', outcome: '499', times: 1 });
  const id = await issue(program, company);
  await vi.waitFor(
    () => expect(shown(program, company, id).attempts.some(({ status }) => status === 499)).toBe(true),
    until,
  );
  await act(program, company, id, 'settle-now');
  await vi.waitFor(() => expect(shown(program, company, id).state).toBe('accepted'), until);
  const file = documentHistory({ ...program, company }, id);
  if (!file.ok) throw new Error(file.error);
  const detail = shown(program, company, id);
  expect(file.value.name).toBe(`${detail.clave}_historia.html`);
  const written = new TextDecoder().decode(file.value.bytes);
  expect(written).toContain('PRÁCTICA');
  expect(written).toContain('dependienta');
  expect(written).toContain('1, normal');
  expect(written).toContain('Pidió preguntar ahora a Hacienda.');
  expect(written).toContain('>499<');
  expect(written).toContain('El servicio falló por dentro: no se sabe si lo recibió.');
  for (const attempt of detail.attempts) expect(written).toContain(new Date(attempt.startedAt).toISOString());
  // every POST sent the bytes that were sealed
  const sent = detail.attempts.flatMap(({ bytesSha256 }) => bytesSha256 ?? []);
  expect(sent).toEqual(Array.from({ length: 2 }, () => detail.xmlSha256));
  const files = [...written.matchAll(/download="([^"]+)" href="data:application\/xml;base64,([^"]+)"/g)].map(
    ([, name, base64]) => [
      name,
      createHash('sha256')
        .update(Buffer.from(base64 ?? '', 'base64'))
        .digest('hex'),
    ],
  );
  expect(files.map(([name]) => name)).toEqual([`${detail.clave}_respuesta.xml`, `${detail.clave}.xml`]);
  expect(files[1]?.[1]).toBe(detail.xmlSha256);
  expect(written).toContain(files[0]?.[1]);
  expect(/<script|src=/.test(written)).toBe(false);
  // another company's documents do not exist for this one
  expect(documentHistory({ ...program, company: { ...company, id: 'other' } }, id).ok).toBe(false);
});

test('what a clerk does with a payment list is kept, and is in its history', async () => {
  const { program, company } = await begin();
  const context = { ...program, companyId: company.id };
  const slot = openSlot(context, '948924864', undefined);
  if (!slot.ok) throw new Error(slot.error.code);
  expect(actOnSlot(context, slot.value.id, 'read-again').ok).toBe(true);
  expect(actOnSlot(context, slot.value.id, 'seen')).toMatchObject({ error: { code: 'not-allowed-now' } });
  expect(program.store.actions.of(company.id, 'payment_slot', slot.value.id)).toMatchObject([
    { kind: 'read-again', who: 'dependienta' },
  ]);
  await vi.waitFor(() => {
    const read = showSlot(context, slot.value.id);
    expect(read.ok && read.value.readAt).toBeTruthy();
  }, until);
  const read = showSlot(context, slot.value.id);
  if (!read.ok) throw new Error(read.error.code);
  const file = slotHistory({ ...program, company }, read.value);
  const written = new TextDecoder().decode(file.bytes);
  expect(file.name).toBe('pagos_948924864_historia.html');
  expect(written).toContain('Pidió leer otra vez lo que tiene e-Dinky.');
  expect(written).toContain('Lectura de e-Dinky');
});
