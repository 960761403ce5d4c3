import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decimal } from '../../../../../domain/money/decimal.ts';
import type { SlotRow, SlotView } from '../../../../../preload/contract/payments.ts';
import { useRouter } from '../../../../../renderer/app/router.ts';
import { filledOf } from '../../../../../renderer/features/payments/balance-bar.tsx';
import { readTotal } from '../../../../../renderer/features/payments/open-document.tsx';
import { PaymentsScreen } from '../../../../../renderer/features/payments/payments-screen.tsx';
import { filterSlots } from '../../../../../renderer/features/payments/slot-list.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi } from '../../../../helpers/fake-api.ts';

const slotOf = (more: Partial<SlotView> = {}): SlotView => ({
  id: 's1',
  remoteId: '948924864',
  number: '001-004-000000030',
  customerName: 'Juan Pérez',
  total: '42.54',
  totalFrom: 'service',
  paid: '0.00',
  state: 'new',
  reason: '',
  updatedAt: 1,
  desired: [],
  base: [],
  theirs: [],
  readAt: 1,
  canResolve: false,
  revisions: [],
  attempts: [],
  acts: [],
  ...more,
});

type Handlers = Parameters<typeof fakeApi>[0];
/** Main with these slots. */
function fakeMain(slots: readonly SlotView[], handlers: Handlers = {}) {
  return fakeApi({
    'payments.slots': () => [...slots],
    'payments.slot': ({ id }) => slots.find((slot) => slot.id === id) ?? slotOf(),
    'payments.keepDraft': () => null,
    'payments.refresh': () => null,
    ...handlers,
  });
}
async function openSlot(slot: SlotView, handlers: Handlers = {}) {
  const api = fakeMain([slot], handlers);
  useRouter.setState({ route: { screen: 'payments', slotId: slot.id }, past: [] });
  render(<PaymentsScreen />);
  await screen.findByRole('heading', { name: /^Documento/ });
  return { api, user: userEvent.setup() };
}
const figure = (name: 'paid' | 'remaining' | 'over'): string | undefined =>
  document.querySelector(`[data-figure="${name}"]`)?.textContent ?? undefined;
const amount = (n: number): HTMLElement => screen.getByLabelText(`Monto, pago ${n}`);
const code = (n: number): HTMLElement => screen.getByLabelText(`Forma de pago, pago ${n}`);

// a limit for hangs, not a claim of speed
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  useRouter.setState({ route: { screen: 'payments' }, past: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the balance while typing', () => {
  test('follows every keystroke and is never negative: too much is said as too much', async () => {
    const { user } = await openSlot(slotOf());
    amount(1).focus();
    const seen: (string | undefined)[] = [];
    for (const key of ['4', '2', ',', '5', '4', '1']) {
      await user.keyboard(key);
      seen.push(figure('remaining') ?? `over ${figure('over') ?? ''}`);
    }
    // 42,541 has three decimals: it is at fault and counts as nothing
    expect(seen).toEqual(['$38,54', '$0,54', '$0,54', '$0,04', '$0,00', '$42,54']);
    await user.clear(amount(1));
    await user.keyboard('64.4');
    expect(figure('remaining')).toBeUndefined();
    expect(figure('over')).toBe('$21,86');
    expect(
      screen.getByText('El total no puede superar los $42.54 del documento, valor calculado [64.4]'),
    ).toBeDefined();
  });

  test('the whole list by keyboard: amount, number key for the code, the rest, saved', async () => {
    const { api, user } = await openSlot(slotOf(), {
      'payments.save': ({ payments }) => slotOf({ state: 'queued', desired: payments }),
    });
    amount(1).focus();
    await user.keyboard('12,2{Enter}1{Enter}');
    expect(document.activeElement).toBe(amount(2));
    await user.keyboard('{F7}');
    await waitFor(() => expect(document.activeElement).toBe(code(2)));
    await user.keyboard('3{Control>}{Enter}{/Control}');
    await waitFor(() => expect(api.inputs('payments.save')).toHaveLength(1));
    expect(api.inputs('payments.save')).toMatchObject([
      {
        id: 's1',
        payments: [
          { amount: '12,2', code: '01' },
          { amount: '30,34', code: '19' },
        ],
      },
    ]);
  });

  test('more than the total is NOT sent: the cursor goes to the row at fault', async () => {
    const { api, user } = await openSlot(slotOf());
    amount(1).focus();
    await user.keyboard('12,2{Enter}1{Enter}52,2{Enter}2');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(amount(2)));
    expect(api.inputs('payments.save')).toEqual([]);
    expect(amount(2).getAttribute('aria-invalid')).toBe('true');
    const described = document.getElementById(amount(2).getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toContain('valor calculado [64.4]');
    expect(amount(1).getAttribute('aria-invalid')).toBeNull();
  });

  test('cash in a document over 500 warns and does NOT stop', async () => {
    const { api, user } = await openSlot(slotOf({ total: '800.00' }), {
      'payments.save': ({ payments }) => slotOf({ state: 'queued', desired: payments }),
    });
    amount(1).focus();
    await user.keyboard('800{Enter}1');
    expect(screen.getByText(/^En operaciones de más de \$500,00 el efectivo/)).toBeDefined();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(api.inputs('payments.save')).toHaveLength(1));
  });
});

