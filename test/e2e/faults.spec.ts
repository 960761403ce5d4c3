import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import type { Authorities } from '../../main/practice/authorities.ts';
import { goodForm } from '../helpers/invoices.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { canMakeSmallDisk, fillDisk, freeDisk, smallDiskStarter } from '../helpers/small-disk.ts';
import {
  addTestCompany,
  answerFileDialog,
  issuerP12,
  openTestCompany,
  outsideAuthorities,
  testFile,
  testPassword,
  testPin,
} from '../helpers/test-company.ts';
import { allDocuments, call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { Practice } from './pages/practice.ts';
import { SettingsPage } from './pages/settings-page.ts';

/** What goes wrong outside the program: each is a clear sentence, and nothing is lost. */

const settled = { timeout: 20_000 };
const fast = { env: { APP_TIME_SCALE: '0.01' } };
const practising = { env: { APP_TIME_SCALE: '0.01', APP_PRACTICE: '1' } };

const issue = (page: Page) =>
  call(page, 'invoices.issue', { draftId: crypto.randomUUID(), form: goodForm() });

/** A draft that lacks nothing, opened in the window. */
async function openDraft(page: Page): Promise<void> {
  await call(page, 'drafts.save', { id: crypto.randomUUID(), form: goodForm() });
  await goOnWithDraft(page);
}

async function goOnWithDraft(page: Page): Promise<void> {
  await new DocumentsPage(page).goTo();
  await page.getByRole('button', { name: 'Seguir Constructora del Valle S. A.' }).click();
  await expect(page.getByRole('combobox', { name: 'Nombre', exact: true })).toHaveValue(
    'Constructora del Valle S. A.',
  );
}

/** The authorities of the practice company decide at the first question. */
async function atOnce(practice: Practice): Promise<void> {
  await practice.ready();
  const hacienda = { processingMinMs: 0, processingMaxMs: 0 };
  await practice.set({ change: 'switches', switches: { hacienda } });
}

/**
 * The line is there again, and the clerk does not wait for the next try by itself. By the call of "Probar de nuevo": whether its
 * button is still there when it is clicked is a matter of the dice of the backoff.
 */
async function lineBack(practice: Practice): Promise<void> {
  await practice.line('up');
  await call(practice.page, 'queue.unblock', { service: 'hacienda' });
}

const emit = (page: Page): Promise<void> => page.keyboard.press('ControlOrMeta+Enter');

test.describe('the signing key', () => {
  let app: ElectronApplication;
  let page: Page;
  let authorities: Authorities;
  let settings: SettingsPage;
  test.beforeAll(async () => {
    authorities = await outsideAuthorities();
    app = await launch(newUserData(), fast);
    page = await app.firstWindow();
    await openTestCompany(app, page, authorities);
    settings = new SettingsPage(page);
  });
  test.afterAll(async () => {
    await app.close();
    await authorities.stop();
  });

  /** The certificate alone, as openssl exports it. */
  async function p12WithoutKey(): Promise<Uint8Array> {
    const whole = testFile('entera.p12', await issuerP12());
    const only = testFile('certificado.pem', '');
    const out = testFile('sin-llave.p12', '');
    const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'pipe' });
    openssl('pkcs12', '-in', whole, '-passin', `pass:${testPin}`, '-nokeys', '-out', only);
    openssl('pkcs12', '-export', '-nokeys', '-in', only, '-passout', `pass:${testPin}`, '-out', out);
    return readFileSync(out);
  }

  const bad: readonly {
    readonly name: string;
    readonly bytes: () => Promise<Uint8Array | string>;
    readonly pin?: string;
    readonly happened: string;
  }[] = [
    {
      name: 'a wrong PIN',
      bytes: () => issuerP12(),
      pin: '0000',
      happened: 'El PIN no abre este archivo.',
    },
    {
      name: 'a text that is called .p12',
      bytes: async () => 'Esto no es una llave.',
      happened: 'Ese archivo no es una llave criptográfica.',
    },
    {
      name: 'a .p12 that was cut short',
      bytes: async () => (await issuerP12()).subarray(0, 1_000),
      happened: 'Ese archivo no es una llave criptográfica.',
    },
    {
      name: 'a .p12 without the private key',
      bytes: p12WithoutKey,
      happened: 'El archivo no trae la llave privada.',
    },
    {
      name: 'a file of 2 MB',
      bytes: async () => new Uint8Array(2 * 1024 * 1024),
      happened: 'El archivo es demasiado grande para ser una llave.',
    },
  ];
  for (const { name, bytes, pin = testPin, happened } of bad)
    test(`${name} is said, and the key before stays in use`, async () => {
      await settings.goTo('Llave criptográfica');
      await answerFileDialog(app, testFile('elegido.p12', await bytes()));
      await settings.loadKey(pin);
      await expect(settings.load.getByRole('alert')).toContainText(happened);
      await expect(settings.load.getByRole('status')).not.toContainText('Llave cargada');
      await expect(settings.keyInUse).toContainText('Sirve para firmar');
      const { consecutivo } = await issue(page);
      const documents = new DocumentsPage(page);
      await documents.open(consecutivo);
      await expect(documents.state('Aceptado')).toBeVisible(settled);
    });

  test('no file chosen is no fault, and the key before stays in use', async () => {
    await settings.goTo('Llave criptográfica');
    await answerFileDialog(app, undefined);
    await settings.loadKey(testPin);
    await expect(settings.load.getByRole('status')).toContainText('No se eligió ningún archivo');
    await expect(settings.keyInUse).toContainText('Sirve para firmar');
  });

  const yearMs = 365 * 86_400_000;
  const unfit: readonly {
    readonly name: string;
    readonly p12: () => Promise<Uint8Array>;
    readonly inUse: string;
    readonly happened: string;
  }[] = [
    {
      name: 'an expired certificate',
      p12: () => issuerP12({ validFrom: Date.now() - 2 * yearMs, validUntil: Date.now() - 86_400_000 }),
      inUse: 'Vencida',
      happened: 'La llave criptográfica está vencida.',
    },
    {
      name: 'a certificate that is not valid yet',
      p12: () => issuerP12({ validFrom: Date.now() + 86_400_000 }),
      inUse: 'Todavía no está vigente',
      happened: 'La llave criptográfica todavía no está vigente.',
    },
    {
      name: 'the certificate of somebody else',
      p12: () => issuerP12({ name: 'OTRA PERSONA', identification: { type: '01', number: '109990888' } }),
      inUse: 'Es de otra persona',
      happened: 'La llave criptográfica es de otra persona o empresa.',
    },
  ];
  for (const { name, p12, inUse, happened } of unfit)
    test(`${name} is said at once and signs nothing: the draft stays and no number is used`, async () => {
      const before = await allDocuments(page);
      await settings.goTo('Llave criptográfica');
      await answerFileDialog(app, testFile('elegido.p12', await p12()));
      await settings.loadKey(testPin);
      await expect(settings.keyInUse).toContainText(inUse);
      await expect(settings.keyInUse.getByRole('alert')).toContainText('La llave criptográfica');

      await openDraft(page);
      await emit(page);
      const alert = page.getByRole('alert').filter({ hasText: happened });
      await expect(alert).toContainText('el documento sigue como borrador');
      expect(await allDocuments(page)).toHaveLength(before.length);

      await alert.getByRole('button', { name: 'Abrir Ajustes' }).click();
      await answerFileDialog(app, testFile('buena.p12', await issuerP12()));
      await settings.loadKey(testPin);
      await expect(settings.keyInUse).toContainText('Sirve para firmar');
      await goOnWithDraft(page);
      await emit(page);
      await expect.poll(async () => (await allDocuments(page)).length).toBe(before.length + 1);
      const [last] = await allDocuments(page);
      const numberOf = (consecutivo = '0'): number => Number(consecutivo.slice(10));
      expect(numberOf(last?.consecutivo)).toBe(numberOf(before[0]?.consecutivo) + 1);
    });
});

