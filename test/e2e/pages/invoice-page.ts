import { expect, type Locator, type Page } from '@playwright/test';

/** The columns of the grid, by the names of their fields. */
type Column = 'Detalle' | 'CAByS' | 'Cantidad' | 'Unidad' | 'Precio' | 'IVA' | 'Tarifa';

export interface TypedLine {
  readonly detail: string;
  readonly cabys: string;
  readonly quantity: string;
  readonly price: string;
}

/** Factura and tiquete being written. What it does, it does with keys: there is no click in this file. */
export class InvoicePage {
  readonly page: Page;
  readonly totals: Locator;
  readonly customerName: Locator;
  /** one per line of the grid */
  readonly details: Locator;
  /** where what was typed is: on its way to the disk, there, or not */
  readonly keeping: Locator;
  readonly kept: Locator;
  /** what stops the sale, in the totals card */
  readonly faults: Locator;

  constructor(page: Page) {
    this.page = page;
    this.totals = page.getByRole('region', { name: 'Totales' });
    this.customerName = page.getByRole('combobox', { name: 'Nombre', exact: true });
    this.details = page.getByLabel(/^Detalle, línea \d+$/);
    this.keeping = page.getByText(/^(Guardando…|Guardado aquí, .*|Sin guardar)$/);
    this.kept = page.getByText(/^Guardado aquí, /);
    this.faults = this.totals.getByRole('region', { name: /por corregir$/ }).getByRole('listitem');
  }

  async openInvoice(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+n');
    // not the form that was open before: in the new one nothing was typed
    await expect(this.keeping).toBeHidden();
    await expect(this.customerName).toHaveValue('');
    await expect(this.customerName).toBeFocused();
  }

  async openReceipt(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Shift+n');
    await expect(this.page.getByRole('radio', { name: 'Tiquete' })).toBeChecked();
  }

  async nextSection(): Promise<void> {
    await this.page.keyboard.press('F6');
  }

  /** To the first line, from wherever the cursor is. */
  async goToLines(): Promise<void> {
    const first = this.cell('Detalle', 1);
    await expect(async () => {
      if (!(await first.evaluate((field) => field === document.activeElement))) await this.nextSection();
      await expect(first).toBeFocused({ timeout: 100 });
    }).toPass();
  }

  cell(column: Column, line: number): Locator {
    return this.page.getByLabel(`${column}, línea ${line}`, { exact: true });
  }

  /** The amount beside one of the names of the totals card. */
  figure(name: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
    return this.totals.locator('div', { has: term }).getByRole('definition');
  }

  /** Types into a field with a list and takes the stored thing that is found. */
  async pick(text: string, option: string | RegExp): Promise<void> {
    await this.page.keyboard.type(text);
    await expect(this.page.getByRole('option', { name: option })).toBeVisible();
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  /** A whole line, from its detail to the field of the tax. */
  async typeLine({ detail, cabys, quantity, price }: TypedLine): Promise<void> {
    const { keyboard } = this.page;
    for (const text of [detail, cabys, quantity, '', price]) {
      await keyboard.type(text);
      await keyboard.press('Enter');
    }
  }

  async issue(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
  }
}
