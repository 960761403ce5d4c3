import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type Copy,
  type CopyChecks,
  listCopies,
  makeCopy,
  placeBeside,
  putInPlace,
  readManifest,
  setAside,
  takeAway,
} from '../backup/copies.ts';
import type { CopyProof, ProofFault } from '../backup/proof.ts';
import {
  type Db,
  headVersion,
  migrate,
  type OpenFault,
  openDatabase,
  openUnmigrated,
  versionOf,
} from '../db/connection.ts';
import { journalMark } from '../db/journal-mark.ts';
import { bringLaterCalls } from '../db/later-calls.ts';
import { markRestored } from '../db/restored-mark.ts';
import { everySeries, raiseKnownSeries } from '../db/series.ts';
import { terminalBook } from '../db/terminals.ts';
import { copyChecks } from './prove-copy.ts';

/** Where everything of this installation lives. */
export interface StorePlaces {
  readonly database: string;
  readonly copies: string;
  /** what is kept outside the database: sealed documents and companies */
  readonly outside: readonly string[];
}

export const placesIn = (userData: string): StorePlaces => ({
  database: join(userData, 'talonario.sqlite'),
  copies: join(userData, 'copies'),
  outside: [join(userData, 'sealed'), join(userData, 'companies')],
});

export interface StoreTrouble {
  readonly fault: OpenFault;
  /** newest copy that was proved; where none was, the newest */
  readonly copy?: Copy;
}

export interface StoreBroughtBack {
  readonly db: Db;
  /** where the damaged file is now; undefined when there was none */
  readonly keptAs: string | undefined;
}

/** In the order a restore tries them: the proved ones first, each newest first. */
function inOrder(copies: readonly Copy[]): readonly Copy[] {
  return [...copies.filter(({ manifest }) => manifest), ...copies.filter(({ manifest }) => !manifest)];
}

export function troubleOf(places: StorePlaces, fault: OpenFault): StoreTrouble {
  const [copy] = inOrder(listCopies(places.copies));
  return { fault, ...(copy ? { copy } : {}) };
}

const isMissing = (file: string): boolean => !existsSync(file) || statSync(file).size === 0;
const holdsAnything = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/**
 * Opens the store. A fault changes nothing on disk: the clerk decides. A database that is gone although this installation was in use
 * is damage too: a new one would begin every series of numbers again. One of an older schema is changed only after a copy of it
 * was made and proved; that proof walks the whole way to the new schema first, beside.
 */
export async function openStore(
  places: StorePlaces,
  now: number,
  checks: CopyChecks = copyChecks(),
): Promise<Result<Db, StoreTrouble>> {
  const wasInUse = listCopies(places.copies).length > 0 || places.outside.some(holdsAnything);
  if (wasInUse && isMissing(places.database))
    return fail(troubleOf(places, { kind: 'damaged', detail: 'the database file is missing or empty' }));
  const opened = openUnmigrated(places.database);
  if (!opened.ok) return fail(troubleOf(places, opened.error));
  const db = opened.value;
  const version = versionOf(db);
  const refuse = (fault: OpenFault): Result<never, StoreTrouble> => {
    db.close();
    return fail(troubleOf(places, fault));
  };
  if (version > 0 && version < headVersion) {
    const copied = await makeCopy(db, places.copies, now, checks, 'before-migration');
    if (!copied.ok) {
      const { kind, detail } = copied.error;
      if (kind === 'integrity') return refuse({ kind: 'damaged', detail });
      return refuse({ kind: 'not-migrated', why: 'no-copy', detail: `${kind} ${detail}` });
    }
  }
  const migrated = migrate(db);
  return migrated.ok ? ok(db) : refuse(migrated.error);
}

/** A copy of this installation, or a file the clerk chose (from a USB stick, from another computer). */
export interface Source extends Pick<Copy, 'file' | 'manifest'> {
  /** a file of the clerk's: nobody here knows which computer made it */
  readonly chosen?: boolean;
}

/** A file of the clerk's choice, with the manifest beside it where there is one. */
export function sourceAt(file: string): Source {
  const manifest = readManifest(file);
  return { file, chosen: true, ...(manifest ? { manifest } : {}) };
}

