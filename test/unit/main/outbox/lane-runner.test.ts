import { expect, test } from 'vitest';
import { type Lane, newLane } from '../../../../domain/outbox/lane.ts';
import type { Cancel, LaneWork } from '../../../../domain/outbox/ports.ts';
import { laneRunner, StorageTrouble } from '../../../../main/outbox/lane-runner.ts';
import Database from 'better-sqlite3';
import { transactions } from '../../../../main/db/atomically.ts';
import { VirtualClock } from '../../../helpers/virtual-clock.ts';

const keyOf = (companyId: string) => ({ companyId, service: 'hacienda' }) as const;

function setUp() {
  const clock = new VirtualClock(1_000);
  const lanes = new Map<string, Lane>();
  const errors: unknown[] = [];
  const storage: unknown[] = [];
  const runner = laneRunner({
    clock,
    lanes: { read: (key, now) => lanes.get(key.companyId) ?? newLane(key.companyId, key.service, now) },
    stopGraceMs: 2_000,
    storageRetryMs: 15_000,
    onError: (_key, error) => errors.push(error),
    onStorage: (fault) => storage.push(fault),
  });
  return { clock, lanes, errors, storage, runner };
}

/** Work that is due at the given times, one step each. */
function dueAt(
  companyId: string,
  times: number[],
  step: (cancel: Cancel) => Promise<void> = async () => undefined,
) {
  const ran: number[] = [];
  const work = (clock: VirtualClock): LaneWork => ({
    key: keyOf(companyId),
    next: () => {
      const at = times[0];
      if (at === undefined) return undefined;
      return {
        at,
        async run(cancel) {
          ran.push(clock.now());
          await step(cancel);
          times.shift();
        },
      };
    },
  });
  return { work, ran };
}

test('runs each step when it is due, not before', async () => {
  const { clock, runner } = setUp();
  const { work, ran } = dueAt('a', [1_000, 5_000, 5_000, 9_000]);
  runner.add(work(clock));
  await clock.advance(10_000);
  expect(ran).toEqual([1_000, 5_000, 5_000, 9_000]);
});

test('does NOT run while the lane is closed, and does when it opens', async () => {
  const { clock, runner, lanes } = setUp();
  lanes.set('a', { ...newLane('a', 'hacienda', 0), state: 'backoff', reason: 'cut', until: 7_000 });
  const { work, ran } = dueAt('a', [1_000]);
  runner.add(work(clock));
  await clock.advance(20_000);
  expect(ran).toEqual([7_000]);
});

test('a blocked lane sets no timer; only a wake looks again', async () => {
  const { clock, runner, lanes } = setUp();
  lanes.set('a', { ...newLane('a', 'hacienda', 0), state: 'blocked_access', reason: 'access-denied' });
  const { work, ran } = dueAt('a', [1_000]);
  runner.add(work(clock));
  await clock.advance(1_000_000);
  expect(ran).toEqual([]);
  lanes.delete('a');
  await clock.advance(1_000_000);
  expect(ran).toEqual([]);
  runner.wake(keyOf('a'));
  await clock.settle();
  expect(ran).toHaveLength(1);
});

test('one step at a time per lane, also when woken meanwhile; lanes do not wait for each other', async () => {
  const { clock, runner } = setUp();
  const open = new Map<string, number>();
  let most = 0;
  let together = 0;
  const step = (name: string) => async () => {
    open.set(name, (open.get(name) ?? 0) + 1);
    most = Math.max(most, open.get(name) ?? 0);
    together = Math.max(
      together,
      [...open.values()].reduce((sum, n) => sum + n, 0),
    );
    runner.wake();
    await new Promise((resolve) => setImmediate(resolve));
    open.set(name, (open.get(name) ?? 0) - 1);
  };
  for (const name of ['a', 'b']) runner.add(dueAt(name, [0, 0, 0], step(name)).work(clock));
  runner.add(dueAt('a', [0, 0], step('a')).work(clock));
  await clock.advance(10);
  expect(most).toBe(1);
  expect(together).toBe(2);
});

