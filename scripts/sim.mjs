// npm run sim -- --seeds N --steps M [--seed X]: the simulation of test/sim, on Electron's Node. Exit code 1 on any violation.
import { bootstrap } from './bootstrap.mjs';

const machine = await bootstrap();
process.exit(await machine.tool('test/sim/run.ts', process.argv.slice(2)));
