import { expect, type Page, test } from '@playwright/test';
import { kill } from '../helpers/kill.ts';
import { newUserData } from '../helpers/launch.ts';
import { allDocuments, call } from './pages/call.ts';
import { InvoicePage } from './pages/invoice-page.ts';
import { IssuedPanel } from './pages/issued-panel.ts';
import { type Life, live, verdictAfter } from './pages/life.ts';
import { StatusStrip } from './pages/status-strip.ts';

test.setTimeout(240_000);

/** In this life the outbox keeps its real times: a call may take a minute, and the first question comes after 20 s. */
const slowLife = '1';
/** In this one it is 100 times as fast: what is in doubt is settled while the test looks on. */
const fastLife = '0.01';
const settledWithin = { timeout: 30_000 };

/** Types a tiquete of one line: `quantity` things of 1,000 colones, so that its total names it. */
async function typeReceipt(page: Page, quantity: number): Promise<void> {
  const receipt = new InvoicePage(page);
  await receipt.openReceipt();
  await receipt.goToLines();
  await receipt.typeLine({
    detail: `Venta ${quantity}`,
    cabys: '4292199000000',
    quantity: String(quantity),
    price: '1000',
  });
}

/** Which `typeReceipt` a total is of: 13 % on top. */
const quantityOf = (total: string): number => Number(total) / 1_130;

/** Every clave that was ever posted is a document here, and no number has two. */
async function expectNothingDoubled(life: Life): Promise<void> {
  const documents = await allDocuments(life.page);
  const { counters } = await life.practice.view();
  const claves = documents.map(({ clave }) => clave);
  expect(new Set(claves).size).toBe(documents.length);
  expect(new Set(documents.map(({ kind, consecutivo }) => `${kind} ${consecutivo}`)).size).toBe(
    documents.length,
  );
  expect(claves).toEqual(expect.arrayContaining(counters.posts.map(({ clave }) => clave)));
  expect(counters.numbers.filter((number) => number.claves !== 1)).toEqual([]);
}

async function stateOf(page: Page, clave: string): Promise<string> {
  return (await allDocuments(page)).find((document) => document.clave === clave)?.state ?? 'not there';
}

test('(e) killed while typing: what was typed until a second before is there at the next start', async () => {
  const userData = newUserData();
  const text = 'Entregar en la bodega del fondo, portón verde, después de las dos de la tarde. '.repeat(4);
  const quantities = [3, 17];

  let life = await live(userData, fastLife);
  await typeReceipt(life.page, quantities[0] ?? 0);
  // The promise itself: within a second of the last key, the sale is on the disk.
  await expect(new InvoicePage(life.page).kept).toBeVisible({ timeout: 1_000 });
  await kill(life.app);

  life = await live(userData, fastLife);
  await life.page.keyboard.press('ControlOrMeta+2');
  await life.page.getByRole('button', { name: /^Seguir/ }).press('Enter');
  const invoice = new InvoicePage(life.page);
  await expect(invoice.cell('Detalle', 1)).toHaveValue('Venta 3');
  await expect(invoice.cell('CAByS', 1)).toHaveValue('4292199000000');
  await expect(invoice.cell('Cantidad', 1)).toHaveValue('3');
  await expect(invoice.cell('Precio', 1)).toHaveValue('1000');
  await expect(invoice.figure('Total')).toHaveText('₡3 390,00');

  // In the middle of a word, of a clerk who has not paused for many seconds.
  await life.page.evaluate(() => {
    const typed: { readonly at: number; readonly text: string }[] = [];
    Object.assign(window, { typed });
    document.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLTextAreaElement) typed.push({ at: performance.now(), text: target.value });
    });
  });
  await invoice.goToNotes();
  const typing = life.page.keyboard.type(text, { delay: 12 }).catch(() => undefined);
  const reached = (length: number) =>
    life.page.waitForFunction(
      (least) =>
        ((window as unknown as { typed: { text: string }[] }).typed.at(-1)?.text.length ?? 0) > least,
      length,
    );
  await reached(200);
  const aSecondAgo = await life.page.evaluate(() => {
    const { typed } = window as unknown as { typed: { at: number; text: string }[] };
    return typed.findLast(({ at }) => at < performance.now() - 1_000)?.text ?? '';
  });
  await kill(life.app);
  await typing;
  expect(aSecondAgo.length).toBeGreaterThan(20);

  life = await live(userData, fastLife);
  try {
    const [draft, ...others] = await call(life.page, 'drafts.list', undefined);
    expect(others).toEqual([]);
    const { form } = await call(life.page, 'drafts.get', { id: draft?.id ?? '' });
    expect(text.startsWith(form.notes)).toBe(true);
    expect(form.notes.length).toBeGreaterThanOrEqual(aSecondAgo.length);
    expect(form.lines).toMatchObject([{ detail: 'Venta 3', quantity: '3', unitPrice: '1000' }]);
  } finally {
    await life.app.close();
  }
});

