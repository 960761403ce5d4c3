import type { DocumentState } from '../outbox/states.ts';
import type { InvoiceForm, LineForm, PartyForm } from './invoice-form.ts';
import type { Amount, DocumentIdentity, Identification, Invoice, InvoiceLine } from './invoice.ts';
import { isUntouched } from './parsed-line.ts';

/**
 * The document that a note or a receipt is made from: one of ours as it was sealed, or one read back from its XML (`Comprobante`
 * has the same two fields).
 */
export interface OriginalDocument {
  /** in our own store; '' when it is not there */
  readonly id: string;
  readonly identity: Pick<DocumentIdentity, 'clave' | 'consecutivo' | 'issuedAt'>;
  readonly invoice: Invoice;
  /** as typed, when it is ours: its lines give their ids to the lines of what is made from it */
  readonly form?: InvoiceForm;
}

/** A note or a receipt made earlier from the same document. */
export interface EarlierDocument {
  readonly invoice: Invoice;
  readonly form?: InvoiceForm;
  readonly state: DocumentState;
}

/** What never came to be takes nothing away: rejected by Hacienda, or given up before it arrived. */
export const stillCounts = ({ state }: Pick<EarlierDocument, 'state'>): boolean =>
  state !== 'rejected' && state !== 'abandoned';

/** A line of a document with the id its form gave it, or `line-3` when there is no form. */
export interface NamedLine {
  readonly id: string;
  readonly line: InvoiceLine;
}

/** Lines of the form that were written, in order: as many as the document has. */
export const usedLines = (form: Pick<InvoiceForm, 'lines'>): readonly LineForm[] =>
  form.lines.filter((line) => !isUntouched(line));

export function namedLines({
  invoice,
  form,
}: Pick<OriginalDocument, 'invoice' | 'form'>): readonly NamedLine[] {
  const typed = form === undefined ? [] : usedLines(form);
  const same = typed.length === invoice.lines.length;
  return invoice.lines.map((line, index) => ({
    id: (same ? typed[index]?.id : undefined) ?? `line-${line.number}`,
    line,
  }));
}

/** What tells a line from the others. */
export interface LineMark {
  readonly id: string;
  readonly cabys?: string;
  readonly detail: string;
}

export const markOf = ({ id, line }: NamedLine): LineMark => ({
  id,
  detail: line.detail,
  ...(line.cabys !== undefined && { cabys: line.cabys }),
});

const sameDetail = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * The line of the original that a line of its note is about: the one with its id (unless the CAByS differs: then the id is a
 * coincidence), else the one with the same CAByS and detail, else the only one with the same CAByS.
 * @returns undefined when there is none
 */
export function matchingLine<Line extends LineMark>(
  lines: readonly Line[],
  wanted: LineMark,
): Line | undefined {
  const sameCabys = (line: Line): boolean =>
    line.cabys === undefined || wanted.cabys === undefined || line.cabys === wanted.cabys;
  const byId = lines.find((line) => line.id === wanted.id && sameCabys(line));
  if (byId !== undefined) return byId;
  const candidates = lines.filter(sameCabys);
  const byDetail = candidates.find((line) => sameDetail(line.detail, wanted.detail));
  if (byDetail !== undefined) return byDetail;
  return wanted.cabys !== undefined && candidates.length === 1 ? candidates[0] : undefined;
}

/** An identification as typed, comparable with a written one. */
export function typedIdentification(
  form: Pick<PartyForm, 'identificationType' | 'identificationNumber'>,
): Identification | undefined {
  const type = form.identificationType.trim();
  const bare = form.identificationNumber.replaceAll(/[\s.\-()/]/g, '');
  if (type === '' || bare === '') return undefined;
  return { type, number: type === '02' ? bare.toUpperCase() : bare };
}

export const sameIdentification = (a: Identification | undefined, b: Identification | undefined): boolean =>
  a?.type === b?.type && a?.number === b?.number;

/** Never below zero. */
export const atLeastZero = (amount: bigint): Amount => (amount < 0n ? 0n : amount);
