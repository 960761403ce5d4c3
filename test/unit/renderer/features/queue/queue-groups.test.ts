import { expect, test } from 'vitest';
import type { LaneView, QueueItem } from '../../../../../preload/contract/queue.ts';
import { bulkCounts, groupQueue } from '../../../../../renderer/features/queue/queue-groups.ts';

const item = (id: string, change: Partial<QueueItem> = {}): QueueItem => ({
  id,
  subject: 'document',
  title: '00100001010000000042',
  kind: '01',
  customerName: 'Soda El Higuerón',
  total: '3503',
  currency: 'CRC',
  state: 'queued',
  reason: '',
  waitsFor: 'its-turn',
  since: 0,
  attempts: 0,
  actions: [],
  paymentActions: [],
  ...change,
});
const lane = (service: 'hacienda' | 'edinky', state: LaneView['state']): LaneView => ({
  service,
  state,
  since: 0,
  reason: '',
  waiting: 1,
});
const ids = (items: readonly QueueItem[]): readonly string[] => items.map(({ id }) => id);

test('apart by who moves it: a person, or time', () => {
  const groups = groupQueue(
    [item('refused', { waitsFor: 'the-clerk' }), item('next'), item('sent', { waitsFor: 'in-flight' })],
    [lane('hacienda', 'open')],
  );
  expect(ids(groups.you)).toEqual(['refused']);
  expect(ids(groups.itself)).toEqual(['next', 'sent']);
});

test('what waits at a way that only a person opens waits for that person; the other service goes on', () => {
  const groups = groupQueue(
    [item('document'), item('payments', { subject: 'payment' })],
    [lane('hacienda', 'blocked_access'), lane('edinky', 'open')],
  );
  expect(ids(groups.you)).toEqual(['document']);
  expect(ids(groups.itself)).toEqual(['payments']);
});

test('counts for each button only those that allow it; a conflict is NOT read over by pressing for all', () => {
  expect(
    bulkCounts([
      item('a', { actions: ['hold'] }),
      item('b', { actions: ['hold'] }),
      item('c', { actions: ['release', 'abandon'] }),
      item('d', { actions: ['settle-now'] }),
      item('e', { subject: 'payment', state: 'unknown', paymentActions: ['read-again'] }),
      item('f', { subject: 'payment', state: 'conflict', paymentActions: ['read-again'] }),
      item('g', { actions: ['retry', 'abandon'] }),
    ]),
  ).toEqual({ hold: 2, release: 1, 'settle-now': 2 });
});
