import { listCopies } from '../../main/backup/copies.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { placesIn, prepareRestore, seriesSeen, takeThePlace } from '../../main/usecases/open-store.ts';

/** The restore of the newest copy over a sound database, made to be killed. Argument: the folder. Ends with 0 when restored. */
const [, , folder = ''] = process.argv;
const places = placesIn(folder);
const inUse = openDatabase(places.database);
const [copy] = listCopies(places.copies);
if (!inUse.ok || !copy) throw new Error('nothing to restore over');
const prepared = await prepareRestore(places, copy);
if (!prepared.ok) throw new Error(prepared.error.detail);
const seen = seriesSeen(inUse.value);
inUse.value.close();
const done = takeThePlace(places, prepared.value.coming, 2_000, 'replaced', { seen });
if (done.ok) done.value.db.close();
process.exit(done.ok ? 0 : 1);
