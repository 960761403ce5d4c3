import type { Exoneration, Invoice, InvoiceLine, Tax } from '../../domain/billing/invoice.ts';
import { discountCodes, transactionTypes } from '../../domain/billing/codes.ts';
import {
  commercialCodeTypes,
  exonerationInstitutions,
  exonerationTypes,
  factoryIvaCodes,
} from '../../domain/billing/line-codes.ts';
import { formatAmount, sumAmounts } from '../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../domain/money/decimal.ts';
import { type Formats, formats } from '../../domain/words/formats.ts';
import type { Language } from '../../domain/words/language.ts';
import { nameOf, unitName } from './code-words.ts';
import { printWords } from './print-words.ts';
import { taxName } from './printed-totals.ts';

export interface PrintedLine {
  readonly number: string;
  /** CAByS, then the seller's own codes */
  readonly codes: readonly string[];
  readonly detail: string;
  /** what belongs to the line and has no column: taxes, exonerations, serials, components */
  readonly more: readonly string[];
  readonly quantity: string;
  readonly unit: string;
  readonly price: string;
  /** '' = none */
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
}

interface Voice {
  readonly language: Language;
  readonly format: Formats;
}

const amountText = (amount: bigint, { format }: Voice): string => format.amount(formatAmount(amount));

function taxText(tax: Tax, voice: Voice): string {
  const { language, format } = voice;
  const rate =
    tax.rate === undefined || tax.rateCode !== undefined
      ? ''
      : ` ${format.decimal(formatDecimalTrimmed(tax.rate))} %`;
  const name = tax.otherText ?? taxName(tax.code, tax.rateCode, language);
  return `${name}${rate}: ${amountText(tax.amount, voice)}`;
}

function exonerationText(exoneration: Exoneration, voice: Voice): string {
  const { language, format } = voice;
  const words = printWords[language];
  const at = Date.parse(exoneration.issuedAt);
  const document = words.exonerationOf(
    exoneration.otherText ?? nameOf(exonerationTypes, exoneration.documentType, language),
    exoneration.number,
    exoneration.institutionOther ?? nameOf(exonerationInstitutions, exoneration.institution, language),
    Number.isNaN(at) ? exoneration.issuedAt : format.issuedDate(at),
  );
  const article =
    exoneration.article === undefined ? '' : `, ${words.article(exoneration.article, exoneration.clause)}`;
  const points = words.exonerated(format.decimal(formatDecimalTrimmed(exoneration.rate)));
  return `${points} (${amountText(exoneration.amount, voice)}): ${document}${article}`;
}

/** One tax of the IVA family alone is what the columns already say. */
const isPlain = (taxes: readonly Tax[]): boolean => taxes.length === 1 && taxes[0]?.code === '01';

function moreOf(line: InvoiceLine, voice: Voice): readonly string[] {
  const { language, format } = voice;
  const words = printWords[language];
  const more: string[] = [];
  for (const discount of line.discounts)
    more.push(
      `${discount.otherText ?? nameOf(discountCodes, discount.code, language)}${discount.nature === undefined ? '' : ` (${discount.nature})`}: − ${amountText(discount.amount, voice)}`,
    );
  if (!isPlain(line.taxes)) for (const tax of line.taxes) more.push(taxText(tax, voice));
  else if (line.taxes[0]?.rateCode !== undefined) more.push(taxName('01', line.taxes[0].rateCode, language));
  for (const { exoneration } of line.taxes)
    if (exoneration !== undefined) more.push(exonerationText(exoneration, voice));
  if (line.taxAssumed !== 0n) more.push(`${words.taxAssumed}: ${amountText(line.taxAssumed, voice)}`);
  if (line.factoryIva !== undefined)
    more.push(`${words.factoryIva}: ${nameOf(factoryIvaCodes, line.factoryIva, language)}`);
  if (line.transactionType !== undefined && line.transactionType !== '01')
    more.push(`${words.transactionType}: ${nameOf(transactionTypes, line.transactionType, language)}`);
  if (line.tariffHeading !== undefined) more.push(`${words.tariffHeading}: ${line.tariffHeading}`);
  if (line.medicineRegistry !== undefined) more.push(`${words.medicine}: ${line.medicineRegistry}`);
  if (line.serials.length > 0) more.push(`${words.serials}: ${line.serials.join(', ')}`);
  if (line.components.length > 0)
    more.push(
      `${words.components}: ${line.components
        .map(
          (part) =>
            `${format.decimal(formatDecimalTrimmed(part.quantity))} ${unitName(part.unit, language)} ${part.detail}`,
        )
        .join('; ')}`,
    );
  return more;
}

/** Tax as the customer pays it; an export's line has it in its total only. */
const taxOf = (line: InvoiceLine, kind: string): bigint =>
  kind === '09' ? sumAmounts(line.taxes.map(({ amount }) => amount)) : line.netTax;

/** @param invoice its lines in their order */
export function printedLines(invoice: Invoice, language: Language): readonly PrintedLine[] {
  const format = formats(language);
  const voice = { language, format };
  return invoice.lines.map((line) => {
    const discount = line.total - line.subtotal;
    return {
      number: String(line.number),
      codes: [
        ...(line.cabys === undefined ? [] : [line.cabys]),
        ...line.commercialCodes.map(({ type, code }) =>
          type === '04' ? code : `${code} (${nameOf(commercialCodeTypes, type, language)})`,
        ),
      ],
      detail: line.detail,
      more: moreOf(line, voice),
      quantity: format.decimal(formatDecimalTrimmed(line.quantity)),
      unit: line.commercialUnit ?? (line.unit === '' ? '' : unitName(line.unit, language)),
      price: format.amount(formatDecimalTrimmed(line.unitPrice)),
      // a REP's SubTotal is what bears the IVA, not a price after discounts
      discount: invoice.kind === '10' || discount <= 0n ? '' : amountText(discount, voice),
      tax: amountText(taxOf(line, invoice.kind), voice),
      total: amountText(line.lineTotal, voice),
    };
  });
}
