import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { Practice } from './pages/practice.ts';
import { QueuePage } from './pages/queue-page.ts';
import { StatusStrip } from './pages/status-strip.ts';

const settled = { timeout: 20_000 };

/** The system's save dialog, answered with a file of this test. */
async function saveAs(app: ElectronApplication, name: string): Promise<string> {
  const path = test.info().outputPath(name);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  return path;
}

async function issue(page: Page, customer: string): Promise<{ clave: string; consecutivo: string }> {
  const { issuer } = (await call(page, 'company.current', undefined)).settings;
  if (issuer === undefined) throw new Error('the practice company has no issuer');
  const form = {
    ...emptyInvoiceForm('01', issuer),
    customer: { ...goodForm().customer, name: customer },
    lines: [goodLine('l1', { quantity: '1', unitPrice: '1000' })],
  };
  return call(page, 'invoices.issue', { draftId: randomUUID(), form });
}

/** Presses Tab until a control has the focus: what the keyboard alone can reach. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name }).first()).toBeFocused({ timeout: 50 });
  }).toPass();
}

test('the Cola by keys: a refused document tried again, one given up and corrected, the history read from its file, all held at once', async () => {
  test.setTimeout(90_000);
  const app = await launch(newUserData(), { env: { APP_TIME_SCALE: '0.01', APP_PRACTICE: '1' } });
  try {
    const page = await app.firstWindow();
    const { keyboard } = page;
    const practice = new Practice(page);
    const queue = new QueuePage(page);
    const documents = new DocumentsPage(page);
    const strip = new StatusStrip(page);
    await practice.ready();
    await practice.set({
      change: 'switches',
      switches: { hacienda: { processingMinMs: 0, processingMaxMs: 0 } },
    });
    const posts = async (clave: string): Promise<number | undefined> =>
      (await practice.view()).counters.posts.find((post) => post.clave === clave)?.arrived;

    // Hacienda fails (499), then refuses (400): the clerk has it sent again, from the Cola, without the mouse.
    for (const outcome of ['499', '400'] as const)
      await practice.set({ change: 'provoke', provocation: { endpoint: 'post', outcome, times: 1 } });
    const first = await issue(page, 'Soda El Higuerón');
    await queue.goTo();
    const row = queue.item(first.consecutivo.slice(10));
    await expect(row).toContainText('Por corregir', settled);
    await expect(row).toContainText('usted decide');
    await expect(queue.items.getByText('Lo espera a usted (1)')).toBeVisible();
    await expect(strip.part('1 necesita su atención')).toBeVisible();
    await expect(async () => {
      await keyboard.press('Tab');
      await expect(row).toBeFocused({ timeout: 50 });
    }).toPass();
    // no key deletes
    await keyboard.press('Delete');
    await expect(row).toBeVisible();
    await keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await tabTo(page, 'Enviar otra vez, tal como está');
    await keyboard.press('Enter');
    await expect(page.getByText('Todo al día').first()).toBeVisible(settled);
    // the two that failed never were received: one arrived whole for each POST the timeline tells
    expect(await posts(first.clave)).toBe(3);

    await documents.open(first.consecutivo);
    await expect(documents.state('Aceptado')).toBeVisible();
    const story = documents.timeline.getByRole('listitem');
    await expect(story.filter({ hasText: 'no se sabe si lo recibió' })).toHaveCount(1);
    await expect(story.filter({ hasText: 'No lo tiene.' })).not.toHaveCount(0);
    await expect(story.filter({ hasText: 'no lo recibió por su contenido' })).toContainText(
      'Quedó: Por corregir',
    );
    const pressed = story.filter({ hasText: 'Pidió intentarlo otra vez, tal como está.' });
    await expect(pressed).toContainText(/ · por \S+/);
    await expect(pressed).toContainText('Quedó: En cola');
    await expect(story.last()).toContainText('Hacienda lo aceptó.');

    const history = await saveAs(app, 'historia.html');
    await documents.action('Guardar la historia').click();
    await expect(documents.detail.getByText('Guardado como historia.html')).toBeVisible();
    const written = readFileSync(history, 'utf8');
    const base64 = new RegExp(
      `download="${first.clave}\\.xml" href="data:application/xml;base64,([^"]+)"`,
    ).exec(written)?.[1];
    const sha256 = createHash('sha256')
      .update(Buffer.from(base64 ?? '', 'base64'))
      .digest('hex');
    // the bytes in the file are those that every POST sent
    expect(written.split(`enviado: <code>${sha256}</code>`)).toHaveLength(4);
    expect(written).toContain('Pidió intentarlo otra vez, tal como está.');
    // and a browser shows it: nothing in it is fetched, nothing runs
    const shown = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'text/html');
      return {
        heading: parsed.querySelector('h1')?.textContent,
        runs: parsed.querySelectorAll('script, img, link, iframe').length,
      };
    }, written);
    expect(shown).toEqual({ heading: `Historia de Factura electrónica ${first.consecutivo}`, runs: 0 });

    // Refused again: this time given up. What will happen is said first, and the way back has the focus.
    await practice.set({ change: 'provoke', provocation: { endpoint: 'post', outcome: '400', times: 1 } });
    const second = await issue(page, 'Hotel Miramar');
    await documents.open(second.consecutivo);
    await expect(documents.state('Por corregir')).toBeVisible(settled);
    await documents.action('No enviarlo nunca…').click();
    await expect(documents.detail.getByText('primero se le pregunta a Hacienda')).toBeVisible();
    await expect(documents.action('Volver')).toBeFocused();
    await documents.action('Sí, no enviarlo nunca').click();
    await expect(documents.state('Descartado')).toBeVisible(settled);
    expect(await posts(second.clave)).toBe(1);
    await expect(documents.timeline).toContainText('Decidió no enviarlo nunca.');
    await documents.action('Corregir en un documento nuevo').click();
    await expect(page.getByRole('combobox', { name: 'Nombre', exact: true })).toHaveValue('Hotel Miramar');
    await documents.open(second.consecutivo);
    await expect(documents.detail.getByText('Su corrección está en un borrador sin emitir.')).toBeVisible();

    // More than a screen without a line: only the rows in sight exist, keys reach the last, and all are held and released at once.
    await practice.line('cut');
    for (let index = 1; index <= 44; index++) await issue(page, `Cliente ${index}`);
    await queue.goTo();
    await expect(queue.items.getByText('Sale solo (44)')).toBeVisible();
    await queue.items.getByRole('row', { name: /Cliente 1 / }).focus();
    await keyboard.press('End');
    await expect(queue.items.getByRole('row', { name: /Cliente 44 / })).toBeFocused();
    expect(await queue.items.getByRole('row').count()).toBeLessThan(40);
    await keyboard.press('Home');
    await expect(queue.items.getByRole('row', { name: /Cliente 1 / })).toBeFocused();
    const table = await saveAs(app, 'cola.csv');
    await page.getByRole('button', { name: 'Guardar como tabla' }).click();
    await expect(page.getByText('Guardado como cola.csv')).toBeVisible();
    expect(readFileSync(table, 'utf8').trimEnd().split('\r\n')).toHaveLength(45);
    await page.getByRole('button', { name: 'Retener todo (44)' }).click();
    await expect(page.getByText('44 retenidos.')).toBeVisible();
    await expect(queue.items.getByText('Lo espera a usted (44)')).toBeVisible();
    await page.getByRole('button', { name: 'Soltar todo (44)' }).click();
    await expect(page.getByText('44 vuelven a la cola.')).toBeVisible();
    await expect(queue.items.getByText('Sale solo (44)')).toBeVisible();
  } finally {
    await app.close();
  }
});
