import { checkOrigin } from '../../domain/billing/check-origin.ts';
import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { InvoiceFault } from '../../domain/billing/invoice-faults.ts';
import type { EarlierDocument, OriginalDocument } from '../../domain/billing/made-from.ts';
import { readComprobante } from '../comprobante/read-comprobante.ts';
import type { Db } from '../db/connection.ts';
import { documentDetail, type DocumentDetail, documentFiles } from '../db/document-list.ts';
import { madeFrom, standingByClave } from '../db/related-documents.ts';

export interface OriginContext {
  readonly db: Db;
  readonly companyId: string;
}

/** A sealed document with what was signed, read back. */
export interface ReadDocument extends OriginalDocument {
  readonly detail: DocumentDetail;
}

function formOf(text: string): InvoiceForm | undefined {
  try {
    return InvoiceForm.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // damaged: the signed document says everything that matters
  }
}

/** @returns undefined for none of the company, for a mensaje receptor, and for one whose signed bytes are gone or not what was signed */
export function readDocument({ db, companyId }: OriginContext, id: string): ReadDocument | undefined {
  const detail = documentDetail(db, companyId, id);
  const xml = documentFiles(db, companyId, id)?.xml;
  if (!detail || !xml) return undefined;
  const read = readComprobante(xml);
  if (!read.ok) return undefined;
  const form = formOf(detail.facts.form);
  const { identity, invoice } = read.value;
  return { id, identity, invoice, detail, ...(form === undefined ? {} : { form }) };
}

/** What was made from it before, newest first. */
export const earlierOf = (context: OriginContext, id: string): readonly ReadDocument[] =>
  madeFrom(context.db, context.companyId, id).flatMap((made) => readDocument(context, made) ?? []);

export const asEarlier = ({ invoice, form, detail }: ReadDocument): EarlierDocument => ({
  invoice,
  state: detail.document.state,
  ...(form === undefined ? {} : { form }),
});

export interface Earlier {
  readonly notes: readonly EarlierDocument[];
  readonly receipts: readonly EarlierDocument[];
}

/** Oldest first, as the domain counts instalments. */
export function split(made: readonly ReadDocument[]): Earlier {
  const counted = made.toReversed().map(asEarlier);
  return {
    notes: counted.filter(({ invoice }) => invoice.kind === '02' || invoice.kind === '03'),
    receipts: counted.filter(({ invoice }) => invoice.kind === '10'),
  };
}

/** Nota 9: what a note does to the document it refers to; the other codes only name it. */
const adjusting: ReadonlySet<string> = new Set(['01', '02', '06', '09', '10', '12', '13', '14']);

/**
 * The document of our own that a form answers for: the one it was made from, or, of a note or receipt typed by hand, the only one it
 * refers to. With several nobody can say how much it takes from each.
 * @returns '' when there is none
 */
export function originIdOf({ db, companyId }: OriginContext, form: InvoiceForm): string {
  if (form.originId !== '') return form.originId;
  const isNote = form.kind === '02' || form.kind === '03';
  if (!isNote && form.kind !== '10') return '';
  const found = form.references
    .filter(({ code }) => !isNote || adjusting.has(code.trim()))
    .flatMap(({ number }) => standingByClave(db, companyId, number.replaceAll(/\s/g, '')) ?? []);
  const [only = '', ...others] = new Set(found);
  return others.length === 0 ? only : '';
}

/**
 * What a note or a receipt must share with the document it was made from, and may not take from it twice; nothing for other forms.
 * A note whose document is not here (made at another computer) cannot be compared: Hacienda does.
 */
export function originFaults(context: OriginContext, form: InvoiceForm): readonly InvoiceFault[] {
  const originId = originIdOf(context, form);
  const original = originId === '' ? undefined : readDocument(context, originId);
  if (!original) return [];
  return checkOrigin(form, { original, ...split(earlierOf(context, originId)) });
}
