import { createHash } from 'node:crypto';
import type { Environment } from '../../domain/company/company.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import type { DocumentReason, OutboxDocument } from '../../domain/outbox/document.ts';
import { type DocumentState, documentStates } from '../../domain/outbox/states.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import type { AnswerCheck } from '../../domain/outbox/answer-check.ts';
import { type AnswerRow, answerColumns, checkOf, isSoundAnswer } from './answer-row.ts';
import type { Db } from './connection.ts';
import { judged, toFacts, type WholeRow, wholeColumns } from './document-row.ts';
import { prefixPattern, trigramQuery } from './text-search.ts';

/** Reading documents for the screens: keyset pages, kept counts, no OFFSET and no COUNT(*) (PERFORMANCE.md). */

export interface ListedDocument {
  readonly seq: number;
  readonly id: string;
  readonly environment: Environment;
  readonly kind: string;
  readonly consecutivo: string;
  readonly clave: string;
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  readonly currency: string;
  readonly issuedAt: string;
  /** UTC ms */
  readonly sealedAt: number;
  readonly state: DocumentState;
  /** UTC ms */
  readonly since: number;
  readonly reason?: DocumentReason;
  /** UTC ms of the next request, where one is planned */
  readonly nextAt?: number;
}

export interface DocumentFilter {
  /** none = every state */
  readonly states?: readonly DocumentState[];
  /** none = every kind */
  readonly kinds?: readonly string[];
  /** UTC ms, from inclusive, until exclusive, of sealing */
  readonly fromAt?: number;
  readonly untilAt?: number;
}

/** The last row of the page before. */
export interface DocumentCursor {
  readonly sealedAt: number;
  readonly seq: number;
}

interface ListedRow extends WholeRow {
  readonly seq: number;
}

const listedColumns = `seq, ${wholeColumns}`;

const toListed = (row: ListedRow): ListedDocument => {
  const { state, since, reason, nextAt } = judged(row);
  return {
    seq: row.seq,
    id: row.id,
    environment: row.environment,
    kind: row.kind,
    consecutivo: row.consecutivo,
    clave: row.clave,
    customerName: row.customerName,
    total: /^\d+$/.test(row.total) ? BigInt(row.total) : 0n,
    currency: row.currency,
    issuedAt: row.issuedAt,
    sealedAt: row.sealedAt,
    state,
    since,
    ...(reason === undefined ? {} : { reason }),
    ...(nextAt === undefined ? {} : { nextAt }),
  };
};

/**
 * One page, newest first. Several states or kinds are merged from one index walk each, so that a rare state among a million
 * documents costs no more than a common one.
 * @param limit 1 ... 500
 */
export function listDocuments(
  db: Db,
  companyId: string,
  filter: DocumentFilter,
  limit: number,
  before?: DocumentCursor,
): readonly ListedDocument[] {
  const bounds = {
    companyId,
    limit: Math.max(1, Math.min(limit, 500)),
    fromAt: filter.fromAt ?? 0,
    // One upper bound only: with two of them SQLite may walk the index from the wrong one.
    beforeAt: before?.sealedAt ?? filter.untilAt ?? Number.MAX_SAFE_INTEGER,
    beforeSeq: before?.seq ?? 0,
  };
  const parameters: Record<string, string | number> = { ...bounds };
  const ranges = `company_id = @companyId and sealed_at >= @fromAt
    and (sealed_at, seq) < (@beforeAt, @beforeSeq)`;
  const kinds = filter.kinds && [...new Set(filter.kinds)];
  const kindNames = (kinds ?? []).map((kind, index) => {
    parameters[`kind${index}`] = kind;
    return `@kind${index}`;
  });
  // The index is named: without statistics the planner takes the company's for every walk.
  const walk = (index: string, condition: string): string =>
    `select * from (select ${listedColumns} from document indexed by ${index} where ${condition} and ${ranges}
     order by sealed_at desc, seq desc limit @limit)`;
  const walks = filter.states
    ? [...new Set(filter.states)].map((state, index) => {
        parameters[`state${index}`] = state;
        return walk(
          'document_newest_by_state',
          `state = @state${index}${kinds ? ` and kind in (${kindNames.join(', ')})` : ''}`,
        );
      })
    : kinds
      ? kindNames.map((name) => walk('document_newest_by_kind', `kind = ${name}`))
      : [walk('document_newest', 'true')];
  if (walks.length === 0) return [];
  return db
    .prepare<[Record<string, string | number>], ListedRow>(
      `${walks.join(' union all ')} order by sealedAt desc, seq desc limit @limit`,
    )
    .all(parameters)
    .map(toListed);
}

