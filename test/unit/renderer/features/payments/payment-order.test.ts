import { expect, test } from 'vitest';
import { paymentCodes } from '../../../../../domain/payments/codes.ts';
import {
  codeOfKey,
  paymentName,
  paymentOptions,
  paymentOrder,
} from '../../../../../renderer/features/payments/payment-order.ts';

test('every code of the service has its place and its number key', () => {
  expect(paymentOrder.toSorted()).toEqual(paymentCodes.toSorted());
});

test.each([
  ['1', '01'],
  ['2', '20'],
  ['3', '19'],
  ['8', '21'],
])('the key %s picks %s', (key, code) => {
  expect(codeOfKey(key)).toBe(code);
});

test.each(['0', '9', 'a', 'Enter'])('the key %s picks nothing', (key) => {
  expect(codeOfKey(key)).toBeUndefined();
});

test('the list shows everyday names with their key, in both languages', () => {
  expect(paymentOptions('es')[0]).toEqual({ value: '01', label: 'Efectivo · 1' });
  expect(paymentOptions('en')[0]).toEqual({ value: '01', label: 'Cash · 1' });
});

test('a code this version does not know is shown as it is', () => {
  expect(paymentName('22', 'es')).toBe('22');
});
