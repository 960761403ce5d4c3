import type { History } from './decider.ts';
import type { InvariantName } from './invariants.ts';
import { simulate, type SimOptions } from './sim.ts';

/** A history that breaks an invariant, as it is kept for ever. */
export interface Failure {
  readonly seed: number;
  readonly steps: number;
  /** authority's time at which the faults end */
  readonly until: number;
  readonly invariant: InvariantName;
  readonly history: readonly (readonly [key: string, what: string])[];
}

/** Plays a kept history. @returns the invariant it breaks, if it still does */
export async function replay(
  failure: Omit<Failure, 'invariant'>,
  more: Pick<SimOptions, 'sabotage'> = {},
): Promise<InvariantName | undefined> {
  const { seed, steps, until, history } = failure;
  const { violation } = await simulate({ seed, steps, until, script: new Map(history), ...more });
  return violation?.invariant;
}

/**
 * Delta debugging (Zeller's ddmin) over what was decided: the shortest history found in the time given that breaks the same invariant.
 * @param patienceMs real time
 */
export async function shrink(
  found: {
    readonly seed: number;
    readonly steps: number;
    readonly endedAt: number;
    readonly history: History;
  },
  invariant: InvariantName,
  patienceMs: number,
  more: Pick<SimOptions, 'sabotage'> = {},
): Promise<Failure> {
  const stopAt = performance.now() + patienceMs;
  const { seed, steps, endedAt: until } = found;
  const breaks = async (history: Failure['history']): Promise<boolean> =>
    (await replay({ seed, steps, until, history }, more)) === invariant;
  let history: Failure['history'] = [...found.history];
  // Whole kinds first: most of what was decided has nothing to do with it.
  const kindOf = ([key, what]: readonly [string, string]): string =>
    `${key.split(':')[0] ?? ''} ${what.split('@')[0] ?? ''}`;
  for (const kind of new Set(history.map(kindOf))) {
    if (performance.now() > stopAt) break;
    const rest = history.filter((entry) => kindOf(entry) !== kind);
    if (rest.length < history.length && (await breaks(rest))) history = rest;
  }
  let parts = 2;
  while (history.length > 1 && performance.now() < stopAt) {
    const size = Math.ceil(history.length / parts);
    let shorter: Failure['history'] | undefined;
    for (let from = 0; from < history.length && performance.now() < stopAt; from += size) {
      const rest = [...history.slice(0, from), ...history.slice(from + size)];
      if (!(await breaks(rest))) continue;
      shorter = rest;
      break;
    }
    if (shorter) {
      history = shorter;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(history.length, parts * 2);
  }
  return { seed, steps, until, invariant, history };
}
