import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launch, newUserData } from '../helpers/launch.ts';
import { PaymentsPage } from './pages/payments-page.ts';
import { Practice } from './pages/practice.ts';

/** 948924864 of the practice e-Dinky: total 42.54, the sample of the vendor's page. The others: main/practice/edinky-fixtures.ts. */
const sample = '948924864';

interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly payments: PaymentsPage;
  readonly practice: Practice;
  /** The power goes: no time to save anything. */
  kill(): Promise<void>;
}

/** A program practising. @param timeScale of every duration of the outbox */
async function start(userData: string, timeScale = 0.01): Promise<Running> {
  const app = await launch(userData, { env: { APP_PRACTICE: '1', APP_TIME_SCALE: String(timeScale) } });
  const page = await app.firstWindow();
  const practice = new Practice(page);
  await practice.ready();
  const program = app.process();
  return {
    app,
    page,
    payments: new PaymentsPage(page),
    practice,
    async kill() {
      const gone = new Promise((resolve) => program.once('exit', resolve));
      program.kill('SIGKILL');
      await gone;
    },
  };
}

test.describe('one program, a document each', () => {
  let running: Running;
  test.beforeAll(async () => {
    running = await start(newUserData());
  });
  test.afterAll(() => running.app.close());

  test('records a payment list with live balance, and it is exactly what e-Dinky holds', async () => {
    const { page, payments, practice } = running;
    // more rows than a page of the service holds: reading again must read both pages
    const twenty = Array.from({ length: 20 }, (_, index) => [`${index + 1}.05`, '20'] as const);
    await practice.elsewhere('948924880', twenty);

    await payments.open(sample);
    await expect(payments.editor).toContainText('Documento 001-001-000001250');
    await expect(payments.balance).toContainText('Total$42,54según e-Dinky');
    await payments.waitForState('Sin pagos registrados');

    await payments.amount(1).click();
    const figures = [
      ['1', 'Pagado$1,00Falta$41,54'],
      ['2', 'Pagado$12,00Falta$30,54'],
      ['.', 'Pagado$12,00Falta$30,54'],
      ['2', 'Pagado$12,20Falta$30,34'],
    ] as const;
    for (const [key, shown] of figures) {
      await page.keyboard.press(key);
      await expect(payments.balance).toContainText(shown);
    }
    await page.keyboard.press('Enter');
    await expect(payments.code(1)).toBeFocused();
    await page.keyboard.press('1');
    await expect(payments.code(1).getByRole('option', { selected: true })).toHaveText(/Efectivo/);
    await page.keyboard.press('Enter');
    await expect(payments.amount(2)).toBeFocused();
    await page.keyboard.press('F7');
    await expect(payments.amount(2)).toHaveValue('30,34');
    await expect(payments.balance).toContainText('Pagado$42,54Falta$0,00');
    await expect(payments.balance).toContainText('La lista cubre el total');
    await page.keyboard.press('1');

    // over the total: the service's own sentence, before anything is sent
    await payments.amount(2).fill('52.2');
    await expect(payments.rows).toContainText(
      'El total no puede superar los $42.54 del documento, valor calculado [64.4]',
    );
    await expect(payments.balance).toContainText('Se pasa por$21,86');
    await page.keyboard.press('Control+Enter');
    await expect(payments.amount(2)).toBeFocused();
    await expect(payments.amount(2)).toHaveAttribute('aria-invalid', 'true');
    await expect(payments.history).toContainText('Todavía no se ha guardado ninguna lista.');
    expect(await practice.puts(sample)).toEqual({ arrived: 0, applied: 0 });

    await payments.amount(2).fill('30.34');
    await expect(payments.rows).not.toContainText('El total no puede superar');
    await page.keyboard.press('Control+Enter');
    await payments.waitForState('Registrado');
    await expect(payments.atService.getByRole('row')).toHaveCount(3);
    await expect(payments.atService).toContainText(/EfectivoCompletado12,20/);
    await expect(payments.atService).toContainText(/EfectivoCompletado30,34/);
    expect(await practice.held(sample)).toEqual(['12.20 01', '30.34 01']);
    await expect(payments.history).toContainText('Confirmada en e-Dinky');

    const pagesBefore = await practice.requests('list', 200);
    await page.keyboard.press('F5');
    await expect.poll(() => practice.requests('list', 200)).toBe(pagesBefore + 2);
    await payments.waitForState('Registrado');
    // 12.2 was sent as 12.20 and read as it: no difference, so nothing more went out
    expect(await practice.puts(sample)).toEqual({ arrived: 1, applied: 1 });
  });

  test('does NOT send a row that is half typed; it says at the field what is missing', async () => {
    const { page, payments, practice } = running;
    await payments.open('948924901');
    await expect(payments.balance).toContainText('Total$500,01');
    await payments.amount(1).fill('1.234');
    await page.keyboard.press('Control+Enter');
    await expect(payments.amount(1)).toBeFocused();
    await expect(payments.rows).toContainText('¿Es 1\u00a0234,00 o 1,234?');
    await payments.amount(1).fill('12,345');
    await expect(payments.rows).toContainText(/decimal/);
    await payments.amount(1).fill('400');
    await page.keyboard.press('Control+Enter');
    await expect(payments.code(1)).toBeFocused();
    await expect(payments.rows).toContainText('Elija la forma de pago.');
    expect(await practice.puts('948924901')).toEqual({ arrived: 0, applied: 0 });
    await payments.discard.click();
    await expect(payments.amount(1)).toHaveValue('');
  });

  test('shows base, theirs and mine when somebody changed the list elsewhere, and sends mine only when told', async () => {
    const { payments, practice } = running;
    const id = '948924871';
    await payments.open(id);
    await payments.waitForState('Sin pagos registrados');
    await payments.type(1, '100', '1');
    await payments.save.click();
    await payments.waitForState('Registrado');
    await practice.elsewhere(id, [
      ['60.00', '19'],
      ['40.00', '20'],
    ]);

    await payments.type(1, '125', '1');
    await payments.save.click();
    await payments.waitForState('Cambiado en otro lugar');
    await expect(payments.decision).toContainText('Lo último confirmadoEfectivo100,00Suma$100,00');
    await expect(payments.decision).toContainText(
      /Ahora en e-Dinky(Tarjeta de crédito60,00|Transferencia, cheque o depósito40,00){2}Suma\$100,00/,
    );
    await expect(payments.decision).toContainText('Lo suyoEfectivo125,00Suma$125,00');
    // one PUT of ours, one of theirs
    expect(await practice.puts(id)).toEqual({ arrived: 2, applied: 2 });
    expect(await practice.held(id)).toEqual(['40.00 20', '60.00 19']);

    await payments.takeMine.click();
    await payments.waitForState('Registrado');
    expect(await practice.held(id)).toEqual(['125.00 01']);

    await practice.elsewhere(id, [['90.00', '16']]);
    await payments.readAgain.click();
    await payments.waitForState('Cambiado en otro lugar');
    await payments.takeTheirs.click();
    await payments.waitForState('Registrado');
    await expect(payments.amount(1)).toHaveValue('90,00');
    expect(await practice.held(id)).toEqual(['90.00 16']);
    expect(await practice.puts(id)).toEqual({ arrived: 4, applied: 4 });
  });

  test("shows the service's own sentence when it refuses the list, and sends it again only corrected", async () => {
    const { payments, practice } = running;
    const id = '948924893';
    const cause = 'El código de la forma de pago no es válido para este comprador';
    await payments.open(id);
    await expect(payments.balance).toContainText('Total$8,05');
    await practice.set({
      change: 'provoke',
      provocation: { endpoint: 'put', outcome: '422', times: 1, cause },
    });
    await payments.type(1, '8.05', '6');
    await payments.save.click();
    await payments.waitForState('Por corregir');
    await expect(payments.serviceSaid).toContainText(cause);
    await expect(payments.editor.getByRole('alert')).toContainText('e-Dinky no aceptó la lista de pagos.');
    await expect(payments.history).toContainText('Rechazada');
    expect(await practice.puts(id)).toEqual({ arrived: 1, applied: 0 });
    expect(await practice.held(id)).toEqual([]);

    await payments.type(1, '8.05', '1');
    await payments.save.click();
    await payments.waitForState('Registrado');
    await expect(payments.serviceSaid).toHaveCount(0);
    expect(await practice.puts(id)).toEqual({ arrived: 2, applied: 1 });
    expect(await practice.held(id)).toEqual(['8.05 01']);
  });

  test('without a line the list is saved here, said to wait, and sent once when the line is back', async () => {
    const { page, payments, practice } = running;
    const id = '61247344';
    await practice.line('cut');
    // never read: nobody knows its total, so the clerk says it
    await payments.open(id);
    await expect(payments.editor.getByRole('alert')).toContainText('Nadie ha dicho el total');
    await payments.editor.getByLabel('Total del documento').fill('14,18');
    await payments.editor.getByRole('button', { name: 'Usar este total' }).click();
    await expect(payments.balance).toContainText('Total$14,18escrito por usted');
    await payments.type(1, '10', '1');
    await payments.save.click();
    await payments.waitForState('En cola');
    await payments.type(2, '4.18', '2');
    await payments.save.click();
    await expect(payments.history).toContainText('Lista 2');
    await expect(payments.history).toContainText('Reemplazada por una más nueva');
    await payments.waitForState('En cola');
    await expect(page.getByRole('contentinfo')).toContainText('1 espera');
    expect(await practice.puts(id)).toEqual({ arrived: 0, applied: 0 });

    await practice.line('up');
    await payments.waitForState('Registrado');
    await expect(payments.balance).toContainText('Total$14,18según e-Dinky');
    expect(await practice.puts(id)).toEqual({ arrived: 1, applied: 1 });
    expect(await practice.held(id)).toEqual(['10.00 01', '4.18 20']);
    await expect(page.getByRole('contentinfo')).toContainText('Todo al día');
  });

  test('a document that went to the SRI is read-only', async () => {
    const { payments, practice } = running;
    await payments.open('948924915');
    await payments.waitForState('Enviado al SRI: solo lectura');
    await expect(payments.editor.getByRole('status')).toContainText('Este documento ya fue enviado al SRI.');
    await expect(payments.save).toHaveCount(0);
    await expect(payments.payRest).toHaveCount(0);
    expect(await practice.puts('948924915')).toEqual({ arrived: 0, applied: 0 });
  });

  // last: it sends every document of the practice e-Dinky to the SRI
  test('a list saved before, but not sent when the document went to the SRI, is said NOT to have arrived', async () => {
    const { payments, practice } = running;
    const id = '948924901';
    await payments.open(id);
    await expect(payments.balance).toContainText('Total$500,01');
    await practice.line('cut');
    await payments.type(1, '500.01', '2');
    await payments.save.click();
    await payments.waitForState('En cola');
    await practice.set({ change: 'switches', switches: { edinky: { sendAutomaticAfterSeconds: 0 } } });
    await practice.line('up');
    await payments.waitForState('Enviado al SRI: solo lectura');
    await expect(payments.editor.getByRole('alert')).toContainText(
      'La lista guardada aquí no llegó y ya no se puede enviar.',
    );
    await expect(payments.history).toContainText('Descartada');
    await expect(payments.save).toHaveCount(0);
    expect(await practice.puts(id)).toEqual({ arrived: 0, applied: 0 });
  });
});

