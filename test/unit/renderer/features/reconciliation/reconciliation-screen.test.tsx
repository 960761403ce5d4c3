import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CompanyView } from '../../../../../preload/contract/company.ts';
import { type OwnFinding, ReconciliationView } from '../../../../../preload/contract/reconciliation.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { ReconciliationScreen } from '../../../../../renderer/features/reconciliation/reconciliation-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const company: CompanyView = {
  id: 'c1',
  environment: 'test',
  settings: {
    version: 1,
    label: 'La Central',
    hacienda: {
      idpUrl: 'https://idp.example.cr/',
      logoutUrl: 'https://idp.example.cr/out',
      clientId: 'api-stag',
      apiUrl: 'https://api.example.cr/',
      callbackUrl: '',
      quotaPerHour: 100,
      quotaPerDay: 1_000,
    },
  },
  credentials: { haciendaPassword: true, edinkyToken: false, kept: 'keystore' },
};
function open(change: Partial<CompanyView> = {}): void {
  useSession.setState({
    start: {
      state: 'ready',
      company: { ...company, ...change },
      companies: [],
      preferences: { language: 'es', theme: 'light' },
      platform: 'linux',
      versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
    },
    error: undefined,
  });
}

const view = (change: Partial<ReconciliationView> = {}): ReconciliationView =>
  ReconciliationView.parse({
    month: '2026-11',
    months: ['2026-11', '2026-10'],
    state: 'complete',
    why: '',
    startedAt: Date.now(),
    readAt: Date.now(),
    pages: 1,
    read: 12,
    total: 12,
    waits: '',
    counts: { agree: 12, open: 0, theirs: 0, elsewhere: 0, ours: 0, notSent: 0, later: 0, unreadable: 0 },
    open: [],
    theirs: [],
    elsewhere: [],
    ours: [],
    notSent: [],
    ...change,
  });
const counted = (change: Partial<ReconciliationView['counts']>): ReconciliationView['counts'] => ({
  ...view().counts,
  ...change,
});
const own = (change: Partial<OwnFinding> = {}): OwnFinding => ({
  id: 'd1',
  clave: '5'.repeat(50),
  consecutivo: '00100001010000000042',
  kind: '01',
  customerName: 'Ana',
  total: '1130',
  currency: 'CRC',
  issuedAt: Date.parse('2026-11-20T09:30:00-06:00'),
  state: 'accepted',
  cause: 'accepted-missing',
  differences: [],
  canAsk: true,
  ...change,
});

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'reconciliation' }, past: [] });
  open();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const figure = (name: string): string | undefined =>
  within(screen.getByRole('region', { name: 'Resumen' })).getByText(name).nextElementSibling?.textContent ??
  undefined;

test('a month that was not compared offers to do it, and asks nothing by itself', async () => {
  const api = fakeApi({
    'reconciliation.view': () => view({ state: 'never', pages: 0, read: 0, counts: counted({ agree: 0 }) }),
    'reconciliation.start': () => null,
  });
  render(<ReconciliationScreen />);
  await userEvent.click(await screen.findByRole('button', { name: 'Comparar ahora' }));
  expect(api.inputs('reconciliation.start')).toEqual([{ companyId: 'c1', month: '2026-11' }]);
  expect(screen.queryByRole('button', { name: 'Guardar como tabla' })).toBeNull();
});

test('everything agrees only when the list was read to its end and has no difference', async () => {
  let shown = view();
  const api = fakeApi({ 'reconciliation.view': () => shown });
  render(<ReconciliationScreen />);
  expect(await screen.findByRole('heading', { name: 'Todo coincide' })).toBeDefined();
  for (const change of [
    { state: 'running' as const },
    { state: 'incomplete' as const, why: 'short' as const },
    { state: 'paused' as const, why: 'clerk' as const },
    { counts: counted({ theirs: 1 }) },
    { counts: counted({ unreadable: 1 }) },
    { counts: counted({ open: 1 }) },
    { counts: counted({ ours: 1 }) },
  ]) {
    shown = view(change);
    api.changed({ topic: 'reconciliation' });
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Todo coincide' })).toBeNull());
    shown = view();
    api.changed({ topic: 'reconciliation' });
    await screen.findByRole('heading', { name: 'Todo coincide' });
  }
});