test('(e) killed while sending, whatever became of the request: told as a doubt, settled, nothing lost or doubled', async () => {
  const userData = newUserData();
  /** `arrived`: how often this clave must have come in when all is over */
  const sales = [
    { outcome: 'accept-then-hang', quantity: 1, arrived: 1 },
    { outcome: 'slow-bytes', quantity: 2, arrived: 1 },
    // the only one that never took effect; last, for its minutes of patience must begin in the fast life
    { outcome: 'hang', quantity: 3, arrived: 2 },
  ] as const;
  const claves: string[] = [];

  let life = await live(userData, slowLife);
  await life.practice.set(verdictAfter(0));
  for (const [n, { outcome, quantity }] of sales.entries()) {
    await life.practice.set({
      change: 'provoke',
      provocation: { endpoint: 'post', outcome, times: 1, ms: 60_000 },
    });
    await typeReceipt(life.page, quantity);
    const panel = new IssuedPanel(life.page);
    await new InvoicePage(life.page).issue();
    const clave = (await panel.clave.textContent()) ?? '';
    claves.push(clave);
    await expect(panel.fact('Recibido por Hacienda')).toContainText('Enviando');
    // until the request is there: before that the kill would find an empty socket
    await expect
      .poll(async () => (await life.practice.view()).counters.posts.map((post) => post.clave))
      .toContain(clave);
    expect(await stateOf(life.page, clave)).toBe('sending');
    // The next life asks at once; this keeps the doubt long enough to be looked at.
    await life.practice.set({
      change: 'provoke',
      provocation: { endpoint: 'get', outcome: 'hang', times: 1 },
    });
    await kill(life.app);

    life = await live(userData, slowLife);
    await life.page.keyboard.press('ControlOrMeta+2');
    const newest = life.page.getByRole('grid', { name: 'Documentos emitidos' }).getByRole('row').nth(1);
    await expect(newest).toContainText(clave.slice(31, 41));
    await expect(newest).toContainText('Confirmando con Hacienda');
    await expect(new StatusStrip(life.page).part(/^\d+ esperan?/)).toBeVisible();
    // And once more, while it asks.
    await kill(life.app);
    life = await live(userData, n === sales.length - 1 ? fastLife : slowLife);
  }

  try {
    await expect(new StatusStrip(life.page).part('Todo al día')).toBeVisible(settledWithin);
    const documents = await allDocuments(life.page);
    expect(documents.map(({ clave, state }) => ({ clave, state }))).toEqual(
      claves.toReversed().map((clave) => ({ clave, state: 'accepted' })),
    );
    const { counters } = await life.practice.view();
    for (const [n, { arrived }] of sales.entries())
      expect(counters.posts.find(({ clave }) => clave === claves[n])).toEqual({
        clave: claves[n],
        arrived,
        accepted: true,
      });
    expect(counters.posts).toHaveLength(sales.length);
    await expectNothingDoubled(life);
  } finally {
    await life.app.close();
  }
});

