import { basename } from 'node:path';
import { lookupDefaults } from '../../domain/company/addresses.ts';
import type { Company } from '../../domain/company/company.ts';
import { ownPlaces } from '../../domain/location/places.ts';
import type { CatalogueFault, ReadReport } from '../../domain/lookups/catalogue.ts';
import type { Result } from '../../domain/result.ts';
import type { CataloguesView, ImportOutcome } from '../../preload/contract/lookups.ts';
import { catalogueFacts, forgetToldCabys } from '../db/cabys.ts';
import { listCompanies } from '../db/companies.ts';
import type { Db } from '../db/connection.ts';
import { countAnswers, forgetAnswers, placesFacts, readRest } from '../db/lookups.ts';
import { type CatalogueReader, importCabys, importPlaces, sweepCabys } from './import-catalogue.ts';
import { lookupSource, lookupTarget } from './look-up.ts';
import type { Program } from './program.ts';

/** "Catálogos y consultas": what there is, bringing files in, forgetting what was looked up. */

type Catalogues = Pick<Program, 'db' | 'clock' | 'schemas' | 'tell'>;

/** Rows stored of the catalogue that is being brought in: one at a time, on the one database there is. */
const importing = new WeakMap<Db, { rows: number }>();

export async function cataloguesView(
  { db, clock, schemas }: Catalogues,
  company: Company | undefined,
): Promise<CataloguesView> {
  const cabys = catalogueFacts(db);
  const places = placesFacts(db);
  const going = importing.get(db);
  const rest = company === undefined ? 0 : readRest(db, lookupSource(company));
  return {
    ...(cabys ? { cabys } : {}),
    ...(places ? { places } : {}),
    ownDistricts: ownPlaces.rows.length,
    ...(going ? { importing: going.rows } : {}),
    schemas: await schemas.state(),
    keptAnswers: countAnswers(db),
    ...(rest > clock.now() ? { restingUntil: rest } : {}),
    lookupUrl: company === undefined ? '' : (lookupTarget(company)?.url ?? ''),
  };
}

/** @param file a path, which stays in main */
export async function bringIn(
  { db, clock, tell }: Catalogues,
  readCatalogue: CatalogueReader,
  what: 'cabys' | 'places',
  file: string,
): Promise<ImportOutcome> {
  if (importing.has(db)) return { kind: 'busy' };
  const going = { rows: 0 };
  importing.set(db, going);
  try {
    const context = {
      db,
      clock,
      readCatalogue,
      progress: (rows: number) => {
        going.rows = rows;
        tell({ topic: 'catalogues' });
      },
    };
    const read = what === 'cabys' ? importCabys : importPlaces;
    return outcome(file, await read(context, file));
  } finally {
    importing.delete(db);
    tell({ topic: 'catalogues' });
  }
}

function outcome(file: string, read: Result<ReadReport, CatalogueFault>): ImportOutcome {
  const fileName = basename(file);
  return read.ok
    ? { kind: 'done', fileName, report: read.value }
    : { kind: 'refused', fileName, why: read.error };
}

/** Answers and single entries; the catalogue of the clerk's file stays. */
export async function forgetLookups({ db, tell }: Catalogues): Promise<void> {
  forgetAnswers(db);
  forgetToldCabys(db);
  tell({ topic: 'catalogues' });
  await sweepCabys(db);
}

/**
 * Where the ministry's schemas are fetched from: the address of the first company that is not the practice one. While there is only the
 * practice company nobody is asked.
 */
export function schemasAddress(db: Db): string | undefined {
  if (!db.open) return undefined;
  const real = listCompanies(db).find(
    ({ environment, settings }) => environment !== 'practice' && settings.hacienda !== undefined,
  );
  return real && (real.settings.lookups?.schemasUrl ?? lookupDefaults.schemasUrl);
}