describe('what the service says', () => {
  test('a refusal shows its own sentence', async () => {
    const sentence = 'El total no puede superar los $42.54 del documento, valor calculado [64.4]';
    await openSlot(slotOf({ state: 'needs_fix', reason: 'refused', sentence }));
    expect(screen.getByText('e-Dinky respondió').closest('blockquote')?.textContent).toContain(sentence);
    expect(screen.getByRole('button', { name: 'Probar de nuevo' })).toBeDefined();
  });

  test('a conflict shows base, theirs and mine; the choice is sent as it was made', async () => {
    const slot = slotOf({
      state: 'conflict',
      reason: 'changed-elsewhere',
      canResolve: true,
      desired: [{ id: 'a', amount: '30.00', code: '20' }],
      revisions: [{ rev: 1, savedAt: 1, by: 'Caja 1', payments: [], fate: 'conflict' }],
      theirs: [
        {
          id: '1',
          amount: '10.00',
          code: '01',
          method: 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
          on: '2026-11-20',
          status: 'completed',
          rawStatus: 'completed',
        },
        {
          id: '2',
          amount: '5.00',
          code: '19',
          method: 'TARJETA DE CRÉDITO',
          on: '2026-11-20',
          status: 'failed',
          rawStatus: 'failed',
        },
      ],
    });
    const { api, user } = await openSlot(slot, { 'payments.resolve': () => slotOf() });
    const conflict = screen.getByRole('region', { name: 'Alguien cambió estos pagos en otro lugar' });
    const sums = within(conflict)
      .getAllByText('Suma')
      .map((label) => label.parentElement?.textContent);
    // a failed payment does not count as theirs
    expect(sums).toEqual(['Suma$0,00', 'Suma$10,00', 'Suma$30,00']);
    // before the choice nobody knows which list a change would belong to
    expect(amount(1)).toHaveProperty('readOnly', true);
    await user.keyboard('{Control>}{Enter}{/Control}{F7}');
    expect(api.inputs('payments.save')).toEqual([]);
    expect(screen.queryByRole('button', { name: /Guardar y enviar/ })).toBeNull();
    await user.click(within(conflict).getByRole('button', { name: 'Dejar la de e-Dinky' }));
    expect(api.inputs('payments.resolve')).toEqual([{ id: 's1', choice: 'theirs' }]);
  });

  test('each payment at the service has its state in words, with a sign of its own; a new one is shown as it came', async () => {
    const states = [
      ['pending', 'Pendiente'],
      ['completed', 'Completado'],
      ['failed', 'Fallido'],
      ['cancelled', 'Anulado'],
      ['other', 'en revisión'],
    ] as const;
    await openSlot(
      slotOf({
        theirs: states.map(([status, shown], index) => ({
          id: String(index),
          amount: '5.00',
          code: '01',
          method: '',
          on: '2026-11-20',
          status,
          rawStatus: shown,
        })),
      }),
    );
    const rows = within(screen.getByRole('table', { name: 'En e-Dinky' }))
      .getAllByRole('row')
      .slice(1);
    for (const [index, [, shown]] of states.entries()) {
      const row = rows[index];
      if (row === undefined) throw new Error(`no row for ${shown}`);
      expect(within(row).getByText(shown).querySelector('svg')).not.toBeNull();
    }
  });

  test('a document sent to the SRI is read-only', async () => {
    const { api, user } = await openSlot(
      slotOf({
        state: 'frozen',
        base: [{ amount: '42.54', code: '01' }],
        desired: [{ id: 'a', amount: '42.54', code: '01' }],
        revisions: [{ rev: 1, savedAt: 1, by: 'Caja 1', payments: [], fate: 'applied' }],
      }),
    );
    expect(amount(1)).toHaveProperty('readOnly', true);
    expect(screen.queryByRole('button', { name: /Guardar y enviar/ })).toBeNull();
    await user.keyboard('{Control>}{Enter}{/Control}{F7}');
    expect(api.inputs('payments.save')).toEqual([]);
  });

  test('a list that did not get there before the SRI is said not to have arrived', async () => {
    await openSlot(
      slotOf({
        state: 'frozen',
        reason: 'frozen-before-sent',
        desired: [{ id: 'a', amount: '42.54', code: '01' }],
        revisions: [{ rev: 1, savedAt: 1, by: 'Caja 1', payments: [], fate: 'discarded' }],
      }),
    );
    expect(screen.getByRole('alert').textContent).toContain('La lista guardada aquí no llegó');
    expect(screen.queryAllByLabelText(/^Monto, pago/)).toEqual([]);
    const rows = screen.getByRole('region', { name: 'Pagos' });
    expect(within(rows).getByText('Sin pagos')).toBeDefined();
  });

  test('every saved list is told with who, when and what became of it, newest first', async () => {
    await openSlot(
      slotOf({
        revisions: [
          {
            rev: 1,
            savedAt: 1,
            by: 'Caja 1',
            payments: [{ amount: '1.00', code: '01' }],
            fate: 'superseded',
          },
          { rev: 2, savedAt: 2, by: 'Ana', payments: [{ amount: '2.00', code: '20' }], fate: 'applied' },
        ],
      }),
    );
    const history = screen.getByRole('region', { name: 'Historial' });
    const items = within(history)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(items[0]).toMatch(
      /Lista 2.*por Ana.*Confirmada en e-Dinky.*Transferencia, cheque o depósito 2,00/,
    );
    expect(items[1]).toMatch(/Lista 1.*por Caja 1.*Reemplazada por una más nueva.*Efectivo 1,00/);
  });

  test('F5 asks the service again for this document only', async () => {
    const { api, user } = await openSlot(slotOf());
    await user.keyboard('{F5}');
    expect(api.inputs('payments.refresh')).toEqual([{ id: 's1' }]);
  });
});

