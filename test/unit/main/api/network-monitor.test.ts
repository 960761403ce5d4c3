import { expect, test } from 'vitest';
import { edinkyDefaults, haciendaDefaults } from '../../../../domain/company/addresses.ts';
import { decidingAddress, networkMonitor } from '../../../../main/api/network-monitor.ts';

/** A clock whose timers are fired by hand. */
function handClock() {
  let now = 0;
  const timers: { at: number; callback: () => void }[] = [];
  return {
    clock: {
      now: () => now,
      monotonic: () => now,
      after: (ms: number, callback: () => void) => {
        const timer = { at: now + ms, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    },
    waits: () => timers.map((timer) => timer.at - now),
    pass: async (ms: number): Promise<void> => {
      now += ms;
      for (const timer of timers.filter((one) => one.at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.callback();
      }
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

function monitorOf(reach: (address: string) => Promise<boolean>) {
  const hand = handClock();
  const errors: unknown[] = [];
  const monitor = networkMonitor({
    clock: hand.clock,
    addressOf: (companyId) => (companyId === 'none' ? undefined : `https://${companyId}.example/`),
    reach,
    everyMs: 30_000,
    everyMsOffline: 5_000,
    freshMs: 2_000,
    timeoutMs: 1_000,
    onError: (error) => void errors.push(error),
  });
  return { ...hand, monitor, errors };
}

test('many callers at once cause one look, and a fresh answer is not asked again', async () => {
  let looks = 0;
  const { monitor, pass } = monitorOf(async () => {
    looks += 1;
    return true;
  });
  expect(monitor.state('a')).toBe('unchecked');
  expect(await Promise.all([monitor.look('a'), monitor.look('a'), monitor.look('a')])).toEqual([
    true,
    true,
    true,
  ]);
  await monitor.look('a');
  expect(looks).toBe(1);
  await pass(2_000);
  await monitor.look('a');
  expect(looks).toBe(2);
});

test('tells only changes, and looks more often while the line is down', async () => {
  let up = false;
  const { monitor, pass, waits } = monitorOf(async () => up);
  const told: string[] = [];
  monitor.onChange((companyId, state) => told.push(`${companyId} ${state}`));
  monitor.watch(['a']);
  await pass(0);
  expect(waits()).toEqual([5_000]);
  await pass(5_000);
  up = true;
  await pass(5_000);
  expect(waits()).toEqual([30_000]);
  await pass(30_000);
  expect(told).toEqual(['a offline', 'a online']);
});

test('a company without an authority is never offline', async () => {
  const { monitor } = monitorOf(async () => false);
  expect(await monitor.look('none')).toBe(true);
});

test('does NOT look again after it was stopped', async () => {
  let looks = 0;
  const { monitor, pass, waits } = monitorOf(async () => {
    looks += 1;
    return true;
  });
  monitor.watch(['a']);
  await pass(0);
  monitor.stop();
  expect(waits()).toEqual([]);
  await pass(60_000);
  expect(looks).toBe(1);
});

test('a doubt looks at once, however fresh the last answer is, and tells what changed', async () => {
  let up = true;
  const { monitor, pass, waits } = monitorOf(async () => up);
  const told: string[] = [];
  monitor.onChange((companyId, state) => told.push(`${companyId} ${state}`));
  monitor.watch(['a']);
  await pass(0);
  up = false;
  monitor.doubt('a');
  await pass(0);
  expect(told).toEqual(['a online', 'a offline']);
  expect(waits()).toEqual([5_000]);
});

test('a doubt during a look makes another one: the first may have connected before the line went', async () => {
  const answers: ((up: boolean) => void)[] = [];
  const { monitor, pass } = monitorOf(() => new Promise((resolve) => answers.push(resolve)));
  monitor.watch(['a']);
  monitor.doubt('a');
  answers[0]?.(true);
  await pass(0);
  expect(answers).toHaveLength(2);
  answers[1]?.(false);
  await pass(0);
  expect(monitor.state('a')).toBe('offline');
});

test('does NOT look because of a doubt after it was stopped', async () => {
  let looks = 0;
  const { monitor, pass } = monitorOf(async () => {
    looks += 1;
    return true;
  });
  monitor.stop();
  monitor.doubt('a');
  await pass(0);
  expect(looks).toBe(0);
});

test('a listener that throws, or a look that fails, does NOT end the watch', async () => {
  let looks = 0;
  const { monitor, pass, waits, errors } = monitorOf(async () => {
    looks += 1;
    if (looks === 2) throw new Error('no socket');
    return true;
  });
  const told: string[] = [];
  monitor.onChange(() => {
    throw new Error('the disk');
  });
  monitor.onChange((companyId, state) => told.push(`${companyId} ${state}`));
  monitor.watch(['a']);
  await pass(0);
  expect(await monitor.look('a')).toBe(true);
  await pass(30_000);
  expect(waits()).toEqual([5_000]);
  await pass(5_000);
  expect(told).toEqual(['a online', 'a offline', 'a online']);
  expect(errors).toHaveLength(4);
});

test('does NOT tell what it saw after it was stopped', async () => {
  let answer = (_up: boolean): void => undefined;
  const { monitor, pass } = monitorOf(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const told: string[] = [];
  monitor.onChange((companyId, state) => told.push(`${companyId} ${state}`));
  monitor.watch(['a']);
  monitor.stop();
  answer(true);
  await pass(0);
  expect(told).toEqual([]);
});

test('Hacienda alone decides whether a company that has both services is online', () => {
  const hacienda = haciendaDefaults.test;
  const edinky = edinkyDefaults.test;
  expect(decidingAddress({ hacienda, edinky })).toBe(hacienda.apiUrl);
  expect(decidingAddress({ edinky })).toBe(edinky.apiUrl);
  expect(decidingAddress({})).toBeUndefined();
  expect(decidingAddress(undefined)).toBeUndefined();
});
