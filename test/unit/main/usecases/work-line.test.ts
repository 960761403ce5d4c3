import { expect, test, vi } from 'vitest';
import { workLine } from '../../../../main/usecases/work-line.ts';

/** A line whose work ends when the test says so. */
function slowLine() {
  const waiting = new Map<string, (done: string | undefined) => void>();
  const onChange = vi.fn<() => void>();
  const asked: string[] = [];
  const line = workLine<string, string>({
    handle: (item, last) => {
      asked.push(last ? `${item} last` : item);
      return new Promise((resolve) => waiting.set(item, resolve));
    },
    leftOut: (item) => `${item} left out`,
    onChange,
  });
  return {
    line,
    asked,
    onChange,
    end: async (item: string, putOff = false) => {
      await vi.waitFor(() => expect(waiting.has(item)).toBe(true));
      waiting.get(item)?.(putOff ? undefined : `${item} done`);
      waiting.delete(item);
    },
  };
}

test('one after the other, and what comes meanwhile is done too', async () => {
  const { line, end, asked, onChange } = slowLine();
  expect(line.view()).toEqual({ state: 'idle', total: 0, done: 0, results: [] });
  line.add(['a', 'b']);
  expect(line.view()).toMatchObject({ state: 'running', total: 2, done: 0 });
  await end('a');
  line.add(['c']);
  await end('b');
  expect(line.view()).toMatchObject({ state: 'running', total: 3 });
  await end('c');
  await line.idle();
  expect(line.view()).toEqual({ state: 'ended', total: 3, done: 3, results: ['a done', 'b done', 'c done'] });
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(onChange.mock.calls.length).toBeGreaterThanOrEqual(5);
});

test('what is put off comes again when nothing else waits, and is told that it is the last time', async () => {
  const { line, end, asked } = slowLine();
  line.add(['a', 'b']);
  await end('a', true);
  line.add(['c']);
  await end('b');
  await end('c');
  await end('a');
  await line.idle();
  expect(asked).toEqual(['a', 'b', 'c', 'a last']);
  expect(line.view().results).toEqual(['b done', 'c done', 'a done']);
});

test('cancelled: what had begun ends, the rest is left out and said so', async () => {
  const { line, end, asked } = slowLine();
  line.add(['a', 'b', 'c']);
  await vi.waitFor(() => expect(asked).toEqual(['a']));
  line.cancel();
  expect(line.view()).toMatchObject({ state: 'cancelled', total: 3, done: 2 });
  await end('a');
  await line.idle();
  expect(line.view().results).toEqual(['b left out', 'c left out', 'a done']);
  line.cancel();
  expect(line.view().state).toBe('cancelled');
});

test('a new work begins with no results, and those of the one before do NOT come into it', async () => {
  const { line, end } = slowLine();
  line.add(['a', 'b']);
  await vi.waitFor(() => expect(line.waiting()).toBe(1));
  line.cancel();
  line.add(['c']);
  await end('a');
  await end('c');
  await line.idle();
  expect(line.view()).toEqual({ state: 'ended', total: 1, done: 1, results: ['c done'] });
});

test('results are dismissed once the work has ended, NOT before', async () => {
  const { line, end } = slowLine();
  line.add(['a']);
  line.dismiss();
  expect(line.view().state).toBe('running');
  await end('a');
  await line.idle();
  line.dismiss();
  expect(line.view()).toEqual({ state: 'idle', total: 0, done: 0, results: [] });
});
