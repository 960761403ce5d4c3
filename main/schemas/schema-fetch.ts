import type { Clock, Http } from '../../domain/outbox/ports.ts';
import { filesOf, schemaSets } from '../../domain/schemas/schema-files.ts';
import type { SchemaState } from '../../domain/schemas/verdict.ts';
import type { SchemaStore } from './schema-store.ts';

type Trouble = NonNullable<SchemaState['trouble']>;

export interface SchemaFetchParts {
  readonly http: Http;
  readonly clock: Clock;
  readonly store: SchemaStore;
  /** folder of the files; undefined: nobody may be asked (no company but the practice one) */
  readonly address: () => string | undefined;
  /** a set became whole, or the state is another */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** Fetches in the background what is missing of the newest set, and nothing once it is whole. */
export interface SchemaFetch {
  /** Tries now, unless a try is on its way. Resolves when it is over. */
  now(): Promise<void>;
  state(): Promise<SchemaState>;
  stop(): void;
}

const newestSet = schemaSets.at(-1) ?? '';
const deadlineMs = 20_000;
/** The biggest is some 170 kB. */
const maxBytes = 4 * 1024 * 1024;
/** Politely: the ministry's server owes us nothing. */
const betweenFilesMs = 500;
const retriesMs = [60_000, 10 * 60_000, 3_600_000, 6 * 3_600_000];

export function schemaFetch(parts: SchemaFetchParts): SchemaFetch {
  const { http, clock, store, address, onChange, onError } = parts;
  let going: Promise<void> | undefined;
  let trouble: Trouble | undefined;
  let failures = 0;
  let nextAt: number | undefined;
  let cancelNext = (): void => undefined;
  let stopped = false;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });

  async function fetchOne(
    base: string,
    row: Parameters<SchemaStore['keep']>[0],
  ): Promise<Trouble | undefined> {
    const got = await http.call({
      method: 'GET',
      url: `${base.replace(/\/+$/, '')}/${encodeURIComponent(row.file)}`,
      headers: { accept: 'application/xml, text/xml, */*' },
      deadlineMs,
      maxBytes,
    });
    if (got.phase !== 'answered') return 'offline';
    if (got.status !== 200) return 'refused';
    try {
      return (await store.keep(row, got.body)) ? undefined : 'other-file';
    } catch (error) {
      onError(error);
      return 'disk';
    }
  }

  async function fetchMissing(): Promise<void> {
    const base = address();
    const missing = await store.missing(newestSet);
    trouble = undefined;
    if (missing.length === 0 || base === undefined) return;
    for (const [index, row] of missing.entries()) {
      if (stopped) return;
      if (index > 0) await pause(betweenFilesMs);
      trouble = await fetchOne(base, row);
      // the next one would fail the same way
      if (trouble !== undefined) break;
    }
    if (trouble === undefined) {
      failures = 0;
      return;
    }
    const wait = retriesMs[Math.min(failures, retriesMs.length - 1)] ?? 0;
    failures += 1;
    nextAt = clock.now() + wait;
    cancelNext = clock.after(wait, () => void run());
  }

  function run(): Promise<void> {
    if (stopped) return Promise.resolve();
    going ??= (async () => {
      cancelNext();
      nextAt = undefined;
      onChange();
      await fetchMissing();
    })()
      .catch(onError)
      .finally(() => {
        going = undefined;
        onChange();
      });
    return going;
  }

  return {
    now: run,
    async state() {
      const [loaded, missing] = [await store.load(), await store.missing(newestSet)];
      const files = filesOf(newestSet).length;
      return {
        ...(loaded ? { set: loaded.set } : {}),
        wanted: newestSet,
        stored: files - missing.length,
        files,
        fetching: going !== undefined,
        ...(trouble === undefined ? {} : { trouble }),
        ...(nextAt === undefined ? {} : { nextAt }),
      };
    },
    stop() {
      stopped = true;
      cancelNext();
    },
  };
}
