import { parseArgs } from 'node:util';
import { headVersion } from '../../main/db/connection.ts';
import { killMigrations } from './migration-kills.ts';
import { killRestores } from './restore-kills.ts';
import { whyNoExactKills } from './run-life.ts';

/**
 * npm run kills -- migrations [--times N]: N SIGKILLs (50) of a start that migrates, from every older schema, spread over all writes;
 * then as many of a restore.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } });
const why = whyNoExactKills();
if (why !== undefined) console.log(`no kills at exact writes: ${why}`);
else {
  const startedAt = performance.now();
  const older = Array.from({ length: headVersion - 1 }, (_, index) => index + 1);
  const { killed, missed, old, head, points, writes } = await killMigrations(older, Number(values.times));
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(
    `${writes} writes from the open of schemas 1 to ${headVersion - 1} to schema ${headVersion}, copy and proof included`,
  );
  console.log(
    `killed ${killed} (${missed} came too late): found whole in the old schema ${old}, in the new ${head}, between 0; rows lost 0; ${seconds} s`,
  );
  for (const [syscall, count] of points) console.log(`  ${syscall}: ${count}`);
  const restores = await killRestores(Number(values.times));
  console.log(
    `restores killed ${restores.killed} (${restores.missed} came too late): as before ${restores.asBefore}, restored with its mark ${restores.restored}, none there and the copy offered ${restores.offered}, an older copy unmarked 0`,
  );
}
