import { parseArgs } from 'node:util';
import {
  countWrites,
  exactKills,
  killAtRandom,
  killFresh,
  killWarm,
  killWorld,
  newKills,
  pointsOf,
  sideBySide,
  spread,
} from './kill-runs.ts';
import { whyNoExactKills } from './run-life.ts';

/**
 * npm run kills -- outbox [--times N]: N SIGKILLs (1,000) of the outbox process, half at random moments and half at exact writes; what
 * each leaves is checked, and at the end every sale is accepted, by the authorities' own counter after one POST.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '1000' } } });
const times = Number(values.times);
const startedAt = performance.now();
const world = await killWorld(Math.random);
const kills = newKills();
const chainLength = 25;

const why = whyNoExactKills();
if (why !== undefined) console.log(`no kills at exact writes: ${why}; all are at random moments`);
else {
  const { fresh, warm } = await countWrites(world);
  const wanted = Math.floor(times / 2);
  const freshPoints = pointsOf(fresh);
  const warmPoints = pointsOf(warm);
  console.log(
    `${freshPoints.length} writes from a first start to the acceptance, ${warmPoints.length} from a later one`,
  );
  const warmOnes = spread(warmPoints, Math.ceil(wanted * 0.6));
  // Each of these is killed twice: in its first start, and in the recovery.
  const freshOnes = spread(freshPoints, Math.ceil((wanted - warmOnes.length) / 2));
  await sideBySide([
    ...Array.from({ length: Math.ceil(warmOnes.length / chainLength) }, (_, n) => {
      const points = warmOnes.slice(n * chainLength, (n + 1) * chainLength);
      return () => killWarm(world, kills, points);
    }),
    ...freshOnes.map((point, n) => () => {
      const again = warmPoints[(n * 7) % warmPoints.length] ?? point;
      return killFresh(world, kills, point, again);
    }),
  ]);
}
for (;;) {
  // Those that came too late are made up for.
  const missing = times - kills.random - exactKills(kills);
  if (missing <= 0) break;
  const chains = Math.ceil(missing / chainLength);
  await sideBySide(
    Array.from({ length: chains }, () => () => killAtRandom(world, kills, Math.ceil(missing / chains))),
  );
}
await world.checkCharges();
await world.end();

const { sealed, acknowledged, recoveries, posts, doubled, charges } = world.totals;
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
console.log(
  `killed: ${kills.random + exactKills(kills)} (random ${kills.random}, exact ${exactKills(kills)})`,
);
for (const [name, count] of [...kills.exact].toSorted(([a], [b]) => a.localeCompare(b)))
  console.log(`  ${name}: ${count}`);
console.log(`lives that ended before the kill: ${kills.missed}; recoveries: ${recoveries}`);
console.log(`sealed ${sealed}, acknowledged ${acknowledged}, POSTs by the authorities' counter ${posts}`);
console.log(`requests noted before their call: ${charges}`);
console.log(`doubled ${doubled}, lost 0, second claves 0, integrity_check ok after every kill; ${seconds} s`);
if (doubled > 0) process.exitCode = 1;
