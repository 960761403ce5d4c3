import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { simulate } from './sim.ts';
import { count, emptyTally, type Tally } from './tally.ts';
import type { Violation } from './invariants.ts';

/** Seeds for one worker; it answers once for each batch. */
export const Batch = z.object({ from: z.int(), to: z.int(), steps: z.int() });
export type Batch = z.infer<typeof Batch>;

export interface BatchResult {
  readonly tally: Tally;
  /** of the first seed that broke an invariant; the rest of the batch was not run */
  readonly failed?: {
    readonly seed: number;
    readonly violation: Violation;
    readonly endedAt: number;
    readonly history: readonly (readonly [string, string])[];
  };
}

export async function runBatch({ from, to, steps }: Batch): Promise<BatchResult> {
  const tally = emptyTally();
  for (let seed = from; seed < to; seed++) {
    const result = await simulate({ seed, steps });
    count(tally, result);
    const { violation, endedAt, history } = result;
    if (violation) return { tally, failed: { seed, violation, endedAt, history: [...history] } };
  }
  return { tally };
}

parentPort?.on('message', (message: unknown) => {
  runBatch(Batch.parse(message)).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      throw error;
    },
  );
});
