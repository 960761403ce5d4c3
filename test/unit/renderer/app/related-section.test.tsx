import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RelatedView } from '../../../../preload/contract/related.ts';
import { RelatedSection } from '../../../../renderer/app/related-section.tsx';
import { useRouter } from '../../../../renderer/app/router.ts';
import { useLanguage } from '../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../helpers/fake-api.ts';

const sale = (patch: Partial<RelatedView> = {}): RelatedView => ({
  id: 'sale',
  kind: '01',
  consecutivo: '00100001010000000001',
  customerName: 'Ana Rojas',
  currency: 'CRC',
  total: '3390',
  makes: ['credit-note', 'debit-note'],
  left: {
    total: '3390',
    whole: true,
    lines: [
      { id: 'a1', detail: 'Martillo', quantity: '2', quantityLeft: '2', amountLeft: '2260' },
      { id: 'a2', detail: 'Serrucho', quantity: '1', quantityLeft: '1', amountLeft: '1130' },
    ],
  },
  made: [],
  ...patch,
});

beforeEach(() => {
  useLanguage.getState().setLanguage('es');
  useRouter.setState({ route: { screen: 'documents', documentId: 'sale' }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('a whole credit note is two keys away, and opens its draft', async () => {
  const api = fakeApi({
    'related.view': () => sale(),
    'related.makeNote': () => ({ draftId: 'note' }),
  });
  render(<RelatedSection documentId="sale" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Nota de crédito' }));
  expect(screen.getByRole('radio', { name: /Todo el documento/ })).toBe(document.activeElement);
  await userEvent.keyboard('{Enter}');
  expect(api.inputs('related.makeNote')).toEqual([{ id: 'sale', kind: '03', choice: { what: 'whole' } }]);
  expect(useRouter.getState().route).toEqual({ screen: 'invoice', draftId: 'note' });
});

test('some lines: only what was marked is asked for, with the quantity typed', async () => {
  const api = fakeApi({
    'related.view': () => sale(),
    'related.makeNote': () => ({ draftId: 'note' }),
  });
  render(<RelatedSection documentId="sale" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Nota de crédito' }));
  await userEvent.click(screen.getByRole('radio', { name: 'Algunas líneas' }));
  await userEvent.click(screen.getByRole('button', { name: /Preparar la nota/ }));
  expect(api.inputs('related.makeNote')).toEqual([]);
  expect(screen.getByText(/No hay ninguna línea con cantidad/)).toBeDefined();

  await userEvent.click(screen.getByRole('checkbox', { name: 'Incluir Martillo' }));
  const quantity = screen.getByRole('textbox', { name: 'Cantidad de Martillo' });
  expect(quantity).toHaveProperty('value', '2');
  await userEvent.clear(quantity);
  await userEvent.type(quantity, '1');
  await userEvent.click(screen.getByRole('button', { name: /Preparar la nota/ }));
  expect(api.inputs('related.makeNote')).toEqual([
    {
      id: 'sale',
      kind: '03',
      choice: { what: 'lines', code: '06', lines: [{ id: 'a1', quantity: '1' }] },
    },
  ]);
});

test('what has notes cannot be annulled whole again; what is credited completely offers no credit note', async () => {
  const partly = sale({ left: { ...sale().left, whole: false, total: '1130' } });
  fakeApi({ 'related.view': () => partly });
  const { unmount } = render(<RelatedSection documentId="sale" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Nota de crédito' }));
  expect(screen.getByRole('radio', { name: /Todo el documento/ })).toHaveProperty('disabled', true);
  unmount();

  fakeApi({ 'related.view': () => sale({ left: { ...sale().left, whole: false, total: '0' } }) });
  render(<RelatedSection documentId="sale" />);
  expect(await screen.findByRole('button', { name: 'Nota de débito' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Nota de crédito' })).toBeNull();
});

test('a payment of more than is owed is said and nothing is opened', async () => {
  const api = fakeApi({
    'related.view': () => sale({ makes: ['receipt'], credit: { condition: '11', owed: '3390', paid: '0' } }),
    'related.makeReceipt': () => {
      throw new Refused({ code: 'receipt-exceeds-owed' });
    },
  });
  render(<RelatedSection documentId="sale" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Registrar un pago' }));
  await userEvent.type(screen.getByRole('textbox', { name: /Monto recibido/ }), '5000{Enter}');
  expect(await screen.findByText(/mayor que lo que se debe/)).toBeDefined();
  expect(api.inputs('related.makeReceipt')).toMatchObject([{ id: 'sale', amount: '5000', mean: '04' }]);
  expect(useRouter.getState().route.screen).toBe('documents');
});

test('Escape leaves the panel and the buttons are back', async () => {
  fakeApi({ 'related.view': () => sale() });
  render(<RelatedSection documentId="sale" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Nota de crédito' }));
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: 'Nota de crédito' })).toBeDefined();
});