test('a full disk is said, nothing is lost or sent without its note, and all goes on when there is room', async () => {
  test.skip(!canMakeSmallDisk(), 'needs Linux with user namespaces, to mount a small disk');
  const userData = newUserData();
  mkdirSync(userData, { recursive: true });
  const app = await launch(userData, { ...practising, starter: smallDiskStarter(userData) });
  const page = await app.firstWindow();
  const practice = new Practice(page);
  const documents = new DocumentsPage(page);
  await atOnce(practice);
  await issue(page);
  await documents.open('00100001010000000001');
  await expect(documents.state('Aceptado')).toBeVisible(settled);
  await practice.line('cut');
  await issue(page);
  await openDraft(page);

  expect(await fillDisk(app)).toBeGreaterThan(1_000_000);
  const strip = page.getByRole('contentinfo', { name: 'Estado' });
  await expect(strip).toContainText('El disco no deja guardar', settled);
  await emit(page);
  const alert = page.getByRole('alert').filter({ hasText: 'El disco de esta computadora está lleno.' });
  await expect(alert).toContainText('No se emitió ni se envió nada');
  expect(await allDocuments(page)).toHaveLength(2);

  await freeDisk(app);
  await expect(strip).not.toContainText('El disco no deja guardar', settled);
  await emit(page);
  await expect.poll(async () => (await allDocuments(page)).length).toBe(3);
  await lineBack(practice);
  for (const number of [2, 3]) {
    await documents.open(`0010000101000000000${number}`);
    await expect(documents.state('Aceptado')).toBeVisible(settled);
  }
  const { counters } = await practice.view();
  expect(counters.posts.map(({ arrived, accepted }) => [arrived, accepted])).toEqual([
    [1, true],
    [1, true],
    [1, true],
  ]);
  await app.close();
});

