import { expect, test } from 'vitest';
import { ariaKeys, matchesKeys, showKeys } from '../../../../renderer/ui/keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<typeof none> = {}, code = '') => ({ ...none, ...held, key, code });

test.each([
  ['Mod+Enter', press('Enter', { ctrlKey: true }), true],
  ['Mod+Enter', press('Enter'), false],
  ['Mod+Enter', press('Enter', { ctrlKey: true, shiftKey: true }), false],
  ['Mod+Shift+N', press('N', { ctrlKey: true, shiftKey: true }), true],
  ['Mod+K', press('K', { ctrlKey: true }), true],
  ['Mod+K', press('k', { ctrlKey: true, altKey: true }), false],
  ['F9', press('F9'), true],
  ['F9', press('F9', { altKey: true }), false],
  ['P', press('p'), true],
  ['P', press('p', { ctrlKey: true }), false],
])('%s against %j: %j', (keys, event, matches) => {
  expect(matchesKeys(event, keys)).toBe(matches);
});

test('Alt+1 is known by its place, because a Mac types another sign with it', () => {
  expect(matchesKeys(press('¡', { altKey: true }, 'Digit1'), 'Alt+1')).toBe(true);
  expect(matchesKeys(press('¡', { altKey: true }, 'Digit2'), 'Alt+1')).toBe(false);
});

test('keys are shown and announced from the one way they are written', () => {
  expect(showKeys('Mod+Enter')).toBe('Ctrl+Enter');
  expect(showKeys('Alt+ArrowLeft')).toBe('Alt+←');
  expect(ariaKeys('Mod+Shift+N')).toBe('Control+Shift+N');
});
