import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { signedSupplierXml, supplierDocument } from '../helpers/received.ts';
import { testTaxpayer } from '../helpers/taxpayers.ts';
import { call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { practiceOf, practising, section, type Walk, withProgram } from './walk.ts';

const day = 86_400_000;
/** The calendar day in Costa Rica, so many days ago. */
const onDay = (ago: number): string =>
  new Date(Date.now() - 6 * 3_600_000 - ago * day).toISOString().slice(0, 10);

/** Documents of a supplier of the present and of the month before, one of them altered, and what is no document. */
async function supplierFiles(folder: string, receiver: string): Promise<readonly string[]> {
  const supplier = { number: '3101999999', name: 'PAPELERA DEL NORTE SOCIEDAD ANONIMA' };
  const { key } = await testTaxpayer({
    name: supplier.name,
    identification: { type: '02', number: supplier.number },
    validFrom: Date.now() - 300 * day,
  });
  const signed = (number: number, ago: number, kind: InvoiceKind, to = receiver): string =>
    signedSupplierXml(
      supplierDocument({
        number,
        supplier: supplier.number,
        supplierName: supplier.name,
        receiver: to,
        on: onDay(ago),
        kind,
      }),
      key,
    ).toString('utf8');
  const files = [
    ['factura de papel.xml', signed(1, 0, '01')],
    ['factura de tinta.xml', signed(2, 1, '01')],
    ['nota.xml', signed(3, 2, '03')],
    ['de hace dos meses.xml', signed(4, 62, '01')],
    ['de otra empresa.xml', signed(5, 3, '01', '3101777777')],
    ['cambiada.xml', signed(6, 3, '01').replace('Consultoría', 'Asesoría')],
    ['factura.pdf', '%PDF-1.7'],
  ] as const;
  return files.map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** Recibidos: the documents of suppliers, and what is answered. */
export const received: Walk = {
  title: 'the documents of suppliers, and the answer to one',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      await practiceOf(page);
      await section(page, 'Recibidos');
      await expect(page.getByText('Aquí van los documentos de sus proveedores')).toBeVisible();
      const openFiles = page.getByRole('button', { name: /^Abrir XML/ });
      await visit({ name: 'received-empty', app, page, primary: openFiles.first() });

      const { settings } = await call(page, 'company.current', undefined);
      const filePaths = await supplierFiles(userData, settings.issuer?.identificationNumber ?? '');
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...chosen] });
      }, filePaths);
      await page.keyboard.press('Control+o');
      const results = page.getByRole('region', { name: 'Archivos leídos' });
      await expect(results).toContainText('Es un PDF', { timeout: 30_000 });
      const list = page.getByRole('grid', { name: 'Documentos recibidos' });
      await expect(list.getByRole('row')).not.toHaveCount(1);
      await visit({ name: 'received-read', app, page, primary: openFiles });
      await results.getByRole('button', { name: 'Cerrar esta lista' }).click();
      await page.getByRole('radio', { name: /^Todos/ }).check();
      await visit({ name: 'received', app, page, primary: openFiles });

      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('Enter');
      const detail = page.getByRole('complementary', { name: 'Detalle del documento recibido' });
      await expect(detail.getByText('Revisión')).toBeVisible();
      await visit({ name: 'received-detail', app, page });
      const close = detail.getByRole('button', { name: 'Cerrar', exact: true });
      await close.click();
      await page.getByRole('radio', { name: /^Con problemas/ }).check();
      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('Enter');
      await expect(detail.getByText('Problema').first()).toBeVisible();
      await visit({ name: 'received-problem', app, page });
      await close.click();

      await page.getByRole('radio', { name: /^Por decidir/ }).check();
      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('a');
      const seal = page.getByRole('button', { name: /^Firmar y enviar/ });
      await expect(seal).toBeEnabled();
      await visit({ name: 'received-accept', app, page, primary: seal });
      await page.getByRole('radio', { name: 'Rechazar' }).check();
      await visit({ name: 'received-reject', app, page, primary: seal });
      await page.getByRole('button', { name: 'Cancelar' }).click();
      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('p');
      await page.getByLabel('Por qué').fill('Faltó una caja');
      await expect(seal).toBeEnabled();
      await visit({ name: 'received-partly-many', app, page, primary: seal });
      await page.getByRole('button', { name: 'Cancelar' }).click();
      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('a');
      await expect(seal).toBeEnabled();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('region', { name: 'Respuestas' })).toBeVisible({ timeout: 30_000 });
      const accepted = async (): Promise<number> => {
        const { rows } = await call(page, 'received.list', { show: 'accepted', text: '' });
        return rows.filter(({ message }) => message?.state === 'accepted').length;
      };
      await expect.poll(accepted, { timeout: 30_000 }).toBeGreaterThan(0);
      await page.getByRole('radio', { name: /^Aceptados/ }).check();
      await visit({ name: 'received-answered', app, page });
      await list.locator('[data-index="0"]').focus();
      await page.keyboard.press('Enter');
      await detail.getByRole('button', { name: 'Ver su recorrido' }).click();
      await expect(new DocumentsPage(page).detail.getByRole('heading', { level: 2 })).toBeVisible();
      await visit({ name: 'message-detail', app, page });
    }),
};
