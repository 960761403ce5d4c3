import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { InvoiceForm, InvoiceKind, LineForm } from '../../domain/billing/invoice-form.ts';
import {
  emptyComponent,
  emptyExoneration,
  emptyInvoiceForm,
  emptyLine,
  emptyOtherCharge,
  emptyTax,
} from '../../domain/billing/new-form.ts';
import { goodDiscount, goodForm, goodLine } from '../helpers/invoices.ts';
import { addTestCompany, outsideAuthorities } from '../helpers/test-company.ts';
import { call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { FirstRunPage } from './pages/first-run-page.ts';
import { InvoicePage } from './pages/invoice-page.ts';
import { PaymentsPage } from './pages/payments-page.ts';
import { QueuePage } from './pages/queue-page.ts';
import { received } from './tour-received.ts';
import { related } from './tour-related.ts';
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

const firstRun: Walk = {
  title: 'the first run and a company being set up',
  walk: (userData, visit) =>
    withProgram(userData, {}, async (app, page) => {
      const { practise } = new FirstRunPage(page);
      await expect(practise).toBeVisible();
      await visit({ name: 'first-run', app, page, primary: practise });
      await page.getByRole('button', { name: /^Configurar mi empresa/ }).click();
      const create = page.getByRole('button', { name: 'Crear la empresa' });
      await expect(create).toBeVisible();
      await visit({ name: 'settings-new-company', app, page, primary: create });
      await create.click();
      await expect(page.getByText(/por corregir/).first()).toBeVisible();
      await visit({ name: 'settings-new-company-faults', app, page, primary: create });
    }),
};

const emptyCompany: Walk = {
  title: 'an empty company: every section, the menus, the palette and the simulator',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      const practice = await practiceOf(page);
      const first = page.getByRole('button', { name: 'Hacer la primera factura' });
      await expect(first).toBeVisible();
      await visit({ name: 'home-empty', app, page, primary: first });
      await section(page, 'Documentos');
      await expect(first).toBeVisible();
      await visit({ name: 'documents-empty', app, page, primary: first });
      await page.getByRole('button', { name: 'Conciliar', exact: true }).click();
      const compare = page.getByRole('button', { name: 'Comparar ahora' });
      await expect(compare).toBeVisible();
      await visit({ name: 'reconciliation-never', app, page, primary: compare });
      for (const series of ['same', 'other'] as const)
        await practice.set({ change: 'sent-elsewhere', series });
      await compare.click();
      await expect(page.getByText(/^Comparado /)).toBeVisible();
      await page
        .getByRole('button', { name: /^Ver detalle de/ })
        .first()
        .click();
      await visit({ name: 'reconciliation-differences', app, page });
      await practice.set({ change: 'reset' });
      await practice.set({
        change: 'switches',
        switches: { hacienda: { processingMinMs: 0, processingMaxMs: 0 } },
      });
      await section(page, 'Pagos');
      const open = page.getByRole('button', { name: 'Abrir', exact: true });
      await expect(open).toBeVisible();
      await visit({ name: 'payments-empty', app, page, primary: open });
      await section(page, 'Cola');
      await expect(page.getByText('No hay nada en camino.')).toBeVisible();
      await visit({ name: 'queue-empty', app, page });

      await section(page, 'Ajustes');
      const parts = page.getByRole('navigation', { name: 'Ajustes' });
      for (const [part, name] of [
        ['Empresa', 'company'],
        ['Hacienda', 'hacienda'],
        ['Llave criptográfica', 'certificate'],
        ['e-Dinky (Ecuador)', 'edinky'],
        ['Catálogos y consultas', 'catalogues'],
        ['Impresión', 'printing'],
        ['Copias de seguridad', 'copies'],
        ['Este programa', 'general'],
      ] as const) {
        await parts.getByRole('button', { name: part }).click();
        await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible();
        await visit({ name: `settings-${name}`, app, page });
      }
      await parts.getByRole('button', { name: 'Copias de seguridad' }).click();
      await page.getByRole('button', { name: 'Hacer una copia ahora' }).click();
      await expect(page.getByText('Copia hecha y comprobada')).toBeVisible({ timeout: 15_000 });
      const restore = page.getByRole('button', { name: /^Restaurar esta copia/ });
      await visit({ name: 'settings-copies-made', app, page, primary: restore.first() });
      await restore.first().click();
      const no = page.getByRole('button', { name: 'No, volver' });
      await visit({ name: 'settings-copies-ask', app, page, primary: no });
      await no.click();

      await section(page, 'Inicio');
      await page.getByRole('button', { name: 'Nuevo' }).click();
      await expect(page.getByRole('menuitem', { name: 'Factura electrónica', exact: true })).toBeVisible();
      await visit({ name: 'menu-new', app, page });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Empresa: / }).click();
      await expect(page.getByRole('menuitem', { name: 'Agregar empresa' })).toBeVisible();
      await visit({ name: 'menu-company', app, page });
      await page.keyboard.press('Escape');

      await page.keyboard.press('ControlOrMeta+k');
      const palette = page.getByRole('dialog', { name: 'Buscar o hacer' });
      await expect(palette.getByRole('option').first()).toBeVisible();
      await visit({ name: 'palette', app, page });
      await page.keyboard.type('martillo');
      await expect(palette.getByRole('option', { name: /Martillo/ })).toBeVisible();
      await visit({ name: 'palette-found', app, page });
      await page.keyboard.type(' que no existe');
      await expect(palette.getByText('Nada coincide.')).toBeVisible();
      await visit({ name: 'palette-nothing', app, page });
      await page.keyboard.press('Escape');

      await page.keyboard.press('F9');
      const panel = page.getByRole('complementary', { name: 'Simulador' });
      await expect(panel.getByRole('heading', { name: 'Simulador' })).toBeVisible();
      await visit({ name: 'practice-panel', app, page });
      for (const closed of await panel.locator('summary').all()) await closed.click();
      await visit({ name: 'practice-panel-open', app, page });
    }),
};

