import { expect, test } from 'vitest';
import { bytesSum, rowSum } from '../../../../main/db/row-sum.ts';

const row = { id: 'a', total: 11_300_000n, clave: '5'.repeat(50), reason: null };

test('the same values have the same sum; a bigint counts as the number it is', () => {
  expect(rowSum({ ...row })).toBe(rowSum(row));
  expect(rowSum({ ...row, total: 11_300_000 })).toBe(rowSum(row));
  expect(rowSum({ ...row, total: '11300000' })).not.toBe(rowSum(row));
});

test('a column added later, absent in older rows, changes NO sum', () => {
  expect(rowSum({ ...row, addedLater: null })).toBe(rowSum(row));
});

test.each([
  ['a digit', { ...row, clave: `${'5'.repeat(49)}4` }],
  ['a value in another column', { id: 'a', total: 11_300_000n, reason: row.clave }],
  ['text instead of a number', { ...row, id: 'b' }],
  ['a value that is gone', { ...row, clave: null }],
])('%s changes it', (_what, changed) => expect(rowSum(changed)).not.toBe(rowSum(row)));

test('every single flipped bit of bytes is seen', () => {
  const bytes = new TextEncoder().encode('<FacturaElectronica>1</FacturaElectronica>');
  const sum = bytesSum(bytes, 7);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(bytesSum(flipped, 7)).not.toBe(sum);
  }
});
