import { expect, type Locator, type Page } from '@playwright/test';

/** Pagos: the list of documents with payments, and the payments of the one that is open. */
export class PaymentsPage {
  readonly page: Page;
  /** the open document: its heading is the document's number at the SRI, or its identification while that is not known */
  readonly editor: Locator;
  readonly balance: Locator;
  readonly rows: Locator;
  readonly save: Locator;
  readonly payRest: Locator;
  readonly discard: Locator;
  readonly readAgain: Locator;
  /** what e-Dinky itself lists */
  readonly atService: Locator;
  readonly history: Locator;
  /** base, theirs and mine */
  readonly decision: Locator;
  readonly takeTheirs: Locator;
  readonly takeMine: Locator;
  readonly serviceSaid: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByRole('article');
    this.balance = this.editor.getByRole('region', { name: 'Parte pagada' });
    this.rows = this.editor.getByRole('region', { name: 'Pagos', exact: true });
    this.save = this.editor.getByRole('button', { name: 'Guardar y enviar' });
    this.payRest = this.editor.getByRole('button', { name: 'Pagar el resto' });
    this.discard = this.editor.getByRole('button', { name: 'Descartar cambios' });
    this.readAgain = this.editor.getByRole('button', { name: 'Leer otra vez' });
    this.atService = this.editor.getByRole('table', { name: 'En e-Dinky' });
    this.history = this.editor.getByRole('region', { name: 'Historial' });
    this.takeTheirs = this.editor.getByRole('button', { name: 'Dejar la de e-Dinky' });
    this.takeMine = this.editor.getByRole('button', { name: 'Enviar la mía' });
    this.decision = this.editor
      .getByRole('region')
      .filter({ has: page.getByRole('button', { name: 'Enviar la mía' }) });
    this.serviceSaid = this.editor.getByRole('blockquote');
  }

  async goTo(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Secciones' })
      .getByRole('button', { name: 'Pagos' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Pagos' })).toBeVisible();
  }

  /** Opens a document by its identification, with the keys a clerk uses. @param total as typed, when nobody knows it */
  async open(documentId: string, total = ''): Promise<void> {
    await this.goTo();
    await this.page.keyboard.press('Control+o');
    const form = this.page.getByRole('form', { name: 'Abrir un documento' });
    await form.getByLabel('Documento en e-Dinky').fill(documentId);
    if (total !== '') await form.getByLabel('Total del documento').fill(total);
    await this.page.keyboard.press('Enter');
    await expect(this.editor).toContainText(documentId);
  }

  /** Opens a document that is in the list already. */
  async choose(documentId: string): Promise<void> {
    await this.goTo();
    await this.page.getByRole('list', { name: 'Documentos con pagos' }).getByText(documentId).click();
  }

  /** Costa Rica: a sale of which each payment needs its receipt. */
  creditSale(consecutivo: string): Locator {
    return this.page
      .getByRole('region', { name: 'Ventas a crédito de Costa Rica' })
      .getByRole('listitem')
      .filter({ hasText: consecutivo });
  }

  amount(place: number): Locator {
    return this.rows.getByRole('textbox', { name: `Monto, pago ${place}` });
  }

  code(place: number): Locator {
    return this.rows.getByRole('combobox', { name: `Forma de pago, pago ${place}` });
  }

  /** Types one row into its place; a place after the last is added. @param code its number key: 1 cash, 2 transfer, ... */
  async type(place: number, amount: string, code: string): Promise<void> {
    if ((await this.amount(place).count()) === 0)
      await this.editor.getByRole('button', { name: 'Agregar pago' }).click();
    await this.amount(place).fill(amount);
    await this.code(place).focus();
    await this.page.keyboard.press(code);
  }

  /** The state's word at the head of the open document. */
  state(word: string): Locator {
    return this.editor.locator('header').getByText(word, { exact: true });
  }

  async waitForState(word: string): Promise<void> {
    await expect(this.state(word)).toBeVisible({ timeout: 15_000 });
  }
}
