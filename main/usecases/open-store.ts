import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { bringBack, type Copy, listCopies, makeCopy, setAside } from '../backup/copies.ts';
import { type Db, type OpenFault, openDatabase } from '../db/connection.ts';

/** Where everything of this installation lives. */
export interface StorePlaces {
  readonly database: string;
  readonly copies: string;
}

export const placesIn = (userData: string): StorePlaces => ({
  database: join(userData, 'talonario.sqlite'),
  copies: join(userData, 'copies'),
});

export interface StoreTrouble {
  readonly fault: OpenFault;
  /** newest copy that passed its check */
  readonly copy?: Copy;
}

/** Opens the store as it is. A fault changes nothing on disk: the clerk decides. */
export function openStore(places: StorePlaces): Result<Db, StoreTrouble> {
  const opened = openDatabase(places.database);
  if (opened.ok) return opened;
  const [copy] = listCopies(places.copies);
  return fail({ fault: opened.error, ...(copy ? { copy } : {}) });
}

/**
 * Puts the damaged database aside and opens the newest copy that can be opened. What the copy has forgotten comes back from
 * the sealed files and the journal afterwards (outbox recovery: OUTBOX.md section 8).
 */
export function restoreStore(places: StorePlaces, at: number): Result<{ db: Db; keptAs: string }, 'no-copy'> {
  const copies = listCopies(places.copies);
  if (copies.length === 0) return fail('no-copy');
  const keptAs = setAside(places.database, at);
  for (const copy of copies) {
    bringBack(copy, places.database);
    const opened = openDatabase(places.database);
    if (opened.ok) return ok({ db: opened.value, keptAs });
    setAside(places.database, copy.madeAt);
  }
  return fail('no-copy');
}

/** Puts the damaged database aside and begins a new one; sealed documents come back by recovery here too. */
export function startEmptyStore(
  places: StorePlaces,
  at: number,
): Result<{ db: Db; keptAs: string }, OpenFault> {
  const keptAs = setAside(places.database, at);
  const opened = openDatabase(places.database);
  return opened.ok ? ok({ db: opened.value, keptAs }) : opened;
}

const dayMs = 24 * 3_600_000;

/** One proved copy a day. @returns when the newest proved copy was made, if any */
export async function copyIfDue(db: Db, places: StorePlaces, now: number): Promise<number | undefined> {
  const [newest] = listCopies(places.copies);
  if (newest && now - newest.madeAt < dayMs && newest.madeAt <= now) return newest.madeAt;
  const made = await makeCopy(db, places.copies, now);
  return made?.madeAt ?? newest?.madeAt;
}