/** A copy that was restored aside and proved there, ready to take the place of the database. */
export interface Prepared {
  readonly coming: string;
  readonly proof: CopyProof;
}

/** Restores a copy aside and proves it; nothing of the database in use is touched. */
export async function prepareRestore(
  places: StorePlaces,
  { file, manifest }: Source,
  checks: CopyChecks = copyChecks(),
): Promise<Result<Prepared, ProofFault>> {
  const coming = placeBeside(places.database);
  const proof = await checks.prove({
    file,
    aside: coming,
    keepAside: true,
    ...(manifest ? { sha256: manifest.sha256, contents: manifest.contents } : {}),
  });
  if (!proof.ok) takeAway(coming);
  return proof.ok ? ok({ coming, proof: proof.value }) : proof;
}

/**
 * Puts the damaged database aside and opens the newest copy that is proved once more. What it has forgotten comes back from the
 * sealed files and the journal afterwards (outbox recovery: OUTBOX.md section 8).
 * @throws when the disk refuses; the next start finds the damage again
 */
export async function restoreStore(
  places: StorePlaces,
  at: number,
  checks: CopyChecks = copyChecks(),
): Promise<Result<StoreBroughtBack, 'no-copy' | OpenFault>> {
  for (const copy of inOrder(listCopies(places.copies))) {
    const prepared = await prepareRestore(places, copy, checks);
    if (prepared.ok) return takeThePlace(places, prepared.value.coming, at, 'damaged');
  }
  return fail('no-copy');
}

/** Every running number of a database in use: a copy of it must not give one of them again. */
export type SeriesSeen = ReturnType<typeof everySeries>;
export const seriesSeen = (db: Db): SeriesSeen => everySeries(db);

/** Of a program that knew no installations: it may come from any computer, so its terminals do not bind by themselves here. */
function disown(db: Db): void {
  const book = terminalBook(db);
  if (book.installation() === undefined) book.takeOver('not-known');
}

/**
 * From here on, whatever interrupts it, the next start finds damage, or a database that knows that it is not the old one.
 * @param as how the old file is named
 * @param options `seen`: numbers of the database that was in use, where it could be read; `chosen`: the copy is a file of the clerk's
 */
export function takeThePlace(
  places: StorePlaces,
  coming: string,
  at: number,
  as: 'damaged' | 'replaced',
  options: { readonly seen?: SeriesSeen; readonly chosen?: boolean } = {},
): Result<StoreBroughtBack, OpenFault> {
  const proved = openDatabase(coming);
  if (!proved.ok) return proved;
  try {
    raiseKnownSeries(proved.value, options.seen ?? []);
    // A file of the clerk may be of another computer, whose calls are numbered otherwise.
    if (as === 'replaced' && !options.chosen) bringLaterCalls(proved.value, places.database);
    if (options.chosen) {
      disown(proved.value);
      // A position in the journal of who knows which computer: this one's is read from its beginning.
      journalMark(proved.value).write(0);
    }
    markRestored(proved.value);
  } finally {
    proved.value.close();
  }
  const keptAs = setAside(places.database, at, as);
  putInPlace(coming, places.database);
  const opened = openDatabase(places.database);
  return opened.ok ? ok({ db: opened.value, keptAs }) : opened;
}

/**
 * Puts the damaged database aside and begins a new one; sealed documents come back by recovery here too.
 * @throws when the disk refuses; the next start finds the damage again
 */
export function startEmptyStore(places: StorePlaces, at: number): Result<StoreBroughtBack, OpenFault> {
  return takeThePlace(places, placeBeside(places.database), at, 'damaged');
}

const dayMs = 24 * 3_600_000;

/** One proved copy a day. A copy of a clock that was ahead does not count. */
export function isCopyDue(places: StorePlaces, now: number): boolean {
  const newest = listCopies(places.copies).find(({ why, manifest }) => why === 'daily' && manifest);
  return !newest || now - newest.madeAt >= dayMs || newest.madeAt > now;
}
