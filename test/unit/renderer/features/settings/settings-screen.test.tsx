import { readFileSync } from 'node:fs';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { edinkyDefaults, haciendaDefaults } from '../../../../../domain/company/addresses.ts';
import { IssuerForm } from '../../../../../domain/company/company.ts';
import type { CertificateView, CompanyView, StartView } from '../../../../../preload/contract/company.ts';
import { useRouter, type SettingsSection } from '../../../../../renderer/app/router.ts';
import { useSession } from '../../../../../renderer/app/session.ts';
import { SettingsScreen } from '../../../../../renderer/features/settings/settings-screen.tsx';
import { useLanguage } from '../../../../../renderer/words/language.ts';
import { fakeApi, Refused } from '../../../../helpers/fake-api.ts';

const issuer = IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));
const now = Date.now();
const certificate: CertificateView = {
  holder: 'FERRETERIA LA CENTRAL',
  identification: '3101123456',
  issuer: 'CN=CA PERSONA JURIDICA, O=MINISTERIO DE HACIENDA',
  validFrom: now - 86_400_000,
  validUntil: now + 12.5 * 86_400_000,
  fitness: 'expires-soon',
  pinKept: true,
};

/** The forms outlive the screen, by company: each test has its own. */
let made = 0;
function newCompany(patch: Partial<CompanyView> = {}): CompanyView {
  made += 1;
  return {
    id: `company-${made}`,
    environment: 'test',
    settings: { version: 1, label: 'La Central', issuer, hacienda: haciendaDefaults.test },
    credentials: {
      haciendaUser: 'cpj-3-101-123456@stag.comprobanteselectronicos.go.cr',
      haciendaPassword: true,
      edinkyToken: false,
      kept: 'keystore',
    },
    certificate,
    ...patch,
  };
}

/** Main with one company: what is saved is what `app.start` gives next. */
function mainWith(
  first: CompanyView | undefined,
  section: SettingsSection,
  more: Parameters<typeof fakeApi>[0] = {},
) {
  let company = first;
  const start = (): StartView => ({
    state: company ? 'ready' : 'first-run',
    ...(company ? { company } : {}),
    companies: [],
    preferences: { language: 'es', theme: 'light' },
    platform: 'linux',
    versions: { app: '0.1.0', electron: '42', node: '24', sqlite: '3.54' },
  });
  const take = (next: CompanyView): CompanyView => {
    company = next;
    return next;
  };
  const api = fakeApi({
    'app.start': start,
    'series.list': () => [
      { kind: '01', branch: '001', terminal: '00001', lastNumber: 7 },
      { kind: '04', branch: '001', terminal: '00001', lastNumber: 0 },
    ],
    'company.save': ({ id, environment, settings }) =>
      take({ ...(company ?? newCompany()), id: id ?? 'made', environment, settings }),
    'credentials.saveHacienda': ({ user }) => {
      const open = company ?? newCompany();
      return take({
        ...open,
        credentials: { ...open.credentials, haciendaUser: user, haciendaPassword: true },
      });
    },
    ...more,
  });
  useSession.setState({ start: start(), error: undefined });
  useRouter.setState({ route: { screen: 'settings', section }, past: [] });
  return { ...api, take };
}

