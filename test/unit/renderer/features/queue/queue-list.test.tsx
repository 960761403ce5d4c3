import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueItem, QueueView } from '../../../../../preload/contract/queue.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { QueueList } from '../../../../../renderer/features/queue/queue-list.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi } from '../../../../helpers/fake-api.ts';

const item = (change: Partial<QueueItem>): QueueItem => ({
  id: 'a',
  subject: 'document',
  title: '00100001010000000001',
  kind: '01',
  customerName: 'Soda El Higuerón',
  total: '1130',
  currency: 'CRC',
  state: 'queued',
  reason: '',
  waitsFor: 'its-turn',
  since: 0,
  attempts: 0,
  actions: ['hold'],
  paymentActions: [],
  ...change,
});
const refused = item({
  id: 'r',
  customerName: 'Hotel Miramar',
  state: 'needs_fix',
  reason: 'refused',
  waitsFor: 'the-clerk',
  cause: 'El comprobante no es un XML bien formado',
  attempts: 1,
  actions: ['retry', 'abandon'],
});
const payments = item({
  id: 'p',
  subject: 'payment',
  title: '001-004-000000030',
  customerName: 'Juan Pérez',
  currency: 'USD',
  state: 'unknown',
  waitsFor: 'its-answer',
  actions: [],
  paymentActions: ['read-again'],
});
const queue = (items: readonly QueueItem[], more = 0): QueueView => ({
  lanes: [
    { service: 'hacienda', state: 'open', since: 0, reason: '', waiting: 1 },
    { service: 'edinky', state: 'open', since: 0, reason: '', waiting: 1 },
  ],
  items: [...items],
  more,
});
const rowOf = (customer: string): HTMLElement => screen.getByRole('row', { name: new RegExp(customer) });

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'queue' }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('what waits for the clerk comes first, and each row says what, for whom, how much, why and what next', () => {
  render(<QueueList queue={queue([item({}), refused, payments], 7)} />);
  const text = screen.getByRole('grid').textContent;
  expect(text.indexOf('Lo espera a usted (1)')).toBeLessThan(text.indexOf('Sale solo (2)'));
  expect(text.indexOf('Hotel Miramar')).toBeLessThan(text.indexOf('Soda El Higuerón'));
  expect(rowOf('Hotel Miramar').textContent).toMatch(
    /Por corregir.*Hacienda no lo recibió.*₡1.130,00.*usted decide/,
  );
  expect(rowOf('Juan Pérez').textContent).toMatch(/Confirmando con e-Dinky.*Pagos/);
  expect(text).toContain('Y 7 más, en el mismo orden.');
});

test('arrows move, Enter opens and closes, Escape closes, and no key deletes', async () => {
  render(<QueueList queue={queue([refused, item({}), payments])} />);
  const first = rowOf('Hotel Miramar');
  expect(first.tabIndex).toBe(0);
  expect(rowOf('Soda El Higuerón').tabIndex).toBe(-1);
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Soda El Higuerón')));
  fireEvent.keyDown(rowOf('Soda El Higuerón'), { key: 'End' });
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Juan Pérez')));
  fireEvent.keyDown(rowOf('Juan Pérez'), { key: 'Home' });
  await waitFor(() => expect(document.activeElement).toBe(first));
  for (const key of ['Delete', 'Backspace']) fireEvent.keyDown(first, { key });
  expect(screen.getAllByRole('row', { name: /Hotel|Soda|Juan/ })).toHaveLength(3);
  fireEvent.keyDown(first, { key: 'Enter' });
  expect(first.getAttribute('aria-selected')).toBe('true');
  expect(screen.getByText(/«El comprobante no es un XML bien formado»/).textContent).toContain(
    'El servicio no pudo leer la solicitud.',
  );
  fireEvent.keyDown(first, { key: 'Escape' });
  expect(rowOf('Hotel Miramar').getAttribute('aria-selected')).toBe('false');
});

test('nothing counts down aloud: there is no live region in the list', () => {
  render(<QueueList queue={queue([item({ nextAt: Date.now() + 60_000 })])} />);
  expect(
    screen.getByRole('grid').querySelector('[aria-live], output, [role="status"], [role="timer"]'),
  ).toBeNull();
});

test('in doubt, what a failing service says is quoted, and NOT told as what is so', () => {
  const doubt = item({
    state: 'unknown',
    reason: 'server-error',
    waitsFor: 'its-answer',
    cause: 'La solicitud no fue recibida',
  });
  render(<QueueList queue={queue([doubt])} />);
  fireEvent.click(rowOf('Soda El Higuerón'));
  expect(screen.getByText(/«La solicitud no fue recibida»/)).toBeDefined();
  expect(screen.queryByText(/no tiene este documento/)).toBeNull();
});

test('giving up is asked first and done only after yes', async () => {
  const api = fakeApi({ 'documents.act': () => ({}) });
  render(<QueueList queue={queue([refused])} />);
  fireEvent.click(rowOf('Hotel Miramar'));
  fireEvent.click(screen.getByRole('button', { name: 'Descartar, no enviarlo nunca…' }));
  expect(screen.getByText(/primero se le pregunta a Hacienda/)).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Volver' }));
  fireEvent.click(screen.getByRole('button', { name: 'Volver' }));
  expect(api.inputs('documents.act')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Descartar, no enviarlo nunca…' }));
  fireEvent.click(screen.getByRole('button', { name: 'Sí, no enviarlo nunca' }));
  await waitFor(() => expect(api.inputs('documents.act')).toEqual([{ id: 'r', action: 'abandon' }]));
});

test('Escape from the question closes the question only, not the row', () => {
  fakeApi({});
  render(<QueueList queue={queue([refused])} />);
  fireEvent.click(rowOf('Hotel Miramar'));
  fireEvent.click(screen.getByRole('button', { name: 'Descartar, no enviarlo nunca…' }));
  fireEvent.keyDown(screen.getByRole('button', { name: 'Volver' }), { key: 'Escape' });
  expect(screen.queryByText(/primero se le pregunta a Hacienda/)).toBeNull();
  expect(rowOf('Hotel Miramar').getAttribute('aria-selected')).toBe('true');
});

test('a payment list is read again from here, or opened where it is written', async () => {
  const api = fakeApi({ 'payments.act': () => null });
  render(<QueueList queue={queue([payments])} />);
  fireEvent.click(rowOf('Juan Pérez'));
  fireEvent.click(screen.getByRole('button', { name: 'Leer de nuevo' }));
  await waitFor(() => expect(api.inputs('payments.act')).toEqual([{ id: 'p', action: 'read-again' }]));
  fireEvent.click(screen.getByRole('button', { name: 'Abrir los pagos' }));
  expect(useRouter.getState().route).toEqual({ screen: 'payments', slotId: 'p' });
});

test('what waits at a stopped service says why, and tries the service again from its own row', async () => {
  const api = fakeApi({ 'queue.unblock': () => null });
  const view = queue([item({ waitsFor: 'the-lane' })]);
  const stopped: QueueView = {
    ...view,
    lanes: view.lanes.map((lane) =>
      lane.service === 'hacienda' ? { ...lane, state: 'blocked_access', reason: 'access-denied' } : lane,
    ),
  };
  render(<QueueList queue={stopped} />);
  fireEvent.click(rowOf('Soda El Higuerón'));
  expect(screen.getByText(/El servicio negó el permiso\./)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Probar de nuevo' }));
  await waitFor(() => expect(api.inputs('queue.unblock')).toEqual([{ service: 'hacienda' }]));
});
