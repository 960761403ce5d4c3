import { type Decimal, addDecimals, subtractDecimals, toScale, zero } from '../money/decimal.ts';
import type { InvoiceKind } from './invoice-form.ts';
import type { Amount, Invoice, InvoiceLine } from './invoice.ts';
import {
  type EarlierDocument,
  type LineMark,
  type OriginalDocument,
  markOf,
  matchingLine,
  namedLines,
  stillCounts,
} from './made-from.ts';

/** What is left of a line after its notes. May be negative when earlier notes took too much. */
export interface LineLeft extends LineMark {
  /** units that were not returned */
  readonly quantity: Decimal;
  /** of MontoTotalLinea: with its tax */
  readonly amount: bigint;
  /** of each MontoDescuento, in order */
  readonly discounts: readonly bigint[];
  /** of the fuel its tax 03 is of, in hundredths of a litre: that quantity is of the whole line, not of a unit */
  readonly fuel: bigint;
}

export interface Remaining {
  readonly lines: readonly LineLeft[];
  /** of TotalComprobante */
  readonly total: bigint;
  /** how many notes were counted: each may have rounded once more than the document did */
  readonly notes: number;
}

/**
 * Whether a note takes away from its document or adds to it. A credit note takes from what was charged and a debit note adds; of a
 * credit note it is the other way round (a debit note takes it back).
 */
export const takesAway = (original: InvoiceKind, note: InvoiceKind): boolean =>
  original === '03' ? note === '02' : note === '03';

/** Nota 9: cancelled (01, 13) or returned (06). The other codes correct an amount and give no goods back. */
const returningCodes: ReadonlySet<string> = new Set(['01', '06', '13']);

export const returnsGoods = (references: readonly { readonly code?: string }[]): boolean =>
  references.some(({ code }) => code !== undefined && returningCodes.has(code));

interface Tally extends LineMark {
  quantity: Decimal;
  amount: bigint;
  readonly discounts: bigint[];
  fuel: bigint;
}

/** CantidadUnidadMedida of tax 03 (DOMAIN.md 6.1): at most 2 decimals. */
const fuelOf = (line: InvoiceLine): bigint =>
  line.taxes
    .filter((tax) => tax.code === '03' && tax.specific !== undefined)
    .reduce((sum, tax) => sum + toScale(tax.specific?.quantity ?? zero, 2).unscaled, 0n);

function count(tally: readonly Tally[], kind: InvoiceKind, note: EarlierDocument): void {
  const away = takesAway(kind, note.invoice.kind);
  const goods = returnsGoods(note.invoice.references);
  for (const named of namedLines(note)) {
    const found = matchingLine(tally, markOf(named));
    if (found === undefined) continue;
    const { line } = named;
    found.amount = away ? found.amount - line.lineTotal : found.amount + line.lineTotal;
    if (!goods) continue;
    found.quantity = (away ? subtractDecimals : addDecimals)(found.quantity, line.quantity);
    found.fuel = away ? found.fuel - fuelOf(line) : found.fuel + fuelOf(line);
    for (const [index, discount] of line.discounts.entries()) {
      const left = found.discounts[index];
      if (left !== undefined) found.discounts[index] = away ? left - discount.amount : left + discount.amount;
    }
  }
}

/**
 * What is left of a document, by line and in total, after the notes made from it: those that take away are subtracted, those that
 * add are added, and the ones that never came to be (rejected, abandoned) are ignored. Source: DOMAIN.md 5.10 and section 7.
 */
export function remainingOf(original: OriginalDocument, notes: readonly EarlierDocument[]): Remaining {
  const tally = namedLines(original).map((named): Tally => ({
    ...markOf(named),
    quantity: named.line.quantity,
    amount: named.line.lineTotal,
    discounts: named.line.discounts.map((discount) => discount.amount),
    fuel: fuelOf(named.line),
  }));
  const { kind } = original.invoice;
  let total: bigint = original.invoice.summary.total;
  const counted = notes.filter(stillCounts);
  for (const note of counted) {
    count(tally, kind, note);
    const amount = note.invoice.summary.total;
    total = takesAway(kind, note.invoice.kind) ? total - amount : total + amount;
  }
  return { lines: tally, total, notes: counted.length };
}

/** Fields of a line that are rounded: MontoTotal, each tax and each exoneration. */
const roundedFields = ({ taxes }: InvoiceLine): number =>
  1 + taxes.length + taxes.filter((tax) => tax.exoneration !== undefined).length;

/**
 * A part rounds its total and its taxes anew, half-up: each part, and the document itself, may be half a unit of the 5th decimal off
 * per rounded field. So much the notes together may exceed the document without anybody having credited too much.
 * @param lines of the document that are compared
 * @param notes the one at hand included
 * @param others further rounded fields, outside the lines
 */
export const roundingSlack = (lines: readonly InvoiceLine[], notes: number, others = 0): Amount => {
  const fields = lines.reduce((sum, line) => sum + roundedFields(line), others);
  return BigInt(Math.ceil((fields * (notes + 1)) / 2));
};

/** Rounded fields of a document outside its lines: charges that are a percentage, and what goes back of the IVA. */
export const roundedOutsideLines = ({ otherCharges, summary }: Invoice): number =>
  otherCharges.filter(({ percentage }) => percentage !== undefined).length +
  (summary.ivaReturned === 0n ? 0 : 1);
