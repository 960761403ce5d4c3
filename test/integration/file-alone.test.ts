import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { choicesOf } from '../../domain/outbox/document-step.ts';
import type { OutboxDocument } from '../../domain/outbox/document.ts';
import { markRestored } from '../../main/db/restored-mark.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import type { Program } from '../../main/usecases/program.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

/**
 * A power cut after the second copy was written and before its line: the sale is still a draft, and its signed file stays behind.
 * A restore, which looks through the files, must not make a second document of that sale.
 */

const until = { timeout: 30_000, interval: 20 };
const draftId = 'the-sale';

/** @returns the installation as the power cut left it, and the clave of the file */
async function cutBeforeTheLine(): Promise<{ readonly folder: string; readonly clave: string }> {
  const [elsewhere, folder] = [temporaryFolder(), join(temporaryFolder(), 'installation')];
  const { program: before } = await runProgram(elsewhere);
  const company = await practising(before);
  await before.stop();
  cpSync(elsewhere, folder, { recursive: true });
  const { program } = await runProgram(elsewhere);
  const { clave } = await issue(program, company);
  await program.stop();
  const name = readdirSync(join(elsewhere, 'sealed'), { recursive: true, encoding: 'utf8' }).find((one) =>
    one.endsWith(`${clave}.xml`),
  );
  if (name === undefined) throw new Error('no second copy');
  mkdirSync(dirname(join(folder, 'sealed', name)), { recursive: true });
  copyFileSync(join(elsewhere, 'sealed', name), join(folder, 'sealed', name));
  return { folder, clave };
}

async function issue(program: Program, company: Company): Promise<{ clave: string; consecutivo: string }> {
  const issued = await issueInvoice({ ...program, isOnline: async () => true }, company, draftId, goodForm());
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value;
}

const claves = ({ db }: Program): readonly string[] =>
  db.prepare<[], string>('select clave from document order by seq').pluck().all();
const documentOf = ({ store }: Program, clave: string): OutboxDocument | undefined =>
  store.documents.findByClave(clave);
const posted = async (program: Program): Promise<readonly string[]> =>
  (await program.authorities()).control.counters().posts.map(({ clave }) => clave);

test('the file of a sale that was issued again afterwards is NOT taken for a document, whatever is restored', async () => {
  const { folder, clave } = await cutBeforeTheLine();
  const { program } = await runProgram(folder);
  const company = await practising(program);
  const again = await issue(program, company);
  expect(again.consecutivo).toBe(clave.slice(21, 41));
  await vi.waitFor(() => expect(documentOf(program, again.clave)?.state).toBe('accepted'), until);
  markRestored(program.db);
  await program.stop();

  const { program: restored } = await runProgram(folder, 0.01, true);
  expect(claves(restored)).toEqual([again.clave]);
});

test('a file whose number nobody bears is asked about, NEVER sent by itself, and given up by a person', async () => {
  const { folder, clave } = await cutBeforeTheLine();
  const { program } = await runProgram(folder, 0.01, true);
  await practising(program);
  await vi.waitFor(() => expect(documentOf(program, clave)?.state).toBe('needs_person'), until);
  const document = documentOf(program, clave);
  if (!document) throw new Error('not there');
  expect(document.reason).toBe('file-alone');
  expect(choicesOf(document)).toEqual(['settle-now', 'send-again', 'abandon']);
  expect(program.outbox.abandon(document.id)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(documentOf(program, clave)?.state).toBe('abandoned'), until);
  expect(await posted(program)).toEqual([]);
});

test('sent by a person it goes out under its own clave, once', async () => {
  const { folder, clave } = await cutBeforeTheLine();
  const { program } = await runProgram(folder, 0.01, true);
  await practising(program);
  await vi.waitFor(() => expect(documentOf(program, clave)?.state).toBe('needs_person'), until);
  expect(program.outbox.sendAgain(documentOf(program, clave)?.id ?? '')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(documentOf(program, clave)?.state).toBe('accepted'), until);
  expect(await posted(program)).toEqual([clave]);
});
