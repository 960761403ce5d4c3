import { type Amount, allocate, formatAmount, sumAmounts } from '../money/amount.ts';
import { formatDecimalTrimmed } from '../money/decimal.ts';
import { typedNumberText } from '../money/typed-number.ts';
import { type Result, fail, ok } from '../result.ts';
import { checkCustomer } from './check-note.ts';
import { newFaultList } from './fault-list.ts';
import { amountText, partyOf } from './form-of-invoice.ts';
import type { InvoiceForm, LineForm } from './invoice-form.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { Invoice } from './invoice.ts';
import { liveTotals } from './live-totals.ts';
import { type EarlierDocument, type OriginalDocument, atLeastZero, stillCounts } from './made-from.ts';
import { emptyLine } from './new-form.ts';
import { type TaxShare, addShares, basesOf, subtractShares, taxShares, untaxed } from './payment-split.ts';
import { acceptsRevision2026 } from './reference-codes.ts';
import { takesAway } from './remaining.ts';

/**
 * Condition of the REP that each payment of a credit sale needs: 09 when it was made with 08 (services to the State), 11 when with 10
 * (IVA within 90 days); other sales need none (DOMAIN.md section 7). Large taxpayers are reported not to be bound: the clerk decides.
 */
export function receiptCondition(invoice: Pick<Invoice, 'kind' | 'saleCondition'>): '09' | '11' | undefined {
  if (invoice.kind !== '01') return undefined;
  if (invoice.saleCondition === '08') return '09';
  return invoice.saleCondition === '10' ? '11' : undefined;
}

export const needsReceipt = (invoice: Pick<Invoice, 'kind' | 'saleCondition'>): boolean =>
  receiptCondition(invoice) !== undefined;

/** What a REP says was paid: of its lines, with IVA (whether its TotalComprobante has it is not settled, DOMAIN.md 16.6). */
export const paidBy = (receipt: Pick<Invoice, 'lines'>): Amount =>
  sumAmounts(receipt.lines.map((line) => line.lineTotal));

/** What is owed of an invoice by rate, after its notes and its receipts. */
function unpaidShares(
  invoice: Invoice,
  receipts: readonly EarlierDocument[],
  notes: readonly EarlierDocument[],
): readonly TaxShare[] {
  let shares = taxShares(invoice);
  for (const { invoice: note } of notes.filter(stillCounts)) {
    const change = taxShares(note);
    shares = takesAway(invoice.kind, note.kind)
      ? subtractShares(shares, change)
      : addShares([...shares, ...change]);
  }
  for (const { invoice: receipt } of receipts.filter(stillCounts)) {
    shares = subtractShares(shares, taxShares(receipt));
  }
  return shares;
}

/** What is owed of an invoice: its total, less credit notes, plus debit notes, less receipts; those rejected or abandoned do not count. */
export function unpaidOf(
  invoice: Invoice,
  receipts: readonly EarlierDocument[],
  notes: readonly EarlierDocument[],
): Amount {
  let owed: bigint = invoice.summary.total;
  for (const { invoice: note } of notes.filter(stillCounts)) {
    const { total } = note.summary;
    owed = takesAway(invoice.kind, note.kind) ? owed - total : owed + total;
  }
  for (const { invoice: receipt } of receipts.filter(stillCounts)) owed -= paidBy(receipt);
  return atLeastZero(owed);
}

/** A payment that came in. */
export interface ReceivedPayment {
  /** with IVA, in the currency of the invoice, > 0 */
  readonly amount: Amount;
  /** `YYYY-MM-DD` */
  readonly paidOn: string;
  /** Nota 6 */
  readonly mean: string;
  /** with mean 99 */
  readonly meanText?: string;
}

export type ReceiptFault =
  /** the sale was not made with condition 08 or 10 */
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'nothing-paid' }
  | { readonly kind: 'exceeds-owed'; readonly owed: Amount };

const dayText = (on: string): string => on.split('-').toReversed().join('/');

