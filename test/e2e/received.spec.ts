import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { newUserData } from '../helpers/launch.ts';
import { signedSupplierXml, supplierDocument } from '../helpers/received.ts';
import { testTaxpayer } from '../helpers/taxpayers.ts';
import { call } from './pages/call.ts';
import { type Life, live, verdictAfter } from './pages/life.ts';
import { paint } from './walk.ts';

/** Issue 4.5: twenty supplier documents opened at once and accepted in bulk, by keyboard, until Hacienda accepted every message. */

const today = (): string => new Date(Date.now() - 6 * 3_600_000).toISOString().slice(0, 10);

/** Twenty documents of two suppliers, and a picture of one of them, as the mail leaves them in a folder. */
async function supplierFiles(folder: string, receiver: string): Promise<readonly string[]> {
  const suppliers = [
    { number: '3101999999', name: 'PAPELERA DEL NORTE SOCIEDAD ANONIMA' },
    { number: '3101888888', name: 'FERRETERIA EL TORNILLO SOCIEDAD ANONIMA' },
  ];
  const keys = await Promise.all(
    suppliers.map(({ number, name }) =>
      testTaxpayer({
        name,
        identification: { type: '02', number },
        validFrom: Date.now() - 30 * 86_400_000,
      }),
    ),
  );
  const files = Array.from({ length: 20 }, (_, index) => {
    const at = index % 2;
    const [supplier, taxpayer] = [suppliers[at], keys[at]];
    if (!supplier || !taxpayer) throw new Error('no supplier');
    const document = supplierDocument({
      number: index + 1,
      supplier: supplier.number,
      supplierName: supplier.name,
      receiver,
      on: today(),
      ...(index === 5 ? { kind: '03' as const } : {}),
    });
    const file = join(folder, `factura ${index + 1}.xml`);
    writeFileSync(file, signedSupplierXml(document, taxpayer.key));
    return file;
  });
  const picture = join(folder, 'factura 1.pdf');
  writeFileSync(picture, '%PDF-1.7 no es el XML');
  return [...files, picture];
}

let life: Life;
test.beforeAll(async () => {
  life = await live(newUserData(), '0.01');
  await life.practice.set(verdictAfter(0));
});
test.afterAll(() => life.app.close());

test('twenty at once, accepted in bulk, until Hacienda accepted them all', async () => {
  test.setTimeout(180_000);
  const { app, page, practice } = life;
  const { settings } = await call(page, 'company.current', undefined);
  const receiver = settings.issuer?.identificationNumber ?? '';
  const filePaths = await supplierFiles(test.info().outputPath(''), receiver);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...chosen] });
  }, filePaths);

  await page
    .getByRole('navigation', { name: 'Secciones' })
    .getByRole('button', { name: /^Recibidos/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Recibidos' })).toBeVisible();
  await expect(page.getByText('Aquí van los documentos de sus proveedores')).toBeVisible();
  await page.keyboard.press('Control+o');
  const results = page.getByRole('region', { name: 'Archivos leídos' });
  await expect(results).toContainText('20 archivos guardados; 1 no.', { timeout: 60_000 });
  await expect(results).toContainText('Es un PDF: el documento que vale es el XML.');

  const list = page.getByRole('grid', { name: 'Documentos recibidos' });
  await expect(list.getByRole('row')).not.toHaveCount(1);
  await expect(list).toContainText('20 documentos');
  for (const theme of ['light', 'dark'] as const) {
    await paint(page, theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect
      .soft(
        violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`),
        theme,
      )
      .toEqual([]);
  }
  await paint(page, 'light');

  await list.locator('[data-index="0"]').focus();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Detalle del documento recibido' });
  await expect(detail).toContainText('Nada cambió desde que lo firmó');
  await expect(detail).toContainText(`Es para ${receiver}.`);
  await page.screenshot({ path: test.info().outputPath('detail.png') });
  await page.keyboard.press('Escape');

  await list.locator('[data-index="0"]').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('20 elegidos')).toBeVisible();
  await page.keyboard.press('a');
  const panel = page.getByRole('complementary', { name: 'Aceptar 20 documentos' });
  await expect(panel.getByRole('button', { name: /^Firmar y enviar 20/ })).toBeEnabled();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('decision.png') });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Respuestas' })).toContainText(
    '20 respuestas guardadas en la cola.',
    { timeout: 60_000 },
  );

  await expect
    .poll(
      async () => {
        const { rows } = await call(page, 'received.list', { show: 'accepted', text: '' });
        return rows.filter(({ message }) => message?.state === 'accepted').length;
      },
      { timeout: 60_000 },
    )
    .toBe(20);
  // one message each, and none twice
  const { counters } = await practice.view();
  expect(counters.posts.map(({ arrived }) => arrived)).toEqual(Array.from({ length: 20 }, () => 1));
  await page.getByRole('radio', { name: 'Aceptados 20' }).check();
  await expect(list.getByRole('row').nth(1)).toContainText('Aceptación');
  await expect(list.getByRole('row').nth(1)).toContainText('Aceptado');
});
