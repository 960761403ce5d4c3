import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import { type Amount, amountScale } from '../../../domain/money/amount.ts';

/** How many characters the numbers of the grid need, column by column. */
export interface ColumnRoom {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly total: number;
}

/** What fits without asking: an ordinary line. */
export const ordinaryRoom: ColumnRoom = { quantity: 4, unitPrice: 8, discount: 7, total: 11 };
/** A typed text longer than any number that is allowed scrolls in its field. */
const mostTyped = 19;
/** Characters of all four columns together that fit in one row, and in one row written smaller. */
const mostOrdinary = 36;
const mostDense = 46;

const unit = 10n ** BigInt(amountScale);
/** From the third decimal on, zeros are not shown. */
const cents = 10n ** BigInt(amountScale - 2);

/** Characters of an amount as `format.amount` writes it: groups of three, two to five decimals. */
export function shownLength(amount: Amount): number {
  const signed: bigint = amount;
  const size = signed < 0n ? -signed : signed;
  const whole = String(size / unit).length;
  let decimals = 2;
  let rest = size % cents;
  for (let place = cents / 10n; rest > 0n; place /= 10n) {
    decimals += 1;
    rest %= place;
  }
  return whole + Math.floor((whole - 1) / 3) + 1 + decimals + (signed < 0n ? 1 : 0);
}

/** The room that the widest number of each column needs, never less than the ordinary. */
export function columnRoom(
  lines: readonly Pick<LineForm, 'quantity' | 'unitPrice'>[],
  amounts: Iterable<{ readonly discount: Amount; readonly lineTotal: Amount } | undefined>,
): ColumnRoom {
  let { quantity, unitPrice, discount, total } = ordinaryRoom;
  for (const line of lines) {
    quantity = Math.max(quantity, Math.min(mostTyped, line.quantity.length));
    unitPrice = Math.max(unitPrice, Math.min(mostTyped, line.unitPrice.length));
  }
  for (const line of amounts) {
    if (line === undefined) continue;
    if (line.discount > 0n) discount = Math.max(discount, shownLength(line.discount));
    total = Math.max(total, shownLength(line.lineTotal));
  }
  return { quantity, unitPrice, discount, total };
}

/** How the grid makes that room: smaller letters, then two rows to a line. No amount is ever cut. */
export function gridLook(room: ColumnRoom): 'ordinary' | 'dense' | 'stacked' {
  const needed = room.quantity + room.unitPrice + room.discount + room.total;
  if (needed <= mostOrdinary) return 'ordinary';
  return needed <= mostDense ? 'dense' : 'stacked';
}