/** `Abono 2 de la factura 0010..., pagado el 05/11/2026 (IVA 13 %)`: the instalment is asked for (DOMAIN.md 6.1). */
function linesOf(
  shares: readonly TaxShare[],
  amounts: readonly Amount[],
  instalment: string,
): readonly LineForm[] {
  const paid = shares.flatMap((share, index) => {
    const amount = amounts[index] ?? 0n;
    return amount === 0n ? [] : [{ share, bases: basesOf(amount, share.rate) }];
  });
  const lines: LineForm[] = [];
  for (const { share, bases } of paid) {
    const rate = paid.length > 1 ? ` (IVA ${formatDecimalTrimmed(share.rate)} %)` : '';
    for (const [index, base] of bases.entries()) {
      const part = bases.length > 1 ? `, parte ${index + 1} de ${bases.length}` : '';
      lines.push({
        ...emptyLine(`line-${lines.length + 1}`),
        detail: `${instalment}${part}${rate}`,
        unitPrice: amountText(base),
        ivaTax: share.ivaTax,
        ivaCode: share.rateCode,
        ivaRate: share.rateCode === '' ? '' : formatDecimalTrimmed(share.rate),
        ivaFactor: share.factor === undefined ? '' : formatDecimalTrimmed(share.factor),
      });
    }
  }
  return lines;
}

/**
 * The form of the REP of one payment: its amount shared among the rates by what is owed of each, with the remainder, so that the
 * shares add up to it and the last payment takes exactly what is left; each share in base and IVA that add up to it too.
 * Currency and rate are the invoice's (no text says whether a payment has a rate of its own: the clerk may change it). The reference
 * is code 17 under the revision of 2026 and 04 before it (DOMAIN.md 5.9).
 * @param receipts earlier ones of the same invoice
 * @param notes of the same invoice
 */
export function receiptOf(
  original: OriginalDocument,
  payment: ReceivedPayment,
  receipts: readonly EarlierDocument[] = [],
  notes: readonly EarlierDocument[] = [],
  revision: boolean = acceptsRevision2026,
): Result<InvoiceForm, ReceiptFault> {
  const { invoice, identity } = original;
  const condition = receiptCondition(invoice);
  if (condition === undefined) return fail({ kind: 'not-needed' });
  if (payment.amount <= 0n) return fail({ kind: 'nothing-paid' });
  const owed = unpaidOf(invoice, receipts, notes);
  if (payment.amount > owed) return fail({ kind: 'exceeds-owed', owed });

  const left = unpaidShares(invoice, receipts, notes).filter((share) => share.amount > 0n);
  // rates corrected against each other may leave nothing to share by: then no IVA is owed
  const shares = left.length === 0 ? [untaxed(payment.amount)] : left;
  const amounts = allocate(
    payment.amount,
    shares.map((share) => share.amount),
  );
  const number = receipts.filter(stillCounts).length + 1;
  const instalment = `Abono ${number} de la factura ${identity.consecutivo}, pagado el ${dayText(payment.paidOn)}`;
  return ok({
    version: 1,
    kind: '10',
    customer: partyOf(invoice.customer),
    customerId: original.form?.customerId ?? '',
    activityCode: '',
    saleCondition: condition,
    saleConditionOther: '',
    creditDays: '',
    currency: invoice.currency,
    exchangeRate: typedNumberText(invoice.exchangeRate),
    lines: [...linesOf(shares, amounts, instalment)],
    paymentMeans: [{ id: 'pay-1', code: payment.mean, otherText: payment.meanText ?? '', amount: '' }],
    otherCharges: [],
    references: [
      {
        id: 'reference-1',
        documentType: '01',
        otherText: '',
        number: identity.clave,
        issuedOn: identity.issuedAt,
        code: revision ? '17' : '04',
        codeOther: '',
        reason: `Pago de la factura ${identity.consecutivo}`,
      },
    ],
    originId: original.id,
    notes: '',
  });
}

/**
 * What a REP must share with the invoice it pays: customer (-508), and no more than what is owed after earlier receipts and notes.
 * Another currency or rate only warns. Paths into `form`.
 */
export function checkReceipt(
  form: InvoiceForm,
  original: OriginalDocument,
  receipts: readonly EarlierDocument[],
  notes: readonly EarlierDocument[],
): readonly InvoiceFault[] {
  const list = newFaultList();
  const { invoice } = original;
  checkCustomer(list, form, invoice, 'receipt-other-customer');
  const currency = form.currency.trim();
  if (currency !== invoice.currency) {
    list.warn('receipt-other-currency', 'currency', { expected: invoice.currency, received: currency });
    return list.faults;
  }
  const owed = unpaidOf(invoice, receipts, notes);
  const amount = sumAmounts([...liveTotals(form).lines.values()].map((line) => line?.lineTotal ?? 0n));
  if (amount > owed) {
    list.block('receipt-exceeds-owed', 'lines', { owed: formatAmount(owed), amount: formatAmount(amount) });
  }
  return list.faults;
}
