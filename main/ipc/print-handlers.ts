import { basename } from 'node:path';
import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { PrintView } from '../../preload/contract/printing.ts';
import type { ExportedFile } from '../usecases/export-history.ts';
import {
  documentPdf,
  type PageFault,
  type PrintContext,
  printDocument,
  type Printer,
  type PrintFault,
} from '../usecases/print-document.ts';
import type { Program } from '../usecases/program.ts';
import { saveDocumentFiles } from '../usecases/save-document-files.ts';
import type { Handlers } from './serve.ts';

type Work<T> = (program: Program, company: Company) => Promise<Result<T, CallError>>;

/** How printing reaches a company, and what of Electron it needs. */
export interface PrintDesk {
  inCompany<T>(work: Work<T>): Promise<Result<T, CallError>>;
  inCompanyOf<T>(
    named: { readonly companyId?: string | undefined },
    work: Work<T>,
  ): Promise<Result<T, CallError>>;
  saveExported(file: ExportedFile): Promise<Result<{ name: string }, CallError>>;
  readonly printer: Printer;
  /** @returns a path, which stays in main; undefined when the clerk chose none */
  pickFolder(): Promise<string | undefined>;
  /** `too-large`: not even read */
  pickPicture(): Promise<Uint8Array | 'too-large' | undefined>;
  /** Puts the file where nobody keeps it and shows it in the system's viewer. @returns whether there is one */
  view(file: ExportedFile): Promise<boolean>;
}

type PrintCalls = Pick<
  Handlers,
  Extract<keyof Handlers, `print.${string}`> | 'documents.print' | 'documents.openPdf' | 'documents.saveAll'
>;

const failed = (code: CallError['code']): Result<never, CallError> => fail({ code });
const codeOf = (fault: PageFault | PrintFault): CallError['code'] =>
  fault === 'unreadable' ? 'document-unreadable' : fault;

const contextOf = (
  { db, printChoices, placeName }: Program,
  company: Company,
  printer: Printer,
): PrintContext & { readonly printer: Printer } => ({
  db,
  company,
  choices: printChoices,
  placeName,
  printer,
});

async function viewOf({ printChoices }: Program, { id }: Company, printer: Printer): Promise<PrintView> {
  const logo = printChoices.logo(id);
  const folder = printChoices.folder(id);
  return {
    settings: printChoices.settings(id),
    printers: [...(await printer.printers())],
    ...(logo ? { logo: `data:${logo.type};base64,${Buffer.from(logo.bytes).toString('base64')}` } : {}),
    ...(folder === undefined ? {} : { folder: basename(folder) }),
  };
}

/** "Guardar PDF", for documents.saveFile. */
export async function savePdf(
  desk: Pick<PrintDesk, 'printer' | 'saveExported'>,
  program: Program,
  company: Company,
  id: string,
): Promise<Result<{ name: string }, CallError>> {
  const pdf = await documentPdf(contextOf(program, company, desk.printer), id);
  return pdf.ok ? desk.saveExported(pdf.value) : failed(codeOf(pdf.error));
}

export function printHandlers(desk: PrintDesk): PrintCalls {
  const { printer } = desk;
  return {
    'documents.print': ({ id }) =>
      desk.inCompany(async (program, company) => {
        const printed = await printDocument(contextOf(program, company, printer), id);
        return printed.ok ? ok(null) : failed(codeOf(printed.error));
      }),
    'documents.openPdf': ({ id }) =>
      desk.inCompany(async (program, company) => {
        const pdf = await documentPdf(contextOf(program, company, printer), id);
        if (!pdf.ok) return failed(codeOf(pdf.error));
        return (await desk.view(pdf.value)) ? ok(null) : failed('viewer-missing');
      }),
    'documents.saveAll': ({ id }) =>
      desk.inCompany(async (program, company) => {
        const folder = program.printChoices.folder(company.id) ?? (await desk.pickFolder());
        if (folder === undefined) return failed('cancelled');
        program.printChoices.keepFolder(company.id, folder);
        const saved = await saveDocumentFiles(contextOf(program, company, printer), id, folder);
        if (!saved.ok) return failed(codeOf(saved.error));
        return ok({ folder: saved.value.folder, names: [...saved.value.names] });
      }),
    'print.view': () =>
      desk.inCompany(async (program, company) => ok(await viewOf(program, company, printer))),
    'print.save': (input) =>
      desk.inCompanyOf(input, async (program, company) => {
        program.printChoices.keepSettings(company.id, input.settings);
        return ok(await viewOf(program, company, printer));
      }),
    'print.chooseLogo': (input) =>
      desk.inCompanyOf(input, async (program, company) => {
        const picture = await desk.pickPicture();
        if (!picture) return failed('cancelled');
        if (picture === 'too-large') return failed('logo-too-large');
        const fault = program.printChoices.keepLogo(company.id, picture);
        return fault === undefined ? ok(await viewOf(program, company, printer)) : failed(fault);
      }),
    'print.removeLogo': (input) =>
      desk.inCompanyOf(input, async (program, company) => {
        program.printChoices.removeLogo(company.id);
        return ok(await viewOf(program, company, printer));
      }),
    'print.chooseFolder': (input) =>
      desk.inCompanyOf(input, async (program, company) => {
        const folder = await desk.pickFolder();
        if (folder === undefined) return failed('cancelled');
        program.printChoices.keepFolder(company.id, folder);
        return ok(await viewOf(program, company, printer));
      }),
  };
}
