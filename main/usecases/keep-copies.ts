import { mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ChosenCopy, CopiesView, CopyView } from '../../preload/contract/copies.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import {
  type Copy,
  type CopyChecks,
  type CopyWhy,
  listCopies,
  makeCopy,
  saveCopyTo,
} from '../backup/copies.ts';
import type { ProofFault } from '../backup/proof.ts';
import type { Db } from '../db/connection.ts';
import { isCopyDue, type Source, sourceAt, type StorePlaces } from './open-store.ts';

export interface CopyKeeperParts {
  readonly places: StorePlaces;
  readonly clock: Pick<Clock, 'now'>;
  readonly checks: CopyChecks;
  /** what `view` says is another thing now */
  readonly onChange: () => void;
  readonly onError: (where: string, error: unknown) => void;
}

export type CopyRefusal = Extract<ErrorCode, 'disk-full' | 'disk-error' | 'copy-unsound' | 'copy-newer'>;

/** Makes, proves and watches the copies of this installation; one thing at a time. */
export interface CopyKeeper {
  /** The day's copy, when it is due. Never fails: what went wrong is in `view`. */
  ofToday(db: Db): Promise<void>;
  /** "Hacer una copia ahora" */
  make(db: Db): Promise<Result<CopiesView, CopyRefusal>>;
  /** "Copiar a...", proved there too. @returns the file's name */
  saveTo(db: Db, folder: string): Promise<Result<{ readonly name: string }, CopyRefusal>>;
  /** @param look copies whose bytes were not read in this run yet are being read when it returns */
  view(options?: { readonly look: boolean }): CopiesView;
  /** Of the newest copy that was proved; from the manifests alone, so it costs nothing. */
  provedAt(): number | undefined;
  /** A file the clerk chose: restored aside and proved before anything is asked. */
  choose(file: string): Promise<Result<ChosenCopy, CopyRefusal>>;
  /** What a restore takes; undefined for one that is gone or spoilt. */
  source(id: string): Source | undefined;
  /** Resolves when nothing is being made. */
  idle(): Promise<void>;
}

const refusalOf = ({ kind }: ProofFault): CopyRefusal =>
  kind === 'disk-full'
    ? kind
    : kind === 'disk'
      ? 'disk-error'
      : kind === 'newer'
        ? 'copy-newer'
        : 'copy-unsound';

/** What a file of the system's own clock and size is known to be. */
const traitsOf = (file: string): { readonly sizeBytes: number; readonly key: string } => {
  const { size, mtimeMs } = statSync(file);
  return { sizeBytes: size, key: `${file} ${size} ${mtimeMs}` };
};

