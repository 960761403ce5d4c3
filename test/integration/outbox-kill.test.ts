import { expect, onTestFinished, test } from 'vitest';
import { newRefusals, refusalsOf, refusalTasks } from '../kills/disk-runs.ts';
import { fillUp, whyNoSmallDisk } from '../kills/full-disk.ts';
import {
  countWrites,
  exactKills,
  killAtRandom,
  killFresh,
  killWarm,
  killWorld,
  type KillWorld,
  newKills,
  oneOfEach,
  pointsOf,
  sideBySide,
  spread,
} from '../kills/kill-runs.ts';
import { whyNoExactKills } from '../kills/run-life.ts';

/**
 * The short form of `npm run kills`: a real process of the outbox, a real file, authorities in another process. Every life that was cut
 * off is checked by test/kills/chain.ts, which throws at the first broken promise.
 */

async function world(): Promise<KillWorld> {
  const made = await killWorld(Math.random);
  onTestFinished(() => made.end());
  return made;
}

/** All that was sealed arrived once, and no request was made without its note. */
async function expectNothingLostOrDoubled(of: KillWorld): Promise<void> {
  await of.checkCharges();
  expect(of.totals.acknowledged).toBe(of.totals.sealed);
  expect(of.totals.posts).toBe(of.totals.sealed);
  expect(of.totals.doubled).toBe(0);
}

const noExact = whyNoExactKills();
if (noExact !== undefined) console.warn(`skipped: kills and refusals at exact writes (${noExact})`);
const noSmallDisk = whyNoSmallDisk();
if (noSmallDisk !== undefined) console.warn(`skipped: the really full disk (${noSmallDisk})`);

test('SIGKILL at any moment, again and again: every sale arrives under one clave, none is lost', async () => {
  const of = await world();
  const kills = newKills();
  await sideBySide([10, 10].map((times) => () => killAtRandom(of, kills, times)));
  // Otherwise the kills came after the work, and the test says nothing.
  expect(kills.random).toBeGreaterThan(9);
  expect(of.totals.recoveries).toBeGreaterThan(9);
  await expectNothingLostOrDoubled(of);
}, 180_000);

test.skipIf(noExact !== undefined)(
  'SIGKILL at each kind of write, in a first start and in a later one: every sale arrives under one clave, none is lost',
  async () => {
    const of = await world();
    const kills = newKills();
    const { fresh, warm } = await countWrites(of);
    const again = oneOfEach(warm);
    const twice = spread(pointsOf(fresh), 4).map((point, n) => () => {
      const second = again[(n * 2) % again.length] ?? point;
      return killFresh(of, kills, point, second);
    });
    await sideBySide([() => killWarm(of, kills, again), ...twice]);
    expect(exactKills(kills)).toBeGreaterThan(again.length);
    expect([...kills.exact.keys()]).toEqual(
      expect.arrayContaining(['database pwrite64', 'files rename', 'network connect']),
    );
    await expectNothingLostOrDoubled(of);
  },
  180_000,
);

test.skipIf(noExact !== undefined)(
  'a write that the disk refuses: the clerk is told, nothing that was told is lost, and it goes on by itself',
  async () => {
    const of = await world();
    const came = newRefusals();
    const { warm } = await countWrites(of);
    // SQLite opens for reading alone what it may not open for writing: that must not last until the next start.
    const opening = refusalsOf([{ write: { place: 'database', syscall: 'openat' }, nth: 1 }]);
    const refusals = refusalsOf([...oneOfEach(warm), ...spread(pointsOf(warm), 3)]);
    await sideBySide(refusalTasks(of, came, [...spread(opening, 1), ...spread(refusals, 17)]));
    expect([...came.told.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(6);
    expect(came.killed).toBeGreaterThan(2);
    await expectNothingLostOrDoubled(of);
  },
  180_000,
);

test.skipIf(noSmallDisk !== undefined)(
  'a disk with room for some of a sale: the clerk is told, nothing is lost, and it goes on when there is room',
  async () => {
    const of = await world();
    const { told, killed } = await fillUp(
      of,
      [0, 2, 5, 11, 40].map((blocks) => blocks * 4_096),
    );
    expect(told).toBeGreaterThan(2);
    expect(killed).toBeGreaterThan(2);
    await expectNothingLostOrDoubled(of);
  },
  180_000,
);
