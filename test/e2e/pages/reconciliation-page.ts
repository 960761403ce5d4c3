import { expect, type Locator, type Page } from '@playwright/test';

/** Conciliar con Hacienda. What it does, it does with keys: there is no click in this file. */
export class ReconciliationPage {
  readonly page: Page;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1, name: 'Conciliar con Hacienda' });
  }

  /** By the palette. */
  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    const palette = this.page.getByRole('dialog', { name: 'Buscar o hacer' });
    await expect(palette).toBeVisible();
    await this.page.keyboard.type('conciliar');
    await expect(palette.getByRole('option', { name: 'Conciliar con Hacienda' })).toBeVisible();
    await this.page.keyboard.press('Enter');
    await expect(this.heading).toBeVisible();
  }

  async press(name: string | RegExp): Promise<void> {
    const button = this.page.getByRole('main').getByRole('button', { name });
    await button.focus();
    await this.page.keyboard.press('Enter');
  }

  /** One of the figures of the summary. */
  async figure(name: string, count: string): Promise<void> {
    const figure = this.page
      .getByRole('region', { name: 'Resumen' })
      .locator('div', { has: this.page.getByText(name, { exact: true }) })
      .last();
    await expect(figure.locator('dd')).toHaveText(count);
  }

  /** The whole list was read. */
  async ended(): Promise<void> {
    await expect(this.page.getByText(/^Comparado .*, con .* de la lista\.$/)).toBeVisible({
      timeout: 15_000,
    });
  }

  group(name: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${name} \\(`) });
  }
}
