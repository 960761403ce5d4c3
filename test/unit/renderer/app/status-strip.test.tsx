import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cleanup } from '@testing-library/react';
import type { StatusView } from '../../../../preload/contract/queue.ts';
import { copy } from '../../../../renderer/app/copy.ts';
import { useRouter } from '../../../../renderer/app/router.ts';
import { StatusStrip } from '../../../../renderer/app/status-strip.tsx';
import { stripParts } from '../../../../renderer/app/strip-parts.ts';
import { formats } from '../../../../renderer/words/formats.ts';

const calm: StatusView = {
  network: 'online',
  signIn: 'in',
  waiting: 0,
  sending: 0,
  why: '',
  attention: 0,
  recovering: false,
  elsewhere: 0,
  clock: { state: 'ok', skewMs: 0 },
  disk: 'ok',
};
const now = 10_000_000;
const parts = (status: StatusView | undefined) => stripParts(status, now, copy.es, formats('es'), 'es');
const toneOf = (status: StatusView | undefined) => parts(status).map(({ tone }) => tone);

beforeEach(() => useRouter.setState({ route: { screen: 'home' }, past: [] }));
afterEach(cleanup);

describe('the light never lies', () => {
  test('green only when nothing waits, nobody is needed, and disk and clock are well', () => {
    expect(toneOf(calm)).toContain('success');
  });
  test.each<readonly [string, Partial<StatusView>]>([
    ['one waits', { waiting: 1, oldestAt: now - 60_000 }],
    ['somebody is needed', { attention: 1 }],
    ['the disk is full', { disk: 'full' }],
    ['the clock is off', { clock: { state: 'skewed', skewMs: 150_000 } }],
    ['the clock is wrong', { clock: { state: 'wrong', skewMs: -900_000 } }],
  ])('NOT green when %s', (_case, change) => {
    expect(toneOf({ ...calm, ...change })).not.toContain('success');
  });
  test('NOT green, and says so, when main gave no answer', () => {
    expect(parts(undefined)).toMatchObject([{ tone: 'neutral', text: 'Estado sin comprobar' }]);
  });
});

test('tells how many wait, how old the oldest is, and why', () => {
  const text = parts({ ...calm, waiting: 5, oldestAt: now - 12 * 60_000, why: 'not-sent-dns' }).find(
    ({ id }) => id === 'queue',
  )?.text;
  expect(text).toBe('5 esperan · el más antiguo, hace 12 min · sin internet');
});

test('does NOT say that everything was sent while something needs a person', () => {
  const text = (attention: number) => parts({ ...calm, attention }).find(({ id }) => id === 'queue')?.text;
  expect(text(0)).toBe('Todo al día');
  expect(text(1)).toBe('Nada más espera');
});

test('warns when what waits does not move by itself', () => {
  const tone = (why: string) =>
    parts({ ...calm, waiting: 1, oldestAt: now, why }).find(({ id }) => id === 'queue')?.tone;
  expect(tone('not-sent-dns')).toBe('info');
  expect(tone('access-denied')).toBe('warning');
  expect(tone('disk-full')).toBe('warning');
});

test('shows the quota only where a limit is known', () => {
  const quota = { usedHour: 82, limitHour: 100, usedDay: 1, limitDay: 1_000, waiting: 0 };
  expect(parts({ ...calm, quota }).find(({ id }) => id === 'quota')?.text).toBe('82 de 100 esta hora');
  expect(parts({ ...calm, quota: { ...quota, limitHour: 0 } }).some(({ id }) => id === 'quota')).toBe(false);
});

test('says nothing of a sign-in that is not needed', () => {
  expect(parts({ ...calm, signIn: 'not-needed' }).some(({ id }) => id === 'sign-in')).toBe(false);
});

test('each part opens the screen that explains it', () => {
  render(<StatusStrip status={{ ...calm, signIn: 'blocked', waiting: 2 }} />);
  fireEvent.click(screen.getByRole('button', { name: /esperan/ }));
  expect(useRouter.getState().route).toEqual({ screen: 'queue' });
  fireEvent.click(screen.getByRole('button', { name: 'Sesión bloqueada' }));
  expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'hacienda' });
});