const invoices: Walk = {
  title: 'an invoice in every condition, and the documents',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      const practice = await practiceOf(page);
      const invoice = new InvoicePage(page);
      const emit = page.getByRole('button', { name: /^Emitir/ });
      await invoice.openInvoice();
      await visit({ name: 'form-empty', app, page, primary: emit });
      await page.keyboard.type('a');
      await expect(page.getByRole('option').first()).toBeVisible();
      await visit({ name: 'form-customer-list', app, page });
      await page.keyboard.press('Escape');
      await invoice.issue();
      await expect(invoice.faults.first()).toBeVisible();
      await visit({ name: 'form-faults', app, page, primary: emit });

      const draft = await saleOf(
        page,
        'Asociación de Desarrollo Integral de San Rafael de Oreamuno',
        Array.from({ length: 40 }, (_, index) => `${1000 + index * 7}.5`),
      );
      await call(page, 'drafts.save', { id: randomUUID(), form: draft });
      await section(page, 'Inicio');
      await page.getByRole('button', { name: /^Asociación de Desarrollo/ }).click();
      await expect(invoice.details).toHaveCount(40);
      await page.getByRole('button', { name: /^Descuentos y más, línea 2:/ }).click();
      await visit({ name: 'form-many-lines', app, page, primary: emit });

      await invoice.issue();
      await expect(page.getByRole('region', { name: /^Guardado aquí como/ })).toBeVisible();
      await waitForStates(page, ['accepted']);
      await expect(
        page.getByRole('list', { name: 'Qué se sabe' }).getByLabel('Sí', { exact: true }),
      ).toHaveCount(3);
      await visit({ name: 'form-issued', app, page });

      await practice.set({
        change: 'next-verdict',
        verdict: {
          verdict: 'rejected',
          detail: [{ code: -402, text: 'El código CAByS indicado no existe en el catálogo.' }],
        },
      });
      const rejected = await issue(page, await saleOf(page, 'Soda El Higuerón', ['2500']));
      await waitForStates(page, ['accepted', 'rejected']);
      const accepted = await issue(
        page,
        await saleOf(page, 'Construcciones del Valle S.A.', ['7350.50', '6500']),
      );
      await waitForStates(page, ['accepted', 'accepted', 'rejected']);
      await call(page, 'drafts.save', {
        id: randomUUID(),
        form: await saleOf(page, 'María Fernanda Solís Vargas', ['1200']),
      });
      await practice.set({ change: 'provoke', provocation: { endpoint: 'post', outcome: '400', times: 1 } });
      await issue(page, await saleOf(page, 'Transportes Hermanos Quesada', ['45000']));
      await waitForStates(page, ['accepted', 'accepted', 'needs_fix', 'rejected']);

      await section(page, 'Inicio');
      await expect(page.getByText('Necesita su atención').first()).toBeVisible();
      await visit({ name: 'home', app, page });
      const documents = new DocumentsPage(page);
      await documents.goTo();
      await expect(documents.row(accepted)).toBeVisible();
      await visit({ name: 'documents', app, page });
      await documents.open(accepted);
      await visit({ name: 'documents-accepted', app, page });
      for (const closed of await documents.detail.locator('summary').all()) await closed.click();
      await visit({ name: 'documents-accepted-raw', app, page });
      await documents.open(rejected);
      await visit({ name: 'documents-rejected', app, page });
      await documents.goTo();
      await page.getByRole('searchbox', { name: 'Buscar' }).fill('nadie se llama así');
      await expect(page.getByText('Nada coincide')).toBeVisible();
      await visit({ name: 'documents-nothing-found', app, page });

      // the queue: waiting without a line, then stopped by a refusal of access
      await practice.line('cut');
      await issue(page, await saleOf(page, 'Hotel Miramar del Pacífico Sociedad Anónima', ['98000']));
      await issue(page, await saleOf(page, 'Soda El Higuerón', ['3100']));
      const queue = new QueuePage(page);
      await queue.goTo();
      await expect(queue.way('Hacienda')).toContainText('Sin conexión');
      await visit({ name: 'queue-waiting', app, page });
      await queue.items.getByRole('button', { name: /^Ver/ }).first().click();
      await visit({ name: 'queue-item', app, page });
      await practice.set({
        change: 'switches',
        switches: { hacienda: { quota: 'staging' } },
      });
      await practice.set({ change: 'provoke', provocation: { endpoint: 'post', outcome: '403', times: 1 } });
      await practice.line('up');
      await expect(queue.way('Hacienda')).toContainText('Detenido: permiso', { timeout: 15_000 });
      await visit({ name: 'queue-blocked', app, page, primary: queue.tryAgain('Hacienda') });
    }),
};

