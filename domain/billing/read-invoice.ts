import type { IssuerForm } from '../company/company.ts';
import {
  type Amount,
  decimalToAmount,
  fitsSchema,
  formatAmount,
  maxAmount,
  sumAmounts,
} from '../money/amount.ts';
import { type Decimal, compareDecimals, decimal, one } from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { schemaStartsOn } from '../tax/iva.ts';
import { type SaleConditionRow, currencies, findCode, paymentMeanCodes, saleConditionsFor } from './codes.ts';
import {
  type FaultList,
  hasBlockingFault,
  limitedText,
  newFaultList,
  requiredNumber,
  requiredText,
} from './fault-list.ts';
import type { InvoiceForm, PaymentMeanForm } from './invoice-form.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { Invoice, InvoiceLine, PaymentMean } from './invoice.ts';
import { liveTotals } from './live-totals.ts';
import { isUntouched } from './parsed-line.ts';
import { readIssuer } from './read-issuer.ts';
import { readLine } from './read-line.ts';
import { readActivity, readCustomer } from './read-party.ts';
import { xmlText } from './xml-text.ts';

export const maxLines = 1_000;
export const maxPaymentMeans = 4;
const moneyDecimals = 5;
const exchangeRateLimit = decimal('10000000000000');

export interface InvoiceContext {
  readonly issuer: IssuerForm;
  /** `YYYY-MM-DD` in Costa Rica: the day the document would carry */
  readonly today: string;
}

export interface ReadInvoice {
  /** paths into the form; those of the company begin with `issuer.` */
  readonly faults: readonly InvoiceFault[];
  /** present when nothing blocks */
  readonly invoice?: Invoice;
}

interface SaleTerms {
  readonly condition: SaleConditionRow;
  readonly other?: string;
  readonly creditDays?: number;
}

function readSaleTerms(list: FaultList, form: InvoiceForm): SaleTerms | undefined {
  const code = form.saleCondition.trim();
  if (code === '') {
    list.block('required', 'saleCondition');
    return undefined;
  }
  const condition = findCode(saleConditionsFor(form.kind), code);
  if (condition === undefined) {
    list.block('sale-condition-unknown', 'saleCondition');
    return undefined;
  }
  const other =
    code === '99'
      ? requiredText(list, 'saleConditionOther', form.saleConditionOther, { min: 5, max: 100 })
      : undefined;
  let creditDays: number | undefined;
  if (condition.needsCreditDays) {
    const typed = form.creditDays.trim();
    if (typed === '') list.block('required', 'creditDays');
    else if (!/^\d{1,5}$/.test(typed) || Number(typed) === 0) list.block('credit-days-format', 'creditDays');
    else creditDays = Number(typed);
  }
  return {
    condition,
    ...(other !== undefined && { other }),
    ...(creditDays !== undefined && { creditDays }),
  };
}

function readExchangeRate(list: FaultList, form: InvoiceForm, currency: string): Decimal | undefined {
  const typed = form.exchangeRate.trim();
  if (currency === 'CRC' && typed === '') return one;
  const value = requiredNumber(list, 'exchangeRate', readTypedNumber(typed, moneyDecimals), {
    decimals: moneyDecimals,
    decimalsFault: 'exchange-rate-decimals',
  });
  if (value === undefined) return undefined;
  if (currency === 'CRC') {
    if (compareDecimals(value, one) === 0) return one;
    list.block('exchange-rate-not-one', 'exchangeRate');
    return undefined;
  }
  if (value.unscaled === 0n) {
    list.block('exchange-rate-zero', 'exchangeRate');
    return undefined;
  }
  if (compareDecimals(value, exchangeRateLimit) >= 0) {
    list.block('exchange-rate-too-large', 'exchangeRate', { max: '13' });
    return undefined;
  }
  return value;
}

