import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import type { Environment } from '../../domain/company/company.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { addTestCompany, outsideAuthorities } from '../helpers/test-company.ts';
import { call } from './pages/call.ts';
import { InvoicePage } from './pages/invoice-page.ts';

/** Where documents go must be seen at once, on whatever screen: UX.md, promise 7. */

const words = ['PRÁCTICA', 'PRUEBAS', 'PRODUCCIÓN'] as const;
type Word = (typeof words)[number];

/** The striped frame around everything, in pixels; 0 = none. */
const frame = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const style = getComputedStyle(document.querySelector('[data-environment]') ?? document.body);
    return style.backgroundImage.startsWith('repeating-linear-gradient') ? parseFloat(style.paddingTop) : 0;
  });

/** On every section: the word of this environment can be seen, and that of no other. */
async function expectOnEveryScreen(page: Page, word: Word, framePx: number): Promise<void> {
  const sections = page.getByRole('navigation', { name: 'Secciones' });
  const places = ['Inicio', 'Documentos', 'Pagos', 'Recibidos', 'Cola', 'Ajustes'];
  for (const place of places) {
    await sections.getByRole('button', { name: new RegExp(`^${place}`) }).click();
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    await expect(page.getByRole('banner').getByText(word, { exact: true })).toBeInViewport();
    for (const other of words.filter((each) => each !== word))
      await expect(page.getByText(other, { exact: true })).toHaveCount(0);
    expect(await frame(page)).toBe(framePx);
    await expect(page.getByText('Lo que se emite aquí no tiene validez fiscal')).toHaveCount(
      word === 'PRUEBAS' ? 1 : 0,
    );
  }
  await new InvoicePage(page).openInvoice();
  await expect(page.getByRole('banner').getByText(word, { exact: true })).toBeInViewport();
  expect(await frame(page)).toBe(framePx);
}

async function switchTo(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Empresa: / }).click();
  await page.getByRole('menuitem', { name }).click();
}

// every screen of three companies, one after another
test.setTimeout(90_000);

let app: ElectronApplication;
test.afterEach(() => app.close());

test('practice, test and production are told apart on every screen, whichever company is opened after which', async () => {
  app = await launch(newUserData(), { env: { APP_PRACTICE: '1', APP_TIME_SCALE: '0.01' } });
  const page = await app.firstWindow();
  await expect(page.getByRole('heading', { level: 1, name: 'Inicio' })).toBeVisible({ timeout: 15_000 });
  const authorities = await outsideAuthorities();
  try {
    await addTestCompany(page, authorities);
    const { settings } = await call(page, 'company.current', undefined);
    const production: Environment = 'production';
    await call(page, 'company.save', {
      environment: production,
      settings: { ...settings, label: 'Empresa de verdad' },
    });
    await page.reload();

    await expectOnEveryScreen(page, 'PRODUCCIÓN', 0);
    await switchTo(page, /PRÁCTICA/);
    await expectOnEveryScreen(page, 'PRÁCTICA', 3);
    await expect(page.getByRole('region', { name: 'PRÁCTICA' })).toContainText(
      'Nada de esto llega a Hacienda ni al SRI',
    );
    await switchTo(page, /PRUEBAS/);
    await expectOnEveryScreen(page, 'PRUEBAS', 0);
    await expect(page.getByRole('button', { name: /Simulador/ })).toHaveCount(0);
  } finally {
    await authorities.stop();
  }
});
