// npm run damage [-- --flips N --seed S --only text]: what becomes of the program's files when they are damaged, on Electron's Node.
// Exit code 1 on any broken promise.
import { bootstrap } from './bootstrap.mjs';

const machine = await bootstrap();
process.exit(await machine.tool('test/damage/run.ts', process.argv.slice(2)));
