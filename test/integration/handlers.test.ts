import { expect, test } from 'vitest';
import { listDrafts } from '../../main/db/drafts.ts';
import { handlersFor } from '../../main/ipc/handlers.ts';
import type { Handlers } from '../../main/ipc/serve.ts';
import type { Program } from '../../main/usecases/program.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { noCopies } from '../helpers/no-copies.ts';
import { practising, runProgram } from '../helpers/program.ts';

const notHere = (): never => {
  throw new Error('not part of this test');
};

const handlersOf = (program: Program): Handlers =>
  handlersFor({
    program: async () => program,
    start: notHere,
    setPreferences: notHere,
    restoreCopy: notHere,
    startEmpty: notHere,
    restoreFrom: notHere,
    copies: noCopies,
    pickCopy: notHere,
    pickFolder: notHere,
    pickCatalogue: notHere,
    readCatalogue: notHere,
    pickCertificate: notHere,
    pickReceived: notHere,
    saveFile: notHere,
    pickPicture: notHere,
    view: notHere,
    printer: { printers: notHere, pdf: notHere, print: notHere },
    probeEdinky: notHere,
  });

/** The form belongs to the practice company; meanwhile the clerk has changed to the other one. */
async function formLeftOpen() {
  const { program } = await runProgram(temporaryFolder());
  const mine = await practising(program);
  const other = saveCompany(program, { environment: 'test', settings: { version: 1, label: 'Otra' } });
  if (!other.ok) throw new Error(other.error);
  return { program, calls: handlersOf(program), mine, other: other.value };
}

test('the last save of a form goes to the company of the form, NOT to the one that is active by now', async () => {
  const { program, calls, mine, other } = await formLeftOpen();
  expect(program.active()?.id).toBe(other.id);
  const id = program.random.id();
  expect(await calls['drafts.save']({ companyId: mine.id, id, form: goodForm() })).toMatchObject({
    ok: true,
  });
  expect(listDrafts(program.db, mine.id, 10).map((draft) => draft.id)).toEqual([id]);
  expect(listDrafts(program.db, other.id, 10)).toEqual([]);
});

test('"Emitir" in a form of another company is NOT allowed: nothing is sealed by either, the draft stays', async () => {
  const { program, calls, mine, other } = await formLeftOpen();
  const draftId = program.random.id();
  await calls['drafts.save']({ companyId: mine.id, id: draftId, form: goodForm() });
  const issued = await calls['invoices.issue']({ companyId: mine.id, draftId, form: goodForm() });
  expect(issued).toEqual({ ok: false, error: { code: 'not-allowed-now' } });
  for (const { id } of [mine, other])
    expect(program.outbox.summary(id).counts).toMatchObject({ queued: 0, sending: 0, unknown: 0 });
  expect(listDrafts(program.db, mine.id, 10)).toHaveLength(1);
});

test('a secret goes to the company whose settings were open', async () => {
  const { program, calls, mine, other } = await formLeftOpen();
  await program.secrets.set(other.id, 'edinky-token', 'de-otra');
  await calls['credentials.saveEdinky']({ companyId: mine.id, token: 'de-esta' });
  expect(await program.secrets.get(other.id, 'edinky-token')).toEqual({ ok: true, value: 'de-otra' });
  expect(await program.secrets.get(mine.id, 'edinky-token')).toEqual({ ok: true, value: 'de-esta' });
});

test('a company that does not exist is none', async () => {
  const { program, calls } = await formLeftOpen();
  const saved = await calls['drafts.save']({
    companyId: 'nobody',
    id: program.random.id(),
    form: goodForm(),
  });
  expect(saved).toEqual({ ok: false, error: { code: 'no-company' } });
});
