import { assertNever } from '../../domain/assert-never.ts';
import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { isFinal } from '../../domain/outbox/document.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DocumentAction } from '../../preload/contract/documents.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Db } from '../db/connection.ts';
import { documentDetail } from '../db/document-list.ts';
import { saveDraft } from '../db/drafts.ts';
import type { ActionFault, Outbox } from '../outbox/outbox.ts';

export interface ActContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly outbox: Outbox;
  readonly companyId: string;
}

type ActError = Extract<ErrorCode, 'not-found' | 'not-allowed-now' | 'disk-full' | 'disk-error'>;

const errorOf: Readonly<Record<ActionFault, ActError>> = {
  'not-found': 'not-found',
  'not-allowed': 'not-allowed-now',
  'disk-full': 'disk-full',
  io: 'disk-error',
};

/** A new draft with the same content and a date, number and clave of its own to come. Only of a document that is over (I1). */
function copyToDraft(
  { db, clock, random, companyId }: ActContext,
  id: string,
): Result<{ draftId: string }, ActError> {
  const detail = documentDetail(db, companyId, id);
  if (!detail) return fail('not-found');
  const form = InvoiceForm.safeParse(JSON.parse(detail.facts.form));
  if (!isFinal(detail.document.state) || !form.success) return fail('not-allowed-now');
  const draftId = random.id();
  return saveDraft(db, companyId, draftId, form.data, clock.now())
    ? ok({ draftId })
    : fail('not-allowed-now');
}

/** What the clerk does with a sealed document. What its state does not allow changes nothing. */
export async function actOnDocument(
  context: ActContext,
  id: string,
  action: DocumentAction,
): Promise<Result<{ draftId?: string }, ActError>> {
  const { db, outbox, companyId } = context;
  if (!documentDetail(db, companyId, id)) return fail('not-found');
  if (action === 'copy-to-draft') return copyToDraft(context, id);
  const done = await perform(outbox, id, action);
  return done.ok ? ok({}) : fail(errorOf[done.error]);
}

function perform(
  outbox: Outbox,
  id: string,
  action: Exclude<DocumentAction, 'copy-to-draft'>,
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