test.describe('a damaged database at the start', () => {
  const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

  /** A program that has sent one document and could not send another; stopped, and its database spoilt. */
  async function spoilt(userData: string, spoil: (file: string) => void): Promise<string> {
    const app = await launch(userData, practising);
    const page = await app.firstWindow();
    const practice = new Practice(page);
    const documents = new DocumentsPage(page);
    await atOnce(practice);
    await issue(page);
    await documents.open('00100001010000000001');
    await expect(documents.state('Aceptado')).toBeVisible(settled);
    await practice.line('cut');
    await issue(page);
    await expect
      .poll(() => readdirSync(join(userData, 'copies')).filter((name) => name.endsWith('.sqlite')).length)
      .toBe(1);
    await app.close();
    const file = join(userData, 'talonario.sqlite');
    spoil(file);
    return hashOf(file);
  }

  function overwrite(file: string, bytes: Uint8Array, position: number): void {
    const handle = openSync(file, 'r+');
    writeSync(handle, bytes, 0, bytes.length, position);
    closeSync(handle);
  }
  const garbageEverywhere = (file: string): void =>
    overwrite(file, Buffer.alloc(statSync(file).size, 'basura '), 0);
  /** The header stays good: only reading the pages finds it. */
  const garbageInside = (file: string): void =>
    overwrite(file, Buffer.alloc(statSync(file).size - 4_096 * 2, 0xa5), 4_096 * 2);

  /** Both documents are there, each was sent once, the damaged file is kept as it was, and numbering goes on. */
  async function nothingWasLost(page: Page, userData: string, damaged: string): Promise<void> {
    const practice = new Practice(page);
    const documents = new DocumentsPage(page);
    await practice.ready();
    await lineBack(practice);
    for (const consecutivo of ['00100001010000000001', '00100001010000000002']) {
      await documents.open(consecutivo);
      await expect(documents.state('Aceptado')).toBeVisible(settled);
    }
    expect(await allDocuments(page)).toHaveLength(2);
    const { counters } = await practice.view();
    expect(counters.posts.map(({ arrived, accepted }) => [arrived, accepted])).toEqual([
      [1, true],
      [1, true],
    ]);
    expect(counters.numbers.map(({ claves }) => claves)).toEqual([1, 1]);
    const kept = readdirSync(userData).filter((name) => /\.damaged-\d+$/.test(name));
    expect(kept.map((name) => hashOf(join(userData, name)))).toEqual([damaged]);
    expect((await issue(page)).consecutivo).toBe('00100001010000000003');
  }

  for (const [name, spoil] of [
    ['garbage over the whole file', garbageEverywhere],
    ['garbage in its pages', garbageInside],
  ] as const)
    test(`${name}: it is said, nothing is touched, and the last copy brings everything back`, async () => {
      const userData = newUserData();
      const damaged = await spoilt(userData, spoil);
      const app = await launch(userData, fast);
      const page = await app.firstWindow();
      const trouble = page.getByRole('alert');
      await expect(trouble).toContainText('El archivo de datos está dañado.');
      await expect(trouble).toContainText('nada se envía dos veces');
      await expect(trouble).toContainText('Última copia comprobada');
      expect(hashOf(join(userData, 'talonario.sqlite'))).toBe(damaged);
      await page.getByRole('button', { name: /^Restaurar la última copia/ }).click();
      await expect(page.getByRole('contentinfo', { name: 'Estado' })).toBeVisible(settled);
      await nothingWasLost(page, userData, damaged);
      await app.close();
    });

  test('a new file is begun only after a second yes; sealed documents come back there too', async () => {
    const userData = newUserData();
    const damaged = await spoilt(userData, garbageEverywhere);
    const app = await launch(userData, fast);
    const page = await app.firstWindow();
    await page.getByRole('button', { name: 'Empezar con un archivo nuevo' }).click();
    await page.getByRole('button', { name: 'No, volver' }).click();
    expect(hashOf(join(userData, 'talonario.sqlite'))).toBe(damaged);
    await page.getByRole('button', { name: 'Empezar con un archivo nuevo' }).click();
    await page.getByRole('button', { name: 'Sí, empezar con un archivo nuevo' }).click();
    await expect(page.getByRole('contentinfo', { name: 'Estado' })).toBeVisible(settled);
    await nothingWasLost(page, userData, damaged);
    await app.close();
  });
});