test('recognises a service that adds to the list instead of replacing it, and asks before anything else', async () => {
  const { app, payments, practice } = await start(newUserData());
  const id = '948924871';
  await practice.set({ change: 'switches', switches: { edinky: { paymentsWrite: 'append' } } });
  await payments.open(id);
  await payments.waitForState('Sin pagos registrados');
  await payments.type(1, '20', '1');
  await payments.save.click();
  await payments.waitForState('Registrado');

  await payments.type(1, '30', '1');
  await payments.save.click();
  await payments.waitForState('Necesita su atención');
  await expect(payments.decision).toContainText('e-Dinky sumó los pagos a los que ya tenía');
  await expect(payments.decision).toContainText('Ahora en e-DinkyEfectivo20,00Efectivo30,00Suma$50,00');
  await expect(payments.decision).toContainText('Lo suyoEfectivo30,00Suma$30,00');
  expect(await practice.puts(id)).toEqual({ arrived: 2, applied: 2 });

  await payments.takeTheirs.click();
  await payments.waitForState('Registrado');
  // known now: the next list over one that is there is held back, not sent
  await payments.type(1, '1', '1');
  await payments.save.click();
  await payments.waitForState('Necesita su atención');
  expect(await practice.puts(id)).toEqual({ arrived: 2, applied: 2 });
  expect(await practice.held(id)).toEqual(['20.00 01', '30.00 01']);
  await app.close();
});

