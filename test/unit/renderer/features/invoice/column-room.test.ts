import { describe, expect, test } from 'vitest';
import { amountOf, formatAmount } from '../../../../../domain/money/amount.ts';
import {
  columnRoom,
  denseRoom,
  gridLook,
  ordinaryRoom,
  shownLength,
  widerLook,
} from '../../../../../renderer/features/invoice/column-room.ts';
import { formats } from '../../../../../renderer/words/formats.ts';

const line = (quantity: string, unitPrice: string) => ({ quantity, unitPrice });
const amounts = (discount: string, lineTotal: string) => ({
  discount: amountOf(discount),
  lineTotal: amountOf(lineTotal),
});

describe('the length of an amount is that of what is shown', () => {
  test.each([
    '0',
    '1',
    '999',
    '1000',
    '7345',
    '123456.7',
    '0.005',
    '12.34',
    '1234567.891',
    '1234567.8912',
    '999999999999.00001',
    '9999999999999.99999',
  ])('%s', (text) => {
    const amount = amountOf(text);
    expect(shownLength(amount)).toBe(formats('es').amount(formatAmount(amount)).length);
    expect(shownLength(amount)).toBe(formats('en').amount(formatAmount(amount)).length);
  });
});

test('ordinary lines ask for no more than the ordinary', () => {
  const room = columnRoom([line('1', '6500'), line('12.5', '7350.50')], [amounts('0', '831256.13')]);
  expect(room).toEqual(ordinaryRoom);
  expect(gridLook(room)).toBe('ordinary');
});

test('the widest number of each column counts, whichever line it is in', () => {
  const room = columnRoom(
    [line('12345.678', '1'), line('1', '19876543,21')],
    [amounts('1234567.89', '1'), undefined, amounts('0', '1377838196.33')],
  );
  expect(room).toEqual({ quantity: 9, unitPrice: 11, discount: 12, total: 16 });
});

test.each([
  [ordinaryRoom, 'ordinary'],
  [{ ...ordinaryRoom, total: 12 }, 'dense'],
  [denseRoom, 'dense'],
  [{ ...denseRoom, quantity: 10 }, 'stacked'],
  [{ ...ordinaryRoom, discount: 12 }, 'stacked'],
  [{ ...ordinaryRoom, total: 23 }, 'stacked'],
] as const)('%j is written %s', (room, look) => {
  expect(gridLook(room)).toBe(look);
});

test('the wider of two shapes holds both', () => {
  expect(widerLook('dense', 'ordinary')).toBe('dense');
  expect(widerLook('dense', 'stacked')).toBe('stacked');
  expect(widerLook('ordinary', 'ordinary')).toBe('ordinary');
});