export function copyKeeper({ places, clock, checks, onChange, onError }: CopyKeeperParts): CopyKeeper {
  /** by file, size and time of change: whether its bytes were those of its manifest when they were read in this run */
  const looked = new Map<string, 'checking' | 'proved' | 'spoilt'>();
  let failed: CopiesView['failed'];
  let making = 0;
  let chosen: Source | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  /** On this computer's own disk; the next copy takes away what a kill leaves of it. */
  const asideFor = (what: string): string => {
    mkdirSync(places.copies, { recursive: true });
    return join(places.copies, `talonario-${what}.sqlite.aside`);
  };

  const told = async <T>(work: () => Promise<Result<T, ProofFault>>): Promise<Result<T, ProofFault>> => {
    making++;
    onChange();
    try {
      const done = await work();
      failed = done.ok ? undefined : { at: clock.now(), trouble: done.error.kind, detail: done.error.detail };
      return done;
    } finally {
      making--;
      onChange();
    }
  };

  const check = async ({ file, manifest }: Copy, key: string): Promise<void> => {
    const hashed = await checks.hash(file);
    // A disk that does not let it be read says nothing about its bytes; the next look tries again.
    if (!hashed.ok) looked.delete(key);
    else looked.set(key, hashed.value === manifest?.sha256 ? 'proved' : 'spoilt');
    onChange();
  };

  const stateOf = (copy: Copy, key: string, sizeBytes: number): CopyView['state'] => {
    if (!copy.manifest) return 'not-proved';
    if (sizeBytes !== copy.manifest.sizeBytes) return 'spoilt';
    return looked.get(key) ?? 'proved';
  };

  const viewOf = (copy: Copy, look: boolean): CopyView[] => {
    try {
      const { sizeBytes, key } = traitsOf(copy.file);
      if (look && copy.manifest && !looked.has(key)) {
        looked.set(key, 'checking');
        void inTurn(() => check(copy, key)).catch((error: unknown) => onError('copy check', error));
      }
      const documents = copy.manifest?.contents.rows['document'] ?? (copy.manifest ? 0 : undefined);
      return [
        {
          id: copy.id,
          madeAt: copy.madeAt,
          why: copy.why,
          sizeBytes,
          state: stateOf(copy, key, sizeBytes),
          ...(documents === undefined ? {} : { documents }),
        },
      ];
    } catch {
      return []; // gone between listing and looking
    }
  };

  const view = ({ look } = { look: false }): CopiesView => {
    const copies = listCopies(places.copies).flatMap((copy) => viewOf(copy, look));
    const proved = copies.find(({ state, documents }) => documents !== undefined && state !== 'spoilt');
    return {
      copies,
      making: making > 0,
      ...(proved ? { provedAt: proved.madeAt } : {}),
      ...(failed ? { failed } : {}),
    };
  };

  const copyNow = (db: Db, why: CopyWhy): Promise<Result<Copy, ProofFault>> =>
    told(() => makeCopy(db, places.copies, clock.now(), checks, why));

  return {
    view,
    provedAt: () => listCopies(places.copies).find(({ manifest }) => manifest)?.madeAt,
    ofToday: (db) =>
      inTurn(async () => {
        try {
          if (!isCopyDue(places, clock.now())) return;
          const done = await copyNow(db, 'daily');
          if (!done.ok) onError('copy', `${done.error.kind} ${done.error.detail}`);
          // Once a day every copy is read again: one that rots is noticed before it is needed.
          else view({ look: true });
        } catch (error) {
          onError('copy', error);
        }
      }),
    make: (db) =>
      inTurn(async () => {
        const made = await copyNow(db, 'clerk');
        return made.ok ? ok(view()) : fail(refusalOf(made.error));
      }),
    saveTo: (db, folder) =>
      inTurn(async () => {
        const name = `talonario-${new Date(clock.now())
          .toISOString()
          .slice(0, 19)
          .replaceAll(/[^\d-]/g, '-')}`;
        const saved = await told(() =>
          saveCopyTo(db, folder, name, asideFor('elsewhere'), clock.now(), checks),
        );
        return saved.ok ? ok({ name: basename(saved.value) }) : fail(refusalOf(saved.error));
      }),
    choose: (file) =>
      inTurn(async () => {
        const source = sourceAt(file);
        const proved = await checks.prove({
          file,
          aside: asideFor('chosen'),
          keepAside: false,
          ...(source.manifest ? { sha256: source.manifest.sha256, contents: source.manifest.contents } : {}),
        });
        if (!proved.ok) return fail(refusalOf(proved.error));
        chosen = source;
        return ok({
          name: basename(file),
          documents: proved.value.contents.rows['document'] ?? 0,
          sizeBytes: proved.value.sizeBytes,
          ...(source.manifest ? { madeAt: source.manifest.madeAt } : {}),
        });
      }),
    source: (id) => {
      if (id === 'chosen') return chosen;
      const copy = listCopies(places.copies).find((one) => one.id === id);
      return copy && viewOf(copy, false)[0]?.state !== 'spoilt' ? copy : undefined;
    },
    idle: async () => void (await last),
  };
}