describe('opening a document', () => {
  test('by its id, with the total the service does not know', async () => {
    const api = fakeMain([], {
      'payments.open': ({ total }) => slotOf({ id: 's9', ...(total && { total }) }),
    });
    const user = userEvent.setup();
    render(<PaymentsScreen />);
    await user.type(await screen.findByLabelText('Documento en e-Dinky'), '948924864');
    await user.type(screen.getByLabelText('Total del documento'), '42,54');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(useRouter.getState().route).toEqual({ screen: 'payments', slotId: 's9' }));
    expect(api.inputs('payments.open')).toEqual([{ remoteId: '948924864', total: '42.54' }]);
    // the next thing is the first amount
    await waitFor(() => expect(document.activeElement).toBe(amount(1)));
  });

  test('with a total that is none does NOT open anything', async () => {
    const api = fakeMain([]);
    const user = userEvent.setup();
    render(<PaymentsScreen />);
    await user.type(await screen.findByLabelText('Documento en e-Dinky'), '1');
    await user.type(screen.getByLabelText('Total del documento'), '0{Enter}');
    expect(screen.getByText('Escriba el total con dos decimales, como 42.54.')).toBeDefined();
    expect(api.inputs('payments.open')).toEqual([]);
  });

  test.each([
    ['42.54', '42.54'],
    ['42,5', '42.50'],
    ['1.280,00', '1280.00'],
    ['0', undefined],
    ['1.280', undefined],
    ['cien', undefined],
  ])('a total typed as %s is %s', (typed, total) => {
    expect(readTotal(typed)).toBe(total);
  });
});

