import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StartView } from '../../../../../preload/contract/company.ts';
import type { HomeView } from '../../../../../preload/contract/queue.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { HomeScreen } from '../../../../../renderer/features/home/home-screen.tsx';
import { fakeApi } from '../../../../helpers/fake-api.ts';

const day = (on: string, issued: number, accepted: number) => ({ on, issued, accepted });
const quiet: HomeView = {
  today: { issued: 0, accepted: 0 },
  month: { issued: 0, accepted: 0, totals: [] },
  waiting: 0,
  refused: 0,
  drafts: 0,
  attention: [],
  days: [day('2026-11-19', 0, 0), day('2026-11-20', 0, 0)],
};
const busy: HomeView = {
  ...quiet,
  month: { issued: 12, accepted: 9, totals: [{ currency: 'CRC', total: '1234567.89' }] },
  refused: 1,
  attention: [
    {
      id: 's1',
      subject: 'payment',
      title: '001-002-000000123',
      customerName: 'Andrea Vélez',
      state: 'conflict',
      reason: 'changed-elsewhere',
    },
    {
      id: 'd1',
      subject: 'document',
      title: '00100001010000000012',
      customerName: '',
      state: 'rejected',
      reason: '',
    },
  ],
  days: [day('2026-11-19', 8, 8), day('2026-11-20', 4, 1)],
};

beforeEach(() => {
  useRouter.setState({ route: { screen: 'home' }, past: [] });
  useSession.setState({ start: undefined, error: undefined });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('an empty company is offered its first invoice, and no figures of nothing', async () => {
  fakeApi({ 'home.view': () => quiet, 'drafts.list': () => [] });
  render(<HomeScreen />);
  await userEvent.click(await screen.findByRole('button', { name: 'Hacer la primera factura' }));
  expect(useRouter.getState().route).toMatchObject({ screen: 'invoice' });
});

test('what needs a person leads to where it is decided', async () => {
  fakeApi({ 'home.view': () => busy, 'drafts.list': () => [] });
  render(<HomeScreen />);
  await userEvent.click(await screen.findByRole('button', { name: 'Abrir 001-002-000000123' }));
  expect(useRouter.getState().route).toEqual({ screen: 'payments', slotId: 's1' });
  await userEvent.click(screen.getByRole('button', { name: 'Abrir 00100001010000000012' }));
  expect(useRouter.getState().route).toEqual({ screen: 'documents', documentId: 'd1' });
});

test('the chart is there as a table, newest day first, for who does not see it', async () => {
  fakeApi({ 'home.view': () => busy, 'drafts.list': () => [] });
  render(<HomeScreen />);
  expect((await screen.findByRole('img')).getAttribute('aria-label')).toBe(
    '12 emitidos en 30 días, 9 aceptados',
  );
  const table = screen.getByRole('table', { name: 'Últimos 30 días', hidden: true });
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(rows).toEqual(['20 nov41', '19 nov88']);
});

test('after a restore it says where the earlier file was kept', async () => {
  fakeApi({ 'home.view': () => busy, 'drafts.list': () => [] });
  useSession.setState({
    start: {
      state: 'ready',
      keptAs: '/data/talonario.sqlite.damaged-1',
      companies: [],
      preferences: { language: 'es', theme: 'system' },
      platform: 'linux',
      versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
    },
  });
  render(<HomeScreen />);
  expect(
    (await screen.findByText('El archivo anterior se guardó aparte.')).closest('[role="status"]')
      ?.textContent,
  ).toContain('/data/talonario.sqlite.damaged-1');
});

test('a document that could not be brought back is said first, with its clave, and what to do', async () => {
  fakeApi({ 'home.view': () => quiet, 'drafts.list': () => [] });
  useSession.setState({
    start: {
      state: 'ready',
      companies: [],
      preferences: { language: 'es', theme: 'system' },
      platform: 'linux',
      versions: { app: '', electron: '', node: '', sqlite: '' },
      lost: ['5'.repeat(50)],
    },
  });
  render(<HomeScreen />);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Un documento emitido no se pudo recuperar');
  expect(alert.textContent).toContain('Sus números quedan usados');
  expect(alert.textContent).toContain('5'.repeat(50));
});

const damage = {
  mended: ['5'.repeat(50)],
  isolated: [],
  bytesBack: 2,
  filesBack: 1,
  linesBack: 0,
  adopted: 0,
  answersAsked: 0,
  bytesLost: [],
  companies: 0,
  payments: 0,
  unreadable: 0,
  others: 0,
};
const started: StartView = {
  state: 'ready',
  companies: [],
  preferences: { language: 'es', theme: 'system' },
  platform: 'linux',
  versions: { app: '', electron: '', node: '', sqlite: '' },
};

test('damage that was put right is told with what came back', async () => {
  fakeApi({ 'home.view': () => quiet, 'drafts.list': () => [] });
  useSession.setState({ start: { ...started, damage } });
  render(<HomeScreen />);
  const said = (await screen.findByText(/se había dañado/)).closest('[role="status"]')?.textContent;
  expect(said).toContain('Se recuperó: 1 documento, 2 XML firmados, 1 segunda copia.');
  expect(said).toContain('Revise el disco');
});

test('what could NOT be put right is an alarm, with its claves', async () => {
  fakeApi({ 'home.view': () => quiet, 'drafts.list': () => [] });
  useSession.setState({
    start: { ...started, damage: { ...damage, mended: [], isolated: ['4'.repeat(50)], unreadable: 3 } },
  });
  render(<HomeScreen />);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('No se pudo recuperar: 1 documento');
  expect(alert.textContent).toContain('3 borradores, clientes, productos o pagos que no se pueden leer');
  expect(alert.textContent).toContain('4'.repeat(50));
});

test('what came back out of the damaged file is told beside where that file lies', async () => {
  fakeApi({ 'home.view': () => quiet, 'drafts.list': () => [] });
  useSession.setState({
    start: { ...started, keptAs: '/x', salvaged: { drafts: 2, customers: 1, products: 0 } },
  });
  render(<HomeScreen />);
  const said = (await screen.findByText(/se guardó aparte/)).closest('[role="status"]')?.textContent;
  expect(said).toContain('De él volvieron además: 2 borradores, 1 cliente.');
});
