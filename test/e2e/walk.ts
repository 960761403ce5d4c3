import { randomUUID } from 'node:crypto';
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import { goodDiscount, goodForm, goodLine } from '../helpers/invoices.ts';
import { launch } from '../helpers/launch.ts';
import { call, allDocuments } from './pages/call.ts';
import { Practice } from './pages/practice.ts';

/** A screen of the program in one of its conditions, as the tour stands before it. */
export interface Stop {
  /** kebab-case, unique over all walks: also the name of the picture */
  readonly name: string;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** what the clerk is here to press: it must be reachable at any zoom */
  readonly primary?: Locator;
}
export type Visit = (stop: Stop) => Promise<void>;

/** A part of the tour, in a program and a profile of its own. */
export interface Walk {
  readonly title: string;
  readonly walk: (userData: string, visit: Visit) => Promise<void>;
}

/** Light or dark, stored as Ajustes stores it, and applied as the next start applies it. */
export async function paint(page: Page, theme: 'light' | 'dark'): Promise<void> {
  // refused while the data could not be opened: then there is nothing to store it in
  await page.evaluate((wanted) => window.api.call('app.setPreferences', { theme: wanted }), theme);
  await page.evaluate((wanted) => {
    document.documentElement.dataset['theme'] = wanted;
  }, theme);
  const canvas = theme === 'light' ? 'rgb(245, 244, 241)' : 'rgb(22, 21, 19)';
  await expect(page.locator('body')).toHaveCSS('background-color', canvas);
}

export async function withProgram(
  userData: string,
  env: Readonly<Record<string, string>>,
  work: (app: ElectronApplication, page: Page) => Promise<void>,
): Promise<void> {
  const app = await launch(userData, { env: { APP_TIME_SCALE: '0.01', ...env } });
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole('main')).toBeVisible({ timeout: 15_000 });
    // the window of a clerk's laptop, whatever the display of the machine that runs the test
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768);
    });
    // no colour half-way from one theme to the other
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await work(app, page);
  } finally {
    await app.close();
  }
}

export const practising = { APP_PRACTICE: '1' } as const;

export async function practiceOf(page: Page): Promise<Practice> {
  const practice = new Practice(page);
  await practice.ready();
  await practice.set({
    change: 'switches',
    switches: { hacienda: { processingMinMs: 0, processingMaxMs: 0 } },
  });
  return practice;
}

export async function section(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Secciones' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** A sale of the practice company. */
export async function saleOf(page: Page, customer: string, prices: readonly string[]): Promise<InvoiceForm> {
  const { issuer } = (await call(page, 'company.current', undefined)).settings;
  if (issuer === undefined) throw new Error('the practice company has no issuer');
  const good = goodForm();
  return {
    ...emptyInvoiceForm('01', issuer),
    customer: { ...good.customer, name: customer },
    lines: prices.map((unitPrice, index) =>
      goodLine(`l${index}`, {
        unitPrice,
        detail: index % 2 === 0 ? 'Saco de cemento gris de uso general, 50 kg' : 'Martillo de uña 16 oz',
        discounts: index === 1 ? [goodDiscount('d1')] : [],
      }),
    ),
  };
}

export async function issue(page: Page, form: InvoiceForm): Promise<string> {
  const { consecutivo } = await call(page, 'invoices.issue', { draftId: randomUUID(), form });
  return consecutivo;
}

export async function waitForStates(page: Page, wanted: readonly string[]): Promise<void> {
  const states = async (): Promise<readonly string[]> =>
    (await allDocuments(page)).map(({ state }) => state).toSorted();
  await expect.poll(states, { timeout: 15_000 }).toEqual(wanted.toSorted());
}