test('half-typed rows are there after a SIGKILL', async () => {
  const userData = newUserData();
  const before = await start(userData);
  await before.payments.open(sample);
  await expect(before.payments.balance).toContainText('Total$42,54');
  await before.payments.type(1, '12.2', '3');
  await before.page.keyboard.press('Enter');
  await before.page.keyboard.type('7.');
  const kept = (): Promise<string> =>
    before.page.evaluate(async () => {
      const slots = await window.api.call('payments.slots', undefined);
      const [slot] = slots.ok ? slots.value : [];
      const view = slot && (await window.api.call('payments.slot', { id: slot.id }));
      return view?.ok ? JSON.stringify(view.value.draft?.map(({ amount, code }) => [amount, code])) : '';
    });
  await expect.poll(kept, { intervals: [50] }).toBe('[["12.2","19"],["7.",""]]');
  await before.kill();

  const after = await start(userData);
  await after.payments.choose('001-001-000001250');
  await expect(after.payments.amount(1)).toHaveValue('12.2');
  await expect(after.payments.code(1)).toHaveValue('19');
  await expect(after.payments.amount(2)).toHaveValue('7.');
  await expect(after.payments.editor).toContainText('Sin enviar: se conserva aquí mientras escribe');
  await after.payments.waitForState('Sin pagos registrados');
  expect(await after.practice.puts(sample)).toEqual({ arrived: 0, applied: 0 });
  await after.app.close();
});

