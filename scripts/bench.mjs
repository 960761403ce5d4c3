// npm run bench [-- name ...]: every test/bench/<name>.bench.ts, one after the other, on Electron's Node. They print figures and
// ratios to a limit measured in the same run; nobody asserts them. What follows `--` a second time goes to the bench itself.
import { readdirSync } from 'node:fs';
import { at, bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';

const words = process.argv.slice(2);
const end = words.indexOf('--');
const names = end < 0 ? words : words.slice(0, end);
const passedOn = end < 0 ? [] : words.slice(end + 1);
const ending = '.bench.ts';
const all = readdirSync(at('test/bench'))
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .toSorted();
const unknown = names.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; benches: ${all.join(', ')}`);
  process.exit(1);
}

const machine = await bootstrap();
let failed = await build(machine);
if (failed === 0)
  for (const name of names.length > 0 ? names : all) {
    console.log(`\n${name}`);
    const status = await machine.tool(`test/bench/${name}${ending}`, passedOn, { window: true });
    if (status !== 0) console.log(`${name}: FAILED (${status})`);
    failed ||= status;
  }
process.exit(failed);
