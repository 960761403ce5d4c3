import { assertNever } from '../../domain/assert-never.ts';
import { correctionOf, repeatOf } from '../../domain/billing/correction-of.ts';
import { fieldOfRejection } from '../../domain/billing/field-of-rejection.ts';
import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { ClerkActionKind } from '../../domain/outbox/clerk-action.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DocumentAction } from '../../preload/contract/documents.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Db } from '../db/connection.ts';
import { readMessageDetail } from '../comprobante/read-message-detail.ts';
import { documentDetail, type DocumentDetail } from '../db/document-list.ts';
import { saveDraft } from '../db/drafts.ts';
import type { ActionFault, Outbox } from '../outbox/outbox.ts';
import { copyOf, isOver, isUnseen } from './look-at-documents.ts';

export interface ActContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly outbox: Outbox;
  readonly store: Pick<OutboxStore, 'atomically' | 'actions'>;
  readonly companyId: string;
  /** who sits at the machine */
  readonly who: string;
  readonly bootId: string;
}

type ActError = Extract<ErrorCode, 'not-found' | 'not-allowed-now' | 'disk-full' | 'disk-error'>;

const errorOf: Readonly<Record<ActionFault, ActError>> = {
  'not-found': 'not-found',
  'not-allowed': 'not-allowed-now',
  'disk-full': 'disk-full',
  io: 'disk-error',
  damaged: 'disk-error',
};

interface OpenedCopy {
  readonly draftId: string;
  /** path of the field that the rejection is most likely about */
  readonly focus?: string;
}

/** The first row of the answer whose field is known: there the correction begins. */
function focusOf({ answer, document }: DocumentDetail, form: InvoiceForm): { readonly focus?: string } {
  if (document.state !== 'rejected' || !answer) return {};
  const { rows, plain } = readMessageDetail(answer.detail);
  const said = rows.length > 0 ? rows : [{ code: '', text: plain }];
  for (const { code, text } of said) {
    const focus = fieldOfRejection(code, text, form);
    if (focus !== undefined) return { focus };
  }
  return {};
}

function copyOfForm(form: InvoiceForm, { document, facts }: DocumentDetail): InvoiceForm {
  if (document.state === 'rejected') return correctionOf(form, facts);
  return document.state === 'accepted' ? repeatOf(form) : form;
}

/**
 * A new draft with the same content and a date, number and clave of its own to come. Only of a document that is over (I1). What was
 * not accepted is corrected once: asked again, it leads to the draft already made. The correction of a rejected one refers to it
 * (DOMAIN.md section 7).
 */
function copyToDraft(context: ActContext, id: string): Result<OpenedCopy, ActError> {
  const { db, clock, random, companyId, store } = context;
  const detail = documentDetail(db, companyId, id);
  if (!detail) return fail('not-found');
  const form = InvoiceForm.safeParse(JSON.parse(detail.facts.form));
  if (!isOver(detail.document) || !form.success) return fail('not-allowed-now');
  const focus = focusOf(detail, form.data);
  if (detail.document.state !== 'accepted') {
    const made = copyOf(context, store.actions.of(companyId, 'document', id));
    if (made?.kind === 'draft') return ok({ draftId: made.draftId, ...focus });
    if (made) return fail('not-allowed-now');
  }
  const copy = copyOfForm(form.data, detail);
  const draftId = random.id();
  const kept = store.atomically(() => {
    if (!saveDraft(db, companyId, draftId, copy, clock.now())) return false;
    note(context, id, 'copy-to-draft', draftId);
    return true;
  });
  if (!kept.ok) return fail(errorOf[kept.error]);
  return kept.value ? ok({ draftId, ...focus }) : fail('not-allowed-now');
}

function note(
  { store, clock, companyId, who, bootId }: ActContext,
  id: string,
  kind: ClerkActionKind,
  detail?: string,
): void {
  store.actions.add({
    companyId,
    subjectKind: 'document',
    subjectId: id,
    kind,
    at: clock.now(),
    who,
    bootId,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** A rejection was read: it no longer asks for attention. */
function markSeen(context: ActContext, id: string): Result<Record<string, never>, ActError> {
  const { db, companyId, store } = context;
  const detail = documentDetail(db, companyId, id);
  if (!detail) return fail('not-found');
  if (!isUnseen(detail.document, store.actions.of(companyId, 'document', id))) return fail('not-allowed-now');
  const noted = store.atomically(() => note(context, id, 'seen'));
  return noted.ok ? ok({}) : fail(errorOf[noted.error]);
}

/** What the clerk does with a sealed document. What its state does not allow changes nothing. */
export async function actOnDocument(
  context: ActContext,
  id: string,
  action: DocumentAction,
): Promise<Result<Partial<OpenedCopy>, ActError>> {
  const { db, outbox, companyId } = context;
  if (!documentDetail(db, companyId, id)) return fail('not-found');
  if (action === 'copy-to-draft') return copyToDraft(context, id);
  if (action === 'seen') return markSeen(context, id);
  const done = await perform(outbox, id, action);
  return done.ok ? ok({}) : fail(errorOf[done.error]);
}

function perform(
  outbox: Outbox,
  id: string,
  action: Exclude<DocumentAction, 'copy-to-draft' | 'seen'>,
): Result<void, ActionFault> | Promise<Result<void, ActionFault>> {
  switch (action) {
    case 'retry':
      return outbox.retry(id);
    case 'settle-now':
      return outbox.settleNow(id);
    case 'send-again':
      return outbox.sendAgain(id);
    case 'hold':
      return outbox.hold(id);
    case 'abandon':
      return outbox.abandon(id);
    case 'release':
      return outbox.release(id);
    default:
      return assertNever(action);
  }
}
