import type { Series, SeriesStore } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

interface AdvanceParameters extends Series {
  readonly expected: number;
  readonly taken: number;
}

/** Running numbers: one row per series, moved only by compare-and-set or upward. */
export function seriesStore(db: Db): SeriesStore {
  const where = 'company_id = @companyId and branch = @branch and terminal = @terminal and kind = @kind';
  const last = db.prepare<[Series], number>(`select last_number from series where ${where}`).pluck();
  const begin = db.prepare<[Series]>(
    `insert into series (company_id, branch, terminal, kind, last_number)
     values (@companyId, @branch, @terminal, @kind, 0) on conflict do nothing`,
  );
  const advance = db.prepare<[AdvanceParameters]>(
    `update series set last_number = @taken where ${where} and last_number = @expected`,
  );
  const raise = db.prepare<[Series & { readonly atLeast: number }]>(
    `insert into series (company_id, branch, terminal, kind, last_number)
     values (@companyId, @branch, @terminal, @kind, @atLeast)
     on conflict do update set last_number = max(last_number, excluded.last_number)`,
  );
  const keyOf = ({ companyId, branch, terminal, kind }: Series): Series => ({
    companyId,
    branch,
    terminal,
    kind,
  });
  return {
    last: (series) => last.get(keyOf(series)) ?? 0,
    advance(series, expected, taken) {
      begin.run(keyOf(series));
      return advance.run({ ...keyOf(series), expected, taken }).changes === 1;
    },
    raise(series, atLeast) {
      raise.run({ ...keyOf(series), atLeast });
    },
  };
}
