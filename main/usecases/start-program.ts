import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { type Db, openFaultOf } from '../db/connection.ts';
import {
  openStore,
  restoreStore,
  startEmptyStore,
  type StoreBroughtBack,
  type StorePlaces,
  type StoreTrouble,
  troubleOf,
} from './open-store.ts';

/** What the start came to, and what it may still come to when the clerk restores a copy. */
export type Opened<P> =
  | { readonly kind: 'open'; readonly program: P; readonly keptAs?: string }
  | { readonly kind: 'trouble'; readonly trouble: StoreTrouble };

export interface ProgramStart<P> {
  /** as it stands now; a reopening under way is waited for */
  opened(): Promise<Opened<P>>;
  /** Damaged database: the newest proved copy. Pressed twice it is done once. */
  restoreCopy(): Promise<Result<Opened<P>, StartFault>>;
  /** Damaged database: a new one. */
  startEmpty(): Promise<Result<Opened<P>, StartFault>>;
}

export type StartFault = Extract<ErrorCode, 'not-allowed-now' | 'no-copy' | 'disk-error'>;

export interface StartParts<P> {
  readonly places: StorePlaces;
  readonly clock: Pick<Clock, 'now'>;
  /** everything that works on an open database. @param restored it is an older copy, or new although there was one */
  readonly build: (db: Db, restored: boolean) => Promise<P>;
}

/** Opens the store and the program over it, once; again only when the clerk decides what to do about damage. */
export function startProgram<P>({ places, clock, build }: StartParts<P>): ProgramStart<P> {
  /** Damage that only work brings to light is no other than damage found at the door. */
  const begin = async (db: Db, restored: boolean, keptAs?: string): Promise<Opened<P>> => {
    try {
      const program = await build(db, restored);
      return { kind: 'open', program, ...(keptAs === undefined ? {} : { keptAs }) };
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
    const opened = openStore(places);
    return opened.ok ? begin(opened.value, false) : { kind: 'trouble', trouble: opened.error };
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

  const reopen = async (
    work: () => Result<StoreBroughtBack, StartFault>,
  ): Promise<Result<Opened<P>, StartFault>> => {
    const asked = opening;
    const before = await asked;
    // The other press was first: what it came to is the answer to this one too.
    if (asked !== opening) return ok(await opened());
    if (before.kind === 'open') return reopened ? ok(before) : fail('not-allowed-now');
    if (before.trouble.fault.kind !== 'damaged') return fail('not-allowed-now');
    const done = work();
    if (!done.ok) return done;
    reopened = true;
    opening = begin(done.value.db, true, done.value.keptAs);
    return ok(await opened());
  };

  return {
    opened,
    restoreCopy: () =>
      reopen(() => {
        const restored = restoreStore(places, clock.now());
        if (restored.ok) return restored;
        return fail(restored.error === 'no-copy' ? 'no-copy' : 'disk-error');
      }),
    startEmpty: () =>
      reopen(() => {
        const empty = startEmptyStore(places, clock.now());
        return empty.ok ? empty : fail('disk-error');
      }),
  };
}
