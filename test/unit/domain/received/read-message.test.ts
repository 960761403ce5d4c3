import { describe, expect, it } from 'vitest';
import type { Comprobante } from '../../../../domain/billing/comprobante.ts';
import { messageFaultRules } from '../../../../domain/received/message-faults.ts';
import { MessageForm } from '../../../../domain/received/message-form.ts';
import {
  canBeConfirmed,
  isAddressedTo,
  readMessage,
  suggestMessage,
} from '../../../../domain/received/read-message.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { goodForm, goodIssuer, goodLine } from '../../../helpers/invoices.ts';
import { sealedDocument } from '../../../helpers/originals.ts';

const { invoice, identity } = sealedDocument(goodForm());
const comprobante: Comprobante = { invoice, identity, others: [] };
const company = {
  ...goodIssuer(),
  identificationType: '02',
  identificationNumber: '3-101-654321',
  activityCodes: ['4752.0', '620100'],
};
const received = { comprobante, company };
const good = (changes: Partial<MessageForm> = {}): MessageForm => ({
  ...suggestMessage('05', 'received-1', received),
  ...changes,
});
const faultsOf = (changes: Partial<MessageForm>, from = received) =>
  readMessage(good(changes), from).faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('the answer to a received document', () => {
  it('as suggested accepts it, all of its tax as credit', () => {
    const form = good();
    expect(MessageForm.parse(form)).toEqual(form);
    expect(readMessage(form, received)).toEqual({
      faults: [],
      message: {
        clave: identity.clave,
        issuerNumber: invoice.issuer.identification.number,
        message: '1',
        tax: amountOf('390'),
        activityCode: '4752.0',
        taxCondition: '01',
        creditTax: amountOf('390'),
        expense: 0n,
        total: amountOf('3390'),
        receiverNumber: '3101654321',
      },
    });
  });

  it.each([
    ['06', '2'],
    ['07', '3'],
  ] as const)('kind %s wants its reason, of 5 to 160 characters', (kind, message) => {
    const say = (detail: string) => {
      const form = { ...suggestMessage(kind, 'received-1', received), detail };
      const read = readMessage(form, received);
      return read.message?.message ?? read.faults.map((fault) => fault.code);
    };
    expect(say('Precio')).toBe(message);
    expect(say('x'.repeat(160))).toBe(message);
    expect(say('')).toEqual(['message-detail-missing']);
    expect(say('Caro')).toEqual(['message-detail-short']);
    expect(say('x'.repeat(161))).toEqual(['message-detail-long']);
    expect(say('Precio\u0000')).toEqual(['message-text-characters']);
  });

  it.each<[Partial<MessageForm>, string[]]>([
    [{ detail: 'Recibido conforme' }, []],
    [{ activityCode: '' }, []],
    [{ activityCode: '4752' }, ['blocks message-activity-format activityCode']],
    [{ activityCode: '9999.9' }, ['warns message-activity-not-of-company activityCode']],
    [{ taxCondition: '' }, []],
    [{ taxCondition: '06' }, ['blocks message-condition-unknown taxCondition']],
    [{ creditTax: '390.01' }, ['blocks message-credit-over-tax creditTax']],
    [{ creditTax: '300' }, ['warns message-amounts-difference expense']],
    [{ creditTax: '300', expense: '90' }, []],
    [{ creditTax: '300', expense: '' }, []],
    [{ creditTax: 'x' }, ['blocks message-amount-format creditTax']],
    [{ expense: '-1' }, ['blocks message-amount-format expense']],
    [{ expense: '1.234' }, ['blocks message-amount-ambiguous expense']],
    [{ expense: '0.000001' }, ['blocks message-amount-format expense']],
    [{ expense: '10000000000000' }, ['blocks message-amount-too-large expense']],
  ])('%j is: %j', (changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it('with proportionality says neither activity nor amounts', () => {
    const { faults, message } = readMessage(good({ taxCondition: '05' }), received);
    expect(faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([
      'warns message-activity-unused activityCode',
      'warns message-amounts-unused creditTax',
      'warns message-amounts-unused expense',
    ]);
    expect(message).toMatchObject({ taxCondition: '05' });
    for (const field of ['activityCode', 'creditTax', 'expense']) expect(message).not.toHaveProperty(field);
  });

  it('when rejecting says no amounts, and the suggestion has none', () => {
    expect(suggestMessage('07', 'received-1', received)).toMatchObject({
      creditTax: '',
      expense: '',
      taxCondition: '',
    });
    const { message } = readMessage(good({ kind: '07', detail: 'No es mío' }), received);
    expect(message).toMatchObject({ message: '3', tax: amountOf('390') });
    expect(message).not.toHaveProperty('creditTax');
  });

  it('of a document without tax says no tax', () => {
    const free = sealedDocument(goodForm('01', { lines: [goodLine('a1', { ivaCode: '10', ivaRate: '' })] }));
    const from = { comprobante: { ...comprobante, invoice: free.invoice }, company };
    const form = suggestMessage('05', 'received-1', from);
    expect(form).toMatchObject({ taxCondition: '', creditTax: '' });
    const { faults, message } = readMessage(form, from);
    expect(faults).toEqual([]);
    expect(message).not.toHaveProperty('tax');
  });

  it.each([
    ['01', true],
    ['02', true],
    ['03', true],
    ['04', false],
    ['08', false],
    ['09', false],
    ['10', false],
  ] as const)('a document %s can be confirmed: %s', (kind, can) => {
    const from = { company, comprobante: { ...comprobante, invoice: { ...invoice, kind } } };
    expect(canBeConfirmed(from.comprobante)).toBe(can);
    expect(faultsOf({}, from)).toEqual(can ? [] : ['blocks message-kind-not-confirmable receivedId']);
  });

  it('is NOT given to a document of somebody else, nor by a company whose id has letters', () => {
    const other = { comprobante, company: { ...company, identificationNumber: '3101654322' } };
    expect(isAddressedTo(received)).toBe(true);
    expect(isAddressedTo(other)).toBe(false);
    expect(faultsOf({}, other)).toEqual(['blocks message-not-ours receivedId']);
    const customer = { name: 'Letras', identification: { type: '02', number: '3101A54321' } };
    const lettered = {
      comprobante: { ...comprobante, invoice: { ...invoice, customer } },
      company: { ...company, identificationNumber: '3101a54321' },
    };
    expect(faultsOf({}, lettered)).toEqual(['blocks message-receiver-number receivedId']);
  });

  it('every fault names its source, and its rejection as a negative number', () => {
    for (const [code, rule] of Object.entries<{ source: string; rejection?: string }>(messageFaultRules)) {
      expect(code).toMatch(/^message(-[a-z]+)+$/);
      expect(rule.source).not.toBe('');
      expect(rule.rejection ?? '-1').toMatch(/^-\d+$/);
    }
  });
});
