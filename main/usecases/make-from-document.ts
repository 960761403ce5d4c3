import { noteOf } from '../../domain/billing/note-of.ts';
import {
  needsReceipt,
  paidBy,
  receiptCondition,
  type ReceiptFault,
  receiptOf,
  unpaidOf,
} from '../../domain/billing/receipt-of.ts';
import { remainingOf } from '../../domain/billing/remaining.ts';
import { stillCounts } from '../../domain/billing/made-from.ts';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { decimalToAmount, formatAmount, sumAmounts } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed, zero } from '../../domain/money/decimal.ts';
import { readTypedNumber } from '../../domain/money/typed-number.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type {
  CreditSaleRow,
  Makes,
  NoteRequest,
  ReceiptRequest,
  RelatedRow,
  RelatedView,
} from '../../preload/contract/related.ts';
import { saveDraft } from '../db/drafts.ts';
import { creditSaleIds } from '../db/related-documents.ts';
import { earlierOf, type OriginContext, readDocument, type ReadDocument, split } from './origin-document.ts';

export interface MakeContext extends OriginContext {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Pick<Random, 'id'>;
}

/** `nothing-left`: notes took all of it already. `amount-format`: the number typed is none, or can be read in two ways. */
export type MakeFault =
  | 'not-found'
  | 'not-allowed-now'
  | 'nothing-left'
  | 'quantity-format'
  | 'amount-format'
  | 'exceeds-owed'
  | 'nothing-chosen';

const rowOf = ({ id, detail }: ReadDocument): RelatedRow => ({
  id,
  kind: detail.facts.kind,
  consecutivo: detail.facts.consecutivo,
  state: detail.document.state,
  total: formatAmount(detail.facts.total),
  currency: detail.facts.currency,
  issuedAt: Date.parse(detail.facts.issuedAt),
});

/** Nothing is made from what was refused or given up: it never came to be. */
const cameToBe = ({ detail }: ReadDocument): boolean => stillCounts({ state: detail.document.state });

function makesOf(original: ReadDocument): readonly Makes[] {
  const { kind, customer } = original.invoice;
  if (!cameToBe(original) || kind === '10') return [];
  // a note has no place for a seller who is no taxpayer (DOMAIN.md 3.1, type 06): it could never be issued
  if (kind === '08' && customer?.identification?.type === '06') return [];
  const notes: readonly Makes[] = ['credit-note', 'debit-note'];
  return needsReceipt(original.invoice) ? ['receipt', ...notes] : notes;
}

const notNegative = (amount: bigint): bigint => (amount < 0n ? 0n : amount);

export function relatedView(context: OriginContext, id: string): Result<RelatedView, 'not-found'> {
  const original = readDocument(context, id);
  if (!original) return fail('not-found');
  const made = earlierOf(context, id);
  const { notes, receipts } = split(made);
  const remaining = remainingOf(original, notes);
  const { facts } = original.detail;
  const condition = receiptCondition(original.invoice);
  const origin = facts.dependsOn === undefined ? undefined : readDocument(context, facts.dependsOn);
  return ok({
    id,
    kind: facts.kind,
    consecutivo: facts.consecutivo,
    customerName: facts.customerName,
    currency: facts.currency,
    total: formatAmount(facts.total),
    makes: [...makesOf(original)],
    left: {
      total: formatAmount(notNegative(remaining.total)),
      whole: remaining.notes === 0,
      lines: remaining.lines.map((line, index) => ({
        id: line.id,
        detail: line.detail,
        quantity: formatDecimalTrimmed(original.invoice.lines[index]?.quantity ?? zero),
        quantityLeft: formatDecimalTrimmed(line.quantity.unscaled < 0n ? zero : line.quantity),
        amountLeft: formatAmount(notNegative(line.amount)),
      })),
    },
    ...(condition === undefined
      ? {}
      : {
          credit: {
            condition,
            owed: formatAmount(unpaidOf(original.invoice, receipts, notes)),
            paid: formatAmount(
              sumAmounts(receipts.filter(stillCounts).map(({ invoice }) => paidBy(invoice))),
            ),
          },
        }),
    made: made.map(rowOf),
    ...(origin ? { origin: rowOf(origin) } : {}),
  });
}

