import type { Locator, Page } from '@playwright/test';

/** What a fact of the panel says of itself. */
type Said = 'Sí' | 'Todavía no' | 'No';

/** What became of the sale just issued. */
export class IssuedPanel {
  readonly page: Page;
  readonly panel: Locator;
  readonly title: Locator;
  readonly clave: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: /^Guardado aquí como/ });
    this.title = this.panel.getByRole('heading', { level: 2 });
    this.clave = this.panel.getByRole('definition');
  }

  fact(name: string): Locator {
    return this.panel
      .getByRole('list', { name: 'Qué se sabe' })
      .getByRole('listitem')
      .filter({ hasText: name });
  }

  says(name: string, said: Said): Locator {
    return this.fact(name).getByLabel(said, { exact: true });
  }

  /** Notes every different thing the three facts say from now on, with their states, also what is there for a moment only. */
  async listen(): Promise<void> {
    await this.page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver(() => {
        const facts = [...document.querySelectorAll('[aria-label="Qué se sabe"] > li')];
        if (facts.length === 0) return;
        const now = facts
          .map((fact) => [
            fact.querySelector('svg')?.ariaLabel,
            fact.querySelector('[data-state]')?.textContent,
          ])
          .map((said) => said.filter(Boolean).join(': '))
          .join(' | ');
        if (told.at(-1) !== now) told.push(now);
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }

  told(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { told: string[] }).told);
  }
}
