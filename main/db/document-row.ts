import type { Identification } from '../../domain/billing/invoice.ts';
import type { Environment } from '../../domain/company/company.ts';
import type { Situation } from '../../domain/numbering/clave.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import type { DocumentReason, OutboxDocument } from '../../domain/outbox/document.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import { rowSum } from './row-sum.ts';

/** The columns the outbox moves, as the CHECKs of the table keep them; reasons are written by this program only. */
export interface MovingRow {
  readonly id: string;
  readonly companyId: string;
  readonly clave: string;
  readonly dependsOn: string | null;
  readonly state: DocumentState;
  readonly since: number;
  readonly bootId: string | null;
  readonly nextAt: number | null;
  readonly reason: DocumentReason | null;
  readonly posts: number;
  readonly sentAt: number | null;
  readonly sentBoot: string | null;
  readonly sentMono: number | null;
  readonly receivedAt: number | null;
  readonly polls: number;
  readonly notFound: number;
  readonly notFoundAt: number | null;
  readonly doubt: 'ordinary' | 'duplicate' | null;
  readonly foreignDuplicate: number;
  readonly settleGets: number;
  readonly lonelyDoubts: number;
  readonly lastDoubtAt: number | null;
  readonly cause: string | null;
  readonly location: string | null;
  readonly rawText: string | null;
  readonly verdict: 'accepted' | 'rejected' | null;
  readonly intent: 'abandon' | null;
  readonly rounds: number;
  readonly unanswered: number;
  /** null: of a row written before there were sums */
  readonly movingSum: number | null;
}

const movedColumns = `state, state_since as since, boot_id as bootId, next_at as nextAt, reason, posts,
  sent_at as sentAt, sent_boot as sentBoot, sent_mono as sentMono, received_at as receivedAt, polls, not_found as notFound, not_found_at as notFoundAt, doubt,
  foreign_duplicate as foreignDuplicate, settle_gets as settleGets, lonely_doubts as lonelyDoubts,
  last_doubt_at as lastDoubtAt, cause, location, raw_text as rawText, answer_verdict as verdict, intent, rounds,
  unanswered, moving_sum as movingSum`;

export const movingColumns = `id, company_id as companyId, clave, depends_on as dependsOn, ${movedColumns}`;

/** What the row says, whether it is to be believed or not. */
export const asWritten = (row: MovingRow): OutboxDocument => ({
  id: row.id,
  companyId: row.companyId,
  clave: row.clave,
  state: row.state,
  since: row.since,
  ...(row.bootId === null ? {} : { bootId: row.bootId }),
  ...(row.nextAt === null ? {} : { nextAt: row.nextAt }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.dependsOn === null ? {} : { dependsOn: row.dependsOn }),
  posts: row.posts,
  ...(row.sentAt === null ? {} : { sentAt: row.sentAt }),
  ...(row.sentBoot === null || row.sentMono === null
    ? {}
    : { sentOn: { bootId: row.sentBoot, mono: row.sentMono } }),
  ...(row.receivedAt === null ? {} : { receivedAt: row.receivedAt }),
  polls: row.polls,
  notFound: row.notFound,
  ...(row.notFoundAt === null ? {} : { notFoundAt: row.notFoundAt }),
  ...(row.doubt === null ? {} : { doubt: row.doubt }),
  foreignDuplicate: row.foreignDuplicate === 1,
  settleGets: row.settleGets,
  lonelyDoubts: row.lonelyDoubts,
  ...(row.lastDoubtAt === null ? {} : { lastDoubtAt: row.lastDoubtAt }),
  ...(row.cause === null ? {} : { cause: row.cause }),
  ...(row.location === null ? {} : { location: row.location }),
  ...(row.rawText === null ? {} : { rawText: row.rawText }),
  ...(row.verdict === null ? {} : { verdict: row.verdict }),
  ...(row.intent === null ? {} : { intent: row.intent }),
  rounds: row.rounds,
  unanswered: row.unanswered,
});

type WrittenRow = Omit<MovingRow, 'companyId' | 'clave' | 'dependsOn' | 'movingSum'>;

