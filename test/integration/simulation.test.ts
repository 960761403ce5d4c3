import { describe, expect, test } from 'vitest';
import { Timeline } from '../sim/timeline.ts';
import { profileOf } from '../sim/profile.ts';
import { regressions } from '../sim/regressions.ts';
import { sabotages } from '../sim/sabotages.ts';
import { replay, shrink } from '../sim/shrink.ts';
import { simulate } from '../sim/sim.ts';

/** What is played in every run of the tests; `npm run sim` plays thousands. */
const seeds = Array.from({ length: 16 }, (_, index) => index + 1);
const steps = 1_200;

describe('the outbox in a faulty world', () => {
  test.each(seeds)('seed %i: nothing is lost, doubled, or given a second clave', async (seed) => {
    const { violation, lost, doubled, secondClaves, counts } = await simulate({ seed, steps });
    expect(violation).toBeUndefined();
    expect({ lost, doubled, secondClaves }).toEqual({ lost: 0, doubled: 0, secondClaves: 0 });
    expect(counts.steps).toBeGreaterThan(steps);
  });

  test('the same seed makes the same history, step for step', async () => {
    const [first, second] = [
      await simulate({ seed: 5, steps: 800 }),
      await simulate({ seed: 5, steps: 800 }),
    ];
    expect(second.counts).toEqual(first.counts);
    expect([...second.history]).toEqual([...first.history]);
    expect(second.endedAt).toBe(first.endedAt);
  });

  test('a history that is played again is the history that was made', async () => {
    const made = await simulate({ seed: 7, steps: 800 });
    const played = await simulate({ seed: 7, steps: 800, until: made.endedAt, script: made.history });
    expect([...played.history]).toEqual([...made.history]);
    expect(played.counts).toEqual(made.counts);
  });
});

describe('histories that broke an invariant once', () => {
  test.each(regressions)('$was', async (regression) => {
    expect(await replay(regression)).toBeUndefined();
  });
});

/** Fixed seeds whose worlds have what the sabotage needs; tried in turn. */
const worlds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('the checker notices a program that is broken on purpose', () => {
  test.each(sabotages)('$name', async ({ sabotage, noticedAs }) => {
    let seen: string | undefined;
    for (const seed of worlds) {
      const { violation } = await simulate({ seed, steps: 1_200, sabotage });
      seen = violation?.invariant;
      if (seen !== undefined) break;
    }
    expect(noticedAs).toContain(seen);
  });

  test('and what it found becomes short enough to read', async () => {
    const broken = sabotages.find(({ noticedAs }) => noticedAs.includes('I4'));
    if (!broken) throw new Error('no sabotage of the bytes');
    const { sabotage } = broken;
    const seed = 1;
    const found = await simulate({ seed, steps: 1_200, sabotage });
    expect(found.violation?.invariant).toBe('I4');
    const failure = await shrink({ ...found, seed, steps: 1_200 }, 'I4', 20_000, { sabotage });
    expect(failure.history.length).toBeLessThanOrEqual(2);
    expect(await replay(failure, { sabotage })).toBe('I4');
    expect(await replay(failure)).toBeUndefined();
  });
});

describe('the world itself', () => {
  test('events happen in order of their time, then of their making; what was taken back does not', () => {
    const timeline = new Timeline(1_000);
    const seen: string[] = [];
    timeline.after(20, () => seen.push('c'));
    timeline.after(10, () => seen.push('a'));
    timeline.after(10, () => seen.push('b'));
    const back = timeline.after(15, () => seen.push('never'));
    back();
    for (let event = timeline.next(); event; event = timeline.next()) event();
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(timeline.now).toBe(1_020);
  });
  test('nothing happens after the moment asked for', () => {
    const timeline = new Timeline(0);
    timeline.after(10, () => undefined);
    expect(timeline.next(9)).toBeUndefined();
    expect(timeline.next(10)).toBeDefined();
  });
  test('each seed has its own faults, and over some seeds every kind of world is there', () => {
    const profiles = Array.from({ length: 60 }, (_, seed) => profileOf(seed));
    expect(new Set(profiles.map(({ tables }) => JSON.stringify(tables.post))).size).toBeGreaterThan(50);
    for (const has of [
      (p: (typeof profiles)[number]) => p.machines === 2,
      (p: (typeof profiles)[number]) => p.restores,
      (p: (typeof profiles)[number]) => p.jumps,
      (p: (typeof profiles)[number]) => p.quota.perHour > 0,
      (p: (typeof profiles)[number]) => p.usesPayments,
      (p: (typeof profiles)[number]) => p.edinkyAppends,
    ]) {
      expect(profiles.some(has)).toBe(true);
      expect(profiles.every(has)).toBe(false);
    }
  });
});
