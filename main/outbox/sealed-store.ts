import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isIdentity } from '../../domain/numbering/identity.ts';
import type { StorageFault } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type JournalLine, readJournalLine, writeJournalLine } from './journal-line.ts';

/**
 * The second copy, outside the database (OUTBOX.md section 2): `<folder>/<companyId>/<yyyy-mm>/<clave>.xml` (of a
 * mensaje receptor `{clave}-{consecutivo}.xml`, DOMAIN.md 3.4) and `<folder>/journal.ndjson`. Everything here is on the disk (synced) when its promise resolves.
 */
export interface SealedStore {
  /** Writes the signed bytes: temp file, fsync, rename, fsync of the folder. */
  keep(document: SealedName, xml: Uint8Array): Promise<Result<void, StorageFault>>;
  /** @returns undefined when there is no such file, or it cannot be read */
  read(document: SealedName): Promise<Uint8Array | undefined>;
  /** Only for a document that never came to be (its seal was not committed and its line is void). */
  discard(document: SealedName): Promise<void>;
  /** Appends one line and syncs it. @returns the position after it */
  append(line: JournalLine): Promise<Result<number, StorageFault>>;
  /** Lines from a position on; torn and unreadable ones are counted, not fatal. */
  journal(from: number): Promise<Result<Journal, StorageFault>>;
  /** Every file's identity, for the day when even the journal is gone. */
  files(): Promise<Result<readonly SealedFile[], StorageFault>>;
}

export interface SealedFile {
  readonly companyId: string;
  /** its identity (domain/numbering/identity.ts) */
  readonly clave: string;
  /** the folder it lies in, `yyyy-mm` of FechaEmision: a mensaje receptor does not tell it by its name */
  readonly month: string;
}

export interface SealedName {
  readonly companyId: string;
  readonly clave: string;
  /** RFC 3339; its month names the folder */
  readonly issuedAt: string;
}

export interface Journal {
  readonly lines: readonly JournalLine[];
  readonly unreadable: number;
  /** position after the last byte */
  readonly end: number;
}

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** @throws what is not the disk's fault */
function storageFault(error: unknown): StorageFault {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  if (code === undefined) throw error;
  return 'io';
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, StorageFault>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(storageFault(error));
  }
}

/** Windows has no fsync of a folder: its rename is journaled by the file system. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the missing folders and syncs the parent of each new one. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined) return;
  for (let at = folder; at.length >= made.length; at = dirname(at)) await syncFolder(dirname(at));
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

const sealedFile = /^([\d-]{50,71})\.xml$/;
const newline = 0x0a;

async function readFrom(handle: FileHandle, from: number): Promise<Buffer> {
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(Math.max(0, size - from));
  let done = 0;
  while (done < buffer.length) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, from + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** @returns undefined where there is no such file or folder */
async function ifThere<T>(opening: Promise<T>): Promise<T | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a line ends right before `position`: otherwise the mark belongs to another journal. */
async function endsLine(handle: FileHandle, position: number): Promise<boolean> {
  if (position === 0) return true;
  const { size } = await handle.stat();
  if (size < position) return false;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, position - 1);
  return last[0] === newline;
}

function parseLines(bytes: Buffer, from: number): Journal {
  const lines: JournalLine[] = [];
  let unreadable = 0;
  for (const text of bytes.toString('utf8').split('\n')) {
    if (text === '') continue;
    const line = readJournalLine(text);
    if (line) lines.push(line);
    else unreadable++;
  }
  return { lines, unreadable, end: from + bytes.length };
}

/** @param folder `<userData>/sealed`; made when missing */
export function sealedStore(folder: string): SealedStore {
  const journalFile = join(folder, 'journal.ndjson');
  const pathOf = (document: SealedName): string =>
    join(folder, document.companyId, document.issuedAt.slice(0, 7), `${document.clave}.xml`);

  const appendSynced = async (line: JournalLine): Promise<number> => {
    // each time: somebody may delete it while the program runs
    await makeFolder(folder);
    const handle = await open(journalFile, 'a+');
    try {
      const { size } = await handle.stat();
      // A torn last line (power cut while appending) is closed first: it must not swallow the new one.
      const text = `${(await endsLine(handle, size)) ? '' : '\n'}${writeJournalLine(line)}\n`;
      await handle.appendFile(text);
      await handle.sync();
      if (size === 0) await syncFolder(folder);
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  };

  return {
    keep: (document, xml) =>
      attempt(async () => {
        const path = pathOf(document);
        await makeFolder(dirname(path));
        try {
          await writeSynced(path, xml);
        } catch (error) {
          await rm(`${path}.tmp`, { force: true }).catch(() => undefined);
          throw error;
        }
      }),
    async read(document) {
      try {
        return await readFile(pathOf(document));
      } catch (error) {
        if (codeOf(error) === undefined) throw error;
        return undefined;
      }
    },
    async discard(document) {
      await rm(pathOf(document), { force: true }).catch(() => undefined);
    },
    append: (line) => attempt(() => appendSynced(line)),
    journal: (from) =>
      attempt(async () => {
        const handle = await ifThere(open(journalFile, 'r'));
        if (!handle) return { lines: [], unreadable: 0, end: 0 };
        try {
          const start = (await endsLine(handle, from)) ? from : 0;
          return parseLines(await readFrom(handle, start), start);
        } finally {
          await handle.close();
        }
      }),
    files: () =>
      attempt(async () => {
        const found: SealedFile[] = [];
        const companies = await ifThere(readdir(folder, { withFileTypes: true }));
        for (const company of companies ?? []) {
          if (!company.isDirectory()) continue;
          const names = await readdir(join(folder, company.name), { recursive: true });
          for (const name of names) {
            const path = name.split(/[\\/]/);
            const clave = sealedFile.exec(path.at(-1) ?? '')?.[1];
            if (clave !== undefined && isIdentity(clave))
              found.push({ companyId: company.name, clave, month: path.at(-2) ?? '' });
          }
        }
        return found;
      }),
  };
}
