import { describe, expect, test } from 'vitest';
import { amountOf } from '../../../../domain/money/amount.ts';
import {
  type Decision,
  messageForm,
  openDecision,
  saysCredit,
} from '../../../../domain/received/decision.ts';

const tax = amountOf('1300.00001');
const formOf = (change: Partial<Decision>, of = tax) =>
  messageForm({ ...openDecision(change.kind ?? '05', '6201.0'), ...change }, 'r1', { tax: of });

test('the usual answer accepts, with the whole tax as credit', () => {
  expect(messageForm(openDecision('05', '6201.0'), 'r1', { tax })).toEqual({
    version: 1,
    kind: '05',
    receivedId: 'r1',
    detail: '',
    activityCode: '6201.0',
    taxCondition: '01',
    creditTax: '1300.00001',
    expense: '0',
  });
});

describe('credit and expense are together the tax', () => {
  test.each([
    ['01', '', '1300.00001', '0'],
    ['02', '25', '325', '975.00001'],
    ['02', '33,33', '433.29', '866.71001'],
    ['02', '100', '1300.00001', '0'],
    ['03', '', '1300.00001', '0'],
    ['04', '', '0', '1300.00001'],
  ])('condition %s, %s %%: credit %s, expense %s', (taxCondition, creditPercent, creditTax, expense) => {
    const form = formOf({ taxCondition, creditPercent });
    expect([form.creditTax, form.expense]).toEqual([creditTax, expense]);
    expect(amountOf(form.creditTax) + amountOf(form.expense)).toBe(tax);
  });
});

test.each<[string, Partial<Decision>]>([
  ['a rejection', { kind: '07', taxCondition: '01' }],
  ['condition 05', { taxCondition: '05' }],
])('%s says neither credit nor activity, even typed amounts', (_what, change) => {
  const form = formOf({ ...change, creditTax: '5', expense: '5' });
  expect([form.creditTax, form.expense, form.activityCode]).toEqual(['', '', '']);
  expect(saysCredit(form)).toBe(false);
});

test('a document without tax says neither amounts nor condition', () => {
  const form = formOf({}, 0n);
  expect(form.taxCondition).toBe('');
  expect([form.creditTax, form.expense]).toEqual(['', '']);
});

test('typed amounts win over computed ones, as typed', () => {
  const form = formOf({ taxCondition: '02', creditTax: '1.000,5', expense: ' ' });
  expect(form.creditTax).toBe('1.000,5');
  expect(form.expense).toBe('650');
});

test('a percentage that cannot be read is passed on as typed, for the rules to point at; nothing is made up', () => {
  const form = formOf({ taxCondition: '02', creditPercent: 'mitad' });
  expect([form.creditTax, form.expense]).toEqual(['mitad', '']);
});

test('more than the whole tax leaves no negative expense', () => {
  expect(formOf({ taxCondition: '02', creditPercent: '120' }).expense).toBe('');
});
