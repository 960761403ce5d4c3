import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  initialSwitches,
  outcomesOf,
  practiceEndpoints,
  withSwitches,
} from '../../../../../domain/practice/switches.ts';
import type { CompanyView, StartView } from '../../../../../preload/contract/company.ts';
import { PracticeChange, type PracticeView } from '../../../../../preload/contract/practice.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { PracticePanel } from '../../../../../renderer/features/practice/practice-panel.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const company = (environment: CompanyView['environment']): CompanyView => ({
  id: 'c1',
  environment,
  settings: { version: 1, label: 'Práctica' },
  credentials: { haciendaPassword: true, edinkyToken: true, kept: 'keystore' },
});
function openCompany(environment: CompanyView['environment']): void {
  const start: StartView = {
    state: 'ready',
    company: company(environment),
    companies: [],
    preferences: { language: 'es', theme: 'light' },
    platform: 'linux',
    versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
  };
  useSession.setState({ start, error: undefined });
}

const calmView: PracticeView = {
  switches: initialSwitches,
  provocations: [],
  counters: {
    requests: [],
    posts: [],
    numbers: [],
    puts: [],
    grants: { password: 0, refresh: 0 },
    openSessions: 0,
    callbacks: { attempted: 0, delivered: 0 },
  },
  requests: [],
  documents: [],
  remoteDocuments: [],
};

/** Authorities that remember their switches and plans, as main's do; every change is checked by the contract. */
function simulator(first: Partial<PracticeView> = {}) {
  let view: PracticeView = { ...calmView, ...first };
  const api = fakeApi({
    'practice.view': () => view,
    'practice.set': (input) => {
      const change = PracticeChange.parse(input);
      if (change.change === 'switches')
        view = { ...view, switches: withSwitches(view.switches, change.switches) };
      if (change.change === 'provoke')
        view = { ...view, provocations: [...view.provocations, change.provocation] };
      if (change.change === 'calm') view = { ...view, provocations: [] };
      if (change.change === 'reset') view = calmView;
      return view;
    },
  });
  return {
    ...api,
    become: (next: Partial<PracticeView>): void => {
      view = { ...view, ...next };
    },
  };
}

