import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import { type Amount, amountScale } from '../../../domain/money/amount.ts';

/** How many characters the numbers of the grid need, column by column. */
export interface ColumnRoom {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly total: number;
}

/**
 * How the grid makes that room: as usual, in smaller letters, or in two rows to a line, so that no amount is cut. Three fixed
 * shapes and not widths that follow the text: those cost a layout of every row at every key (54 ms instead of 19 with 50 lines).
 */
export type GridLook = 'ordinary' | 'dense' | 'stacked';

/** What each shape holds; its widths are in lines-section.module.css and line-row.module.css. */
export const ordinaryRoom: ColumnRoom = { quantity: 4, unitPrice: 8, discount: 7, total: 11 };
export const denseRoom: ColumnRoom = { quantity: 9, unitPrice: 11, discount: 9, total: 17 };

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
    quantity = Math.max(quantity, line.quantity.length);
    unitPrice = Math.max(unitPrice, line.unitPrice.length);
  }
  for (const line of amounts) {
    if (line === undefined) continue;
    if (line.discount > 0n) discount = Math.max(discount, shownLength(line.discount));
    total = Math.max(total, shownLength(line.lineTotal));
  }
  return { quantity, unitPrice, discount, total };
}

export function gridLook(room: ColumnRoom): GridLook {
  if (fits(room, ordinaryRoom)) return 'ordinary';
  return fits(room, denseRoom) ? 'dense' : 'stacked';
}

const fits = (room: ColumnRoom, held: ColumnRoom): boolean =>
  room.quantity <= held.quantity &&
  room.unitPrice <= held.unitPrice &&
  room.discount <= held.discount &&
  room.total <= held.total;

const looks: readonly GridLook[] = ['ordinary', 'dense', 'stacked'];
export const widerLook = (a: GridLook, b: GridLook): GridLook =>
  looks.indexOf(a) < looks.indexOf(b) ? b : a;
