import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { isFinal, type OutboxDocument } from '../../domain/outbox/document.ts';
import { choicesOf } from '../../domain/outbox/document-step.ts';
import type { Attempt, AttemptStore } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type {
  AttemptView,
  DocumentDetail,
  DocumentFilter,
  DocumentPage,
  DocumentRow,
} from '../../preload/contract/documents.ts';
import { readMessageDetail } from '../comprobante/read-message-detail.ts';
import type { Db } from '../db/connection.ts';
import {
  type DocumentCursor,
  documentDetail,
  documentFiles,
  type ListedDocument,
  listDocuments,
  searchDocuments,
} from '../db/document-list.ts';

export interface DocumentsContext {
  readonly db: Db;
  readonly companyId: string;
}

/** A search shows its best rows; nobody pages through one. */
const searchLimit = 100;

const toRow = (listed: ListedDocument): DocumentRow => ({
  id: listed.id,
  kind: listed.kind,
  consecutivo: listed.consecutivo,
  clave: listed.clave,
  customerName: listed.customerName,
  total: formatAmount(listed.total),
  currency: listed.currency,
  issuedAt: Date.parse(listed.issuedAt),
  state: listed.state,
  reason: listed.reason ?? '',
});

function readCursor(text: string | undefined): DocumentCursor | undefined {
  const [, sealedAt, seq] = /^(\d{1,16}):(\d{1,16})$/.exec(text ?? '') ?? [];
  return sealedAt === undefined || seq === undefined
    ? undefined
    : { sealedAt: Number(sealedAt), seq: Number(seq) };
}

const fits = (filter: DocumentFilter, { state, kind, sealedAt }: ListedDocument): boolean =>
  (filter.states === undefined || filter.states.includes(state)) &&
  (filter.kind === undefined || filter.kind === kind) &&
  sealedAt >= (filter.fromAt ?? 0) &&
  sealedAt < (filter.untilAt ?? Number.MAX_SAFE_INTEGER);

/** Newest first; `after` is the `next` of the page before. A search has one page. */
export function documentPage(
  { db, companyId }: DocumentsContext,
  filter: DocumentFilter,
  after: string | undefined,
  limit: number,
): DocumentPage {
  if (filter.text !== undefined && filter.text.trim() !== '') {
    const found = searchDocuments(db, companyId, filter.text, searchLimit);
    const rows = found.filter((listed) => fits(filter, listed)).map(toRow);
    return { rows, ...(found.length >= searchLimit && { capped: true }) };
  }
  const page = listDocuments(
    db,
    companyId,
    {
      ...(filter.states ? { states: filter.states } : {}),
      ...(filter.kind === undefined ? {} : { kinds: [filter.kind] }),
      ...(filter.fromAt === undefined ? {} : { fromAt: filter.fromAt }),
      ...(filter.untilAt === undefined ? {} : { untilAt: filter.untilAt }),
    },
    limit,
    readCursor(after),
  );
  const last = page.length === limit ? page.at(-1) : undefined;
  return { rows: page.map(toRow), ...(last ? { next: `${last.sealedAt}:${last.seq}` } : {}) };
}

/** An attempt as a line of the timeline. One without an end is running, or was cut by a crash and not yet settled. */
export function attemptView(attempt: Attempt, bootId: string): AttemptView {
  const facts = attempt.end?.facts;
  return {
    id: attempt.id,
    method: attempt.kind,
    startedAt: attempt.startedAt,
    result: attempt.end?.result ?? (attempt.bootId === bootId ? 'pending' : 'crashed'),
    ...(attempt.end ? { endedAt: attempt.end.endedAt } : {}),
    ...(facts?.status === undefined ? {} : { status: facts.status }),
    ...(facts?.cause === undefined ? {} : { cause: facts.cause }),
    ...(facts?.rawText === undefined ? {} : { rawText: facts.rawText }),
  };
}

function readForm(text: string): InvoiceForm {
  const parsed = InvoiceForm.safeParse(JSON.parse(text));
  // A form of a later version: the document itself is its XML, the form is only for repeating the sale.
  return parsed.success ? parsed.data : emptyInvoiceForm('01', { activityCodes: [] });
}

/** A copy is another sale with another clave: only when this one is over (OUTBOX.md I1). */
const actionsOf = (document: OutboxDocument): DocumentDetail['actions'] => [
  ...choicesOf(document),
  ...(isFinal(document.state) ? (['copy-to-draft'] as const) : []),
];

export function showDocument(
  { db, companyId }: DocumentsContext,
  id: string,
  attempts: Pick<AttemptStore, 'of'>,
  bootId: string,
): Result<DocumentDetail, 'not-found'> {
  const detail = documentDetail(db, companyId, id);
  const files = documentFiles(db, companyId, id);
  if (!detail || !files) return fail('not-found');
  const { facts, document, answer } = detail;
  return ok({
    id,
    kind: facts.kind,
    consecutivo: facts.consecutivo,
    clave: facts.clave,
    customerName: facts.customerName,
    total: formatAmount(facts.total),
    currency: facts.currency,
    issuedAt: Date.parse(facts.issuedAt),
    state: document.state,
    reason: document.reason ?? '',
    environment: facts.environment,
    situation: facts.situation,
    stateSince: document.since,
    ...(document.nextAt === undefined ? {} : { nextAt: document.nextAt }),
    form: readForm(facts.form),
    xmlSha256: facts.xmlSha256,
    xmlBytes: files.xml.length,
    ...(answer
      ? {
          answer: {
            verdict: answer.verdict,
            detail: answer.detail,
            rows: readMessageDetail(answer.detail).rows.map(({ code, text }) => ({ code, text })),
          },
        }
      : {}),
    attempts: attempts.of('document', id).map((attempt) => attemptView(attempt, bootId)),
    actions: actionsOf(document),
  });
}

/** File names are the ministry's: DOMAIN.md 3.4. */
export function documentFile(
  { db, companyId }: DocumentsContext,
  id: string,
  file: 'xml' | 'answer',
): Result<{ name: string; bytes: Uint8Array }, 'not-found'> {
  const files = documentFiles(db, companyId, id);
  if (!files) return fail('not-found');
  if (file === 'xml') return ok({ name: `${files.clave}.xml`, bytes: files.xml });
  return files.answerXml
    ? ok({ name: `${files.clave}_respuesta.xml`, bytes: files.answerXml })
    : fail('not-found');
}
