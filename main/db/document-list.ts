import type { Environment } from '../../domain/company/company.ts';
import type { DocumentReason, OutboxDocument } from '../../domain/outbox/document.ts';
import { type DocumentState, documentStates } from '../../domain/outbox/states.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';
import { documentStore } from './documents.ts';
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

interface ListedRow {
  readonly seq: number;
  readonly id: string;
  readonly environment: Environment;
  readonly kind: string;
  readonly consecutivo: string;
  readonly clave: string;
  readonly customerName: string;
  readonly total: string;
  readonly currency: string;
  readonly issuedAt: string;
  readonly sealedAt: number;
  readonly state: DocumentState;
  readonly since: number;
  readonly reason: DocumentReason | null;
  readonly nextAt: number | null;
}

const listedColumns = `seq, id, environment, kind, consecutivo, clave, customer_name as customerName,
  cast(total as text) as total, currency, issued_at as issuedAt, sealed_at as sealedAt, state, state_since as since, reason,
  next_at as nextAt`;

const toListed = ({ reason, nextAt, total, ...row }: ListedRow): ListedDocument => ({
  ...row,
  total: BigInt(total),
  ...(reason === null ? {} : { reason }),
  ...(nextAt === null ? {} : { nextAt }),
});

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
            `select ${listedColumns} from (select * from document where company_id = ? order by sealed_at desc, seq desc limit ?)
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
  };
}

export function documentDetail(db: Db, companyId: string, id: string): DocumentDetail | undefined {
  const store = documentStore(db);
  const document = store.find(id);
  if (document?.companyId !== companyId) return undefined;
  const answer = db
    .prepare<
      [string],
      { readonly verdict: 'accepted' | 'rejected'; readonly detail: string; readonly storedAt: number }
    >('select verdict, detail, stored_at as storedAt from document_answer where document_id = ?')
    .get(id);
  return { facts: store.facts(id), document, ...(answer ? { answer } : {}) };
}

/** The signed document and the authority's answer as files to give out. */
export function documentFiles(
  db: Db,
  companyId: string,
  id: string,
): { readonly clave: string; readonly xml: Uint8Array; readonly answerXml?: Uint8Array } | undefined {
  const row = db
    .prepare<
      [string, string],
      { readonly clave: string; readonly xml: Buffer; readonly answerXml: Buffer | null }
    >(
      `select clave, body.xml as xml, answer.xml as answerXml from document
       join document_body as body on body.document_id = document.id
       left join document_answer as answer on answer.document_id = document.id
       where company_id = ? and document.id = ?`,
    )
    .get(companyId, id);
  if (!row) return undefined;
  return { clave: row.clave, xml: row.xml, ...(row.answerXml === null ? {} : { answerXml: row.answerXml }) };
}
