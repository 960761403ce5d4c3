import { sumCompanies } from './companies.ts';
import type { Db } from './connection.ts';
import { documentAudit } from './document-audit.ts';
import { sumSlots } from './payments.ts';

/** Once after the step that brought the columns: rows written before it get their sums as they stand. */
export function sumWhatIsUnsummed(db: Db): void {
  const done = db.prepare<[], number>("select count(*) from meta where key = 'row-sums'").pluck().get();
  if (done === 1) return;
  db.transaction(() => {
    documentAudit(db).sumUnsummed();
    sumCompanies(db);
    sumSlots(db);
    db.prepare("insert into meta (key, value) values ('row-sums', '1')").run();
  }).immediate();
}