/** A form of the kind with all it may hold, filled in as a clerk would. */
async function fullForm(page: Page, kind: InvoiceKind, customer: string): Promise<InvoiceForm> {
  const { issuer } = (await call(page, 'company.current', undefined)).settings;
  if (issuer === undefined) throw new Error('the practice company has no issuer');
  const empty = emptyInvoiceForm(kind, issuer);
  return {
    ...empty,
    customer: { ...goodForm().customer, name: customer },
    references: empty.references.map((reference) => ({
      ...reference,
      documentType: '01',
      number: `506${'0'.repeat(47)}`,
      issuedOn: '2026-03-02',
      code: kind === '10' ? '04' : '02',
      reason: 'Se cobró el precio anterior',
    })),
  };
}

/** A line with everything that is folded away in an ordinary one. */
const fullLine = (): LineForm => ({
  ...goodLine('l0', { detail: 'Ron añejo, botella de 750 ml', cabys: '2413100000100', quantity: '3' }),
  discounts: [goodDiscount('d1')],
  taxes: [
    {
      ...emptyTax('t1'),
      code: '04',
      quantity: '750',
      percentage: '35',
      unitTax: '4,05',
      assumed: true,
    },
    { ...emptyTax('t2'), code: '02', rate: '10' },
  ],
  exoneration: {
    ...emptyExoneration(),
    documentType: '08',
    number: '7210',
    article: '20',
    institution: '99',
    institutionOther: 'PROCOMER',
    issuedOn: '2026-01-15',
    rate: '13',
  },
  commercialCodes: [{ id: 'c1', type: '03', code: '7441001234567' }],
  serials: ['L2026-0001', 'L2026-0002', 'L2026-0003'],
});

