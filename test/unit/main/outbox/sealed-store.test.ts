import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Result } from '../../../../domain/result.ts';
import type { JournalLine } from '../../../../main/outbox/journal-line.ts';
import { sealedStore } from '../../../../main/outbox/sealed-store.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { claveOf } from '../../../helpers/outbox-documents.ts';

const name = { companyId: 'c1', clave: claveOf(1), issuedAt: '2026-11-20T23:30:00-06:00' };
const line: JournalLine = { kind: 'void', clave: claveOf(1) };
const outcome: JournalLine = {
  kind: 'outcome',
  clave: claveOf(2),
  attemptId: 7,
  at: 5,
  result: { kind: 'doubtful', why: 'cut' },
  facts: { status: 500, cause: 'línea\nnueva', rate: { remaining: 0 } },
};

function read<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error('not read');
  return result.value;
}

test('a mensaje receptor is named by the clave it answers and its number, and lies in the month it was made in', async () => {
  const store = sealedStore(join(temporaryFolder(), 'sealed'));
  const clave = `${name.clave}-00100001050000000001`;
  await store.keep({ companyId: 'c1', clave, issuedAt: '2027-01-03T10:00:00-06:00' }, new Uint8Array([7]));
  expect(read(await store.files())).toEqual([{ companyId: 'c1', month: '2027-01', clave }]);
  expect(await store.read({ companyId: 'c1', clave, issuedAt: '2027-01' })).toEqual(Buffer.from([7]));
});

test('keeps a document under company and month, without leaving its temporary file', async () => {
  const folder = temporaryFolder();
  const store = sealedStore(join(folder, 'sealed'));
  expect(await store.keep(name, new Uint8Array([1, 2, 3]))).toEqual({ ok: true, value: undefined });
  expect(readdirSync(join(folder, 'sealed', 'c1', '2026-11'))).toEqual([`${name.clave}.xml`]);
  expect(await store.read(name)).toEqual(Buffer.from([1, 2, 3]));
  expect(read(await store.files())).toEqual([{ companyId: 'c1', month: '2026-11', clave: name.clave }]);
});

test('a folder deleted while the program runs is made again: what is sealed next is kept, and its line too', async () => {
  const folder = join(temporaryFolder(), 'sealed');
  const store = sealedStore(folder);
  await store.keep(name, new Uint8Array([1]));
  await store.append(line);
  rmSync(folder, { recursive: true });
  expect(await store.keep(name, new Uint8Array([2]))).toMatchObject({ ok: true });
  expect(await store.append(line)).toMatchObject({ ok: true });
  expect(await store.read(name)).toEqual(Buffer.from([2]));
  expect(read(await store.journal(0)).lines).toEqual([line]);
});

test('what is not there is undefined; what was discarded is gone', async () => {
  const store = sealedStore(temporaryFolder());
  expect(await store.read(name)).toBeUndefined();
  await store.keep(name, new Uint8Array([1]));
  await store.discard(name);
  expect(await store.read(name)).toBeUndefined();
  expect(read(await store.files())).toEqual([]);
});

test('a disk that refuses is a fault, NOT an exception, and leaves nothing behind', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c1'), 'a file where the folder should be');
  const store = sealedStore(folder);
  expect(await store.keep(name, new Uint8Array([1]))).toEqual({ ok: false, error: 'io' });
  mkdirSync(join(folder, 'journal.ndjson'));
  expect(await store.append(line)).toEqual({ ok: false, error: 'io' });
  expect(await store.journal(0)).toEqual({ ok: false, error: 'io' });
});

test('a folder of files that cannot be read is a fault, NOT an empty list', async () => {
  const folder = join(temporaryFolder(), 'sealed');
  writeFileSync(folder, 'a file where the folder should be');
  expect(await sealedStore(folder).files()).toEqual({ ok: false, error: 'io' });
});

test('lines are read back from a position, one per line whatever they hold', async () => {
  const folder = temporaryFolder();
  const store = sealedStore(folder);
  const first = await store.append(line);
  const second = await store.append(outcome);
  if (!first.ok || !second.ok) throw new Error('not written');
  expect(readFileSync(join(folder, 'journal.ndjson'), 'utf8').split('\n')).toHaveLength(3);
  expect(read(await store.journal(0))).toEqual({ lines: [line, outcome], unreadable: 0, end: second.value });
  expect(read(await store.journal(first.value)).lines).toEqual([outcome]);
  expect(read(await store.journal(second.value)).lines).toEqual([]);
});

test('a position inside a line or beyond the end belongs to another journal: everything is read', async () => {
  const store = sealedStore(temporaryFolder());
  const first = await store.append(line);
  if (!first.ok) throw new Error('not written');
  expect(read(await store.journal(first.value - 3)).lines).toEqual([line]);
  expect(read(await store.journal(first.value + 500)).lines).toEqual([line]);
});

test('foreign lines are counted and passed over', async () => {
  const folder = temporaryFolder();
  const bad = [
    'null',
    '{}',
    '{"v":2,"kind":"void"}',
    '{"v":1,"kind":"void","clave":"1"}',
    'x',
    '\u0000\u0000',
  ];
  writeFileSync(join(folder, 'journal.ndjson'), `${bad.join('\n')}\n`);
  const store = sealedStore(folder);
  await store.append(line);
  expect(read(await store.journal(0))).toMatchObject({ lines: [line], unreadable: bad.length });
});

test('an empty folder has an empty journal', async () => {
  const folder = join(temporaryFolder(), 'never-made');
  expect(read(await sealedStore(folder).journal(0))).toEqual({ lines: [], unreadable: 0, end: 0 });
  expect(read(await sealedStore(folder).files())).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});
