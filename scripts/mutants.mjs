// npm run mutants [-- name ...]: each row of the outbox's specification is broken on purpose, in copies of the checkout, and what
// noticed it is named. A name is that of a mutant or of a row, or its beginning. More in test/mutants/main.ts.
import { bootstrap } from './bootstrap.mjs';

const machine = await bootstrap({ checks: true });
process.exit(await machine.tool('test/mutants/main.ts', process.argv.slice(2)));
