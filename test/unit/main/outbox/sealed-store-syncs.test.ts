import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { sealedStore } from '../../../../main/outbox/sealed-store.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { claveOf } from '../../../helpers/outbox-documents.ts';

/** What reached the disk and in which order: real files, every call written down. */
const done: string[] = [];
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const named = (path: unknown): string => String(path).split('/').slice(-2).join('/');
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle = await real.open(...args);
      const [path] = args;
      const sync = handle.sync.bind(handle);
      const writeFile = handle.writeFile.bind(handle);
      const appendFile = handle.appendFile.bind(handle);
      handle.sync = async () => {
        await sync();
        done.push(`sync ${named(path)}`);
      };
      handle.writeFile = async (...written: Parameters<typeof writeFile>) => {
        await writeFile(...written);
        done.push(`write ${named(path)}`);
      };
      handle.appendFile = async (...written: Parameters<typeof appendFile>) => {
        await appendFile(...written);
        done.push(`append ${named(path)}`);
      };
      return handle;
    },
    rename: async (from: string, to: string) => {
      await real.rename(from, to);
      done.push(`rename ${named(from)} ${named(to)}`);
    },
  };
});

const name = { companyId: 'c1', clave: claveOf(1), issuedAt: '2026-11-20T23:30:00-06:00' };
const file = `2026-11/${name.clave}.xml`;
let folder = '';
beforeEach(() => {
  folder = join(temporaryFolder(), 'sealed');
  done.length = 0;
});

// Windows has no fsync of a folder.
test.skipIf(process.platform === 'win32')(
  'a second copy is written aside, synced, renamed, and its folder synced, new folders too',
  async () => {
    const store = sealedStore(folder);
    expect((await store.keep(name, new Uint8Array([1]))).ok).toBe(true);
    const beginning = done.indexOf(`write ${file}.tmp`);
    expect(done.slice(beginning)).toEqual([
      `write ${file}.tmp`,
      `sync ${file}.tmp`,
      `rename ${file}.tmp ${file}`,
      'sync c1/2026-11',
    ]);
    // The parent of each folder that was made: without it the folder itself may be gone after a power cut.
    expect(done.slice(0, beginning).map((what) => what.split('/').at(-1))).toEqual(
      expect.arrayContaining(['c1', 'sealed']),
    );
  },
);

test.skipIf(process.platform === 'win32')(
  'a line of the journal is on the disk when append() resolves, and the first one with its folder',
  async () => {
    const store = sealedStore(folder);
    expect((await store.append({ kind: 'void', clave: name.clave })).ok).toBe(true);
    const journal = 'sealed/journal.ndjson';
    const first = done.indexOf(`append ${journal}`);
    expect(done[first + 1]).toBe(`sync ${journal}`);
    expect(done[first + 2]).toMatch(/^sync .*\/sealed$/);
    done.length = 0;
    expect((await store.append({ kind: 'void', clave: name.clave })).ok).toBe(true);
    expect(done).toEqual([`append ${journal}`, `sync ${journal}`]);
  },
);
