import { describe, expect, test } from 'vitest';
import { amountOf, formatAmount } from '../../../../../domain/money/amount.ts';
import {
  columnRoom,
  gridLook,
  ordinaryRoom,
  shownLength,
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

test('each column has room for its widest number, whichever line it is in', () => {
  const room = columnRoom(
    [line('12345.678', '1'), line('1', '19876543,21')],
    [amounts('1234567.89', '1'), amounts('0', '1377838196.33')],
  );
  expect(room).toEqual({ quantity: 9, unitPrice: 11, discount: 12, total: 16 });
  expect(gridLook(room)).toBe('stacked');
});

test('a text longer than any number does NOT push the other columns away', () => {
  expect(columnRoom([line('9'.repeat(200), '1')], []).quantity).toBe(19);
});