function keep(context: MakeContext, form: InvoiceForm): Result<{ draftId: string }, MakeFault> {
  const draftId = context.random.id();
  return saveDraft(context.db, context.companyId, draftId, form, context.clock.now())
    ? ok({ draftId })
    : fail('not-allowed-now');
}

/** The draft of a note of the document, whole or of some of its lines; nothing is sealed yet. */
export function makeNote(
  context: MakeContext,
  { id, kind, choice }: NoteRequest,
): Result<{ draftId: string }, MakeFault> {
  const original = readDocument(context, id);
  if (!original) return fail('not-found');
  if (!makesOf(original).includes(kind === '03' ? 'credit-note' : 'debit-note'))
    return fail('not-allowed-now');
  const { notes } = split(earlierOf(context, id));
  if (choice.what === 'whole') {
    const form = noteOf(original, kind, choice, notes);
    return form.ok ? keep(context, form.value) : fail('nothing-left');
  }
  const lines = [];
  for (const line of choice.lines) {
    const quantity = readTypedNumber(line.quantity, 3);
    if (quantity.kind !== 'read') return fail('quantity-format');
    lines.push({ id: line.id, quantity: quantity.value });
  }
  const form = noteOf(original, kind, { ...choice, lines }, notes);
  if (form.ok) return keep(context, form.value);
  return fail(form.error === 'receipt' ? 'not-allowed-now' : 'nothing-chosen');
}

const receiptFaults: Readonly<Record<ReceiptFault['kind'], MakeFault>> = {
  'exceeds-owed': 'exceeds-owed',
  'nothing-paid': 'amount-format',
  'not-needed': 'not-allowed-now',
};

/** The draft of the receipt of one payment, its IVA split. */
export function makeReceipt(
  context: MakeContext,
  { id, amount, paidOn, mean, meanText }: ReceiptRequest,
): Result<{ draftId: string }, MakeFault> {
  const original = readDocument(context, id);
  if (!original) return fail('not-found');
  if (!makesOf(original).includes('receipt')) return fail('not-allowed-now');
  const typed = readTypedNumber(amount, 5);
  if (typed.kind !== 'read') return fail('amount-format');
  const { notes, receipts } = split(earlierOf(context, id));
  const payment = {
    amount: decimalToAmount(typed.value),
    paidOn,
    mean,
    ...(meanText.trim() === '' ? {} : { meanText: meanText.trim() }),
  };
  const form = receiptOf(original, payment, receipts, notes);
  if (form.ok) return keep(context, form.value);
  return fail(receiptFaults[form.error.kind]);
}

const dayMs = 86_400_000;
/** A clerk looks at what is owed, not at an archive. */
const listedSales = 200;

/** Credit sales whose payments need a receipt each, those that are owed first, the oldest debt on top. */
export function creditSales(context: OriginContext): readonly CreditSaleRow[] {
  const rows = creditSaleIds(context.db, context.companyId, listedSales).flatMap((id): CreditSaleRow[] => {
    const sale = readDocument(context, id);
    const condition = sale === undefined ? undefined : receiptCondition(sale.invoice);
    if (!sale || condition === undefined) return [];
    const { notes, receipts } = split(earlierOf(context, id));
    const days = sale.invoice.creditDays;
    const row = rowOf(sale);
    return [
      {
        ...row,
        customerName: sale.detail.facts.customerName,
        condition,
        owed: formatAmount(unpaidOf(sale.invoice, receipts, notes)),
        receipts: receipts.filter(stillCounts).length,
        ...(days === undefined ? {} : { dueAt: row.issuedAt + days * dayMs }),
      },
    ];
  });
  const isOwed = ({ owed }: CreditSaleRow): boolean => owed !== '0';
  return [
    ...rows.filter(isOwed).toSorted((a, b) => (a.dueAt ?? a.issuedAt) - (b.dueAt ?? b.issuedAt)),
    ...rows.filter((row) => !isOwed(row)),
  ];
}
