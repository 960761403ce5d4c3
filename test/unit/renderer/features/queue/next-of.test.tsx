import { expect, test } from 'vitest';
import type { LaneView, QueueItem } from '../../../../../preload/contract/queue.ts';
import { copy } from '../../../../../renderer/features/queue/copy.ts';
import { nextOf } from '../../../../../renderer/features/queue/next-of.ts';

const now = 1_000_000;
const seconds = (ms: number): string => `${ms / 1_000} s`;
const next = (
  item: Partial<Pick<QueueItem, 'subject' | 'waitsFor' | 'nextAt'>>,
  lane: Partial<LaneView> = {},
): string =>
  nextOf(
    { subject: 'document', waitsFor: 'its-turn', ...item },
    { lanes: [{ service: 'hacienda', state: 'open', since: 0, reason: '', waiting: 1, ...lane }] },
    now,
    copy.es,
    seconds,
  );

test('counts down to its own time', () => {
  expect(next({ nextAt: now + 44_000 })).toBe('en 44 s');
  expect(next({ nextAt: now - 1 })).toBe('ahora');
});

test('is never sooner than its service opens', () => {
  expect(next({ nextAt: now }, { state: 'backoff', until: now + 30_000 })).toBe('en 30 s');
});

test.each(['blocked_access', 'blocked_credentials'] as const)(
  'promises no time while the service is %s: only the clerk moves it',
  (state) => {
    expect(next({ nextAt: now + 5_000 }, { state })).toBe('usted decide');
  },
);

test('promises no time for what waits for a person', () => {
  expect(next({ waitsFor: 'the-clerk', nextAt: now + 5_000 })).toBe('usted decide');
});

test('a payment does not wait for the lane of Hacienda', () => {
  expect(next({ subject: 'payment', nextAt: now }, { state: 'blocked_access' })).toBe('ahora');
});
