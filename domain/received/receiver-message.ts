import type { Amount } from '../billing/invoice.ts';

/** Mensaje receptor (DOMAIN.md section 8): the buyer's answer to a supplier's document. */
export interface ReceiverMessage {
  /** of the document it answers, 50 digits: a message has no clave of its own */
  readonly clave: string;
  /** NumeroCedulaEmisor: the supplier's, as its document has it */
  readonly issuerNumber: string;
  /** 1 accepted, 2 partly accepted, 3 rejected */
  readonly message: '1' | '2' | '3';
  /** required for 2 and 3; 5 to 160 characters */
  readonly detail?: string;
  /** MontoTotalImpuesto: when the document has tax, and equal to it */
  readonly tax?: Amount;
  /** of the receiver; not with condition 05 */
  readonly activityCode?: string;
  /** CondicionImpuesto, Nota 18 */
  readonly taxCondition?: string;
  /** MontoTotalImpuestoAcreditar and MontoTotalDeGastoAplicable: not with condition 05 nor when rejecting */
  readonly creditTax?: Amount;
  readonly expense?: Amount;
  /** TotalFactura: equal to the document's */
  readonly total: Amount;
  /** NumeroCedulaReceptor: 9 to 12 digits */
  readonly receiverNumber: string;
}

/** What numbering adds when the message is sealed. */
export interface MessageIdentity {
  /** NumeroConsecutivoReceptor, 20 digits, kind 05, 06 or 07 */
  readonly consecutivo: string;
  /** FechaEmisionDoc: when it is confirmed, RFC 3339 with offset -06:00 */
  readonly issuedAt: string;
}
