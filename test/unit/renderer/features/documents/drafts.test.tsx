import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { Drafts } from '../../../../../renderer/features/documents/drafts.tsx';
import { fakeApi } from '../../../../helpers/fake-api.ts';

const draft = (id: string, customerName: string) => ({
  id,
  kind: '01',
  customerName,
  total: '1500',
  currency: 'CRC',
  lines: 1,
  updatedAt: 1,
});

beforeEach(() => useRouter.setState({ route: { screen: 'documents' }, past: [] }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('a draft is NOT discarded at the first press, nor when the answer is no', async () => {
  const api = fakeApi({ 'drafts.list': () => [draft('a', 'Roble')], 'drafts.discard': () => null });
  render(<Drafts />);
  await userEvent.click(await screen.findByRole('button', { name: 'Descartar Roble' }));
  await userEvent.click(screen.getByRole('button', { name: 'No' }));
  expect(api.inputs('drafts.discard')).toHaveLength(0);
  await userEvent.click(screen.getByRole('button', { name: 'Descartar Roble' }));
  await userEvent.click(screen.getByRole('button', { name: 'Sí, descartar' }));
  expect(api.inputs('drafts.discard')).toEqual([{ id: 'a' }]);
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
