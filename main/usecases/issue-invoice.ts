import { hasBlockingFault } from '../../domain/billing/fault-list.ts';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { InvoiceFault } from '../../domain/billing/invoice-faults.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import type { Company, IssuerForm } from '../../domain/company/company.ts';
import type { SealingHold } from '../../domain/company/installation.ts';
import { situationOf } from '../../domain/billing/situation.ts';
import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import { costaRicaDate, rfc3339CostaRica } from '../../domain/numbering/costa-rica-time.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CertificateFault, Signer, SignFault } from '../../domain/signing/signing.ts';
import type { Issued } from '../../preload/contract/documents.ts';
import type { CertificateFiles } from '../auth/certificate-files.ts';
import { writeComprobante } from '../comprobante/write-comprobante.ts';
import type { Db } from '../db/connection.ts';
import { documentDetail } from '../db/document-list.ts';
import { saveDraft } from '../db/drafts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SealFault } from '../outbox/seal.ts';
import { checkCertificate, comprobanteNumber } from '../signer/certificate.ts';
import { originFaults, originIdOf } from './origin-document.ts';
import type { OwnTerminals } from './own-terminals.ts';
import { type SchemaContext, type SchemaRefusal, validatedBySchema } from './validated-by-schema.ts';

export interface IssueInvoiceContext extends SchemaContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly certificates: CertificateFiles;
  readonly signer: Signer;
  readonly outbox: Pick<Outbox, 'seal'>;
  readonly terminals: Pick<OwnTerminals, 'hold'>;
  /** can the authority be reached at this moment? decides between situación 1 and 3; answers within about a second */
  readonly isOnline: (company: Company) => Promise<boolean>;
}

/** Between reading the form and its turn to be sealed, another note or receipt took what was left. */
interface OriginRefusal {
  readonly kind: 'origin';
  readonly faults: readonly InvoiceFault[];
}

export type IssueFault =
  | { readonly kind: 'faults'; readonly faults: readonly InvoiceFault[] }
  /** the company issues nothing in Costa Rica */
  | { readonly kind: 'no-issuer' }
  | { readonly kind: 'draft-gone' }
  /** the terminal is another computer's, or nobody knows its last number */
  | { readonly kind: 'held'; readonly hold: SealingHold }
  | { readonly kind: 'certificate-missing' }
  | { readonly kind: 'certificate'; readonly fault: CertificateFault }
  | { readonly kind: 'sealing'; readonly fault: SealFault<SignFault | SchemaRefusal> };

/** The wall clock may pass midnight between reading the form and sealing it: both use the same instant. */
interface Ready {
  readonly invoice: Invoice;
  readonly issuer: IssuerForm;
  readonly at: number;
}

function readyToSeal(db: Db, form: InvoiceForm, company: Company, at: number): Result<Ready, IssueFault> {
  const { issuer } = company.settings;
  if (!issuer) return fail({ kind: 'no-issuer' });
  const { faults: own, invoice } = readInvoice(form, { issuer, today: costaRicaDate(at) });
  const faults = [...own, ...originFaults({ db, companyId: company.id }, form)];
  if (!invoice || hasBlockingFault(faults)) return fail({ kind: 'faults', faults });
  return ok({ invoice, issuer, at });
}

function sealingFault(fault: SealFault<SignFault | SchemaRefusal | OriginRefusal>): IssueFault {
  if (fault.kind !== 'build') return { kind: 'sealing', fault };
  const { error } = fault;
  return typeof error === 'object' && error.kind === 'origin'
    ? { kind: 'faults', faults: error.faults }
    : { kind: 'sealing', fault: { kind: 'build', error } };
}

/** What an earlier press of "Emitir" made of this draft. */
function issuedAs(db: Db, companyId: string, draftId: string): Issued | undefined {
  const made = documentDetail(db, companyId, draftId);
  if (!made) return undefined;
  const { clave, consecutivo, situation } = made.facts;
  return { documentId: draftId, clave, consecutivo, situation };
}

