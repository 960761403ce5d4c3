import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isSameMachine } from '../../../../domain/company/installation.ts';
import { type Company, IssuerForm } from '../../../../domain/company/company.ts';
import { installationFile } from '../../../../main/backup/installation-file.ts';
import { insertCompany } from '../../../../main/db/companies.ts';
import { type Db, openDatabase } from '../../../../main/db/connection.ts';
import { outboxStore } from '../../../../main/db/documents.ts';
import { terminalBook } from '../../../../main/db/terminals.ts';
import { type OwnTerminals, ownTerminals } from '../../../../main/usecases/own-terminals.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

const issuer = IssuerForm.parse(JSON.parse(readFileSync('test/fixtures/issuer.json', 'utf8')));
const companyAt = (terminal: string): Company => ({
  id: 'c1',
  environment: 'production',
  settings: { version: 1, label: 'La Central', issuer: { ...issuer, branch: '001', terminal } },
});
const company = companyAt('00001');
const here = { host: 'a', machine: 'm1' };
const there = { host: 'b', machine: 'm2' };

function database(): Db {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  onTestFinished(() => void opened.value.close());
  return opened.value;
}

let ids = 0;
function start(db: Db, folder: string, machine = here): OwnTerminals {
  return ownTerminals({
    file: installationFile(join(folder, 'installation.json')),
    book: terminalBook(db),
    machine,
    random: { id: () => `installation-${++ids}` },
    store: outboxStore(db),
  });
}

/** Data in use on this computer. */
function inUse(): { readonly db: Db; readonly folder: string } {
  const [db, folder] = [database(), temporaryFolder()];
  insertCompany(db, company, 0);
  outboxStore(db).series.raise({ companyId: 'c1', branch: '001', terminal: '00009', kind: '01' }, 4);
  start(db, folder);
  return { db, folder };
}

test('data that was there before binds by itself at the first start, and stays bound', () => {
  const { db, folder } = inUse();
  expect(start(db, folder).hold(company)).toBeUndefined();
  expect(existsSync(join(folder, 'installation.json'))).toBe(true);
  const before = readFileSync(join(folder, 'installation.json'), 'utf8');
  start(db, folder);
  expect(readFileSync(join(folder, 'installation.json'), 'utf8')).toBe(before);
});

test('a database in the folder of another installation seals NOTHING on the terminals it brought', () => {
  const { db } = inUse();
  const elsewhere = start(db, temporaryFolder(), there);
  expect(elsewhere.hold(company)).toBe('elsewhere');
  // also one that only a series tells of
  expect(elsewhere.hold(companyAt('00009'))).toBe('elsewhere');
  expect(start(db, temporaryFolder(), there).hold(company)).toBe('elsewhere');
});

test('a terminal that was used here since is this computer’s too, also where no company names it any more', () => {
  const { db, folder } = inUse();
  outboxStore(db).series.raise({ companyId: 'c1', branch: '001', terminal: '00007', kind: '04' }, 1);
  start(db, folder);
  expect(start(db, temporaryFolder(), there).hold(companyAt('00007'))).toBe('elsewhere');
});

test('the whole folder on another computer is another installation too', () => {
  const { db, folder } = inUse();
  expect(start(db, folder, there).hold(company)).toBe('elsewhere');
  // and it stays so, whatever happens next: there is no second start that forgets it
  expect(start(db, folder, there).hold(company)).toBe('elsewhere');
});

test('"esta computadora reemplaza a la otra" binds every terminal, for good, and a false alarm costs one press', () => {
  const { db, folder } = inUse();
  const elsewhere = start(db, folder, there);
  elsewhere.replaceOther();
  for (const terminal of ['00001', '00009']) expect(elsewhere.hold(companyAt(terminal))).toBeUndefined();
  expect(start(db, folder, there).hold(company)).toBeUndefined();
});

test('the computer that was replaced notices when the data comes back to it', () => {
  const { db, folder } = inUse();
  const other = temporaryFolder();
  start(db, other, there).replaceOther();
  expect(start(db, folder, here).hold(company)).toBe('elsewhere');
});

test('another terminal for this computer is free at once, and the other one stays with the other', () => {
  const { db, folder } = inUse();
  const elsewhere = start(db, folder, there);
  expect(elsewhere.hold(companyAt('00002'))).toBeUndefined();
  const again = start(db, folder, there);
  expect(again.hold(companyAt('00002'))).toBeUndefined();
  expect(again.hold(company)).toBe('elsewhere');
});

test('a terminal is bound by its first use, NOT only at the next start: the data may be carried away before it', () => {
  const { db, folder } = inUse();
  expect(start(db, folder).hold(companyAt('00003'))).toBeUndefined();
  expect(start(db, temporaryFolder(), there).hold(companyAt('00003'))).toBe('elsewhere');
});

test('a file of the installation that cannot be read is none: the clerk is asked', () => {
  const { db, folder } = inUse();
  writeFileSync(join(folder, 'installation.json'), '{"version":1,');
  expect(start(db, folder).hold(company)).toBe('elsewhere');
});

test('a company that issues nothing in Costa Rica is never held', () => {
  const { db } = inUse();
  const payer: Company = { id: 'c2', environment: 'production', settings: { version: 1, label: 'Pagos' } };
  expect(start(db, temporaryFolder(), there).hold(payer)).toBeUndefined();
});

test('numbers that nobody knows hold the company until the clerk has said the last of each kind; never downward', () => {
  const { db, folder } = inUse();
  const { series } = outboxStore(db);
  const ofKind = (kind: string) => ({ companyId: 'c1', branch: '001', terminal: '00001', kind });
  series.raise(ofKind('04'), 50);
  const terminals = start(db, folder);
  terminals.doubtNumbers(['c1']);
  expect(start(db, folder).hold(company)).toBe('numbers-unknown');
  const confirmed = terminals.confirmNumbers(company, [
    { kind: '01', lastNumber: 250 },
    { kind: '04', lastNumber: 7 },
  ]);
  expect(confirmed.ok).toBe(true);
  expect([series.last(ofKind('01')), series.last(ofKind('04'))]).toEqual([250, 50]);
  expect(start(db, folder).hold(company)).toBeUndefined();
});

test.each([
  { what: 'a computer that was renamed', now: { host: 'z', machine: 'm1' }, same: true },
  { what: 'another computer of the same name', now: { host: 'a', machine: 'm2' }, same: false },
  { what: 'an identity that cannot be read, with the same name', now: { host: 'a' }, same: true },
  { what: 'an identity that cannot be read, with another name', now: { host: 'z' }, same: false },
])('$what is the same machine: $same', ({ now, same }) => {
  expect(isSameMachine(here, now)).toBe(same);
});
