import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Company, IssuerForm } from '../../domain/company/company.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { placesIn, startEmptyStore } from '../../main/usecases/open-store.ts';
import type { Program } from '../../main/usecases/program.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import { showCompany } from '../../main/usecases/show-company.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { claveOf } from '../helpers/outbox-documents.ts';
import { practising, runProgram } from '../helpers/program.ts';

const issuer = IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));

/** An installation in use, whose database is lost: a practice company that issued, and one of its own. */
async function lost(
  alsoSealed: boolean,
  issuedBoth = false,
): Promise<{ program: Program; company: Company }> {
  const folder = temporaryFolder();
  const { program: first } = await runProgram(folder);
  const practice = await practising(first);
  const made = saveCompany(first, { environment: 'test', settings: { version: 1, label: 'Una', issuer } });
  if (!made.ok) throw new Error(made.error);
  const issued = await issueInvoice(
    { ...first, isOnline: async () => false },
    practice,
    first.random.id(),
    goodForm(),
  );
  if (!issued.ok) throw new Error(issued.error.kind);
  await first.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `talonario.sqlite${end}`), { force: true });
  if (issuedBoth) {
    const month = join(folder, 'sealed', made.value.id, '2026-11');
    mkdirSync(month, { recursive: true });
    writeFileSync(join(month, `${claveOf(1)}.xml`), '');
  }
  if (alsoSealed) rmSync(join(folder, 'sealed'), { recursive: true });
  const begun = startEmptyStore(placesIn(folder), 1_000);
  if (!begun.ok) throw new Error(begun.error.kind);
  begun.value.db.close();
  const { program } = await runProgram(folder, 0.01, true);
  const company = program.company(made.value.id);
  if (!company) throw new Error('the company is not back');
  return { program, company };
}

test('with journal and sealed files gone too, nothing is issued before the clerk has said the last numbers', async () => {
  const { program, company } = await lost(true);
  expect((await showCompany(program, company)).sealingHold).toBe('numbers-unknown');
  const draftId = program.random.id();
  const context = { ...program, isOnline: async () => false };
  expect(await issueInvoice(context, company, draftId, goodForm())).toEqual({
    ok: false,
    error: { kind: 'held', hold: 'numbers-unknown' },
  });
  const told = program.terminals.confirmNumbers(company, [
    { kind: '01', lastNumber: 4711 },
    { kind: '04', lastNumber: 0 },
  ]);
  expect(told.ok).toBe(true);
  expect((await showCompany(program, company)).sealingHold).toBeUndefined();
  const series = { companyId: company.id, branch: issuer.branch, terminal: issuer.terminal, kind: '01' };
  expect(program.store.series.last(series)).toBe(4711);
  // no longer for the numbers: it has no key
  expect(await issueInvoice(context, company, draftId, goodForm())).toEqual({
    ok: false,
    error: { kind: 'certificate-missing' },
  });
});

test('where something of a company is left there, its numbers are known, and nobody is asked', async () => {
  const { program, company } = await lost(false, true);
  expect((await showCompany(program, company)).sealingHold).toBeUndefined();
});

test('they do NOT know those of a company that has issued nothing here: it may have continued the series of another program', async () => {
  const { program, company } = await lost(false);
  expect((await showCompany(program, company)).sealingHold).toBe('numbers-unknown');
});
