import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { shrink } from './shrink.ts';
import { simulate } from './sim.ts';
import { add, count, emptyTally, type Tally } from './tally.ts';
import type { Batch, BatchResult } from './worker.ts';

// npm run sim -- --seeds N --steps M [--from S] [--seed X] [--workers W] [--shrink SECONDS] [--quiet]
// Exit code 1 when an invariant was broken: the first broken one is shrunk and printed.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1100' },
    steps: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    workers: { type: 'string', default: '2' },
    shrink: { type: 'string', default: '60' },
    quiet: { type: 'boolean', default: false },
  },
});
const steps = Number(values.steps);
const say = (text: string): void => console.log(text);
type Failed = NonNullable<BatchResult['failed']>;

/** Two threads, one a core; each asks for the next few seeds until one of them fails. */
async function runAll(
  first: number,
  seeds: number,
  workers: number,
): Promise<{ tally: Tally; failed?: Failed }> {
  const tally = emptyTally();
  let next = first;
  let failed: Failed | undefined;
  const end = first + seeds;
  const size = Math.max(1, Math.min(8, Math.ceil(seeds / workers / 4)));
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url));
      const give = (): void => {
        if (failed || next >= end) {
          worker.terminate().then(() => resolve(), reject);
          return;
        }
        const batch: Batch = { from: next, to: Math.min(end, next + size), steps };
        next = batch.to;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(batch);
      };
      // a worker answers with nothing else
      worker.on('message', (message) => {
        const result = message as BatchResult;
        add(tally, result.tally);
        if (result.failed && (!failed || result.failed.seed < failed.seed)) failed = result.failed;
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: workers }, one));
  return failed ? { tally, failed } : { tally };
}

async function runOne(seed: number): Promise<{ tally: Tally; failed?: Failed }> {
  const result = await simulate({ seed, steps });
  const tally = emptyTally();
  count(tally, result);
  const { violation, endedAt, history } = result;
  return violation ? { tally, failed: { seed, violation, endedAt, history: [...history] } } : { tally };
}

const startedAt = performance.now();
const { tally, failed } =
  values.seed === undefined
    ? await runAll(Number(values.from), Number(values.seeds), Number(values.workers))
    : await runOne(Number(values.seed));
const seconds = (performance.now() - startedAt) / 1_000;

if (!values.quiet) {
  say(
    'A step: one event the engine handled and committed (document, lane, payment slot), or the outcome of one port call',
  );
  say(
    '(transaction, file, journal line, secret, token, HTTP request, seal). Queries of the database and timers are not counted.\n',
  );
  const kinds = Object.entries(tally.decisions).toSorted(([a], [b]) => a.localeCompare(b));
  let site = '';
  let line = '';
  for (const [name, times] of kinds) {
    const [where = '', what = ''] = name.split(' ');
    if (where !== site) {
      if (line !== '') say(line);
      site = where;
      line = where.padEnd(12);
    }
    line += ` ${what} ${times},`;
  }
  say(`${line}\n`);
}
if (!values.quiet || !failed) {
  say(
    `${tally.seeds} seeds, ${tally.steps} steps, ${tally.crashes} crash points (${tally.crashesInRecovery} during recovery), ` +
      `${tally.ghosts} refused commits found after a power cut, ${tally.restores} older copies brought back`,
  );
  say(
    `${tally.sealed} documents sealed, ${tally.posts} POSTs, ${tally.refusedAsSecond} refused by the authority as seen before (late, doubled in transit, hidden)`,
  );
  say(`lost ${tally.lost}, doubled ${tally.doubled}, second claves ${tally.secondClaves}`);
  say(`${seconds.toFixed(1)} s, ${Math.round(tally.steps / seconds)} steps/s`);
}
if (failed) {
  const { seed, violation } = failed;
  say(`seed ${seed} breaks ${violation.invariant}: ${violation.text}`);
  say(`again: npm run sim -- --seed ${seed} --steps ${steps}`);
  const patience = Number(values.shrink) * 1_000;
  if (patience > 0) {
    const found = { seed, steps, endedAt: failed.endedAt, history: new Map(failed.history) };
    const failure = await shrink(found, violation.invariant, patience);
    say(`shortest history found (${failure.history.length} of ${failed.history.length} decisions):`);
    say(JSON.stringify(failure));
  }
  process.exitCode = 1;
}
