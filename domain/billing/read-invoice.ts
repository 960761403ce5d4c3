import type { IssuerForm } from '../company/company.ts';
import { fitsSchema, formatAmount, maxAmount } from '../money/amount.ts';
import { type Decimal, compareDecimals, decimal, one } from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import { schemaStartsOn } from '../tax/iva.ts';
import { currencies, findCode } from './codes.ts';
import { type FaultList, hasBlockingFault, limitedText, newFaultList, requiredNumber } from './fault-list.ts';
import type { InvoiceForm } from './invoice-form.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';
import { kindFields } from './kind-fields.ts';
import type { LineContext } from './line-context.ts';
import { liveTotals } from './live-totals.ts';
import { isUntouched } from './parsed-line.ts';
import { readIssuer } from './read-issuer.ts';
import { readLine } from './read-line.ts';
import { isBlankCharge } from './other-charges.ts';
import { chargesStandAlone, readOtherCharges } from './read-other-charges.ts';
import { type KnowsLocation, readActivity, readCustomer } from './read-party.ts';
import { readPaymentMeans } from './read-payment-means.ts';
import { readReferences } from './read-references.ts';
import { readSaleTerms } from './read-terms.ts';
import { acceptsRevision2026 } from './reference-codes.ts';
import { xmlText } from './xml-text.ts';

export const maxLines = 1_000;
const rateDecimals = 5;
/** Nota 8 */
const alcoholTax = '04';
const exchangeRateLimit = decimal('10000000000000');

export interface InvoiceContext {
  readonly issuer: IssuerForm;
  /** `YYYY-MM-DD` in Costa Rica: the day the document would carry */
  readonly today: string;
  /** whether codes of the revision of April 2026 may be written; the constant of reference-codes.ts when absent */
  readonly acceptsRevision2026?: boolean;
  /** the table of places at hand: an unknown combination warns; nothing is said when absent */
  readonly knowsLocation?: KnowsLocation;
  /** what the catalogue at hand says of a CAByS code (line-context.ts); nothing is said when absent */
  readonly cabys?: NonNullable<LineContext['cabys']>;
}

export interface ReadInvoice {
  /** paths into the form; those of the company begin with `issuer.` */
  readonly faults: readonly InvoiceFault[];
  /** present when nothing blocks */
  readonly invoice?: Invoice;
}

