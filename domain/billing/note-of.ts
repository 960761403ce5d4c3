import { allocate, sumAmounts } from '../money/amount.ts';
import {
  type Decimal,
  compareDecimals,
  divideHalfUp,
  one,
  subtractDecimals,
  toScale,
  zero,
} from '../money/decimal.ts';
import { readTypedNumber, typedNumberText } from '../money/typed-number.ts';
import { type Result, fail, ok } from '../result.ts';
import { findCode } from './codes.ts';
import { amountText, formOfInvoice, meansOf, partyOf } from './form-of-invoice.ts';
import type { InvoiceForm, InvoiceKind, LineForm, ReferenceForm } from './invoice-form.ts';
import type { InvoiceLine, PaymentMean } from './invoice.ts';
import { cardMean } from './iva-returned.ts';
import { liveTotals } from './live-totals.ts';
import {
  type EarlierDocument,
  type OriginalDocument,
  atLeastZero,
  namedLines,
  usedLines,
} from './made-from.ts';
import { acceptsRevision2026, referenceCodes } from './reference-codes.ts';
import { type LineLeft, remainingOf } from './remaining.ts';

export type NoteKind = Extract<InvoiceKind, '02' | '03'>;

/** What of the document the note is about. */
export type NoteChoice =
  /** the same lines and totals, code 01 */
  | { readonly what: 'whole' }
  | {
      readonly what: 'lines';
      /** Nota 9: 06 goods returned, 02 amount corrected */
      readonly code: '02' | '06';
      /** `id` as in `namedLines`; quantity > 0 */
      readonly lines: readonly { readonly id: string; readonly quantity: Decimal }[];
    };

export type NoteFault =
  /** adjustments of what a REP pays go to the invoice (DOMAIN.md section 7) */
  | 'receipt'
  /** a whole annulment repeats the document, of which earlier notes already took a part: choose lines */
  | 'already-adjusted'
  /** a line that the document does not have, or a quantity that is not above zero */
  | 'line-unknown'
  | 'nothing-chosen';

interface ReferenceType {
  readonly documentType: string;
  readonly otherText: string;
}

/**
 * Which type of Nota 10 a note gives the document it corrects. Settled for FE, TE, NC and ND. Not settled:
 * - a FEC (08) has two types of its own, 17 for a credit note to it and 18 for a debit note: taken so here. Who stands as Emisor in such
 *   a note no text says either: like every note it is issued by the company, to the seller;
 * - an FEE (09) has a type only in the revision of 2026 (19). Before it, 12 says "replaces an export invoice", which a note does not
 *   do, so 99 with its text says what it is.
 */
function referenceType(original: InvoiceKind, note: NoteKind, revision: boolean): ReferenceType | undefined {
  switch (original) {
    case '01':
    case '02':
    case '03':
    case '04':
      return { documentType: original, otherText: '' };
    case '08':
      return { documentType: note === '03' ? '17' : '18', otherText: '' };
    case '09':
      return revision
        ? { documentType: '19', otherText: '' }
        : { documentType: '99', otherText: 'Factura electrónica de exportación' };
    default:
      return undefined;
  }
}

/** Razon in the words of Nota 9: documents are written in Spanish. */
export const reasonText = (code: string): string => findCode(referenceCodes, code)?.name.es ?? '';

/** `amount` x quantity / of, in the scale of `amount`: the share of a part, half-up. */
function share(amount: Decimal, quantity: Decimal, of: Decimal): Decimal {
  const scale = Math.max(quantity.scale, of.scale);
  return {
    unscaled: divideHalfUp(amount.unscaled * toScale(quantity, scale).unscaled, toScale(of, scale).unscaled),
    scale: amount.scale,
  };
}

/** The share of a typed number that is for the whole line; text that cannot be read stays. */
function shareText(typed: string, quantity: Decimal, of: Decimal, decimals: number): string {
  const number = readTypedNumber(typed, decimals);
  if (number.kind !== 'read') return typed;
  return typedNumberText(share(toScale(number.value, decimals), quantity, of));
}

/**
 * The part of a line that goes back: price, taxes and texts stay, the quantity is the part's. Amount discounts are shared by what is
 * left of line and discount, so that the parts of several notes add up to the discount exactly: the last one gets all that is left.
 * Of what was given free the part is free too, to the last unit: its last discount takes all that is left.
 */
function partOf(line: LineForm, left: LineLeft, quantity: Decimal, original: InvoiceLine): LineForm {
  const whole = original.quantity;
  const freeFrom = original.subtotal === 0n ? line.discounts.length - 1 : line.discounts.length;
  const scale = Math.max(quantity.scale, left.quantity.scale);
  const taken = toScale(quantity, scale).unscaled;
  const rest = atLeastZero(toScale(subtractDecimals(left.quantity, quantity), scale).unscaled);
  const sharedOf = (amount: bigint): bigint => allocate(atLeastZero(amount), [taken, rest])[0] ?? 0n;
  return {
    ...line,
    quantity: typedNumberText(quantity),
    discounts: line.discounts.map((discount, index) =>
      index === freeFrom
        ? { ...discount, mode: 'percent', value: '100' }
        : { ...discount, mode: 'amount', value: amountText(sharedOf(left.discounts[index] ?? 0n)) },
    ),
    // which pieces came back is for the clerk to say
    serials: [],
    // these are for the whole line; the other numbers of a tax are for one unit
    taxBase: shareText(line.taxBase, quantity, whole, 5),
    exportedTax: shareText(line.exportedTax, quantity, whole, 5),
    taxes: line.taxes.map((tax) =>
      tax.code.trim() === '03'
        ? { ...tax, quantity: typedNumberText({ unscaled: sharedOf(left.fuel), scale: 2 }) }
        : tax,
    ),
  };
}

