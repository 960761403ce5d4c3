import { expect, test } from 'vitest';
import { dropLimits, type DroppedFile, type ImportResult } from '../../../../../preload/contract/received.ts';
import { handOver, type PageFile } from '../../../../../renderer/features/received/drop.ts';

const file = (name: string, size = 10): PageFile => ({
  name,
  size,
  arrayBuffer: async () => new ArrayBuffer(size),
});

async function handedOver(files: readonly PageFile[], take: (turn: number) => boolean = () => true) {
  const batches: (readonly DroppedFile[])[] = [];
  const refused: ImportResult[] = [];
  await handOver(files, {
    give: async (batch) => {
      batches.push(batch);
      return take(batches.length);
    },
    refuse: (result) => refused.push(result),
  });
  return { batches: batches.map((batch) => batch.map(({ name }) => name)), refused };
}

const many = (count: number, size?: number): readonly PageFile[] =>
  Array.from({ length: count }, (_, index) => file(`f${index}`, size));

test('a hundred go in batches, every one once', async () => {
  const { batches } = await handedOver(many(120));
  expect(batches.map((batch) => batch.length)).toEqual([50, 50, 20]);
  expect(new Set(batches.flat()).size).toBe(120);
});

test('big ones make smaller batches', async () => {
  const { batches } = await handedOver(many(8, 9 * 1024 * 1024));
  expect(batches.map((batch) => batch.length)).toEqual([3, 3, 2]);
});

test('what is too large or cannot be read is refused by name, and holds nothing up', async () => {
  const folder: PageFile = {
    name: 'carpeta',
    size: 0,
    arrayBuffer: () => Promise.reject(new Error('folder')),
  };
  const { batches, refused } = await handedOver([
    file('a'),
    file('b', dropLimits.fileBytes + 1),
    folder,
    file('c'),
  ]);
  expect(batches).toEqual([['a', 'c']]);
  expect(refused).toEqual([
    { name: 'b', code: 'too-large' },
    { name: 'carpeta', code: 'not-readable' },
  ]);
});

test('when one batch is not taken the others are NOT read', async () => {
  const { batches } = await handedOver(many(120), () => false);
  expect(batches.length).toBe(1);
});

test('nothing dropped hands nothing over', async () => {
  expect((await handedOver([])).batches).toEqual([]);
});
