import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { DocumentReason } from '../../domain/outbox/document.ts';
import { type DocumentState, documentStates } from '../../domain/outbox/states.ts';
import { hasProblem, ReceivedCheck } from '../../domain/received/checks.ts';
import { MessageKind } from '../../domain/received/message-form.ts';
import { answerableKinds, type ReceivedFacts } from '../../domain/received/received-facts.ts';
import type { Db } from './connection.ts';
import { fromJson, readable, readableOne } from './json-column.ts';
import { prefixPattern } from './text-search.ts';

/** Documents of suppliers, and which messages answered them. */

export interface StoredMessage {
  readonly documentId: string;
  readonly kind: MessageKind;
  readonly consecutivo: string;
  readonly state: DocumentState;
  readonly reason?: DocumentReason;
  /** UTC ms */
  readonly sealedAt: number;
}

export interface StoredReceived {
  readonly id: string;
  readonly companyId: string;
  readonly clave: string;
  readonly kind: InvoiceKind;
  readonly consecutivo: string;
  readonly issuerName: string;
  readonly issuerType: string;
  readonly issuerNumber: string;
  /** as written, and the instant it is (UTC ms) */
  readonly issuedAt: string;
  readonly issuedMs: number;
  readonly currency: string;
  /** scale 5 */
  readonly total: bigint;
  readonly tax: bigint;
  readonly fileName: string;
  readonly xmlSha256: string;
  /** UTC ms */
  readonly importedAt: number;
  readonly checks: readonly ReceivedCheck[];
  /** the newest: the one that counts */
  readonly message?: StoredMessage;
}

const Row = z.object({
  id: z.string(),
  companyId: z.string(),
  clave: z.string(),
  kind: InvoiceKind,
  consecutivo: z.string(),
  issuerName: z.string(),
  issuerType: z.string(),
  issuerNumber: z.string(),
  issuedAt: z.string(),
  issuedMs: z.number(),
  currency: z.string(),
  total: z.string().regex(/^\d+$/),
  tax: z.string().regex(/^\d+$/),
  fileName: z.string(),
  xmlSha256: z.string(),
  importedAt: z.number(),
  checks: z.string(),
  messageId: z.string().nullable(),
  messageKind: MessageKind.nullable(),
  messageConsecutivo: z.string().nullable(),
  messageState: z.enum(documentStates).nullable(),
  messageReason: z.string().nullable(),
  messageSealedAt: z.number().nullable(),
});
type Row = z.input<typeof Row>;

const messageColumns = `d.id as messageId, d.kind as messageKind, d.consecutivo as messageConsecutivo, d.state as messageState,
  d.reason as messageReason, d.sealed_at as messageSealedAt`;
const columns = `r.id, r.company_id as companyId, r.clave, r.kind, r.consecutivo, r.issuer_name as issuerName,
  r.issuer_type as issuerType, r.issuer_number as issuerNumber, r.issued_at as issuedAt, r.issued_ms as issuedMs,
  r.currency, cast(r.total as text) as total, cast(r.tax as text) as tax, r.file_name as fileName,
  r.xml_sha256 as xmlSha256, r.imported_at as importedAt, r.checks, ${messageColumns}`;
/** A message that answers a document is named by its clave and a number of its own: domain/numbering/identity.ts. */
const answersIt = `d.company_id = r.company_id and d.clave > r.clave || '-' and d.clave < r.clave || '.'`;
const joined = `received_document r
  left join document d on d.seq = (select max(seq) from document as d where ${answersIt})`;

type MessageColumns = Pick<
  z.output<typeof Row>,
  'messageId' | 'messageKind' | 'messageConsecutivo' | 'messageState' | 'messageReason' | 'messageSealedAt'
>;

function toMessage(row: MessageColumns): StoredMessage | undefined {
  const { messageId, messageKind, messageConsecutivo, messageState, messageSealedAt } = row;
  if (messageId === null || messageKind === null || messageConsecutivo === null) return undefined;
  if (messageState === null || messageSealedAt === null) return undefined;
  return {
    documentId: messageId,
    kind: messageKind,
    consecutivo: messageConsecutivo,
    state: messageState,
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by this program only, as in document-row.ts
    ...(row.messageReason === null ? {} : { reason: row.messageReason as DocumentReason }),
    sealedAt: messageSealedAt,
  };
}

