import type { ComprobanteFault } from '../../domain/billing/comprobante-fault.ts';
import type { MessageIdentity, ReceiverMessage } from '../../domain/received/receiver-message.ts';
import type { Result } from '../../domain/result.ts';
import { readDocument } from './documents-of-others.ts';
import { type Fields, present } from './fields.ts';
import { receiverMessageRoot } from './namespaces.ts';

export interface ReadMessage {
  readonly message: ReceiverMessage;
  readonly identity: MessageIdentity;
}

const verdict = (text: string): ReceiverMessage['message'] => (text === '1' || text === '2' ? text : '3');

const readMessage = (fields: Fields): ReadMessage => ({
  message: present({
    clave: fields.token('Clave', /^\d{50}$/),
    issuerNumber: fields.text('NumeroCedulaEmisor'),
    message: verdict(fields.token('Mensaje', /^[123]$/)),
    detail: fields.optionalText('DetalleMensaje'),
    tax: fields.optionalAmount('MontoTotalImpuesto'),
    activityCode: fields.optionalText('CodigoActividad'),
    taxCondition: fields.optionalCode('CondicionImpuesto'),
    creditTax: fields.optionalAmount('MontoTotalImpuestoAcreditar'),
    expense: fields.optionalAmount('MontoTotalDeGastoAplicable'),
    total: fields.amount('TotalFactura'),
    receiverNumber: fields.token('NumeroCedulaReceptor', /^\d{9,12}$/),
  }),
  identity: {
    consecutivo: fields.token('NumeroConsecutivoReceptor', /^\d{20}$/),
    issuedAt: fields.dateTime('FechaEmisionDoc'),
  },
});

/** Reads a mensaje receptor v4.4 as `readComprobante` reads a comprobante; amounts of one are never negative nor above the schema's money. */
export const readReceiverMessage = (bytes: Uint8Array): Result<ReadMessage, ComprobanteFault> =>
  readDocument(bytes, (root) => (root === receiverMessageRoot ? readMessage : undefined));
