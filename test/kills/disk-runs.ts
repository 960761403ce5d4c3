import type { KillWorld, Point } from './kill-runs.ts';
import type { Write } from './run-life.ts';

/** What is refused, and what the process does about it. */
export interface Refusal extends Point {
  readonly error: 'ENOSPC' | 'EIO';
  /** calls refused in a row */
  readonly times: number;
  /** false: the process goes on; true: it is killed as soon as somebody was told of it */
  readonly killed: boolean;
}

export interface Refusals {
  lives: number;
  /** somebody was told: the clerk, or the banner; by what was refused */
  readonly told: Map<string, number>;
  /** nobody needed to be told: it was done another way, or the call was past the end of what this life wrote */
  untold: number;
  killed: number;
  /** documents held at the start, because a commit that the disk refused was there all the same */
  released: number;
}

export const newRefusals = (): Refusals => ({ lives: 0, told: new Map(), untold: 0, killed: 0, released: 0 });

/** Once and killed, once and going on, five in a row and going on. A call of the network cannot meet a full disk. */
export const refusalsOf = (points: readonly Point[]): readonly Refusal[] =>
  points
    .filter(({ write }) => write.place !== 'network')
    .flatMap((point) =>
      errorsOf(point.write).flatMap((error) => [
        { ...point, error, times: 1, killed: true },
        { ...point, error, times: 1, killed: false },
        { ...point, error, times: 5, killed: false },
      ]),
    );

/** Taking away needs no room. */
const errorsOf = ({ syscall }: Write): readonly ('ENOSPC' | 'EIO')[] =>
  syscall === 'unlink' ? ['EIO'] : ['ENOSPC', 'EIO'];

/** Not more sales on one folder: each start looks at them all. */
const chainLength = 20;

/** @returns tasks that may run side by side, each a chain of its own */
export const refusalTasks = (
  world: KillWorld,
  came: Refusals,
  refusals: readonly Refusal[],
): readonly (() => Promise<void>)[] =>
  Array.from({ length: Math.ceil(refusals.length / chainLength) }, (_, n) => {
    const mine = refusals.slice(n * chainLength, (n + 1) * chainLength);
    return () => refuse(world, came, mine);
  });

/**
 * A sale for each refusal, on one folder: the clerk presses again until it is kept. Afterwards everything is accepted under one
 * clave, and no request was made without its note.
 */
async function refuse(world: KillWorld, came: Refusals, refusals: readonly Refusal[]): Promise<void> {
  const on = world.chain();
  for (const { write, nth, times, error, killed } of refusals) {
    const { words, end } = await on.live({
      newSales: 1,
      cut: { how: 'refused', write, nth, times, error },
      dieAtRefusal: killed,
    });
    came.lives += 1;
    const told = words.some(
      (word) => word.said === 'refused' || (word.said === 'storage' && word.fault !== undefined),
    );
    const name = `${error} at ${write.place} ${write.syscall}`;
    if (told) came.told.set(name, (came.told.get(name) ?? 0) + 1);
    else came.untold += 1;
    if (end.kind === 'killed') came.killed += 1;
    came.released += words.filter(({ said }) => said === 'released').length;
  }
  await world.settle(on);
}
