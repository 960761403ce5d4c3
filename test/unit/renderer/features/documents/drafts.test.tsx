import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { Drafts } from '../../../../../renderer/features/documents/drafts.tsx';
import { emptyInvoiceForm } from '../../../../../domain/billing/new-form.ts';
import { useDiscardedDraft } from '../../../../../renderer/features/documents/discarded-draft.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const draft = (id: string, customerName: string) => ({
  id,
  kind: '01',
  customerName,
  total: '1500',
  currency: 'CRC',
  lines: 1,
  updatedAt: 1,
});

beforeEach(() => {
  useRouter.setState({ route: { screen: 'documents' }, past: [] });
  useDiscardedDraft.setState({ last: undefined });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('a discarded draft comes back whole and under its own id, with one press', async () => {
  const form = emptyInvoiceForm('01', { activityCodes: ['620100'] });
  let kept = [draft('a', 'Roble')];
  const api = fakeApi({
    'drafts.list': () => kept,
    'drafts.get': ({ id }) => ({ id, form, updatedAt: 1 }),
    'drafts.discard': () => {
      kept = [];
      return null;
    },
    'drafts.save': () => {
      kept = [draft('a', 'Roble')];
      return { updatedAt: 2 };
    },
  });
  render(<Drafts />);
  await userEvent.click(await screen.findByRole('button', { name: 'Descartar Roble' }));
  expect(await screen.findByText('Se descartó el borrador de Roble.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Seguir Roble' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Deshacer' }));
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Seguir Roble' })).toBeDefined();
  expect(api.inputs('drafts.save')).toEqual([{ id: 'a', form }]);
  expect(screen.queryByRole('button', { name: 'Deshacer' })).toBeNull();
});

test('a draft that cannot be read is NOT discarded', async () => {
  const api = fakeApi({
    'drafts.list': () => [draft('a', 'Roble')],
    'drafts.get': () => {
      throw new Refused({ code: 'disk-error' });
    },
  });
  render(<Drafts />);
  await userEvent.click(await screen.findByRole('button', { name: 'Descartar Roble' }));
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(api.inputs('drafts.discard')).toEqual([]);
  expect(screen.getByRole('button', { name: 'Seguir Roble' })).toBeDefined();
});

test('what was discarded in one company is NOT brought back into another', async () => {
  const form = emptyInvoiceForm('01', { activityCodes: ['620100'] });
  useDiscardedDraft.setState({ last: { companyId: 'another', id: 'a', customerName: 'Roble', form } });
  fakeApi({ 'drafts.list': () => [draft('b', 'Cedro')] });
  render(<Drafts />);
  expect(await screen.findByRole('button', { name: 'Seguir Cedro' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Deshacer' })).toBeNull();
});

test('goes on with a draft', async () => {
  fakeApi({ 'drafts.list': () => [draft('a', 'Roble'), draft('b', '')] });
  render(<Drafts />);
  await userEvent.click(await screen.findByRole('button', { name: 'Seguir Sin cliente todavía' }));
  expect(useRouter.getState().route).toEqual({ screen: 'invoice', draftId: 'b' });
});

test('above the list only the newest are shown, with the way to all', async () => {
  fakeApi({ 'drafts.list': () => ['a', 'b', 'c', 'd'].map((id) => draft(id, id)) });
  render(<Drafts limit={3} />);
  expect(await screen.findAllByRole('listitem')).toHaveLength(3);
  await userEvent.click(screen.getByRole('button', { name: 'Ver los 4 borradores' }));
  expect(useRouter.getState().route).toEqual({ screen: 'documents', show: 'drafts' });
});
