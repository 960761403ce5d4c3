import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { DocumentIdentity, Invoice } from '../../domain/billing/invoice.ts';
import { facturaXml } from './factura.ts';
import { tiqueteXml } from './tiquete.ts';

/** One writer per kind; a new kind does not compile until it has its own. */
const writers: Readonly<
  Partial<Record<InvoiceKind, (invoice: Invoice, identity: DocumentIdentity) => string>>
> = {
  '01': facturaXml,
  '04': tiqueteXml,
};

/**
 * The unsigned comprobante in the exact order of its schema, as already canonical XML without declaration: what `signComprobante`
 * takes, and nothing else may feed it.
 * @throws RangeError on what the form had to refuse before (characters XML cannot write, negative amounts, a factura without customer)
 */
export function writeComprobante(invoice: Invoice, identity: DocumentIdentity): string {
  const write = writers[invoice.kind];
  if (!write) throw new RangeError(`no writer for kind ${invoice.kind}`);
  return write(invoice, identity);
}
