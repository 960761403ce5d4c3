import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, type SchemaFile, schemaSets } from '../../domain/schemas/schema-files.ts';

/** The bytes of one set, each checked against its digest at this reading. */
export interface LoadedSchemas {
  readonly set: string;
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/** Schema files on the disk, one folder a set. */
export interface SchemaStore {
  /** The newest set that is whole, or undefined. */
  load(): Promise<LoadedSchemas | undefined>;
  /** Files of a set that are not here, or are not what they should be. */
  missing(set: string): Promise<readonly SchemaFile[]>;
  /** @returns false when the bytes are not the file that is wanted: nothing was written */
  keep(row: SchemaFile, bytes: Uint8Array): Promise<boolean>;
}

const isThatFile = (row: SchemaFile, bytes: Uint8Array): boolean =>
  createHash('sha256').update(bytes).digest('hex') === row.sha256;

/** @param rows the sets there are; only tests have others */
export function schemaStore(folder: string, sets = schemaSets, rows = filesOf): SchemaStore {
  const pathOf = ({ set, file }: SchemaFile): string => join(folder, set, file);

  async function read(row: SchemaFile): Promise<Uint8Array | undefined> {
    try {
      const bytes = await readFile(pathOf(row));
      return isThatFile(row, bytes) ? bytes : undefined;
    } catch {
      // not there, or not readable: fetched again
      return undefined;
    }
  }

  return {
    async load() {
      for (const set of sets.toReversed()) {
        const files: { readonly file: string; readonly bytes: Uint8Array }[] = [];
        const wanted = rows(set);
        for (const row of wanted) {
          const bytes = await read(row);
          if (bytes) files.push({ file: row.file, bytes });
        }
        if (files.length === wanted.length) return { set, files };
      }
      return undefined;
    },
    async missing(set) {
      const wanted = rows(set);
      const there = await Promise.all(wanted.map(async (row) => (await read(row)) !== undefined));
      return wanted.filter((_, index) => there[index] !== true);
    },
    async keep(row, bytes) {
      if (!isThatFile(row, bytes)) return false;
      const path = pathOf(row);
      await mkdir(join(folder, row.set), { recursive: true });
      const handle = await open(`${path}.coming`, 'w');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${path}.coming`, path);
      return true;
    },
  };
}
