import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../domain/billing/live-totals.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DraftSummary } from '../../preload/contract/documents.ts';
import type { Db } from '../db/connection.ts';
import { deleteDraft, findDraft, listDrafts, saveDraft } from '../db/drafts.ts';

/** More drafts than anybody keeps open; older ones are still found by discarding newer ones. */
const listed = 200;

export interface DraftContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly companyId: string;
}

export function draftSummaries({ db, companyId }: DraftContext): DraftSummary[] {
  return listDrafts(db, companyId, listed).map(({ id, form, updatedAt }) => ({
    id,
    kind: form.kind,
    customerName: form.customer.name,
    total: formatAmount(liveTotals(form).summary.total),
    currency: form.currency,
    lines: form.lines.length,
    updatedAt,
  }));
}

/** Durable when it returns (synchronous FULL). @returns UTC ms of the save; fails for an id of another company */
export function keepDraft(
  { db, clock, companyId }: DraftContext,
  id: string,
  form: InvoiceForm,
): Result<{ updatedAt: number }, 'draft-gone'> {
  const updatedAt = clock.now();
  return saveDraft(db, companyId, id, form, updatedAt) ? ok({ updatedAt }) : fail('draft-gone');
}

export function readDraft(
  { db, companyId }: DraftContext,
  id: string,
): Result<{ id: string; form: InvoiceForm; updatedAt: number }, 'not-found'> {
  const draft = findDraft(db, companyId, id);
  return draft ? ok(draft) : fail('not-found');
}

export const discardDraft = ({ db, companyId }: DraftContext, id: string): Result<null, 'not-found'> =>
  deleteDraft(db, companyId, id) ? ok(null) : fail('not-found');