function readExchangeRate(list: FaultList, form: InvoiceForm, currency: string): Decimal | undefined {
  const typed = form.exchangeRate.trim();
  if (currency === 'CRC' && typed === '') return one;
  const value = requiredNumber(list, 'exchangeRate', readTypedNumber(typed, rateDecimals), {
    decimals: rateDecimals,
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

/** DetalleServicio may be left out where the kind allows it and the charges stand alone (DOMAIN.md 4.2). */
const chargesOnly = (form: InvoiceForm): boolean =>
  kindFields[form.kind].lines === 'optional' &&
  form.lines.every(isUntouched) &&
  chargesStandAlone(form.otherCharges);

function readLines(list: FaultList, form: InvoiceForm, context: InvoiceContext): readonly InvoiceLine[] {
  const { today, cabys } = context;
  const used = form.lines.filter((line) => !isUntouched(line));
  if (used.length === 0 && !chargesOnly(form)) {
    const charged =
      kindFields[form.kind].lines === 'optional' &&
      form.otherCharges.some((charge) => !isBlankCharge(charge));
    list.block(charged ? 'lines-missing-beside-charges' : 'lines-missing', 'lines');
  }
  if (used.length > maxLines) {
    list.block('lines-too-many', 'lines', { max: String(maxLines), count: String(used.length) });
  }
  return used.flatMap((each, index) => {
    const { faults, line } = readLine(each, { kind: form.kind, today, ...(cabys && { cabys }) });
    for (const fault of faults) list.add(fault);
    return line === undefined ? [] : [{ number: index + 1, ...line }];
  });
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

/** CodigoActividad of the company: a REP has none, a note may do without. */
function readOwnActivity(list: FaultList, form: InvoiceForm, issuer: IssuerForm): string | undefined {
  const presence = kindFields[form.kind].ownActivity;
  if (presence === 'none') return undefined;
  if (form.activityCode.trim() === '') {
    if (presence === 'required') list.block('required', 'activityCode');
    return undefined;
  }
  const activityCode = readActivity(list, 'activityCode', form.activityCode);
  if (activityCode !== undefined && !issuer.activityCodes.some((each) => each.trim() === activityCode)) {
    list.warn('activity-not-of-issuer', 'activityCode');
  }
  return activityCode;
}

function readCurrency(list: FaultList, form: InvoiceForm): string {
  const currency = form.currency.trim();
  if (currency === '') list.block('required', 'currency');
  else if (findCode(currencies, currency) === undefined) list.block('currency-unknown', 'currency');
  return currency;
}

/**
 * Reads the whole form and finds everything wrong with it at once: what Hacienda would refuse (`blocks`) and what it would only
 * observe or nobody knows (`warns`). Which parts count is said by the kind (kind-fields.ts); the rest of the form is ignored. The
 * amounts are those of `liveTotals`.
 * Blank lines of the grid and blank rows of charges, references and means of payment are left out.
 */
export function readInvoice(form: InvoiceForm, context: InvoiceContext): ReadInvoice {
  const { today, knowsLocation } = context;
  const list = newFaultList();
  const { issuer, faults: issuerFaults } = readIssuer(context.issuer, knowsLocation);
  for (const fault of issuerFaults) list.add({ ...fault, path: `issuer.${fault.path}` });

  if (today < schemaStartsOn) {
    list.block('date-before-schema', 'lines', { from: schemaStartsOn, today });
  }
  const fields = kindFields[form.kind];
  const activityCode = readOwnActivity(list, form, context.issuer);
  const customer = readCustomer(list, form.customer, form, today, knowsLocation);
  const terms = readSaleTerms(list, form);
  const currency = readCurrency(list, form);
  const exchangeRate = readExchangeRate(list, form, currency);

  const lines = readLines(list, form, context);
  if (lines.some((line) => line.taxes.some((tax) => tax.code === alcoholTax)) && !issuer?.registry8707) {
    list.warn('registry-8707-missing', 'issuer.registry8707');
  }
  const { summary, complete } = liveTotals(form, today);
  const otherCharges = fields.otherCharges
    ? readOtherCharges(list, form.otherCharges, complete ? summary.netSale : undefined, today)
    : [];
  const totalFits = [summary.sale, summary.tax, summary.otherCharges, summary.total].every(fitsSchema);
  if (!totalFits) list.block('total-too-large', 'lines', { max: formatAmount(maxAmount) });
  const chargesRead = !list.faults.some(
    (fault) => fault.severity === 'blocks' && fault.path.startsWith('otherCharges.'),
  );
  const paymentMeans = readPaymentMeans(
    list,
    form,
    terms,
    complete && totalFits && chargesRead ? summary.total : undefined,
  );
  const references = readReferences(list, form, today, context.acceptsRevision2026 ?? acceptsRevision2026);
  const notes = fields.notes ? readNotes(list, form.notes) : undefined;

  if (
    hasBlockingFault(list.faults) ||
    issuer === undefined ||
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
      ...(activityCode !== undefined && { activityCode }),
      ...(customer !== undefined && { customer }),
      saleCondition: terms.condition.code,
      ...(terms.other !== undefined && { saleConditionOther: terms.other }),
      ...(terms.creditDays !== undefined && { creditDays: terms.creditDays }),
      currency,
      exchangeRate,
      lines,
      otherCharges,
      summary,
      paymentMeans,
      references,
      ...(notes !== undefined && { notes }),
    },
  };
}

export { readIssuer } from './read-issuer.ts';
