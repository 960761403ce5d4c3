import { assertNever } from '../assert-never.ts';
import type { Fault } from '../fault.ts';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimal,
  formatDecimal,
  formatDecimalTrimmed,
  parseDecimal,
  subtractDecimals,
  toScale,
  zero,
} from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { cashLimitOn } from './cash-limit.ts';
import { isPaymentCode } from './codes.ts';

/** Two for payments and totals (API.md 11.1). */
const paymentDecimals = 2;
/** An amount longer than this is a slip of the hand, and would not fit any document. */
const integerDigitsAtMost = 12;

/** A payment as typed. */
export interface PaymentForm {
  /** made by the page; names the row in fault paths */
  readonly id: string;
  readonly amount: string;
  readonly code: string;
}

/** A payment as it is sent and stored: `amount` is `^\d+\.\d{2}$` and above zero when it is ours; the service's may differ in form. */
export interface Payment {
  readonly amount: string;
  readonly code: string;
}
export type PaymentList = readonly Payment[];

export type PaymentFaultCode =
  | 'payment-amount-empty'
  /** `values.why`: letters, malformed */
  | 'payment-amount-format'
  | 'payment-amount-ambiguous'
  | 'payment-amount-decimals'
  | 'payment-amount-too-large'
  /** zero or negative */
  | 'payment-amount-not-positive'
  | 'payment-code-unknown'
  /** the service: "El total no puede superar los $<total> del documento, valor calculado [<sum>]" */
  | 'payment-sum-over-total'
  /** warns: cash in an operation over the legal limit */
  | 'payment-cash-over-limit';
export type PaymentFault = Fault<PaymentFaultCode>;

const twoDecimals = (value: Decimal): string => formatDecimal(toScale(value, paymentDecimals));

/** @returns the amount, or what is wrong with it: format with two decimals, above zero (API.md 3.6 rule 3) */
function readAmount(form: PaymentForm): { readonly value: Decimal } | { readonly fault: PaymentFault } {
  const fault = (code: PaymentFaultCode, values?: PaymentFault['values']) => ({
    fault: {
      code,
      path: `payments.${form.id}.amount`,
      severity: 'blocks' as const,
      ...(values === undefined ? {} : { values }),
    },
  });
  const typed = readTypedNumber(form.amount, paymentDecimals);
  switch (typed.kind) {
    case 'empty':
      return fault('payment-amount-empty');
    case 'ambiguous':
      return fault('payment-amount-ambiguous', {
        asThousands: formatDecimal(typed.asThousands),
        asDecimals: formatDecimal(typed.asDecimals),
      });
    case 'fault':
      if (typed.fault === 'too-many-decimals')
        return fault('payment-amount-decimals', { most: String(paymentDecimals) });
      if (typed.fault === 'negative') return fault('payment-amount-not-positive');
      return fault('payment-amount-format', { why: typed.fault });
    case 'read': {
      if (typed.value.unscaled <= 0n) return fault('payment-amount-not-positive');
      const value = toScale(typed.value, paymentDecimals);
      if (value.unscaled >= 10n ** BigInt(integerDigitsAtMost + paymentDecimals))
        return fault('payment-amount-too-large', { digits: String(integerDigitsAtMost) });
      return { value };
    }
    default:
      return assertNever(typed);
  }
}

/** Exact sum of a list. @throws RangeError on an amount that is not machine decimal text */
export const sumOf = (list: PaymentList): Decimal =>
  list.reduce((sum, payment) => addDecimals(sum, decimal(payment.amount)), zero);

/**
 * Everything that can be foreseen, before sending: amounts, codes, sum against the total (API.md 3.6).
 * @param total decimal text; undefined when nobody knows it yet, then the sum is not judged here (the outbox will not send)
 * @param on the date the limits of that day are taken from, `YYYY-MM-DD`; today's when left out
 * @returns `payment-sum-over-total` carries the figures of the service's own sentence: `total` with two decimals, `sum` without
 *   trailing zeros, and `over`
 */
