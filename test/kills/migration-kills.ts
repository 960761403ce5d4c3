import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import { listCopies } from '../../main/backup/copies.ts';
import { headVersion, versionOf } from '../../main/db/connection.ts';
import { openStore, placesIn } from '../../main/usecases/open-store.ts';
import { columnsOf, dump, makeSchema } from '../helpers/schemas.ts';
import { choose, countPoints, killAt, type PathsIn } from './exact-kill.ts';

export interface MigrationKills {
  readonly killed: number;
  /** the call did not come in that start */
  readonly missed: number;
  /** found in the older schema afterwards, and in the newest */
  readonly old: number;
  readonly head: number;
  /** by system call and place */
  readonly points: ReadonlyMap<string, number>;
  /** writes that there were to choose from */
  readonly writes: number;
}

/** Whose writes: those of the database are fewer, and half of the kills are at them. */
type Place = 'database' | 'copies';

/** A database with what SQLite puts beside it. */
export const withCompanions = (file: string): readonly string[] =>
  ['', '-wal', '-shm', '-journal'].map((end) => file + end);

/** Every file that the start may touch there, by the instant that the process is given. */
const pathsOf =
  (place: Place): PathsIn =>
  (folder) => {
    const { database, copies } = placesIn(folder);
    const copy = join(copies, 'talonario-1000-before-migration');
    const files =
      place === 'database'
        ? withCompanions(database)
        : [
            ...[`${copy}.sqlite`, `${copy}.sqlite.new`, `${copy}.sqlite.aside`].flatMap(withCompanions),
            `${copy}.json`,
            `${copy}.json.coming`,
            copies,
          ];
    return files;
  };

/** Enough rows that a step takes more than one page. */
function fillUp(file: string): void {
  const db = new Database(file);
  const add = db.prepare(
    "insert into draft (id, company_id, kind, form, created_at, updated_at) values (?, 'c-test', '01', ?, 0, 0)",
  );
  db.transaction(() => {
    for (let n = 0; n < 200; n++) add.run(`many-${n}`, JSON.stringify({ note: 'x'.repeat(500) }));
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/**
 * Kills the start on an older schema at `wanted` of its writes: real SIGKILL of a real process, in the place of the call. After each
 * the database is whole in the old schema or the new, never between, with every row; the next start ends in the new one.
 * @throws Error that says what was broken, and where the folder is
 */
export async function killMigrations(versions: readonly number[], wanted: number): Promise<MigrationKills> {
  const root = mkdtempSync(join(tmpdir(), 'talonario-migration-'));
  const points = new Map<string, number>();
  let [killed, missed, old, head, writes] = [0, 0, 0, 0, 0];
  for (const version of versions) {
    const seed = join(root, `seed-${version}`);
    mkdirSync(seed);
    makeSchema(placesIn(seed).database, version);
    fillUp(placesIn(seed).database);
    const source = new Database(placesIn(seed).database);
    const columns = columnsOf(source);
    const before = dump(source, columns);
    source.close();

    const each = Math.ceil(wanted / versions.length / 2);
    const chosen = (['database', 'copies'] as const).flatMap((place) => {
      const all = countPoints(
        'migration-process.ts',
        seed,
        join(root, `counted-${version}-${place}`),
        pathsOf(place),
      );
      writes += all.length;
      return choose(all, each).map((point) => ({ ...point, place }));
    });

    for (const { place, syscall, nth } of chosen) {
      const folder = join(root, `${version}-${place}-${syscall}-${nth}`);
      cpSync(seed, folder, { recursive: true });
      const ended = killAt('migration-process.ts', folder, { syscall, nth }, pathsOf(place));
      const where = `killed at ${syscall} ${nth} of schema ${version} in ${folder}`;
      const { database, copies } = placesIn(folder);
      const db = new Database(database);
      const found = versionOf(db);
      if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error(`${where}: not whole`);
      if (found !== version && found !== headVersion) throw new Error(`${where}: schema ${found}`);
      if (!isDeepStrictEqual(dump(db, columns), before))
        throw new Error(`${where}: rows are not what they were`);
      db.close();
      if (
        found === headVersion &&
        !listCopies(copies).some(({ manifest }) => manifest?.contents.schema === version)
      )
        throw new Error(`${where}: the schema was changed without a proved copy`);
      const again = await openStore(placesIn(folder), 2_000);
      if (!again.ok) throw new Error(`${where}: the next start says ${JSON.stringify(again.error.fault)}`);
      const [now, rows] = [versionOf(again.value), dump(again.value, columns)];
      again.value.close();
      if (now !== headVersion || !isDeepStrictEqual(rows, before))
        throw new Error(`${where}: the next start lost something`);
      if (!ended.killed) {
        missed++;
        continue;
      }
      killed++;
      if (found === headVersion) head++;
      else old++;
      const point = `${syscall} of the ${place}`;
      points.set(point, (points.get(point) ?? 0) + 1);
      rmSync(folder, { recursive: true });
    }
  }
  rmSync(root, { recursive: true });
  return { killed, missed, old, head, points, writes };
}
