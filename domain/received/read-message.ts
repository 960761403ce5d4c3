import type { Comprobante } from '../billing/comprobante.ts';
import { amountText } from '../billing/form-of-invoice.ts';
import type { Amount } from '../billing/invoice.ts';
import { sameIdentification, typedIdentification } from '../billing/made-from.ts';
import { characterCount, xmlLine } from '../billing/xml-text.ts';
import type { IssuerForm } from '../company/company.ts';
import { decimalToAmount, fitsSchema, formatAmount } from '../money/amount.ts';
import { formatDecimalTrimmed } from '../money/decimal.ts';
import { readTypedNumber } from '../money/typed-number.ts';
import type { MessageFault, MessageFaultCode } from './message-faults.ts';
import type { MessageForm, MessageKind } from './message-form.ts';
import type { ReceiverMessage } from './receiver-message.ts';
import { findCondition } from './tax-conditions.ts';

const detailLimits = { min: 5, max: 160 };
/** FE, NC, ND (DOMAIN.md section 8). */
const confirmable: ReadonlySet<string> = new Set(['01', '02', '03']);
const messages: Readonly<Record<MessageKind, ReceiverMessage['message']>> = {
  '05': '1',
  '06': '2',
  '07': '3',
};
/** NumeroCedulaReceptor. */
const receiverForm = /^\d{9,12}$/;
/** 6 digits, or 4 digits, point, digit (DOMAIN.md 4.3). */
const activityForm = /^(?:\d{6}|\d{4}\.\d)$/;

/** What is received: a document and the company that received it. */
export interface Received {
  readonly comprobante: Comprobante;
  readonly company: Pick<IssuerForm, 'identificationType' | 'identificationNumber' | 'activityCodes'>;
}

export interface ReadMessage {
  readonly faults: readonly MessageFault[];
  /** present when nothing blocks */
  readonly message?: ReceiverMessage;
}

interface MessageFaults {
  readonly faults: readonly MessageFault[];
  block(code: MessageFaultCode, path: keyof MessageForm, values?: MessageFault['values']): void;
  warn(code: MessageFaultCode, path: keyof MessageForm, values?: MessageFault['values']): void;
}

function newFaults(): MessageFaults {
  const faults: MessageFault[] = [];
  return {
    faults,
    block: (code, path, values) =>
      void faults.push({ code, path, severity: 'blocks', ...(values && { values }) }),
    warn: (code, path, values) =>
      void faults.push({ code, path, severity: 'warns', ...(values && { values }) }),
  };
}

/** Whether the document is addressed to the company: identification and number. */
export const isAddressedTo = ({ comprobante, company }: Received): boolean =>
  sameIdentification(comprobante.invoice.customer?.identification, typedIdentification(company));

/** Whether such a document is answered with a message at all. */
export const canBeConfirmed = ({ invoice }: Pick<Comprobante, 'invoice'>): boolean =>
  confirmable.has(invoice.kind);

function checkDocument(list: MessageFaults, received: Received): void {
  const { invoice } = received.comprobante;
  if (!confirmable.has(invoice.kind)) {
    list.block('message-kind-not-confirmable', 'receivedId', { kind: invoice.kind });
  }
  if (!isAddressedTo(received)) list.block('message-not-ours', 'receivedId');
  const number = typedIdentification(received.company)?.number ?? '';
  if (!receiverForm.test(number)) list.block('message-receiver-number', 'receivedId');
}

function readDetail(list: MessageFaults, form: MessageForm): string | undefined {
  const text = xmlLine(form.detail);
  if (text === undefined) {
    list.block('message-text-characters', 'detail');
    return undefined;
  }
  if (text === '') {
    if (form.kind !== '05') list.block('message-detail-missing', 'detail');
    return undefined;
  }
  const length = characterCount(text);
  const { min, max } = detailLimits;
  if (length < min) {
    list.block('message-detail-short', 'detail', { min: String(min), length: String(length) });
    return undefined;
  }
  if (length > max) {
    list.block('message-detail-long', 'detail', { max: String(max), length: String(length) });
    return undefined;
  }
  return text;
}

