import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InvoiceForm } from '../../../../../domain/billing/invoice-form.ts';
import type { DocumentDetail } from '../../../../../preload/contract/documents.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { InvoiceScreen } from '../../../../../renderer/features/invoice/invoice-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { Refused } from '../../../../helpers/fake-api.ts';
import { coffee, draftId, fakeMain, gone, issued } from '../../../../helpers/invoice-main.ts';

async function openScreen(kind: '01' | '04' = '04') {
  const user = userEvent.setup();
  render(<InvoiceScreen draftId={draftId} kind={kind} />);
  await screen.findByRole('heading', { name: 'Cliente' });
  return user;
}
const cell = (column: string, n: number): HTMLElement => screen.getByLabelText(`${column}, línea ${n}`);
const totalShown = (): string => {
  const figure = document.querySelector('[data-figure="total"]')?.textContent ?? '';
  return figure.replaceAll(/\s/gu, ' ');
};
/** A sale of one line typed by hand, without touching the mouse. */
async function typeLine(user: ReturnType<typeof userEvent.setup>, detail: string, price: string) {
  cell('Detalle', 1).focus();
  await user.keyboard(`${detail}{Enter}2391100000100{Enter}{Enter}{Enter}${price}`);
}

// a limit for hangs, not a claim of speed
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'invoice', draftId }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the lines grid by keyboard', () => {
  test('Enter goes from cell to cell and makes a new line after the last', async () => {
    fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    expect(cell('Precio', 1)).toHaveProperty('value', '100');
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(cell('IVA', 1));
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(cell('Detalle', 2));
  });

  test('arrows change the line in the same column, in a list too', async () => {
    fakeMain();
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('Café{Shift>}{Enter}{/Shift}Azúcar');
    cell('Unidad', 2).focus();
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(cell('Unidad', 1));
    expect(cell('Unidad', 2)).toHaveProperty('value', 'Unid');
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(cell('Unidad', 2));
  });

  test('a product is picked by its code, and typing goes on at the quantity', async () => {
    fakeMain();
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('CAF-01');
    await screen.findByRole('option', { name: /Café molido 500 g/ });
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(cell('Cantidad', 1)));
    await user.keyboard('3');
    expect(cell('CAByS', 1)).toHaveProperty('value', '2391100000100');
    // 3 x 3850 x 1.01
    expect(totalShown()).toBe('₡11 665,50');
  });

  test('what is typed and not found goes on as free text: Enter does NOT pick anything', async () => {
    fakeMain();
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('CAF');
    await screen.findByRole('option', { name: /Café molido 500 g/ });
    await user.keyboard('{Enter}');
    expect(cell('Detalle', 1)).toHaveProperty('value', 'CAF');
    expect(document.activeElement).toBe(cell('CAByS', 1));
  });

  test('a code and Enter faster than the look-up, as a barcode reader types, is the product all the same', async () => {
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fakeMain({
      'products.search': async ({ text }) => {
        await held;
        return text === 'CAF-01' ? [coffee] : [];
      },
    });
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('CAF-01{Enter}');
    // the cursor does not wait: the next key must not land in the detail
    expect(document.activeElement).toBe(cell('CAByS', 1));
    answer();
    await waitFor(() => expect(document.activeElement).toBe(cell('Cantidad', 1)));
    expect(cell('Detalle', 1)).toHaveProperty('value', 'Café molido 500 g');
    await user.keyboard('3{Enter}');
    expect(document.activeElement).toBe(cell('Detalle', 2));
  });

  test('what is typed before the look-up has answered goes into the next cell, never into the detail', async () => {
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fakeMain({
      'products.search': async () => {
        await held;
        return [];
      },
    });
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('Pintura{Enter}35');
    answer();
    await waitFor(() => expect(cell('CAByS', 1)).toHaveProperty('value', '35'));
    expect(cell('Detalle', 1)).toHaveProperty('value', 'Pintura');
    expect(document.activeElement).toBe(cell('CAByS', 1));
  });

  test('issuing before the look-up has answered waits for the product, and issues it', async () => {
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { api } = fakeMain({
      'products.search': async ({ text }) => {
        await held;
        return text === 'CAF-01' ? [coffee] : [];
      },
      'invoices.issue': () => issued,
      'documents.get': gone,
    });
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('CAF-01{Enter}{Control>}{Enter}{/Control}');
    expect(api.inputs('invoices.issue')).toEqual([]);
    answer();
    await waitFor(() => expect(cell('Detalle', 1)).toHaveProperty('value', 'Café molido 500 g'));
  });

  test('a tiquete begins at what is sold, a factura at the customer', async () => {
    fakeMain();
    await openScreen('04');
    expect(document.activeElement).toBe(cell('Detalle', 1));
    cleanup();
    await openScreen('01');
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Nombre' }));
  });

  test('a new product is created without the mouse and stored when its line is complete', async () => {
    const { api } = fakeMain({ 'products.save': ({ product }) => ({ id: 'p2', product }) });
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('Bomba');
    await screen.findByRole('option', { name: 'Crear producto «Bomba»' });
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(cell('CAByS', 1)));
    await user.keyboard('2391100000100{Enter}{Enter}{Enter}900{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(api.inputs('products.save')).toHaveLength(1));
    await screen.findByText('Guardado en Productos');
  });

  test('Ctrl+D duplicates, Ctrl+Backspace deletes, Ctrl+Z brings the line back', async () => {
    fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}d{/Control}');
    expect(cell('Detalle', 2)).toHaveProperty('value', 'Café');
    expect(totalShown()).toBe('₡226,00');
    await user.keyboard('{Control>}{Backspace}{/Control}');
    expect(screen.queryByLabelText('Detalle, línea 2')).toBeNull();
    expect(totalShown()).toBe('₡113,00');
    await user.keyboard('{Control>}z{/Control}');
    expect(totalShown()).toBe('₡226,00');
  });

  test('discounts open below the line by key and count at once', async () => {
    fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}{Shift>}D{/Shift}{/Control}');
    const discount = screen.getByRole('group', { name: 'Descuento 1' });
    expect(document.activeElement).toBe(within(discount).getByLabelText('Motivo'));
    await user.selectOptions(within(discount).getByLabelText('Motivo'), 'Por volumen');
    await user.type(within(discount).getByLabelText('Valor'), '10');
    expect(totalShown()).toBe('₡101,70');
  });
});

