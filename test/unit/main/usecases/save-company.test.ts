import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CompanySettings } from '../../../../domain/company/company.ts';
import { companyFiles } from '../../../../main/backup/company-files.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { listCompanies } from '../../../../main/db/companies.ts';
import { seriesStore } from '../../../../main/db/series.ts';
import { systemClock, systemRandom } from '../../../../main/system.ts';
import { saveCompany, type SaveCompanyContext } from '../../../../main/usecases/save-company.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

function context(): SaveCompanyContext {
  const folder = temporaryFolder();
  const opened = openDatabase(join(folder, 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  onTestFinished(() => void opened.value.close());
  return {
    db: opened.value,
    clock: systemClock,
    random: systemRandom,
    companyFiles: companyFiles(join(folder, 'companies')),
  };
}

const settings = (identificationNumber: string, terminal = '00001'): CompanySettings => ({
  version: 1,
  label: 'Una',
  issuer: {
    name: 'Una S.A.',
    identificationType: '02',
    identificationNumber,
    tradeName: '',
    registry8707: '',
    province: '1',
    canton: '01',
    district: '01',
    barrio: '',
    address: '',
    phoneCountry: '506',
    phone: '22223333',
    emails: [],
    activityCodes: [],
    softwareProvider: '',
    branch: '001',
    terminal,
  },
});

test('a second company for the same taxpayer, branch and terminal is refused: its numbers would be given twice', () => {
  const parts = context();
  const first = saveCompany(parts, { environment: 'production', settings: settings('3101123456') });
  expect(first.ok).toBe(true);
  const again = saveCompany(parts, { environment: 'production', settings: settings('3-101-123456') });
  expect(again).toEqual({ ok: false, error: 'terminal-taken' });
  expect(listCompanies(parts.db)).toHaveLength(1);
  expect(parts.companyFiles.all()).toHaveLength(1);
});

test('another terminal, another environment or another taxpayer is a company of its own', () => {
  const parts = context();
  for (const input of [
    { environment: 'production', settings: settings('3101123456') },
    { environment: 'test', settings: settings('3101123456') },
    { environment: 'production', settings: settings('3101123456', '00002') },
    { environment: 'production', settings: settings('3101999999') },
    { environment: 'production', settings: settings('') },
    { environment: 'production', settings: settings('') },
  ] as const)
    expect(saveCompany(parts, input).ok).toBe(true);
  expect(listCompanies(parts.db)).toHaveLength(6);
});

test('a company cannot be changed into the terminal of another, and can be saved as it is', () => {
  const parts = context();
  saveCompany(parts, { environment: 'test', settings: settings('3101123456') });
  const second = saveCompany(parts, { environment: 'test', settings: settings('3101123456', '00002') });
  if (!second.ok) throw new Error(second.error);
  const { id } = second.value;
  const moved = saveCompany(parts, { id, environment: 'test', settings: settings('3101123456') });
  expect(moved).toEqual({ ok: false, error: 'terminal-taken' });
  expect(
    saveCompany(parts, { id, environment: 'test', settings: settings('3101123456', '00002') }),
  ).toMatchObject({ ok: true });
});

test('the terminal that another company has left after giving numbers there is NOT free: they would be given again from 1', () => {
  const parts = context();
  const first = saveCompany(parts, { environment: 'production', settings: settings('3101123456') });
  if (!first.ok) throw new Error(first.error);
  const { id } = first.value;
  const series = { companyId: id, branch: '001', terminal: '00001', kind: '01' };
  const store = seriesStore(parts.db);
  store.raise(series, 57);
  const left = { id, environment: 'production', settings: settings('3101123456', '00002') } as const;
  expect(saveCompany(parts, left).ok).toBe(true);
  const second = { environment: 'production', settings: settings('3101123456') } as const;
  expect(saveCompany(parts, second)).toEqual({ ok: false, error: 'terminal-taken' });
  // another taxpayer's numbers are others, and so is another environment's
  expect(saveCompany(parts, { environment: 'production', settings: settings('3101999999') }).ok).toBe(true);
  expect(saveCompany(parts, { environment: 'test', settings: settings('3101123456') }).ok).toBe(true);
  // it may come back itself, and goes on with its numbers
  expect(saveCompany(parts, { id, ...second }).ok).toBe(true);
  expect(store.last(series)).toBe(57);
});
