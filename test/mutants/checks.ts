import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What running tests over a mutant came to. */
export type Verdict =
  /** something failed that does not fail without the mutant: `by` says what */
  | { readonly kind: 'noticed'; readonly by: string }
  | { readonly kind: 'passed' }
  /** the replacement is no program at all: such a mutant proves nothing */
  | { readonly kind: 'unfair'; readonly why: string };

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** A check that takes this long is not going to end. */
const patienceMs = 240_000;
const running = new Set<number>();

/** Ends what is running, for a program that is being ended itself. */
export function endAll(): void {
  for (const pid of running) endGroup(pid);
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // it ended by itself meanwhile
  }
}

/** @returns the exit status, or undefined when it had to be ended; and the end of what it wrote */
function run(
  folder: string,
  args: readonly string[],
): Promise<{ readonly status: number | undefined; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    let output = '';
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (pid !== undefined) endGroup(pid);
    }, patienceMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (pid !== undefined) running.delete(pid);
      resolve({ status: late ? undefined : (code ?? 1), output });
    });
  });
}

/** The named test files in a copy, ended at the first that fails. */
export async function runTests(folder: string, files: readonly string[]): Promise<Verdict> {
  const report = join(folder, '.cache/mutant-report.json');
  rmSync(report, { force: true });
  const { status, output } = await run(folder, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '-c',
    'test/vitest.config.ts',
    '--project=node',
    '--maxWorkers=1',
    '--bail=1',
    // a test that waits for what a mutant prevents: shorter than the 60 s of the configuration
    '--testTimeout=30000',
    '--reporter=json',
    `--outputFile=${report}`,
    ...files,
  ]);
  if (status === undefined) return { kind: 'noticed', by: 'the tests do not end' };
  if (status === 0) return { kind: 'passed' };
  if (!existsSync(report)) return { kind: 'unfair', why: output.trim().slice(-500) };
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  for (const file of testResults) {
    const failed = file.assertionResults.find((result) => result.status === 'failed');
    if (failed) return { kind: 'noticed', by: failed.fullName };
  }
  const broken = testResults.find((file) => file.status === 'failed' && file.assertionResults.length === 0);
  if (broken) return { kind: 'unfair', why: (broken.message ?? '').split('\n')[0] ?? '' };
  return { kind: 'noticed', by: 'an error that nobody caught' };
}

/** What a mutant has to survive that its guards did not notice: every test of the outbox. */
export const wideTests = (folder: string): readonly string[] =>
  globSync(
    [
      'test/unit/domain/{outbox,payments}/*.test.ts',
      'test/unit/main/{outbox,db,auth,api,backup}/**/*.test.ts',
      'test/integration/{outbox,payments,hacienda,program,settings,unblock,quota,reconcil,numbers,clerk,cop}*.test.ts',
    ],
    { cwd: folder },
  )
    .filter((file) => !file.includes('outbox-kill'))
    .toSorted();

/** Enough seeds for what is left after the tests; one thread, because two mutants are looked at side by side. */
const simulationFlags = ['--seeds', '60', '--steps', '3000', '--workers', '1', '--shrink', '0', '--quiet'];

/** The deterministic simulation. */
export async function runSimulation(folder: string): Promise<Verdict> {
  const entry = 'test/sim/run.ts';
  const { status, output } = await run(folder, [entry, ...simulationFlags]);
  if (status === 0) return { kind: 'passed' };
  if (status === undefined) return { kind: 'noticed', by: 'the simulation does not end' };
  const line = output.split('\n').find((text) => /seed/i.test(text)) ?? output.trim().slice(0, 200);
  return { kind: 'noticed', by: `simulation: ${line.trim()}` };
}
