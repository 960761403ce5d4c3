import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { assertNever } from '../../domain/assert-never.ts';
import type { ListedComprobante, ListedPage } from '../../domain/reconciliation/listed.ts';
import { Month } from '../../domain/reconciliation/month.ts';
import { beginWalk, takePage, type Walk } from '../../domain/reconciliation/walk.ts';
import type { StorageFault } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/**
 * What was read of the list of Hacienda, page by page, in one file per company and month: `<folder>/<companyId>-<month>.ndjson`. It
 * lies outside the database because it is another's list: it may be lost and asked for again, and must not grow the copies that
 * are made every day. A torn line ends the file: the page it held is asked for once more.
 */
export interface ReconciliationBook {
  read(companyId: string, month: Month): Promise<ReconciliationRun | undefined>;
  /** Begins the month anew; what was read of it before is gone. */
  begin(companyId: string, run: ReconciliationRun): Promise<Result<void, StorageFault>>;
  append(companyId: string, month: Month, line: RunLine): Promise<Result<void, StorageFault>>;
  /** The month being read when the program ended, if any. */
  active(companyId: string): Promise<Month | undefined>;
  setActive(companyId: string, month: Month | undefined): Promise<Result<void, StorageFault>>;
}

/** Why a comparison rests until the clerk goes on. */
export const PauseReason = z.enum([
  'clerk',
  'forbidden',
  'unavailable',
  'refused',
  'service-failing',
  'disk',
]);
export type PauseReason = z.infer<typeof PauseReason>;

export interface ReconciliationRun {
  readonly walk: Walk;
  /** UTC ms of the last page */
  readonly readAt: number;
  readonly paused?: PauseReason;
  /** claves asked for one by one after the list was read: whether Hacienda has them, and when it said so */
  readonly asked: ReadonlyMap<string, { readonly listed: boolean; readonly at: number }>;
}

export const newRun = (month: Month, startedAt: number): ReconciliationRun => ({
  walk: beginWalk(month, startedAt),
  readAt: startedAt,
  asked: new Map(),
});

const At = z.int().min(0);
const Party = z.object({ number: z.string(), name: z.string() });
const Entry = z.object({
  clave: z.string(),
  issuedAt: z.int().optional(),
  issuer: Party.optional(),
  receiver: Party.optional(),
  notes: z.int().min(0),
});
const RunLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), version: z.literal(1), month: Month, at: At }),
  z.object({
    kind: z.literal('page'),
    at: At,
    entries: z.array(Entry),
    total: z.int().min(0).optional(),
    from: z.int().min(0).optional(),
  }),
  z.object({ kind: z.literal('paused'), at: At, why: PauseReason }),
  z.object({ kind: z.literal('resumed'), at: At }),
  z.object({ kind: z.literal('asked'), at: At, clave: z.string(), listed: z.boolean() }),
]);
export type RunLine = z.infer<typeof RunLine>;

export const pageLine = (at: number, page: ListedPage): RunLine => ({
  kind: 'page',
  at,
  entries: page.entries.map((entry) => ({ ...entry })),
  ...(page.total === undefined ? {} : { total: page.total }),
  ...(page.from === undefined ? {} : { from: page.from }),
});

/** What a run is after a line of its file. */
export function applyLine(run: ReconciliationRun, line: RunLine): ReconciliationRun {
  switch (line.kind) {
    case 'begin':
      return newRun(line.month, line.at);
    case 'page': {
      const entries = line.entries.map(toListed);
      const { at, total, from } = line;
      const walk = takePage(run.walk, {
        entries,
        ...(total === undefined ? {} : { total }),
        ...(from === undefined ? {} : { from }),
      });
      return { ...run, walk, readAt: at };
    }
    case 'paused':
      return { ...run, paused: line.why };
    case 'resumed': {
      const { paused: _, ...going } = run;
      return going;
    }
    case 'asked':
      return {
        ...run,
        asked: new Map(run.asked).set(line.clave, { listed: line.listed, at: line.at }),
      };
    default:
      return assertNever(line);
  }
}

function toListed({ clave, notes, issuedAt, issuer, receiver }: z.infer<typeof Entry>): ListedComprobante {
  return {
    clave,
    notes,
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(receiver === undefined ? {} : { receiver }),
  };
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** @throws what is not the disk's fault */
async function onDisk(work: () => Promise<void>): Promise<Result<void, StorageFault>> {
  try {
    await work();
    return ok(undefined);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return fail(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'io');
  }
}

async function writeSynced(path: string, flag: 'w' | 'a', text: string): Promise<void> {
  const handle = await open(path, flag);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function replace(path: string, text: string): Promise<void> {
  await writeSynced(`${path}.coming`, 'w', text);
  await rename(`${path}.coming`, path);
}

const sumOf = (json: string): string => crc32(json).toString(16).padStart(8, '0');

/** Each line begins with its CRC-32: a flipped byte in a clave would make a difference where there is none. */
function textOf(line: RunLine): string {
  const json = JSON.stringify(line);
  return `${sumOf(json)} ${json}\n`;
}

export function reconciliationBook(folder: string): ReconciliationBook {
  const pathOf = (companyId: string, month: Month): string => join(folder, `${companyId}-${month}.ndjson`);
  const activePath = (companyId: string): string => join(folder, `${companyId}.active`);
  return {
    async read(companyId, month) {
      let text: string;
      try {
        text = await readFile(pathOf(companyId, month), 'utf8');
      } catch {
        // not there, or not to be read: the comparison is made anew
        return undefined;
      }
      const { run, good } = readRun(text, month);
      // What cannot be read would hide every line written after it.
      if (run && good !== text) await onDisk(() => replace(pathOf(companyId, month), good));
      return run;
    },
    begin: (companyId, run) =>
      onDisk(async () => {
        await mkdir(folder, { recursive: true });
        const { month, startedAt } = run.walk;
        await replace(pathOf(companyId, month), textOf({ kind: 'begin', version: 1, month, at: startedAt }));
      }),
    append: (companyId, month, line) =>
      onDisk(() => writeSynced(pathOf(companyId, month), 'a', textOf(line))),
    async active(companyId) {
      try {
        return Month.safeParse((await readFile(activePath(companyId), 'utf8')).trim()).data;
      } catch {
        return undefined;
      }
    },
    setActive: (companyId, month) =>
      onDisk(() =>
        month === undefined
          ? rm(activePath(companyId), { force: true })
          : replace(activePath(companyId), month),
      ),
  };
}

/** What comes after a line nobody can read is not believed. @returns `good`: the text up to there; no run without its beginning */
function readRun(
  text: string,
  month: Month,
): { readonly run: ReconciliationRun | undefined; readonly good: string } {
  let run: ReconciliationRun | undefined;
  let good = '';
  for (const raw of text.split('\n')) {
    const line = RunLine.safeParse(parsed(raw));
    if (!line.success) break;
    if (run === undefined) {
      if (line.data.kind !== 'begin' || line.data.month !== month) break;
      run = newRun(month, line.data.at);
    } else if (line.data.kind === 'page' && run.walk.end) break;
    else run = applyLine(run, line.data);
    good += `${raw}\n`;
  }
  return { run, good };
}

function parsed(raw: string): unknown {
  const json = raw.slice(9);
  if (raw.slice(0, 9) !== `${sumOf(json)} `) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
