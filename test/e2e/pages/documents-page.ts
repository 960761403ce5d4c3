import { expect, type Locator, type Page } from '@playwright/test';

/** Documentos: the list, and everything about the one that is open. */
export class DocumentsPage {
  readonly page: Page;
  readonly list: Locator;
  readonly detail: Locator;
  /** what happened, what it means, what to do now; absent in the normal course */
  readonly notice: Locator;
  /** the authority's own rows, with what they mean and what to do */
  readonly answer: Locator;
  /** every attempt, oldest first */
  readonly timeline: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('grid', { name: 'Documentos emitidos' });
    this.detail = page.getByRole('complementary', { name: 'Detalle del documento' });
    this.notice = this.detail.getByRole('alert').or(this.detail.getByRole('status')).first();
    this.answer = this.detail
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Respuesta de Hacienda' }) });
    this.timeline = this.detail
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Todo lo que pasó' }) });
  }

  async goTo(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Secciones' })
      .getByRole('button', { name: 'Documentos' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Documentos' })).toBeVisible();
  }

  row(consecutivo: string): Locator {
    return this.list.getByRole('row').filter({ hasText: consecutivo });
  }

  async open(consecutivo: string): Promise<void> {
    // away from the document that is open: in a narrow window it hides the list
    await this.goTo();
    await this.row(consecutivo).click();
    await expect(this.detail.getByRole('heading', { level: 2, name: consecutivo })).toBeVisible();
  }

  /** The word of its state at the head of the open document. */
  state(word: string): Locator {
    return this.detail.locator('header').getByText(word, { exact: true });
  }

  action(name: string): Locator {
    return this.detail.getByRole('button', { name });
  }
}