test('documents of other terminals are told apart and do not spoil the agreement of this one', async () => {
  fakeApi({ 'reconciliation.view': () => view({ counts: counted({ elsewhere: 7 }) }) });
  render(<ReconciliationScreen />);
  expect(await screen.findByRole('heading', { name: 'Todo coincide' })).toBeDefined();
  expect(figure('De otra sucursal o terminal')).toBe('7');
});

test('while the list is not read to its end it does NOT say what Hacienda lacks', async () => {
  fakeApi({
    'reconciliation.view': () =>
      view({ state: 'incomplete', why: 'repeats', counts: counted({ theirs: 1, ours: 0 }) }),
  });
  render(<ReconciliationScreen />);
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(figure('Aquí está y Hacienda no lo lista')).toBe('—');
  expect(figure('Hacienda lo tiene y aquí no')).toBe('1');
});

test('what is missing there can be asked about again and opened; sending is not offered', async () => {
  const api = fakeApi({
    'reconciliation.view': () => view({ counts: counted({ ours: 1 }), ours: [own()] }),
    'reconciliation.ask': () => null,
  });
  render(<ReconciliationScreen />);
  const group = await screen.findByRole('region', { name: 'Aquí está y Hacienda no lo lista (1)' });
  await userEvent.click(
    within(group).getByRole('button', { name: 'Preguntar otra vez por 00100001010000000042' }),
  );
  expect(api.inputs('reconciliation.ask')).toEqual([{ companyId: 'c1', month: '2026-11', id: 'd1' }]);
  expect(screen.queryByRole('button', { name: /Enviar|Emitir/ })).toBeNull();
  await userEvent.click(within(group).getByRole('button', { name: 'Abrir 00100001010000000042' }));
  expect(useRouter.getState().route).toEqual({ screen: 'documents', documentId: 'd1' });
});

test('a refusal of the question is told on the spot', async () => {
  fakeApi({
    'reconciliation.view': () => view({ counts: counted({ ours: 1 }), ours: [own()] }),
    'reconciliation.ask': () => {
      throw new Refused({ code: 'not-allowed-now' });
    },
  });
  render(<ReconciliationScreen />);
  await userEvent.click(await screen.findByRole('button', { name: /^Preguntar otra vez por/ }));
  expect(await screen.findByRole('alert')).toBeDefined();
});

test('what differs, and what Hacienda said when asked again, stand beside the state', async () => {
  fakeApi({
    'reconciliation.view': () =>
      view({
        counts: counted({ open: 1, ours: 1 }),
        open: [own({ id: 'd2', cause: 'differs', differences: ['date', 'receiver'], canAsk: false })],
        ours: [own({ asked: { listed: false, at: Date.now() } })],
      }),
  });
  render(<ReconciliationScreen />);
  expect(await screen.findByText('Distinto: fecha, cliente.')).toBeDefined();
  expect(screen.getByText(/Hacienda dijo que no lo tiene en su lista\.$/)).toBeDefined();
});

test('a cause is explained once for all of its rows, and more rows than are shown are told', async () => {
  const rows = Array.from({ length: 3 }, (_, index) => own({ id: `d${index}`, clave: String(index) }));
  fakeApi({ 'reconciliation.view': () => view({ counts: counted({ ours: 250 }), ours: rows }) });
  render(<ReconciliationScreen />);
  expect(await screen.findAllByText('Hacienda lo aceptó, y no está en su lista.')).toHaveLength(1);
  expect(screen.getByText('Se muestran 3 de 250; la tabla guardada los tiene todos.')).toBeDefined();
});