describe('the list', () => {
  const row = (id: string, more: Partial<SlotRow> = {}): SlotRow => ({
    id,
    remoteId: id,
    paid: '0.00',
    state: 'new',
    reason: '',
    updatedAt: 1,
    ...more,
  });

  test('is found by document, number or customer, whatever the accents, and by state', () => {
    const rows = [
      row('948', { customerName: 'Juan Pérez', number: '001-004-000000030' }),
      row('612', { customerName: 'Comercial Andina', state: 'conflict' }),
    ];
    const found = (text: string, state: SlotRow['state'] | '' = ''): readonly string[] =>
      filterSlots(rows, text, state).map(({ id }) => id);
    expect(found('perez')).toEqual(['948']);
    expect(found('0000030')).toEqual(['948']);
    expect(found('612')).toEqual(['612']);
    expect(found('', 'conflict')).toEqual(['612']);
    expect(found('perez', 'conflict')).toEqual([]);
  });
});

test.each([
  ['0.00', '42.54', 0],
  ['21.27', '42.54', 500],
  ['42.54', '42.54', 1_000],
  ['64.40', '42.54', 1_000],
  ['1.00', '0.00', 0],
])('the bar of %s in %s is filled to %i thousandths', (paid, total, filled) => {
  expect(filledOf(decimal(paid), decimal(total))).toBe(filled);
});

test('the history tells who asked for what beside every call, and goes out as one page', async () => {
  useLanguage.setState({ language: 'es' });
  const slot = slotOf({
    attempts: [
      {
        id: 1,
        method: 'PUT',
        startedAt: 1_000,
        endedAt: 1_200,
        result: 'applied',
        status: 200,
        bytesSha256: 'ab12',
      },
    ],
    acts: [{ kind: 'resolve-mine', at: 500, who: 'ana', subject: 'payment_slot' }],
  });
  const api = fakeMain([slot], { 'payments.saveHistory': () => ({ name: 'pagos.html' }) });
  useRouter.setState({ route: { screen: 'payments', slotId: slot.id }, past: [] });
  render(<PaymentsScreen />);
  const summary = await screen.findByText('Intentos');
  const told = [...(summary.parentElement?.querySelectorAll('li') ?? [])].map(
    ({ textContent }) => textContent,
  );
  expect(told[0]).toContain('Eligió la lista de aquí. (ana)');
  expect(told[1]).toContain('Envío de pagos a e-Dinky. Lista de pagos recibida.');
  expect(told[1]).toContain('Huella de lo enviado: ab12');
  fireEvent.click(screen.getByRole('button', { name: 'Guardar la historia' }));
  expect(await screen.findByText('Guardado como pagos.html')).toBeTruthy();
  expect(api.inputs('payments.saveHistory')).toEqual([{ id: slot.id }]);
});
