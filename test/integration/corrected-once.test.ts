import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { fail } from '../../domain/result.ts';
import { makeCopy } from '../../main/backup/copies.ts';
import { actOnDocument } from '../../main/usecases/act-on-document.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
import { placesIn, restoreStore } from '../../main/usecases/open-store.ts';
import type { Program } from '../../main/usecases/program.ts';
import { copyChecks } from '../../main/usecases/prove-copy.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

const until = { timeout: 30_000, interval: 20 };

test('a refused sale whose correction was issued after the copy that was brought back is NOT offered for correction again', async () => {
  const folder = temporaryFolder();
  const { program } = await runProgram(folder);
  const company = await practising(program);
  (await program.authorities()).control.rejectNext('no cumple');
  const first = await issue(program, company, program.random.id());
  await vi.waitFor(() => expect(program.store.documents.find(first)?.state).toBe('rejected'), until);
  const copy = await makeCopy(program.db, placesIn(folder).copies, program.clock.now(), copyChecks());
  expect(copy.ok).toBe(true);
  const corrected = await actOnDocument({ ...program, companyId: company.id }, first, 'copy-to-draft');
  if (!corrected.ok || corrected.value.draftId === undefined) throw new Error('not copied');
  const second = await issue(program, company, corrected.value.draftId);
  await vi.waitFor(() => expect(program.store.documents.find(second)?.state).toBe('accepted'), until);
  await program.stop();

  const brought = await restoreStore(placesIn(folder), Date.now());
  if (!brought.ok) throw new Error('not brought back');
  expect(brought.value.db.name).toBe(join(folder, 'talonario.sqlite'));
  brought.value.db.close();
  const { program: restored } = await runProgram(folder, 0.01, true);
  expect(await actOnDocument({ ...restored, companyId: company.id }, first, 'copy-to-draft')).toEqual(
    fail('not-allowed-now'),
  );
  expect(
    showDocument({ db: restored.db, companyId: company.id }, first, restored.store, restored.bootId),
  ).toMatchObject({ value: { actions: [], copiedTo: { kind: 'document', documentId: second } } });
});

async function issue(program: Program, company: Company, draftId: string): Promise<string> {
  const issued = await issueInvoice({ ...program, isOnline: async () => true }, company, draftId, goodForm());
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value.documentId;
}