beforeEach(() => useLanguage.setState({ language: 'es' }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const saveButton = (): HTMLElement => screen.getByRole('button', { name: 'Guardar' });

describe('Empresa', () => {
  test('saves what was typed, keeps the other settings, and says "Guardado" only while it is true', async () => {
    const company = newCompany();
    const api = mainWith(company, 'company');
    render(<SettingsScreen />);
    expect(saveButton()).toHaveProperty('disabled', true);
    const name = screen.getByLabelText('Nombre en el programa');
    await userEvent.type(name, ' 2');
    expect(screen.getByText('Cambios sin guardar')).toBeDefined();
    await userEvent.click(saveButton());
    expect(await screen.findByText(/^Guardado a las/)).toBeDefined();
    expect(api.inputs('company.save')).toEqual([
      { id: company.id, environment: 'test', settings: { ...company.settings, label: 'La Central 2' } },
    ]);
    await userEvent.type(name, '3');
    expect(screen.queryByText(/^Guardado/)).toBeNull();
  });
  test('Ctrl+S saves from any field', async () => {
    const api = mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Otras señas'), '!');
    await userEvent.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(api.inputs('company.save')).toHaveLength(1));
  });
  test('does NOT save what Hacienda would refuse: says it at the field and goes there', async () => {
    const api = mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    const number = screen.getByLabelText('Número de identificación');
    await userEvent.clear(number);
    await userEvent.type(number, '12{Enter}');
    expect(screen.getByText('El número no tiene la forma de ese tipo de identificación.')).toBeDefined();
    expect(screen.getByText('No se guardó: hay 1 dato por corregir')).toBeDefined();
    expect(document.activeElement).toBe(number);
    expect(number.getAttribute('aria-invalid')).toBe('true');
    expect(api.inputs('company.save')).toEqual([]);
  });
  test('what was typed and not saved is there after going to another part', async () => {
    mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Nombre comercial (opcional)'), ' y Más');
    const parts = within(screen.getByRole('navigation', { name: 'Ajustes' }));
    await userEvent.click(parts.getByRole('button', { name: 'Este programa' }));
    await userEvent.click(parts.getByRole('button', { name: 'Empresa' }));
    expect(screen.getByLabelText('Nombre comercial (opcional)')).toHaveProperty('value', 'La Central y Más');
    expect(screen.getByText('Cambios sin guardar')).toBeDefined();
  });
  test('a save that fails keeps what was typed and does NOT say "Guardado"', async () => {
    mainWith(newCompany(), 'company', {
      'company.save': () => {
        throw new Refused({ code: 'disk-full' });
      },
    });
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Nombre en el programa'), ' 2');
    await userEvent.click(saveButton());
    expect((await screen.findByRole('alert')).textContent).toContain('disco');
    expect(screen.getByLabelText('Nombre en el programa')).toHaveProperty('value', 'La Central 2');
    expect(screen.queryByText(/^Guardado/)).toBeNull();
  });
  test('a value changed elsewhere shows through where nothing was typed', async () => {
    const company = newCompany();
    const api = mainWith(company, 'company');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Otras señas'), '!');
    api.take({ ...company, settings: { ...company.settings, label: 'Otra' } });
    await useSession.getState().load();
    await waitFor(() =>
      expect(screen.getByLabelText('Nombre en el programa')).toHaveProperty('value', 'Otra'),
    );
    expect(screen.getByLabelText('Otras señas')).toHaveProperty('value', `${issuer.address}!`);
  });
  test('a second activity can be put first, and is then the usual one', async () => {
    const company = newCompany();
    const api = mainWith(company, 'company');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Poner primero la actividad 2' }));
    await userEvent.click(saveButton());
    await screen.findByText(/^Guardado a las/);
    expect(api.inputs('company.save')).toMatchObject([
      { settings: { issuer: { activityCodes: ['620100', '4752.0'] } } },
    ]);
  });
  test('there is no way to change the environment', () => {
    mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    expect(screen.queryAllByRole('radio')).toEqual([]);
    expect(screen.getByText(/No se puede cambiar después/)).toBeDefined();
  });
});

describe('the practice company', () => {
  test('is only read, says why, and leads to a real one', async () => {
    mainWith(newCompany({ environment: 'practice' }), 'company');
    render(<SettingsScreen />);
    expect(screen.getByLabelText('Nombre en el programa').closest('fieldset')).toHaveProperty(
      'disabled',
      true,
    );
    expect(screen.queryByRole('button', { name: 'Guardar' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Crear mi empresa real' }));
    expect(await screen.findByRole('heading', { name: 'Configurar mi empresa' })).toBeDefined();
  });
  test('can still try the connection', async () => {
    mainWith(newCompany({ environment: 'practice' }), 'hacienda', {
      'connection.try': ({ service }) => ({ service, outcome: 'ok' }),
    });
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Probar conexión' }));
    expect(await screen.findByText('Hacienda reconoció el usuario y la contraseña.')).toBeDefined();
  });
});

describe('Empresa nueva', () => {
  test('is NOT created without an environment', async () => {
    const api = mainWith(undefined, 'new-company');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Crear la empresa' }));
    expect(screen.getByText('Elija el ambiente.')).toBeDefined();
    expect(api.inputs('company.save')).toEqual([]);
  });
  test('of e-Dinky alone asks for a name and nothing of Costa Rica, and goes on to its access code', async () => {
    const api = mainWith(undefined, 'new-company');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('radio', { name: 'Producción' }));
    await userEvent.click(screen.getByRole('checkbox', { name: /Costa Rica/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: /Ecuador/ }));
    await userEvent.type(screen.getByLabelText('Nombre en el programa'), 'Quito');
    expect(screen.queryByLabelText('Provincia')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Crear la empresa' }));
    await waitFor(() =>
      expect(useRouter.getState().route).toEqual({ screen: 'settings', section: 'edinky' }),
    );
    expect(api.inputs('company.save')).toEqual([
      {
        environment: 'production',
        settings: { version: 1, label: 'Quito', edinky: edinkyDefaults.production },
      },
    ]);
  });
  test('takes the data of the open company, and NOT its environment', async () => {
    const api = mainWith(newCompany(), 'new-company');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Copiar los datos de La Central' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Producción' }));
    await userEvent.type(screen.getByLabelText('Nombre en el programa'), 'La Central');
    await userEvent.click(screen.getByRole('button', { name: 'Crear la empresa' }));
    await waitFor(() => expect(api.inputs('company.save')).toHaveLength(1));
    expect(api.inputs('company.save')).toEqual([
      {
        environment: 'production',
        settings: { version: 1, label: 'La Central', issuer, hacienda: haciendaDefaults.production },
      },
    ]);
  });
});

describe('Hacienda', () => {
  test('a stored password is said to be stored and is NOT asked for again', async () => {
    const api = mainWith(newCompany(), 'hacienda');
    render(<SettingsScreen />);
    const password = screen.getByLabelText('Contraseña');
    expect(password).toHaveProperty('value', '');
    expect(password).toHaveProperty('placeholder', 'guardada');
    await userEvent.clear(screen.getByLabelText('Usuario'));
    await userEvent.type(screen.getByLabelText('Usuario'), 'otro{Enter}');
    await screen.findByText(/^Guardado a las/);
    expect(api.inputs('credentials.saveHacienda')).toMatchObject([{ user: 'otro', password: '' }]);
    expect(api.inputs('credentials.saveHacienda')[0]).toHaveProperty('companyId');
  });
  test('a password leaves the window once it was saved', async () => {
    const api = mainWith(newCompany(), 'hacienda');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Contraseña'), 'secreta{Enter}');
    await screen.findByText(/^Guardado a las/);
    expect(api.inputs('credentials.saveHacienda')).toMatchObject([{ password: 'secreta' }]);
    expect(screen.getByLabelText('Contraseña')).toHaveProperty('value', '');
  });
  test('a password that was typed and not saved is forgotten with its screen', async () => {
    mainWith(newCompany(), 'hacienda');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Contraseña'), 'secreta');
    const parts = within(screen.getByRole('navigation', { name: 'Ajustes' }));
    await userEvent.click(parts.getByRole('button', { name: 'Empresa' }));
    await userEvent.click(parts.getByRole('button', { name: 'Hacienda' }));
    expect(screen.getByLabelText('Contraseña')).toHaveProperty('value', '');
  });
  test('without a key store it does NOT say that the password is kept', () => {
    const company = newCompany();
    mainWith({ ...company, credentials: { ...company.credentials, kept: 'session' } }, 'hacienda');
    render(<SettingsScreen />);
    expect(screen.getByText(/Guardada hasta que cierre el programa/)).toBeDefined();
  });
  test('goes back to the known addresses and keeps the callbackUrl', async () => {
    const company = newCompany();
    const hacienda = { ...haciendaDefaults.test, apiUrl: 'https://otra.cr/', callbackUrl: 'https://yo.cr/' };
    const api = mainWith({ ...company, settings: { ...company.settings, hacienda } }, 'hacienda');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Volver a las direcciones conocidas' }));
    expect(screen.getByText('Son las conocidas')).toBeDefined();
    const form = within(screen.getByRole('form', { name: 'Direcciones y límites' }));
    await userEvent.click(form.getByRole('button', { name: 'Guardar' }));
    await form.findByText(/^Guardado a las/);
    expect(api.inputs('company.save')).toMatchObject([
      { settings: { hacienda: { ...haciendaDefaults.test, callbackUrl: 'https://yo.cr/' } } },
    ]);
  });
  test('what is tried is what is saved: with changes it cannot be tried', async () => {
    mainWith(newCompany(), 'hacienda');
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('Usuario'), 'x');
    expect(screen.getByRole('button', { name: 'Probar conexión' })).toHaveProperty('disabled', true);
  });
  test.each([
    ['unreachable', 'No se pudo llegar a Hacienda.'],
    ['credentials', 'Hacienda no reconoce el usuario o la contraseña.'],
    ['access', 'Hacienda tiene bloqueado el acceso de este usuario.'],
    ['missing', 'Faltan datos para entrar.'],
    ['later', 'Hacienda contestó, pero no pudo atender la entrada.'],
  ] as const)('says "%s" in words, and NOT as good news', async (outcome, words) => {
    mainWith(newCompany(), 'hacienda', { 'connection.try': ({ service }) => ({ service, outcome }) });
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: 'Probar conexión' }));
    expect((await screen.findByRole('alert')).textContent).toContain(words);
  });
});

