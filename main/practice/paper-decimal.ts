/**
 * Decimal arithmetic on the digits as written, the way it is done on paper. The simulated authority recomputes every amount with
 * this and not with domain/money, so that a mistake there is not repeated here and found correct.
 * Operands are plain decimal text without sign (`12.20`); only `minus` may answer with a leading `-`.
 */

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

const plain = /^\d+(?:\.\d+)?$/;

function partsOf(text: string): Parts {
  if (!plain.test(text)) throw new RangeError(`not plain decimal text: ${text}`);
  const point = text.indexOf('.');
  return point === -1
    ? { whole: text, fraction: '' }
    : { whole: text.slice(0, point), fraction: text.slice(point + 1) };
}

/** Without superfluous zeros: `0012.500` is `12.5`. */
export function trimmed(text: string): string {
  const { whole, fraction } = partsOf(text);
  let first = 0;
  while (first < whole.length - 1 && whole.charAt(first) === '0') first++;
  let last = fraction.length;
  while (last > 0 && fraction.charAt(last - 1) === '0') last--;
  return last === 0 ? whole.slice(first) : `${whole.slice(first)}.${fraction.slice(0, last)}`;
}

/** Both as digit strings of one length, and how many of the digits are decimals. */
function aligned(
  a: string,
  b: string,
): { readonly a: string; readonly b: string; readonly decimals: number } {
  const [left, right] = [partsOf(a), partsOf(b)];
  const decimals = Math.max(left.fraction.length, right.fraction.length);
  const wholes = Math.max(left.whole.length, right.whole.length);
  const digits = (parts: Parts): string =>
    parts.whole.padStart(wholes, '0') + parts.fraction.padEnd(decimals, '0');
  return { a: digits(left), b: digits(right), decimals };
}

function pointed(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0');
  const cut = padded.length - decimals;
  return trimmed(decimals === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`);
}

const digitAt = (digits: string, index: number): number => digits.charCodeAt(index) - 48;

function plusTwo(first: string, second: string): string {
  if (second === '0') return trimmed(first);
  if (first === '0') return trimmed(second);
  const { a, b, decimals } = aligned(first, second);
  const sum: number[] = [];
  let carry = 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const column = digitAt(a, i) + digitAt(b, i) + carry;
    sum[i] = column % 10;
    carry = column > 9 ? 1 : 0;
  }
  return pointed(carry + sum.join(''), decimals);
}

/** The sum of all; of none, `0`. */
export const plus = (...terms: readonly string[]): string => terms.reduce(plusTwo, '0');

/** @returns negative, zero or positive, by value: `12.2` and `12.20` are equal */
export function compared(first: string, second: string): number {
  const { a, b } = aligned(first, second);
  return a < b ? -1 : a > b ? 1 : 0;
}

export const same = (first: string, second: string): boolean => compared(first, second) === 0;

/** @returns `first - second`, with a leading `-` when that is below zero */
export function minus(first: string, second: string): string {
  if (compared(first, second) < 0) return `-${minus(second, first)}`;
  const { a, b, decimals } = aligned(first, second);
  const rest: number[] = [];
  let borrow = 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const column = digitAt(a, i) - digitAt(b, i) - borrow;
    borrow = column < 0 ? 1 : 0;
    rest[i] = column + borrow * 10;
  }
  return pointed(rest.join(''), decimals);
}

/** Exact product, row by row. */
export function times(first: string, second: string): string {
  const [left, right] = [partsOf(first), partsOf(second)];
  const a = left.whole + left.fraction;
  const b = right.whole + right.fraction;
  const columns: number[] = Array.from({ length: a.length + b.length }, () => 0);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const here = i + j + 1;
      const column = (columns[here] ?? 0) + digitAt(a, i) * digitAt(b, j);
      columns[here] = column % 10;
      columns[here - 1] = (columns[here - 1] ?? 0) + Math.floor(column / 10);
    }
  return pointed(columns.join(''), left.fraction.length + right.fraction.length);
}

/** The same divided by 100, exactly. */
export const hundredth = (text: string): string => times(text, '0.01');

/** Half-up (DOMAIN.md section 6: look at the digit after). */
export function roundedTo(decimals: number, text: string): string {
  const { whole, fraction } = partsOf(text);
  if (fraction.length <= decimals) return trimmed(text);
  const kept = decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals)}`;
  const step = decimals === 0 ? '1' : `0.${'1'.padStart(decimals, '0')}`;
  return digitAt(fraction, decimals) >= 5 ? plus(kept, step) : trimmed(kept);
}

/**
 * Long division, digit by digit.
 * @returns the quotient cut (not rounded) after `decimals` decimals
 * @throws RangeError when the divisor is zero
 */
export function quotient(dividend: string, divisor: string, decimals: number): string {
  const { a, b } = aligned(dividend, divisor);
  if (/^0*$/.test(b)) throw new RangeError('division by zero');
  let rest = '0';
  let digits = '';
  for (const digit of a + '0'.repeat(decimals)) {
    rest = trimmed(rest + digit);
    let count = 0;
    while (compared(rest, b) >= 0) {
      rest = minus(rest, b);
      count++;
    }
    digits += String(count);
  }
  return pointed(digits, decimals);
}
