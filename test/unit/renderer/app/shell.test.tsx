import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DocumentRow } from '../../../../preload/contract/documents.ts';
import { ErrorBoundary } from '../../../../renderer/app/error-boundary.tsx';
import { startedForm } from '../../../../renderer/app/new-document.ts';
import { Palette } from '../../../../renderer/app/palette.tsx';
import { Rail } from '../../../../renderer/app/rail.tsx';
import { useRouter } from '../../../../renderer/app/router.ts';
import { applyPreferences } from '../../../../renderer/app/session.ts';
import { useLanguage } from '../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../helpers/fake-api.ts';

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'home' }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const found: DocumentRow = {
  id: 'd1',
  kind: '01',
  consecutivo: '00100001010000000012',
  clave: '5',
  customerName: 'Ferretería El Roble',
  total: '1500',
  currency: 'CRC',
  issuedAt: 1,
  state: 'unknown',
  reason: '',
};

describe('Palette', () => {
  test('finds actions without accents or case, and goes there with Enter', async () => {
    fakeApi({});
    render(<Palette onClose={() => undefined} />);
    await userEvent.type(screen.getByRole('combobox'), 'ir a paGOS', { delay: null });
    expect(screen.getAllByRole('option')).toHaveLength(1);
    vi.stubGlobal('api', undefined);
    await userEvent.keyboard('{Enter}');
    expect(useRouter.getState().route).toEqual({ screen: 'payments' });
  });
  test('shows documents with their state and opens the one that is chosen', async () => {
    const onClose = vi.fn();
    fakeApi({
      'documents.page': () => ({ rows: [found] }),
      'customers.search': () => [],
      'products.search': () => [],
    });
    render(<Palette onClose={onClose} />);
    await userEvent.type(screen.getByRole('combobox'), 'roble');
    const option = await screen.findByRole('option', { name: /El Roble/ });
    expect(option.textContent).toContain('Confirmando con Hacienda');
    await userEvent.keyboard('{Enter}');
    expect(useRouter.getState().route).toEqual({ screen: 'documents', documentId: 'd1' });
    expect(onClose).toHaveBeenCalled();
  });
  test('a look-up that fails leaves the field typeable and the actions there', async () => {
    const refuse = (): never => {
      throw new Refused({ code: 'internal' });
    };
    const api = fakeApi({
      'documents.page': refuse,
      'customers.search': refuse,
      'products.search': refuse,
    });
    render(<Palette onClose={() => undefined} />);
    await userEvent.type(screen.getByRole('combobox'), 'cola');
    await vi.waitFor(() => expect(api.inputs('documents.page').length).toBeGreaterThan(0));
    expect(screen.getByRole('option', { name: /Ir a Cola/ })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('cola');
  });
});

describe('Rail', () => {
  const status = {
    network: 'online' as const,
    signIn: 'in' as const,
    waiting: 5,
    why: '',
    attention: 0,
    sending: 0,
    recovering: false,
    elsewhere: 0,
    clock: { state: 'ok' as const, skewMs: 0 },
    disk: 'ok' as const,
  };
  test('keeps its names for screen readers when folded', () => {
    render(<Rail folded canUnfold onFold={() => undefined} status={status} />);
    expect(screen.getByRole('button', { name: 'Documentos' })).toBeTruthy();
    expect(screen.getByRole('button', { name: /Cola.*5 en cola/ })).toBeTruthy();
  });
  test('tells what needs a person before what waits', () => {
    render(<Rail folded={false} canUnfold onFold={() => undefined} status={{ ...status, attention: 2 }} />);
    expect(screen.getByRole('button', { name: /Cola.*2 por atender/ })).toBeTruthy();
  });
  test('marks where one is: a document being written belongs to Documentos', () => {
    useRouter.setState({ route: { screen: 'invoice', draftId: 'x' } });
    render(<Rail folded={false} canUnfold onFold={() => undefined} status={undefined} />);
    expect(screen.getByRole('button', { name: 'Documentos' }).getAttribute('aria-current')).toBe('page');
  });
});

test('a broken screen says that nothing was lost and can be opened again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let breaks = true;
  function Screen() {
    if (breaks) throw new Error('boom');
    return <p>Aquí está</p>;
  }
  render(
    <ErrorBoundary>
      <Screen />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('No se perdió nada');
  breaks = false;
  await userEvent.click(screen.getByRole('button', { name: 'Abrir otra vez' }));
  expect(screen.getByText('Aquí está')).toBeTruthy();
});

test('going back leads where one was, and stays put at the beginning', () => {
  const { go, back } = useRouter.getState();
  go({ screen: 'queue' });
  go({ screen: 'documents', documentId: 'd1' });
  back();
  expect(useRouter.getState().route).toEqual({ screen: 'queue' });
  back();
  back();
  expect(useRouter.getState().route).toEqual({ screen: 'home' });
});

test('preferences become the language and the theme of the page; "system" leaves it to the computer', () => {
  applyPreferences({ language: 'en', theme: 'dark' });
  expect(document.documentElement.lang).toBe('en');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  applyPreferences({ language: 'es', theme: 'system' });
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  expect(useLanguage.getState().language).toBe('es');
});

test('a new document takes over what is known of a customer and a product', () => {
  const form = startedForm(
    {
      kind: '04',
      product: {
        id: 'p1',
        product: {
          code: 'M-1',
          detail: 'Martillo',
          cabys: '4321100000000',
          unit: 'Unid',
          unitPrice: '4500',
          ivaCode: '08',
          ivaRate: '13',
        },
      },
    },
    ['620100'],
  );
  expect(form).toMatchObject({
    kind: '04',
    activityCode: '620100',
    lines: [{ detail: 'Martillo', unitPrice: '4500', quantity: '1' }],
  });
});