describe('Números usados', () => {
  const openForm = async (): Promise<void> => {
    await userEvent.click(
      await screen.findByRole('button', { name: 'Vengo de otro programa: Factura electrónica' }),
    );
  };
  test('shows the last number of each kind and the one that comes', async () => {
    mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    expect(await screen.findByText('00100001010000000008')).toBeDefined();
    expect(screen.getByText('00100001040000000001')).toBeDefined();
    expect(screen.getByText('ninguno todavía')).toBeDefined();
  });
  test('goes on after the number of another program only once it was reviewed and said again', async () => {
    const api = mainWith(newCompany(), 'company', { 'series.continue': () => [] });
    render(<SettingsScreen />);
    await openForm();
    await userEvent.keyboard('345{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('00100001010000000346');
    // Enter pressed once too often falls on "No"
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'No, corregir' }));
    await userEvent.keyboard('{Enter}');
    expect(api.inputs('series.continue')).toEqual([]);
    await userEvent.keyboard('{Enter}{Tab}{Enter}');
    expect(await screen.findByText('Listo: se sigue después del 345.')).toBeDefined();
    expect(api.inputs('series.continue')).toEqual([{ kind: '01', lastNumber: 345 }]);
  });
  test('never goes down: a number already used is refused at the field', async () => {
    const api = mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    await openForm();
    await userEvent.keyboard('7{Enter}');
    expect(screen.getByText(/solo se puede seguir después de uno mayor/)).toBeDefined();
    expect(api.inputs('series.continue')).toEqual([]);
  });
  test('the practice company only shows them', async () => {
    mainWith(newCompany({ environment: 'practice' }), 'company');
    render(<SettingsScreen />);
    expect(await screen.findByText('00100001010000000008')).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Vengo de otro programa/ })).toBeNull();
  });
});

