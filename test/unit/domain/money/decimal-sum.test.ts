import { expect, test } from 'vitest';
import { sumDecimalTexts } from '../../../../domain/money/decimal-sum.ts';

test.each<[readonly string[], string]>([
  [[], '0'],
  [['1.5', '2.25', '3'], '6.75'],
  [['9999999999999.99999', '0.00001'], '10000000000000'],
  [['1', '', 'mitad', '2'], '3'],
])('%j: %s', (texts, sum) => {
  expect(sumDecimalTexts(texts)).toBe(sum);
});
