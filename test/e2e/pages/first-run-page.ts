import { expect, type Locator, type Page } from '@playwright/test';

/** The very first window. */
export class FirstRunPage {
  readonly page: Page;
  readonly practise: Locator;

  constructor(page: Page) {
    this.page = page;
    this.practise = page.getByRole('button', { name: /^Practicar/ });
  }

  /** One key, and the practice company is open. */
  async choosePractice(): Promise<void> {
    await expect(this.practise).toBeFocused();
    await this.page.keyboard.press('p');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Inicio' })).toBeVisible();
  }
}
