import type { Situation } from '../numbering/clave.ts';
import type { Invoice } from './invoice.ts';
import { contingencyVoucher } from './reference-codes.ts';

/** Nota 9: sustituye un comprobante provisional por contingencia. */
const replacesProvisional = '05';

/**
 * Situación of the clave (DOMAIN.md 3.3): 2 when the document replaces a paper voucher of a contingency (a reference of type 08 with
 * code 05), else 1, or 3 when it is made without internet and sent later.
 * @param online can the authority be reached at this moment?
 */
export function situationOf(invoice: Pick<Invoice, 'references'>, online: boolean): Situation {
  const contingency = invoice.references.some(
    ({ documentType, code }) => documentType === contingencyVoucher && code === replacesProvisional,
  );
  if (contingency) return '2';
  return online ? '1' : '3';
}
