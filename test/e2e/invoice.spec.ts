import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launch, newUserData } from '../helpers/launch.ts';
import { allDocuments, call } from './pages/call.ts';
import { FirstRunPage } from './pages/first-run-page.ts';
import { InvoicePage } from './pages/invoice-page.ts';
import { IssuedPanel } from './pages/issued-panel.ts';
import { live, verdictAfter } from './pages/life.ts';
import { Practice } from './pages/practice.ts';
import { StatusStrip } from './pages/status-strip.ts';

/** The outbox 50 times as fast: seconds of waiting between questions, and still more than a second for every call. */
const timeScale = '0.02';
/** Longer than a question takes, so that "received" is on the screen before "accepted". */
const verdict = verdictAfter(600);
const finalWithin = { timeout: 20_000 };

const yes = 'Sí';
const notYet = 'Todavía no';
const no = 'No';

/** The three facts of the panel, always in this order. */
async function expectFacts(panel: IssuedPanel, kept: typeof yes, received: string, accepted: string) {
  await expect(async () => {
    const said = await Promise.all(
      ['Guardado aquí', 'Recibido por Hacienda', 'Aceptado'].map((name) =>
        panel.fact(name).locator('svg').first().getAttribute('aria-label'),
      ),
    );
    expect(said).toEqual([kept, received, accepted]);
  }).toPass(finalWithin);
}

/** A sale of one hammer to a known customer, by keys. */
async function typeInvoice(page: Page): Promise<InvoicePage> {
  const invoice = new InvoicePage(page);
  await invoice.openInvoice();
  await invoice.pick('Construcciones', /Construcciones del Valle/);
  await invoice.nextSection();
  await invoice.pick('martillo', /Martillo/);
  await expect(invoice.cell('Cantidad', 1)).toBeFocused();
  return invoice;
}

test('(a) a whole sale without the mouse, from the first window to "Aceptado", sent once', async () => {
  const app = await launch(newUserData(), { env: { APP_TIME_SCALE: timeScale } });
  try {
    const page = await app.firstWindow();
    const { keyboard } = page;
    await new FirstRunPage(page).choosePractice();
    const practice = new Practice(page);
    await practice.ready();
    await practice.set(verdict);

    const invoice = new InvoicePage(page);
    const total = invoice.figure('Total');
    await invoice.openInvoice();
    await invoice.pick('Construcciones', /Construcciones del Valle/);
    await expect(invoice.customerName).toHaveValue('Construcciones del Valle S.A.');

    await invoice.nextSection();
    await invoice.pick('martillo', /Martillo/);
    await expect(invoice.cell('Precio', 1)).toHaveValue('6500');
    await expect(total).toHaveText('₡7 345,00');

    // Every keystroke has its total: 6,500 colones each and 13 %.
    for (const [key, sum] of [
      ['1', '₡7 345,00'],
      ['2', '₡88 140,00'],
      ['Backspace', '₡7 345,00'],
      ['Backspace', '₡0,00'],
      ['3', '₡22 035,00'],
    ] as const) {
      await keyboard.press(key);
      await expect(total).toHaveText(sum);
    }
    for (const column of ['Unidad', 'Precio'] as const) {
      await keyboard.press('Tab');
      await expect(invoice.cell(column, 1)).toBeFocused();
    }
    await keyboard.press('Shift+Enter');
    await expect(invoice.cell('Detalle', 2)).toBeFocused();

    await keyboard.type('Clavos de 2 pulgadas');
    await keyboard.press('Enter');
    await expect(invoice.cell('CAByS', 2)).toBeFocused();
    await keyboard.type('4294100000100');
    await keyboard.press('Enter');
    await expect(invoice.cell('Cantidad', 2)).toBeFocused();
    await keyboard.type('2,5');
    await keyboard.press('Enter');
    await keyboard.type('Kg');
    await expect(invoice.cell('Unidad', 2)).toHaveValue('Kg');
    await keyboard.press('Enter');
    // 2.5 x 1,250.75 = 3,126.875; 13 % of it is 406.49375
    for (const [key, sum] of [
      ['1', '₡22 037,825'],
      ['2', '₡22 068,90'],
      ['5', '₡22 388,125'],
      ['0', '₡25 566,25'],
      [',', '₡25 566,25'],
      ['7', '₡25 568,2275'],
      ['5', '₡25 568,36875'],
    ] as const) {
      await keyboard.press(key);
      await expect(total).toHaveText(sum);
    }
    await keyboard.press('Enter');
    // 4 % of 3,126.875 is 125.075
    await keyboard.type('4');
    await expect(invoice.cell('Tarifa', 2)).toHaveValue('4');
    await expect(total).toHaveText('₡25 286,95');

    // A tenth off: 312.6875, so 2,814.1875 and 112.5675 of tax
    await keyboard.press('ControlOrMeta+Shift+d');
    await expect(page.getByLabel('Motivo', { exact: true })).toBeFocused();
    await keyboard.type('Descuento');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('10');
    await expect(total).toHaveText('₡24 961,755');
    await expect(invoice.figure('Venta')).toHaveText('22 626,875');
    await expect(invoice.figure('Descuentos')).toHaveText('− 312,6875');
    await expect(invoice.figure('Venta neta')).toHaveText('22 314,1875');
    await expect(invoice.figure('IVA 13 %')).toHaveText('2 535,00');
    await expect(invoice.figure('IVA 4 %')).toHaveText('112,5675');

    await invoice.goToNotes();
    await keyboard.type('Entregar en la obra.');
    await expect(page.getByRole('textbox', { name: 'Notas' })).toHaveValue('Entregar en la obra.');

    const panel = new IssuedPanel(page);
    await panel.listen();
    await invoice.issue();
    await expect(panel.title).toHaveText('Guardado aquí como FE 00100001010000000001');
    await expectFacts(panel, yes, yes, yes);
    await expect(panel.fact('Aceptado')).toContainText('Aceptado');
    // Each of the three was told by itself, in this order, and nothing was told before it was so.
    expect((await panel.told()).join('\n')).toMatch(
      new RegExp(
        [
          '^(Sí \\| Todavía no: En cola \\| Todavía no\n)?',
          '(Sí \\| Todavía no: Enviando \\| Todavía no\n)?',
          'Sí \\| Sí \\| Todavía no: Recibido, en validación\n',
          'Sí \\| Sí \\| Sí: Aceptado$',
        ].join(''),
      ),
    );
    await expect(new StatusStrip(page).part('Todo al día')).toBeVisible();

    const clave = (await panel.clave.textContent()) ?? '';
    const { counters, documents } = await practice.view();
    expect(counters.posts).toEqual([{ clave, arrived: 1, accepted: true }]);
    expect(counters.requests.filter(({ endpoint }) => endpoint === 'post')).toEqual([
      { endpoint: 'post', status: 201, count: 1 },
    ]);
    expect(counters.numbers).toEqual([
      { issuer: '003101123456', consecutivo: '00100001010000000001', claves: 1 },
    ]);
    expect(documents).toMatchObject([{ clave, state: 'aceptado' }]);

    // The next sale begins with the key that is offered.
    await keyboard.press('Enter');
    await expect(invoice.customerName).toBeFocused();
    await expect(invoice.customerName).toHaveValue('');
  } finally {
    await app.close();
  }
});

