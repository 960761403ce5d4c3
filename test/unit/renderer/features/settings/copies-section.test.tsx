import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StartView } from '../../../../../preload/contract/company.ts';
import type { CopiesView, CopyView } from '../../../../../preload/contract/copies.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { CopiesSection } from '../../../../../renderer/features/settings/copies-section.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const start: StartView = {
  state: 'ready',
  companies: [],
  preferences: { language: 'es', theme: 'light' },
  platform: 'linux',
  versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
};
const now = Date.UTC(2026, 10, 20, 18);
const copy = (id: string, patch: Partial<CopyView> = {}): CopyView => ({
  id,
  madeAt: now - 5 * 3_600_000,
  why: 'daily',
  sizeBytes: 3_200_000,
  documents: 81,
  state: 'proved',
  ...patch,
});
const some: CopiesView = {
  copies: [
    copy('talonario-4'),
    copy('talonario-3-clerk', { why: 'clerk', state: 'spoilt' }),
    copy('talonario-2', { state: 'not-proved' }),
    copy('talonario-1-before-migration', { why: 'before-migration', state: 'checking' }),
  ],
  provedAt: now - 5 * 3_600_000,
  making: false,
};

beforeEach(() => {
  vi.setSystemTime(now);
  useSession.setState({ start, error: undefined });
  useLanguage.getState().setLanguage('es');
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('says how old the newest proved copy is, and of each whether it was proved', async () => {
  fakeApi({ 'copies.view': () => some });
  render(<CopiesSection start={start} />);
  const rows = await screen.findAllByRole('row');
  expect(rows.slice(1).map((row) => within(row).getAllByRole('cell')[3]?.textContent)).toEqual([
    'Sí',
    'No: está dañada',
    'Al restaurarla',
    'Revisando',
  ]);
  expect(screen.getByText(/hace 5 h/)).toBeDefined();
  // as the language writes it
  expect(rows[1]?.textContent).toContain('3,2 MB');
});

test('a copy that is not what was made is NOT offered', async () => {
  fakeApi({ 'copies.view': () => some });
  render(<CopiesSection start={start} />);
  await screen.findAllByRole('row');
  expect(screen.getAllByRole('button', { name: /^Restaurar esta copia/ })).toHaveLength(3);
});

test('does NOT claim a copy that nobody proved', async () => {
  fakeApi({ 'copies.view': () => ({ copies: [], making: false }) });
  render(<CopiesSection start={start} />);
  expect(await screen.findByText('Ninguna todavía')).toBeDefined();
});

test('a copy that failed is told with what to do, and its code is one click away', async () => {
  fakeApi({
    'copies.view': () => ({ ...some, failed: { at: now - 60_000, trouble: 'disk-full', detail: 'ENOSPC' } }),
  });
  render(<CopiesSection start={start} />);
  expect((await screen.findByRole('alert')).textContent).toContain('Libere espacio');
});

test('restoring says in plain words what will happen, and one press more does it', async () => {
  const api = fakeApi({
    'copies.view': () => some,
    'copies.restore': () => ({ ...start, keptAs: '/d/x.replaced-1' }),
  });
  render(<CopiesSection start={start} />);
  await userEvent.click(
    (await screen.findAllByRole('button', { name: /^Restaurar esta copia/ }))[0] as HTMLElement,
  );
  const told = screen.getByRole('alert').textContent;
  expect(told).toContain('documentos: 81');
  expect(told).toContain('Nada se envía otra vez y ningún número se repite');
  expect(told).toContain('se guarda aparte y no se borra');
  // the harmless answer has the focus: Enter pressed once too often restores nothing
  expect(document.activeElement?.textContent).toBe('No, volver');
  expect(api.inputs('copies.restore')).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Sí, restaurar' }));
  expect(api.inputs('copies.restore')).toEqual([{ id: 'talonario-4' }]);
  await waitFor(() => expect(useSession.getState().start?.keptAs).toBe('/d/x.replaced-1'));
  expect(await screen.findByText('Copia restaurada')).toBeDefined();
});

test('a file of the clerk is proved first, and asked about before it is restored', async () => {
  const api = fakeApi({
    'copies.view': () => some,
    'copies.choose': () => ({ name: 'usb.sqlite', documents: 7, sizeBytes: 1 }),
    'copies.restore': () => start,
  });
  render(<CopiesSection start={start} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Restaurar de un archivo…' }));
  expect((await screen.findByRole('alert')).textContent).toContain('fecha desconocida (documentos: 7)');
  await userEvent.click(screen.getByRole('button', { name: 'Sí, restaurar' }));
  expect(api.inputs('copies.restore')).toEqual([{ id: 'chosen' }]);
});

test('a dialog that was closed is no failure', async () => {
  fakeApi({
    'copies.view': () => some,
    'copies.saveTo': () => {
      throw new Refused({ code: 'cancelled' });
    },
  });
  render(<CopiesSection start={start} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Copiar a…' }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Copiar a…' })).toHaveProperty('disabled', false),
  );
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a copy that does not pass is refused in words, and nothing else changes', async () => {
  fakeApi({
    'copies.view': () => some,
    'copies.restore': () => {
      throw new Refused({ code: 'copy-unsound' });
    },
  });
  render(<CopiesSection start={start} />);
  await userEvent.click(
    (await screen.findAllByRole('button', { name: /^Restaurar esta copia/ }))[1] as HTMLElement,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Sí, restaurar' }));
  expect(await screen.findByText('Esa copia no pasó la comprobación.')).toBeDefined();
  expect(useSession.getState().start).toBe(start);
});
