import { describe, expect, test } from 'vitest';
import { kindFields } from '../../../../../domain/billing/kind-fields.ts';
import {
  emptyComponent,
  emptyDiscount,
  emptyExoneration,
  emptyLine,
} from '../../../../../domain/billing/new-form.ts';
import { holdsMore, linePart, partsOf } from '../../../../../renderer/features/invoice/line-parts.ts';

test.each([
  ['lines.a.discounts.d.code', 'discounts'],
  ['lines.a.taxes.t.rate', 'taxes'],
  ['lines.a.taxBase', 'taxes'],
  ['lines.a.exoneration.number', 'exoneration'],
  ['lines.a.serials.3', 'goods'],
  ['lines.a.components.c.cabys', 'components'],
  ['lines.a.productCode', 'basics'],
  ['lines.a.cabys', undefined],
  ['lines', undefined],
  ['otherCharges.a.value', undefined],
])('the field of %s is in part %s', (path, part) => {
  expect(linePart(path)).toBe(part);
});

describe('the parts of a line', () => {
  const line = emptyLine('a');

  test.each([
    ['01', ['discounts', 'basics', 'taxes', 'exoneration', 'goods', 'components']],
    ['08', ['discounts', 'basics', 'taxes', 'exoneration', 'goods']],
    ['09', ['discounts', 'basics', 'taxes', 'goods', 'components']],
  ] as const)('of kind %s are those that the kind has', (kind, parts) => {
    expect([...partsOf(kindFields[kind], line)]).toEqual(parts);
  });

  test('what was typed for another kind is shown too, so that it can be taken out', () => {
    const parts = partsOf(kindFields['09'], { ...line, exoneration: emptyExoneration() });
    expect(parts.has('exoneration')).toBe(true);
  });

  test('a bundle has its taxes in its parts', () => {
    const parts = partsOf(kindFields['01'], { ...line, components: [emptyComponent('c')] });
    expect(parts.has('taxes')).toBe(false);
  });
});

test('an ordinary line holds nothing more; a discount, a factor or a serial is more', () => {
  const line = emptyLine('a');
  expect(holdsMore(line)).toBe(false);
  expect(holdsMore({ ...line, discounts: [emptyDiscount('d')] })).toBe(true);
  expect(holdsMore({ ...line, ivaTax: '08' })).toBe(true);
  expect(holdsMore({ ...line, serials: ['A1'] })).toBe(true);
});
