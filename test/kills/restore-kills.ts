import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCopy } from '../../main/backup/copies.ts';
import { headVersion, openDatabase } from '../../main/db/connection.ts';
import { readMeta, writeMeta } from '../../main/db/meta.ts';
import { restoredMark } from '../../main/db/restored-mark.ts';
import { seriesStore } from '../../main/db/series.ts';
import { openStore, placesIn, restoreStore } from '../../main/usecases/open-store.ts';
import { copyChecks } from '../../main/usecases/prove-copy.ts';
import { makeSchema } from '../helpers/schemas.ts';
import { choose, countPoints, killAt, type PathsIn } from './exact-kill.ts';
import { withCompanions } from './migration-kills.ts';

export interface RestoreKills {
  readonly killed: number;
  readonly missed: number;
  /** what the next start found: the database that was in use, the copy with its mark, or none in its place (and the copy is offered) */
  readonly asBefore: number;
  readonly restored: number;
  readonly offered: number;
}

const series = { companyId: 'c-test', branch: '001', terminal: '00001', kind: '01' };
const numberInUse = 77;

const paths: PathsIn = (folder) => {
  const { database } = placesIn(folder);
  return [database, `${database}.coming`, `${database}.replaced-2000`].flatMap(withCompanions);
};

/** A database in use that has gone on since its copy: other words, a higher number. */
async function seedAt(folder: string): Promise<void> {
  mkdirSync(folder);
  const places = placesIn(folder);
  makeSchema(places.database, headVersion);
  const opened = openDatabase(places.database);
  if (!opened.ok) throw new Error(opened.error.kind);
  const copied = await makeCopy(opened.value, places.copies, 1_000, copyChecks());
  if (!copied.ok) throw new Error(copied.error.detail);
  writeMeta(opened.value, 'language', 'es');
  seriesStore(opened.value).raise(series, numberInUse);
  opened.value.close();
}

/**
 * Kills a restore at `wanted` of its calls. The next start finds the database that was in use, or the copy with the mark that makes the
 * outbox ask before it sends, or none and offers the copy: never an older copy that passes for an ordinary database.
 * @throws Error that says what was broken, and where the folder is
 */
export async function killRestores(wanted: number): Promise<RestoreKills> {
  const root = mkdtempSync(join(tmpdir(), 'talonario-restore-'));
  const seed = join(root, 'seed');
  await seedAt(seed);
  let [killed, missed, asBefore, restored, offered] = [0, 0, 0, 0, 0];
  for (const point of choose(countPoints('restore-process.ts', seed, join(root, 'counted'), paths), wanted)) {
    const folder = join(root, `${point.syscall}-${point.nth}`);
    cpSync(seed, folder, { recursive: true });
    const ended = killAt('restore-process.ts', folder, point, paths);
    if (ended.killed) killed++;
    else missed++;
    const where = `killed at ${point.syscall} ${point.nth} in ${folder}`;
    const places = placesIn(folder);
    const opened = await openStore(places, 3_000);
    if (!opened.ok) {
      const { fault, copy } = opened.error;
      if (fault.kind !== 'damaged' || copy?.madeAt !== 1_000)
        throw new Error(`${where}: ${JSON.stringify(fault)}`);
      const again = await restoreStore(places, 4_000);
      if (!again.ok) throw new Error(`${where}: the copy that is offered does not open`);
      if (!restoredMark(again.value.db).read()) throw new Error(`${where}: restored without its mark`);
      again.value.db.close();
      offered++;
    } else {
      const db = opened.value;
      const isOld = readMeta(db, 'language') === 'en';
      if (isOld && !restoredMark(db).read())
        throw new Error(`${where}: an older copy passes for the database`);
      if (seriesStore(db).last(series) !== numberInUse)
        throw new Error(`${where}: a number could be given again`);
      db.close();
      if (isOld) restored++;
      else asBefore++;
    }
    rmSync(folder, { recursive: true });
  }
  rmSync(root, { recursive: true });
  return { killed, missed, asBefore, restored, offered };
}
