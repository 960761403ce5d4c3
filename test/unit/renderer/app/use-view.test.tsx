import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useView } from '../../../../renderer/app/use-view.ts';
import { fakeApi, Refused } from '../../../helpers/fake-api.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Draft({ id }: { readonly id: string }) {
  const view = useView('customers.search', { text: id }, { topics: ['document'], id });
  return (
    <p>
      {view.kind}
      {view.kind === 'ready' ? view.value.map((each) => each.id).join() : ''}
      {view.kind === 'failed'
        ? `${view.error.code} ${view.last?.map((each) => each.id).join() ?? 'nothing'}`
        : ''}
    </p>
  );
}
// only the id is shown
const customer = (id: string) => ({ id, party: {} as never });

test('drops an answer that was overtaken by another question', async () => {
  const answers = new Map<string, (value: { id: string; party: never }[]) => void>();
  fakeApi({
    'customers.search': ({ text }) => new Promise((resolve) => answers.set(text, resolve)),
  });
  const { rerender } = render(<Draft id="a" />);
  rerender(<Draft id="b" />);
  await act(async () => answers.get('b')?.([customer('b')]));
  await act(async () => answers.get('a')?.([customer('a')]));
  expect(screen.getByText('readyb')).toBeTruthy();
});

test('asks again when its topic changes, and NOT for another topic or another id', async () => {
  const api = fakeApi({ 'customers.search': () => [customer('x')] });
  render(<Draft id="x" />);
  await screen.findByText('readyx');
  act(() => api.changed({ topic: 'queue' }));
  act(() => api.changed({ topic: 'document', id: 'y' }));
  expect(api.inputs('customers.search')).toHaveLength(1);
  act(() => api.changed({ topic: 'document', id: 'x' }));
  await waitFor(() => expect(api.inputs('customers.search')).toHaveLength(2));
});

test('keeps what was shown beside the failure', async () => {
  let fails = false;
  const api = fakeApi({
    'customers.search': () => {
      if (fails) throw new Refused({ code: 'internal' });
      return [customer('x')];
    },
  });
  render(<Draft id="x" />);
  await screen.findByText('readyx');
  fails = true;
  act(() => api.changed({ topic: 'document' }));
  expect(await screen.findByText('failedinternal x')).toBeTruthy();
});

test('stops listening when it is gone', () => {
  const api = fakeApi({ 'customers.search': () => [] });
  const { unmount } = render(<Draft id="x" />);
  expect(api.listening()).toBe(1);
  unmount();
  expect(api.listening()).toBe(0);
});

function Busy() {
  const view = useView('customers.search', { text: 'x' }, { topics: ['document'], restMs: 60 });
  return <p>{view.kind === 'ready' ? view.value.map((each) => each.id).join() : ''}</p>;
}

test('a view that rests is asked once for many changes, and the last of them is NOT missed', async () => {
  let newest = 'first';
  const api = fakeApi({ 'customers.search': () => [customer(newest)] });
  render(<Busy />);
  await screen.findByText('first');
  for (let change = 1; change <= 20; change++) {
    newest = `change ${change}`;
    act(() => api.changed({ topic: 'document' }));
  }
  expect(await screen.findByText('change 20')).toBeTruthy();
  expect(api.inputs('customers.search').length).toBeLessThan(5);
});