const kinds: Walk = {
  title: 'the form of every kind',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      await practiceOf(page);
      const invoice = new InvoicePage(page);
      const emit = page.getByRole('button', { name: /^Emitir/ });
      const open = async (form: InvoiceForm): Promise<void> => {
        await section(page, 'Inicio');
        await call(page, 'drafts.save', { id: randomUUID(), form });
        await page.getByRole('button', { name: new RegExp(`^${form.customer.name}`) }).click();
        await expect(invoice.customerName).toHaveValue(form.customer.name);
      };

      const sale = await fullForm(page, '01', 'Licorera La Bodega');
      await open({
        ...sale,
        lines: [fullLine(), goodLine('l1')],
        otherCharges: [
          {
            ...emptyOtherCharge('o1'),
            type: '04',
            detail: 'Cobro de un tercero',
            thirdPartyName: 'Municipalidad de Oreamuno',
            thirdPartyIdType: '02',
            thirdPartyIdNumber: '3014042083',
            value: '1500',
          },
        ],
      });
      await page.getByRole('button', { name: /^Descuentos y más, línea 1/ }).click();
      await visit({ name: 'form-line-full', app, page, primary: emit });
      await page.getByLabel('Puntos exonerados').focus();
      await visit({ name: 'form-line-full-more', app, page, primary: emit });
      await page.getByLabel('Nombre del tercero').focus();
      await visit({ name: 'form-other-charges', app, page, primary: emit });

      await open({
        ...sale,
        customer: { ...sale.customer, name: 'Canastas del Valle' },
        lines: [
          {
            ...goodLine('l0', { detail: 'Canasta navideña' }),
            components: [
              { ...emptyComponent('p1'), detail: 'Arroz 2 kg', cabys: '2316100000100', unitPrice: '1800' },
              { ...emptyComponent('p2'), detail: 'Rompope', cabys: '2413100000100', unitPrice: '4200' },
            ],
          },
        ],
      });
      await page.getByRole('button', { name: /^Descuentos y más, línea 1/ }).click();
      await visit({ name: 'form-bundle', app, page, primary: emit });

      for (const [kind, name, customer] of [
        ['03', 'form-credit-note', 'Ferretería Los Ángeles'],
        ['08', 'form-purchase', 'Rosa Elena Vindas Mora'],
        ['09', 'form-export', 'Acme Tools Incorporated'],
      ] as const) {
        await open({ ...(await fullForm(page, kind, customer)), lines: [goodLine('l0')] });
        await visit({ name, app, page, primary: emit });
      }
      const receipt = await fullForm(page, '10', 'Hotel Miramar del Pacífico');
      await open({
        ...receipt,
        lines: [{ ...emptyLine('l0', '10'), detail: 'Abono 1 de 3', unitPrice: '125000,50' }],
      });
      await visit({ name: 'form-payment-receipt', app, page, primary: emit });

      await invoice.openKind('02');
      await invoice.issue();
      await expect(invoice.faults.first()).toBeVisible();
      await visit({ name: 'form-debit-note-faults', app, page, primary: emit });
    }),
};

