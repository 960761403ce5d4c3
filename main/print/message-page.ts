import { documentKinds } from '../../domain/billing/codes.ts';
import { taxConditions } from '../../domain/received/tax-conditions.ts';
import type { MessageIdentity, ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { formatAmount } from '../../domain/money/amount.ts';
import { formats } from '../../domain/words/formats.ts';
import type { Paper } from '../../domain/company/print-settings.ts';
import { nameOf } from './code-words.ts';
import { type Markup, nothing, page } from './markup.ts';
import { isRoll, type Logo, pageOf, type PrintPage } from './print-page.ts';
import type { PrintFacts } from './printable.ts';
import { statusText, watermarkText } from './printable.ts';
import { printWords } from './print-words.ts';

/** A mensaje receptor as signed; the names of both sides are not in its XML. */
export interface PrintedMessage {
  readonly message: ReceiverMessage;
  readonly identity: MessageIdentity;
  readonly supplierName: string;
  readonly receiverName: string;
  /** of the answered document */
  readonly currency: string;
}

/** Page or ticket of a mensaje receptor: type, clave and consecutivo together, every code a word. */
export function messagePage(
  { message, identity, supplierName, receiverName, currency }: PrintedMessage,
  facts: PrintFacts,
  paper: Paper,
  logo: Logo | undefined,
): PrintPage {
  const { language } = facts;
  const words = printWords[language];
  const format = formats(language);
  const kind = identity.consecutivo.slice(8, 10);
  const title = nameOf(documentKinds, kind, language);
  const money = (amount: bigint | undefined): string =>
    amount === undefined ? '' : format.money(formatAmount(amount), currency);
  const rows: readonly (readonly [string, string])[] = [
    [words.consecutivo, identity.consecutivo],
    [words.message.answers, message.clave],
    [words.message.confirmed, format.issued(Date.parse(identity.issuedAt))],
    [words.message.supplier, `${supplierName} · ${message.issuerNumber}`],
    [words.customer, `${receiverName} · ${message.receiverNumber}`],
    [words.message.detail, message.detail ?? ''],
    [words.message.tax, money(message.tax)],
    [words.activity, message.activityCode ?? ''],
    [
      words.message.condition,
      message.taxCondition === undefined ? '' : nameOf(taxConditions, message.taxCondition, language),
    ],
    [words.message.credit, money(message.creditTax)],
    [words.message.expense, money(message.expense)],
    [words.message.total, money(message.total)],
  ];
  const watermark = watermarkText(facts);
  const body: Markup = page`${
    watermark === undefined || isRoll(paper) ? nothing : page`<div class="watermark">${watermark}</div>`
  }
    <h1>${title}</h1>
    ${watermark === undefined ? nothing : page`<p class="mark">${watermark}: ${words.page}</p>`}
    <dl class="facts">
      ${rows
        .filter(([, text]) => text !== '')
        .map(
          ([label, text]) => page`<dt class="label">${label}</dt>
          <dd>${text}</dd>`,
        )}
    </dl>
    <footer class="foot">
      <p>${statusText(facts)}</p>
      ${facts.legend === '' ? nothing : page`<p>${facts.legend}</p>`}
      <p>${words.xmlIsLegal}</p>
    </footer>`;
  return pageOf(paper, `${title} ${identity.consecutivo}`, language, body, logo);
}
