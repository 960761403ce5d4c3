import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { EarlierDocument, OriginalDocument } from '../../domain/billing/made-from.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import { goodIssuer } from './invoices.ts';
import { someClave } from './references.ts';

/** As it was sealed on 2 November 2026. @throws when the form is at fault: the test is wrong then */
export function sealedDocument(form: InvoiceForm): OriginalDocument & { readonly form: InvoiceForm } {
  const { invoice, faults } = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
  if (invoice === undefined) throw new Error(`cannot be sealed: ${JSON.stringify(faults)}`);
  const clave = someClave(form.kind);
  return {
    id: 'original-1',
    identity: { clave, consecutivo: clave.slice(21, 41), issuedAt: '2026-11-02T10:00:00-06:00' },
    invoice,
    form,
  };
}

export function earlierDocument(form: InvoiceForm, state: DocumentState = 'accepted'): EarlierDocument {
  return { ...sealedDocument(form), state };
}
