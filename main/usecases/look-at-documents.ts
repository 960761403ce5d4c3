import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import { isMessageKind } from '../../domain/numbering/identity.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import type { AnswerCheck } from '../../domain/outbox/answer-check.ts';
import { isFinal, type OutboxDocument } from '../../domain/outbox/document.ts';
import { choicesOf } from '../../domain/outbox/document-step.ts';
import type { ClerkAction } from '../../domain/outbox/clerk-action.ts';
import type { Attempt, OutboxStore } from '../../domain/outbox/store.ts';
import { emptyMessageForm, MessageKind } from '../../domain/received/message-form.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type AnswerCheckView,
  type AttemptView,
  type ClerkActionView,
  type DocumentDetail,
  type DocumentFilter,
  DocumentForm,
  type DocumentPage,
  type DocumentRow,
} from '../../preload/contract/documents.ts';
import { readMessageDetail } from '../comprobante/read-message-detail.ts';
import { documentMoves } from '../db/clerk-actions.ts';
import type { Db } from '../db/connection.ts';
import {
  type DocumentCursor,
  type DocumentDetail as ListedDetail,
  documentDetail,
  documentFiles,
  type ListedDocument,
  listDocuments,
  searchDocuments,
} from '../db/document-list.ts';
import { findDraft } from '../db/drafts.ts';
import { schemaSetOf } from '../db/lookups.ts';

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
    n: attempt.n,
    ...(attempt.bytesSha256 === undefined ? {} : { bytesSha256: attempt.bytesSha256 }),
    ...(facts?.bodySha256 === undefined ? {} : { bodySha256: facts.bodySha256 }),
    ...(facts?.location === undefined ? {} : { location: facts.location }),
    ...(facts?.serverAt === undefined ? {} : { serverAt: facts.serverAt }),
  };
}

function readForm(text: string, kind: string): DocumentForm {
  // A form of a later version, or damaged: the document itself is its XML, the form is only for repeating the sale.
  const message = MessageKind.safeParse(kind);
  const none = message.success
    ? emptyMessageForm(message.data)
    : emptyInvoiceForm('01', { activityCodes: [] });
  try {
    return DocumentForm.safeParse(JSON.parse(text)).data ?? none;
  } catch {
    return none;
  }
}

const checkView = ({ signature, signer = '', mismatches }: AnswerCheck): AnswerCheckView => ({
  signature,
  signer,
  mismatches: mismatches.map((each) => ({ ...each })),
});

/** Where the newest copy made of a document stands. A draft that was thrown away counts as none. */
export function copyOf(
  { db, companyId }: DocumentsContext,
  actions: readonly ClerkAction[],
): DocumentDetail['copiedTo'] {
  for (const { kind, detail } of actions.toReversed()) {
    if (detail === undefined) continue;
    if (kind === 'copied-into') {
      const made = documentDetail(db, companyId, detail);
      if (made) return { kind: 'document', documentId: detail, consecutivo: made.facts.consecutivo };
    }
    if (kind === 'copy-to-draft' && findDraft(db, companyId, detail))
      return { kind: 'draft', draftId: detail };
  }
  return undefined;
}

/**
 * A copy is another sale with another clave: only when this one is over (OUTBOX.md I1). What was refused is corrected once; of what
 * was accepted any number of sales like it may be made.
 */
const actionsOf = (
  document: OutboxDocument,
  kind: string,
  copiedTo: DocumentDetail['copiedTo'],
  acts: readonly ClerkAction[],
): DocumentDetail['actions'] => [
  ...choicesOf(document),
  // a received document is answered anew where it lies, in Recibidos
  ...(!isMessageKind(kind) &&
  isOver(document) &&
  (document.state === 'accepted' || copiedTo?.kind !== 'document')
    ? (['copy-to-draft'] as const)
    : []),
  ...(isUnseen(document, acts) ? (['seen'] as const) : []),
];

/** Nothing of it is to come: the sale may have another document. What arrived after it was given up is one already. */
export const isOver = ({ state, reason }: OutboxDocument): boolean =>
  isFinal(state) && reason !== 'arrived-after-all';

/** A rejection asks for attention until somebody has read it or made its correction; what arrived after all, until it was read. */
export const isUnseen = ({ state, reason }: OutboxDocument, acts: readonly ClerkAction[]): boolean =>
  reason === 'arrived-after-all'
    ? !acts.some(({ kind }) => kind === 'seen')
    : state === 'rejected' &&
      !acts.some(({ kind }) => kind === 'seen' || kind === 'copy-to-draft' || kind === 'copied-into');

/** What people did about a document, and "Probar de nuevo" on its way to Hacienda while it waited there. */
function actsAbout(
  { facts, document }: Pick<ListedDetail, 'facts' | 'document'>,
  own: readonly ClerkAction[],
  ofLane: readonly ClerkAction[],
): readonly ClerkAction[] {
  const until = isFinal(document.state) ? document.since : Number.MAX_SAFE_INTEGER;
  return [...own, ...ofLane.filter(({ at }) => at >= facts.sealedAt && at <= until)].toSorted(
    (a, b) => a.at - b.at,
  );
}

export const actView = ({ kind, at, who, subjectKind }: ClerkAction): ClerkActionView => ({
  kind,
  at,
  who,
  subject: subjectKind,
});

export function showDocument(
  { db, companyId }: DocumentsContext,
  id: string,
  { attempts, actions }: Pick<OutboxStore, 'attempts' | 'actions'>,
  bootId: string,
): Result<DocumentDetail, 'not-found'> {
  const detail = documentDetail(db, companyId, id);
  const files = documentFiles(db, companyId, id);
  if (!detail || !files) return fail('not-found');
  const { facts, document, answer, aside } = detail;
  const own = actions.of(companyId, 'document', id);
  const copiedTo = copyOf({ db, companyId }, own);
  const schemaSet = schemaSetOf(db, facts.clave);
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
    form: readForm(facts.form, facts.kind),
    xmlSha256: facts.xmlSha256,
    xmlBytes: files.xml?.length ?? 0,
    ...(schemaSet === undefined ? {} : { schemaSet }),
    ...(answer
      ? {
          answer: {
            verdict: answer.verdict,
            detail: answer.detail,
            rows: readMessageDetail(answer.detail).rows.map(({ code, text }) => ({ code, text })),
            ...(answer.check ? { check: checkView(answer.check) } : {}),
          },
        }
      : {}),
    ...(aside
      ? {
          answerAside: {
            verdict: aside.verdict,
            detail: aside.detail,
            storedAt: aside.storedAt,
            check: { signature: aside.signature, signer: aside.signer ?? '', mismatches: [] },
          },
        }
      : {}),
    attempts: attempts.of('document', id).map((attempt) => attemptView(attempt, bootId)),
    acts: actsAbout(detail, own, actions.of(companyId, 'lane', 'hacienda')).map(actView),
    moves: documentMoves(db, id).map((move) => ({ ...move })),
    ...(copiedTo ? { copiedTo } : {}),
    actions: actionsOf(document, facts.kind, copiedTo, own),
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
  if (file === 'xml')
    return files.xml ? ok({ name: `${files.clave}.xml`, bytes: files.xml }) : fail('not-found');
  return files.answerXml
    ? ok({ name: `${files.clave}_respuesta.xml`, bytes: files.answerXml })
    : fail('not-found');
}
