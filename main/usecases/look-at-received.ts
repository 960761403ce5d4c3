import type { Comprobante } from '../../domain/billing/comprobante.ts';
import type { InvoiceLine } from '../../domain/billing/invoice.ts';
import { formatAmount, sumAmounts } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../domain/money/decimal.ts';
import { answerTerm, answerUntil, daysLeft } from '../../domain/received/deadline.ts';
import { mayBeAnswered, receivedStatus } from '../../domain/received/received-status.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type {
  MessageView,
  ReceivedDetail,
  ReceivedLine,
  ReceivedList,
  ReceivedRow,
  ReceivedShow,
} from '../../preload/contract/received.ts';
import type { Db } from '../db/connection.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import {
  countReceived,
  findReceived,
  listReceived,
  messagesOf,
  receivedAnswer,
  receivedBytes,
  type StoredMessage,
  type StoredReceived,
} from '../db/received.ts';
import { standingOf } from './answer-received.ts';

export interface LookContext {
  readonly db: Db;
  readonly companyId: string;
  /** UTC ms */
  readonly now: number;
  readComprobante(bytes: Uint8Array): Result<Comprobante, unknown>;
}

const mostRows = 1_000;
/** Due within so many days is soon. */
const soonDays = 3;

/** How many business days of the next month the rule gives (DOMAIN.md section 14 [peer]): a setting of the company. */
export function businessDaysOf(db: Db, companyId: string): number {
  const kept = Number(readMeta(db, `received-days ${companyId}`));
  return Number.isInteger(kept) && kept >= 1 && kept <= 31 ? kept : answerTerm.businessDays;
}
export const setBusinessDays = (db: Db, companyId: string, days: number): void =>
  writeMeta(db, `received-days ${companyId}`, String(days));

const messageView = (message: StoredMessage): MessageView => ({
  documentId: message.documentId,
  kind: message.kind,
  consecutivo: message.consecutivo,
  state: message.state,
  ...(message.reason === undefined ? {} : { reason: message.reason }),
  sealedAt: message.sealedAt,
});

function rowOf(stored: StoredReceived, today: string, businessDays: number): ReceivedRow {
  const standing = standingOf(stored);
  const open = mayBeAnswered(standing);
  const dueOn = open ? answerUntil(costaRicaDate(stored.issuedMs), { businessDays }) : undefined;
  return {
    id: stored.id,
    clave: stored.clave,
    kind: stored.kind,
    consecutivo: stored.consecutivo,
    issuerName: stored.issuerName,
    issuerNumber: stored.issuerNumber,
    issuedAt: stored.issuedMs,
    currency: stored.currency,
    total: formatAmount(stored.total),
    tax: formatAmount(stored.tax),
    status: receivedStatus(standing),
    ...(dueOn === undefined ? {} : { dueOn, daysLeft: daysLeft(dueOn, today) }),
    warned: stored.checks.some(({ outcome }) => outcome === 'warned'),
    ...(stored.message ? { message: messageView(stored.message) } : {}),
  };
}

const isSoon = (row: ReceivedRow): boolean => row.daysLeft !== undefined && row.daysLeft <= soonDays;

/** The rows of a group, and how many there are of each. */
export function receivedList(
  { db, companyId, now }: LookContext,
  asked: { readonly show: ReceivedShow; readonly text: string },
): ReceivedList {
  const businessDays = businessDaysOf(db, companyId);
  const today = costaRicaDate(now);
  const read = (show: ReceivedShow, text: string): readonly ReceivedRow[] =>
    listReceived(db, companyId, {
      group: show === 'soon' ? 'open' : show,
      text,
      limit: mostRows + 1,
    }).map((stored) => rowOf(stored, today, businessDays));
  const rows = read(asked.show, asked.text);
  const shown = asked.show === 'soon' ? rows.filter(isSoon) : rows;
  return {
    rows: shown.slice(0, mostRows),
    more: rows.length > mostRows,
    // the oldest wait first, so those that are due soon are among the first thousand
    counts: { ...countReceived(db, companyId), soon: read('soon', '').filter(isSoon).length },
    businessDays,
  };
}

const lineView = (line: InvoiceLine): ReceivedLine => ({
  number: line.number,
  detail: line.detail,
  quantity: formatDecimalTrimmed(line.quantity),
  unit: line.unit,
  unitPrice: formatDecimalTrimmed(line.unitPrice),
  discount: formatAmount(sumAmounts(line.discounts.map(({ amount }) => amount))),
  tax: formatAmount(line.netTax),
  total: formatAmount(line.lineTotal),
});

function contentOf({ invoice }: Comprobante): ReceivedDetail['content'] {
  const { summary } = invoice;
  return {
    kind: 'read',
    saleCondition: invoice.saleCondition,
    exchangeRate: formatDecimalTrimmed(invoice.exchangeRate),
    activityCode: invoice.activityCode ?? '',
    lines: invoice.lines.map(lineView),
    charges: invoice.otherCharges.map(({ detail, amount }) => ({ detail, amount: formatAmount(amount) })),
    references: invoice.references.map(({ documentType, number = '', reason = '' }) => ({
      documentType,
      number,
      reason,
    })),
    sale: formatAmount(summary.sale),
    discounts: formatAmount(summary.discounts),
    netSale: formatAmount(summary.netSale),
    tax: formatAmount(summary.tax),
    otherCharges: formatAmount(summary.otherCharges),
    ivaReturned: formatAmount(summary.ivaReturned),
    total: formatAmount(summary.total),
  };
}

/** One document with everything in it. */
export function receivedDetail(context: LookContext, id: string): Result<ReceivedDetail, 'not-found'> {
  const { db, companyId, now } = context;
  const stored = findReceived(db, companyId, id);
  if (!stored) return fail('not-found');
  const bytes = receivedBytes(db, companyId, id);
  const read = bytes && context.readComprobante(bytes);
  const answer = receivedAnswer(db, companyId, id);
  const standing = standingOf(stored);
  return ok({
    ...rowOf(stored, costaRicaDate(now), businessDaysOf(db, companyId)),
    fileName: stored.fileName,
    importedAt: stored.importedAt,
    checks: [...stored.checks],
    content: read?.ok ? contentOf(read.value) : { kind: 'damaged' },
    messages: messagesOf(db, companyId, id).map(messageView).toReversed(),
    ...(answer
      ? {
          answer: {
            verdict: answer.verdict,
            proved: answer.proved,
            detail: answer.detail,
            storedAt: answer.storedAt,
          },
        }
      : {}),
    canAnswer: read?.ok === true && mayBeAnswered(standing),
    canDiscard: stored.message === undefined,
  });
}

/** The file as the supplier gave it, or Hacienda's message about it. Names as DOMAIN.md 3.4. */
export function receivedFile(
  { db, companyId }: LookContext,
  id: string,
  file: 'xml' | 'answer',
): Result<{ readonly name: string; readonly bytes: Uint8Array }, 'not-found' | 'received-damaged'> {
  const stored = findReceived(db, companyId, id);
  if (!stored) return fail('not-found');
  if (file === 'answer') {
    const answer = receivedAnswer(db, companyId, id);
    return answer ? ok({ name: `${stored.clave}_respuesta.xml`, bytes: answer.xml }) : fail('not-found');
  }
  const bytes = receivedBytes(db, companyId, id);
  return bytes ? ok({ name: `${stored.clave}.xml`, bytes }) : fail('received-damaged');
}
