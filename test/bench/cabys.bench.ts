// CAByS search on this computer over 20,000 and 100,000 entries, against the least that any search must do: twenty rows read by their
// index on the same connection. Then the longest that bringing a catalogue in holds the thread, against one sync of the disk.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addToCatalogue,
  beginCatalogue,
  finishCatalogue,
  markCabysUsed,
  searchCabys,
} from '../../main/db/cabys.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { generatedCatalogue } from '../helpers/cabys.ts';
import { median, percentile, report } from './report.ts';

const rounds = 40;
/** As clerks type: a word of a fifth of the catalogue, two words, the middle of a word, a code, what is nowhere, one key at a time. */
const questions = [
  'servicio',
  'servicio reparacion',
  'cafe molido',
  'genéric',
  'jabon liquido mayor',
  '10000003',
  'tuberia pvc lote 1999',
  'helicóptero',
  'med',
  'medicamento clase 42',
];
const partRows = 100;
/** PERFORMANCE.md: search, p99. */
const goalMs = 10;

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function catalogueOf(db: Db, rows: number): readonly number[] {
  const entries = generatedCatalogue(rows);
  const parts: number[] = [];
  const id = beginCatalogue(db, { fileName: 'bench.csv', fileAt: 1 }, 1);
  for (let from = 0; from < rows; from += partRows)
    parts.push(timed(() => addToCatalogue(db, id, entries.slice(from, from + partRows))));
  finishCatalogue(db, id);
  for (let index = 0; index < rows; index += Math.ceil(rows / 200))
    markCabysUsed(db, entries[index]?.code ?? '', index + 1);
  return parts;
}

/** One append of what a part writes, and its sync. */
function syncMs(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const bytes = Buffer.alloc(256 * 1024, 1);
  const took = Array.from({ length: 15 }, () =>
    timed(() => {
      writeSync(file, bytes);
      fdatasyncSync(file);
    }),
  );
  closeSync(file);
  return median(took);
}

for (const rows of [20_000, 100_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'talonario-cabys-'));
  const opened = openDatabase(join(folder, 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  const parts = catalogueOf(db, rows);
  const page = db.prepare<[number, string]>(
    'select code, description, rate from cabys where import_id = ? and code >= ? order by code limit 20',
  );
  const current = db.prepare<[], number>("select id from cabys_import where state = 'current'").pluck();
  const limits: number[] = [];
  const searches: number[] = [];
  const id = current.get() ?? 0;
  for (let round = 0; round < rounds; round++)
    for (const question of questions) {
      limits.push(timed(() => page.all(id, '1000001000000')));
      searches.push(timed(() => searchCabys(db, 'bench', question)));
    }
  const limit = median(limits);
  const name = `CAByS search, ${String(rows)} entries`;
  report({ name: `${name}, p50`, value: median(searches), limit, unit: 'ms' });
  report({ name: `${name}, p99`, value: percentile(searches, 0.99), limit, unit: 'ms', goalValue: goalMs });
  report({
    name: `bringing in ${String(rows)} entries, one part (${String(partRows)}), p99`,
    value: percentile(parts, 0.99),
    limit: syncMs(folder),
    unit: 'ms',
    goalValue: 50,
  });
  db.close();
  rmSync(folder, { recursive: true, force: true });
}
