import { readFileSync } from 'node:fs';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IssuerForm } from '../../../../domain/company/company.ts';
import type { CompanyView, StartView } from '../../../../preload/contract/company.ts';
import { useRouter } from '../../../../renderer/app/router.ts';
import { lastNumberOf, SealingHold } from '../../../../renderer/app/sealing-hold.tsx';
import { useLanguage } from '../../../../renderer/words/language.ts';
import { fakeApi } from '../../../helpers/fake-api.ts';

const issuer = IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));
const company: CompanyView = {
  id: 'c1',
  environment: 'production',
  settings: { version: 1, label: 'La Central', issuer },
  credentials: { haciendaPassword: false, edinkyToken: false, kept: 'keystore' },
};
const start: StartView = {
  state: 'ready',
  company,
  companies: [],
  preferences: { language: 'es', theme: 'light' },
  platform: 'linux',
  versions: { app: '1', electron: '1', node: '1', sqlite: '1' },
};

beforeEach(() => {
  useRouter.setState({ route: { screen: 'home' }, past: [] });
  useLanguage.getState().setLanguage('es');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('says nothing where the terminal is this computer’s', () => {
  const { container } = render(<SealingHold company={company} />);
  expect(container.textContent).toBe('');
});

test('a terminal of another computer: told what replacing it means, and a false alarm costs one click', async () => {
  const api = fakeApi({ 'terminal.replaceOther': () => company, 'app.start': () => start });
  render(<SealingHold company={{ ...company, sealingHold: 'elsewhere' }} />);
  const told = screen.getByRole('alert').textContent;
  expect(told).toContain('son de otra computadora');
  expect(told).toContain('Si en la otra ya nadie emite con esta terminal');
  await userEvent.click(screen.getByRole('button', { name: 'Esta computadora reemplaza a la otra' }));
  await waitFor(() => expect(api.inputs('terminal.replaceOther')).toEqual([{ companyId: 'c1' }]));
});

test('or it gets a terminal of its own, in Ajustes', async () => {
  fakeApi({});
  render(<SealingHold company={{ ...company, sealingHold: 'elsewhere' }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Usar otra terminal aquí' }));
  expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'company' });
});

test('the last number of each kind is asked, and nothing is confirmed before all of them can be read', async () => {
  const api = fakeApi({
    'series.list': () => [
      { kind: '01', branch: '001', terminal: '00001', lastNumber: 7 },
      { kind: '04', branch: '001', terminal: '00001', lastNumber: 0 },
    ],
    'terminal.confirmNumbers': () => company,
    'app.start': () => start,
  });
  render(<SealingHold company={{ ...company, sealingHold: 'numbers-unknown' }} />);
  const fields = await screen.findAllByRole('textbox');
  expect(fields.map((field) => (field as HTMLInputElement).value)).toEqual(['7', '']);
  await userEvent.click(screen.getByRole('button', { name: 'Confirmar los números' }));
  expect(api.inputs('terminal.confirmNumbers')).toEqual([]);
  expect(screen.getByText(/Solo dígitos/)).toBeDefined();
  await userEvent.clear(fields[0] as HTMLElement);
  await userEvent.type(fields[0] as HTMLElement, '00100001 01 0000000250');
  await userEvent.type(fields[1] as HTMLElement, '0');
  await userEvent.click(screen.getByRole('button', { name: 'Confirmar los números' }));
  await waitFor(() =>
    expect(api.inputs('terminal.confirmNumbers')).toEqual([
      {
        companyId: 'c1',
        last: [
          { kind: '01', lastNumber: 250 },
          { kind: '04', lastNumber: 0 },
        ],
      },
    ]),
  );
});

test.each([
  ['12', 12],
  ['00100001010000000250', 250],
  ['0', 0],
  ['', undefined],
  ['12a', undefined],
  ['12345678901', undefined],
])('reads "%s" as %s', (text, number) => {
  expect(lastNumberOf(text)).toBe(number);
});
