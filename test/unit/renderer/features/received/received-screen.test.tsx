import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CompanyView } from '../../../../../preload/contract/company.ts';
import {
  type PreviewRow,
  ReceivedDetail,
  ReceivedList,
  ReceivedRow,
  ReceivedWork,
} from '../../../../../preload/contract/received.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { ReceivedScreen } from '../../../../../renderer/features/received/received-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi } from '../../../../helpers/fake-api.ts';
import { goodIssuer } from '../../../../helpers/invoices.ts';

const company: CompanyView = {
  id: 'c1',
  environment: 'test',
  settings: {
    version: 1,
    label: 'La Central',
    issuer: { ...goodIssuer(), activityCodes: ['6201.0', '4752.0'] },
  },
  credentials: { haciendaPassword: true, edinkyToken: false, kept: 'keystore' },
};

const row = (number: number, change: Partial<ReceivedRow> = {}): ReceivedRow =>
  ReceivedRow.parse({
    id: `r${number}`,
    clave: '5'.repeat(50),
    kind: '01',
    consecutivo: `00100001010000000${String(number).padStart(3, '0')}`,
    issuerName: `Proveedor ${number}`,
    issuerNumber: '3101999999',
    issuedAt: Date.parse('2026-11-20T09:30:00-06:00'),
    currency: 'CRC',
    total: '11300',
    tax: '1300',
    status: 'undecided',
    dueOn: '2026-12-10',
    daysLeft: 12,
    warned: false,
    ...change,
  });

const listOf = (rows: readonly ReceivedRow[], change: Partial<ReceivedList> = {}): ReceivedList =>
  ReceivedList.parse({
    rows: [...rows],
    more: false,
    counts: { open: rows.length, soon: 0, accepted: 0, rejected: 0, problem: 0, all: rows.length },
    businessDays: 8,
    ...change,
  });

const idle = ReceivedWork.parse({
  imports: { state: 'idle', total: 0, done: 0, results: [] },
  answers: { state: 'idle', total: 0, done: 0, results: [] },
});

const detail = (number: number, change: Partial<ReceivedDetail> = {}): ReceivedDetail =>
  ReceivedDetail.parse({
    ...row(number),
    fileName: 'factura.xml',
    importedAt: Date.now(),
    checks: [
      { name: 'readable', outcome: 'passed', code: 'read', detail: '' },
      { name: 'signature', outcome: 'failed', code: 'bad-digest', detail: '' },
      { name: 'authority', outcome: 'not-checked', code: 'nobody-to-ask', detail: '' },
    ],
    content: {
      kind: 'read',
      saleCondition: '01',
      exchangeRate: '1',
      activityCode: '4690.0',
      lines: [
        {
          number: 1,
          detail: 'Resma de papel',
          quantity: '2',
          unit: 'Unid',
          unitPrice: '5000',
          discount: '0',
          tax: '1300',
          total: '11300',
        },
      ],
      charges: [],
      references: [],
      sale: '10000',
      discounts: '0',
      netSale: '10000',
      tax: '1300',
      otherCharges: '0',
      ivaReturned: '0',
      total: '11300',
    },
    messages: [],
    canAnswer: true,
    canDiscard: true,
    ...change,
  });

const preview = ({ ids, decision }: { ids: string[]; decision: { kind: string } }): PreviewRow[] =>
  ids.map((id) => ({
    id,
    tax: '1300',
    creditTax: decision.kind === '07' ? '' : '1300',
    expense: decision.kind === '07' ? '' : '0',
    currency: 'CRC',
    faults: [],
  }));

