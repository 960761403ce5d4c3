import { expect, test } from 'vitest';
import { InvoiceKind } from '../../../../../domain/billing/invoice-form.ts';
import { otherOfPair, pairOf } from '../../../../../renderer/features/invoice/kind-pairs.ts';

test.each([
  ['01', '04'],
  ['04', '01'],
  ['03', '02'],
  ['02', '03'],
  ['08', undefined],
  ['09', undefined],
  ['10', undefined],
] as const)('a draft of kind %s may become %s and nothing else', (kind, other) => {
  expect(otherOfPair(kind)).toBe(other);
});

test('every kind of a pair knows its pair', () => {
  for (const kind of InvoiceKind.options) expect(pairOf(kind)?.includes(kind) ?? true).toBe(true);
});