/** How many newest documents a search of one or two characters looks at. */
const shortSearchDepth = 2_000;

/** By part of number, clave, customer or amount; newest first. One or two characters look only at the newest documents. */
export function searchDocuments(
  db: Db,
  companyId: string,
  text: string,
  limit: number,
): readonly ListedDocument[] {
  const words = text.trim();
  if (words === '') return [];
  const trigrams = trigramQuery(words);
  const rows =
    trigrams === undefined
      ? db
          .prepare<[string, number, string, string, number], ListedRow>(
            `select ${listedColumns} from (select * from document where company_id = ? order by sealed_at desc, seq desc limit ?) as document
             where consecutivo like ? escape '\\' or customer_name like ? escape '\\'
             order by sealed_at desc, seq desc limit ?`,
          )
          .all(
            companyId,
            shortSearchDepth,
            `%${prefixPattern(words).slice(0, -1)}`,
            prefixPattern(words),
            limit,
          )
      : db
          .prepare<[string, string, number], ListedRow>(
            `select ${listedColumns} from (select rowid as found from document_text where document_text match ?
               order by rowid desc) cross join document on seq = found
             where company_id = ? order by found desc limit ?`,
          )
          .all(trigrams, companyId, limit);
  return rows.map(toListed);
}

/**
 * Rejected documents that nobody has read or corrected yet, and given up ones that arrived after all, which nobody has read, oldest first.
 * @param limit as many as a screen shows
 */
export const unseenRejected = (db: Db, companyId: string, limit: number): readonly ListedDocument[] =>
  db
    .prepare<[string, number], ListedRow>(
      `select ${listedColumns} from document where company_id = ? and state in ('rejected', 'abandoned')
         and (state = 'rejected' or reason = 'arrived-after-all') and not exists (
         select 1 from clerk_action where subject_kind = 'document' and subject_id = document.id
         and (clerk_action.kind = 'seen' or state = 'rejected' and clerk_action.kind in ('copy-to-draft', 'copied-into')))
       order by sealed_at, seq limit ?`,
    )
    .all(companyId, limit)
    .map(toListed);

/** UTC ms since when the longest of those in `states` has been in its state. */
export const oldestSince = (
  db: Db,
  companyId: string,
  states: readonly DocumentState[],
): number | undefined =>
  db
    .prepare<[string, ...string[]], number | null>(
      `select min(state_since) from document where company_id = ? and state in (${states.map(() => '?').join(', ')})`,
    )
    .pluck()
    .get(companyId, ...states) ?? undefined;

/** Documents per state, kept by triggers; states without any are 0. */
export function countDocuments(db: Db, companyId: string): Readonly<Record<DocumentState, number>> {
  const rows = db
    .prepare<[string], { readonly state: DocumentState; readonly n: number }>(
      'select state, n from document_count where company_id = ?',
    )
    .all(companyId);
  const counts = new Map(rows.map((row) => [row.state, row.n]));
  const entries = documentStates.map((state) => [state, counts.get(state) ?? 0] as const);
  // oxlint-disable-next-line no-unsafe-type-assertion -- one entry per member of documentStates
  return Object.fromEntries(entries) as Record<DocumentState, number>;
}

/** States in which a document still waits for the network. */
export const waitingStates = ['sending', 'unknown', 'queued', 'held', 'received', 'processing'] as const;