function readActivity(
  list: MessageFaults,
  form: MessageForm,
  company: Received['company'],
): string | undefined {
  const text = form.activityCode.trim();
  if (text === '') return undefined;
  if (findCondition(form.taxCondition)?.amounts === false) {
    list.warn('message-activity-unused', 'activityCode');
    return undefined;
  }
  if (!activityForm.test(text)) {
    list.block('message-activity-format', 'activityCode');
    return undefined;
  }
  if (!company.activityCodes.some((each) => each.trim() === text)) {
    list.warn('message-activity-not-of-company', 'activityCode');
  }
  return text;
}

function readAmount(list: MessageFaults, field: 'creditTax' | 'expense', typed: string): Amount | undefined {
  const number = readTypedNumber(typed, 5);
  switch (number.kind) {
    case 'empty':
      return undefined;
    case 'read': {
      const amount = decimalToAmount(number.value);
      if (fitsSchema(amount)) return amount;
      list.block('message-amount-too-large', field);
      return undefined;
    }
    case 'ambiguous':
      list.block('message-amount-ambiguous', field, {
        asThousands: formatDecimalTrimmed(number.asThousands),
        asDecimals: formatDecimalTrimmed(number.asDecimals),
      });
      return undefined;
    default:
      list.block('message-amount-format', field);
      return undefined;
  }
}

interface MessageAmounts {
  readonly creditTax?: Amount;
  readonly expense?: Amount;
}

function readAmounts(list: MessageFaults, form: MessageForm, tax: Amount): MessageAmounts {
  const said = form.kind !== '07' && findCondition(form.taxCondition)?.amounts !== false;
  if (!said) {
    for (const field of ['creditTax', 'expense'] as const) {
      if (form[field].trim() !== '') list.warn('message-amounts-unused', field);
    }
    return {};
  }
  const creditTax = readAmount(list, 'creditTax', form.creditTax);
  const expense = readAmount(list, 'expense', form.expense);
  if (creditTax !== undefined && creditTax > tax) {
    list.block('message-credit-over-tax', 'creditTax', {
      tax: formatAmount(tax),
      amount: formatAmount(creditTax),
    });
  } else if (creditTax !== undefined && expense !== undefined && creditTax + expense !== tax) {
    list.warn('message-amounts-difference', 'expense', {
      tax: formatAmount(tax),
      sum: formatAmount(creditTax + expense),
    });
  }
  return { ...(creditTax !== undefined && { creditTax }), ...(expense !== undefined && { expense }) };
}

/**
 * The answer to a supplier's document, exact (DOMAIN.md section 8). Tax and total are the document's own, so that they cannot differ;
 * tax is left out when the document has none. Whether Hacienda accepted the document is known elsewhere.
 */
export function readMessage(form: MessageForm, received: Received): ReadMessage {
  const list = newFaults();
  const { invoice, identity } = received.comprobante;
  checkDocument(list, received);
  const detail = readDetail(list, form);
  const taxCondition = form.taxCondition.trim();
  if (taxCondition !== '' && findCondition(taxCondition) === undefined) {
    list.block('message-condition-unknown', 'taxCondition');
  }
  const activityCode = readActivity(list, form, received.company);
  const { tax, total } = invoice.summary;
  const amounts = readAmounts(list, form, tax);

  const receiver = typedIdentification(received.company);
  if (receiver === undefined || list.faults.some((fault) => fault.severity === 'blocks')) {
    return { faults: list.faults };
  }
  return {
    faults: list.faults,
    message: {
      clave: identity.clave,
      issuerNumber: invoice.issuer.identification.number,
      message: messages[form.kind],
      ...(detail !== undefined && { detail }),
      ...(tax > 0n && { tax }),
      ...(activityCode !== undefined && { activityCode }),
      ...(taxCondition !== '' && { taxCondition }),
      ...amounts,
      total,
      receiverNumber: receiver.number,
    },
  };
}

/**
 * What a clerk most likely answers: accepted, all of the tax as credit (condition 01) and nothing as expense; a document without tax
 * says no condition. The text of the other two is the clerk's.
 * @param receivedId in our store
 */
export function suggestMessage(kind: MessageKind, receivedId: string, received: Received): MessageForm {
  const { tax } = received.comprobante.invoice.summary;
  const withAmounts = kind !== '07' && tax > 0n;
  return {
    version: 1,
    kind,
    receivedId,
    detail: '',
    activityCode: received.company.activityCodes[0]?.trim() ?? '',
    taxCondition: withAmounts ? '01' : '',
    creditTax: withAmounts ? amountText(tax) : '',
    expense: withAmounts ? '0' : '',
  };
}
