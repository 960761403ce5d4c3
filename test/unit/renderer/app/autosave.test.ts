import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { autosave } from '../../../../renderer/app/autosave.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('autosave', () => {
  test('saves a change after the delay, not before', async () => {
    const saved: string[] = [];
    const keep = autosave<string>(async (value) => void saved.push(value), 400);
    keep.changed('a');
    await vi.advanceTimersByTimeAsync(399);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['a']);
  });

  test('a clerk who never pauses is saved all the same: a new change does NOT put the save off', async () => {
    const saved: string[] = [];
    const keep = autosave<string>(async (value) => void saved.push(value), 400);
    for (let at = 0; at < 400; at += 100) {
      keep.changed(`at ${at}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved).toEqual(['at 300']);
  });

  test('what changes while a save is on its way is saved after it, one at a time, the newest last', async () => {
    const started: string[] = [];
    let finish: (() => void) | undefined;
    const keep = autosave<string>((value) => {
      started.push(value);
      return new Promise((resolve) => {
        finish = resolve;
      });
    }, 400);
    keep.changed('a');
    await vi.advanceTimersByTimeAsync(400);
    keep.changed('b');
    keep.changed('c');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(started).toEqual(['a']);
    finish?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toEqual(['a', 'c']);
  });

  test('flush saves at once and is done only when nothing is on its way', async () => {
    const saved: string[] = [];
    const keep = autosave<string>(async (value) => {
      await Promise.resolve();
      saved.push(value);
    }, 400);
    keep.changed('a');
    await keep.flush();
    expect(saved).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved).toEqual(['a']);
  });

  test('a change made in the very moment a save ends is NOT forgotten', async () => {
    const saved: string[] = [];
    const keep = autosave<string>(async (value) => void saved.push(value), 400);
    keep.changed('a');
    const done = keep.flush();
    // every step of the ending, one after the other
    for (let step = 0; step < 6; step++) {
      await Promise.resolve();
      keep.changed(`step ${step}`);
    }
    await done;
    await vi.advanceTimersByTimeAsync(400);
    expect(saved.at(-1)).toBe('step 5');
  });

  test('a save that throws does NOT stop the next one', async () => {
    const saved: string[] = [];
    const keep = autosave<string>(async (value) => {
      if (value === 'bad') throw new Error('disk');
      saved.push(value);
    }, 400);
    keep.changed('bad');
    await expect(keep.flush()).rejects.toThrow('disk');
    keep.changed('good');
    await keep.flush();
    expect(saved).toEqual(['good']);
  });

  test('flush without a change saves nothing', async () => {
    const save = vi.fn(async () => undefined);
    await autosave(save, 400).flush();
    expect(save).not.toHaveBeenCalled();
  });
});
