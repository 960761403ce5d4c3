import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertNever } from '../../domain/assert-never.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { CopyChecks } from '../backup/copies.ts';
import type { ProofFault } from '../backup/proof.ts';
import { type Db, type OpenFault, openFaultOf } from '../db/connection.ts';
import { type Salvaged, salvage } from '../db/salvage.ts';
import {
  openStore,
  prepareRestore,
  restoreStore,
  type SeriesSeen,
  type Source,
  startEmptyStore,
  type StoreBroughtBack,
  type StorePlaces,
  type StoreTrouble,
  takeThePlace,
  troubleOf,
} from './open-store.ts';
import { copyChecks } from './prove-copy.ts';

/** What the start came to, and what it may still come to when the clerk restores a copy. */
export type Opened<P> =
  | {
      readonly kind: 'open';
      readonly program: P;
      readonly keptAs?: string;
      /** what came back out of the damaged file, newer than the copy in its place */
      readonly salvaged?: Salvaged;
    }
  | { readonly kind: 'trouble'; readonly trouble: StoreTrouble };

export interface ProgramStart<P> {
  /** as it stands now; a reopening under way is waited for */
  opened(): Promise<Opened<P>>;
  /** The same for a page that shows it: asked once more, what may have gone by itself (a lock, a full disk) is tried again. */
  look(): Promise<Opened<P>>;
  /** Damaged database: the newest proved copy. Pressed twice it is done once. */
  restoreCopy(): Promise<Result<Opened<P>, StartFault>>;
  /** Damaged database: a new one. */
  startEmpty(): Promise<Result<Opened<P>, StartFault>>;
  /**
   * The clerk's choice of a copy, in the place of a database that is sound or damaged. It is proved while the program still runs; then
   * the program stops, the database is put aside, and the program opens on the copy. Pressed twice it is done once.
   */
  restoreFrom(source: Source): Promise<Result<Opened<P>, StartFault>>;
}

export type StartFault = Extract<
  ErrorCode,
  'not-allowed-now' | 'no-copy' | 'disk-error' | 'disk-full' | 'copy-unsound' | 'copy-newer'
>;

export interface StartParts<P> {
  readonly places: StorePlaces;
  readonly clock: Pick<Clock, 'now'>;
  /** everything that works on an open database. @param restored it is an older copy, or new although there was one */
  readonly build: (db: Db, restored: boolean) => Promise<P>;
  /** ends what was built, its database included; without it a sound database is never replaced */
  readonly close?: (program: P) => Promise<void>;
  /** the running numbers of an open program, so that a copy of its database cannot give one of them again */
  readonly seen?: (program: P) => SeriesSeen;
  readonly checks?: CopyChecks;
}

/** Trouble that ends without anybody deciding anything. */
const passing: ReadonlySet<OpenFault['kind']> = new Set(['locked', 'disk', 'not-migrated'] as const);

