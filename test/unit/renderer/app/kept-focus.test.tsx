import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from '../../../../renderer/app/kept-focus.ts';

let stop = (): void => undefined;
beforeEach(() => {
  document.body.innerHTML = `
    <button id="outside">x</button>
    <main id="screen" tabindex="-1" data-keeps-focus>
      <button id="first">x</button>
      <div id="place">
        <div data-acts><button id="act">x</button><button id="other-act">x</button></div>
        <button id="open">x</button>
      </div>
    </main>`;
  stop = keepFocus(document);
});
afterEach(() => stop());

const element = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (!found) throw new Error(id);
  return found;
};
const focused = (): string => document.activeElement?.id ?? '';
const twoFrames = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 0);
  });
/** What the browser does with the focus of a control that goes away. */
const remove = (id: string): void => {
  const gone = element(id);
  gone.blur();
  gone.remove();
};

test('a button that has done its work leaves the focus beside it, and NOT on one that acts by itself', async () => {
  element('act').focus();
  remove('act');
  await twoFrames();
  expect(focused()).toBe('open');
});

test('when the place is gone as well, the nearest one around it has the focus', async () => {
  element('act').focus();
  element('act').blur();
  element('place').remove();
  await twoFrames();
  expect(focused()).toBe('first');
});

test('where nothing is left that could have it, the place itself has the focus', async () => {
  element('act').focus();
  element('act').blur();
  for (const id of ['place', 'first']) element(id).remove();
  await twoFrames();
  expect(focused()).toBe('screen');
});

test('a control that was disabled for a while has the focus again', async () => {
  const act = element('act');
  act.focus();
  act.setAttribute('disabled', '');
  act.blur();
  await twoFrames();
  act.removeAttribute('disabled');
  await twoFrames();
  expect(focused()).toBe('act');
});

test('who took the focus elsewhere keeps it there', async () => {
  element('act').focus();
  element('outside').focus();
  element('act').remove();
  await twoFrames();
  expect(focused()).toBe('outside');
});

test('a click on nothing takes the focus away on purpose', async () => {
  element('act').focus();
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  remove('act');
  await twoFrames();
  expect(['', 'body']).toContain(focused());
});
