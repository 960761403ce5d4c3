import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ListedPage } from '../../../../domain/reconciliation/listed.ts';
import {
  newRun,
  pageLine,
  reconciliationBook,
  type ReconciliationRun,
} from '../../../../main/outbox/reconciliation-book.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

const month = '2026-11';
const clave = (number: number): string =>
  `5062011260031011234560010000101${String(number).padStart(10, '0')}148151623`;
const page = (from: number, count: number): ListedPage => ({
  entries: Array.from({ length: count }, (_, index) => ({
    clave: clave(from + index + 1),
    notes: 0,
    issuedAt: 5,
  })),
  total: 1_000,
  from,
});

async function written(pages: number) {
  const folder = join(temporaryFolder(), 'reconciliation');
  const book = reconciliationBook(folder);
  expect(await book.begin('c1', newRun(month, 7))).toEqual({ ok: true, value: undefined });
  for (let turn = 0; turn < pages; turn++)
    await book.append('c1', month, pageLine(100 + turn, page(turn * 50, 50)));
  return { folder, book, file: join(folder, `c1-${month}.ndjson`) };
}
const seen = (run: ReconciliationRun | undefined): unknown =>
  run && { offset: run.walk.offset, pages: run.walk.pages, listed: run.walk.listed.size, readAt: run.readAt };

test('what was written is read again by another start of the program', async () => {
  const { folder } = await written(3);
  const run = await reconciliationBook(folder).read('c1', month);
  expect(seen(run)).toEqual({ offset: 150, pages: 3, listed: 150, readAt: 102 });
  expect(run?.walk.startedAt).toBe(7);
});

test('nothing was begun: nothing is read, of this month, company or folder', async () => {
  const { book } = await written(1);
  expect(await book.read('c1', '2026-10')).toBeUndefined();
  expect(await book.read('c2', month)).toBeUndefined();
  expect(await reconciliationBook(join(temporaryFolder(), 'none')).read('c1', month)).toBeUndefined();
});

test('a month begun anew forgets what was read of it', async () => {
  const { book } = await written(2);
  await book.begin('c1', newRun(month, 9));
  expect(seen(await book.read('c1', month))).toEqual({ offset: 0, pages: 0, listed: 0, readAt: 9 });
});

test('pauses, and claves asked for one by one, are kept in their order', async () => {
  const { book } = await written(1);
  await book.append('c1', month, { kind: 'paused', at: 1, why: 'forbidden' });
  expect((await book.read('c1', month))?.paused).toBe('forbidden');
  await book.append('c1', month, { kind: 'resumed', at: 2 });
  await book.append('c1', month, { kind: 'asked', at: 3, clave: clave(1), listed: false });
  await book.append('c1', month, { kind: 'asked', at: 4, clave: clave(1), listed: true });
  const run = await book.read('c1', month);
  expect(run?.paused).toBeUndefined();
  expect(run?.asked.get(clave(1))).toEqual({ listed: true, at: 4 });
});

describe('a damaged file', () => {
  test.each([
    ['cut in its last line', (text: string) => text.slice(0, -30), 1],
    ['with a line of garbage at its end', (text: string) => `${text}\u0000\u0000garbage`, 2],
    ['with a flipped byte in its last line', (text: string) => `${text.slice(0, -20)}#${text.slice(-19)}`, 1],
  ])('%s is read up to there, and what is written after it counts again', async (_name, spoil, pages) => {
    const { book, file } = await written(2);
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    expect(seen(await book.read('c1', month))).toMatchObject({ pages });
    await book.append('c1', month, pageLine(200, page(pages * 50, 50)));
    expect(seen(await book.read('c1', month))).toMatchObject({ pages: pages + 1, offset: (pages + 1) * 50 });
  });

  const summed = (json: string): string => `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
  test.each([
    ['empty', ''],
    ['garbage', '\u0000\u0001\u0002'],
    ['without its sum', '{"kind":"begin","version":1,"month":"2026-11","at":1}\n'],
    ['of another month', summed('{"kind":"begin","version":1,"month":"2026-10","at":1}')],
    ['of a later version', summed('{"kind":"begin","version":2,"month":"2026-11","at":1}')],
    ['without its beginning', summed('{"kind":"resumed","at":1}')],
  ])('%s is as if nothing had been begun', async (_name, text) => {
    const { book, file } = await written(1);
    writeFileSync(file, text);
    expect(await book.read('c1', month)).toBeUndefined();
  });

  test('pages after the end of the list are not believed', async () => {
    const { book, file } = await written(1);
    await book.append('c1', month, pageLine(1, { entries: [], total: 50 }));
    appendFileSync(file, summed(JSON.stringify(pageLine(2, page(50, 50)))));
    const run = await book.read('c1', month);
    expect(run?.walk.end).toEqual({ how: 'complete' });
    expect(seen(run)).toMatchObject({ offset: 50 });
  });
});

test('the month being read is remembered until it rests', async () => {
  const { book, folder } = await written(1);
  expect(await book.active('c1')).toBeUndefined();
  await book.setActive('c1', month);
  expect(await reconciliationBook(folder).active('c1')).toBe(month);
  await book.setActive('c1', undefined);
  await book.setActive('c1', undefined);
  expect(await book.active('c1')).toBeUndefined();
  writeFileSync(join(folder, 'c1.active'), 'garbage');
  expect(await book.active('c1')).toBeUndefined();
});

test('a file that cannot be opened is told as a fault of the disk, and nothing is left behind', async () => {
  const folder = join(temporaryFolder(), 'file');
  writeFileSync(folder, 'not a folder');
  const book = reconciliationBook(folder);
  expect(await book.begin('c1', newRun(month, 1))).toEqual({ ok: false, error: 'io' });
  expect(await book.append('c1', month, { kind: 'resumed', at: 1 })).toEqual({ ok: false, error: 'io' });
  expect(existsSync(join(folder, `c1-${month}.ndjson`))).toBe(false);
});
