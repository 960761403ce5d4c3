import { type Amount, formatAmount } from '../money/amount.ts';
import { type Decimal, addDecimals, compareDecimals, formatDecimalTrimmed, zero } from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { type FaultList, newFaultList } from './fault-list.ts';
import type { InvoiceForm } from './invoice-form.ts';
import type { InvoiceFault, InvoiceFaultCode } from './invoice-faults.ts';
import type { Invoice } from './invoice.ts';
import { liveTotals } from './live-totals.ts';
import {
  type EarlierDocument,
  type OriginalDocument,
  matchingLine,
  namedLines,
  sameIdentification,
  typedIdentification,
  usedLines,
} from './made-from.ts';
import { quantityDecimals } from './parsed-line.ts';
import {
  type LineLeft,
  remainingOf,
  returnsGoods,
  roundedOutsideLines,
  roundingSlack,
  takesAway,
} from './remaining.ts';

/** Currency and rate as in the document something was made from. */
export function checkCurrency(
  list: FaultList,
  form: InvoiceForm,
  invoice: Invoice,
  code: InvoiceFaultCode,
): void {
  const currency = form.currency.trim();
  if (currency !== invoice.currency) {
    list.block(code, 'currency', { expected: invoice.currency, received: currency });
    return;
  }
  if (currency === 'CRC') return;
  const rate = readTypedNumber(form.exchangeRate, 5);
  if (rate.kind === 'read' && compareDecimals(rate.value, invoice.exchangeRate) !== 0) {
    list.block(code, 'exchangeRate', {
      expected: formatDecimalTrimmed(invoice.exchangeRate),
      received: formatDecimalTrimmed(rate.value),
    });
  }
}

/** The customer as in the document something was made from (-508); one who was not named there only warns. */
export function checkCustomer(
  list: FaultList,
  form: InvoiceForm,
  invoice: Invoice,
  code: InvoiceFaultCode,
): void {
  const expected = invoice.customer?.identification;
  if (sameIdentification(expected, typedIdentification(form.customer))) return;
  const path = 'customer.identificationNumber';
  if (expected === undefined) list.warn(code, path);
  else list.block(code, path);
}

interface Taken {
  readonly left: LineLeft;
  amount: Amount;
  quantity: Decimal;
  /** of the last line that took from it */
  path: string;
}

/** What the lines of the form take from each line of the original. */
function takenFrom(list: FaultList, form: InvoiceForm, left: readonly LineLeft[]): readonly Taken[] {
  const totals = liveTotals(form).lines;
  const known = new Set(left.map((line) => line.cabys));
  const taken = new Map<LineLeft, Taken>();
  for (const line of usedLines(form)) {
    const cabys = line.cabys.trim();
    const path = `lines.${line.id}.`;
    if (cabys !== '' && !known.has(cabys) && !known.has(undefined)) {
      list.block('note-other-cabys', `${path}cabys`, { cabys });
      continue;
    }
    const found = matchingLine(left, {
      id: line.id,
      detail: line.detail,
      ...(cabys !== '' && { cabys }),
    });
    if (found === undefined) continue;
    const sum = taken.get(found) ?? { left: found, amount: 0n, quantity: zero, path };
    const quantity = readTypedNumber(line.quantity, quantityDecimals);
    sum.amount += totals.get(line.id)?.lineTotal ?? 0n;
    if (quantity.kind === 'read') sum.quantity = addDecimals(sum.quantity, quantity.value);
    sum.path = path;
    taken.set(found, sum);
  }
  return [...taken.values()];
}

/**
 * What a note must share with the document it corrects and may not take from it twice (DOMAIN.md 5.10, section 7): customer (-508),
 * CAByS (-509), currency and rate, and no more than what is left of line and document after the notes before it. Paths into `form`.
 * @param notesBefore made from the same document, without this one
 */
export function checkNote(
  form: InvoiceForm,
  original: OriginalDocument,
  notesBefore: readonly EarlierDocument[],
): readonly InvoiceFault[] {
  const list = newFaultList();
  const { invoice, identity } = original;
  if (!form.references.some((reference) => reference.number.replaceAll(/\s/g, '') === identity.clave)) {
    list.warn('note-other-document', 'references');
  }
  checkCustomer(list, form, invoice, 'note-other-customer');
  checkCurrency(list, form, invoice, 'note-other-currency');

  const remaining = remainingOf(original, notesBefore);
  const taken = takenFrom(list, form, remaining.lines);
  if (!takesAway(invoice.kind, form.kind)) return list.faults;
  const goods = returnsGoods(form.references.map(({ code }) => ({ code: code.trim() })));
  const notes = remaining.notes + 1;
  const named = namedLines(original);
  for (const { left, amount, quantity, path } of taken) {
    const lines = named.filter(({ id }) => id === left.id).map(({ line }) => line);
    if (goods && compareDecimals(quantity, left.quantity) > 0) {
      list.block('note-exceeds-left-quantity', `${path}quantity`, {
        left: formatDecimalTrimmed(compareDecimals(left.quantity, zero) < 0 ? zero : left.quantity),
        quantity: formatDecimalTrimmed(quantity),
      });
    } else if (amount > left.amount + roundingSlack(lines, notes)) {
      list.block('note-exceeds-left', `${path}unitPrice`, {
        left: formatAmount(left.amount < 0n ? 0n : left.amount),
        amount: formatAmount(amount),
      });
    }
  }
  const { total } = liveTotals(form).summary;
  if (total > remaining.total + roundingSlack(invoice.lines, notes, roundedOutsideLines(invoice))) {
    list.block('note-exceeds-left', 'lines', {
      left: formatAmount(remaining.total < 0n ? 0n : remaining.total),
      amount: formatAmount(total),
    });
  }
  return list.faults;
}
