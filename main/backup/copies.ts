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
const leftover = /^talonario-\d+\.sqlite\.new/;

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

/** What a kill left of copies that were never proved. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder))
    if (leftover.test(name)) rmSync(join(folder, name), { force: true });
}

/**
 * Copies the open database by SQLite's own backup, checks the copy, and only then counts it; the oldest beyond seven go.
 * @param at UTC ms; the copy bears a later time where an older one does
 * @returns undefined when the copy did not pass its check (it is removed; the older ones stay)
 */
export async function makeCopy(db: Database.Database, folder: string, at: number): Promise<Copy | undefined> {
  mkdirSync(folder, { recursive: true });
  // Copies of a clock that was ahead must not pass for newer than this one: it would be the first to go, and never restored.
  const madeAt = Math.max(at, 1 + (listCopies(folder)[0]?.madeAt ?? 0));
  const file = join(folder, `talonario-${madeAt}.sqlite`);
  const unproved = `${file}.new`;
  sweep(folder);
  try {
    await db.backup(unproved);
    if (!isSound(unproved)) {
      rmSync(unproved, { force: true });
      return undefined;
    }
  } catch (error) {
    // Half a copy on a full disk only makes it fuller.
    rmSync(unproved, { force: true });
    throw error;
  }
  renameSync(unproved, file);
  syncFolder(folder);
  for (const old of listCopies(folder).slice(kept)) rmSync(old.file, { force: true });
  return { file, madeAt };
}

const companions = ['', '-wal', '-shm'] as const;

/**
 * Puts a damaged database (with its WAL) aside under a name of its own; nothing of it is ever deleted.
 * @returns the new path of the main file; undefined when there was none
 */
export function setAside(file: string, at: number): string | undefined {
  const aside = `${file}.damaged-${at}`;
  const had = existsSync(file);
  for (const companion of companions)
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  syncFolder(dirname(file));
  return had ? aside : undefined;
}

/** Where a database is made ready before it takes the place of `file`; what an earlier try left there is gone. */
export function placeBeside(file: string): string {
  const coming = `${file}.coming`;
  takeAway(coming);
  return coming;
}

/**
 * Lays a copy beside the place of the database, where it can be opened and proved before anything is moved.
 * @returns its path, for `putInPlace` or `takeAway`
 */
export function layBeside(copy: Copy, file: string): string {
  const coming = placeBeside(file);
  copyFileSync(copy.file, coming);
  const handle = openSync(coming, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return coming;
}

/** The place must be free (`setAside`). @throws when it is not, or on I/O errors */
export function putInPlace(coming: string, file: string): void {
  if (existsSync(file)) throw new Error('the place of the database is not free');
  renameSync(coming, file);
  syncFolder(dirname(file));
}

export function takeAway(coming: string): void {
  for (const companion of companions) rmSync(coming + companion, { force: true });
}