/** Every value of every fact that the light is made of; 1,440 lights. */
const axes = {
  network: ['online', 'offline', 'unchecked'],
  signIn: ['in', 'out', 'blocked', 'not-set', 'not-needed'],
  waiting: [0, 3],
  attention: [0, 2],
  recovering: [false, true],
  elsewhere: [0, 1],
  clock: ['ok', 'skewed', 'wrong'],
  disk: ['ok', 'full'],
} as const;
function everyStatus(): StatusView[] {
  let all: StatusView[] = [calm];
  for (const network of axes.network) all = network === 'online' ? all : [...all, { ...calm, network }];
  const spread = <T,>(values: readonly T[], change: (status: StatusView, value: T) => StatusView): void => {
    all = all.flatMap((status) => values.map((value) => change(status, value)));
  };
  spread(axes.signIn, (status, signIn) => ({ ...status, signIn }));
  spread(axes.waiting, (status, waiting) => ({
    ...status,
    waiting,
    sending: waiting === 0 ? 0 : 1,
    ...(waiting === 0 ? {} : { oldestAt: now - 60_000 }),
  }));
  spread(axes.attention, (status, attention) => ({
    ...status,
    attention,
    ...(attention === 0 ? {} : { attentionSince: now - 3_600_000 }),
  }));
  spread(axes.recovering, (status, recovering) => ({ ...status, recovering }));
  spread(axes.elsewhere, (status, elsewhere) => ({ ...status, elsewhere }));
  spread(axes.clock, (status, state) => ({
    ...status,
    clock: { state, skewMs: state === 'ok' ? 0 : 700_000 },
  }));
  spread(axes.disk, (status, disk) => ({ ...status, disk }));
  return all;
}
const everyOne = everyStatus();

/** The statuses for which a rule does not hold, so that a failing test shows them. */
const breaking = (holds: (status: StatusView) => boolean): readonly StatusView[] =>
  everyOne.filter((status) => !holds(status));
const nothingOpen = (status: StatusView): boolean =>
  status.waiting === 0 && status.attention === 0 && status.elsewhere === 0 && !status.recovering;

describe('every combination of what the light is made of', () => {
  test('there are as many as there should be', () => {
    expect(new Set(everyOne.map((status) => JSON.stringify(status))).size).toBe(
      3 * 5 * 2 * 2 * 2 * 2 * 3 * 2,
    );
  });
  test('green exactly when nothing waits, nobody is needed anywhere, and disk and clock are well', () => {
    const well = (status: StatusView): boolean =>
      nothingOpen(status) && status.disk === 'ok' && status.clock.state === 'ok';
    expect(breaking((status) => toneOf(status).includes('success') === well(status))).toEqual([]);
  });
  test('"Todo al día" is said exactly when nothing is unconfirmed', () => {
    const said = (status: StatusView): boolean => parts(status).some(({ text }) => text === copy.es.upToDate);
    expect(breaking((status) => said(status) === nothingOpen(status))).toEqual([]);
  });
  test.each<readonly [string, (status: StatusView) => boolean]>([
    ['disk', ({ disk }) => disk === 'full'],
    ['clock', ({ clock }) => clock.state !== 'ok'],
    ['attention', ({ attention }) => attention > 0],
    ['recovering', ({ recovering }) => recovering],
    ['elsewhere', ({ elsewhere }) => elsewhere > 0],
    ['sign-in', ({ signIn }) => signIn !== 'not-needed'],
    ['network', () => true],
    ['queue', () => true],
  ])('%s has a part of its own exactly when it must, whatever else is wrong', (id, when) => {
    expect(breaking((status) => parts(status).some((part) => part.id === id) === when(status))).toEqual([]);
  });
  test('what is wrong is never drawn as if it were as usual', () => {
    const isWrong = (status: StatusView, id: string): boolean =>
      ['disk', 'clock', 'attention', 'recovering'].includes(id) ||
      (id === 'network' && status.network === 'offline') ||
      (id === 'sign-in' && (status.signIn === 'blocked' || status.signIn === 'not-set'));
    expect(
      breaking((status) =>
        parts(status).every(
          ({ id, tone }) => !isWrong(status, id) || tone === 'warning' || tone === 'danger',
        ),
      ),
    ).toEqual([]);
  });
});

test('says since when: of the line, of a blocked sign-in, of what needs a person', () => {
  const since = parts({
    ...calm,
    network: 'offline',
    networkSince: 1,
    signIn: 'blocked',
    signInSince: 2,
    attention: 1,
    attentionSince: 3,
    waiting: 1,
    why: 'credentials-refused',
    whySince: 4,
  }).map(({ id, since: at }) => [id, at]);
  expect(since).toEqual([
    ['network', 1],
    ['sign-in', 2],
    ['queue', 4],
    ['attention', 3],
  ]);
});

test('says when the queue ends, and promises NO hour while its way is closed', () => {
  const quota = {
    usedHour: 82,
    limitHour: 100,
    usedDay: 1,
    limitDay: 1_000,
    waiting: 40,
    doneAt: now + 7_200_000,
  };
  const text = (change: Partial<StatusView>) =>
    parts({ ...calm, waiting: 40, quota, ...change }).find(({ id }) => id === 'quota')?.text;
  expect(text({})).toContain('la cola termina');
  expect(text({ why: 'quota' })).toContain('la cola termina');
  expect(text({ network: 'offline' })).toBe('82 de 100 esta hora');
  expect(text({ why: 'access-denied' })).toBe('82 de 100 esta hora');
  expect(text({ why: 'server-error' })).toBe('82 de 100 esta hora');
});
