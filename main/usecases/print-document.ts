import type { Company } from '../../domain/company/company.ts';
import type { Paper } from '../../domain/company/print-settings.ts';
import { isMessageKind } from '../../domain/received/message-form.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/words/language.ts';
import { readComprobante } from '../comprobante/read-comprobante.ts';
import { readReceiverMessage } from '../comprobante/read-receiver-message.ts';
import type { Db } from '../db/connection.ts';
import { documentDetail, type DocumentDetail, documentFiles } from '../db/document-list.ts';
import { messagePage } from '../print/message-page.ts';
import type { PrintChoices } from '../print/print-choices.ts';
import { documentPage, type PrintPage } from '../print/print-page.ts';
import { printable, type PrintFacts } from '../print/printable.ts';

/** As the system knows it. */
export type PrinterName = string;
export type PrintFault = 'cancelled' | 'printer-gone' | 'printer-failed';

/** What prints; Electron's in the program (main/printer.ts). */
export interface Printer {
  printers(): Promise<readonly { readonly name: PrinterName; readonly label: string }[]>;
  pdf(page: PrintPage): Promise<Uint8Array>;
  /** @param printer goes there without a question; undefined: the system's dialog asks */
  print(page: PrintPage, printer: PrinterName | undefined): Promise<Result<void, PrintFault>>;
}

export interface PrintContext {
  readonly db: Db;
  readonly company: Company;
  readonly choices: PrintChoices;
  readonly placeName: PrintFacts['placeName'];
}

/** `unreadable`: its bytes are gone or are not what was signed; nothing else may be printed in its name. */
export type PageFault = 'not-found' | 'unreadable';

export interface DocumentPrint {
  readonly page: PrintPage;
  /** DOMAIN.md 3.4: `{clave}`, for a message `{clave}-{consecutivo}` */
  readonly name: string;
}

function stateOf({ document, answer }: DocumentDetail): PrintFacts['state'] {
  if (answer) return { kind: answer.verdict, at: answer.storedAt };
  const received = document.state === 'received' || document.state === 'processing';
  return { kind: received ? 'received' : 'waiting' };
}

/** Spanish, and English for an export invoice, unless the clerk chose one for all. */
const languageOf = (chosen: 'auto' | Language, kind: string): Language =>
  chosen === 'auto' ? (kind === '09' ? 'en' : 'es') : chosen;

/**
 * The printed form of a sealed document, made from the bytes that were signed.
 * @param paper the company's own when absent
 */
export function documentPrint(
  { db, company, choices, placeName }: PrintContext,
  id: string,
  paper?: Paper,
): Result<DocumentPrint, PageFault> {
  const detail = documentDetail(db, company.id, id);
  const files = documentFiles(db, company.id, id);
  if (!detail || !files) return fail('not-found');
  if (!files.xml) return fail('unreadable');
  const settings = choices.settings(company.id);
  const logo = choices.logo(company.id);
  const facts: PrintFacts = {
    language: languageOf(settings.language, detail.facts.kind),
    environment: company.environment,
    state: stateOf(detail),
    legend: settings.legend,
    logo: logo !== undefined,
    placeName,
  };
  const chosen = paper ?? settings.paper;
  if (isMessageKind(detail.facts.kind)) {
    const read = readReceiverMessage(files.xml);
    if (!read.ok) return fail('unreadable');
    const printed = {
      ...read.value,
      supplierName: detail.facts.customerName,
      receiverName: company.settings.issuer?.name ?? company.settings.label,
      currency: detail.facts.currency,
    };
    return ok({ name: files.clave, page: messagePage(printed, facts, chosen, logo) });
  }
  const read = readComprobante(files.xml);
  if (!read.ok) return fail('unreadable');
  return ok({ name: files.clave, page: documentPage(printable(read.value, facts), chosen, logo) });
}

/** To the company's printer, or to the one the system's dialog asks for. */
export async function printDocument(
  context: PrintContext & { readonly printer: Printer },
  id: string,
): Promise<Result<void, PageFault | PrintFault>> {
  const made = documentPrint(context, id);
  if (!made.ok) return made;
  const { printer } = context.choices.settings(context.company.id);
  return context.printer.print(made.value.page, printer === '' ? undefined : printer);
}

/** The PDF as a file of its own. */
export async function documentPdf(
  context: PrintContext & { readonly printer: Printer },
  id: string,
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }, PageFault>> {
  const made = documentPrint(context, id);
  if (!made.ok) return made;
  return ok({ name: `${made.value.name}.pdf`, bytes: await context.printer.pdf(made.value.page) });
}
