import type { RestoredMark } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

/**
 * Written into a copy before it takes the place of the damaged database, taken away in the transaction that recovers what the copy
 * forgot: a crash or a full disk between the two must not make an ordinary database of it.
 */
export function restoredMark(db: Db): RestoredMark {
  const read = db.prepare<[], string>("select value from meta where key = 'restored'").pluck();
  const clear = db.prepare("delete from meta where key = 'restored'");
  return {
    read: () => read.get() !== undefined,
    clear() {
      clear.run();
    },
  };
}

/** For a database not in its place yet: the mark is in the file itself, not in its WAL, when this returns. @throws when the disk refuses */
export function markRestored(db: Db): void {
  db.prepare("insert into meta (key, value) values ('restored', '1') on conflict (key) do nothing").run();
  db.pragma('wal_checkpoint(TRUNCATE)');
}
