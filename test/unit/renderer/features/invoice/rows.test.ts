import { describe, expect, test } from 'vitest';
import {
  emptyCommercialCode,
  emptyComponent,
  emptyDiscount,
  emptyExoneration,
  emptyLine,
  emptyTax,
} from '../../../../../domain/billing/new-form.ts';
import {
  copyLine,
  editRow,
  removeRow,
  withoutBlankRows,
  withoutExoneration,
} from '../../../../../renderer/features/invoice/rows.ts';

const full = {
  ...emptyLine('l1'),
  detail: 'Ron',
  discounts: [{ ...emptyDiscount('d1'), value: '5' }],
  taxes: [{ ...emptyTax('t1'), code: '02' }],
  commercialCodes: [{ ...emptyCommercialCode('c1'), type: '03', code: '744' }],
  serials: ['A1'],
  components: [{ ...emptyComponent('p1'), discounts: [emptyDiscount('d2')], taxes: [emptyTax('t2')] }],
};

describe('rows of a list', () => {
  test('one is changed, the others keep their objects', () => {
    const rows = [emptyTax('a'), emptyTax('b')];
    const [first, second] = editRow(rows, 'b', { code: '02' });
    expect(first).toBe(rows[0]);
    expect(second).toEqual({ ...emptyTax('b'), code: '02' });
  });

  test('one is removed', () => {
    expect(removeRow([emptyTax('a'), emptyTax('b')], 'a').map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a copy of a line', () => {
  test('has ids of its own all the way down', () => {
    let made = 0;
    const copy = copyLine(full, () => `new-${++made}`);
    const [part] = copy.components;
    const ids = [copy, ...copy.discounts, ...copy.taxes, ...copy.commercialCodes, ...copy.components]
      .concat(part?.discounts as never, part?.taxes as never)
      .map(({ id }) => id);
    expect(ids.every((id) => id.startsWith('new-'))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(copy).toMatchObject({ detail: 'Ron', taxes: [{ code: '02' }], components: [{ taxes: [{}] }] });
  });

  test('does NOT repeat the serial numbers, which name one thing each', () => {
    expect(copyLine(full, () => 'x').serials).toEqual([]);
  });
});

describe('rows opened and left blank', () => {
  test('go away, those with anything typed stay', () => {
    const line = {
      ...full,
      discounts: [...full.discounts, emptyDiscount('d9')],
      taxes: [emptyTax('t9'), ...full.taxes],
      commercialCodes: [...full.commercialCodes, { ...emptyCommercialCode('c9'), type: '03' }],
    };
    expect(withoutBlankRows(line)).toEqual(full);
  });

  test('the same line comes back when there are none', () => {
    expect(withoutBlankRows(full)).toBe(full);
  });
});

test('a line without exoneration has no such field at all', () => {
  const line = { ...full, exoneration: emptyExoneration() };
  expect('exoneration' in withoutExoneration(line)).toBe(false);
  expect(withoutExoneration(full)).toBe(full);
});
