import { expect, test } from 'vitest';
import {
  all,
  extended,
  noSelection,
  toggled,
  within,
} from '../../../../../renderer/features/received/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { readonly ids: ReadonlySet<string> }): string =>
  within(selection, order).join('');

test('one by one, and off again', () => {
  const one = toggled(toggled(noSelection, 'b'), 'd');
  expect(chosen(one)).toBe('bd');
  expect(chosen(toggled(one, 'b'))).toBe('d');
});

test.each([
  ['b', 'd', 'bcd'],
  ['d', 'b', 'bcd'],
  ['c', 'c', 'c'],
])('from %s to %s: %s', (from, to, ids) => {
  expect(chosen(extended(toggled(noSelection, from), to, order))).toBe(ids);
});

test('a range is added, and begins where the last one was chosen', () => {
  expect(chosen(extended(toggled(toggled(noSelection, 'a'), 'c'), 'd', order))).toBe('acd');
  // the beginning is gone from the list
  expect(chosen(extended({ ids: new Set(['x']), anchor: 'x' }, 'd', order))).toBe('d');
  expect(chosen(extended(noSelection, 'gone', order))).toBe('');
});

test('all in sight, in the order of the list; those that are gone drop out', () => {
  expect(chosen(all(order))).toBe('abcde');
  expect(within(all(order), ['e', 'a'])).toEqual(['e', 'a']);
});
