import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { namedDamages, randomDamage } from './damages.ts';
import { judge, type Verdict } from './judge.ts';
import { keepShop } from './shop.ts';

/** npm run damage [-- --flips N --seed S --only text]: every named damage once, then N at random. */
const { values } = parseArgs({
  options: {
    flips: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const first = Number(values.seed);
const random = Array.from({ length: Number(values.flips) }, (_unused, index) => randomDamage(first + index));
const damages = [...namedDamages, ...random].filter(({ name }) => name.includes(values.only ?? ''));

const begun = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'talonario-shop-'));
const shop = await keepShop(folder);
console.log(`a shop with ${shop.documents.length} documents; ${damages.length} damages`);
const verdicts: Verdict[] = [];
// Most of a run is waiting for the program's own clock: several at once take no longer than one.
const waiting = damages.entries();
async function judgeAll(): Promise<void> {
  for (const [index, damage] of waiting) {
    const verdict = await judge(shop, damage, first + index);
    verdicts.push(verdict);
    if (verdict.broken.length > 0)
      console.log(
        `BROKEN ${verdict.damage} (${verdict.harm}) ${verdict.way}\n  ${verdict.broken.join('\n  ')}`,
      );
  }
}
await Promise.all(Array.from({ length: 4 }, judgeAll));
rmSync(folder, { recursive: true, force: true });
const count = (way: Verdict['way']): number => verdicts.filter((verdict) => verdict.way === way).length;
const broken = verdicts.filter((verdict) => verdict.broken.length > 0).length;
const told = verdicts.filter((verdict) => verdict.told).length;
for (const { damage, harm, told: said, way } of verdicts)
  if (!said) console.log(`not told: ${damage} (${harm}) ${way}`);
console.log(
  `${verdicts.length} damages (seed ${first}): ${count('opened')} opened, ${count('restored')} restored from a copy, ` +
    `${count('begun-anew')} begun anew; ${told} told to the clerk; ${broken} with a broken promise ` +
    `(${Math.round((performance.now() - begun) / 1_000)} s)`,
);
process.exit(broken === 0 ? 0 : 1);
