import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PaymentForm, SlotView } from '../../../../../preload/contract/payments.ts';
import {
  faultsOf,
  openPaymentEditor,
  rowOverTotal,
  usedRows,
} from '../../../../../renderer/features/payments/payment-editor-store.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const slotOf = (more: Partial<SlotView> = {}): SlotView => ({
  id: 's1',
  remoteId: '948924864',
  total: '42.54',
  totalFrom: 'service',
  paid: '0.00',
  state: 'new',
  reason: '',
  updatedAt: 1,
  desired: [],
  base: [],
  theirs: [],
  canResolve: false,
  revisions: [],
  attempts: [],
  acts: [],
  ...more,
});
const row = (id: string, amount: string, code = '01'): PaymentForm => ({ id, amount, code });
const revision = { rev: 1, savedAt: 1, by: 'Caja 1', payments: [], fate: 'applied' };

function open(slot: SlotView, handlers: Parameters<typeof fakeApi>[0] = {}) {
  const api = fakeApi({ 'payments.keepDraft': () => null, ...handlers });
  let made = 0;
  const editor = openPaymentEditor({
    api: window.api,
    slot,
    companyId: 'company-1',
    newId: () => `new-${++made}`,
    decimalMark: () => ',',
  });
  return { api, editor, state: editor.store.getState };
}
const amounts = (state: ReturnType<typeof open>['state']): readonly string[] =>
  state().rows.map(({ amount }) => amount);

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the rows to start from', () => {
  test('are the saved list', () => {
    const { state } = open(slotOf({ desired: [row('r1-0', '12.20')], revisions: [revision] }));
    expect(state().rows).toEqual([row('r1-0', '12,20')]);
    expect(state().dirty).toBe(false);
  });

  test('are what the service holds when nothing was saved here: a first save must not wipe it', () => {
    const { state } = open(slotOf({ base: [{ amount: '12.20', code: '19' }] }));
    expect(state().rows).toEqual([row('new-1', '12,20', '19')]);
  });

  test('are what was being typed when the program was killed', () => {
    const draft = [row('a', '12,2'), { id: 'b', amount: '3', code: '' }];
    const { state } = open(slotOf({ desired: [row('r1-0', '12.20')], revisions: [revision], draft }));
    expect(state().rows).toEqual(draft);
    expect(state().dirty).toBe(true);
  });

  test('are what the service holds once the document is at the SRI, NOT a list that never arrived', () => {
    const { state, editor } = open(slotOf({ base: [{ amount: '10.00', code: '01' }] }));
    editor.editRow('new-1', { amount: '42.54' });
    const frozen = slotOf({
      state: 'frozen',
      reason: 'frozen-before-sent',
      base: [{ amount: '10.00', code: '01' }],
      desired: [row('r1-0', '42.54')],
      revisions: [revision],
      draft: [row('new-1', '42.54')],
    });
    editor.sync(frozen);
    expect(amounts(state)).toEqual(['10,00']);
    expect(state().dirty).toBe(false);
    expect(amounts(open(frozen).state)).toEqual(['10,00']);
  });

  test('are one empty row when there is nothing', () => {
    const { state } = open(slotOf());
    expect(state().rows).toEqual([{ id: 'new-1', amount: '', code: '' }]);
    expect(usedRows(state().rows)).toEqual([]);
  });
});

describe('news from main', () => {
  test('replace rows nobody typed in', () => {
    const { editor, state } = open(slotOf());
    editor.sync(slotOf({ desired: [row('r1-0', '5.00')], revisions: [revision] }));
    expect(amounts(state)).toEqual(['5,00']);
  });

  test('do NOT touch rows that are being typed', () => {
    const { editor, state } = open(slotOf());
    editor.editRow('new-1', { amount: '7' });
    editor.sync(slotOf({ desired: [row('r1-0', '5.00')], revisions: [revision], total: '50.00' }));
    expect(amounts(state)).toEqual(['7']);
    expect(state().total).toBe('50.00');
  });

  test('that say the same keep the rows as they are, and the cursor with them', () => {
    const slot = slotOf({ desired: [row('r1-0', '5.00')], revisions: [revision] });
    const { editor, state } = open(slot);
    const before = state().rows;
    editor.sync({ ...slot, state: 'acked' });
    expect(state().rows).toBe(before);
  });
});

