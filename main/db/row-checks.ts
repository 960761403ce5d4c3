import type { Db } from './connection.ts';
import { liftTriggers } from './lifted-triggers.ts';

/** JSON that is none any more, as a JSON text of its own: nothing of it is lost, no list reads it, and the database passes its checks. */
const quoted = [
  { table: 'draft', column: 'form' },
  { table: 'customer', column: 'party' },
  { table: 'product', column: 'product' },
  { table: 'received_document', column: 'checks' },
] as const;

/** What `attempt` may hold (0002-documents.ts); a row beside it was damaged. */
const legalAttempt = `kind in ('POST', 'GET', 'PUT') and service in ('hacienda', 'edinky')
  and subject_kind in ('document', 'payment_slot') and n > 0 and (ended_at is null) = (result is null)
  and (ended_at is not null or (status is null and cause is null and location is null and server_at is null
    and body_sha256 is null and raw_text is null))`;

/**
 * Rows that no CHECK would let pass and that no sum guards, put right: a damaged row must not keep the whole database from being
 * copied (a copy is proved by SQLite's own checks). Kind and service of an attempt stand in its charge too.
 * @returns how many
 */
export function mendChecks(db: Db): number {
  let mended = 0;
  for (const { table, column } of quoted)
    mended += db
      .prepare(`update ${table} set ${column} = json_quote(${column}) where not json_valid(${column})`)
      .run().changes;
  const illegal = db
    .prepare<[], number>(`select id from attempt not indexed where not (${legalAttempt})`)
    .pluck()
    .all();
  if (illegal.length === 0) return mended;
  liftTriggers(db, ['attempt'], () => {
    const mend = db.prepare(
      `update attempt set
         kind = coalesce((select kind from charge where attempt_id = attempt.id),
           case when kind in ('POST', 'GET', 'PUT') then kind else 'GET' end),
         service = coalesce((select service from charge where attempt_id = attempt.id), 'hacienda'),
         subject_kind = case when exists (select 1 from payment_slot where id = subject_id) then 'payment_slot'
           else 'document' end,
         n = case when n > 0 then n else 1000000 + id end,
         ended_at = coalesce(ended_at, started_at),
         result = coalesce(result, 'interrupted')
       where id = ?`,
    );
    for (const id of illegal) mended += mend.run(id).changes;
  });
  return mended;
}