describe('totals and faults while typing', () => {
  test('totals follow each keystroke', async () => {
    fakeMain();
    const user = await openScreen();
    cell('Precio', 1).focus();
    await user.keyboard('1');
    expect(totalShown()).toBe('₡1,13');
    await user.keyboard('0');
    expect(totalShown()).toBe('₡11,30');
    await user.keyboard(',5');
    expect(totalShown()).toBe('₡11,865');
  });

  test('a fault is NOT shown while its field is typed in, and is once it was left', async () => {
    fakeMain();
    const user = await openScreen();
    cell('CAByS', 1).focus();
    await user.keyboard('12');
    expect(screen.queryByText('El código CAByS son 13 dígitos.')).toBeNull();
    await user.keyboard('{Enter}');
    const field = cell('CAByS', 1);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('El código CAByS son 13 dígitos.');
  });

  test('an ambiguous number asks which of the two is meant', async () => {
    fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '1.234');
    await user.keyboard('{Enter}');
    expect(screen.getAllByText(/¿Es 1.234,00 o 1,234\?/).length).toBeGreaterThan(0);
  });

  test('issuing with faults goes to the first, lists all, and F8 goes round', async () => {
    const { api } = fakeMain();
    const user = await openScreen('01');
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Nombre')));
    expect(api.inputs('invoices.issue')).toEqual([]);
    expect(screen.getByRole('button', { name: /Cliente · Tipo de identificación/ })).toBeDefined();
    await user.keyboard('{F8}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Tipo de identificación')));
    await user.keyboard('{F8}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Nombre')));
  });
});

describe('the draft', () => {
  test('is saved while typing and said to be kept here', async () => {
    const { drafts } = fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await screen.findByText(/^Guardado aquí, /);
    expect(drafts.get(draftId)?.lines[0]).toMatchObject({ detail: 'Café', unitPrice: '100' });
  });

  test('is saved when the window goes away in the middle of a line', async () => {
    const { drafts } = fakeMain();
    const user = await openScreen();
    cell('Detalle', 1).focus();
    await user.keyboard('Caf');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(() => expect(drafts.get(draftId)?.lines[0]?.detail).toBe('Caf'));
  });

  test('that was issued before shows what became of it, NOT an empty form', async () => {
    fakeMain({ 'documents.get': () => detailOf('accepted') });
    render(<InvoiceScreen draftId={draftId} />);
    await screen.findByRole('heading', { name: `Guardado aquí como TE ${issued.consecutivo}` });
    expect(screen.queryByLabelText('Detalle, línea 1')).toBeNull();
  });

  test('without the data of the company nothing is asked for but those', async () => {
    fakeMain({
      'company.current': () => ({
        id: 'x',
        environment: 'test',
        settings: { version: 1, label: 'Nueva' },
        credentials: { haciendaPassword: false, edinkyToken: false, kept: 'keystore' },
      }),
    });
    const user = userEvent.setup();
    render(<InvoiceScreen draftId={draftId} />);
    await user.click(await screen.findByRole('button', { name: 'Ir a Ajustes' }));
    expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'company' });
  });
});

