import type { Company, CompanySettings, Environment } from '../../domain/company/company.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CompanyFiles } from '../backup/company-files.ts';
import { findCompany, insertCompany, listCompanies, updateCompanySettings } from '../db/companies.ts';
import type { Db } from '../db/connection.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import { taxpayersOn } from '../db/series.ts';

export interface SaveCompanyContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly companyFiles: CompanyFiles;
}

export interface CompanyInput {
  readonly id?: string | undefined;
  readonly environment: Exclude<Environment, 'practice'>;
  readonly settings: CompanySettings;
}

/**
 * A new company (which becomes the active one), or new settings for an existing one. The environment of a company never changes,
 * because its documents belong to it; the practice company is not changed at all. `terminal-taken`: two companies here would give the
 * same taxpayer's numbers twice.
 */
export function saveCompany(
  { db, clock, random, companyFiles }: SaveCompanyContext,
  { id, environment, settings }: CompanyInput,
): Result<Company, 'not-found' | 'not-allowed-now' | 'terminal-taken'> {
  const isTaken = (other: Company): boolean =>
    sharesSeries(other, environment, settings) ||
    (!hasNumbersThere(db, id, settings) && sharedSeries(db, other, environment, settings));
  if (listCompanies(db).some((other) => other.id !== id && isTaken(other))) return fail('terminal-taken');
  if (id === undefined) {
    const company: Company = { id: random.id(), environment, settings };
    companyFiles.keep(company);
    db.transaction(() => {
      insertCompany(db, company, clock.now());
      writeMeta(db, 'active-company', company.id);
    })();
    return ok(company);
  }
  const existing = findCompany(db, id);
  if (!existing) return fail('not-found');
  if (existing.environment !== environment) return fail('not-allowed-now');
  const changed: Company = { ...existing, settings };
  companyFiles.keep(changed);
  updateCompanySettings(db, id, settings);
  return ok(changed);
}

/** The running numbers belong to taxpayer, branch and terminal (DOMAIN.md 3.2), kept apart only by environment. */
function sharesSeries(other: Company, environment: Environment, { issuer }: CompanySettings): boolean {
  const theirs = other.settings.issuer;
  if (!issuer || !theirs || other.environment !== environment) return false;
  return (
    isSameTaxpayer(issuer.identificationNumber, theirs.identificationNumber) &&
    issuer.branch === theirs.branch &&
    issuer.terminal === theirs.terminal
  );
}

/** One that gives numbers there already goes on with them. */
function hasNumbersThere(db: Db, companyId: string | undefined, { issuer }: CompanySettings): boolean {
  if (companyId === undefined || !issuer) return false;
  return taxpayersOn(db, { companyId, branch: issuer.branch, terminal: issuer.terminal }) !== undefined;
}

/** The same of a terminal that the other company has left: its numbers stay given, and a new company would begin at 1. */
function sharedSeries(
  db: Db,
  other: Company,
  environment: Environment,
  { issuer }: CompanySettings,
): boolean {
  if (!issuer || other.environment !== environment) return false;
  const { branch, terminal } = issuer;
  const by = taxpayersOn(db, { companyId: other.id, branch, terminal });
  const now = other.settings.issuer?.identificationNumber;
  return (
    by !== undefined &&
    [...by, ...(now === undefined ? [] : [now])].some((one) =>
      isSameTaxpayer(one, issuer.identificationNumber),
    )
  );
}

function isSameTaxpayer(one: string, other: string): boolean {
  const digits = (number: string): string => number.replaceAll(/\D/g, '');
  return digits(one) !== '' && digits(one) === digits(other);
}

export function activateCompany(db: Db, id: string): Result<Company, 'not-found'> {
  const company = findCompany(db, id);
  if (!company) return fail('not-found');
  writeMeta(db, 'active-company', id);
  return ok(company);
}

/** Into a database that has forgotten them (an older copy, or a new file): the companies that were kept outside. */
export function bringBackCompanies(db: Db, companyFiles: CompanyFiles, at: number): void {
  db.transaction(() => {
    for (const company of companyFiles.all()) {
      if (findCompany(db, company.id)) continue;
      insertCompany(db, company, at);
      if (readMeta(db, 'active-company') === undefined) writeMeta(db, 'active-company', company.id);
    }
  })();
}

/** The second copies that are gone or cannot be read, written again. A disk that refuses is no reason not to start. */
export function keepCompaniesAgain(
  db: Db,
  files: CompanyFiles,
  log: (where: string, error: unknown) => void,
): void {
  const kept = new Set(files.all().map(({ id }) => id));
  for (const company of listCompanies(db)) {
    if (kept.has(company.id)) continue;
    try {
      files.keep(company);
    } catch (error) {
      log('second copy of a company', error);
    }
  }
}
