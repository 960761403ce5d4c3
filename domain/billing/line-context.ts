import type { InvoiceKind } from './invoice-form.ts';

/**
 * What is known of a CAByS code: the rate the catalogue suggests (percent, decimal text), `absent` when the whole official catalogue
 * is loaded and does not have it, `unknown` when the one in hand does not. `undefined`: there is no catalogue.
 */
export type CabysKnowledge = { readonly rate: string } | 'absent' | 'unknown' | undefined;

/** What reading a line depends on besides the line. */
export interface LineContext {
  readonly kind: InvoiceKind;
  /** `YYYY-MM-DD` in Costa Rica: the day the document would carry */
  readonly today: string;
  /** the same function as long as the catalogue is the same: what was read is kept by it */
  readonly cabys?: (code: string) => CabysKnowledge;
}
