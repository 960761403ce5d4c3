import { emptyInvoiceForm, emptyLine } from '../../domain/billing/new-form.ts';
import type { InvoiceForm, InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { CustomerView, ProductView } from '../../preload/contract/documents.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { answered } from './answered.ts';
import { useRouter } from './router.ts';
import { useSession } from './session.ts';

interface Given {
  readonly kind?: InvoiceKind;
  readonly customer?: CustomerView;
  readonly product?: ProductView;
}

/** The form of a new document with what is already known about it. */
export function startedForm(
  { kind = '01', customer, product }: Given,
  activityCodes: readonly string[],
): InvoiceForm {
  const empty = emptyInvoiceForm(kind, { activityCodes: [...activityCodes] });
  return {
    ...empty,
    ...(customer && { customer: customer.party, customerId: customer.id }),
    ...(product && {
      lines: [
        {
          ...emptyLine('line-1'),
          productCode: product.product.code,
          detail: product.product.detail,
          cabys: product.product.cabys,
          unit: product.product.unit,
          unitPrice: product.product.unitPrice,
          ivaCode: product.product.ivaCode,
          ivaRate: product.product.ivaRate,
        },
      ],
    }),
  };
}

/**
 * Opens a form made from something else (a note from its invoice, a document corrected), kept as a draft first: closing the
 * program right away loses nothing.
 * @param focus path of the field to begin at: `lines.line-1.cabys`
 * @returns why it could not be kept; then nothing was opened
 */
export async function openDraft(form: InvoiceForm, focus?: string): Promise<CallError | undefined> {
  const draftId = crypto.randomUUID();
  const companyId = useSession.getState().start?.company?.id;
  const saved = await answered(window.api.call('drafts.save', { companyId, id: draftId, form }));
  if (!saved.ok) return saved.error;
  useRouter.getState().go({ screen: 'invoice', draftId, ...(focus !== undefined && { focus }) });
  return undefined;
}

/**
 * Opens a new document; its id is made here, so that a save that is repeated stays one draft. With a customer or product already
 * known it is saved as a draft first and the form finds it there; otherwise nothing is saved before something is typed.
 */
export async function openNewDocument(given: Given = {}): Promise<void> {
  const draftId = crypto.randomUUID();
  const { go } = useRouter.getState();
  if (given.customer ?? given.product) {
    const company = useSession.getState().start?.company;
    const activityCodes = company?.settings.issuer?.activityCodes ?? [];
    const form = startedForm(given, activityCodes);
    await window.api.call('drafts.save', { companyId: company?.id, id: draftId, form });
  }
  go({ screen: 'invoice', draftId, ...(given.kind && { kind: given.kind }) });
}
