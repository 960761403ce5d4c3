import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnv } from './authorities.ts';

/** The nth call of its kind on certain files. */
export interface Point {
  readonly syscall: string;
  readonly nth: number;
}

/** The files a process may touch below a folder. */
export type PathsIn = (folder: string) => readonly string[];

export interface Ended {
  readonly status: number | null;
  readonly killed: boolean;
  readonly said: string;
}

/** By which a process changes files. */
const syscalls = [
  'openat',
  'pwrite64',
  'fsync',
  'fdatasync',
  'ftruncate',
  'unlink',
  'rename',
  'write',
  'copy_file_range',
];

/** @param script of this folder; its one argument is the folder it works in */
function run(script: string, folder: string, paths: PathsIn, trace: readonly string[]): Ended {
  const { status, signal, stderr } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      ...trace,
      ...paths(folder).flatMap((path) => ['-P', path]),
      process.execPath,
      join(import.meta.dirname, script),
      folder,
    ],
    { env: nodeEnv(), encoding: 'utf8' },
  );
  return { status, killed: signal === 'SIGKILL' || status === 137, said: stderr };
}

/** SIGKILL in the place of a call: it is not made. */
export const killAt = (script: string, folder: string, { syscall, nth }: Point, paths: PathsIn): Ended =>
  run(script, folder, paths, [
    '-o',
    '/dev/null',
    '-e',
    `trace=${syscall}`,
    '-e',
    `inject=${syscall}:signal=KILL:when=${nth}`,
  ]);

/**
 * Every call of one run that nobody kills, in their order of kinds: strace counts each kind by itself.
 * @param seed is copied to `folder` for it @throws when it does not end with 0
 */
export function countPoints(script: string, seed: string, folder: string, paths: PathsIn): readonly Point[] {
  cpSync(seed, folder, { recursive: true });
  const logFile = `${folder}.log`;
  const ended = run(script, folder, paths, ['-o', logFile, '-e', `trace=${syscalls.join(',')}`]);
  if (ended.status !== 0) throw new Error(`${script} does not end well: ${ended.said}`);
  const lines = readFileSync(logFile, 'utf8').split('\n');
  return syscalls.flatMap((syscall) => {
    const times = lines.filter((line) => line.includes(` ${syscall}(`)).length;
    return Array.from({ length: times }, (_, index) => ({ syscall, nth: index + 1 }));
  });
}

/** As evenly as can be over all of them; one is the middle one. */
function spread(all: readonly Point[], wanted: number): readonly Point[] {
  const chosen = new Set(
    Array.from({ length: wanted }, (_, n) => Math.floor(((n + 0.5) * all.length) / wanted)),
  );
  return all.filter((_, index) => chosen.has(index));
}

/** Some of every kind of call, however few there are of it; what is left goes to the many writes. At most `wanted`. */
export function choose(all: readonly Point[], wanted: number): readonly Point[] {
  const ofKind = syscalls.map((syscall) => all.filter((point) => point.syscall === syscall));
  const few = Math.max(1, Math.floor(wanted / syscalls.length));
  const rare = ofKind.flatMap((points) => spread(points, Math.min(few, points.length)));
  if (rare.length >= wanted) return spread(rare, wanted);
  const rest = all.filter((point) => point.syscall === 'pwrite64' && !rare.includes(point));
  return [...rare, ...spread(rest, Math.min(wanted - rare.length, rest.length))];
}
