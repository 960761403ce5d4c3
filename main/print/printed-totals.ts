import type { Invoice } from '../../domain/billing/invoice.ts';
import { ivaTaxCodes, otherTaxCodes } from '../../domain/billing/line-codes.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { ivaRateOn } from '../../domain/tax/iva.ts';
import { formats } from '../../domain/words/formats.ts';
import type { Language } from '../../domain/words/language.ts';
import { nameOf } from './code-words.ts';
import { printWords } from './print-words.ts';

export interface PrintedTotal {
  readonly label: string;
  readonly text: string;
  /** the one that is paid */
  readonly main: boolean;
}

const ivaFamily: ReadonlySet<string> = new Set(['01', '07', '08']);

/** "IVA, General 13 %" or "Selectivo de consumo". */
export function taxName(code: string, rateCode: string | undefined, language: Language): string {
  const tax = nameOf([...ivaTaxCodes, ...otherTaxCodes], code, language);
  const rate = rateCode === undefined ? undefined : ivaRateOn(rateCode);
  return ivaFamily.has(code) && rate ? `${tax}, ${rate.name[language]}` : tax;
}

/** ResumenFactura in words: rows that are zero say nothing and are left out, but for the sale and the total. */
export function printedTotals({ summary, currency }: Invoice, language: Language): readonly PrintedTotal[] {
  const words = printWords[language].totals;
  const { money } = formats(language);
  const rows: PrintedTotal[] = [];
  const add = (label: string, amount: bigint, sign = ''): void => {
    rows.push({ label, text: `${sign}${money(formatAmount(amount), currency)}`, main: false });
  };
  const addUnlessZero = (label: string, amount: bigint, sign = ''): void => {
    if (amount !== 0n) add(label, amount, sign);
  };
  addUnlessZero(words.taxed, summary.taxed);
  addUnlessZero(words.exempt, summary.exempt);
  addUnlessZero(words.exonerated, summary.exonerated);
  addUnlessZero(words.notSubject, summary.notSubject);
  add(words.sale, summary.sale);
  if (summary.discounts !== 0n) {
    add(words.discounts, summary.discounts, '− ');
    add(words.netSale, summary.netSale);
  }
  for (const { code, rateCode, amount } of summary.taxBreakdown) {
    const name = taxName(code, rateCode, language);
    // a bundle: each of its parts has a rate of its own, and the summary one row for all
    add(code === '01' && rateCode === undefined ? `${name}, ${words.severalRates}` : name, amount);
  }
  addUnlessZero(words.taxAssumed, summary.taxAssumed);
  addUnlessZero(words.otherCharges, summary.otherCharges);
  addUnlessZero(words.ivaReturned, summary.ivaReturned, '− ');
  rows.push({ label: words.total, text: money(formatAmount(summary.total), currency), main: true });
  return rows;
}