const payments: Walk = {
  title: 'payments in every condition',
  walk: (userData, visit) =>
    withProgram(userData, practising, async (app, page) => {
      const practice = await practiceOf(page);
      const pane = new PaymentsPage(page);
      const { save } = pane;
      const record = async (id: string, amount: string, code: string): Promise<void> => {
        await pane.open(id);
        await pane.waitForState('Sin pagos registrados');
        await expect(pane.balance).toBeVisible();
        await pane.type(1, amount, code);
        await save.click();
        await pane.waitForState('Registrado');
      };
      await pane.open('948924864');
      await expect(pane.balance).toContainText('$42,54');
      await pane.type(1, '12.2', '1');
      await pane.type(2, '52.2', '3');
      await expect(pane.rows).toContainText('El total no puede superar');
      await visit({ name: 'payments-over-total', app, page, primary: save });
      await pane.amount(2).fill('30.34');
      await save.click();
      await pane.waitForState('Registrado');
      for (const closed of await pane.history.locator('summary').all()) await closed.click();
      await visit({ name: 'payments-recorded', app, page, primary: save });

      await record('948924871', '100', '1');
      await practice.elsewhere('948924871', [
        ['60.00', '19'],
        ['40.00', '20'],
      ]);
      await pane.type(1, '125', '1');
      await save.click();
      await pane.waitForState('Cambiado en otro lugar');
      await visit({ name: 'payments-conflict', app, page, primary: pane.takeMine });

      await pane.open('948924893');
      await expect(pane.balance).toContainText('$8,05');
      await practice.set({
        change: 'provoke',
        provocation: { endpoint: 'put', outcome: '422', times: 1, cause: 'El código no es válido' },
      });
      await pane.type(1, '8.05', '6');
      await save.click();
      await pane.waitForState('Por corregir');
      await visit({ name: 'payments-refused', app, page, primary: save });

      await pane.open('948924880');
      await expect(pane.balance).toContainText('$1\u00a0350,60');
      await pane.type(1, '1350.60', '1');
      await visit({ name: 'payments-cash-warning', app, page, primary: save });

      await pane.open('948924915');
      await pane.waitForState('Enviado al SRI: solo lectura');
      await visit({ name: 'payments-frozen', app, page });

      await practice.line('cut');
      await pane.open('61247344');
      await expect(pane.editor.getByRole('alert')).toBeVisible();
      await visit({ name: 'payments-total-unknown', app, page, primary: save });
    }),
};

const realCompanies: Walk = {
  title: 'a company of the test environment and one of production, without their secrets',
  walk: async (userData, visit) => {
    const authorities = await outsideAuthorities();
    try {
      await withProgram(userData, {}, async (app, page) => {
        await expect(new FirstRunPage(page).practise).toBeVisible();
        await addTestCompany(page, authorities);
        await page.reload();
        await section(page, 'Inicio');
        await visit({ name: 'test-home', app, page });
        await section(page, 'Cola');
        await visit({ name: 'test-queue', app, page });
        await section(page, 'Ajustes');
        const parts = page.getByRole('navigation', { name: 'Ajustes' });
        for (const [part, name] of [
          ['Empresa', 'company'],
          ['Hacienda', 'hacienda'],
          ['Llave criptográfica', 'certificate'],
          ['e-Dinky (Ecuador)', 'edinky'],
          ['Catálogos y consultas', 'catalogues'],
        ] as const) {
          await parts.getByRole('button', { name: part }).click();
          await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible();
          await visit({ name: `test-settings-${name}`, app, page });
        }
        const { settings } = await call(page, 'company.current', undefined);
        await call(page, 'company.save', {
          environment: 'production',
          settings: { ...settings, label: 'Distribuidora y Ferretería del Este Sociedad Anónima' },
        });
        await page.reload();
        await new InvoicePage(page).openInvoice();
        await visit({ name: 'production-form', app, page });
      });
    } finally {
      await authorities.stop();
    }
  },
};

/** Overwrites the head of a file, as a failing disk does. */
function damage(file: string): void {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(512, 0x5a), 0, 512, 0);
  closeSync(open);
}

const trouble: Walk = {
  title: 'data that cannot be opened',
  walk: async (userData, visit) => {
    await withProgram(userData, practising, async (_app, page) => {
      await practiceOf(page);
      // the copy of the day is made after the first paint
      await expect
        .poll(async () => (await call(page, 'app.start', undefined)).lastCopyAt, { timeout: 15_000 })
        .toBeGreaterThan(0);
    });
    damage(join(userData, 'talonario.sqlite'));
    await withProgram(userData, {}, async (app, page) => {
      const restore = page.getByRole('button', { name: /^Restaurar la última copia/ });
      await expect(restore).toBeVisible();
      await visit({ name: 'store-damaged', app, page, primary: restore });
      await page.getByRole('button', { name: 'Empezar con un archivo nuevo' }).click();
      const sure = page.getByRole('button', { name: 'Sí, empezar con un archivo nuevo' });
      await expect(sure).toBeVisible();
      await visit({ name: 'store-damaged-sure', app, page, primary: sure });
    });
  },
};

/** Every screen there is. */
export const walks: readonly Walk[] = [
  firstRun,
  emptyCompany,
  invoices,
  kinds,
  payments,
  related,
  received,
  realCompanies,
  trouble,
];
