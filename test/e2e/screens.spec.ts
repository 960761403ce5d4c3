import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Locator, type Page, test } from '@playwright/test';
import { newUserData } from '../helpers/launch.ts';
import { walks } from './tour.ts';
import { paint, type Stop } from './walk.ts';

const folder = 'test-results/screens';
/** The picture of the README is taken anew only on purpose: UPDATE_SCREENSHOT=1 npm test -- e2e */
const readme = { stop: 'form-many-lines', file: 'test/screenshots/form.png' } as const;

async function zoom(app: ElectronApplication, page: Page, factor: 1 | 2): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted);
  }, factor);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1366 / factor);
}

/** What the window shows, at its own resolution. */
async function picture(app: ElectronApplication, page: Page): Promise<Buffer> {
  // what is asked for now is on the glass only after the next frame
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  );
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(png, 'base64');
}

/** Words that cannot be read whatever is scrolled: past an edge that hides, or a page that must be scrolled sideways. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) faults.push(`the document is ${scrollWidth} wide`);
    const main = document.querySelector('main');
    if (main && main.scrollWidth > main.clientWidth + 1)
      faults.push(`the screen is ${main.scrollWidth} wide in ${main.clientWidth}`);
    // two bars side by side for the same thing
    if (main && main.scrollHeight > main.clientHeight)
      for (const box of main.querySelectorAll('div, section'))
        if (
          box.clientHeight > 0.9 * main.clientHeight &&
          box.scrollHeight > box.clientHeight &&
          /auto|scroll/.test(getComputedStyle(box).overflowY)
        )
          faults.push('the screen scrolls twice');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const owner = node.parentElement;
      if (text === '' || !owner || !owner.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      if (words.width === 0) continue;
      for (let box: Element | null = owner; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        // for screen readers only
        if (style.clipPath !== 'none') break;
        const edge = box.getBoundingClientRect();
        const beyond = {
          x: words.right > edge.right + 1 || words.left < edge.left - 1,
          y: words.bottom > edge.bottom + 1 || words.top < edge.top - 1,
        };
        // an ellipsis says itself that there is more
        if (style.textOverflow === 'ellipsis') break;
        if (/hidden|clip/.test(style.overflowX) && beyond.x) faults.push(`"${text}" is cut at the side`);
        if (/hidden|clip/.test(style.overflowY) && beyond.y) faults.push(`"${text}" is cut below`);
        if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) break;
      }
    }
    return faults;
  });

/** By scrolling alone: inside the window, and nothing over it. */
async function expectReachable(primary: Locator, name: string): Promise<void> {
  await primary.scrollIntoViewIfNeeded();
  const isOnTop = await primary.evaluate((button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return inside && over !== null && button.contains(over);
  });
  expect.soft(isOnTop, `${name}: the primary button can be reached`).toBe(true);
}

async function look({ name, app, page, primary }: Stop): Promise<void> {
  for (const factor of [1, 2] as const) {
    await zoom(app, page, factor);
    const size = factor === 1 ? '1366x768' : '200';
    expect.soft(await cutOff(page), `${name} at ${size}: cut off`).toEqual([]);
    for (const theme of ['light', 'dark'] as const) {
      await paint(page, theme);
      const png = await picture(app, page);
      writeFileSync(join(folder, `${name}-${theme}-${size}.png`), png);
      if (
        process.env['UPDATE_SCREENSHOT'] === '1' &&
        name === readme.stop &&
        theme === 'light' &&
        factor === 1
      ) {
        mkdirSync('test/screenshots', { recursive: true });
        writeFileSync(readme.file, png);
      }
    }
    if (primary) await expectReachable(primary, `${name} at ${size}`);
  }
  await zoom(app, page, 1);
}

test.describe('a picture of every screen, light and dark, at 1366x768 and at 200 %, nothing cut off', () => {
  test.setTimeout(180_000);
  test.beforeAll(() => mkdirSync(folder, { recursive: true }));
  for (const { title, walk } of walks) {
    test(title, () => walk(newUserData(), look));
  }
});
