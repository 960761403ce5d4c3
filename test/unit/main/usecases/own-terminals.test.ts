import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Company } from '../../../../domain/company/company.ts';
import type { MachineTraits } from '../../../../domain/company/installation.ts';
import { installationFile } from '../../../../main/backup/installation-file.ts';
import { transactions } from '../../../../main/db/atomically.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { seriesStore } from '../../../../main/db/series.ts';
import { terminalBook } from '../../../../main/db/terminals.ts';
import { ownTerminals } from '../../../../main/usecases/own-terminals.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';

const here: MachineTraits = { host: 'caja-1', machine: 'aaaa' };
const there: MachineTraits = { host: 'caja-2', machine: 'bbbb' };
const company = (terminal = '00001'): Company => ({
  id: 'c1',
  environment: 'test',
  settings: { version: 1, label: 'Panadería', issuer: { ...goodIssuer(), terminal } },
});

let ids = 0;
/** One start of the program on the files of a folder. */
function started(folder: string, machine: MachineTraits) {
  const opened = openDatabase(join(folder, 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  const close = (): void => void (db.open && db.close());
  onTestFinished(close);
  db.prepare(
    "insert or ignore into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)",
  ).run();
  const series = seriesStore(db);
  const terminals = ownTerminals({
    file: installationFile(join(folder, 'installation.json')),
    book: terminalBook(db),
    machine,
    random: { id: () => `installation-${++ids}` },
    store: { ...transactions(db), series },
  });
  return { terminals, series, db, close };
}

/** The database alone goes to another folder, as on a stick. */
function carried(from: string): string {
  const to = temporaryFolder();
  copyFileSync(join(from, 'talonario.sqlite'), join(to, 'talonario.sqlite'));
  return to;
}

test('a terminal is this computer’s from its first use, over restarts too', () => {
  const folder = temporaryFolder();
  const first = started(folder, here);
  expect(first.terminals.hold(company())).toBeUndefined();
  first.close();
  expect(started(folder, here).terminals.hold(company())).toBeUndefined();
});

test('a database carried to another computer does NOT seal there, until a person says that the other one is replaced', () => {
  const folder = temporaryFolder();
  const first = started(folder, here);
  first.terminals.hold(company());
  first.close();
  const other = started(carried(folder), there);
  expect(other.terminals.hold(company())).toBe('elsewhere');
  other.terminals.replaceOther();
  expect(other.terminals.hold(company())).toBeUndefined();
});

test('the whole folder on another computer is another installation: it does NOT seal either', () => {
  const folder = temporaryFolder();
  const first = started(folder, here);
  first.terminals.hold(company());
  first.close();
  expect(started(folder, there).terminals.hold(company())).toBe('elsewhere');
});

test('a computer that was renamed is the same one; where the system names it not, the name decides', () => {
  const folder = temporaryFolder();
  const first = started(folder, here);
  first.terminals.hold(company());
  first.close();
  const renamed = started(folder, { ...here, host: 'caja-nueva' });
  expect(renamed.terminals.hold(company())).toBeUndefined();
  renamed.close();
  expect(started(folder, { host: 'otra' }).terminals.hold(company())).toBe('elsewhere');
});

test('another terminal of the same company is free, and then this computer’s', () => {
  const folder = temporaryFolder();
  const first = started(folder, here);
  first.terminals.hold(company());
  expect(first.terminals.hold(company('00002'))).toBeUndefined();
  first.close();
  expect(started(carried(folder), there).terminals.hold(company('00002'))).toBe('elsewhere');
});

test('numbers that nobody knows hold the terminal until a person says the last ones, and those are spent', () => {
  const { terminals, series } = started(temporaryFolder(), here);
  terminals.doubtNumbers(['c1']);
  expect(terminals.hold(company())).toBe('numbers-unknown');
  expect(terminals.confirmNumbers(company(), [{ kind: '01', lastNumber: 41 }])).toEqual({
    ok: true,
    value: undefined,
  });
  expect(terminals.hold(company())).toBeUndefined();
  const { branch, terminal } = goodIssuer();
  expect(series.last({ companyId: 'c1', branch, terminal, kind: '01' })).toBe(41);
});
