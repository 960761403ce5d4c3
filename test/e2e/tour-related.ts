import { expect } from '@playwright/test';
import { DocumentsPage } from './pages/documents-page.ts';
import {
  issue,
  practiceOf,
  practising,
  saleOf,
  section,
  waitForStates,
  type Walk,
  withProgram,
} from './walk.ts';

/** What is made from a document: its notes, and the receipts of a credit sale. */
export const related: Walk = {
  title: 'notes and payments of a document, and an answer explained',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      const practice = await practiceOf(page);
      const sale = await saleOf(page, 'Hotel Miramar del Pacífico Sociedad Anónima', [
        '98000',
        '6500',
        '12400',
      ]);
      const credit = { ...sale, saleCondition: '10', creditDays: '60' };
      await section(page, 'Pagos');
      await page.getByRole('radio', { name: 'Costa Rica' }).check();
      await expect(page.getByText('Aquí van las ventas a crédito por cobrar')).toBeVisible();
      await visit({ name: 'credit-none', app, page });
      const first = await issue(page, credit);
      await issue(page, {
        ...(await saleOf(page, 'Ministerio de Obras Públicas y Transportes', ['1250000.5'])),
        saleCondition: '08',
      });
      await waitForStates(page, ['accepted', 'accepted']);

      const documents = new DocumentsPage(page);
      await documents.goTo();
      await documents.open(first);
      const { detail } = documents;
      await detail.getByRole('heading', { name: 'Notas y pagos' }).scrollIntoViewIfNeeded();
      await visit({ name: 'related', app, page });
      await documents.action('Nota de crédito').click();
      const note = detail.getByRole('form', { name: 'Nota de crédito de este documento' });
      await expect(note).toBeVisible();
      const prepare = note.getByRole('button', { name: 'Preparar la nota' });
      await visit({ name: 'related-note-whole', app, page, primary: prepare });
      await note.getByRole('radio', { name: 'Algunas líneas' }).check();
      await note.getByRole('checkbox').first().check();
      await prepare.scrollIntoViewIfNeeded();
      await visit({ name: 'related-note-lines', app, page, primary: prepare });
      await page.keyboard.press('Escape');
      await documents.action('Registrar un pago').click();
      const receipt = detail.getByRole('form', { name: 'Pago recibido' });
      await receipt.getByLabel('Monto recibido, con IVA').fill('50000');
      const receive = receipt.getByRole('button', { name: 'Preparar el recibo' });
      await visit({ name: 'related-receipt', app, page, primary: receive });
      await receive.click();
      const emit = page.getByRole('button', { name: /^Emitir/ });
      await expect(page.getByRole('heading', { level: 1, name: 'Recibo de pago' })).toBeAttached();
      await visit({ name: 'form-payment-receipt-made', app, page, primary: emit });
      await page.keyboard.press('ControlOrMeta+Enter');
      await waitForStates(page, ['accepted', 'accepted', 'accepted']);

      await documents.goTo();
      await documents.open(first);
      await documents.action('Nota de crédito').click();
      await note.getByRole('radio', { name: 'Algunas líneas' }).check();
      await note.getByRole('checkbox').last().check();
      await prepare.click();
      await expect(page.getByRole('heading', { level: 1, name: 'Nota de crédito' })).toBeAttached();
      await visit({ name: 'form-credit-note-made', app, page, primary: emit });
      await page.keyboard.press('ControlOrMeta+Enter');
      await waitForStates(page, ['accepted', 'accepted', 'accepted', 'accepted']);
      await documents.goTo();
      await documents.open(first);
      await detail.getByRole('heading', { name: 'Notas y pagos' }).scrollIntoViewIfNeeded();
      await visit({ name: 'related-made', app, page });

      await section(page, 'Pagos');
      const sales = page.getByRole('region', { name: 'Ventas a crédito de Costa Rica' });
      await expect(sales.getByRole('listitem')).toHaveCount(2);
      await visit({ name: 'credit-sales', app, page });
      const pay = sales.getByRole('button', { name: 'Registrar pago' }).first();
      await pay.click();
      await visit({
        name: 'credit-paying',
        app,
        page,
        primary: page.getByRole('button', { name: 'Preparar el recibo' }),
      });
      await page.getByRole('button', { name: 'Volver', exact: true }).click();
      await page.getByRole('radio', { name: 'Ecuador' }).check();
      const open = page.getByRole('button', { name: 'Abrir', exact: true });
      await expect(open).toBeVisible();
      await visit({ name: 'payments-of-the-other-country', app, page, primary: open });

      await practice.set({
        change: 'next-verdict',
        verdict: {
          verdict: 'rejected',
          detail: [
            { code: -402, text: 'El código CAByS indicado no existe en el catálogo.' },
            {
              code: -99,
              text: 'La numeración consecutiva del comprobante ya existe en nuestras bases de datos.',
            },
          ],
        },
      });
      const refused = await issue(page, await saleOf(page, 'Soda El Higuerón', ['2500']));
      await waitForStates(page, ['accepted', 'accepted', 'accepted', 'accepted', 'rejected']);
      await documents.goTo();
      await documents.open(refused);
      await visit({ name: 'answer-explained', app, page });
    }),
};
