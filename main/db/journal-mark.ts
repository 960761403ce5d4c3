import type { JournalMark } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

/**
 * Position in journal.ndjson up to which every line is known to have its row. Written in the transaction that seals, so a
 * restored copy of the database has the position of its own day and finds the lines it forgot.
 */
export function journalMark(db: Db): JournalMark {
  const read = db.prepare<[], string>("select value from meta where key = 'journal-mark'").pluck();
  const write = db.prepare<[string]>(
    `insert into meta (key, value) values ('journal-mark', ?)
     on conflict (key) do update set value = excluded.value`,
  );
  return {
    read: () => Number(read.get() ?? '0'),
    write(position) {
      write.run(String(position));
    },
  };
}
