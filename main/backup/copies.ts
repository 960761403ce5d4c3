import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** A copy that was opened and checked after it was made. */
export interface Copy {
  readonly file: string;
  /** UTC ms */
  readonly madeAt: number;
}

const kept = 7;
const named = /^talonario-(\d+)\.sqlite$/;

/** Newest first. */
export function listCopies(folder: string): readonly Copy[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const madeAt = named.exec(name)?.[1];
      return madeAt === undefined ? [] : [{ file: join(folder, name), madeAt: Number(madeAt) }];
    })
    .toSorted((a, b) => b.madeAt - a.madeAt);
}

function isSound(file: string): boolean {
  const copy = new Database(file, { readonly: true });
  try {
    return copy.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } finally {
    copy.close();
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened for syncing there; NTFS journals the rename
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Copies the open database by SQLite's own backup, checks the copy, and only then counts it; the oldest beyond seven go.
 * @returns undefined when the copy did not pass its check (it is removed; the older ones stay)
 */
export async function makeCopy(db: Database.Database, folder: string, at: number): Promise<Copy | undefined> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `talonario-${at}.sqlite`);
  const unproved = `${file}.new`;
  rmSync(unproved, { force: true });
  await db.backup(unproved);
  if (!isSound(unproved)) {
    rmSync(unproved, { force: true });
    return undefined;
  }
  renameSync(unproved, file);
  syncFolder(folder);
  for (const old of listCopies(folder).slice(kept)) rmSync(old.file, { force: true });
  return { file, madeAt: at };
}

const companions = ['', '-wal', '-shm'] as const;

/**
 * Puts a damaged database (with its WAL) aside under a name of its own; nothing of it is ever deleted.
 * @returns the new path of the main file
 */
export function setAside(file: string, at: number): string {
  const aside = `${file}.damaged-${at}`;
  for (const companion of companions)
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  syncFolder(dirname(file));
  return aside;
}

/** Brings a copy into the place of the database. The place must be free (`setAside`). @throws when it is not, or on I/O errors */
export function bringBack(copy: Copy, file: string): void {
  if (existsSync(file)) throw new Error('the place of the database is not free');
  const coming = `${file}.coming`;
  copyFileSync(copy.file, coming);
  const handle = openSync(coming, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(coming, file);
  syncFolder(dirname(file));
}
