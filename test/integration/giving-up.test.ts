import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { fail, ok } from '../../domain/result.ts';
import { actOnDocument } from '../../main/usecases/act-on-document.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { readDraft } from '../../main/usecases/keep-draft.ts';
import { showDocument } from '../../main/usecases/look-at-documents.ts';
import type { Program } from '../../main/usecases/program.ts';
import type { DocumentAction, DocumentDetail } from '../../preload/contract/documents.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

/** I1: one sale, one clave; a new one only after `rejected` or `abandoned`, by a person. */

const until = { timeout: 30_000, interval: 20 };

test('a sale refused on its content is given up, corrected and issued again: its first clave is never sent twice, its number stays spent', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await control.processingMs(0);
  control.provoke({ endpoint: 'post', outcome: '400' });
  const first = await issue(program, company, program.random.id());
  const see = (id: string): DocumentDetail => shown(program, company, id);
  await vi.waitFor(() => expect(see(first).state).toBe('needs_fix'), until);
  expect(see(first).actions).toEqual(['retry', 'abandon']);
  expect(await act(program, company, first, 'copy-to-draft')).toEqual(fail('not-allowed-now'));

  expect(await act(program, company, first, 'abandon')).toEqual(ok({}));
  expect(see(first)).toMatchObject({ state: 'unknown', reason: 'abandoning' });
  // not yet: Hacienda has not said that it is not there
  expect(await act(program, company, first, 'copy-to-draft')).toEqual(fail('not-allowed-now'));
  await vi.waitFor(() => expect(see(first).state).toBe('abandoned'), until);

  const copied = await act(program, company, first, 'copy-to-draft');
  if (!copied.ok || copied.value.draftId === undefined) throw new Error('not copied');
  const draft = readDraft({ ...program, companyId: company.id }, copied.value.draftId);
  expect(draft).toMatchObject({ ok: true });
  const second = await issue(program, company, copied.value.draftId);
  await vi.waitFor(() => expect(see(second).state).toBe('accepted'), until);
  expect(BigInt(see(second).consecutivo) - BigInt(see(first).consecutivo)).toBe(1n);
  const { posts } = control.counters();
  expect(posts.map(({ clave, arrived, accepted }) => [clave, arrived, accepted])).toEqual([
    [see(first).clave, 1, false],
    [see(second).clave, 1, true],
  ]);
});

async function issue(program: Program, company: Company, draftId: string): Promise<string> {
  const isOnline = ({ id }: Company): Promise<boolean> => program.network.look(id);
  const issued = await issueInvoice({ ...program, isOnline }, company, draftId, goodForm());
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value.documentId;
}
function shown(program: Program, { id: companyId }: Company, id: string): DocumentDetail {
  const detail = showDocument({ db: program.db, companyId }, id, program.store, program.bootId);
  if (!detail.ok) throw new Error(detail.error);
  return detail.value;
}
const act = (program: Program, { id: companyId }: Company, id: string, action: DocumentAction) =>
  actOnDocument({ ...program, companyId }, id, action);
