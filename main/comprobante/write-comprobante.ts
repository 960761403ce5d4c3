import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { DocumentIdentity, Invoice } from '../../domain/billing/invoice.ts';
import { facturaCompraXml } from './factura-compra.ts';
import { facturaExportacionXml } from './factura-exportacion.ts';
import { facturaXml } from './factura.ts';
import { notaCreditoXml, notaDebitoXml } from './nota.ts';
import { reciboPagoXml } from './recibo-pago.ts';
import { tiqueteXml } from './tiquete.ts';

/** One writer per kind; a new kind does not compile until it has its own. */
const writers: Readonly<Record<InvoiceKind, (invoice: Invoice, identity: DocumentIdentity) => string>> = {
  '01': facturaXml,
  '02': notaDebitoXml,
  '03': notaCreditoXml,
  '04': tiqueteXml,
  '08': facturaCompraXml,
  '09': facturaExportacionXml,
  '10': reciboPagoXml,
};

/**
 * The unsigned comprobante in the exact order of its schema, as already canonical XML without declaration: what `signComprobante`
 * takes, and nothing else may feed it.
 * @throws RangeError on what the form had to refuse before (characters XML cannot write, negative amounts, a factura without
 *   customer, a line without BaseImponible where the schema has one)
 */
export const writeComprobante = (invoice: Invoice, identity: DocumentIdentity): string =>
  writers[invoice.kind](invoice, identity);
