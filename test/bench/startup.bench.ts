// Cold start to the first usable window (Inicio of the practice company, its authorities running) and memory, against an empty
// Electron window in the same run. Linux.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, report } from './report.ts';

const runs = Number(process.argv[2] ?? 7);
const {
  ELECTRON_RUN_AS_NODE: _,
  APP_ELECTRON: electron = '',
  APP_ELECTRON_ARGS: flags = '',
  ...env
} = process.env;

interface Started {
  readonly child: ChildProcess;
  readonly usableMs: number;
}

async function start(kind: '--empty' | '--program', userData: string): Promise<Started> {
  const args = [...flags.split(' ').filter(Boolean), 'test/bench/measured-window.mjs', kind];
  const child = spawn(electron, args, {
    env: { ...env, APP_USER_DATA: userData, APP_PRACTICE: '1', BENCH_STARTED_AT: String(Date.now()) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const line = /\{"usableMs":(\d+)\}/.exec(text);
    if (line) return { child, usableMs: Number(line[1]) };
  }
  throw new Error(`${kind} ended before it was usable: ${text}`);
}

/** A process and all that descend from it. */
function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      if (parent) parents.set(Number(name), Number(parent));
    } catch {
      // gone meanwhile
    }
  }
  const found = [pid];
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child);
  return found;
}

/** Proportional set size: shared pages counted once, split among those who share them. */
function pssMb(pid: number): number {
  let kb = 0;
  for (const member of family(pid)) {
    try {
      kb += Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // gone, or not ours to read
    }
  }
  return kb / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const times = { '--empty': [] as number[], '--program': [] as number[] };
const memory = { '--empty': [] as number[], '--program': [] as number[] };
try {
  // Round 0 makes the profile, the database and the practice company, and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const kind of ['--empty', '--program'] as const) {
      const { child, usableMs } = await start(kind, join(folder, kind.slice(2)));
      if (run > 0) times[kind].push(usableMs);
      if (run > runs - 3) {
        await sleep(3_000); // what is only needed to start is let go
        memory[kind].push(pssMb(child.pid ?? 0));
      }
      await stop(child);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report({
  name: `cold start to usable window (median of ${runs})`,
  value: median(times['--program']),
  limit: median(times['--empty']),
  unit: 'ms',
  goal: 1.5,
});
report({
  name: 'memory at rest (PSS)',
  value: median(memory['--program']),
  limit: median(memory['--empty']),
  unit: 'MB',
  goal: 1.25,
});
