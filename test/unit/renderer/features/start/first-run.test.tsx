import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StartView } from '../../../../../preload/contract/company.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { FirstRun } from '../../../../../renderer/features/start/first-run.tsx';
import { StoreTrouble } from '../../../../../renderer/features/start/store-trouble.tsx';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const start: StartView = {
  state: 'first-run',
  companies: [],
  preferences: { language: 'es', theme: 'system' },
  platform: 'linux',
  versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
};
const damaged: StartView = {
  ...start,
  state: 'damaged',
  keptAs: '/data/damaged/talonario.sqlite',
  lastCopyAt: Date.UTC(2026, 10, 20, 12),
};
// the screen does not look at what is returned
const company = {} as never;

beforeEach(() => {
  useRouter.setState({ route: { screen: 'home' }, past: [] });
  useSession.setState({ start, error: undefined });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test.each(['p', 'P', '{Enter}'])('practises with one key: %s', async (key) => {
  const api = fakeApi({
    'company.practise': () => company,
    'app.start': () => ({ ...start, state: 'ready' }),
  });
  render(<FirstRun />);
  await userEvent.keyboard(key);
  await waitFor(() => expect(useSession.getState().start?.state).toBe('ready'));
  expect(api.inputs('company.practise')).toHaveLength(1);
});

test('a key that is pressed twice practises once', async () => {
  const answers: ((value: never) => void)[] = [];
  const api = fakeApi({
    'company.practise': () => new Promise<never>((resolve) => answers.push(resolve)),
    'app.start': () => start,
  });
  render(<FirstRun />);
  await userEvent.keyboard('pp');
  expect(api.inputs('company.practise')).toHaveLength(1);
});

test('setting up a company leads to Ajustes with an empty company', async () => {
  fakeApi({});
  render(<FirstRun />);
  await userEvent.click(screen.getByRole('button', { name: 'Configurar mi empresa' }));
  expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'new-company' });
});

test('a practice that fails says what happened and can be tried again', async () => {
  fakeApi({
    'company.practise': () => {
      throw new Refused({ code: 'disk-full' });
    },
  });
  render(<FirstRun />);
  await userEvent.keyboard('p');
  expect((await screen.findByRole('alert')).textContent).toContain('disco');
  expect(screen.getByRole('button', { name: 'Intentar otra vez' })).toBeTruthy();
});

test('a damaged file: says where it was kept and restores the last copy', async () => {
  const api = fakeApi({ 'app.restoreCopy': () => ({ ...start, state: 'ready' }) });
  render(<StoreTrouble start={damaged} state="damaged" />);
  expect(screen.getByText('/data/damaged/talonario.sqlite')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /Restaurar la última copia/ }));
  await waitFor(() => expect(useSession.getState().start?.state).toBe('ready'));
  expect(api.inputs('app.restoreCopy')).toHaveLength(1);
});

test('starting with a new file is asked twice and does NOT happen at the first press', async () => {
  const api = fakeApi({ 'app.startEmpty': () => start });
  render(<StoreTrouble start={damaged} state="damaged" />);
  await userEvent.click(screen.getByRole('button', { name: 'Empezar con un archivo nuevo' }));
  expect(api.inputs('app.startEmpty')).toHaveLength(0);
  // the harmless answer has the focus, and the way back leads to where it was asked
  expect(document.activeElement?.textContent).toBe('No, volver');
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.textContent).toBe('Empezar con un archivo nuevo');
  await userEvent.keyboard('{Enter}');
  expect(api.inputs('app.startEmpty')).toHaveLength(0);
  await userEvent.click(screen.getByRole('button', { name: 'Sí, empezar con un archivo nuevo' }));
  expect(api.inputs('app.startEmpty')).toHaveLength(1);
});

test('without a proved copy none is offered', () => {
  fakeApi({});
  const { lastCopyAt: _, ...noCopy } = damaged;
  render(<StoreTrouble start={noCopy} state="damaged" />);
  expect(screen.queryByRole('button', { name: /^Restaurar la última/ })).toBeNull();
  expect(screen.getByText('No hay ninguna copia comprobada.')).toBeTruthy();
});

test('a damaged file: the clerk brings a copy, which is proved before it is restored', async () => {
  const api = fakeApi({
    'copies.choose': () => ({ name: 'usb.sqlite', documents: 7, sizeBytes: 1 }),
    'copies.restore': () => ({ ...start, state: 'ready' }),
  });
  render(<StoreTrouble start={damaged} state="damaged" />);
  await userEvent.click(screen.getByRole('button', { name: 'Restaurar de un archivo…' }));
  await waitFor(() => expect(api.inputs('copies.restore')).toEqual([{ id: 'chosen' }]));
  expect(useSession.getState().start?.state).toBe('ready');
});

test.each(['newer', 'locked', 'disk', 'not-migrated'] as const)(
  '%s: offers no way that would change the data',
  (state) => {
    fakeApi({});
    render(<StoreTrouble start={{ ...start, state }} state={state} />);
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Intentar otra vez']);
  },
);
