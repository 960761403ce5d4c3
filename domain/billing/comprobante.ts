import type { DocumentIdentity, Invoice } from './invoice.ts';

/** Otros, as it stands in a document: `codigo` is optional, OtroContenido is kept as the XML it was. */
export type OtherContent =
  | { readonly kind: 'text'; readonly code?: string; readonly text: string }
  | { readonly kind: 'content'; readonly code?: string; readonly xml: string };

/**
 * A comprobante read from its XML: ours or somebody else's, nothing of it lost. For a FEC (08), `invoice.issuer` is the one who
 * issued and signed it (the XML's Receptor) and `invoice.customer` the seller (the XML's Emisor), as everywhere in this program.
 */
export interface Comprobante {
  readonly identity: DocumentIdentity;
  readonly invoice: Invoice;
  /** `invoice.notes` holds the joined text of those without code */
  readonly others: readonly OtherContent[];
}
