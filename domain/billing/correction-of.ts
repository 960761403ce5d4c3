import type { InvoiceForm, ReferenceForm } from './invoice-form.ts';
import type { DocumentIdentity } from './invoice.ts';
import { acceptsRevision2026 } from './reference-codes.ts';
import { isBlankReference, maxReferences } from './read-references.ts';

/** Nota 10: a document that Hacienda rejected. */
const rejectedDocument = '10';

/**
 * A rejected document as a new form: what was typed, with a reference to the rejected one (type 10; code 16 under the revision of
 * 2026, 07 before it). Its number is spent, the new one gets its own (DOMAIN.md section 7).
 *
 * - A reference to an earlier rejected one, left from a correction of this same sale, gives way to the new one.
 * - `originId` stays as it is: a note still corrects its document and a receipt still pays its invoice (the rejected one no longer
 *   counts against them). The rejected document itself never becomes the origin: an origin is waited for until it is accepted, and
 *   this one never will be.
 * @param form the rejected document was made of; a document without one has `formOfInvoice`
 */
export function correctionOf(
  form: InvoiceForm,
  rejected: Pick<DocumentIdentity, 'clave' | 'consecutivo' | 'issuedAt'>,
  revision: boolean = acceptsRevision2026,
): InvoiceForm {
  const kept = form.references.filter(
    (reference) => !isBlankReference(reference) && reference.documentType.trim() !== rejectedDocument,
  );
  const taken = new Set(kept.map(({ id }) => id));
  const free = Array.from({ length: kept.length + 1 }, (_, index) => `rejected-${index + 1}`);
  const reference: ReferenceForm = {
    id: free.find((id) => !taken.has(id)) ?? 'rejected',
    documentType: rejectedDocument,
    otherText: '',
    number: rejected.clave,
    issuedOn: rejected.issuedAt,
    code: revision ? '16' : '07',
    codeOther: '',
    reason: `Sustituye el comprobante rechazado ${rejected.consecutivo}`,
  };
  // what the sale itself refers to comes first, and there is room for ten
  return { ...form, references: [...kept.slice(0, maxReferences - 1), reference] };
}

/** Nota 9: what is replaced was replaced by the document itself, not by its copy. */
const replacing: ReadonlySet<string> = new Set(['05', '07', '15', '16']);

/**
 * A document that was accepted as the form of another sale: what was typed, without the references that say which voucher or rejected
 * document the first one replaced. Left in, the copy would say that it replaces them again, and of a contingency (3.3) be situación 2.
 */
export const repeatOf = (form: InvoiceForm): InvoiceForm => ({
  ...form,
  references: form.references.filter(
    ({ documentType, code }) => documentType.trim() !== rejectedDocument && !replacing.has(code.trim()),
  ),
});
