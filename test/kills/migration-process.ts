import { openStore, placesIn } from '../../main/usecases/open-store.ts';

/** The start of the program on an older schema, made to be killed: copy, proof, migration. Argument: the folder. Ends with 0 when open. */
const [, , folder = ''] = process.argv;
const opened = await openStore(placesIn(folder), 1_000);
if (opened.ok) opened.value.close();
else console.error(JSON.stringify(opened.error.fault));
process.exit(opened.ok ? 0 : 1);