/** Opens the store and the program over it, once; again only when the clerk decides what to do about damage. */
export function startProgram<P>(parts: StartParts<P>): ProgramStart<P> {
  const { places, clock, build, close, checks = copyChecks() } = parts;

  /** A disk that refuses leaves them where they are: in the damaged file, which is kept. */
  const outOf = (db: Db, keptAs: string): Salvaged => {
    try {
      return salvage(db, keptAs, `${places.database}.salvage`);
    } catch (error) {
      if (!isOfDisk(error) && !isSqlites(error)) throw error;
      return { drafts: 0, customers: 0, products: 0 };
    }
  };

  /** Damage that only work brings to light is no other than damage found at the door. */
  const begin = async (db: Db, restored: boolean, keptAs?: string, damaged = false): Promise<Opened<P>> => {
    try {
      const program = await build(db, restored);
      if (keptAs === undefined) return { kind: 'open', program };
      if (!damaged) return { kind: 'open', program, keptAs };
      return { kind: 'open', program, keptAs, salvaged: outOf(db, keptAs) };
    } catch (error) {
      db.close();
      return { kind: 'trouble', trouble: troubleOf(places, openFaultOf(error)) };
    }
  };

  const first = async (): Promise<Opened<P>> => {
    try {
      mkdirSync(dirname(places.database), { recursive: true });
    } catch (error) {
      return { kind: 'trouble', trouble: { fault: { kind: 'disk', detail: String(error) } } };
    }
    try {
      const opened = await openStore(places, clock.now(), checks);
      return opened.ok ? begin(opened.value, false) : { kind: 'trouble', trouble: opened.error };
    } catch (error) {
      // A disk that does not let its folders be read is trouble with the disk; anything else is a defect.
      if (!isOfDisk(error)) throw error;
      return { kind: 'trouble', trouble: { fault: { kind: 'disk', detail: String(error) } } };
    }
  };

  let opening = first();
  let reopened = false;

  const opened = async (): Promise<Opened<P>> => {
    for (;;) {
      const asked = opening;
      const found = await asked;
      if (asked === opening) return found;
    }
  };

  let shown = false;
  const look = async (): Promise<Opened<P>> => {
    const asked = opening;
    const found = await opened();
    const mayPass = found.kind === 'trouble' && passing.has(found.trouble.fault.kind);
    // Two who ask at once try once.
    if (shown && mayPass && asked === opening) opening = first();
    shown = true;
    return opened();
  };

  /** Every press that comes while one is being worked on gets the answer of that one. */
  let reopening: Promise<Result<Opened<P>, StartFault>> | undefined;
  const once = (work: () => Promise<Result<Opened<P>, StartFault>>): typeof reopening & {} => {
    reopening ??= work().finally(() => {
      reopening = undefined;
    });
    return reopening;
  };

  const reopen = (
    work: () => Promise<Result<StoreBroughtBack, StartFault>>,
  ): Promise<Result<Opened<P>, StartFault>> =>
    once(async () => {
      const before = await opened();
      if (before.kind === 'open') return reopened ? ok(before) : fail('not-allowed-now');
      if (before.trouble.fault.kind !== 'damaged') return fail('not-allowed-now');
      const done = await work();
      if (!done.ok) return done;
      reopened = true;
      opening = begin(done.value.db, true, done.value.keptAs, true);
      return ok(await opened());
    });

  /** The program that was open ends, and whoever asks meanwhile waits for the next one. */
  const replace = async (program: P, coming: string, { chosen = false }: Source): Promise<Opened<P>> => {
    const seen = parts.seen?.(program) ?? [];
    await close?.(program);
    const done = takeThePlace(places, coming, clock.now(), 'replaced', { seen, chosen });
    return done.ok
      ? begin(done.value.db, true, done.value.keptAs)
      : { kind: 'trouble', trouble: troubleOf(places, done.error) };
  };

  const restoreFrom = (source: Source): Promise<Result<Opened<P>, StartFault>> =>
    once(async () => {
      const before = await opened();
      if (before.kind === 'open' && !close) return fail('not-allowed-now');
      if (before.kind === 'trouble' && before.trouble.fault.kind !== 'damaged')
        return fail('not-allowed-now');
      const prepared = await prepareRestore(places, source, checks);
      if (!prepared.ok) return fail(refusalOf(prepared.error));
      const { coming } = prepared.value;
      if (before.kind === 'open') {
        opening = replace(before.program, coming, source).catch((error: unknown): Opened<P> => ({
          kind: 'trouble',
          trouble: troubleOf(places, { kind: 'disk', detail: String(error) }),
        }));
      } else {
        const done = takeThePlace(places, coming, clock.now(), 'damaged', {
          chosen: source.chosen ?? false,
        });
        if (!done.ok) return fail('disk-error');
        opening = begin(done.value.db, true, done.value.keptAs, true);
      }
      reopened = true;
      return ok(await opened());
    });

  return {
    opened,
    look,
    restoreFrom,
    restoreCopy: () =>
      reopen(async () => {
        const restored = await restoreStore(places, clock.now(), checks);
        if (restored.ok) return restored;
        return fail(restored.error === 'no-copy' ? 'no-copy' : 'disk-error');
      }),
    startEmpty: () =>
      reopen(async () => {
        const empty = startEmptyStore(places, clock.now());
        return empty.ok ? empty : fail('disk-error');
      }),
  };
}

const isSqlites = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');

const isOfDisk = (error: unknown): boolean => error instanceof Error && 'code' in error && 'syscall' in error;

function refusalOf({ kind }: ProofFault): StartFault {
  switch (kind) {
    case 'changed':
    case 'integrity':
    case 'foreign-keys':
    case 'document-bytes':
    case 'counts':
    case 'not-migrated':
      return 'copy-unsound';
    case 'newer':
      return 'copy-newer';
    case 'disk-full':
      return 'disk-full';
    case 'disk':
      return 'disk-error';
    default:
      return assertNever(kind);
  }
}
