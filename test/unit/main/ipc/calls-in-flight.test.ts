import { expect, test } from 'vitest';
import { callsInFlight } from '../../../../main/ipc/calls-in-flight.ts';

test('waits for every call that is being worked on, also for those that fail', async () => {
  const calls = callsInFlight();
  const ended: string[] = [];
  const call = (name: string, outcome: () => unknown): Promise<unknown> =>
    calls.track(
      new Promise((resolve) => {
        setImmediate(resolve);
      }).then(() => {
        ended.push(name);
        return outcome();
      }),
    );
  const first = call('issue', () => 'issued');
  const second = call('save', () => {
    throw new Error('disk');
  });
  await calls.over(60_000);
  expect(ended).toEqual(['issue', 'save']);
  expect(await first).toBe('issued');
  await expect(second).rejects.toThrow('disk');
});

test('does NOT wait for ever for a dialog that nobody closes', async () => {
  const calls = callsInFlight();
  void calls.track(new Promise(() => undefined));
  await expect(calls.over(10)).resolves.toBeUndefined();
});

test('is over at once when nothing is being worked on', async () => {
  const calls = callsInFlight();
  await calls.track(Promise.resolve(1));
  await expect(calls.over(600_000)).resolves.toBeUndefined();
});
