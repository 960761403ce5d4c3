import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usualPrintSettings } from '../../../../domain/company/print-settings.ts';
import { biggestLogoBytes, printChoices } from '../../../../main/print/print-choices.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);

test('a company that never chose prints on letter paper and asks for the printer', () => {
  const choices = printChoices(temporaryFolder());
  expect(choices.settings('a')).toEqual(usualPrintSettings);
  expect(choices.logo('a')).toBeUndefined();
  expect(choices.folder('a')).toBeUndefined();
});

test('what was chosen is there again for a new run, and belongs to its company alone', () => {
  const folder = temporaryFolder();
  const settings = { ...usualPrintSettings, paper: '80mm', printer: 'Caja 1' } as const;
  printChoices(folder).keepSettings('a', settings);
  const documents = temporaryFolder();
  printChoices(folder).keepFolder('a', documents);
  expect(printChoices(folder).settings('a')).toEqual(settings);
  expect(printChoices(folder).folder('a')).toBe(documents);
  expect(printChoices(folder).settings('b')).toEqual(usualPrintSettings);
});

test.each([
  ['image/png', png],
  ['image/jpeg', jpeg],
])('a logo is known by its first bytes: %s', (type, bytes) => {
  const choices = printChoices(temporaryFolder());
  expect(choices.keepLogo('a', bytes)).toBeUndefined();
  expect(choices.logo('a')?.type).toBe(type);
  choices.removeLogo('a');
  expect(choices.logo('a')).toBeUndefined();
});

test('a picture of another kind, or a huge one, is refused and the old logo stays', () => {
  const choices = printChoices(temporaryFolder());
  choices.keepLogo('a', png);
  expect(choices.keepLogo('a', new TextEncoder().encode('<svg onload="x()"/>'))).toBe('logo-not-picture');
  const huge = new Uint8Array(biggestLogoBytes + 1);
  huge.set(png);
  expect(choices.keepLogo('a', huge)).toBe('logo-too-large');
  expect(choices.logo('a')?.bytes).toHaveLength(png.length);
});

test('choices that cannot be read are the usual ones, and can be made again', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a', 'choices.json'), '{"settings":{"paper":"A3"}');
  const choices = printChoices(folder);
  expect(choices.settings('a')).toEqual(usualPrintSettings);
  const other = temporaryFolder();
  choices.keepFolder('a', other);
  expect(choices.folder('a')).toBe(other);
});

test('a folder that is gone is asked for again', () => {
  const choices = printChoices(temporaryFolder());
  choices.keepFolder('a', join(temporaryFolder(), 'pulled-out'));
  expect(choices.folder('a')).toBeUndefined();
});

test('an id that is a path is a mistake of the program', () => {
  expect(() => printChoices(temporaryFolder()).settings('../a')).toThrow(RangeError);
});
