import type { ChargeStore } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

/** The quota ledger. */
export function chargeStore(db: Db): ChargeStore {
  const add = db.prepare<[string, string, string, number, number]>(
    'insert into charge (company_id, service, kind, at, attempt_id) values (?, ?, ?, ?, ?)',
  );
  const since = db
    .prepare<[string, string, number], number>(
      'select at from charge where company_id = ? and service = ? and at >= ? order by at',
    )
    .pluck();
  return {
    add(charge) {
      add.run(charge.companyId, charge.service, charge.kind, charge.at, charge.attemptId);
    },
    timesSince: (key, from) => since.all(key.companyId, key.service, from),
  };
}
