import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { shownFiles } from '../../../main/shown-files.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

test('a file keeps its name, inside the folder whatever the name says, and the same name twice is two files', async () => {
  const folder = join(temporaryFolder(), 'shown');
  const shown = shownFiles(folder);
  const first = await shown.put('../../a.pdf', Buffer.from('uno'));
  const second = await shown.put('a.pdf', Buffer.from('dos'));
  expect(first.startsWith(join(folder, 'x'))).toBe(true);
  expect([first, second].map((file) => readFileSync(file, 'utf8'))).toEqual(['uno', 'dos']);
  expect([first, second].map((file) => basename(file))).toEqual(['a.pdf', 'a.pdf']);
});

test('nothing of a customer stays after it is cleared, and the next file can be shown all the same', async () => {
  const folder = join(temporaryFolder(), 'shown');
  await shownFiles(folder).put('a.pdf', Buffer.from('de una corrida anterior'));
  const shown = shownFiles(folder);
  const cleared = shown.clear();
  const file = await shown.put('b.pdf', Buffer.from('de esta'));
  await cleared;
  expect(readFileSync(file, 'utf8')).toBe('de esta');
  await shown.clear();
  expect(existsSync(folder)).toBe(false);
  await expect(shown.clear()).resolves.toBeUndefined();
});