/** The virtualizer measures the scroller; the test's window has no layout. */
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 600 },
  clientWidth: { configurable: true, get: () => 900 },
});
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'received' }, past: [] });
  useSession.setState({
    start: {
      state: 'ready',
      company,
      companies: [],
      preferences: { language: 'es', theme: 'light' },
      platform: 'linux',
      versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
    },
    error: undefined,
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The screen as the shell shows it: where the router leads. */
function Routed() {
  const route = useRouter((store) => store.route);
  return <ReceivedScreen receivedId={route.screen === 'received' ? route.receivedId : undefined} />;
}

const rowNamed = async (name: string): Promise<HTMLElement> => {
  const found = (await screen.findByText(name)).closest<HTMLElement>('[role="row"]');
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

test('empty, it says what goes here and offers to open files', async () => {
  const api = fakeApi({
    'received.list': () => listOf([]),
    'received.work': () => idle,
    'received.open': () => null,
  });
  render(<Routed />);
  expect(await screen.findByText('Aquí van los documentos de sus proveedores')).toBeDefined();
  await userEvent.click(screen.getAllByRole('button', { name: /Abrir XML/ }).at(-1) as HTMLElement);
  expect(api.inputs('received.open')).toEqual([{ companyId: 'c1' }]);
});

test('the deadline says its day, its rule, and that silence counts as acceptance; the rule can be changed', async () => {
  const api = fakeApi({
    'received.list': () =>
      listOf([
        row(1),
        row(2, { daysLeft: 0 }),
        row(3, { daysLeft: -2 }),
        row(4, { status: 'no-answer', dueOn: undefined, daysLeft: undefined }),
      ]),
    'received.work': () => idle,
    'received.setDeadline': () => null,
  });
  render(<Routed />);
  expect(await screen.findByText('10 dic, en 12 días')).toBeDefined();
  expect(screen.getByText('vence hoy, 10 dic')).toBeDefined();
  expect(screen.getByText('venció el 10 dic')).toBeDefined();
  expect(screen.getByText(/primeros 8 días hábiles.*cuenta como aceptado/)).toBeDefined();
  await userEvent.selectOptions(screen.getByLabelText('Días hábiles de plazo'), '5');
  expect(api.inputs('received.setDeadline')).toEqual([{ companyId: 'c1', businessDays: 5 }]);
});

test('by keyboard: arrows, Space, Shift, and A accept several at once with the amounts computed for each', async () => {
  const api = fakeApi({
    'received.list': () => listOf([row(1), row(2), row(3)]),
    'received.work': () => idle,
    'received.preview': preview,
    'received.answer': () => null,
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard(' ');
  await userEvent.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-id')).toBe('r2'));
  await userEvent.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-id')).toBe('r3'));
  await userEvent.keyboard('{Shift>} {/Shift}');
  expect(screen.getByText('3 elegidos')).toBeDefined();
  await userEvent.keyboard('a');
  const panel = await screen.findByRole('complementary', { name: 'Aceptar 3 documentos' });
  await within(panel).findByText('Lo que se dirá a Hacienda');
  expect(within(panel).getAllByText(/3\s?900,00/).length).toBe(2);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(api.inputs('received.answer').length).toBe(1));
  expect(api.inputs('received.answer')[0]).toMatchObject({
    companyId: 'c1',
    ids: ['r1', 'r2', 'r3'],
    decision: { kind: '05', taxCondition: '01', activityCode: '6201.0' },
  });
  // done: nothing is chosen any more
  await waitFor(() => expect(screen.queryByText('3 elegidos')).toBeNull());
  expect(screen.queryByRole('complementary')).toBeNull();
});

test('what cannot be answered stays out, and what has a fault is told and NOT sent', async () => {
  const api = fakeApi({
    'received.list': () =>
      listOf([row(1), row(2), row(3, { status: 'problem', dueOn: undefined, daysLeft: undefined })]),
    'received.work': () => idle,
    'received.preview': (input) =>
      preview(input).map((each) =>
        each.id === 'r2'
          ? { ...each, faults: [{ code: 'message-detail-missing', path: 'detail', severity: 'blocks' }] }
          : each,
      ),
    'received.answer': () => null,
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await userEvent.click(screen.getByRole('button', { name: /^Rechazar/ }));
  expect(await screen.findByText('1 de los elegidos no se puede responder y queda fuera.')).toBeDefined();
  expect(await screen.findByText('A 1 documento le falta algo')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: /Firmar y enviar/ }));
  expect(api.inputs('received.answer')).toMatchObject([{ ids: ['r1'], decision: { kind: '07' } }]);
});

test('a letter on a row decides about that row alone; on one that waits for nothing it says so', async () => {
  fakeApi({
    'received.list': () => listOf([row(1), row(2, { status: 'accepted' })]),
    'received.work': () => idle,
    'received.preview': preview,
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard('p');
  expect(await screen.findByRole('complementary', { name: 'Aceptar en parte el documento' })).toBeDefined();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  (await rowNamed('Proveedor 2')).focus();
  await userEvent.keyboard('r');
  expect(await screen.findByText('Ninguno de los elegidos espera respuesta.')).toBeDefined();
});

test('the letters work inside the open detail too, with Control they do NOT', async () => {
  fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () => idle,
    'received.get': () => detail(1),
    'received.preview': preview,
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard('{Enter}');
  const pane = await screen.findByRole('complementary', { name: 'Detalle del documento recibido' });
  (await within(pane).findByRole('button', { name: 'Rechazar' })).focus();
  await userEvent.keyboard('{Control>}r{/Control}');
  expect(screen.queryByRole('complementary', { name: 'Rechazar el documento' })).toBeNull();
  await userEvent.keyboard('r');
  expect(await screen.findByRole('complementary', { name: 'Rechazar el documento' })).toBeDefined();
});

test('a file that was kept with a problem counts as kept, and is told apart', async () => {
  const result = (code: string, name: string) => ({ name, code });
  fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () =>
      ReceivedWork.parse({
        imports: {
          state: 'ended',
          total: 3,
          done: 3,
          results: [result('kept', 'a.xml'), result('kept-problem', 'b.xml'), result('pdf', 'c.pdf')],
        },
        answers: { state: 'idle', total: 0, done: 0, results: [] },
      }),
  });
  render(<Routed />);
  const results = await screen.findByRole('region', { name: 'Archivos leídos' });
  expect(within(results).getByText('2 archivos guardados, 1 con problemas; 1 no.')).toBeDefined();
});

test('Enter opens the detail: checks with icon and word, lines, totals; Escape closes it', async () => {
  fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () => idle,
    'received.get': () => detail(1, { status: 'problem', canAnswer: false }),
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard('{Enter}');
  const pane = await screen.findByRole('complementary', { name: 'Detalle del documento recibido' });
  expect(await within(pane).findByText('Firma intacta y a nombre del emisor')).toBeDefined();
  expect(within(pane).getByText('Problema')).toBeDefined();
  expect(within(pane).getByText(/pida el mensaje de Hacienda al proveedor/)).toBeDefined();
  expect(within(pane).getByText('Resma de papel')).toBeDefined();
  // a document with a problem offers no answer
  expect(within(pane).queryByRole('button', { name: 'Aceptar' })).toBeNull();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
});

test('a check that only warns is seen in the list while one decides, and NOT where nothing was found or all is decided', async () => {
  const rows = [row(1, { warned: true }), row(2), row(3, { status: 'accepted', warned: true })];
  fakeApi({ 'received.list': () => listOf(rows), 'received.work': () => idle });
  render(<Routed />);
  expect(within(await rowNamed('Proveedor 1')).getByText('Aviso')).toBeDefined();
  for (const name of ['Proveedor 2', 'Proveedor 3'])
    expect(within(await rowNamed(name)).queryByText('Aviso')).toBeNull();
});

test('our answer and how far it has come are two things; its way is one click away', async () => {
  const message = {
    documentId: 'm1',
    kind: '05' as const,
    consecutivo: '00100001050000000001',
    state: 'queued' as const,
    sealedAt: 1,
  };
  fakeApi({
    'received.list': () => listOf([row(1, { status: 'accepted', message })]),
    'received.work': () => idle,
    'received.get': () => detail(1, { status: 'accepted', message, messages: [message], canAnswer: false }),
  });
  render(<Routed />);
  const line = await rowNamed('Proveedor 1');
  expect(within(line).getByText('Aceptación')).toBeDefined();
  expect(within(line).getByText('En cola')).toBeDefined();
  await userEvent.click(line);
  await userEvent.click(await screen.findByRole('button', { name: 'Ver su recorrido' }));
  expect(useRouter.getState().route).toEqual({ screen: 'documents', documentId: 'm1' });
});

test('every file has its sentence, those that were not kept first; the list can be put away', async () => {
  const api = fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () => ({
      ...idle,
      imports: {
        state: 'ended',
        total: 3,
        done: 3,
        results: [
          { name: 'buena.xml', code: 'kept', receivedId: 'r1' },
          { name: 'foto.pdf', code: 'pdf' },
          { name: 'vieja.xml', code: 'other-version' },
        ],
      },
    }),
    'received.dismiss': () => null,
  });
  render(<Routed />);
  const box = await screen.findByRole('region', { name: 'Archivos leídos' });
  expect(within(box).getByText('1 archivo guardado; 2 no.')).toBeDefined();
  expect(within(box).getByText(/Es un PDF/)).toBeDefined();
  expect(within(box).getByText(/No es de la versión 4.4/)).toBeDefined();
  await userEvent.click(within(box).getByRole('button', { name: 'Cerrar esta lista' }));
  expect(api.inputs('received.dismiss')).toEqual([{ companyId: 'c1', work: 'imports' }]);
});

test('while files are read their number is told, and the rest can be stopped', async () => {
  const api = fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () => ({ ...idle, imports: { state: 'running', total: 100, done: 37, results: [] } }),
    'received.cancel': () => null,
  });
  render(<Routed />);
  expect(await screen.findByText('Leyendo 37 de 100')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Dejar de leer' }));
  expect(api.inputs('received.cancel')).toEqual([{ companyId: 'c1', work: 'imports' }]);
});

test('files dropped anywhere on the screen are handed over by name and bytes; the place is shown while they hover', async () => {
  const api = fakeApi({
    'received.list': () => listOf([row(1)]),
    'received.work': () => idle,
    'received.drop': () => null,
  });
  render(<Routed />);
  const place = await rowNamed('Proveedor 1');
  const bytes = new Uint8Array([60, 70, 62]);
  const file = { name: 'a.xml', size: 3, arrayBuffer: async () => bytes.buffer };
  const folder = { name: 'carpeta', size: 0, arrayBuffer: () => Promise.reject(new Error('a folder')) };
  const dataTransfer = { types: ['Files'], files: [file, folder] };
  fireEvent.dragOver(place, { dataTransfer });
  expect(screen.getByText('Suelte aquí los XML de sus proveedores')).toBeDefined();
  fireEvent.drop(place, { dataTransfer });
  expect(screen.queryByText('Suelte aquí los XML de sus proveedores')).toBeNull();
  await waitFor(() =>
    expect(api.inputs('received.drop')).toEqual([{ companyId: 'c1', files: [{ name: 'a.xml', bytes }] }]),
  );
  expect(await screen.findByText(/carpeta/)).toBeDefined();
});

test('discarding asks first, and tells what stays', async () => {
  const api = fakeApi({
    'received.list': () => listOf([row(1), row(2)]),
    'received.work': () => idle,
    'received.discard': () => ({ done: 1, notDone: 1 }),
  });
  render(<Routed />);
  (await rowNamed('Proveedor 1')).focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await userEvent.click(screen.getByRole('button', { name: 'Descartar' }));
  expect(api.inputs('received.discard')).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Sí, descartar' }));
  expect(api.inputs('received.discard')).toEqual([{ companyId: 'c1', ids: ['r1', 'r2'] }]);
  expect(await screen.findByText('Descartados: 1. 1 ya tenían respuesta y se quedan.')).toBeDefined();
});