/** What takes from its origin or pays it: without that document it says nothing. */
const needsOrigin: ReadonlySet<InvoiceForm['kind']> = new Set(['02', '03', '10']);

/**
 * The document that this one refers to and waits for (OUTBOX.md I7). An invoice made from one that was rejected or given up replaces it,
 * and waits for nothing. A note or a receipt of one falls with it: named here, sealing refuses it (`predecessor`). What was given up and
 * arrived all the same is there, and can be corrected.
 */
function waitsFor(
  db: Db,
  companyId: string,
  originId: string,
  kind: InvoiceForm['kind'],
): string | undefined {
  const origin = originId === '' ? undefined : documentDetail(db, companyId, originId);
  if (!origin) return undefined;
  const { state, reason } = origin.document;
  if (state !== 'rejected' && state !== 'abandoned') return originId;
  return needsOrigin.has(kind) && reason !== 'arrived-after-all' ? originId : undefined;
}

/**
 * "Emitir": keeps the draft as it is now, then number, clave, signature and place in the queue in one act. Nothing is sealed that
 * would certainly be refused, with a certificate of somebody else, or with one that is not valid now.
 */
export async function issueInvoice(
  context: IssueInvoiceContext,
  company: Company,
  draftId: string,
  form: InvoiceForm,
): Promise<Result<Issued, IssueFault>> {
  const { db, clock, random, certificates, signer, outbox } = context;
  if (!saveDraft(db, company.id, draftId, form, clock.now())) {
    const issued = issuedAs(db, company.id, draftId);
    return issued ? ok(issued) : fail({ kind: 'draft-gone' });
  }
  const ready = readyToSeal(db, form, company, clock.now());
  if (!ready.ok) return ready;
  const { invoice, issuer, at } = ready.value;

  const hold = context.terminals.hold(company);
  if (hold) return fail({ kind: 'held', hold });

  const certificate = certificates.info(company.id);
  if (!certificate) return fail({ kind: 'certificate-missing' });
  const fit = checkCertificate(certificate, comprobanteNumber(invoice.issuer.identification.number), at);
  if (!fit.ok) return fail({ kind: 'certificate', fault: fit.error });

  const situation = situationOf(invoice, await context.isOnline(company));
  const dependsOn = waitsFor(db, company.id, originIdOf({ db, companyId: company.id }, form), form.kind);
  const receiver = invoice.customer?.identification;
  const sealed = await outbox.seal<SignFault | SchemaRefusal | OriginRefusal>({
    companyId: company.id,
    environment: company.environment,
    branch: issuer.branch,
    terminal: issuer.terminal,
    kind: invoice.kind,
    situation,
    identify: (number) =>
      makeDocumentIdentity({
        branch: issuer.branch,
        terminal: issuer.terminal,
        kind: invoice.kind,
        number,
        at,
        identification: invoice.issuer.identification,
        situation,
        securityCode: random.digits(8),
      }),
    build: async (identity) => {
      // once more, because here one comes after the other
      const since = originFaults({ db, companyId: company.id }, form);
      if (hasBlockingFault(since)) return fail({ kind: 'origin', faults: since });
      const xml = writeComprobante(invoice, identity);
      const signed = await signer.sign(company.id, xml, rfc3339CostaRica(clock.now()));
      return signed.ok ? validatedBySchema(context, identity.clave, signed.value) : signed;
    },
    customerName: invoice.customer?.name ?? '',
    total: invoice.summary.total,
    currency: invoice.currency,
    issuer: invoice.issuer.identification,
    ...(receiver ? { receiver } : {}),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(company.settings.hacienda?.callbackUrl ? { callbackUrl: company.settings.hacienda.callbackUrl } : {}),
    draftId,
    form,
  });
  if (!sealed.ok) return fail(sealingFault(sealed.error));
  const { id, clave, consecutivo } = sealed.value;
  return ok({ documentId: id, clave, consecutivo, situation });
}
