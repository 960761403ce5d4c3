import type { Db } from './connection.ts';

/**
 * Runs the work of a repair without the triggers of these tables, which keep anybody else from changing what was sealed. They are
 * put back with their own text, in the same transaction.
 * @throws what the work throws; everything is then as before
 */
export function liftTriggers<T>(db: Db, tables: readonly string[], work: () => T): T {
  return db
    .transaction(() => {
      const triggers = db
        .prepare<[string], { readonly name: string; readonly sql: string }>(
          `select name, sql from sqlite_schema
           where type = 'trigger' and tbl_name in (select value from json_each(?))`,
        )
        .all(JSON.stringify(tables));
      for (const { name } of triggers) db.exec(`drop trigger "${name}"`);
      const result = work();
      for (const { sql } of triggers) db.exec(sql);
      return result;
    })
    .immediate();
}
