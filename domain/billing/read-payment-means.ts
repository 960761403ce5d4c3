import { type Amount, decimalToAmount, formatAmount, sumAmounts } from '../money/amount.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { findCode, paymentMeanCodes } from './codes.ts';
import { type FaultList, requiredNumber, requiredText } from './fault-list.ts';
import type { InvoiceForm, PaymentMeanForm } from './invoice-form.ts';
import type { PaymentMean } from './invoice.ts';
import type { SaleTerms } from './read-terms.ts';

export const maxPaymentMeans = 4;
const moneyDecimals = 5;

/** A row of the form nobody filled in. */
const isBlankMean = (mean: PaymentMeanForm): boolean => mean.code.trim() === '' && mean.amount.trim() === '';

interface ReadMean {
  readonly code: string;
  readonly otherText?: string;
  /** absent when the field is empty */
  readonly amount?: Amount;
}

function readMean(list: FaultList, form: PaymentMeanForm, alone: boolean): ReadMean | undefined {
  const path = `paymentMeans.${form.id}`;
  const code = form.code.trim();
  const known = findCode(paymentMeanCodes, code) !== undefined;
  if (code === '') list.block('required', `${path}.code`);
  else if (!known) list.block('payment-mean-unknown', `${path}.code`);
  const otherText =
    code === '99' ? requiredText(list, `${path}.otherText`, form.otherText, { min: 3, max: 100 }) : undefined;

  const number = readTypedNumber(form.amount, moneyDecimals);
  const withText = otherText === undefined ? {} : { otherText };
  if (alone && number.kind === 'empty') return known ? { code, ...withText } : undefined;
  const value = requiredNumber(list, `${path}.amount`, number, {
    decimals: moneyDecimals,
    decimalsFault: 'payment-decimals',
  });
  if (value === undefined) return undefined;
  if (value.unscaled === 0n && !alone) {
    list.block('payment-zero', `${path}.amount`);
    return undefined;
  }
  return known ? { code, ...withText, amount: decimalToAmount(value) } : undefined;
}

/**
 * MedioPago: always, except with conditions 02, 08 and 10 (DOMAIN.md 4.4).
 * @param terms undefined while the condition is at fault: then nobody knows whether they are asked for
 * @param total of the document, undefined while it cannot be computed (then sums are not compared)
 * @returns with the amount of each; a single one without amount gets the whole total
 */
export function readPaymentMeans(
  list: FaultList,
  form: Pick<InvoiceForm, 'paymentMeans'>,
  terms: SaleTerms | undefined,
  total: Amount | undefined,
): readonly PaymentMean[] {
  const rows = form.paymentMeans.filter((mean) => !isBlankMean(mean));
  if (rows.length === 0) {
    if (terms?.condition.needsPaymentMeans === true) list.block('payment-means-missing', 'paymentMeans');
    return [];
  }
  if (rows.length > maxPaymentMeans) {
    list.block('payment-means-too-many', 'paymentMeans', {
      max: String(maxPaymentMeans),
      count: String(rows.length),
    });
  }
  const read = rows.flatMap((row) => readMean(list, row, rows.length === 1) ?? []);
  if (total === undefined || read.length !== rows.length) return [];
  const means = read.map((mean): PaymentMean => Object.assign({ amount: total }, mean));
  const sum = sumAmounts(means.map((mean) => mean.amount));
  if (sum !== total) {
    list.block('payment-means-difference', 'paymentMeans', {
      total: formatAmount(total),
      sum: formatAmount(sum),
      difference: formatAmount(total - sum),
    });
  }
  return means;
}
