import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { newUserData } from '../helpers/launch.ts';
import { walks } from './tour.ts';
import { paint } from './walk.ts';

/** What a theme can spoil. The rest of the rules look at words and structure, which are the same in both. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** Every screen of the tour, light and dark, by axe-core: UX.md, "Measured as". */
test.describe('axe finds no violations, light and dark', () => {
  test.setTimeout(180_000);
  for (const { title, walk } of walks) {
    test(title, async () => {
      await walk(newUserData(), async ({ name, page }) => {
        for (const theme of ['light', 'dark'] as const) {
          await paint(page, theme);
          // legacy: the other mode opens a second page, which Electron cannot
          const axe = new AxeBuilder({ page }).setLegacyMode(true);
          if (theme === 'dark') axe.withRules(rulesOfColour);
          const { violations } = await axe.analyze();
          const found = violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
          );
          expect.soft(found, `${name}, ${theme}`).toEqual([]);
        }
      });
    });
  }
});
