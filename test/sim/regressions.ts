import type { Failure } from './shrink.ts';

/** A history that broke an invariant once, and what was wrong. It is played in every `npm test`. */
export interface Regression extends Failure {
  readonly was: string;
}

export const regressions: readonly Regression[] = [];
