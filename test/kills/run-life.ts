import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { assertNever } from '../../domain/assert-never.ts';
import { nodeEnv } from './authorities.ts';
import { LifeOrders, LifeWord } from './life.ts';

/** Whose files a write goes to. Each is written by a thread of its own, and strace counts calls by thread. */
export type Place = 'database' | 'files' | 'network';

/** A system call by which the outbox changes the world. */
export interface Write {
  readonly place: Place;
  readonly syscall: string;
}

/** All of them. SQLite here syncs by fsync, and HTTP goes out by write or writev after a connect. */
export const writes: readonly Write[] = [
  { place: 'database', syscall: 'openat' },
  { place: 'database', syscall: 'pwrite64' },
  { place: 'database', syscall: 'fsync' },
  { place: 'database', syscall: 'fdatasync' },
  { place: 'database', syscall: 'ftruncate' },
  { place: 'database', syscall: 'unlink' },
  { place: 'files', syscall: 'mkdir' },
  { place: 'files', syscall: 'openat' },
  { place: 'files', syscall: 'write' },
  { place: 'files', syscall: 'fsync' },
  { place: 'files', syscall: 'rename' },
  { place: 'network', syscall: 'connect' },
  { place: 'network', syscall: 'writev' },
];

export type Cut =
  | { readonly how: 'none' }
  /** SIGKILL so long after the process was started, or after it had recovered */
  | { readonly how: 'random'; readonly from: 'start' | 'recovered'; readonly afterMs: number }
  /** SIGKILL in the place of the nth call */
  | { readonly how: 'exact'; readonly write: Write; readonly nth: number }
  /** from the nth call on, `times` of them are refused */
  | {
      readonly how: 'refused';
      readonly write: Write;
      readonly nth: number;
      readonly times: number;
      readonly error: 'ENOSPC' | 'EIO';
    }
  /** nothing is cut: what is written is counted */
  | { readonly how: 'counted'; readonly logFile: string };

export interface LifeEnd {
  readonly words: readonly LifeWord[];
  /** killed by us, or (status) ended by itself */
  readonly end: { readonly kind: 'killed' } | { readonly kind: 'ended'; readonly status: number };
  /** from the recovery to the end */
  readonly workedMs: number;
}

/** Why exact kills cannot be made here; undefined where they can. */
export function whyNoExactKills(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux only';
  const probe = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', 'true']);
  return probe.status === 0 ? undefined : 'strace is not here, or may not trace';
}

/** Longer than any life that settles: what goes on for ever is a defect. */
const longestLifeMs = 45_000;

/** Paths of everything this life may write at a place. @param claves the ones its sales may get */
function pathsOf(
  place: Place,
  orders: LifeOrders,
  claves: readonly string[],
  month: string,
): readonly string[] {
  const { folder } = orders;
  const database = join(folder, 'talonario.sqlite');
  const sealed = join(folder, 'sealed');
  const ofMonth = join(sealed, 'c1', month);
  switch (place) {
    case 'database':
      return [folder, database, `${database}-wal`, `${database}-shm`, `${database}-journal`];
    case 'files':
      return [
        sealed,
        join(sealed, 'c1'),
        ofMonth,
        join(sealed, 'journal.ndjson'),
        ...claves.flatMap((clave) => [join(ofMonth, `${clave}.xml`), join(ofMonth, `${clave}.xml.tmp`)]),
      ];
    case 'network':
      return [];
    default:
      return assertNever(place);
  }
}

export interface Traced {
  readonly claves: readonly string[];
  /** `YYYY-MM` of their folder */
  readonly month: string;
}

/** @returns the command that starts the process under what is to be done to it */
function launcher(orders: LifeOrders, cut: Cut, traced: Traced): readonly string[] {
  // Without --seccomp-bpf: with it, strace 6.1 injects no signal into the main thread.
  const strace = ['strace', '-f', '-qq'];
  const onPaths = (paths: readonly string[]): string[] => paths.flatMap((path) => ['-P', path]);
  switch (cut.how) {
    case 'none':
    case 'random':
      return [];
    case 'counted': {
      const all = [...new Set(writes.map(({ syscall }) => syscall))];
      return [...strace, '-y', '-o', cut.logFile, '-e', `trace=${all.join(',')}`];
    }
    case 'exact':
    case 'refused': {
      const { place, syscall } = cut.write;
      const what =
        cut.how === 'exact'
          ? `signal=KILL:when=${cut.nth}`
          : `error=${cut.error}:when=${cut.nth}..${cut.nth + cut.times - 1}`;
      return [
        ...strace,
        '-o',
        '/dev/null',
        ...onPaths(pathsOf(place, orders, traced.claves, traced.month)),
        '-e',
        `trace=${syscall}`,
        '-e',
        `inject=${syscall}:${what}`,
      ];
    }
    default:
      return assertNever(cut);
  }
}

/**
 * Starts one process of the outbox and waits for its end.
 * @param before a command in whose hands it runs, e.g. one that gives it a disk of its own
 * @throws when it neither ends nor dies: it did not settle
 */
export async function runLife(
  given: Partial<LifeOrders> & Omit<LifeOrders, 'dieAtRefusal'>,
  cut: Cut,
  { compileCache, traced }: { readonly compileCache: string; readonly traced: Traced },
): Promise<LifeEnd> {
  const orders = LifeOrders.parse(given);
  const command = [
    ...launcher(orders, cut, traced),
    process.execPath,
    join(import.meta.dirname, 'outbox-process.ts'),
    JSON.stringify(orders),
  ];
  const env = nodeEnv({
    NODE_COMPILE_CACHE: compileCache,
    // One thread for files: strace counts the calls of each thread by itself.
    UV_THREADPOOL_SIZE: '1',
  });
  const child = spawn(command[0] ?? '', command.slice(1), {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own: a killed strace would let the process live on.
    detached: true,
  });
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  };
  const { stderr } = child;
  const pipe = child.stdio[3] as Readable; // asked for as a pipe above
  let complaint = '';
  stderr?.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  const words: LifeWord[] = [];
  let recoveredAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const killIn = (ms: number): void => {
    timer = setTimeout(kill, ms);
  };
  if (cut.how === 'random' && cut.from === 'start') killIn(cut.afterMs);
  let rest = '';
  pipe.setEncoding('utf8');
  pipe.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const word = LifeWord.parse(JSON.parse(line));
      words.push(word);
      if (word.said !== 'recovered') continue;
      recoveredAt = performance.now();
      if (cut.how === 'random' && cut.from === 'recovered') killIn(cut.afterMs);
    }
  });
  let tooLong = false;
  const giveUp = setTimeout(() => {
    tooLong = true;
    kill();
  }, longestLifeMs);
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    // When the pipes are empty too: what was said before the kill was said.
    child.on('close', (code, by) => resolve([code, by]));
  });
  clearTimeout(timer);
  clearTimeout(giveUp);
  if (tooLong) throw new Error(`not settled after ${longestLifeMs} ms: ${JSON.stringify(words.slice(-6))}`);
  const workedMs = recoveredAt === 0 ? 0 : performance.now() - recoveredAt;
  if (signal === 'SIGKILL' || status === 137) return { words, end: { kind: 'killed' }, workedMs };
  if (status === null) throw new Error(`died of ${String(signal)}: ${complaint}`);
  if (complaint !== '') throw new Error(`it complained: ${complaint}`);
  return { words, end: { kind: 'ended', status }, workedMs };
}
