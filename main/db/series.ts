import type { Series, SeriesStore } from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';
import { rowSum } from './row-sum.ts';

interface SeriesRow {
  readonly lastNumber: number;
  /** null: written before there were sums */
  readonly rowSum: number | null;
}

const keyOf = ({ companyId, branch, terminal, kind }: Series): Series => ({
  companyId,
  branch,
  terminal,
  kind,
});
const sumOf = (series: Series, lastNumber: number): number => rowSum({ ...keyOf(series), lastNumber });

/**
 * Running numbers: one row per series, moved only by compare-and-set or upward. A row that is gone or is not what was written is
 * made again from the documents themselves: a number that a flipped byte made smaller would be given out twice.
 */
export function seriesStore(db: Db): SeriesStore {
  const where = 'company_id = @companyId and branch = @branch and terminal = @terminal and kind = @kind';
  const find = db.prepare<[Series], SeriesRow>(
    `select last_number as lastNumber, row_sum as rowSum from series where ${where}`,
  );
  // A consecutivo is branch (3), terminal (5), kind (2) and number (10): DOMAIN.md 3.2.
  const highest = db
    .prepare<[Series], string | null>(
      `select max(consecutivo) from document indexed by document_newest_by_kind
       where company_id = @companyId and kind = @kind and branch = @branch and terminal = @terminal`,
    )
    .pluck();
  const write = db.prepare<[Series & { readonly lastNumber: number; readonly rowSum: number }]>(
    `insert into series (company_id, branch, terminal, kind, last_number, row_sum)
     values (@companyId, @branch, @terminal, @kind, @lastNumber, @rowSum)
     on conflict do update set company_id = excluded.company_id, branch = excluded.branch, terminal = excluded.terminal,
       kind = excluded.kind, last_number = excluded.last_number, row_sum = excluded.row_sum`,
  );
  const set = (series: Series, lastNumber: number): void => {
    write.run({ ...keyOf(series), lastNumber, rowSum: sumOf(series, lastNumber) });
  };
  const documented = (series: Series): number => Number((highest.get(keyOf(series)) ?? '').slice(10));

  const last = (series: Series): number => {
    const row = find.get(keyOf(series));
    if (!row) return documented(series);
    if (row.rowSum === null || row.rowSum === sumOf(series, row.lastNumber)) return row.lastNumber;
    // Before the first document it is what the clerk typed from paper, and stands nowhere else.
    const mended = documented(series) || row.lastNumber;
    set(series, mended);
    return mended;
  };

  return {
    last,
    advance(series, expected, taken) {
      if (last(series) !== expected) return false;
      set(series, taken);
      return true;
    },
    raise(series, atLeast) {
      const before = last(series);
      if (atLeast > before || !find.get(keyOf(series))) set(series, Math.max(before, atLeast));
    },
  };
}

/** Every running number there is. */
export function everySeries(db: Db): readonly (Series & { readonly lastNumber: number })[] {
  const store = seriesStore(db);
  return db
    .prepare<[], Series>('select company_id as companyId, branch, terminal, kind from series')
    .all()
    .map((series) => ({ ...series, lastNumber: store.last(series) }));
}

/** Raises the series of the companies that this database knows; never downward. */
export function raiseKnownSeries(db: Db, seen: readonly (Series & { readonly lastNumber: number })[]): void {
  const known = db.prepare<[string], number>('select 1 from company where id = ?').pluck();
  const store = seriesStore(db);
  db.transaction(() => {
    for (const { lastNumber, ...series } of seen)
      if (known.get(series.companyId) !== undefined) store.raise(series, lastNumber);
  })();
}

/** Taxpayers whose numbers a company has given on a terminal, by its documents; undefined where it has given none there. */
export function taxpayersOn(
  db: Db,
  { companyId, branch, terminal }: Omit<Series, 'kind'>,
): readonly string[] | undefined {
  const where = 'company_id = ? and branch = ? and terminal = ?';
  const used = db
    .prepare<[string, string, string], number>(
      `select 1 from series where ${where} and last_number > 0 limit 1`,
    )
    .pluck()
    .get(companyId, branch, terminal);
  if (used === undefined) return undefined;
  return db
    .prepare<[string, string, string], string>(`select distinct issuer_number from document where ${where}`)
    .pluck()
    .all(companyId, branch, terminal);
}
