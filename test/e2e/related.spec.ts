import { type ElectronApplication, expect, type Locator, type Page, test } from '@playwright/test';
import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm } from '../../domain/billing/new-form.ts';
import type { Issued } from '../../preload/contract/documents.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { newUserData } from '../helpers/launch.ts';
import { allDocuments, call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { InvoicePage } from './pages/invoice-page.ts';
import { IssuedPanel } from './pages/issued-panel.ts';
import { live, verdictAfter } from './pages/life.ts';
import { PaymentsPage } from './pages/payments-page.ts';
import type { Practice } from './pages/practice.ts';
import { RelatedPart } from './pages/related-part.ts';

/** Documents made from documents: what a note takes back, what a payment pays, what a correction replaces. */

const finalWithin = { timeout: 20_000 };

test.describe('documents made from others, each until Hacienda accepted it', () => {
  let app: ElectronApplication;
  let page: Page;
  let practice: Practice;
  let form: InvoicePage;
  let documents: DocumentsPage;
  let related: RelatedPart;
  test.beforeAll(async () => {
    const life = await live(newUserData(), '0.02');
    ({ app, page, practice } = life);
    await practice.set(verdictAfter(0));
    form = new InvoicePage(page);
    documents = new DocumentsPage(page);
    related = new RelatedPart(page);
  });
  test.afterAll(() => app.close());

  /** A sale of the practice company, accepted; how it is typed has its own tests. */
  async function sold(changes: Partial<InvoiceForm>): Promise<Issued> {
    const { issuer } = (await call(page, 'company.current', undefined)).settings;
    if (issuer === undefined) throw new Error('the practice company has no issuer');
    const { customer } = goodForm();
    const issued = await call(page, 'invoices.issue', {
      draftId: crypto.randomUUID(),
      form: { ...emptyInvoiceForm('01', issuer), customer, ...changes },
    });
    await documents.open(issued.consecutivo);
    await expect(documents.state('Aceptado')).toBeVisible(finalWithin);
    return issued;
  }

  /** Issues what is open and waits for the authority's own word. @returns its consecutivo */
  async function accepted(short: string): Promise<string> {
    await form.issue();
    const panel = new IssuedPanel(page);
    await expect(panel.title).toHaveText(new RegExp(`^Guardado aquí como ${short} \\d{20}$`));
    await expect(panel.says('Aceptado', 'Sí')).toBeVisible(finalWithin);
    return /\d{20}/.exec((await panel.title.textContent()) ?? '')?.[0] ?? '';
  }

  test('a credit note takes one of two back; more than what is left is said on its line and NOT sealed', async () => {
    const sale = await sold({
      lines: [
        goodLine('hammer', { detail: 'Martillo de uña', quantity: '2', unitPrice: '1000' }),
        goodLine('nails', { detail: 'Clavos', quantity: '5', unitPrice: '100' }),
      ],
    });
    await related.returnGoods('Martillo de uña', '1');
    await expect(form.cell('Cantidad', 1)).toHaveValue('1');
    await expect(form.cell('Detalle', 2)).toHaveCount(0);
    await expect(form.field('Número o clave', form.row('Referencia 1'))).toHaveValue(sale.clave);
    await expect(form.figure('Total')).toHaveText('₡1 130,00');
    const note = await accepted('NC');

    await documents.open(sale.consecutivo);
    await expect(related.made('NC')).toHaveText(new RegExp(`^NC ${note}.*Aceptado.*1.130,00$`));
    // 2 825 - 1 130
    await expect(related.section).toContainText('Queda sin acreditar: ₡1 695,00');

    await related.section.getByRole('button', { name: 'Nota de crédito' }).press('Enter');
    await expect(related.note.getByRole('radio', { name: 'Todo el documento (lo anula)' })).toBeDisabled();
    await expect(related.note).toContainText('quedan 1 de 2');
    await page.keyboard.press('Escape');
    await related.returnGoods('Martillo de uña', '1');
    await form.write(form.cell('Cantidad', 1), '2');
    await page.keyboard.press('Enter');
    const tooMuch = 'Son 2 y lo que queda por devolver es 1.';
    await expect(form.cell('Cantidad', 1)).toHaveAttribute('aria-invalid', 'true');
    await expect(form.cell('Cantidad', 1)).toHaveAccessibleDescription(tooMuch);

    const before = (await allDocuments(page)).length;
    await form.issue();
    await expect(form.faults.filter({ hasText: tooMuch })).toBeVisible();
    await expect(form.cell('Cantidad', 1)).toBeFocused();
    expect(await allDocuments(page)).toHaveLength(before);

    // what is left may go back, and then nothing of that line is
    await form.write(form.cell('Cantidad', 1), '1');
    await expect(form.faults).toHaveCount(0);
    await accepted('NC');
    await documents.open(sale.consecutivo);
    await expect(related.made('NC')).toHaveCount(2);
    await expect(related.section).toContainText('Queda sin acreditar: ₡565,00');
  });

  test('a credit sale is paid twice from Pagos, and then it is "Pagada"', async () => {
    const sale = await sold({
      saleCondition: '10',
      creditDays: '60',
      lines: [goodLine('a1', { quantity: '1', unitPrice: '10000' })],
    });
    const payments = new PaymentsPage(page);
    const row = payments.creditSale(sale.consecutivo);
    const panel = row.getByRole('form', { name: 'Pago recibido' });
    async function pay(how: (amount: Locator) => Promise<void>): Promise<void> {
      await payments.goTo();
      await row.getByRole('button', { name: 'Registrar pago' }).press('Enter');
      const amount = panel.getByLabel('Monto recibido, con IVA');
      await expect(amount).toBeFocused();
      await how(amount);
      await expect(page.getByRole('heading', { level: 1, name: 'Recibo de pago' })).toBeAttached();
      await expect(form.field('Número o clave', form.row('Referencia 1'))).toHaveValue(sale.clave);
    }

    await pay(async () => {
      await page.keyboard.type('4520');
      await page.keyboard.press('Enter');
    });
    await expect(form.figure('IVA 13 %')).toHaveText('520,00');
    await expect(form.figure('Total')).toHaveText('₡4 520,00');
    await accepted('REP');
    await payments.goTo();
    await expect(row).toContainText('Debe ₡6 780,00');

    await pay(async (amount) => {
      await panel.getByRole('button', { name: 'Todo lo que se debe' }).press('Enter');
      await expect(amount).toHaveValue(/^6[\s.]?780([.,]0+)?$/);
      await panel.getByRole('button', { name: 'Preparar el recibo' }).press('Enter');
    });
    await expect(form.figure('Total')).toHaveText('₡6 780,00');
    await accepted('REP');
    await payments.goTo();
    await expect(row).toContainText('Pagada');
    await expect(row).toContainText('2 recibos');
    await expect(row.getByRole('button', { name: 'Registrar pago' })).toHaveCount(0);
  });

  test('a rejection is explained, and corrected from the field it is about, by keys', async () => {
    const text = 'El código CAByS de la línea 2 no existe en el catálogo.';
    await practice.set({
      change: 'next-verdict',
      verdict: { verdict: 'rejected', detail: [{ code: -400, text }] },
    });
    await form.openKind('01');
    await form.pick('Construcciones', /Construcciones del Valle/);
    await form.goToLines();
    await form.typeLine({
      detail: 'Martillo de uña',
      cabys: '4291100000100',
      quantity: '1',
      price: '1000',
    });
    await page.keyboard.press('Shift+Enter');
    await expect(form.cell('Detalle', 2)).toBeFocused();
    await form.typeLine({ detail: 'Clavos', cabys: '4292199000000', quantity: '3', price: '500' });
    await form.issue();
    const panel = new IssuedPanel(page);
    await expect(panel.says('Aceptado', 'No')).toBeVisible(finalWithin);
    const rejected = (await allDocuments(page))[0];
    if (rejected === undefined) throw new Error('nothing was issued');

    await page.keyboard.press('ControlOrMeta+Shift+o');
    await expect(
      documents.detail.getByRole('heading', { level: 2, name: rejected.consecutivo }),
    ).toBeVisible();
    await expect(documents.state('Rechazado')).toBeVisible();
    await expect(documents.answer).toContainText('-400');
    await expect(documents.answer).toContainText(text);
    await expect(documents.answer).toContainText('Un código CAByS no existe en el catálogo.');
    await expect(documents.answer).toContainText(
      'Busque el código correcto del producto y corríjalo en un documento nuevo.',
    );
    await documents.action('Corregir en un documento nuevo').press('Enter');
    await expect(form.cell('CAByS', 2)).toBeFocused();
    const reference = form.row('Referencia 1');
    await expect(form.field('Tipo de documento', reference).locator('option:checked')).toHaveText(
      'Comprobante rechazado por Hacienda',
    );
    await expect(form.field('Número o clave', reference)).toHaveValue(rejected.clave);

    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('4291100000100');
    await page.keyboard.press('Enter');
    const correction = await accepted('FE');
    expect(correction).not.toBe(rejected.consecutivo);
    await documents.open(rejected.consecutivo);
    await expect(documents.detail).toContainText(`Corregido en el documento ${correction}.`);
    await expect(documents.action('Corregir en un documento nuevo')).toHaveCount(0);
  });
});
