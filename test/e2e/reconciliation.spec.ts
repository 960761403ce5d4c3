import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { newUserData } from '../helpers/launch.ts';
import { allDocuments, call } from './pages/call.ts';
import { type Life, live, verdictAfter } from './pages/life.ts';
import { ReconciliationPage } from './pages/reconciliation-page.ts';

/** Issue 3.9: "they have, we do not" and "we have, they do not", by keyboard in the real window. */

async function accepted(page: Page): Promise<string> {
  const form = goodForm('01', { lines: [goodLine('a1', { quantity: '1', unitPrice: '1000' })] });
  const { consecutivo } = await call(page, 'invoices.issue', { draftId: randomUUID(), form });
  await expect
    .poll(async () => (await allDocuments(page)).find((row) => row.consecutivo === consecutivo)?.state, {
      timeout: 15_000,
    })
    .toBe('accepted');
  return consecutivo;
}

test.describe('one program', () => {
  let life: Life;
  test.beforeAll(async () => {
    life = await live(newUserData(), '0.01');
    await life.practice.set(verdictAfter(0));
  });
  test.afterAll(() => life.app.close());

  test('all agree, they have what we do not, we have what they do not: each is told and nothing is sent', async () => {
    const { page, practice } = life;
    const screen = new ReconciliationPage(page);
    const consecutivo = await accepted(page);

    await screen.open();
    await expect(page.getByText('Este mes no se ha comparado')).toBeVisible();
    await screen.press('Comparar ahora');
    await screen.ended();
    await screen.figure('Coinciden', '1');
    await expect(page.getByRole('heading', { name: 'Todo coincide' })).toBeVisible();

    await practice.set({ change: 'sent-elsewhere', series: 'same' });
    await practice.set({ change: 'sent-elsewhere', series: 'other' });
    await screen.press('Comparar otra vez');
    await screen.figure('Hacienda lo tiene y aquí no', '1');
    await screen.figure('De otra sucursal o terminal', '1');
    await screen.ended();
    const theirs = screen.group('Hacienda lo tiene y aquí no');
    await expect(screen.group('De otra sucursal o terminal')).toContainText(
      'Lo hizo otra computadora o programa, con otra sucursal o terminal.',
    );
    await expect(theirs).toContainText('Su número quedó apartado: no se usará otra vez.');
    await expect(page.getByRole('heading', { name: 'Todo coincide' })).toBeHidden();
    await theirs
      .getByRole('button', { name: /^Ver detalle de/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await expect(theirs.getByRole('button', { name: 'Copiar la clave' })).toBeVisible();
    // nothing can be made or sent from here
    await expect(theirs.getByRole('button', { name: /Enviar|Emitir|Copiar a un borrador/ })).toHaveCount(0);

    const listed = (await practice.view()).documents.length;
    await practice.set({ change: 'switches', switches: { hacienda: { listOmits: listed } } });
    await screen.press('Comparar otra vez');
    const ours = screen.group('Aquí está y Hacienda no lo lista');
    await expect(ours).toContainText(consecutivo, { timeout: 15_000 });
    await expect(ours).toContainText('Nunca se envía de nuevo.');
    await screen.press(`Preguntar otra vez por ${consecutivo}`);
    await expect(ours).toContainText('Hacienda dijo que no lo tiene en su lista.');
    await practice.set({ change: 'switches', switches: { hacienda: { listOmits: 0 } } });
    await screen.press(`Preguntar otra vez por ${consecutivo}`);
    await screen.figure('Aquí está y Hacienda no lo lista', '0');
    await screen.figure('Coinciden', '1');

    const { counters } = await practice.view();
    expect(counters.posts.map(({ arrived }) => arrived)).toEqual([1]);
    // the number of the other computer is passed over
    const next = await accepted(page);
    expect(Number(next.slice(10))).toBe(Number(consecutivo.slice(10)) + 2);
  });

  test('cut in the middle it says what it waits for, goes on when the line is back, and can be paused', async () => {
    const { page, practice } = life;
    const screen = new ReconciliationPage(page);
    await screen.open();
    await practice.line('cut');
    await screen.press('Comparar otra vez');
    await expect(
      page.getByText('Espera a que se pueda entrar a Hacienda: el porqué está en la Cola.'),
    ).toBeVisible({
      timeout: 15_000,
    });
    await screen.press('Pausar');
    await expect(page.getByText('La comparación está en pausa.')).toBeVisible();
    await practice.line('up');
    await screen.press('Seguir');
    await screen.ended();
  });
});