describe('Llave criptográfica', () => {
  test('shows holder and how many days are left, and warns before it ends', () => {
    mainWith(newCompany(), 'certificate');
    render(<SettingsScreen />);
    expect(screen.getByText('FERRETERIA LA CENTRAL')).toBeDefined();
    expect(screen.getByText(/quedan 12 días/)).toBeDefined();
    expect(screen.getByRole('alert').textContent).toContain('vence pronto');
  });
  test('does NOT open the file dialog without a PIN', async () => {
    const api = mainWith(newCompany(), 'certificate');
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('button', { name: /Elegir archivo/ }));
    expect(screen.getByText('Escriba el PIN antes de elegir el archivo.')).toBeDefined();
    expect(api.inputs('certificate.choose')).toEqual([]);
  });
  test('a PIN of another length is warned about and tried all the same', async () => {
    const api = mainWith(newCompany(), 'certificate', {
      'certificate.choose': () => {
        throw new Refused({ code: 'p12-wrong-pin' });
      },
    });
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('PIN'), '12345');
    await userEvent.tab();
    expect(screen.getByText(/Tiene 5 caracteres/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: /Elegir archivo/ }));
    expect(await screen.findByText('El PIN no abre este archivo.')).toBeDefined();
    expect(api.inputs('certificate.choose')).toMatchObject([{ pin: '12345' }]);
    expect(api.inputs('certificate.choose')[0]).toHaveProperty('companyId');
    expect(screen.getByLabelText('PIN')).toHaveProperty('value', '12345');
  });
  test('once loaded, the PIN leaves the window', async () => {
    mainWith(newCompany(), 'certificate', { 'certificate.choose': () => certificate });
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('PIN'), '1234');
    await userEvent.click(screen.getByRole('button', { name: /Elegir archivo/ }));
    expect(await screen.findByText('Llave y PIN guardados')).toBeDefined();
    expect(screen.getByLabelText('PIN')).toHaveProperty('value', '');
  });
  test('a PIN that was not kept is asked alone, and leads back to the document', async () => {
    const company = newCompany({ certificate: { ...certificate, pinKept: false } });
    const api = mainWith(company, 'certificate', {
      'certificate.givePin': () => {
        api.take({ ...company, certificate });
        return certificate;
      },
    });
    useRouter.setState({ past: [{ screen: 'invoice', draftId: 'd1' }] });
    render(<SettingsScreen />);
    const form = within(screen.getByRole('form', { name: 'Escribir el PIN' }));
    expect(document.activeElement).toBe(form.getByLabelText('PIN'));
    await userEvent.keyboard('4321{Enter}');
    expect(api.inputs('certificate.givePin')).toMatchObject([{ pin: '4321' }]);
    expect(api.inputs('certificate.givePin')[0]).toHaveProperty('companyId');
    expect(api.inputs('certificate.choose')).toEqual([]);
    expect(await screen.findByText(/El PIN abrió la llave y quedó guardado/)).toBeDefined();
    const back = screen.getByRole('button', { name: 'Volver al documento' });
    expect(document.activeElement).toBe(back);
    await userEvent.keyboard('{Enter}');
    expect(useRouter.getState().route).toEqual({ screen: 'invoice', draftId: 'd1' });
  });
  test('a wrong PIN is NOT taken: it stays typed, and the key waits', async () => {
    mainWith(newCompany({ certificate: { ...certificate, pinKept: false } }), 'certificate', {
      'certificate.givePin': () => {
        throw new Refused({ code: 'p12-wrong-pin' });
      },
    });
    render(<SettingsScreen />);
    await userEvent.keyboard('0000{Enter}');
    expect(await screen.findByText('El PIN no abre este archivo.')).toBeDefined();
    const form = within(screen.getByRole('form', { name: 'Escribir el PIN' }));
    expect(form.getByLabelText('PIN')).toHaveProperty('value', '0000');
    expect(screen.getByText('Hay que escribirlo de nuevo')).toBeDefined();
  });
  test('a PIN that is kept is NOT asked for', () => {
    mainWith(newCompany(), 'certificate');
    render(<SettingsScreen />);
    expect(screen.queryByRole('form', { name: 'Escribir el PIN' })).toBeNull();
  });
  test('closing the dialog is no error', async () => {
    mainWith(newCompany({ certificate: { ...certificate, fitness: 'fit' } }), 'certificate', {
      'certificate.choose': () => {
        throw new Refused({ code: 'cancelled' });
      },
    });
    render(<SettingsScreen />);
    await userEvent.type(screen.getByLabelText('PIN'), '1234');
    await userEvent.click(screen.getByRole('button', { name: /Elegir archivo/ }));
    expect(await screen.findByText(/No se eligió ningún archivo/)).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('what is missing', () => {
  test('is listed, marked in the menu, and leads to where it is done', async () => {
    const { certificate: _, ...company } = newCompany();
    mainWith(company, 'company');
    render(<SettingsScreen />);
    expect(screen.getByRole('button', { name: 'Llave criptográfica (falta algo)' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Una llave criptográfica que sirva' }));
    expect(screen.getByRole('heading', { name: 'Cargar una llave' })).toBeDefined();
  });
  test('is NOT shown when nothing is', () => {
    mainWith(newCompany(), 'company');
    render(<SettingsScreen />);
    expect(screen.queryByText('Todavía falta')).toBeNull();
  });
});

describe('Este programa', () => {
  test('says that secrets last only this session, and why', () => {
    const company = newCompany();
    mainWith({ ...company, credentials: { ...company.credentials, kept: 'session' } }, 'general');
    render(<SettingsScreen />);
    expect(screen.getByText('Solo durante esta sesión')).toBeDefined();
    expect(screen.getByRole('alert').textContent).toContain('almacén de claves');
  });
  test('changes the language of the window at once and stores it', async () => {
    const api = mainWith(newCompany(), 'general', {
      'app.setPreferences': () => ({ language: 'en', theme: 'light' }),
    });
    render(<SettingsScreen />);
    await userEvent.click(screen.getByRole('radio', { name: 'English' }));
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined();
    expect(await screen.findByText('Saved')).toBeDefined();
    expect(api.inputs('app.setPreferences')).toEqual([{ language: 'en' }]);
  });
});