test('(e) killed after it was received: never posted again, only asked for', async () => {
  const userData = newUserData();
  // The first poll comes after 4 s: time enough for the kill, and the plan of that life is what the next one goes by.
  let life = await live(userData, '0.2');
  await life.practice.set(verdictAfter(0));
  await typeReceipt(life.page, 5);
  const panel = new IssuedPanel(life.page);
  await new InvoicePage(life.page).issue();
  await expect(panel.says('Recibido por Hacienda', 'Sí')).toBeVisible();
  await expect(panel.says('Aceptado', 'Todavía no')).toBeVisible();
  const clave = (await panel.clave.textContent()) ?? '';
  await kill(life.app);

  life = await live(userData, fastLife);
  try {
    await expect.poll(() => stateOf(life.page, clave), settledWithin).toBe('accepted');
    expect((await life.practice.view()).counters.posts).toEqual([{ clave, arrived: 1, accepted: true }]);
  } finally {
    await life.app.close();
  }
});

test('(e) killed again and again right after "Emitir": each sale is either a draft or one document', async () => {
  const userData = newUserData();
  const kills = 12;
  let life = await live(userData, fastLife);
  await life.practice.set(verdictAfter(50));

  // One sale that is left in peace says how long there is something to interrupt: so the kills fall before, into and after it.
  await typeReceipt(life.page, 1);
  const startedAt = performance.now();
  await new InvoicePage(life.page).issue();
  await expect(new IssuedPanel(life.page).says('Aceptado', 'Sí')).toBeVisible(settledWithin);
  const wholeMs = performance.now() - startedAt;
  await life.app.close();
  life = await live(userData, fastLife);

  // One in each twelfth of one and a half times that long.
  const delays = Array.from({ length: kills }, (_, n) =>
    Math.round(((n + Math.random()) / kills) * 1.5 * wholeMs),
  );
  test.info().annotations.push({ type: 'delays, ms', description: delays.join(' ') });
  /** quantities the clerk was told are kept as documents */
  const told = new Set([1]);

  for (const [n, delayMs] of delays.entries()) {
    const quantity = n + 2;
    await typeReceipt(life.page, quantity);
    life.page.on('console', (message) => {
      if (message.text() === `told ${quantity}`) told.add(quantity);
    });
    await life.page.evaluate((name) => {
      new MutationObserver((_, observer) => {
        const title = document.querySelector('#issued-title')?.textContent ?? '';
        if (!title.startsWith('Guardado aquí como')) return;
        observer.disconnect();
        console.log(name);
      }).observe(document.body, { subtree: true, childList: true });
    }, `told ${quantity}`);
    await expect(new InvoicePage(life.page).kept).toBeVisible();
    await new InvoicePage(life.page).issue();
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await kill(life.app);
    life = await live(userData, fastLife);

    const documents = (await allDocuments(life.page)).map(({ total }) => quantityOf(total));
    const drafts = (await call(life.page, 'drafts.list', undefined)).map(({ total }) => quantityOf(total));
    // lost: missing from both; doubled: in one of them twice, or in both
    expect([...documents, ...drafts].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: quantity }, (_, index) => index + 1),
    );
    expect(documents).toEqual(expect.arrayContaining([...told]));
  }

  try {
    // Otherwise every kill came before, or after, what it was to interrupt.
    const documents = await allDocuments(life.page);
    expect(documents.length).toBeGreaterThan(1);
    await expect(new StatusStrip(life.page).part('Todo al día')).toBeVisible(settledWithin);
    for (const { clave } of documents) expect(await stateOf(life.page, clave)).toBe('accepted');
    await expectNothingDoubled(life);
    const { counters } = await life.practice.view();
    expect(counters.posts.map(({ clave }) => clave).toSorted()).toEqual(
      documents.map(({ clave }) => clave).toSorted(),
    );
    expect(counters.posts.filter(({ accepted }) => !accepted)).toEqual([]);
  } finally {
    await life.app.close();
  }
});
