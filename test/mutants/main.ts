import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf } from './copy.ts';
import { endAll, runSimulation, runTests, type Verdict, wideTests } from './checks.ts';
import { broken, type Mutant } from './mutant.ts';
import { rows } from './rows.ts';
import { mutants } from './table.ts';

/**
 * npm run mutants [-- name ...] [--committed] [--only-guards] [--one-worker]: breaks each row of OUTBOX.md in a copy of the checkout and says who
 * noticed. A name is a mutant's, a row's, or the beginning of one. `--committed`: a copy of what git has; `--only-guards`: neither
 * the wider tests nor the simulation after the guards; `--one-worker`: leaves a core to others.
 */
const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const committed = words.includes('--committed');
const onlyGuards = words.includes('--only-guards');
const flags = new Set(['--committed', '--only-guards', '--one-worker']);
const unknownFlag = words.find((word) => word.startsWith('--') && !flags.has(word));
const workers = words.includes('--one-worker') ? [1] : [1, 2];
const chosen =
  names.length === 0
    ? mutants
    : mutants.filter(({ id, row }) => names.some((name) => id.startsWith(name) || row.startsWith(name)));
if (unknownFlag !== undefined || chosen.length === 0) {
  console.error(
    `${unknownFlag ?? names.join(' ')}: unknown. Mutants: ${mutants.map(({ id }) => id).join(' ')}`,
  );
  process.exit(1);
}

process.env['TALONARIO_SHARED'] ??= join(process.cwd(), '../shared');
/** Folders of this run's own: another may be under way. */
const folderOf = (n: number): string => join(process.cwd(), '.cache/mutants', `${process.pid}-${n}`);
const leave = (): void => {
  for (const n of workers) rmSync(folderOf(n), { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    endAll();
    leave();
    process.exit(1);
  });

interface Outcome {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  readonly seconds: number;
}

const startedAt = Date.now();
const sectionOf = (mutant: Mutant): string => rows.find(({ id }) => id === mutant.row)?.section ?? '?';

async function judge(folder: string, mutant: Mutant): Promise<Verdict> {
  const file = join(folder, mutant.file);
  const whole = readFileSync(file, 'utf8');
  let changed: string;
  try {
    changed = broken(whole, mutant);
  } catch (error) {
    return { kind: 'unfair', why: error instanceof Error ? error.message : String(error) };
  }
  writeFileSync(file, changed);
  try {
    const guarded = await runTests(folder, mutant.guard);
    if (guarded.kind !== 'passed' || onlyGuards) return guarded;
    const wide = await runTests(folder, wideTests(folder));
    if (wide.kind !== 'passed') return wide;
    return await runSimulation(folder);
  } finally {
    writeFileSync(file, whole);
  }
}

/** Fails unless everything that is to notice the mutants passes without them: otherwise it would notice everything. */
async function sound(folders: readonly string[]): Promise<boolean> {
  const [first, second = first] = folders;
  if (first === undefined || second === undefined) return false;
  const guards = [...new Set(chosen.flatMap(({ guard }) => guard))];
  const wide = onlyGuards ? [] : wideTests(first);
  const half = Math.ceil(guards.length / 2);
  const verdicts =
    first === second
      ? [await runTests(first, guards)]
      : await Promise.all([
          runTests(first, guards.slice(0, half)),
          guards.length > half ? runTests(second, guards.slice(half)) : ({ kind: 'passed' } as const),
        ]);
  const rest = wide.filter((file) => !guards.includes(file));
  if (rest.length > 0) verdicts.push(await runTests(first, rest));
  if (!onlyGuards) verdicts.push(await runSimulation(second));
  for (const verdict of verdicts)
    if (verdict.kind !== 'passed')
      console.error(`fails without any mutant: ${verdict.kind === 'noticed' ? verdict.by : verdict.why}`);
  return verdicts.every(({ kind }) => kind === 'passed');
}

async function worker(folder: string, queue: Mutant[], outcomes: Outcome[]): Promise<void> {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const began = Date.now();
    const verdict = await judge(folder, mutant);
    const seconds = (Date.now() - began) / 1_000;
    outcomes.push({ mutant, verdict, seconds });
    const what =
      verdict.kind === 'noticed'
        ? `noticed by: ${verdict.by}`
        : verdict.kind === 'passed'
          ? 'SURVIVED'
          : `UNFAIR: ${verdict.why}`;
    console.log(
      `${outcomes.length}/${chosen.length} [${sectionOf(mutant)}] ${mutant.row} / ${mutant.id} (${seconds.toFixed(1)} s) ${what}`,
    );
  }
}

async function main(): Promise<number> {
  const folders = workers.map((n) => copyOf(process.cwd(), folderOf(n), committed));
  if (!(await sound(folders))) return 1;
  console.log(`everything passes without a mutant (${((Date.now() - startedAt) / 1_000).toFixed(0)} s)`);
  const queue = [...chosen];
  const outcomes: Outcome[] = [];
  await Promise.all(folders.map((folder) => worker(folder, queue, outcomes)));
  const of = (kind: Verdict['kind']): readonly Outcome[] =>
    outcomes.filter(({ verdict }) => verdict.kind === kind);
  const survivors = of('passed');
  const unfair = of('unfair');
  const bySimulation = of('noticed').filter(
    ({ verdict }) => verdict.kind === 'noticed' && verdict.by.startsWith('simulation'),
  );
  for (const { mutant } of survivors)
    console.log(
      `survivor: ${mutant.id} (${mutant.row}: ${rows.find(({ id }) => id === mutant.row)?.clause ?? ''})`,
    );
  for (const { mutant, verdict } of unfair)
    console.log(`unfair: ${mutant.id}: ${verdict.kind === 'unfair' ? verdict.why : ''}`);
  const clauses = new Set(chosen.map(({ row }) => row)).size;
  console.log(
    `${chosen.length} mutants of ${clauses} clauses: ${of('noticed').length} noticed (${bySimulation.length} by the simulation alone), ` +
      `${survivors.length} survived, ${unfair.length} unfair; ${((Date.now() - startedAt) / 1_000).toFixed(0)} s`,
  );
  return survivors.length + unfair.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  leave();
}
