import { expect, test } from 'vitest';
import type { Fault } from '../../../../../domain/fault.ts';
import { groupByLine, sameFaults } from '../../../../../renderer/features/invoice/line-faults.ts';

const fault = (path: string, code = 'required', values?: Record<string, string>): Fault => ({
  code,
  path,
  severity: 'blocks',
  ...(values && { values }),
});

test('faults are grouped by the line in their path; those of the rest of the form are not', () => {
  const groups = groupByLine(
    [fault('lines.a.cabys'), fault('customer.name'), fault('lines.a.detail')],
    new Map(),
  );
  expect([...groups.keys()]).toEqual(['a']);
  expect(groups.get('a')?.map(({ path }) => path)).toEqual(['lines.a.cabys', 'lines.a.detail']);
});

test('a line whose faults did not change keeps its array, so that its row is not drawn again', () => {
  const before = groupByLine([fault('lines.a.cabys'), fault('lines.b.cabys')], new Map());
  const after = groupByLine([fault('lines.a.cabys'), fault('lines.b.detail')], before);
  expect(after.get('a')).toBe(before.get('a'));
  expect(after.get('b')).not.toBe(before.get('b'));
});

test('faults that quote other figures are not the same', () => {
  const one = [fault('lines.a.unitPrice', 'discount-exceeds-left', { left: '10' })];
  expect(sameFaults(one, [fault('lines.a.unitPrice', 'discount-exceeds-left', { left: '11' })])).toBe(false);
  expect(sameFaults(one, [fault('lines.a.unitPrice', 'discount-exceeds-left', { left: '10' })])).toBe(true);
});