test.describe('secrets', () => {
  /** Every file of a folder whose bytes hold a text, in any of the ways in which it is likely to be written. */
  function filesWith(folder: string, text: string): readonly string[] {
    const needles = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(btoa(text))];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => {
        const bytes = readFileSync(file);
        return needles.some((needle) => bytes.includes(needle));
      });
  }
  /** Unlike anything else in the profile. */
  const pin = 'Pin-Secreto-78';
  const edinkyToken = 'codigo-secreto-de-edinky-4417';

  async function giveSecrets(app: ElectronApplication, page: Page, authorities: Authorities): Promise<void> {
    await expect(page.getByRole('button', { name: /Practicar/ })).toBeVisible(settled);
    await addTestCompany(page, authorities);
    await page.reload();
    const settings = new SettingsPage(page);
    await settings.goTo('Hacienda');
    const access = page.getByRole('form', { name: 'Entrada a Hacienda' });
    await access.getByLabel('Usuario').fill(practiceCredentials.user);
    await access.getByLabel('Contraseña').fill(testPassword);
    await access.getByRole('button', { name: 'Guardar' }).click();
    await expect(access).toContainText('Guardado a las');
    await settings.goTo('e-Dinky (Ecuador)');
    const token = page.getByRole('form', { name: 'Entrada a e-Dinky' });
    await token.getByLabel('Código de acceso').fill(edinkyToken);
    await token.getByRole('button', { name: 'Guardar' }).click();
    await expect(token).toContainText('Guardado a las');
    await settings.goTo('Llave criptográfica');
    await answerFileDialog(app, testFile('llave.p12', await issuerP12({ pin })));
    await settings.loadKey(pin);
    await expect(settings.keyInUse).toContainText('Sirve para firmar');
  }

  test('without a key store they last for the session, which is said, and are written nowhere', async () => {
    test.skip(process.platform !== 'linux', 'Windows and macOS always have one');
    const userData = newUserData();
    const basic = { ...fast, args: ['--password-store=basic'] };
    const authorities = await outsideAuthorities();
    const app = await launch(userData, basic);
    const page = await app.firstWindow();
    await giveSecrets(app, page, authorities);
    const settings = new SettingsPage(page);
    await settings.goTo('Este programa');
    await expect(page.getByRole('main')).toContainText('Solo durante esta sesión');
    await expect(page.getByRole('alert')).toContainText(
      'Este sistema no tiene un almacén de claves que proteja de verdad.',
    );
    const { consecutivo } = await issue(page);
    const documents = new DocumentsPage(page);
    await documents.open(consecutivo);
    await expect(documents.state('Aceptado')).toBeVisible(settled);
    await app.close();
    for (const secret of [testPassword, pin, edinkyToken]) expect(filesWith(userData, secret)).toEqual([]);

    const again = await launch(userData, basic);
    const window = await again.firstWindow();
    await new SettingsPage(window).goTo('Llave criptográfica');
    await expect(window.getByRole('region', { name: 'Llave en uso' })).toContainText(
      'El PIN de la llave no está guardado.',
    );
    await openDraft(window);
    await emit(window);
    await expect(window.getByRole('alert').filter({ hasText: 'PIN de la llave' })).toContainText(
      'el documento sigue como borrador',
    );
    expect(await allDocuments(window)).toHaveLength(1);
    await again.close();
    await authorities.stop();
  });

  test('with the keyring they survive a restart, sealed, and are nowhere in the profile as they are', async () => {
    test.skip(
      process.platform === 'linux' && !process.env['APP_KEYRING'],
      'needs gnome-keyring and dbus-daemon (scripts/with-keyring.sh)',
    );
    const userData = newUserData();
    const args = process.platform === 'linux' ? ['--password-store=gnome-libsecret'] : [];
    const authorities = await outsideAuthorities();
    const app = await launch(userData, { ...fast, args });
    const page = await app.firstWindow();
    await giveSecrets(app, page, authorities);
    await new SettingsPage(page).goTo('Este programa');
    await expect(page.getByRole('main')).toContainText('Almacén de claves del sistema');
    await app.close();

    for (const secret of [testPassword, pin, edinkyToken]) expect(filesWith(userData, secret)).toEqual([]);
    const [file = ''] = readdirSync(join(userData, 'secrets'));
    const stored = JSON.parse(readFileSync(join(userData, 'secrets', file), 'utf8')) as {
      readonly secrets: Readonly<Record<string, { readonly sealed?: string }>>;
    };
    for (const name of ['hacienda-user', 'hacienda-password', 'p12-pin', 'edinky-token']) {
      const sealed = Buffer.from(stored.secrets[name]?.sealed ?? '', 'base64');
      expect(sealed.length).toBeGreaterThan(3);
      // v11: a random key from the keyring; v10 would be Chromium's fixed one
      if (process.platform === 'linux') expect(sealed.toString('latin1', 0, 3)).toBe('v11');
    }

    const again = await launch(userData, { ...fast, args });
    const window = await again.firstWindow();
    await expect(window.getByRole('contentinfo', { name: 'Estado' })).toBeVisible();
    const { consecutivo } = await issue(window);
    const documents = new DocumentsPage(window);
    await documents.open(consecutivo);
    await expect(documents.state('Aceptado')).toBeVisible(settled);
    expect(authorities.control.counters().posts).toHaveLength(1);
    await again.close();
    for (const secret of [testPassword, pin, edinkyToken, practiceEdinkyToken])
      expect(filesWith(userData, secret)).toEqual([]);
    await authorities.stop();
  });
});