export function checkPayments(
  list: readonly PaymentForm[],
  total: string | undefined,
  on?: string,
): readonly PaymentFault[] {
  const faults: PaymentFault[] = [];
  let sum = zero;
  for (const form of list) {
    const amount = readAmount(form);
    if ('fault' in amount) faults.push(amount.fault);
    else sum = addDecimals(sum, amount.value);
    if (!isPaymentCode(form.code))
      faults.push({ code: 'payment-code-unknown', path: `payments.${form.id}.code`, severity: 'blocks' });
  }
  const limit = total === undefined ? undefined : parseDecimal(total);
  if (limit !== undefined && compareDecimals(sum, limit) > 0)
    faults.push({
      code: 'payment-sum-over-total',
      path: 'payments',
      severity: 'blocks',
      values: {
        total: formatMoney(limit),
        sum: formatDecimalTrimmed(sum),
        over: formatMoney(subtractDecimals(sum, limit)),
      },
    });
  const cash = cashLimitOn(on);
  if (limit !== undefined && cash !== undefined && compareDecimals(limit, decimal(cash.overAmount)) > 0)
    for (const form of list)
      if (form.code === '01')
        faults.push({
          code: 'payment-cash-over-limit',
          path: `payments.${form.id}.code`,
          severity: 'warns',
          values: { limit: cash.overAmount, since: cash.fromOn ?? '' },
        });
  return faults;
}

/** Two decimals at least; a total with more keeps them, so that nothing is hidden. */
function formatMoney(value: Decimal): string {
  return formatDecimal(value.scale < paymentDecimals ? toScale(value, paymentDecimals) : value);
}

/** The list as it will be sent, amounts with two decimals. @returns undefined when any row has a blocking fault of its own */
export function readPayments(list: readonly PaymentForm[]): PaymentList | undefined {
  const read: Payment[] = [];
  for (const form of list) {
    const amount = readAmount(form);
    if ('fault' in amount || !isPaymentCode(form.code)) return undefined;
    read.push({ amount: twoDecimals(amount.value), code: form.code });
  }
  return read;
}

export interface Balance {
  /** decimal text, two decimals */
  readonly paid: string;
  /** negative when the list exceeds the total */
  readonly remaining: string;
  /** false while a row is empty or half typed: it counts as zero */
  readonly complete: boolean;
}

/** Live, on every keystroke. @param total decimal text @throws RangeError when the total is not decimal text */
export function balance(list: readonly PaymentForm[], total: string): Balance {
  const amounts = list.map(readAmount);
  const paid = amounts.reduce((sum, row) => ('value' in row ? addDecimals(sum, row.value) : sum), zero);
  return {
    paid: formatMoney(paid),
    remaining: formatMoney(subtractDecimals(decimal(total), paid)),
    complete: amounts.every((row) => 'value' in row),
  };
}

/**
 * "Pagar el resto": gives `row` what the other rows leave of the total. A row already in the list gets a new amount (its code
 * stays), any other is added. @returns the same list when nothing is left
 */
export function payTheRest(
  list: readonly PaymentForm[],
  total: string,
  row: { readonly id: string; readonly code: string },
): readonly PaymentForm[] {
  const others = list.filter((form) => form.id !== row.id);
  const { remaining } = balance(others, total);
  if (decimal(remaining).unscaled <= 0n) return list;
  return list.some((form) => form.id === row.id)
    ? list.map((form) => (form.id === row.id ? { ...form, amount: remaining } : form))
    : [...list, { id: row.id, amount: remaining, code: row.code }];
}

/** What makes two payments the same: code, and amount by value (12.2 = 12.20, API.md section 9 row 7). */
const keyOf = (payment: Payment): string =>
  `${payment.code}=${formatDecimalTrimmed(decimal(payment.amount))}`;

/** Same payments, in any order. @throws RangeError on an amount that is not decimal text */
export function sameMultiset(a: PaymentList, b: PaymentList): boolean {
  if (a.length !== b.length) return false;
  const left = a.map(keyOf).toSorted();
  const right = b.map(keyOf).toSorted();
  return left.every((key, index) => key === right[index]);
}

/** Whether `part`, each payment as often as it occurs in it, is in `whole`. */
export function containsMultiset(whole: PaymentList, part: PaymentList): boolean {
  const left = new Map<string, number>();
  for (const payment of whole) left.set(keyOf(payment), (left.get(keyOf(payment)) ?? 0) + 1);
  for (const payment of part) {
    const count = left.get(keyOf(payment)) ?? 0;
    if (count === 0) return false;
    left.set(keyOf(payment), count - 1);
  }
  return true;
}