test('a step that throws rests its lane only, and is tried again', async () => {
  const { clock, runner, errors } = setUp();
  let broken = true;
  const sick = dueAt('a', [0], async () => {
    if (broken) throw new Error('defect');
  });
  const healthy = dueAt('b', [0, 3_000]);
  runner.add(sick.work(clock));
  runner.add(healthy.work(clock));
  await clock.advance(14_000);
  expect(sick.ran).toHaveLength(1);
  expect(healthy.ran).toHaveLength(2);
  broken = false;
  await clock.advance(60_000);
  expect(sick.ran).toHaveLength(2);
  expect(errors).toHaveLength(1);
});

test('a lane that rests does NOT rest for a year when the clock is set back meanwhile', async () => {
  const { clock, runner } = setUp();
  let broken = true;
  const sick = dueAt('a', [-Infinity], async () => {
    if (broken) throw new Error('defect');
  });
  runner.add(sick.work(clock));
  await clock.advance(1_000);
  broken = false;
  clock.setWall(1_000 - 365 * 24 * 3_600_000);
  runner.wake();
  await clock.advance(60_000);
  expect(sick.ran).toHaveLength(2);
});

test('a work whose next() throws does NOT spin', async () => {
  const { clock, runner, errors } = setUp();
  runner.add({
    key: keyOf('a'),
    next() {
      throw new Error('defect');
    },
  });
  await clock.advance(60_000);
  expect(errors.length).toBeLessThanOrEqual(5);
  expect(errors.length).toBeGreaterThan(1);
});

test('a disk that refuses pauses every lane, says so, and says when it is over', async () => {
  const { clock, runner, storage } = setUp();
  let full = true;
  const a = dueAt('a', [1_000], async () => {
    if (full) throw new StorageTrouble('disk-full');
  });
  const b = dueAt('b', [5_000]);
  runner.add(a.work(clock));
  runner.add(b.work(clock));
  await clock.advance(10_000);
  expect(runner.storageFault).toBe('disk-full');
  expect(b.ran).toEqual([]);
  full = false;
  await clock.advance(60_000);
  expect(storage).toEqual(['disk-full', undefined]);
  expect(a.ran).toHaveLength(2);
  expect(b.ran).toEqual([16_000]);
});

test('stop() waits for the step in flight and aborts its call only after the grace', async () => {
  const { clock, runner } = setUp();
  let abortedAt: number | undefined;
  const { work, ran } = dueAt('a', [0, 0], (cancel) => {
    return new Promise((resolve) =>
      cancel.addEventListener('abort', () => {
        abortedAt = clock.now();
        resolve();
      }),
    );
  });
  runner.add(work(clock));
  await clock.advance(100);
  let stopped = false;
  const stopping = runner.stop().then(() => (stopped = true));
  await clock.advance(1_999);
  expect(stopped).toBe(false);
  await clock.advance(1);
  await stopping;
  expect(abortedAt).toBe(3_100);
  expect(ran).toHaveLength(1);
});

test('a work that was taken away does not run again', async () => {
  const { clock, runner } = setUp();
  const { work, ran } = dueAt('a', [0, 5_000]);
  const remove = runner.add(work(clock));
  await clock.advance(10);
  remove();
  await clock.advance(50_000);
  expect(ran).toHaveLength(1);
});

test('a database found damaged while it is read pauses every lane and is told; it does NOT go round without rest', async () => {
  const clock = new VirtualClock(1_000);
  const { faultOf } = transactions(new Database(':memory:'));
  const storage: unknown[] = [];
  const errors: unknown[] = [];
  const runner = laneRunner({
    clock,
    lanes: { read: (key, now) => newLane(key.companyId, key.service, now) },
    stopGraceMs: 2_000,
    storageRetryMs: 15_000,
    onError: (_key, error) => errors.push(error),
    onStorage: (fault) => storage.push(fault),
    faultOf,
  });
  let looked = 0;
  runner.add({
    key: keyOf('a'),
    next() {
      looked++;
      throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT_INDEX' });
    },
  });
  const other = dueAt('b', [2_000]);
  runner.add(other.work(clock));
  await clock.advance(14_000);
  expect({ storage, errors, looked }).toEqual({ storage: ['damaged'], errors: [], looked: 1 });
  expect(other.ran).toEqual([]);
  await clock.advance(46_000);
  expect(looked).toBeLessThanOrEqual(5);
  await runner.stop();
});
