import type { Locator, Page } from '@playwright/test';

/** The strip at the bottom: network, queue, what needs a person. */
export class StatusStrip {
  readonly strip: Locator;

  constructor(page: Page) {
    this.strip = page.getByRole('contentinfo', { name: 'Estado' });
  }

  part(text: string | RegExp): Locator {
    return this.strip.getByRole('button', { name: text });
  }
}
