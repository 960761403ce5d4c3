import type { Company } from '../../domain/company/company.ts';
import { ownPlaces, type Place, placesOf } from '../../domain/location/places.ts';
import { findCabys, markCabysUsed } from '../db/cabys.ts';
import type { Db } from '../db/connection.ts';
import { forgetPlaces, importedPlaces } from '../db/lookups.ts';
import { lookupSource } from './look-up.ts';
import type { Program } from './program.ts';

/** What forms and faults ask of the catalogues: instantly, from this computer alone. */

/** The clerk chose it: later searches show it first. */
export const chosenCabys = ({ db, clock }: Pick<Program, 'db' | 'clock'>, code: string): void =>
  markCabysUsed(db, code, clock.now());

/**
 * For the faults of a line. @returns the rate of a code as percent text, '' when the catalogue does not say one, undefined when it does not
 * have the code
 */
export const cabysRate =
  (db: Db, company: Company) =>
  (code: string): string | undefined => {
    const found = findCabys(db, lookupSource(company), code);
    return found && (found.rate ?? '');
  };

/** Is there such a district in the table in use? No is a warning at most. */
export function knowsPlace(db: Db): (province: string, canton: string, district: string) => boolean {
  const rows = importedPlaces(db);
  const places = rows ? placesOf(rows) : ownPlaces;
  return (province, canton, district) => places.knows(province, canton, district);
}

/** "San José, Escazú, San Rafael", for prints; undefined for codes that the table in use does not have. */
export function placeName(
  db: Db,
): (place: Pick<Place, 'province' | 'canton' | 'district'>) => string | undefined {
  return ({ province, canton, district }) => {
    const found = (importedPlaces(db) ?? ownPlaces.rows).find(
      (row) => row.province === province && row.canton === canton && row.district === district,
    );
    return found && [found.provinceName, found.cantonName, found.districtName].join(', ');
  };
}

/** null: the product's own table is in use */
export const placesBroughtIn = ({ db }: Pick<Program, 'db'>): Place[] | null => {
  const rows = importedPlaces(db);
  return rows ? [...rows] : null;
};

export function ownPlacesAgain({ db, tell }: Pick<Program, 'db' | 'tell'>): void {
  forgetPlaces(db);
  tell({ topic: 'catalogues' });
}
