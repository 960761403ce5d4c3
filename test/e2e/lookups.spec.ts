import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schemaStore } from '../../main/schemas/schema-store.ts';
import { generatedCatalogue, officialHead, officialRow } from '../helpers/cabys.ts';
import { keepOfficialSchemas, officialSchemas } from '../helpers/official-schemas.ts';
import { newUserData } from '../helpers/launch.ts';
import { answerFileDialog, testFile } from '../helpers/test-company.ts';
import { xlsx } from '../helpers/xlsx.ts';
import { call } from './pages/call.ts';
import { InvoicePage } from './pages/invoice-page.ts';
import { live } from './pages/life.ts';
import { SettingsPage } from './pages/settings-page.ts';

test.setTimeout(120_000);
const within = { timeout: 60_000 };

test('the CAByS catalogue is brought in from a file, and a line finds its code by words without internet', async () => {
  const life = await live(newUserData(), '0.01');
  try {
    const { app, page } = life;
    const rows = generatedCatalogue(20_000).map(({ code, description, rate }) =>
      officialRow(code, description, rate === '0' ? 'Exento' : Number(rate) / 100),
    );
    const coffee = officialRow('2352100000100', 'Café de altura tostado', 0.01);
    const file = testFile('catalogo.xlsx', xlsx({ Cabys: [[''], officialHead, ...rows, coffee] }));
    await answerFileDialog(app, file);
    await new SettingsPage(page).goTo('Catálogos y consultas');
    await page.getByRole('button', { name: 'Traer el catálogo de un archivo…' }).click();
    await expect(page.getByText(/^Listo: 20.001 filas de catalogo\.xlsx/)).toBeVisible(within);
    await expect(page.getByText(/^20.001 códigos, de catalogo\.xlsx$/)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('catalogues.png') });

    const invoice = new InvoicePage(page);
    await invoice.openInvoice();
    await invoice.goToLines();
    await invoice.cell('CAByS', 1).focus();
    await page.keyboard.type('altura cafe');
    await expect(page.getByRole('option', { name: /2352100000100.*IVA 1 %/ })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('cabys.png') });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(invoice.cell('CAByS', 1)).toHaveValue('2352100000100');
    await expect(invoice.cell('Detalle', 1)).toHaveValue('Café de altura tostado');
    await expect(invoice.cell('Cantidad', 1)).toBeFocused();
  } finally {
    await life.app.close();
  }
});

test('a document sealed with the schemas at hand says by which set it was validated', async () => {
  test.skip(!officialSchemas, 'the official schemas are not beside the repository');
  const userData = newUserData();
  await keepOfficialSchemas(schemaStore(join(userData, 'schemas')));
  const life = await live(userData, '0.01');
  try {
    const { page } = life;
    const invoice = new InvoicePage(page);
    await invoice.openReceipt();
    await invoice.goToLines();
    await invoice.typeLine({ detail: 'Clavos', cabys: '4292199000000', quantity: '2', price: '500' });
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect
      .poll(async () => {
        const { rows } = await call(page, 'documents.page', { filter: {}, limit: 10 });
        const [row] = rows;
        return row && (await call(page, 'documents.get', { id: row.id })).schemaSet;
      }, within)
      .toBe('v4.4-2024');
  } finally {
    await life.app.close();
  }
});
