import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type Copy,
  layBeside,
  listCopies,
  makeCopy,
  placeBeside,
  putInPlace,
  setAside,
  takeAway,
} from '../backup/copies.ts';
import { type Db, type OpenFault, openDatabase } from '../db/connection.ts';
import { markRestored } from '../db/restored-mark.ts';

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
  /** newest copy that passed its check */
  readonly copy?: Copy;
}

export interface StoreBroughtBack {
  readonly db: Db;
  /** where the damaged file is now; undefined when there was none */
  readonly keptAs: string | undefined;
}

export function troubleOf(places: StorePlaces, fault: OpenFault): StoreTrouble {
  const [copy] = listCopies(places.copies);
  return { fault, ...(copy ? { copy } : {}) };
}

const isMissing = (file: string): boolean => !existsSync(file) || statSync(file).size === 0;
const holdsAnything = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/**
 * Opens the store as it is. A fault changes nothing on disk: the clerk decides. A database that is gone although this installation
 * was in use is damage too: a new one would begin every series of numbers again.
 */
export function openStore(places: StorePlaces): Result<Db, StoreTrouble> {
  const wasInUse = listCopies(places.copies).length > 0 || places.outside.some(holdsAnything);
  if (wasInUse && isMissing(places.database))
    return fail(troubleOf(places, { kind: 'damaged', detail: 'the database file is missing or empty' }));
  const opened = openDatabase(places.database);
  return opened.ok ? opened : fail(troubleOf(places, opened.error));
}

/**
 * Puts the damaged database aside and opens the newest copy that can be opened. The copy is proved before anything is moved. What
 * it has forgotten comes back from the sealed files and the journal afterwards (outbox recovery: OUTBOX.md section 8).
 * @throws when the disk refuses; the next start finds the damage again
 */
export function restoreStore(
  places: StorePlaces,
  at: number,
): Result<StoreBroughtBack, 'no-copy' | OpenFault> {
  for (const copy of listCopies(places.copies)) {
    const coming = layBeside(copy, places.database);
    const proved = openDatabase(coming);
    if (!proved.ok) {
      takeAway(coming);
      continue;
    }
    return takeThePlace(proved.value, coming, places, at);
  }
  return fail('no-copy');
}

/** From here on, whatever interrupts it, the next start finds damage, or a database that knows that it is not the old one. */
function takeThePlace(
  proved: Db,
  coming: string,
  places: StorePlaces,
  at: number,
): Result<StoreBroughtBack, OpenFault> {
  try {
    markRestored(proved);
  } finally {
    proved.close();
  }
  const keptAs = setAside(places.database, at);
  putInPlace(coming, places.database);
  const opened = openDatabase(places.database);
  return opened.ok ? ok({ db: opened.value, keptAs }) : opened;
}

/**
 * Puts the damaged database aside and begins a new one; sealed documents come back by recovery here too.
 * @throws when the disk refuses; the next start finds the damage again
 */
export function startEmptyStore(places: StorePlaces, at: number): Result<StoreBroughtBack, OpenFault> {
  const coming = placeBeside(places.database);
  const made = openDatabase(coming);
  return made.ok ? takeThePlace(made.value, coming, places, at) : made;
}

const dayMs = 24 * 3_600_000;

/** One proved copy a day. @returns when the newest proved copy was made, if any */
export async function copyIfDue(db: Db, places: StorePlaces, now: number): Promise<number | undefined> {
  const [newest] = listCopies(places.copies);
  if (newest && now - newest.madeAt < dayMs && newest.madeAt <= now) return newest.madeAt;
  const made = await makeCopy(db, places.copies, now);
  return made?.madeAt ?? newest?.madeAt;
}
