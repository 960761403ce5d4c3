import { describe, expect, test } from 'vitest';
import {
  type Column,
  gridMove,
  type GridPlace,
  type KeyPress,
} from '../../../../../renderer/features/invoice/grid-move.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const at = (lineId: string, column: Column, canUndo = false): GridPlace => ({
  lineIds: ['a', 'b', 'c'],
  lineId,
  column,
  canUndo,
});

describe('Enter in the grid', () => {
  test.each([
    ['detail', 'cabys'],
    ['cabys', 'quantity'],
    ['quantity', 'unit'],
    ['unit', 'unitPrice'],
    ['unitPrice', 'ivaCode'],
  ] as const)('goes from %s to %s', (from, to) => {
    expect(gridMove(press('Enter'), at('a', from))).toEqual({ kind: 'focus', lineId: 'a', column: to });
  });

  test('goes from the quantity of a line that has all the rest to the line below, or makes one', () => {
    expect(gridMove(press('Enter'), { ...at('a', 'quantity'), filled: true })).toEqual({
      kind: 'focus',
      lineId: 'b',
      column: 'detail',
    });
    expect(gridMove(press('Enter'), { ...at('c', 'quantity'), filled: true })).toEqual({
      kind: 'new-line',
      afterId: 'c',
    });
  });
  test('does NOT skip what a clerk went to on purpose in such a line', () => {
    expect(gridMove(press('Enter'), { ...at('a', 'unit'), filled: true })).toEqual({
      kind: 'focus',
      lineId: 'a',
      column: 'unitPrice',
    });
  });

  test.each(['ivaCode', 'ivaRate'] as const)('goes from %s to the detail of the line below', (column) => {
    expect(gridMove(press('Enter'), at('a', column))).toEqual({
      kind: 'focus',
      lineId: 'b',
      column: 'detail',
    });
  });

  test('makes a new line at the end of the last one', () => {
    expect(gridMove(press('Enter'), at('c', 'ivaCode'))).toEqual({ kind: 'new-line', afterId: 'c' });
  });

  test('with Shift makes a new line from any cell', () => {
    expect(gridMove(press('Enter', { shiftKey: true }), at('a', 'quantity'))).toEqual({
      kind: 'new-line',
      afterId: 'a',
    });
  });

  test('with Ctrl is NOT the grid’s: it issues', () => {
    expect(gridMove(press('Enter', { ctrlKey: true }), at('a', 'detail'))).toBeUndefined();
  });
});

describe('arrows in the grid', () => {
  test('move in the same column', () => {
    expect(gridMove(press('ArrowDown'), at('a', 'unitPrice'))).toEqual({
      kind: 'focus',
      lineId: 'b',
      column: 'unitPrice',
    });
    expect(gridMove(press('ArrowUp'), at('c', 'unit'))).toEqual({
      kind: 'focus',
      lineId: 'b',
      column: 'unit',
    });
  });

  test('stay with the field at the first and the last line', () => {
    expect(gridMove(press('ArrowUp'), at('a', 'detail'))).toBeUndefined();
    expect(gridMove(press('ArrowDown'), at('c', 'detail'))).toBeUndefined();
  });

  test('with Alt belong to the list of the field', () => {
    expect(gridMove(press('ArrowDown', { altKey: true }), at('a', 'unit'))).toBeUndefined();
  });

  test('to the left and right stay with the text', () => {
    expect(gridMove(press('ArrowLeft'), at('a', 'detail'))).toBeUndefined();
  });
});

describe.each([{ ctrlKey: true }, { metaKey: true }])('with %j', (held) => {
  test('D duplicates, Backspace deletes, Shift+D opens the discounts', () => {
    expect(gridMove(press('d', held), at('a', 'detail'))).toEqual({ kind: 'duplicate' });
    expect(gridMove(press('Backspace', held), at('a', 'detail'))).toEqual({ kind: 'delete' });
    expect(gridMove(press('D', { ...held, shiftKey: true }), at('a', 'detail'))).toEqual({
      kind: 'discounts',
    });
  });

  test('Z brings a deleted line back only when nothing was typed since', () => {
    expect(gridMove(press('z', held), at('a', 'detail', true))).toEqual({ kind: 'undo-delete' });
    expect(gridMove(press('z', held), at('a', 'detail', false))).toBeUndefined();
  });
});

test('Backspace alone deletes text, NOT the line', () => {
  expect(gridMove(press('Backspace'), at('a', 'detail'))).toBeUndefined();
});
