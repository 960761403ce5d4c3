import { checkNote } from './check-note.ts';
import type { InvoiceForm } from './invoice-form.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { EarlierDocument, OriginalDocument } from './made-from.ts';
import { checkReceipt } from './receipt-of.ts';

/** The document with the id `originId` of a form, and everything else made from it. */
export interface Origin {
  readonly original: OriginalDocument;
  /** without the form's own document */
  readonly notes: readonly EarlierDocument[];
  readonly receipts: readonly EarlierDocument[];
}

/**
 * What a form must share with the document it was made from, by its kind: a note with the one it corrects, a receipt with the
 * invoice it pays. Other kinds have nothing to answer for. Paths into `form`, to be added to those of `readInvoice`.
 */
export function checkOrigin(form: InvoiceForm, origin: Origin): readonly InvoiceFault[] {
  switch (form.kind) {
    case '02':
    case '03':
      return checkNote(form, origin.original, origin.notes);
    case '10':
      return checkReceipt(form, origin.original, origin.receipts, origin.notes);
    default:
      return [];
  }
}
