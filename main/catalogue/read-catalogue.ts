import type { CabysEntry } from '../../domain/lookups/answers.ts';
import type { ReaderAnswer, ReaderRequest } from './messages.ts';
import { readCabysRows } from './cabys-rows.ts';
import { readPlaceRows } from './place-rows.ts';
import { readTables } from './table-file.ts';

/** Rows a part: some ten milliseconds of the thread that stores them and answers the window. */
const partRows = 100;

/** One file, a part at a time: the process's side of it. The next part is made when it is asked for. */
export function catalogueSession(): (request: ReaderRequest) => Promise<ReaderAnswer> {
  let entries: readonly CabysEntry[] = [];
  let end: ReaderAnswer = { kind: 'failed', fault: 'unreadable' };
  const next = (): ReaderAnswer => {
    if (entries.length === 0) return end;
    const part = entries.slice(0, partRows);
    entries = entries.slice(partRows);
    return { kind: 'part', entries: [...part] };
  };
  return async (request) => {
    if (request.kind === 'next') return next();
    const tables = await readTables(request.file);
    if (!tables.ok) return { kind: 'failed', fault: tables.error };
    if (request.kind === 'places') {
      const read = readPlaceRows(tables.value);
      return read.ok
        ? { kind: 'places', places: [...read.value.places], report: read.value.report }
        : { kind: 'failed', fault: read.error };
    }
    const read = readCabysRows(tables.value);
    if (!read.ok) return { kind: 'failed', fault: read.error };
    ({ entries } = read.value);
    end = { kind: 'end', report: read.value.report };
    return next();
  };
}