export const toRow = (document: OutboxDocument): WrittenRow => ({
  id: document.id,
  state: document.state,
  since: document.since,
  bootId: document.bootId ?? null,
  nextAt: document.nextAt ?? null,
  reason: document.reason ?? null,
  posts: document.posts,
  sentAt: document.sentAt ?? null,
  sentBoot: document.sentOn?.bootId ?? null,
  sentMono: document.sentOn === undefined ? null : Math.round(document.sentOn.mono),
  receivedAt: document.receivedAt ?? null,
  polls: document.polls,
  notFound: document.notFound,
  notFoundAt: document.notFoundAt ?? null,
  doubt: document.doubt ?? null,
  foreignDuplicate: document.foreignDuplicate ? 1 : 0,
  settleGets: document.settleGets,
  lonelyDoubts: document.lonelyDoubts,
  lastDoubtAt: document.lastDoubtAt ?? null,
  cause: document.cause ?? null,
  location: document.location ?? null,
  rawText: document.rawText ?? null,
  verdict: document.verdict ?? null,
  intent: document.intent ?? null,
  rounds: document.rounds,
  unanswered: document.unanswered,
});

/**
 * Of what decides sending, with the identity it belongs to. Without `nextAt`: that is moved for all rows at once when the clock goes
 * back, and decides only when.
 */
export function movingSumOf(document: OutboxDocument): number {
  const { nextAt: _nextAt, ...row } = toRow(document);
  const { companyId, clave, dependsOn } = document;
  return rowSum({ ...row, companyId, clave, dependsOn: dependsOn ?? null });
}

/** Whether what the outbox moves is what was written. */
export const isAsMoved = (row: MovingRow): boolean =>
  row.movingSum === null || row.movingSum === movingSumOf(asWritten(row));

/** A row that is not what was written is read as `quarantined`: shown so, and on no way to a POST, until it is mended. */
export function toDocument(row: MovingRow): OutboxDocument {
  const document = asWritten(row);
  if (isAsMoved(row)) return document;
  const { nextAt: _nextAt, bootId: _bootId, verdict: _verdict, ...rest } = document;
  return { ...rest, state: 'quarantined', reason: 'row-damaged' };
}

export interface FactsRow {
  readonly id: string;
  readonly companyId: string;
  readonly environment: Environment;
  readonly kind: string;
  readonly branch: string;
  readonly terminal: string;
  readonly consecutivo: string;
  readonly clave: string;
  readonly xmlSha256: string;
  readonly situation: Situation;
  readonly issuedAt: string;
  readonly sealedAt: number;
  readonly customerName: string;
  /** decimal digits: the column is wider than a number is exact */
  readonly total: string;
  readonly currency: string;
  readonly issuerType: string;
  readonly issuerNumber: string;
  readonly receiverType: string | null;
  readonly receiverNumber: string | null;
  readonly callbackUrl: string | null;
  readonly dependsOn: string | null;
  /** null: of a row written before there were sums */
  readonly sealedSum: number | null;
}
type SealedRow = Omit<FactsRow, 'sealedSum'>;

export const factsColumns = `document.id, company_id as companyId, environment, kind, branch, terminal, consecutivo, clave,
  xml_sha256 as xmlSha256, situation, issued_at as issuedAt, sealed_at as sealedAt, customer_name as customerName,
  cast(total as text) as total, currency, issuer_type as issuerType, issuer_number as issuerNumber,
  receiver_type as receiverType, receiver_number as receiverNumber, callback_url as callbackUrl,
  depends_on as dependsOn, sealed_sum as sealedSum`;

/** A row as it lies, to be judged by `isAsSealed` and `toDocument`. */
export type WholeRow = FactsRow & MovingRow;
export const wholeColumns = `${factsColumns}, ${movedColumns}`;

