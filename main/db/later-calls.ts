import type { Db } from './connection.ts';

/**
 * Brings the calls that a copy does not know from the database it was made of, attempts and charges both: what the service counted
 * since then still counts here (OUTBOX.md section 6), and the timeline keeps it. Both are of the newest schema, and `from` is closed.
 * Rows are numbered as they are written, so what is later has a higher number.
 */
export function bringLaterCalls(db: Db, from: string): void {
  db.prepare<[string]>('attach database ? as old').run(from);
  try {
    db.transaction(() => {
      db.exec(`
        insert into main.attempt select * from old.attempt
          where id > (select coalesce(max(id), 0) from main.attempt) and company_id in (select id from main.company);
        insert into main.charge select * from old.charge
          where id > (select coalesce(max(id), 0) from main.charge) and attempt_id in (select id from main.attempt);
      `);
    })();
  } finally {
    db.exec('detach database old');
  }
}
