import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usualPrintSettings } from '../../../../../domain/company/print-settings.ts';
import type { CompanyView } from '../../../../../preload/contract/company.ts';
import type { PrintView } from '../../../../../preload/contract/printing.ts';
import { PrintingSection } from '../../../../../renderer/features/settings/printing-section.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const company: CompanyView = {
  id: 'a',
  environment: 'practice',
  settings: { version: 1, label: 'Práctica' },
  credentials: { haciendaPassword: false, edinkyToken: false, kept: 'session' },
};
const view = (patch: Partial<PrintView> = {}): PrintView => ({
  settings: usualPrintSettings,
  printers: [{ name: 'caja-1', label: 'Caja 1' }],
  ...patch,
});

beforeEach(() => useLanguage.getState().setLanguage('es'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('paper and printer are chosen and kept, also for the practice company', async () => {
  let kept = view();
  const api = fakeApi({
    'print.view': () => kept,
    'print.save': ({ settings }) => (kept = view({ settings })),
  });
  render(<PrintingSection company={company} />);
  await userEvent.selectOptions(await screen.findByLabelText('Papel'), 'Tiquete de 80 mm');
  await userEvent.selectOptions(screen.getByLabelText('Impresora'), 'Caja 1');
  await userEvent.click(screen.getByRole('button', { name: /Guardar/ }));
  expect(api.inputs('print.save')).toEqual([
    { companyId: 'a', settings: { ...usualPrintSettings, paper: '80mm', printer: 'caja-1' } },
  ]);
});

test('a printer that is gone stays chosen and is told as not connected', async () => {
  fakeApi({
    'print.view': () => view({ settings: { ...usualPrintSettings, printer: 'Vieja' }, printers: [] }),
  });
  render(<PrintingSection company={company} />);
  expect(
    await screen.findByRole('option', { name: 'Vieja (no está conectada)', selected: true }),
  ).toBeDefined();
  expect(screen.getByText(/no tiene impresoras instaladas/)).toBeDefined();
});

test('a logo that is no picture is refused in words, and the old one stays', async () => {
  const api = fakeApi({
    'print.view': () => view({ logo: 'data:image/png;base64,AAAA' }),
    'print.chooseLogo': () => {
      throw new Refused({ code: 'logo-not-picture' });
    },
  });
  render(<PrintingSection company={company} />);
  await userEvent.click(await screen.findByRole('button', { name: /Cambiar imagen/ }));
  expect(api.inputs('print.chooseLogo')).toEqual([{ companyId: 'a' }]);
  expect(await screen.findByText(/no es una imagen PNG o JPEG/)).toBeDefined();
  expect(screen.getByAltText('Logo de la empresa')).toBeDefined();
});

test('a closed dialog changes nothing and says nothing', async () => {
  fakeApi({
    'print.view': () => view(),
    'print.chooseFolder': () => {
      throw new Refused({ code: 'cancelled' });
    },
  });
  render(<PrintingSection company={company} />);
  await userEvent.click(await screen.findByRole('button', { name: /Elegir carpeta/ }));
  expect(screen.queryByRole('alert')?.textContent ?? '').toBe('');
  expect(screen.getByText(/Todavía no eligió una/)).toBeDefined();
});