const killed = [
  { outcome: 'accept-then-hang', reached: 'had taken it', arrived: 1 },
  { outcome: 'hang', reached: 'had NOT taken it', arrived: 2 },
] as const;
for (const { outcome, reached, arrived } of killed) {
  test(`a SIGKILL while sending, when e-Dinky ${reached}, ends with exactly the wanted list there`, async () => {
    const userData = newUserData();
    const before = await start(userData, 0.03);
    await before.payments.open(sample);
    await expect(before.payments.balance).toContainText('Total$42,54');
    await before.practice.set({ change: 'provoke', provocation: { endpoint: 'put', outcome, times: 1 } });
    await before.payments.type(1, '12.2', '1');
    await before.payments.type(2, '30.34', '2');
    await before.payments.save.click();
    await before.payments.waitForState('Enviando');
    await expect.poll(async () => (await before.practice.puts(sample)).arrived).toBe(1);
    await before.kill();

    const after = await start(userData);
    await after.payments.choose('001-001-000001250');
    await after.payments.waitForState('Registrado');
    expect(await after.practice.held(sample)).toEqual(['12.20 01', '30.34 20']);
    expect(await after.practice.puts(sample)).toEqual({ arrived, applied: 1 });
    await expect(after.payments.history).toContainText('Confirmada en e-Dinky');
    await after.app.close();
  });
}