test('(b) without internet: kept, told so, sent once and accepted after a restart', async () => {
  const userData = newUserData();
  let { app, page, practice } = await live(userData, timeScale);
  let clave = '';
  try {
    await practice.set(verdict);
    await practice.line('cut');
    const strip = new StatusStrip(page);
    await expect(strip.part('Sin internet')).toBeVisible();

    const invoice = await typeInvoice(page);
    await expect(invoice.totals).toContainText('Sin internet: se enviará sola al volver.');
    await page.keyboard.type('2');
    await expect(invoice.figure('Total')).toHaveText('₡14 690,00');
    await invoice.issue();

    const panel = new IssuedPanel(page);
    await expect(panel.title).toHaveText('Guardado aquí como FE 00100001010000000001');
    await expect(panel.panel).toContainText('Sin internet: se enviará sola al volver.');
    await expectFacts(panel, yes, notYet, notYet);
    clave = (await panel.clave.textContent()) ?? '';
    expect(clave[41]).toBe('3');
    await expect(strip.part('Sin internet')).toBeVisible();
    await expect(strip.part(/^1 espera/)).toBeVisible();

    await page.keyboard.press('ControlOrMeta+Shift+o');
    const detail = page.getByRole('complementary', { name: 'Detalle del documento' });
    await expect(detail).toContainText('Emitido sin internet (situación 3): se envía solo al volver.');
    expect((await practice.view()).counters.posts).toEqual([]);
  } finally {
    await app.close();
  }

  ({ app, page, practice } = await live(userData, timeScale));
  try {
    const strip = new StatusStrip(page);
    await expect(strip.part('Sin internet')).toBeVisible();
    await expect(strip.part(/^1 espera/)).toBeVisible();
    expect((await practice.view()).counters.posts).toEqual([]);

    await practice.line('up');
    await expect(strip.part('Todo al día')).toBeVisible(finalWithin);
    await expect(strip.part('Con internet')).toBeVisible();
    expect(await allDocuments(page)).toMatchObject([{ clave, state: 'accepted' }]);
    const { counters } = await practice.view();
    expect(counters.posts).toEqual([{ clave, arrived: 1, accepted: true }]);
    expect(counters.numbers).toMatchObject([{ claves: 1 }]);

    await page.keyboard.press('ControlOrMeta+2');
    await expect(
      page.getByRole('grid', { name: 'Documentos emitidos' }).getByRole('row').nth(1),
    ).toContainText('Aceptado');
  } finally {
    await app.close();
  }
});

