import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedDamages, randomDamage } from '../damage/damages.ts';
import { judge } from '../damage/judge.ts';
import { keepShop, type Shop } from '../damage/shop.ts';

// The short version of `npm run damage`: each named damage once, and some at random. The whole run: 300 at random.
const folder = mkdtempSync(join(tmpdir(), 'talonario-shop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let shop: Shop;
beforeAll(async () => {
  shop = await keepShop(folder);
});

test('the shop has documents in every state that lasts, or this proves nothing', () => {
  const states = new Set(shop.documents.map(({ state }) => state));
  expect([...states].toSorted()).toEqual(
    [
      'abandoned',
      'accepted',
      'held',
      'needs_fix',
      'needs_person',
      'queued',
      'rejected',
      'unknown',
    ].toSorted(),
  );
});

test.concurrent.each(namedDamages)('$name: nothing is lost, sent again or renumbered', async (damage) => {
  expect(await judge(shop, damage, 1)).toMatchObject({ broken: [] });
});

test.concurrent.each(Array.from({ length: 24 }, (_unused, index) => randomDamage(1 + index)))(
  '$name: nothing is lost, sent again or renumbered',
  async (damage) => {
    expect(await judge(shop, damage, 1)).toMatchObject({ broken: [] });
  },
);