function readLines(list: FaultList, form: InvoiceForm, today: string): readonly InvoiceLine[] {
  const used = form.lines.filter((line) => !isUntouched(line));
  if (used.length === 0) list.block('lines-missing', 'lines');
  if (used.length > maxLines) {
    list.block('lines-too-many', 'lines', { max: String(maxLines), count: String(used.length) });
  }
  return used.flatMap((each, index) => {
    const { faults, line } = readLine(each, { kind: form.kind, today });
    for (const fault of faults) list.add(fault);
    return line === undefined ? [] : [{ number: index + 1, ...line }];
  });
}

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
 * @param total of the document, undefined while it cannot be computed (then sums are not compared)
 * @returns with the amount of each; a single one without amount gets the whole total
 */
function readPaymentMeans(
  list: FaultList,
  form: InvoiceForm,
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

/** Otros/OtroTexto keeps its line breaks (as LF); everything else is one line. */
function readNotes(list: FaultList, typed: string): string | undefined {
  const text = xmlText(typed);
  if (text === undefined) {
    list.block('text-characters', 'notes');
    return undefined;
  }
  return text === '' ? undefined : limitedText(list, 'notes', text, { max: 500 });
}

function readActivityOfIssuer(list: FaultList, form: InvoiceForm, issuer: IssuerForm): string | undefined {
  if (form.activityCode.trim() === '') {
    list.block('required', 'activityCode');
    return undefined;
  }
  const activityCode = readActivity(list, 'activityCode', form.activityCode);
  if (activityCode !== undefined && !issuer.activityCodes.some((each) => each.trim() === activityCode)) {
    list.warn('activity-not-of-issuer', 'activityCode');
  }
  return activityCode;
}

/**
 * Reads the whole form and finds everything wrong with it at once: what Hacienda would refuse (`blocks`) and what it would only
 * observe or nobody knows (`warns`). The amounts are those of `liveTotals`.
 * Blank lines of the grid and blank rows of means of payment are left out.
 */
export function readInvoice(form: InvoiceForm, context: InvoiceContext): ReadInvoice {
  const list = newFaultList();
  const { issuer, faults: issuerFaults } = readIssuer(context.issuer);
  for (const fault of issuerFaults) list.add({ ...fault, path: `issuer.${fault.path}` });

  if (context.today < schemaStartsOn) {
    list.block('date-before-schema', 'lines', { from: schemaStartsOn, today: context.today });
  }
  const activityCode = readActivityOfIssuer(list, form, context.issuer);
  const customer = readCustomer(list, form.customer, form.kind, context.today);
  const terms = readSaleTerms(list, form);

  const currency = form.currency.trim();
  const currencyKnown = findCode(currencies, currency) !== undefined;
  if (currency === '') list.block('required', 'currency');
  else if (!currencyKnown) list.block('currency-unknown', 'currency');
  const exchangeRate = readExchangeRate(list, form, currency);

  const lines = readLines(list, form, context.today);
  const { summary, complete } = liveTotals(form, context.today);
  const totalFits = fitsSchema(summary.sale) && fitsSchema(summary.total) && fitsSchema(summary.tax);
  if (!totalFits) list.block('total-too-large', 'lines', { max: formatAmount(maxAmount) });
  const paymentMeans = readPaymentMeans(list, form, terms, complete && totalFits ? summary.total : undefined);
  const notes = readNotes(list, form.notes);

  if (
    hasBlockingFault(list.faults) ||
    issuer === undefined ||
    activityCode === undefined ||
    terms === undefined ||
    exchangeRate === undefined
  ) {
    return { faults: list.faults };
  }
  return {
    faults: list.faults,
    invoice: {
      kind: form.kind,
      issuer,
      activityCode,
      ...(customer !== undefined && { customer }),
      saleCondition: terms.condition.code,
      ...(terms.other !== undefined && { saleConditionOther: terms.other }),
      ...(terms.creditDays !== undefined && { creditDays: terms.creditDays }),
      currency,
      exchangeRate,
      lines,
      otherCharges: [],
      summary,
      paymentMeans,
      references: [],
      ...(notes !== undefined && { notes }),
    },
  };
}

export { readIssuer } from './read-issuer.ts';