test('what only Hacienda has shows what its clave tells, and a name is text, whatever stands in it', async () => {
  const clave = '50620112600310112345600100002010000000007148151623';
  const receiverName = '<img src=x onerror=alert(1)>';
  fakeApi({
    'reconciliation.view': () =>
      view({
        counts: counted({ elsewhere: 1 }),
        elsewhere: [
          {
            clave,
            cause: 'other-terminal',
            issuedOn: '2026-11-20',
            kind: '01',
            branch: '001',
            terminal: '00002',
            number: 7,
            receiverName,
          },
        ],
      }),
  });
  render(<ReconciliationScreen />);
  await userEvent.click(await screen.findByRole('button', { name: 'Ver detalle de 00100002010000000007' }));
  expect(screen.getByText(clave)).toBeDefined();
  expect(screen.getByText('00002')).toBeDefined();
  expect(screen.getAllByText(receiverName).length).toBeGreaterThan(0);
  expect(document.querySelector('img')).toBeNull();
});

test.each([
  ['sending', /^Primero sale lo que está por enviar o confirmar\./],
  ['the-lane', /^Espera a que se pueda entrar a Hacienda/],
  ['the-quota', /^Espera por el límite de envíos.* Sigue: /],
] as const)('running, it says that it waits for %s, and can be paused', async (waits, sentence) => {
  const api = fakeApi({
    'reconciliation.view': () => view({ state: 'running', waits, nextAt: Date.now() + 600_000 }),
    'reconciliation.pause': () => null,
  });
  render(<ReconciliationScreen />);
  expect(await screen.findByText(sentence)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Pausar' }));
  expect(api.inputs('reconciliation.pause')).toEqual([{ companyId: 'c1', month: '2026-11' }]);
});

test('resting, it says why, goes on where it was, or begins again', async () => {
  const api = fakeApi({
    'reconciliation.view': () => view({ state: 'paused', why: 'service-failing' }),
    'reconciliation.resume': () => null,
    'reconciliation.start': () => null,
  });
  render(<ReconciliationScreen />);
  expect(await screen.findByText('La lista de Hacienda falló varias veces seguidas.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Seguir' }));
  await userEvent.click(screen.getByRole('button', { name: 'Comparar otra vez' }));
  expect(api.inputs('reconciliation.resume')).toHaveLength(1);
  expect(api.inputs('reconciliation.start')).toHaveLength(1);
});

test('another month is another route', async () => {
  fakeApi({ 'reconciliation.view': () => view() });
  render(<ReconciliationScreen />);
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Mes' }), '2026-10');
  expect(useRouter.getState().route).toEqual({ screen: 'reconciliation', month: '2026-10' });
});

test('saving the table says under which name; a dialog that was closed says nothing', async () => {
  let cancelled = true;
  fakeApi({
    'reconciliation.view': () => view(),
    'reconciliation.saveTable': () => {
      if (cancelled) throw new Refused({ code: 'cancelled' });
      return { name: 'conciliacion_2026-11.csv' };
    },
  });
  render(<ReconciliationScreen />);
  const save = await screen.findByRole('button', { name: 'Guardar como tabla' });
  await userEvent.click(save);
  expect(screen.queryByRole('alert')).toBeNull();
  cancelled = false;
  await userEvent.click(save);
  expect(await screen.findByText('Guardado: conciliacion_2026-11.csv')).toBeDefined();
});

test('a company that does not send to Hacienda has nothing to compare', async () => {
  open({ settings: { version: 1, label: 'Ecuador' } });
  fakeApi({ 'reconciliation.view': () => view({ state: 'never' }) });
  render(<ReconciliationScreen />);
  expect(await screen.findByText('Esta empresa no envía a Hacienda.')).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('in English it is whole', async () => {
  useLanguage.setState({ language: 'en' });
  fakeApi({ 'reconciliation.view': () => view({ counts: counted({ ours: 1 }), ours: [own()] }) });
  render(<ReconciliationScreen />);
  expect(await screen.findByRole('heading', { name: 'Reconcile with Hacienda' })).toBeDefined();
  expect(screen.getByText('Hacienda accepted it, and it is not in its list.')).toBeDefined();
});