function chosenLines(
  typed: readonly LineForm[],
  original: OriginalDocument,
  earlier: readonly EarlierDocument[],
  choice: Extract<NoteChoice, { readonly what: 'lines' }>,
): Result<LineForm[], NoteFault> {
  const remaining = remainingOf(original, earlier);
  const named = namedLines(original);
  const lines: LineForm[] = [];
  for (const { id, quantity } of choice.lines) {
    const index = named.findIndex((each) => each.id === id);
    const line = typed[index];
    const left = remaining.lines[index];
    const sold = named[index]?.line;
    if (line === undefined || left === undefined || sold === undefined) return fail('line-unknown');
    if (compareDecimals(quantity, zero) <= 0) return fail('line-unknown');
    const untouched =
      compareDecimals(left.quantity, sold.quantity) === 0 && compareDecimals(quantity, sold.quantity) === 0;
    lines.push({ ...(untouched ? line : partOf(line, left, quantity, sold)), id });
  }
  return lines.length === 0 ? fail('nothing-chosen') : ok(lines);
}

/** Each round comes some 25 times nearer: what goes back of the IVA is at most a few percent of what is paid by card. */
const meansRounds = 16;

/**
 * The means of the original, shared by what each of them paid. What is paid by card lowers the total (TotalIVADevuelto), and the total
 * is what is shared: the part by card is sought in rounds, and the others get what it leaves, so that all add up to the total.
 */
function sharedMeans(form: InvoiceForm, original: OriginalDocument): InvoiceForm['paymentMeans'] {
  const means = original.invoice.paymentMeans;
  const weights = means.map((mean) => mean.amount);
  if (means.length < 2 || weights.every((weight) => weight === 0n)) return meansOf(means);
  const paying = (parts: readonly bigint[]): PaymentMean[] =>
    means.map((mean, index) => ({ ...mean, amount: parts[index] ?? 0n }));
  const totalPaidBy = (parts: readonly bigint[]): bigint =>
    atLeastZero(liveTotals({ ...form, paymentMeans: meansOf(paying(parts)) }).summary.total);

  let parts: readonly bigint[] = weights;
  for (let round = 0; round < meansRounds; round += 1) {
    const next = allocate(totalPaidBy(parts), weights);
    if (next.every((part, index) => part === parts[index])) break;
    parts = next;
  }
  const byCard = means.map(({ code }) => code === cardMean);
  const otherWeights = weights.map((weight, index) => (byCard[index] === true ? 0n : weight));
  if (otherWeights.some((weight) => weight > 0n)) {
    const card = sumAmounts(parts.filter((_, index) => byCard[index]));
    const others = allocate(atLeastZero(totalPaidBy(parts) - card), otherWeights);
    parts = parts.map((part, index) => (byCard[index] === true ? part : (others[index] ?? 0n)));
  }
  return meansOf(paying(parts).filter(({ amount }) => amount > 0n));
}

/**
 * The form of a note from the document it corrects: same customer, currency and rate, the lines chosen with their ids, the reference
 * filled in, `originId` set (DOMAIN.md 5.10 and section 7). Of the charges, a whole annulment repeats all; a part repeats those that
 * are a percentage of the sale and leaves fixed amounts to the clerk.
 * @param earlier notes made from the same document before
 * @param revision see `acceptsRevision2026`
 */
export function noteOf(
  original: OriginalDocument,
  kind: NoteKind,
  choice: NoteChoice,
  earlier: readonly EarlierDocument[] = [],
  revision: boolean = acceptsRevision2026,
): Result<InvoiceForm, NoteFault> {
  const { invoice, identity } = original;
  const type = referenceType(invoice.kind, kind, revision);
  if (type === undefined) return fail('receipt');
  const source = original.form ?? formOfInvoice(invoice);
  const typed = usedLines(source);
  const whole = choice.what === 'whole';
  if (whole && remainingOf(original, earlier).notes > 0) return fail('already-adjusted');
  const lines = whole ? ok([...typed]) : chosenLines(typed, original, earlier, choice);
  if (!lines.ok) return lines;

  const code = whole ? '01' : choice.code;
  const reference: ReferenceForm = {
    id: 'reference-1',
    ...type,
    number: identity.clave,
    issuedOn: identity.issuedAt,
    code,
    codeOther: '',
    reason: reasonText(code),
  };
  const form: InvoiceForm = {
    ...source,
    kind,
    customer: partyOf(invoice.customer),
    exchangeRate: typedNumberText(invoice.currency === 'CRC' ? one : invoice.exchangeRate),
    lines: lines.value,
    otherCharges: whole ? source.otherCharges : source.otherCharges.filter(({ mode }) => mode === 'percent'),
    references: [reference],
    originId: original.id,
    notes: '',
  };
  return ok({ ...form, paymentMeans: whole ? meansOf(invoice.paymentMeans) : sharedMeans(form, original) });
}