beforeEach(() => {
  useLanguage.setState({ language: 'es' });
  openCompany('practice');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('PracticePanel', () => {
  test('does NOT ask the authorities of a real company anything', () => {
    openCompany('production');
    const api = fakeApi({});
    render(<PracticePanel />);
    expect(screen.getByText('El simulador es de la empresa de práctica')).toBeDefined();
    expect(api.inputs('practice.view')).toEqual([]);
  });
  test('cuts the line and says what that means', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.click(await screen.findByRole('radio', { name: 'Cortada' }));
    expect(await screen.findByText(/Nadie contesta al llamar/)).toBeDefined();
    expect(api.inputs('practice.set')).toEqual([{ change: 'switches', switches: { line: 'cut' } }]);
  });
  test('cuts and joins the line by keys from anywhere, once per press', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await screen.findByRole('radio', { name: 'Cortada' });
    const held = { key: '"', code: 'Digit2', altKey: true, shiftKey: true };
    fireEvent.keyDown(document.body, held);
    fireEvent.keyDown(document.body, { ...held, repeat: true });
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Cortada' })).toHaveProperty('checked', true),
    );
    expect(api.inputs('practice.set')).toHaveLength(1);
    fireEvent.keyDown(document.body, { key: '!', code: 'Digit1', altKey: true, shiftKey: true });
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Conectada' })).toHaveProperty('checked', true),
    );
  });
  test('offers for each endpoint the outcomes it has, and no other', async () => {
    simulator();
    render(<PracticePanel />);
    const endpoint = await screen.findByLabelText('Cuando el programa');
    for (const name of practiceEndpoints) {
      await userEvent.selectOptions(endpoint, name);
      const options = within(screen.getByLabelText('recibe')).getAllByRole('option');
      expect(options.map((option) => option.getAttribute('value'))).toEqual([...outcomesOf[name]]);
      expect(options.every((option) => (option.textContent ?? '').length > 3)).toBe(true);
    }
  });
  test('plans a fault with its count, length and cause, shows it and calms down', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.selectOptions(await screen.findByLabelText('recibe'), '429-retry-after');
    await userEvent.clear(screen.getByLabelText('Veces'));
    await userEvent.type(screen.getByLabelText('Veces'), '3');
    await userEvent.type(screen.getByLabelText('Durante (segundos)'), '5');
    await userEvent.type(screen.getByLabelText(/Texto de la causa/), 'Demasiado');
    await userEvent.click(screen.getByRole('button', { name: 'Provocar' }));
    const planned = await screen.findByRole('list', { name: 'Por ocurrir' });
    expect(planned.textContent).toContain('3 veces');
    expect(api.inputs('practice.set')).toEqual([
      {
        change: 'provoke',
        provocation: {
          endpoint: 'post',
          outcome: '429-retry-after',
          times: 3,
          ms: 5_000,
          cause: 'Demasiado',
        },
      },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Calmar' }));
    expect(await screen.findByText('Nada planeado: todo se porta bien.')).toBeDefined();
  });
  test('does NOT plan a fault with a count that is not one', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.clear(await screen.findByLabelText('Veces'));
    await userEvent.type(screen.getByLabelText('Veces'), '0{Enter}');
    expect(screen.getByText('De 1 a 10000.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Provocar' })).toHaveProperty('disabled', true);
    expect(api.inputs('practice.set')).toEqual([]);
  });
  test('a known verdict fills in its code and words; another kind of verdict has its own', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.selectOptions(await screen.findByLabelText('Uno conocido'), '-508');
    expect(screen.getByLabelText('Código')).toHaveProperty('value', '-508');
    await userEvent.click(screen.getByRole('button', { name: 'Planear' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Acepta con observación' }));
    expect(screen.getByLabelText('Código')).toHaveProperty('value', '-37');
    expect(api.inputs('practice.set')).toEqual([
      {
        change: 'next-verdict',
        verdict: {
          verdict: 'rejected',
          detail: [{ code: -508, text: 'El receptor no es el del comprobante de referencia.' }],
        },
      },
    ]);
  });
  test('the planned verdict is told until a newer document met it', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Planear' }));
    expect(await screen.findByText(/el próximo documento que llegue se rechazará/)).toBeDefined();
    expect(api.inputs('practice.set')).toEqual([
      {
        change: 'next-verdict',
        verdict: {
          verdict: 'rejected',
          detail: [{ code: -400, text: 'El código CAByS indicado no existe en el catálogo.' }],
        },
      },
    ]);
    api.become({
      documents: [
        {
          clave: '5',
          consecutivo: '1',
          issuer: '3101123456',
          receivedAt: 2,
          state: 'recibido',
          xmlSha256: 'a',
        },
      ],
    });
    api.changed({ topic: 'practice' });
    await waitFor(() => expect(screen.queryByText(/el próximo documento que llegue/)).toBeNull());
  });
  test('shows how often each clave arrived, live, and marks it received once', async () => {
    const api = simulator();
    render(<PracticePanel />);
    expect(await screen.findByText('Todavía no llegó ningún documento.')).toBeDefined();
    api.become({
      counters: {
        ...calmView.counters,
        posts: [{ clave: '50620112600310112345600100001040000000001122401620', arrived: 2, accepted: true }],
        numbers: [{ issuer: '3101123456', consecutivo: '00100001040000000001', claves: 1 }],
      },
    });
    api.changed({ topic: 'document' });
    expect(await screen.findByText('Ningún documento se recibió dos veces.')).toBeDefined();
    const row = within(screen.getByRole('table', { name: 'Documentos por clave' })).getAllByRole('row')[1];
    expect(row?.textContent).toBe('001000010400000000012 veces1 vez');
  });
  test('does NOT say once and only once when a number came with two claves', async () => {
    simulator({
      counters: {
        ...calmView.counters,
        posts: [{ clave: 'a', arrived: 1, accepted: true }],
        numbers: [{ issuer: '3101123456', consecutivo: '1', claves: 2 }],
      },
    });
    render(<PracticePanel />);
    expect(await screen.findByText('Un mismo número llegó con dos claves.')).toBeDefined();
    expect(screen.queryByText('Ningún documento se recibió dos veces.')).toBeNull();
  });
  test('asks before it forgets everything, and "No" forgets nothing', async () => {
    const api = simulator();
    render(<PracticePanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Empezar de cero' }));
    expect(document.activeElement?.textContent).toBe('No');
    await userEvent.click(screen.getByRole('button', { name: 'No' }));
    expect(api.inputs('practice.set')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Empezar de cero' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sí, olvidar todo' }));
    expect(api.inputs('practice.set')).toEqual([{ change: 'reset' }]);
  });
  test('"Volver a lo normal" puts every switch in the calm position', async () => {
    simulator({
      switches: withSwitches(initialSwitches, {
        line: 'hang',
        slowMs: 250,
        hacienda: { quota: 'staging' },
        edinky: { tokenAccepted: false },
      }),
    });
    render(<PracticePanel />);
    expect(await screen.findByRole('option', { name: '250 ms' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Volver a lo normal' }));
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Conectada' })).toHaveProperty('checked', true),
    );
    expect(screen.getByLabelText('Límite de envíos')).toHaveProperty('value', 'off');
    expect(screen.getByLabelText('El código de acceso sirve')).toHaveProperty('checked', true);
    expect(screen.queryByRole('option', { name: '250 ms' })).toBeNull();
  });
  test('a change that main refuses is said, and the old position stays', async () => {
    fakeApi({
      'practice.view': () => calmView,
      'practice.set': () => {
        throw new Refused({ code: 'not-allowed-now' });
      },
    });
    render(<PracticePanel />);
    await userEvent.click(await screen.findByRole('radio', { name: 'Cortada' }));
    expect(await screen.findByRole('alert')).toBeDefined();
    expect(screen.getByRole('radio', { name: 'Conectada' })).toHaveProperty('checked', true);
  });
});
