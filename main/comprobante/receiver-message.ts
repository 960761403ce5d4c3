import type { MessageIdentity, ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { leaf, optionalLeaf, plainLeaf, root } from './canonical-xml.ts';
import { amountText, optionalAmount } from './decimal-text.ts';
import { namespaceOf, receiverMessageRoot } from './namespaces.ts';

const namespace = namespaceOf(receiverMessageRoot);

/**
 * Mensaje receptor (05, 06, 07), MensajeReceptor_V4.4.xsd, as already canonical XML without signature: what the signer takes.
 * @throws RangeError on what the form had to refuse before (characters XML cannot write, negative amounts)
 */
export const receiverMessageXml = (message: ReceiverMessage, identity: MessageIdentity): string =>
  root(
    receiverMessageRoot,
    namespace,
    leaf('Clave', message.clave) +
      leaf('NumeroCedulaEmisor', message.issuerNumber) +
      leaf('FechaEmisionDoc', identity.issuedAt) +
      leaf('Mensaje', message.message) +
      optionalLeaf('DetalleMensaje', message.detail) +
      optionalAmount('MontoTotalImpuesto', message.tax) +
      optionalLeaf('CodigoActividad', message.activityCode) +
      optionalLeaf('CondicionImpuesto', message.taxCondition) +
      optionalAmount('MontoTotalImpuestoAcreditar', message.creditTax) +
      optionalAmount('MontoTotalDeGastoAplicable', message.expense) +
      plainLeaf('TotalFactura', amountText(message.total)) +
      leaf('NumeroCedulaReceptor', message.receiverNumber) +
      leaf('NumeroConsecutivoReceptor', identity.consecutivo),
  );
