import type { Identification } from '../../domain/billing/invoice.ts';
import type { Company } from '../../domain/company/company.ts';
import { makeMessageIdentity } from '../../domain/numbering/identity.ts';
import { rfc3339CostaRica } from '../../domain/numbering/costa-rica-time.ts';
import type { MessageForm, MessageKind } from '../../domain/received/message-form.ts';
import type { ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SignFault } from '../../domain/signing/signing.ts';
import type { Issued } from '../../preload/contract/documents.ts';
import { receiverMessageXml } from '../comprobante/receiver-message.ts';
import { checkCertificate, comprobanteNumber } from '../signer/certificate.ts';
import type { IssueFault, IssueInvoiceContext } from './issue-invoice.ts';
import { type SchemaRefusal, validated } from './validate-signed.ts';

export type IssueMessageContext = Pick<
  IssueInvoiceContext,
  'db' | 'clock' | 'certificates' | 'signer' | 'outbox' | 'terminals' | 'validateBySchema'
>;

/** What a message does not say of the document that it answers. */
export interface AnsweredDocument {
  /** its Emisor; POST /recepcion asks for the type of the identification too (DOMAIN.md 13.1) */
  readonly supplier: { readonly name: string; readonly identification: Identification };
  readonly currency: string;
}

const kinds: Readonly<Record<ReceiverMessage['message'], MessageKind>> = { '1': '05', '2': '06', '3': '07' };

/**
 * Answers a supplier's document: number, signature and place in the queue in one act, as an invoice is issued. Another answer to the
 * same document is refused (`answered-before`) while this one was neither rejected nor given up.
 * @param message exact and checked
 * @param form as decided; kept with the document
 * @throws when form and message do not say the same
 */
export async function issueMessage(
  context: IssueMessageContext,
  company: Company,
  message: ReceiverMessage,
  form: MessageForm,
  answered: AnsweredDocument,
): Promise<Result<Issued, IssueFault>> {
  const { clock, certificates, signer, outbox } = context;
  const { issuer, hacienda } = company.settings;
  if (!issuer) return fail({ kind: 'no-issuer' });
  const kind = kinds[message.message];
  if (form.kind !== kind) throw new Error(`a message ${message.message} of kind ${form.kind}`);

  const hold = context.terminals.hold(company);
  if (hold) return fail({ kind: 'held', hold });
  const at = clock.now();
  const certificate = certificates.info(company.id);
  if (!certificate) return fail({ kind: 'certificate-missing' });
  const fit = checkCertificate(certificate, comprobanteNumber(message.receiverNumber), at);
  if (!fit.ok) return fail({ kind: 'certificate', fault: fit.error });

  const { branch, terminal } = issuer;
  const sealed = await outbox.seal<SignFault | SchemaRefusal>({
    companyId: company.id,
    environment: company.environment,
    branch,
    terminal,
    kind,
    // a message has none: it is said of the clave of a document of one's own (DOMAIN.md 3.3)
    situation: '1',
    answers: message.clave,
    identify: (number) => makeMessageIdentity({ clave: message.clave, branch, terminal, kind, number, at }),
    build: async (identity) => {
      const xml = receiverMessageXml(message, identity);
      const signed = await signer.sign(company.id, xml, rfc3339CostaRica(clock.now()));
      return signed.ok ? validated(context, identity.clave, signed.value) : signed;
    },
    customerName: answered.supplier.name,
    total: message.total,
    currency: answered.currency,
    issuer: { type: issuer.identificationType, number: message.receiverNumber },
    receiver: answered.supplier.identification,
    ...(hacienda?.callbackUrl ? { callbackUrl: hacienda.callbackUrl } : {}),
    form,
  });
  if (!sealed.ok) return fail({ kind: 'sealing', fault: sealed.error });
  const { id, clave, consecutivo } = sealed.value;
  return ok({ documentId: id, clave, consecutivo, situation: '1' });
}