function toReceived(raw: Row): StoredReceived {
  const row = Row.parse(raw);
  const message = toMessage(row);
  return {
    id: row.id,
    companyId: row.companyId,
    clave: row.clave,
    kind: row.kind,
    consecutivo: row.consecutivo,
    issuerName: row.issuerName,
    issuerType: row.issuerType,
    issuerNumber: row.issuerNumber,
    issuedAt: row.issuedAt,
    issuedMs: row.issuedMs,
    currency: row.currency,
    total: BigInt(row.total),
    tax: BigInt(row.tax),
    fileName: row.fileName,
    xmlSha256: row.xmlSha256,
    importedAt: row.importedAt,
    checks: fromJson(z.array(ReceivedCheck), row.checks),
    ...(message ? { message } : {}),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface NewReceived {
  readonly id: string;
  readonly facts: ReceivedFacts;
  readonly fileName: string;
  readonly checks: readonly ReceivedCheck[];
  /** exactly as they came */
  readonly xml: Uint8Array;
  /** UTC ms */
  readonly importedAt: number;
}

/** Document and bytes together, in the caller's transaction. @throws when the clave is there already: ask before */
export function addReceived(db: Db, companyId: string, added: NewReceived): void {
  const { facts } = added;
  const issuedMs = Date.parse(facts.issuedAt);
  db.prepare(
    `insert into received_document (id, company_id, clave, kind, consecutivo, issuer_name, issuer_type, issuer_number,
       issued_at, issued_ms, currency, total, tax, file_name, xml_sha256, imported_at, checks, problem)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    added.id,
    companyId,
    facts.clave,
    facts.kind,
    facts.consecutivo,
    facts.issuer.name,
    facts.issuer.type,
    facts.issuer.number,
    facts.issuedAt,
    Number.isNaN(issuedMs) ? added.importedAt : issuedMs,
    facts.currency,
    facts.total,
    facts.tax,
    added.fileName,
    sha256(added.xml),
    added.importedAt,
    JSON.stringify(added.checks),
    hasProblem(added.checks) ? 1 : 0,
  );
  db.prepare('insert into received_body (received_id, xml) values (?, ?)').run(added.id, added.xml);
}

/** Kinds that a message can answer: `answerableKinds`. */
const answerable = [...answerableKinds].map((kind) => `'${kind}'`).join(', ');
const spentStates = `('rejected', 'abandoned')`;
const undecided = `r.problem = 0 and r.kind in (${answerable}) and (d.id is null or d.state in ${spentStates})`;
const conditions = {
  all: 'true',
  open: undecided,
  accepted: `d.kind in ('05', '06') and d.state not in ${spentStates}`,
  rejected: `d.kind = '07' and d.state not in ${spentStates}`,
  problem: `(r.problem = 1 and d.id is null)
    or d.state in ('rejected', 'abandoned', 'needs_fix', 'needs_person', 'quarantined')`,
} as const;
export type ReceivedGroup = keyof typeof conditions;

export interface ReceivedQuery {
  readonly group: ReceivedGroup;
  /** part of issuer, number, clave or file name; '' = any */
  readonly text: string;
  /** issued at or before, UTC ms: for those that are due soon */
  readonly issuedUntil?: number;
  readonly limit: number;
}

/** What waits is listed with the oldest issue first, everything else with the newest. A row that cannot be read hides only itself. */
export function listReceived(db: Db, companyId: string, query: ReceivedQuery): readonly StoredReceived[] {
  const text = query.text.trim();
  const like = `%${prefixPattern(text)}`;
  const order = query.group === 'open' ? 'r.issued_ms, r.seq' : 'r.issued_ms desc, r.seq desc';
  const rows = db
    .prepare<[{ companyId: string; text: string; like: string; until: number; limit: number }], Row>(
      `select ${columns} from ${joined}
       where r.company_id = @companyId and r.issued_ms <= @until and (${conditions[query.group]})
         and (@text = '' or r.issuer_name like @like escape '\\' or r.issuer_number like @like escape '\\'
           or r.clave like @like escape '\\' or r.file_name like @like escape '\\')
       order by ${order} limit @limit`,
    )
    .all({
      companyId,
      text,
      like,
      until: query.issuedUntil ?? Number.MAX_SAFE_INTEGER,
      limit: query.limit,
    });
  return readable(rows, toReceived);
}

/** How many there are of each group, whatever is searched. */
export function countReceived(db: Db, companyId: string): Readonly<Record<ReceivedGroup, number>> {
  const sums = Object.entries(conditions).map(([group, condition]) => `sum(${condition}) as "${group}"`);
  const row = db
    .prepare<[string], Readonly<Record<ReceivedGroup, number | null>>>(
      `select ${sums.join(', ')} from ${joined} where r.company_id = ?`,
    )
    .get(companyId);
  return {
    all: row?.all ?? 0,
    open: row?.open ?? 0,
    accepted: row?.accepted ?? 0,
    rejected: row?.rejected ?? 0,
    problem: row?.problem ?? 0,
  };
}

const oneBy =
  (column: 'id' | 'clave') =>
  (db: Db, companyId: string, value: string): StoredReceived | undefined => {
    const row = db
      .prepare<[string, string], Row>(
        `select ${columns} from ${joined} where r.company_id = ? and r.${column} = ?`,
      )
      .get(companyId, value);
    return row && readableOne(row, toReceived);
  };
export const findReceived = oneBy('id');
export const findReceivedByClave = oneBy('clave');

/** Whether this issuer's number came before under another clave. */
export const hasSameNumber = (
  db: Db,
  companyId: string,
  { clave, consecutivo, issuer }: Pick<ReceivedFacts, 'clave' | 'consecutivo' | 'issuer'>,
): boolean =>
  db
    .prepare<[string, string, string, string], number>(
      'select 1 from received_document where company_id = ? and issuer_number = ? and consecutivo = ? and clave <> ?',
    )
    .pluck()
    .get(companyId, issuer.number, consecutivo, clave) === 1;

/** @returns undefined when they are gone or no longer those that came */
export function receivedBytes(db: Db, companyId: string, id: string): Uint8Array | undefined {
  const row = db
    .prepare<[string, string], { readonly xml: Buffer; readonly sha: string }>(
      `select b.xml, r.xml_sha256 as sha from received_document r join received_body b on b.received_id = r.id
       where r.company_id = ? and r.id = ?`,
    )
    .get(companyId, id);
  return row && sha256(row.xml) === row.sha ? row.xml : undefined;
}

export interface ReceivedAnswer {
  readonly verdict: 'accepted' | 'rejected';
  /** its signature names Hacienda's seal; false: intact, and nothing says whose it is */
  readonly proved: boolean;
  /** DetalleMensaje, raw */
  readonly detail: string;
  /** UTC ms */
  readonly storedAt: number;
  readonly xml: Uint8Array;
}

/**
 * Hacienda's message with the check it makes. A second one about the same document changes nothing, unless it proves itself where the
 * first did not: anybody can write one that says "rejected". @returns whether it was kept
 */
export function keepAnswer(
  db: Db,
  id: string,
  answer: ReceivedAnswer,
  checks: readonly ReceivedCheck[],
): boolean {
  const kept =
    db
      .prepare(
        `insert into received_answer (received_id, verdict, proved, detail, stored_at, xml) values (?, ?, ?, ?, ?, ?)
         on conflict (received_id) do update set verdict = excluded.verdict, proved = excluded.proved, detail = excluded.detail,
           stored_at = excluded.stored_at, xml = excluded.xml where proved = 0 and excluded.proved = 1`,
      )
      .run(id, answer.verdict, answer.proved ? 1 : 0, answer.detail, answer.storedAt, answer.xml).changes ===
    1;
  if (kept)
    db.prepare('update received_document set checks = ?, problem = ? where id = ?').run(
      JSON.stringify(checks),
      hasProblem(checks) ? 1 : 0,
      id,
    );
  return kept;
}

export function receivedAnswer(db: Db, companyId: string, id: string): ReceivedAnswer | undefined {
  const row = db
    .prepare<[string, string], Omit<ReceivedAnswer, 'proved'> & { readonly proved: number }>(
      `select verdict, proved, detail, stored_at as storedAt, a.xml from received_answer a
       join received_document r on r.id = a.received_id where r.company_id = ? and r.id = ?`,
    )
    .get(companyId, id);
  return row && { ...row, proved: row.proved === 1 };
}

/** Every message that answered it, oldest first. */
export const messagesOf = (db: Db, companyId: string, id: string): readonly StoredMessage[] =>
  db
    .prepare<[string, string], MessageColumns>(
      `select ${messageColumns} from received_document r join document d on ${answersIt}
       where r.company_id = ? and r.id = ? order by d.seq`,
    )
    .all(companyId, id)
    .flatMap((row) => toMessage(row) ?? []);

/** With its bytes and Hacienda's message. @returns false when it is not there, or was answered */
export function discardReceived(db: Db, companyId: string, id: string): boolean {
  const open = db
    .prepare<[string, string], number>(
      `select 1 from received_document r where company_id = ? and id = ?
         and not exists (select 1 from document d where ${answersIt})`,
    )
    .pluck()
    .get(companyId, id);
  if (open !== 1) return false;
  db.prepare('delete from received_answer where received_id = ?').run(id);
  db.prepare('delete from received_body where received_id = ?').run(id);
  db.prepare('delete from received_document where id = ?').run(id);
  return true;
}
