import { parseArgs } from 'node:util';
import { newRefusals, refusalsOf, refusalTasks } from './disk-runs.ts';
import { fillUp, whyNoSmallDisk } from './full-disk.ts';
import { countWrites, killWorld, pointsOf, sideBySide, spread } from './kill-runs.ts';
import { whyNoExactKills } from './run-life.ts';

/**
 * npm run kills -- disk [--times N]: "disk full" and "input/output error" at every write from a start to the acceptance (or N of them,
 * evenly spread), and a disk that is really full, with room for 0, 1, 2, ... blocks.
 */
const { values } = parseArgs({ options: { times: { type: 'string' } } });
const startedAt = performance.now();
const world = await killWorld(Math.random);
const came = newRefusals();
const seconds = (): string => ((performance.now() - startedAt) / 1_000).toFixed(0);

const why = whyNoExactKills();
if (why === undefined) {
  const { fresh, warm } = await countWrites(world);
  // The first start of all makes folders that later ones find.
  const points = [...pointsOf(warm), ...pointsOf(fresh).filter(({ write }) => write.place === 'files')];
  const all = refusalsOf(points);
  const chosen = spread(all, Number(values.times ?? all.length));
  await sideBySide(refusalTasks(world, came, chosen));
  console.log(`writes refused: ${chosen.length} of ${all.length} (call, error, what follows)`);
  for (const [name, count] of [...came.told].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`  told after ${name}: ${count}`);
  console.log(`  done another way, or past the last call: ${came.untold}`);
  console.log(
    `  killed when told: ${came.killed}; held at the next start for the clerk: ${came.released}; ${seconds()} s`,
  );
} else console.log(`no writes refused one by one: ${why}`);

const whyNotFull = whyNoSmallDisk();
if (whyNotFull === undefined) {
  const blockBytes = 4_096;
  const most = 100;
  const rooms = spread(
    Array.from({ length: most + 1 }, (_, blocks) => blocks * blockBytes),
    Number(values.times ?? most + 1),
  );
  const { told, untold, killed, released } = await fillUp(world, rooms);
  console.log(`a really full disk, room for 0 to ${most} blocks, twice each: ${told + untold + killed}`);
  console.log(
    `  told ${told}, killed when told ${killed}, enough room ${untold}, held for the clerk ${released}; ${seconds()} s`,
  );
} else console.log(`no really full disk: ${whyNotFull}`);

await world.checkCharges();
await world.end();
const { sealed, acknowledged, posts, doubled, charges } = world.totals;
console.log(`sealed ${sealed}, acknowledged ${acknowledged}, POSTs by the authorities' counter ${posts}`);
console.log(`requests noted before their call: ${charges}, never fewer than the authorities counted`);
console.log(
  `doubled ${doubled}, lost 0, second claves 0, integrity_check ok after every life; ${seconds()} s`,
);
if (doubled > 0) process.exitCode = 1;
