import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type CopyContents, CopyProof, type HashCopy, type ProofFault, type ProveCopy } from './proof.ts';

/** `daily`: by itself; `clerk`: somebody asked for it; `before-migration`: of the older schema, before the program changed it */
export const CopyWhy = z.enum(['daily', 'clerk', 'before-migration']);
export type CopyWhy = z.infer<typeof CopyWhy>;

/** What was proved of a copy, beside it: written last, so a copy without one was never proved. */
export const CopyManifest = CopyProof.extend({
  version: z.literal(1),
  why: CopyWhy,
  /** UTC ms */
  madeAt: z.int(),
  provedAt: z.int(),
});
export type CopyManifest = z.infer<typeof CopyManifest>;

export interface Copy {
  /** its name without an ending: what the page calls it by */
  readonly id: string;
  readonly file: string;
  readonly why: CopyWhy;
  /** UTC ms */
  readonly madeAt: number;
  /** absent: not proved (made by an older program, or its manifest is gone), which a restore does first */
  readonly manifest?: CopyManifest;
}

/** How many of each kind stay. */
const kept: Readonly<Record<CopyWhy, number>> = { daily: 7, clerk: 3, 'before-migration': 3 };
const named = /^(talonario-(\d+)(?:-(clerk|before-migration))?)\.sqlite$/;
const leftover = /^talonario-[\w-]+(?:\.sqlite\.(?:new|aside)|\.json\.coming)/;

const manifestOf = (file: string): string => file.replace(/\.sqlite$/, '.json');

/** @returns undefined when there is none, or it cannot be read: the copy counts as not proved then */
export function readManifest(file: string): CopyManifest | undefined {
  try {
    return CopyManifest.parse(JSON.parse(readFileSync(manifestOf(file), 'utf8')));
  } catch {
    return undefined;
  }
}

function copyAt(folder: string, name: string): Copy | undefined {
  const [, id, madeAt, why] = named.exec(name) ?? [];
  if (id === undefined) return undefined;
  const file = join(folder, name);
  const manifest = readManifest(file);
  return {
    id,
    file,
    why: CopyWhy.catch('daily').parse(why),
    madeAt: Number(madeAt),
    ...(manifest ? { manifest } : {}),
  };
}

/** Newest first, proved or not. Reads names and manifests, not the copies. */
export function listCopies(folder: string): readonly Copy[] {
  // A file in its place holds no copies; making one fails then, and is told.
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((name) => copyAt(folder, name) ?? [])
    .toSorted((a, b) => b.madeAt - a.madeAt);
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened for syncing there; NTFS journals the rename
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a kill left of copies that were never proved. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder))
    if (leftover.test(name)) rmSync(join(folder, name), { force: true });
}

function keepManifest(file: string, manifest: CopyManifest): void {
  const coming = `${manifestOf(file)}.coming`;
  writeFileSync(coming, JSON.stringify(manifest));
  syncFile(coming);
  renameSync(coming, manifestOf(file));
  syncFolder(dirname(file));
}

/** The oldest beyond the kept number go, each kind by itself; only proved ones count. */
function thinOut(folder: string): void {
  const all = listCopies(folder);
  for (const why of CopyWhy.options) {
    const ofKind = all.filter((copy) => copy.why === why);
    const oldest = ofKind.filter(({ manifest }) => manifest).at(kept[why] - 1);
    for (const { file, madeAt } of ofKind)
      if (oldest && madeAt < oldest.madeAt) {
        rmSync(manifestOf(file), { force: true });
        rmSync(file, { force: true });
      }
  }
}

/** What making a copy takes of the rest of the program. */
export interface CopyChecks {
  /** what the database holds now; of one moment */
  contentsOf(db: Database.Database): CopyContents;
  readonly prove: ProveCopy;
  readonly hash: HashCopy;
}

/** SQLITE_FULL and ENOSPC come as what they are; everything else of SQLite's and the system's as `disk`. */
function faultOf(error: unknown): ProofFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') throw error;
  return { kind: /^(?:ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code) ? 'disk-full' : 'disk', detail: code };
}

/** 400 KB a step: the page is answered between two. */
const pagesAStep = 100;
const stepsASync = 50;

