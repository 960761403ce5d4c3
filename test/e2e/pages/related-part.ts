import { expect, type Locator, type Page } from '@playwright/test';

/** "Notas y pagos" of the open document, and the panels that prepare the next one. What it does, it does with keys. */
export class RelatedPart {
  readonly page: Page;
  readonly section: Locator;
  readonly note: Locator;

  constructor(page: Page) {
    this.page = page;
    this.section = page
      .getByRole('complementary', { name: 'Detalle del documento' })
      .locator('section')
      .filter({ has: page.getByRole('heading', { level: 3, name: 'Notas y pagos' }) });
    this.note = page.getByRole('form', { name: 'Nota de crédito de este documento' });
  }

  /** What was made from the open document, one row each. */
  made(short: string): Locator {
    return this.section.getByRole('listitem').filter({ hasText: new RegExp(`^${short} \\d{20}`) });
  }

  /** Opens the draft of a credit note of so much of one line. */
  async returnGoods(detail: string, quantity: string): Promise<void> {
    await this.section.getByRole('button', { name: 'Nota de crédito' }).press('Enter');
    await this.note.getByRole('radio', { name: 'Algunas líneas' }).press('Space');
    await this.note.getByRole('checkbox', { name: `Incluir ${detail}` }).press('Space');
    const much = this.note.getByRole('textbox', { name: `Cantidad de ${detail}` });
    await much.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(quantity);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Nota de crédito' })).toBeAttached();
  }
}
