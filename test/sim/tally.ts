import type { SimResult } from './sim.ts';

/** Sums over seeds. */
export interface Tally {
  seeds: number;
  steps: number;
  crashes: number;
  crashesInRecovery: number;
  sealed: number;
  posts: number;
  ghosts: number;
  restores: number;
  lost: number;
  doubled: number;
  secondClaves: number;
  refusedAsSecond: number;
  /** `post late` -> how often */
  readonly decisions: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  seeds: 0,
  steps: 0,
  crashes: 0,
  crashesInRecovery: 0,
  sealed: 0,
  posts: 0,
  ghosts: 0,
  restores: 0,
  lost: 0,
  doubled: 0,
  secondClaves: 0,
  refusedAsSecond: 0,
  decisions: {},
});

export function count(tally: Tally, result: SimResult): void {
  const { counts } = result;
  tally.seeds++;
  tally.steps += counts.steps;
  tally.crashes += counts.crashes;
  tally.crashesInRecovery += counts.crashesInRecovery;
  tally.sealed += counts.sealed;
  tally.posts += counts.posts;
  tally.ghosts += counts.ghosts;
  tally.restores += counts.restores;
  tally.lost += result.lost;
  tally.doubled += result.doubled;
  tally.secondClaves += result.secondClaves;
  tally.refusedAsSecond += result.refusedAsSecond;
  for (const [key, what] of result.history) {
    const name = `${key.slice(0, key.indexOf(':'))} ${what.slice(0, what.indexOf('@'))}`;
    tally.decisions[name] = (tally.decisions[name] ?? 0) + 1;
  }
}

export function add(to: Tally, other: Tally): void {
  const { decisions, ...numbers } = other;
  for (const [name, value] of Object.entries(numbers)) {
    // the members of a tally but one are numbers
    const key = name as keyof typeof numbers;
    to[key] += value;
  }
  for (const [name, value] of Object.entries(decisions))
    to.decisions[name] = (to.decisions[name] ?? 0) + value;
}
