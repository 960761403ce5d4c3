import { expect, type Locator, type Page } from '@playwright/test';

type Part =
  | 'Empresa'
  | 'Hacienda'
  | 'Llave criptográfica'
  | 'e-Dinky (Ecuador)'
  | 'Impresión'
  | 'Catálogos y consultas'
  | 'Copias de seguridad'
  | 'Este programa';

/** Ajustes: one part at a time. */
export class SettingsPage {
  readonly page: Page;
  /** where a .p12 is loaded */
  readonly load: Locator;
  /** the key that signs now */
  readonly keyInUse: Locator;

  constructor(page: Page) {
    this.page = page;
    this.load = page.getByRole('form', { name: 'Cargar una llave' });
    this.keyInUse = page.getByRole('region', { name: 'Llave en uso' });
  }

  async goTo(part: Part): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Secciones' })
      .getByRole('button', { name: 'Ajustes' })
      .click();
    await this.page.getByRole('navigation', { name: 'Ajustes' }).getByRole('button', { name: part }).click();
    await expect(this.page.getByRole('heading', { level: 2, name: part })).toBeVisible();
  }

  /** Types the PIN and presses the button that opens the file dialog (answered beforehand). */
  async loadKey(pin: string): Promise<void> {
    await this.load.getByLabel('PIN').fill(pin);
    await this.load.getByRole('button', { name: 'Elegir archivo .p12…' }).click();
  }
}
