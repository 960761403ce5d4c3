import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CatalogueFault, ReadReport } from '../../domain/lookups/catalogue.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ReaderAnswer, ReaderRequest } from '../catalogue/messages.ts';
import {
  addToCatalogue,
  beginCatalogue,
  dropOldCabys,
  finishCatalogue,
  giveUpCatalogue,
} from '../db/cabys.ts';
import type { Db } from '../db/connection.ts';
import { replacePlaces } from '../db/lookups.ts';

/** One file being read somewhere else. */
export interface ReadingFile {
  /** one at a time; never rejects */
  ask(request: ReaderRequest): Promise<ReaderAnswer>;
  end(): void;
}
/** Starts the reading of one file; Electron's utility process in the program, in this process in tests. */
export type CatalogueReader = () => ReadingFile;

export interface ImportContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly readCatalogue: CatalogueReader;
  /** rows stored so far, for whoever waits */
  readonly progress?: (rows: number) => void;
}

/** Rows of the catalogue before, taken away at a time. */
const dropRows = 100;

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/**
 * Brings in the CAByS catalogue of a file. It is stored part by part beside the one in use, so that the window is answered meanwhile, and
 * takes its place in one step; whatever goes wrong before leaves the one in use as it was.
 */
export async function importCabys(
  { db, clock, readCatalogue, progress }: ImportContext,
  file: string,
): Promise<Result<ReadReport, CatalogueFault>> {
  const fileAt = await changedAt(file);
  if (fileAt === undefined) return fail('disk');
  const reading = readCatalogue();
  try {
    let answer = await reading.ask({ kind: 'cabys', file });
    if (answer.kind === 'failed') return fail(answer.fault);
    const id = beginCatalogue(db, { fileName: basename(file), fileAt }, clock.now());
    let rows = 0;
    try {
      while (answer.kind === 'part') {
        addToCatalogue(db, id, answer.entries);
        rows += answer.entries.length;
        progress?.(rows);
        answer = await reading.ask({ kind: 'next' });
        // closed while the file was read: the next start finds the catalogue before
        if (!db.open) return fail('disk');
      }
      if (answer.kind !== 'end') return fail(answer.kind === 'failed' ? answer.fault : 'unreadable');
      finishCatalogue(db, id);
      return ok(answer.report);
    } finally {
      if (db.open) giveUpCatalogue(db, id);
    }
  } finally {
    reading.end();
    await sweepCabys(db);
  }
}

/** Takes away what earlier imports left, a little at a time. */
export async function sweepCabys(db: Db): Promise<void> {
  while (db.open && dropOldCabys(db, dropRows)) await turn();
}

/** Brings in a table of places; it takes the place of the one in use. */
export async function importPlaces(
  { db, clock, readCatalogue }: ImportContext,
  file: string,
): Promise<Result<ReadReport, CatalogueFault>> {
  const reading = readCatalogue();
  try {
    const answer = await reading.ask({ kind: 'places', file });
    if (answer.kind !== 'places') return fail(answer.kind === 'failed' ? answer.fault : 'unreadable');
    if (!db.open) return fail('disk');
    replacePlaces(db, basename(file), answer.places, clock.now());
    return ok(answer.report);
  } finally {
    reading.end();
  }
}

async function changedAt(file: string): Promise<number | undefined> {
  try {
    return Math.trunc((await stat(file)).mtimeMs);
  } catch {
    return undefined;
  }
}
