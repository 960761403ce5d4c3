import { expect, type Locator, type Page } from '@playwright/test';

/** Cola: the ways to the services, and what waits. */
export class QueuePage {
  readonly page: Page;
  readonly items: Locator;

  constructor(page: Page) {
    this.page = page;
    this.items = page.getByRole('grid', { name: 'Qué espera' });
  }

  async goTo(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Secciones' })
      .getByRole('button', { name: 'Cola' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Cola' })).toBeVisible();
  }

  /** The card of the way to a service: its state, why, and the button that tries now. */
  way(service: 'Hacienda' | 'e-Dinky'): Locator {
    return this.page
      .getByRole('region', { name: service, exact: true })
      .filter({ has: this.page.getByRole('heading', { level: 2 }) });
  }

  tryAgain(service: 'Hacienda' | 'e-Dinky'): Locator {
    return this.way(service).getByRole('button', { name: 'Probar de nuevo' });
  }

  /** What waits under a number. */
  item(number: string): Locator {
    return this.items.getByRole('row').filter({ hasText: number });
  }
}
