import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { usualPrintSettings } from '../../domain/company/print-settings.ts';
import { ok } from '../../domain/result.ts';
import { documentFiles } from '../../main/db/document-list.ts';
import type { PrintPage } from '../../main/print/print-page.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { documentPrint, type Printer, printDocument } from '../../main/usecases/print-document.ts';
import type { Program } from '../../main/usecases/program.ts';
import { saveDocumentFiles } from '../../main/usecases/save-document-files.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

/** From the sealed document to the files of its folder. Only the paper is missing: Chromium's part is in test/e2e/print.spec.ts. */

const pdfBytes = new TextEncoder().encode('%PDF-1.7');

function paperless(): Printer & { readonly printed: { page: PrintPage; printer: string | undefined }[] } {
  const printed: { page: PrintPage; printer: string | undefined }[] = [];
  return {
    printed,
    printers: async () => [],
    pdf: async () => pdfBytes,
    print: async (page, printer) => {
      printed.push({ page, printer });
      return ok(undefined);
    },
  };
}

async function sealed(program: Program, company: Company): Promise<string> {
  const issued = await issueInvoice(
    { ...program, isOnline: async () => true },
    company,
    program.random.id(),
    goodForm('01'),
  );
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value.documentId;
}

const contextOf = (program: Program, company: Company) => ({
  db: program.db,
  company,
  choices: program.printChoices,
  placeName: program.placeName,
});

const htmlOf = (page: PrintPage): string =>
  new TextDecoder().decode(page.files.get('document.html')?.bytes).replaceAll(/\s+/g, ' ');

test('XML, PDF and answer stand together under their official names; before the answer there are two', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await control.processingMs(5_000);
  const id = await sealed(program, company);
  const folder = join(temporaryFolder(), 'facturas');
  mkdirSync(folder);
  const printer = paperless();
  const context = { ...contextOf(program, company), printer };
  const { clave } = program.store.documents.facts(id);
  expect(await saveDocumentFiles(context, id, folder)).toEqual(
    ok({ folder: 'facturas', names: [`${clave}.xml`, `${clave}.pdf`] }),
  );

  await vi.waitFor(() => expect(program.store.documents.find(id)?.state).toBe('accepted'), {
    timeout: 30_000,
    interval: 20,
  });
  expect(await saveDocumentFiles(context, id, folder)).toEqual(
    ok({ folder: 'facturas', names: [`${clave}.xml`, `${clave}.pdf`, `${clave}_respuesta.xml`] }),
  );
  expect(readdirSync(folder)).toHaveLength(3);
  const files = documentFiles(program.db, company.id, id);
  expect(readFileSync(join(folder, `${clave}.xml`))).toEqual(Buffer.from(files?.xml ?? []));
  expect(readFileSync(join(folder, `${clave}_respuesta.xml`))).toEqual(Buffer.from(files?.answerXml ?? []));
});

test('the print says what was signed and where it stands, with the company’s choices', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const id = await sealed(program, company);
  await vi.waitFor(() => expect(program.store.documents.find(id)?.state).toBe('accepted'), {
    timeout: 30_000,
    interval: 20,
  });
  program.printChoices.keepSettings(company.id, {
    ...usualPrintSettings,
    printer: 'Caja',
    legend: 'Régimen de prueba',
    language: 'en',
  });
  const printer = paperless();
  expect(await printDocument({ ...contextOf(program, company), printer }, id)).toEqual(ok(undefined));
  const [print] = printer.printed;
  if (!print) throw new Error('nothing printed');
  expect(print.printer).toBe('Caja');
  const html = htmlOf(print.page);
  expect(html).toContain('Accepted by the tax authority on');
  expect(html).toContain('Régimen de prueba');
  expect(html).toContain('PRACTICE: No fiscal validity');
  expect(html).toContain('Martillo de uña');
});

test('nothing is printed in the name of a document whose bytes are not what was signed', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const id = await sealed(program, company);
  program.db.exec('drop trigger body_frozen');
  program.db.prepare('update document_body set xml = ? where document_id = ?').run(Buffer.from('<a/>'), id);
  expect(documentPrint(contextOf(program, company), id)).toEqual({ ok: false, error: 'unreadable' });
  const folder = temporaryFolder();
  const printer = paperless();
  expect(await saveDocumentFiles({ ...contextOf(program, company), printer }, id, folder)).toEqual({
    ok: false,
    error: 'unreadable',
  });
  expect(readdirSync(folder)).toEqual([]);
});