/** Of what sealing froze. */
const sealedSumOf = (row: SealedRow): number =>
  rowSum({
    id: row.id,
    companyId: row.companyId,
    environment: row.environment,
    kind: row.kind,
    branch: row.branch,
    terminal: row.terminal,
    consecutivo: row.consecutivo,
    clave: row.clave,
    xmlSha256: row.xmlSha256,
    situation: row.situation,
    issuedAt: row.issuedAt,
    sealedAt: row.sealedAt,
    customerName: row.customerName,
    total: row.total,
    currency: row.currency,
    issuerType: row.issuerType,
    issuerNumber: row.issuerNumber,
    receiverType: row.receiverType,
    receiverNumber: row.receiverNumber,
    callbackUrl: row.callbackUrl,
    dependsOn: row.dependsOn,
  });

export const isAsSealed = (row: FactsRow): boolean =>
  row.sealedSum === null || row.sealedSum === sealedSumOf(row);

/** The document as the screens show it: one whose sealed facts are damaged is `quarantined` too. */
export const judged = (row: WholeRow): OutboxDocument => {
  const document = toDocument(row);
  return isAsSealed(row) ? document : { ...document, state: 'quarantined', reason: 'row-damaged' };
};

/** The sums of a row, for who writes it. */
export function sumsOf(
  row: SealedRow,
  document: OutboxDocument,
): { readonly sealedSum: number; readonly movingSum: number } {
  const { dependsOn: _waitsFor, ...rest } = document;
  return {
    sealedSum: sealedSumOf(row),
    movingSum: movingSumOf(row.dependsOn === null ? rest : { ...rest, dependsOn: row.dependsOn }),
  };
}

/** Of the JSON text of the form, in the row of the bytes. */
export const formSum = (documentId: string, form: string): number => rowSum({ documentId, form });

function receiverOf(row: FactsRow): { readonly receiver?: Identification } {
  return row.receiverType === null || row.receiverNumber === null
    ? {}
    : { receiver: { type: row.receiverType, number: row.receiverNumber } };
}

export function toFacts(row: FactsRow & { readonly form: string }): SealedFacts {
  const parts = readConsecutivo(row.consecutivo);
  if (!parts) throw new Error(`document ${row.id} has no readable number`);
  return {
    id: row.id,
    companyId: row.companyId,
    environment: row.environment,
    kind: row.kind,
    branch: row.branch,
    terminal: row.terminal,
    number: parts.number,
    consecutivo: row.consecutivo,
    clave: row.clave,
    xmlSha256: row.xmlSha256,
    situation: row.situation,
    issuedAt: row.issuedAt,
    sealedAt: row.sealedAt,
    customerName: row.customerName,
    total: BigInt(row.total),
    currency: row.currency,
    issuer: { type: row.issuerType, number: row.issuerNumber },
    ...receiverOf(row),
    ...(row.callbackUrl === null ? {} : { callbackUrl: row.callbackUrl }),
    ...(row.dependsOn === null ? {} : { dependsOn: row.dependsOn }),
    form: row.form,
  };
}

/** The columns of what sealing froze, by their parameter names. */
export const toSealedRow = (sealed: SealedFacts): SealedRow => ({
  id: sealed.id,
  companyId: sealed.companyId,
  environment: sealed.environment,
  kind: sealed.kind,
  branch: sealed.branch,
  terminal: sealed.terminal,
  consecutivo: sealed.consecutivo,
  clave: sealed.clave,
  xmlSha256: sealed.xmlSha256,
  situation: sealed.situation,
  issuedAt: sealed.issuedAt,
  sealedAt: sealed.sealedAt,
  customerName: sealed.customerName,
  total: sealed.total.toString(),
  currency: sealed.currency,
  issuerType: sealed.issuer.type,
  issuerNumber: sealed.issuer.number,
  receiverType: sealed.receiver?.type ?? null,
  receiverNumber: sealed.receiver?.number ?? null,
  callbackUrl: sealed.callbackUrl ?? null,
  dependsOn: sealed.dependsOn ?? null,
});

/** The total as a clerk would type it into the search: at least two decimals, no thousands separator. */
export function amountText(total: bigint): string {
  const digits = total.toString().padStart(6, '0');
  const fraction = digits.slice(-5).replace(/0{1,3}$/, '');
  return `${digits.slice(0, -5)}.${fraction}`;
}