test.describe('one window, many sales', () => {
  let app: ElectronApplication;
  let page: Page;
  let practice: Practice;
  test.beforeAll(async () => {
    ({ app, page, practice } = await live(newUserData(), timeScale));
    await practice.set(verdict);
  });
  test.afterAll(() => app.close());

  test('a tiquete needs no customer', async () => {
    const receipt = new InvoicePage(page);
    await receipt.openReceipt();
    await receipt.goToLines();
    await page.keyboard.type('CEM-50');
    // the exact code is marked by itself: Enter takes it
    const found = page.getByRole('listbox', { name: 'Productos encontrados' });
    await expect(found.getByRole('option', { selected: true })).toContainText('Saco de cemento');
    await page.keyboard.press('Enter');
    await page.keyboard.type('4');
    await expect(receipt.figure('Total')).toHaveText('₡33 224,26');
    await receipt.issue();

    const panel = new IssuedPanel(page);
    await expect(panel.title).toHaveText('Guardado aquí como TE 00100001040000000001');
    await expect(panel.panel).toContainText('Consumidor sin identificación');
    await expectFacts(panel, yes, yes, yes);
  });

  test('a line that was deleted comes back where it was, with its amounts', async () => {
    const invoice = await typeInvoice(page);
    const { keyboard } = page;
    const total = invoice.figure('Total');
    await keyboard.type('2');
    await keyboard.press('Shift+Enter');
    await expect(invoice.cell('Detalle', 2)).toBeFocused();
    await invoice.typeLine({
      detail: 'Pintura blanca',
      cabys: '3511001010000',
      quantity: '3',
      price: '9000',
    });
    await expect(total).toHaveText('₡45 200,00');

    await keyboard.press('ArrowUp');
    await keyboard.press('ControlOrMeta+Backspace');
    await expect(invoice.details).toHaveCount(1);
    await expect(total).toHaveText('₡30 510,00');
    await expect(invoice.cell('Detalle', 1)).toHaveValue('Pintura blanca');

    await keyboard.press('ControlOrMeta+z');
    await expect(total).toHaveText('₡45 200,00');
    await expect(invoice.cell('Detalle', 1)).toHaveValue('Martillo de uña 16 oz');
    await expect(invoice.cell('Cantidad', 1)).toHaveValue('2');
    await expect(invoice.cell('Detalle', 2)).toHaveValue('Pintura blanca');
  });

  test('"Guardado aquí" is said only of what is in the database', async () => {
    const invoice = new InvoicePage(page);
    await invoice.openInvoice();
    await expect(invoice.keeping).toBeHidden();
    const before = new Set((await call(page, 'drafts.list', undefined)).map(({ id }) => id));

    await page.keyboard.type('Ana');
    await expect(invoice.kept).toBeVisible();
    const draft = (await call(page, 'drafts.list', undefined)).find(({ id }) => !before.has(id));
    if (draft === undefined) throw new Error('the note says kept, and there is no draft');
    // While keys come one after another, each time the note says so the database is asked at once.
    await page.evaluate((id) => {
      const lies: string[] = [];
      const asked: Promise<void>[] = [];
      Object.assign(window, { lies, asked });
      new MutationObserver(() => {
        const kept = [...document.querySelectorAll('header span')].some((each) =>
          each.textContent.startsWith('Guardado aquí'),
        );
        const field = document.querySelector<HTMLInputElement>('[data-path="customer.name"]');
        if (!kept || !field) return;
        const shown = field.value;
        const compare = async (): Promise<void> => {
          const answer = await window.api.call('drafts.get', { id });
          const stored = answer.ok ? answer.value.form.customer.name : answer.error.code;
          if (!stored.startsWith(shown)) lies.push(`said kept: ${shown}; stored: ${stored}`);
        };
        asked.push(compare());
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    }, draft.id);
    await page.keyboard.type(' Lucía Jiménez Mora de San Ramón', { delay: 60 });
    await expect(invoice.kept).toBeVisible();
    const heard = await page.evaluate(async () => {
      const { lies, asked } = window as unknown as { lies: string[]; asked: Promise<void>[] };
      await Promise.all(asked);
      return { lies, asked: asked.length };
    });
    expect(heard.lies).toEqual([]);
    expect(heard.asked).toBeGreaterThan(0);
    const stored = await call(page, 'drafts.get', { id: draft.id });
    expect(stored.form.customer.name).toBe('Ana Lucía Jiménez Mora de San Ramón');
  });

  test('what is wrong is said at its field, F8 goes from one to the next, and nothing is numbered', async () => {
    const before = (await allDocuments(page)).length;
    const invoice = new InvoicePage(page);
    const { keyboard } = page;
    await invoice.openInvoice();
    // foreseen while typing, before anybody tries to issue
    await invoice.nextSection();
    await invoice.typeLine({ detail: 'Clavos', cabys: '123', quantity: '1.234', price: '500' });
    const cabys = invoice.cell('CAByS', 1);
    const quantity = invoice.cell('Cantidad', 1);
    await expect(cabys).toHaveAccessibleDescription('El código CAByS son 13 dígitos.');
    await expect(cabys).toHaveAttribute('aria-invalid', 'true');
    await expect(quantity).toHaveAccessibleDescription(/^¿Es .*1.234.*\? Escríbalo sin separar los miles/);

    await invoice.issue();
    await expect(invoice.customerName).toBeFocused();
    await expect(invoice.customerName).toHaveAccessibleDescription('Falta este dato.');
    await expect(invoice.totals).toContainText('datos por corregir');

    const wrong = new Set<string>();
    const stops = await invoice.faults.count();
    for (let n = 0; n < stops; n++) {
      const path = await page.evaluate(() => document.activeElement?.getAttribute('data-path') ?? '');
      await expect(page.locator(':focus')).toHaveAttribute('aria-invalid', 'true');
      wrong.add(path);
      await keyboard.press('F8');
    }
    // every one was visited, and the last leads to the first again
    expect(wrong.size).toBe(stops);
    await expect(invoice.customerName).toBeFocused();

    await keyboard.press('Shift+F8');
    await expect(quantity).toBeFocused();
    await keyboard.type('2');
    await expect(quantity).not.toHaveAttribute('aria-invalid', 'true');
    await keyboard.press('Shift+F8');
    await expect(cabys).toBeFocused();
    await keyboard.type('4294100000100');
    await expect(cabys).not.toHaveAttribute('aria-invalid', 'true');
    await keyboard.press('F8');
    await expect(invoice.customerName).toBeFocused();
    expect(await allDocuments(page)).toHaveLength(before);

    await invoice.pick('Soda', /Soda El Higuerón/);
    await expect(invoice.faults).toHaveCount(0);
    await invoice.issue();
    await expectFacts(new IssuedPanel(page), yes, yes, yes);
    expect(await allDocuments(page)).toHaveLength(before + 1);
  });

  test('a rejected document says why, in the words of Hacienda, and is corrected in a copy with its own number', async () => {
    const { keyboard } = page;
    const reason = 'La actividad económica del emisor no está inscrita.';
    await practice.set({
      change: 'next-verdict',
      verdict: { verdict: 'rejected', detail: [{ code: -423, text: reason }] },
    });
    const invoice = await typeInvoice(page);
    await keyboard.type('7');
    await invoice.issue();
    const panel = new IssuedPanel(page);
    await expectFacts(panel, yes, yes, no);
    await expect(panel.fact('Aceptado')).toContainText('Rechazado');
    await expect(panel.panel).toContainText('Lo que dijo Hacienda');
    await expect(panel.panel.getByRole('listitem').filter({ hasText: reason })).toBeVisible();
    const first = (await panel.clave.textContent()) ?? '';

    await keyboard.press('ControlOrMeta+Shift+o');
    const detail = page.getByRole('complementary', { name: 'Detalle del documento' });
    await expect(detail).toContainText(reason);
    await expect(detail.getByRole('button', { name: 'Corregir en un documento nuevo' })).toBeVisible();
    const copy = detail.getByRole('button', { name: 'Corregir en un documento nuevo' });
    while (!(await copy.evaluate((button) => button === document.activeElement))) await keyboard.press('Tab');
    await keyboard.press('Enter');

    await expect(invoice.customerName).toHaveValue('Construcciones del Valle S.A.');
    await expect(invoice.cell('Cantidad', 1)).toHaveValue('7');
    await expect(invoice.figure('Total')).toHaveText('₡51 415,00');
    await invoice.issue();
    await expectFacts(panel, yes, yes, yes);
    const second = (await panel.clave.textContent()) ?? '';
    expect(second.slice(21, 41)).not.toBe(first.slice(21, 41));
    const { counters } = await practice.view();
    for (const clave of [first, second])
      expect(counters.posts.filter((post) => post.clave === clave)).toEqual([
        { clave, arrived: 1, accepted: true },
      ]);
    expect(counters.numbers.filter(({ claves }) => claves !== 1)).toEqual([]);
  });
});
