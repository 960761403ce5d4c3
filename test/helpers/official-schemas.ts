import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, schemaSets } from '../../domain/schemas/schema-files.ts';
import type { SchemaStore } from '../../main/schemas/schema-store.ts';
import { sharedFolder } from './shared.ts';

const shared = sharedFolder();
const folder = shared === undefined ? undefined : join(shared, 'hacienda/xsd/v4.4');

/** The ministry's files by name; undefined where they are not: a test that needs them then skips and says so. */
export const officialSchemas: ReadonlyMap<string, Uint8Array> | undefined =
  folder !== undefined && existsSync(folder)
    ? new Map(filesOf(schemaSets.at(-1) ?? '').map(({ file }) => [file, readFileSync(join(folder, file))]))
    : undefined;

if (!officialSchemas) console.warn('skipped: the official schemas are not beside the repository');

/** Puts the ministry's files where the program keeps them. */
export async function keepOfficialSchemas(store: SchemaStore): Promise<void> {
  for (const row of filesOf(schemaSets.at(-1) ?? '')) {
    const bytes = officialSchemas?.get(row.file);
    if (!bytes || !(await store.keep(row, bytes))) throw new Error(`${row.file} is not the official one`);
  }
}