/** UTC ms of the sealing of the oldest document that is neither final nor in a person's hands. */
export function oldestWaitingAt(db: Db, companyId: string): number | undefined {
  const oldest = db
    .prepare<[string, string], number | null>(
      'select min(sealed_at) from document where company_id = ? and state = ?',
    )
    .pluck();
  const times = waitingStates
    .map((state) => oldest.get(companyId, state))
    .filter((at) => typeof at === 'number');
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Everything about one document, for its page. Attempts come from `attemptStore`. */
export interface DocumentDetail {
  readonly facts: SealedFacts;
  readonly document: OutboxDocument;
  readonly answer?: {
    readonly verdict: 'accepted' | 'rejected';
    /** DetalleMensaje, raw */
    readonly detail: string;
    /** UTC ms */
    readonly storedAt: number;
    readonly check?: AnswerCheck;
  };
  /** the newest answer that settled nothing, for a person to read */
  readonly aside?: AsideAnswer;
}

/** An answer whose signature does not hold. */
export interface AsideAnswer {
  readonly verdict: 'accepted' | 'rejected';
  /** DetalleMensaje, raw */
  readonly detail: string;
  /** UTC ms */
  readonly storedAt: number;
  readonly signature: 'altered' | 'unsigned';
  readonly signer?: string;
}

function asideAnswer(db: Db, id: string): AsideAnswer | undefined {
  const row = db
    .prepare<[string], Omit<AsideAnswer, 'signer'> & { readonly signer: string | null }>(
      `select verdict, detail, stored_at as storedAt, verification as signature, signer from answer_aside
       where document_id = ? order by id desc limit 1`,
    )
    .get(id);
  if (!row) return undefined;
  const { signer, ...rest } = row;
  return { ...rest, ...(signer === null ? {} : { signer }) };
}

/** @returns undefined also where the stored answer is not what the authority sent: it is asked again */
function soundAnswer(db: Db, id: string): AnswerRow | undefined {
  const row = db
    .prepare<[string], AnswerRow>(`select ${answerColumns} from document_answer where document_id = ?`)
    .get(id);
  return row && isSoundAnswer(id, row) ? row : undefined;
}

function answerOf(row: AnswerRow): NonNullable<DocumentDetail['answer']> {
  const check = checkOf(row);
  return {
    verdict: row.verdict,
    detail: row.detail,
    storedAt: row.storedAt,
    ...(check ? { check } : {}),
  };
}

export function documentDetail(db: Db, companyId: string, id: string): DocumentDetail | undefined {
  const row = db
    .prepare<[string], WholeRow & { readonly form: string | null }>(
      `select ${wholeColumns}, body.form from document left join document_body as body on body.document_id = document.id
       where document.id = ?`,
    )
    .get(id);
  if (row?.companyId !== companyId) return undefined;
  // A number that cannot be read belongs to a row that nothing could mend: it is listed, and has no page.
  if (!readConsecutivo(row.consecutivo) || !/^\d+$/.test(row.total)) return undefined;
  const answer = soundAnswer(db, id);
  const aside = asideAnswer(db, id);
  return {
    facts: toFacts({ ...row, form: row.form ?? '' }),
    document: judged(row),
    ...(answer ? { answer: answerOf(answer) } : {}),
    ...(aside ? { aside } : {}),
  };
}

/**
 * The signed document and the authority's answer as files to give out; only bytes that are still what was signed and received.
 * @returns without `xml` where the stored bytes are damaged or gone
 */
export function documentFiles(
  db: Db,
  companyId: string,
  id: string,
):
  | { readonly clave: string; readonly xml: Uint8Array | undefined; readonly answerXml?: Uint8Array }
  | undefined {
  const row = db
    .prepare<
      [string, string],
      { readonly clave: string; readonly xmlSha256: string; readonly xml: Buffer | null }
    >(
      `select clave, xml_sha256 as xmlSha256, body.xml as xml from document
       left join document_body as body on body.document_id = document.id
       where company_id = ? and document.id = ?`,
    )
    .get(companyId, id);
  if (!row) return undefined;
  const answer = soundAnswer(db, id);
  return {
    clave: row.clave,
    xml:
      row.xml && createHash('sha256').update(row.xml).digest('hex') === row.xmlSha256 ? row.xml : undefined,
    ...(answer ? { answerXml: answer.xml } : {}),
  };
}