function detailOf(state: DocumentDetail['state'], more: Partial<DocumentDetail> = {}): DocumentDetail {
  return {
    id: draftId,
    kind: '04',
    consecutivo: issued.consecutivo,
    clave: issued.clave,
    customerName: '',
    total: '113',
    currency: 'CRC',
    issuedAt: 1_000,
    state,
    reason: '',
    environment: 'practice',
    situation: '1',
    stateSince: 1_000,
    // the screen reads nothing of the form
    form: {} as InvoiceForm,
    xmlSha256: '',
    xmlBytes: 1,
    attempts: [],
    acts: [],
    moves: [],
    actions: [],
    ...more,
  };
}

describe('after issuing', () => {
  const facts = (): readonly (string | null | undefined)[] =>
    screen
      .getAllByRole('listitem')
      .filter((item) => item.hasAttribute('data-known'))
      .map((item) => item.getAttribute('data-known'));

  test('three facts are told apart and follow the document; nothing is accepted before the answer is there', async () => {
    let document = detailOf('queued');
    let sealed = false;
    const { api } = fakeMain({
      'invoices.issue': () => {
        sealed = true;
        return issued;
      },
      'documents.get': () => (sealed ? document : gone()),
    });
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('heading', { name: `Guardado aquí como TE ${issued.consecutivo}` });
    await screen.findByText('En cola');
    expect(facts()).toEqual(['yes', 'open', 'open']);

    document = detailOf('processing');
    api.changed({ topic: 'document', id: draftId });
    await screen.findByText('Recibido, en validación');
    expect(facts()).toEqual(['yes', 'yes', 'open']);

    document = detailOf('accepted', { answer: { verdict: 'accepted', detail: '.', rows: [] } });
    api.changed({ topic: 'document', id: draftId });
    await waitFor(() => expect(facts()).toEqual(['yes', 'yes', 'yes']));

    document = detailOf('rejected', {
      answer: { verdict: 'rejected', detail: 'crudo', rows: [{ code: '-400', text: 'CAByS no existe' }] },
    });
    api.changed({ topic: 'document', id: draftId });
    await screen.findByText('CAByS no existe');
    expect(facts()).toEqual(['yes', 'yes', 'no']);
  });

  test('sealed without internet it is said that it goes by itself', async () => {
    let sealed = false;
    fakeMain({
      'invoices.issue': () => {
        sealed = true;
        return { ...issued, situation: '3' };
      },
      'documents.get': () => (sealed ? detailOf('queued', { situation: '3' }) : gone()),
    });
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Sin internet: se enviará sola al volver.')).toBeDefined();
  });

  test('a missing certificate is told in three sentences with the way to Ajustes, and the form stays', async () => {
    fakeMain({
      'invoices.issue': () => {
        throw new Refused({ code: 'certificate-missing' });
      },
    });
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Falta la llave criptográfica de la empresa.');
    expect(cell('Precio', 1)).toHaveProperty('value', '100');
    // one press away, wherever the cursor was
    expect(document.activeElement).toBe(within(alert).getByRole('button'));
    await user.keyboard('{Enter}');
    expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'certificate' });
  });
});

describe('customer and payment', () => {
  test('a customer typed by name is created by keyboard, type and number follow', async () => {
    const { api } = fakeMain({ 'customers.save': ({ party }) => ({ id: 'c1', party }) });
    const user = await openScreen('01');
    screen.getByLabelText('Nombre').focus();
    await user.keyboard('María Solís');
    await screen.findByRole('option', { name: 'Crear cliente «María Solís»' });
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Tipo de identificación')));
    await user.selectOptions(screen.getByLabelText('Tipo de identificación'), 'Cédula física');
    await user.type(screen.getByLabelText('Identificación'), '114520367');
    cell('Detalle', 1).focus();
    await waitFor(() => expect(api.inputs('customers.save')).toHaveLength(1));
    await screen.findByText('Guardado en Clientes');
  });

  test('F7 puts the rest into the means of payment that waits for an amount', async () => {
    fakeMain();
    const user = await openScreen();
    await typeLine(user, 'Café', '100');
    await user.type(screen.getByLabelText('Monto del medio 1'), '50');
    await user.click(screen.getByRole('button', { name: 'Agregar medio de pago' }));
    await user.selectOptions(screen.getByLabelText('Medio de pago 2'), 'Tarjeta');
    screen.getByLabelText('Monto del medio 1').focus();
    await user.keyboard('{F7}');
    expect(screen.getByLabelText('Monto del medio 1')).toHaveProperty('value', '50');
    expect(screen.getByLabelText('Monto del medio 2')).toHaveProperty('value', '63');
  });
});

test('every word of the form is there in English too', async () => {
  fakeMain();
  useLanguage.setState({ language: 'en' });
  render(<InvoiceScreen draftId={draftId} kind="04" />);
  await screen.findByRole('heading', { name: 'Customer' });
  expect(screen.getByRole('button', { name: /^Issue/ })).toBeDefined();
  expect(screen.getByLabelText('Price, line 1')).toBeDefined();
});
