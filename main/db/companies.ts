import { type Company, CompanySettings, Environment } from '../../domain/company/company.ts';
import type { Db } from './connection.ts';
import { fromJson } from './json-column.ts';

interface CompanyRow {
  readonly id: string;
  readonly environment: string;
  readonly settings: string;
}

const toCompany = (row: CompanyRow): Company => ({
  id: row.id,
  environment: Environment.parse(row.environment),
  settings: fromJson(CompanySettings, row.settings),
});

export function findCompany(db: Db, id: string): Company | undefined {
  const row = db
    .prepare<[string], CompanyRow>('select id, environment, settings from company where id = ?')
    .get(id);
  return row && toCompany(row);
}

/** Oldest first. */
export function listCompanies(db: Db): readonly Company[] {
  return db
    .prepare<[], CompanyRow>('select id, environment, settings from company order by created_at, id')
    .all()
    .map(toCompany);
}

export function findPracticeCompany(db: Db): Company | undefined {
  const row = db
    .prepare<[], CompanyRow>(
      "select id, environment, settings from company where environment = 'practice' limit 1",
    )
    .get();
  return row && toCompany(row);
}

export function insertCompany(db: Db, company: Company, createdAt: number): void {
  db.prepare('insert into company (id, environment, settings, created_at) values (?, ?, ?, ?)').run(
    company.id,
    company.environment,
    JSON.stringify(company.settings),
    createdAt,
  );
}

/** The environment of a company never changes: its documents belong to it. @returns false when there is none with this id */
export function updateCompanySettings(db: Db, id: string, settings: CompanySettings): boolean {
  return (
    db.prepare('update company set settings = ? where id = ?').run(JSON.stringify(settings), id).changes === 1
  );
}
