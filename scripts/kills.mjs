// npm run kills [-- outbox|packaged|disk ...] [--times N]: test/kills/<name>.kills.ts, one after the other, on Electron's Node. Each
// kills what it says, checks what is left, and prints what it counted; a broken promise ends it with the folder named.
import { readdirSync } from 'node:fs';
import { at, bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';

const ending = '.kills.ts';
const all = readdirSync(at('test/kills'))
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .toSorted();
const words = process.argv.slice(2);
const first = words.findIndex((word) => word.startsWith('--'));
const names = first < 0 ? words : words.slice(0, first);
const passedOn = first < 0 ? [] : words.slice(first);
const unknown = names.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; kills: ${all.join(', ')}`);
  process.exit(1);
}
const chosen = names.length > 0 ? names : all;

const machine = await bootstrap();
/** As the package step of scripts/test.mjs does. */
async function packageProgram() {
  const to = ['-c.directories.output=.cache/package', `-c.electronDist=${machine.electron.dist}`];
  const args = ['--dir', '--publish=never', ...to];
  return (await build(machine)) || machine.tool('node_modules/electron-builder/cli.js', args, { host: true });
}
const program = { linux: 'linux-unpacked/talonario', win32: 'win-unpacked/Talonario.exe' }[process.platform];

let failed = chosen.includes('packaged') ? await packageProgram() : 0;
if (failed === 0)
  for (const name of chosen) {
    console.log(`\n${name}`);
    const packaged = name === 'packaged';
    const status = await machine.tool(`test/kills/${name}${ending}`, passedOn, {
      // The outbox alone needs no window, and strace none of the sandbox's namespaces.
      window: packaged,
      ...(packaged && program ? { env: { APP_PACKAGED: at('.cache/package', program) } } : {}),
    });
    if (status !== 0) console.log(`${name}: FAILED (${status})`);
    failed ||= status;
  }
process.exit(failed);
