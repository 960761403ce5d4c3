import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { authoritiesAside, type AuthoritiesAside } from './authorities.ts';
import { Broken, chain, type Chain, type ChainParts, type ChainTotals } from './chain.ts';
import { type Place, type Write, writes } from './run-life.ts';

/** Everything that a run of kills shares: authorities in one process, folders, terminals, and the sum of what was checked. */
export interface KillWorld {
  readonly folder: string;
  readonly authorities: AuthoritiesAside;
  /** [0, 1) */
  readonly random: () => number;
  /** What a chain that is not made here needs: its own folder and terminal. */
  place(): { readonly folder: string } & Pick<ChainParts, 'terminal' | 'addresses' | 'compileCache'>;
  /** Adds what such a chain came to. */
  add(totals: ChainTotals): void;
  /** a chain on a folder of its own */
  chain(): Chain;
  /** Settles the chain, adds what it came to, and clears its folder. */
  settle(chain: Chain): Promise<void>;
  readonly totals: Readonly<ChainTotals>;
  /** @throws Broken when the authorities counted more requests than were noted before their call */
  checkCharges(): Promise<void>;
  end(): Promise<void>;
}

export async function killWorld(random: () => number): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'talonario-kills-'));
  const compileCache = join(folder, 'compiled');
  mkdirSync(compileCache);
  const authorities = await authoritiesAside(join(folder, 'authorities'));
  let chains = 0;
  let open = 0;
  const totals = { sealed: 0, acknowledged: 0, recoveries: 0, posts: 0, doubled: 0, charges: 0 };
  const folders = new Map<Chain, string>();
  const place = (): ReturnType<KillWorld['place']> => {
    chains += 1;
    return {
      folder: join(folder, `chain-${chains}`),
      terminal: String(chains).padStart(5, '0'),
      addresses: authorities.addresses,
      compileCache,
    };
  };
  const add = (came: ChainTotals): void => {
    for (const name of Object.keys(totals) as (keyof ChainTotals)[]) totals[name] += came[name];
  };
  return {
    place,
    add,
    folder,
    authorities,
    random,
    totals,
    chain() {
      open += 1;
      const parts = place();
      const made = chain({ ...parts, random });
      folders.set(made, parts.folder);
      return made;
    },
    async settle(settled) {
      add(await settled.settle(() => authorities.counters()));
      rmSync(folders.get(settled) ?? '', { recursive: true });
      folders.delete(settled);
      open -= 1;
    },
    async checkCharges() {
      if (open > 0) throw new Error('a chain was not settled');
      const { requests } = await authorities.counters();
      const asked = requests
        .filter(({ endpoint }) => endpoint === 'post' || endpoint === 'get')
        .reduce((sum, { count }) => sum + count, 0);
      if (asked > totals.charges)
        throw new Broken(`${asked} requests counted by the authorities, ${totals.charges} noted`);
    },
    async end() {
      await authorities.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How often a life makes each call, by the thread that makes it most often: so far the nth can be. */
export type WriteCounts = readonly { readonly write: Write; readonly count: number }[];

function countsIn(log: string): WriteCounts {
  const placeOf = (line: string): Place | undefined => {
    if (/\b(connect|writev)\(/.test(line)) return 'network';
    if (/\/chain-\d+\/sealed\b/.test(line)) return 'files';
    return /\/chain-\d+(\/talonario\.sqlite|>|")/.test(line) ? 'database' : undefined;
  };
  const counted = new Map<string, number>();
  for (const line of log.split('\n')) {
    const called = /^(\d+)\s+(\w+)\(/.exec(line);
    const place = placeOf(line);
    if (!called || !place) continue;
    const key = `${called[1]} ${place} ${called[2]}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return writes
    .map((write) => ({
      write,
      count: Math.max(
        0,
        ...[...counted].filter(([key]) => key.endsWith(` ${write.place} ${write.syscall}`)).map(([, n]) => n),
      ),
    }))
    .filter(({ count }) => count > 0);
}

/**
 * What one sale writes from the start of the program to its acceptance: on a folder that was empty (`fresh`), and on one where
 * the program has been before (`warm`).
 */
export async function countWrites(
  world: KillWorld,
): Promise<{ readonly fresh: WriteCounts; readonly warm: WriteCounts }> {
  const counting = world.chain();
  const once = async (name: string): Promise<WriteCounts> => {
    const logFile = join(world.folder, name);
    await counting.live({ newSales: 1, cut: { how: 'counted', logFile } });
    return countsIn(readFileSync(logFile, 'utf8'));
  };
  // The first fills the cache of compiled scripts, whose writes are none of ours.
  const warmUp = world.chain();
  await warmUp.live({ newSales: 1, cut: { how: 'none' } });
  await world.settle(warmUp);
  const fresh = await once('fresh.strace');
  const warm = await once('warm.strace');
  await world.settle(counting);
  return { fresh, warm };
}

/** Chains run side by side: two cores, and much of a life is waiting. */
export async function sideBySide(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
}

export interface Point {
  readonly write: Write;
  readonly nth: number;
}

export const pointsOf = (counts: WriteCounts): readonly Point[] =>
  counts.flatMap(({ write, count }) => Array.from({ length: count }, (_, n) => ({ write, nth: n + 1 })));

/** At most `count` of them, evenly spread. */
export const spread = <T>(values: readonly T[], count: number): readonly T[] =>
  values.length <= count
    ? values
    : Array.from({ length: count }, (_, n) => values[Math.floor(((n + 0.5) * values.length) / count)] as T);

/** One of each kind of write, from the middle of its calls. */
export const oneOfEach = (counts: WriteCounts): readonly Point[] =>
  counts.map(({ write, count }) => ({ write, nth: Math.ceil(count / 2) }));

export interface Kills {
  random: number;
  /** by place and system call */
  readonly exact: Map<string, number>;
  /** lives that ended before the kill could happen */
  missed: number;
}

export const newKills = (): Kills => ({ random: 0, exact: new Map(), missed: 0 });
export const exactKills = ({ exact }: Kills): number => [...exact.values()].reduce((sum, n) => sum + n, 0);

/** One life cut at the point. */
async function exactLife(on: Chain, kills: Kills, point: Point, newSales: number): Promise<void> {
  const { end } = await on.live({ newSales, cut: { how: 'exact', ...point } });
  const name = `${point.write.place} ${point.write.syscall}`;
  if (end.kind === 'killed') kills.exact.set(name, (kills.exact.get(name) ?? 0) + 1);
  else kills.missed += 1;
}

/** Killed at a write of its very first start, and once more at a write of the recovery. */
export async function killFresh(world: KillWorld, kills: Kills, point: Point, again: Point): Promise<void> {
  const on = world.chain();
  await exactLife(on, kills, point, 1);
  await exactLife(on, kills, again, 0);
  await world.settle(on);
}

/** Killed at one write after the other, on a folder with a past. */
export async function killWarm(world: KillWorld, kills: Kills, points: readonly Point[]): Promise<void> {
  const on = world.chain();
  for (const point of points) await exactLife(on, kills, point, 1);
  await world.settle(on);
}

/** `times` lives, each killed at a moment nobody chose; one answer in four never arrives whole. */
export async function killAtRandom(world: KillWorld, kills: Kills, times: number): Promise<void> {
  const { random, authorities } = world;
  const on = world.chain();
  // As long as a life takes here and now: so kills fall into all of it, and some after it.
  let workMs = 100;
  for (let n = 0; n < times; n++) {
    if (random() < 0.25)
      await authorities.cutNextAnswer(random() < 0.5 ? 'accept-then-cut' : 'accept-then-500');
    const cut =
      random() < 0.15
        ? ({ how: 'random', from: 'start', afterMs: random() * 400 } as const)
        : ({ how: 'random', from: 'recovered', afterMs: random() * 1.1 * workMs } as const);
    const { end, workedMs } = await on.live({ newSales: 1 + Math.floor(random() * 3), cut });
    if (end.kind === 'killed') kills.random += 1;
    else {
      kills.missed += 1;
      workMs = 0.7 * workMs + 0.3 * workedMs;
    }
  }
  await world.settle(on);
}