describe('paying the rest', () => {
  test('fills the row without an amount with exactly what is left', () => {
    const { editor, state } = open(slotOf());
    editor.editRow('new-1', { amount: '12.2', code: '01' });
    const second = editor.addRow('new-1');
    expect(editor.payRest()).toBe(second);
    expect(amounts(state)).toEqual(['12.2', '30,34']);
  });

  test('adds a row when all have amounts', () => {
    const { editor, state } = open(slotOf());
    editor.editRow('new-1', { amount: '40', code: '20' });
    editor.payRest('new-1');
    expect(state().rows.map(({ amount, code }) => [amount, code])).toEqual([
      ['40', '20'],
      ['2,54', '20'],
    ]);
  });

  test('does nothing when nothing is left, NEVER a negative amount', () => {
    const { editor, state } = open(slotOf());
    editor.editRow('new-1', { amount: '50', code: '01' });
    expect(editor.payRest()).toBeUndefined();
    expect(amounts(state)).toEqual(['50']);
  });

  test('does nothing while nobody knows the total', () => {
    const { total: _, ...unknown } = slotOf();
    const { editor } = open(unknown);
    expect(editor.payRest()).toBeUndefined();
  });
});

test('the sum over the total is found at the row that crosses it', () => {
  const rows = [row('a', '12.20'), row('b', '52.20'), row('c', '1')];
  expect(rowOverTotal(rows, '42.54')).toBe('b');
  expect(rowOverTotal(rows.slice(0, 1), '42.54')).toBeUndefined();
  expect(rowOverTotal(rows, undefined)).toBeUndefined();
});

describe('saving', () => {
  test('never sends more than the total: it goes back to the row at fault with the service’s figures', async () => {
    const { api, editor, state } = open(slotOf());
    editor.editRow('new-1', { amount: '12.20', code: '01' });
    const second = editor.addRow();
    editor.editRow(second, { amount: '52.2', code: '19' });
    expect(await editor.save()).toBe(`payments.${second}.amount`);
    expect(api.inputs('payments.save')).toEqual([]);
    expect(faultsOf(state())).toMatchObject([
      { code: 'payment-sum-over-total', values: { total: '42.54', sum: '64.4' } },
    ]);
  });

  test('keeps what is typed and sends the rows that count, once', async () => {
    const { api, editor, state } = open(slotOf(), {
      'payments.save': ({ payments }) =>
        slotOf({
          state: 'queued',
          desired: payments.map((each) => ({ ...each, amount: '12.20' })),
          revisions: [revision],
        }),
    });
    editor.editRow('new-1', { amount: '12,2', code: '01' });
    editor.addRow('new-1');
    await Promise.all([editor.save(), editor.save()]);
    expect(api.inputs('payments.save')).toEqual([{ id: 's1', payments: [row('new-1', '12,2')] }]);
    expect(state().dirty).toBe(false);
    expect(amounts(state)).toEqual(['12,20']);
  });

  test('that main refuses leaves the rows as they were', async () => {
    const { editor, state } = open(slotOf(), {
      'payments.save': () => {
        throw new Refused({ code: 'slot-frozen' });
      },
    });
    editor.editRow('new-1', { amount: '12,2', code: '01' });
    await editor.save();
    expect(state()).toMatchObject({ saving: false, dirty: true, error: { code: 'slot-frozen' } });
    expect(amounts(state)).toEqual(['12,2']);
  });

  test('half-typed rows are kept within a second, without being sent', async () => {
    const { api, editor } = open(slotOf());
    editor.editRow('new-1', { amount: '12,' });
    await vi.advanceTimersByTimeAsync(700);
    expect(api.inputs('payments.keepDraft')).toEqual([
      { companyId: 'company-1', id: 's1', payments: [{ id: 'new-1', amount: '12,', code: '' }] },
    ]);
    expect(api.inputs('payments.save')).toEqual([]);
  });
});

test('a deleted payment comes back where it was', () => {
  const { editor, state } = open(
    slotOf({ desired: [row('a', '1.00'), row('b', '2.00')], revisions: [revision] }),
  );
  expect(editor.deleteRow('a')).toBe('b');
  expect(editor.undoDelete()).toBe('a');
  expect(state().rows.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('discarding goes back to what is saved', () => {
  const slot = slotOf({ desired: [row('a', '1.00')], revisions: [revision] });
  const { editor, state } = open(slot);
  editor.editRow('a', { amount: '9' });
  editor.discard(slot);
  expect(amounts(state)).toEqual(['1,00']);
  expect(state().dirty).toBe(false);
});
