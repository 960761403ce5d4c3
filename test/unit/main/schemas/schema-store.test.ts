import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  filesOf,
  type SchemaFile,
  schemaFiles,
  schemaSets,
} from '../../../../domain/schemas/schema-files.ts';
import { schemaStore } from '../../../../main/schemas/schema-store.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { keepOfficialSchemas, officialSchemas } from '../../../helpers/official-schemas.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const row = (set: string, file: string): SchemaFile => ({
  set,
  file,
  sha256: createHash('sha256').update(`${set} ${file}`).digest('hex'),
  targetNamespace: `urn:${file}`,
});
const rows: Readonly<Record<string, readonly SchemaFile[]>> = {
  old: [row('old', 'a.xsd'), row('old', 'b.xsd')],
  new: [row('new', 'a.xsd')],
};
const madeStore = (folder = temporaryFolder()) => ({
  folder,
  store: schemaStore(folder, ['old', 'new'], (set) => rows[set] ?? []),
});

describe('the rows of the official files', () => {
  test('are ten, each with its own digest and namespace', () => {
    expect(filesOf(schemaSets.at(-1) ?? '').length).toBe(10);
    expect(new Set(schemaFiles.map(({ sha256 }) => sha256)).size).toBe(10);
    expect(new Set(schemaFiles.map(({ targetNamespace }) => targetNamespace)).size).toBe(10);
    expect(schemaFiles.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  test.skipIf(!officialSchemas)('are those of the ministry: every file is taken', async () => {
    const store = schemaStore(temporaryFolder());
    await keepOfficialSchemas(store);
    const loaded = await store.load();
    expect(loaded?.files.length).toBe(10);
    for (const { file, targetNamespace } of schemaFiles) {
      const text = new TextDecoder().decode(loaded?.files.find((one) => one.file === file)?.bytes);
      expect(text).toContain(`targetNamespace="${targetNamespace}"`);
    }
  });
});

describe('the store', () => {
  test('has no set while a file is missing, and says which', async () => {
    const { store } = madeStore();
    expect(await store.keep(row('old', 'a.xsd'), bytes('old a.xsd'))).toBe(true);
    expect(await store.load()).toBeUndefined();
    expect((await store.missing('old')).map(({ file }) => file)).toEqual(['b.xsd']);
    await store.keep(row('old', 'b.xsd'), bytes('old b.xsd'));
    expect(await store.load()).toMatchObject({ set: 'old' });
    expect(await store.missing('old')).toEqual([]);
  });

  test('takes the newest set that is whole', async () => {
    const { store } = madeStore();
    for (const file of ['a.xsd', 'b.xsd']) await store.keep(row('old', file), bytes(`old ${file}`));
    await store.keep(row('new', 'a.xsd'), bytes('new a.xsd'));
    expect((await store.load())?.set).toBe('new');
  });

  test('refuses a file with another digest, and writes nothing of it', async () => {
    const { folder, store } = madeStore();
    expect(await store.keep(row('new', 'a.xsd'), bytes('something else'))).toBe(false);
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  test('does not believe a file that was changed on the disk', async () => {
    const { folder, store } = madeStore();
    await store.keep(row('new', 'a.xsd'), bytes('new a.xsd'));
    writeFileSync(join(folder, 'new', 'a.xsd'), 'changed');
    expect(await store.load()).toBeUndefined();
    expect((await store.missing('new')).length).toBe(1);
    await store.keep(row('new', 'a.xsd'), bytes('new a.xsd'));
    expect(await store.load()).toMatchObject({ set: 'new' });
    expect(readdirSync(join(folder, 'new'))).toEqual(['a.xsd']);
  });
});
