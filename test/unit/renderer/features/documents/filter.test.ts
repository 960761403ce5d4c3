import { expect, test } from 'vitest';
import { documentStates } from '../../../../../domain/outbox/states.ts';
import {
  documentFilter,
  openFilter,
  periodRange,
  statesOf,
} from '../../../../../renderer/features/documents/filter.ts';

/** Midnight in Costa Rica. */
const day = (on: string): number => Date.parse(`${on}T00:00:00-06:00`);
// 1 March 2026, 23:30 in Costa Rica: already the 2nd in UTC
const now = Date.parse('2026-03-01T23:30:00-06:00');
const range = (period: typeof openFilter.period, fromOn = '', untilOn = '') =>
  periodRange({ period, fromOn, untilOn }, now);

test('days and months are those of Costa Rica', () => {
  expect(range('today')).toEqual({ fromAt: day('2026-03-01') });
  expect(range('week')).toEqual({ fromAt: day('2026-02-23') });
  expect(range('month')).toEqual({ fromAt: day('2026-03-01') });
  expect(range('lastMonth')).toEqual({ fromAt: day('2026-02-01'), untilAt: day('2026-03-01') });
});

test('the last day of a range is in it, and a half-typed day leaves that end open', () => {
  expect(range('range', '2026-02-10', '2026-02-12')).toEqual({
    fromAt: day('2026-02-10'),
    untilAt: day('2026-02-13'),
  });
  expect(range('range', '2026-02-10', '2026-0')).toEqual({ fromAt: day('2026-02-10') });
});

test('last month in January is December of the year before', () => {
  const january = Date.parse('2026-01-15T12:00:00-06:00');
  expect(periodRange({ period: 'lastMonth', fromOn: '', untilOn: '' }, january)).toEqual({
    fromAt: day('2025-12-01'),
    untilAt: day('2026-01-01'),
  });
});

test('every state of a document is in exactly one group', () => {
  const grouped = Object.values(statesOf)
    .flatMap((states) => states ?? [])
    .toSorted();
  expect(grouped).toEqual([...documentStates].toSorted());
});

test('asks for nothing that was not chosen', () => {
  expect(documentFilter({ ...openFilter, text: '  ' }, now)).toEqual({});
  expect(documentFilter({ ...openFilter, show: 'refused', kind: '04', text: ' roble ' }, now)).toEqual({
    states: ['rejected', 'needs_fix'],
    kind: '04',
    text: 'roble',
  });
});
