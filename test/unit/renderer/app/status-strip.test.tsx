import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cleanup } from '@testing-library/react';
import type { StatusView } from '../../../../preload/contract/queue.ts';
import { copy } from '../../../../renderer/app/copy.ts';
import { useRouter } from '../../../../renderer/app/router.ts';
import { StatusStrip, stripParts } from '../../../../renderer/app/status-strip.tsx';
import { formats } from '../../../../renderer/words/formats.ts';

const calm: StatusView = {
  network: 'online',
  signIn: 'in',
  waiting: 0,
  why: '',
  attention: 0,
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
  expect(text(0)).toBe('Todo enviado');
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
  const quota = { usedHour: 82, limitHour: 100, usedDay: 1, limitDay: 1_000 };
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
