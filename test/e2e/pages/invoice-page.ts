import { expect, type Locator, type Page } from '@playwright/test';

/** The columns of the grid, by the names of their fields. */
type Column = 'Detalle' | 'CAByS' | 'Cantidad' | 'Unidad' | 'Precio' | 'IVA' | 'Tarifa';

/** What each kind is called above its form, and the key that makes a new one. */
const kinds = {
  '01': { title: 'Factura', key: 'ControlOrMeta+n' },
  '02': { title: 'Nota de débito', key: 'ControlOrMeta+Shift+b' },
  '03': { title: 'Nota de crédito', key: 'ControlOrMeta+Shift+c' },
  '04': { title: 'Tiquete', key: 'ControlOrMeta+Shift+n' },
  '08': { title: 'Factura de compra', key: 'ControlOrMeta+Shift+f' },
  '09': { title: 'Factura de exportación', key: 'ControlOrMeta+Shift+e' },
  '10': { title: 'Recibo de pago', key: 'ControlOrMeta+Shift+r' },
} as const;

export interface TypedReference {
  /** as the lists say it */
  readonly type: string;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly issuedOn: string;
  readonly code: string;
  readonly reason: string;
}

export interface TypedPayment {
  readonly detail: string;
  /** without IVA */
  readonly amount: string;
}

export interface TypedLine {
  readonly detail: string;
  readonly cabys: string;
  readonly quantity: string;
  readonly price: string;
}

/** A document of any kind being written. What it does, it does with keys: there is no click in this file. */
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
    await this.goTo(this.cell('Detalle', 1));
  }

  /** To what is printed below, from wherever the cursor is. */
  async goToNotes(): Promise<void> {
    await this.goTo(this.page.getByRole('textbox', { name: 'Notas' }));
  }

  /** From section to section until this field, the first of its own, has the cursor. */
  private async goTo(first: Locator): Promise<void> {
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

  async openKind(kind: keyof typeof kinds): Promise<void> {
    const { title, key } = kinds[kind];
    await this.page.keyboard.press(key);
    await expect(this.page.getByRole('heading', { level: 1, name: title, exact: true })).toBeAttached();
    // not the form that was open before: in the new one nothing was typed
    await expect(this.keeping).toBeHidden();
    // nor what was just issued, which has the same title: a form begins in one of its fields
    await expect(this.page.locator('[data-path]:focus')).toBeVisible();
  }

  /** One of the rows that sections are made of: `Referencia 1`, `Cargo 1`, `Pago 1`, `Impuesto 1`. */
  row(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** A field of the open form, or of one of its rows. */
  field(label: string, within: Page | Locator = this.page): Locator {
    return within.getByLabel(label, { exact: true });
  }

  /** Chooses from a list outside of the grid by its arrows; letters with accents are no keys to the test's keyboard. */
  async choose(list: Locator, words: string): Promise<void> {
    await list.focus();
    const steps = await list.evaluate((select: HTMLSelectElement, wanted) => {
      const at = [...select.options].findIndex((option) => option.label === wanted);
      return at < 0 ? Number.NaN : at - select.selectedIndex;
    }, words);
    expect(steps, `"${words}" is in the list`).not.toBeNaN();
    for (let n = 0; n < Math.abs(steps); n++) {
      await this.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    }
    await expect(list.locator('option:checked')).toHaveText(words);
  }

  /** Types over what a field holds. */
  async write(field: Locator, text: string): Promise<void> {
    await field.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.type(text);
  }

  /** The first reference of a kind that always has one, or one more. */
  async typeReference(n: number, given: TypedReference): Promise<void> {
    const row = this.row(`Referencia ${n}`);
    if ((await row.count()) === 0) {
      await this.page.getByRole('button', { name: 'Agregar referencia' }).press('Enter');
    }
    await this.choose(this.field('Tipo de documento', row), given.type);
    await this.write(this.field('Número o clave', row), given.number);
    await this.field('Fecha de emisión', row).fill(given.issuedOn);
    await this.choose(this.field('Para qué se refiere', row), given.code);
    await this.write(this.field('Razón', row), given.reason);
  }

  /** A payment of a receipt: Enter goes on, as in the grid of a sale. */
  async typePayment(n: number, { detail, amount }: TypedPayment): Promise<void> {
    await this.field('Detalle del pago', this.row(`Pago ${n}`)).focus();
    await this.page.keyboard.type(detail);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(amount);
  }

  /** Who the document is made out to, as typed by hand. */
  async typeParty(party: {
    readonly name: string;
    readonly type: string;
    readonly number: string;
  }): Promise<void> {
    await this.write(this.customerName, party.name);
    await this.page.keyboard.press('Escape');
    await this.choose(this.field('Tipo de identificación'), party.type);
    await this.write(this.field('Identificación'), party.number);
  }

  /** Unfolds what is more about a line; the cursor is in its own code or its first discount then. */
  async openDetails(line: number): Promise<Locator> {
    const details = this.page.getByRole('group', { name: new RegExp(`^Descuentos y más, línea ${line}$`) });
    if ((await details.count()) === 0) {
      await this.cell('Detalle', line).focus();
      await this.page.keyboard.press('ControlOrMeta+Shift+d');
    }
    await expect(details).toBeVisible();
    return details;
  }

  /** Opens one of the folded parts of a line: `Impuestos`, `Exoneración`. */
  async openPart(details: Locator, title: string): Promise<void> {
    const part = details.locator('details', { hasText: title }).first();
    if (!(await part.evaluate((fold: HTMLDetailsElement) => fold.open))) {
      await part.locator('summary').first().press('Enter');
    }
  }

  async issue(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
  }
}