/** Off this thread: a slow disk takes seconds for what SQLite would otherwise sync at once at the end. */
async function syncAside(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * By SQLite's own backup, in steps. What the source held is counted in the same turn in which the last page was copied, so nothing can
 * come between (better-sqlite3 resolves from its last step).
 */
async function backUp(db: Database.Database, to: string, checks: CopyChecks): Promise<CopyContents> {
  let steps = 0;
  let syncing: Promise<void> | undefined;
  await db.backup(to, {
    progress: () => {
      if (++steps % stepsASync === 0)
        syncing ??= syncAside(to)
          // what matters is the sync at the end, which is told
          .catch(() => undefined)
          .finally(() => {
            syncing = undefined;
          });
      // a disk that is behind gets time
      return syncing ? Math.floor(pagesAStep / 4) : pagesAStep;
    },
  });
  const contents = checks.contentsOf(db);
  await syncing;
  await syncAside(to);
  return contents;
}

/**
 * Copies the open database by SQLite's own backup, proves the copy by restoring it aside, and only then counts it.
 * @param at UTC ms; the copy bears a later time where an older one does
 * @returns a fault when it could not be made or did not pass (it is removed; the older ones stay). @throws what is a defect
 */
export async function makeCopy(
  db: Database.Database,
  folder: string,
  at: number,
  checks: CopyChecks,
  why: CopyWhy = 'daily',
): Promise<Result<Copy, ProofFault>> {
  let unproved: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    // Copies of a clock that was ahead must not pass for newer than this one: it would be the first to go, and never restored.
    const madeAt = Math.max(at, 1 + (listCopies(folder)[0]?.madeAt ?? 0));
    const id = `talonario-${madeAt}${why === 'daily' ? '' : `-${why}`}`;
    const file = join(folder, `${id}.sqlite`);
    unproved = `${file}.new`;
    sweep(folder);
    const contents = await backUp(db, unproved, checks);
    const proof = await checks.prove({ file: unproved, aside: `${file}.aside`, keepAside: false, contents });
    if (!proof.ok) {
      // Half a copy on a full disk only makes it fuller.
      rmSync(unproved, { force: true });
      return proof;
    }
    renameSync(unproved, file);
    syncFolder(folder);
    const manifest: CopyManifest = { ...proof.value, version: 1, why, madeAt, provedAt: at };
    keepManifest(file, manifest);
    thinOut(folder);
    return ok({ id, file, why, madeAt, manifest });
  } catch (error) {
    if (unproved !== undefined) rmSync(unproved, { force: true });
    return fail(faultOf(error));
  }
}

/**
 * The same in a folder of the clerk's choice, under a name a person can read; nothing there is ever taken away.
 * @param name without ending, e.g. `talonario-2026-11-20-1530`
 * @param aside where it is restored to for its proof: on this computer's disk, not on the clerk's
 */
export async function saveCopyTo(
  db: Database.Database,
  folder: string,
  name: string,
  aside: string,
  at: number,
  checks: CopyChecks,
): Promise<Result<string, ProofFault>> {
  const file = join(folder, `${name}.sqlite`);
  const unproved = `${file}.new`;
  try {
    if (existsSync(file)) return fail({ kind: 'disk', detail: 'EEXIST' });
    rmSync(unproved, { force: true });
    const contents = await backUp(db, unproved, checks);
    const proof = await checks.prove({ file: unproved, aside, keepAside: false, contents });
    if (!proof.ok) {
      rmSync(unproved, { force: true });
      return proof;
    }
    renameSync(unproved, file);
    syncFolder(folder);
    keepManifest(file, { ...proof.value, version: 1, why: 'clerk', madeAt: at, provedAt: at });
    return ok(file);
  } catch (error) {
    rmSync(unproved, { force: true });
    return fail(faultOf(error));
  }
}

const companions = ['', '-wal', '-shm'] as const;

/**
 * Puts a database that is damaged, or that the clerk replaces by a copy, aside (with its WAL) under a name of its own; nothing of it
 * is ever deleted.
 * @returns the new path of the main file; undefined when there was none
 */
export function setAside(
  file: string,
  at: number,
  as: 'damaged' | 'replaced' = 'damaged',
): string | undefined {
  const aside = `${file}.${as}-${at}`;
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

/** The place must be free (`setAside`). @throws when it is not, or on I/O errors */
export function putInPlace(coming: string, file: string): void {
  if (existsSync(file)) throw new Error('the place of the database is not free');
  renameSync(coming, file);
  syncFolder(dirname(file));
}

export function takeAway(coming: string): void {
  for (const companion of companions) rmSync(coming + companion, { force: true });
}
