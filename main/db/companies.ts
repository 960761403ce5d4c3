import { type Company, CompanySettings, Environment } from '../../domain/company/company.ts';
import type { Db } from './connection.ts';
import { fromJson, readableOne } from './json-column.ts';
import { rowSum } from './row-sum.ts';

interface CompanyRow {
  readonly id: string;
  readonly environment: string;
  readonly settings: string;
  /** null: written before there were sums */
  readonly rowSum: number | null;
}
const columns = 'id, environment, settings, row_sum as rowSum';

const sumOf = (id: string, environment: string, settings: string): number =>
  rowSum({ id, environment, settings });

/** @returns undefined for a row that is not what was written: nobody issues under a name that a flipped byte made */
function toCompany(row: CompanyRow): Company | undefined {
  if (row.rowSum !== null && row.rowSum !== sumOf(row.id, row.environment, row.settings)) return undefined;
  return readableOne(row, ({ id, environment, settings }) => ({
    id,
    environment: Environment.parse(environment),
    settings: fromJson(CompanySettings, settings),
  }));
}

export function findCompany(db: Db, id: string): Company | undefined {
  const row = db.prepare<[string], CompanyRow>(`select ${columns} from company where id = ?`).get(id);
  const company = row && toCompany(row);
  return company?.id === id ? company : undefined;
}

/** Oldest first; those that can be read. */
export function listCompanies(db: Db): readonly Company[] {
  return db
    .prepare<[], CompanyRow>(`select ${columns} from company order by created_at, id`)
    .all()
    .flatMap((row) => toCompany(row) ?? []);
}

export function findPracticeCompany(db: Db): Company | undefined {
  const row = db
    .prepare<[], CompanyRow>(`select ${columns} from company where environment = 'practice' limit 1`)
    .get();
  return row && toCompany(row);
}

export function insertCompany(db: Db, company: Company, createdAt: number): void {
  db.prepare(
    'insert into company (id, environment, settings, created_at, row_sum) values (?, ?, ?, ?, ?)',
  ).run(
    company.id,
    company.environment,
    JSON.stringify(company.settings),
    createdAt,
    sumOf(company.id, company.environment, JSON.stringify(company.settings)),
  );
}

/** The environment of a company never changes: its documents belong to it. @returns false when there is none with this id */
export function updateCompanySettings(db: Db, id: string, settings: CompanySettings): boolean {
  const environment = db
    .prepare<[string], string>('select environment from company where id = ?')
    .pluck()
    .get(id);
  if (environment === undefined) return false;
  const text = JSON.stringify(settings);
  return (
    db
      .prepare('update company set settings = ?, row_sum = ? where id = ?')
      .run(text, sumOf(id, environment, text), id).changes === 1
  );
}

/**
 * Puts damaged companies right from their second copies (main/backup). A row whose own id is damaged is the one that no copy knows.
 * @returns ids of those that are whole again, and how many are not
 */
export function mendCompanies(
  db: Db,
  kept: readonly Company[],
): { readonly mended: readonly string[]; readonly unreadable: number } {
  const rows = db
    .prepare<[], CompanyRow & { readonly rowid: number }>(
      `select rowid, ${columns} from company not indexed order by rowid`,
    )
    .all();
  const damaged = rows.filter((row) => !toCompany(row));
  if (damaged.length === 0) return { mended: [], unreadable: 0 };
  const present = new Set(rows.map(({ id }) => id));
  const absent = kept.filter(({ id }) => !present.has(id));
  const mended: string[] = [];
  db.transaction(() => {
    db.exec('reindex company');
    const mend = db.prepare(
      'update company set id = ?, environment = ?, settings = ?, row_sum = ? where rowid = ?',
    );
    for (const row of damaged) {
      const known = kept.find(({ id }) => id === row.id);
      const copy = known ?? (absent.length === 1 ? absent.pop() : undefined);
      if (!copy) continue;
      const text = JSON.stringify(copy.settings);
      mend.run(copy.id, copy.environment, text, sumOf(copy.id, copy.environment, text), row.rowid);
      mended.push(copy.id);
    }
  }).immediate();
  return { mended, unreadable: damaged.length - mended.length };
}

/** Sums for rows written before there were any. */
export function sumCompanies(db: Db): void {
  const rows = db
    .prepare<[], CompanyRow>(`select ${columns} from company where row_sum is null`)
    .all()
    .filter((row) => toCompany(row));
  const write = db.prepare('update company set row_sum = ? where id = ?');
  for (const { id, environment, settings } of rows) write.run(sumOf(id, environment, settings), id);
}
