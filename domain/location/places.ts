import { z } from 'zod';
import { ownPlacesText } from './own-places-text.ts';

/** One district with everything above it. Codes as the XML writes them (DOMAIN.md 4.3): 1, 2 and 2 digits. */
export const Place = z.object({
  province: z.string().regex(/^\d$/),
  canton: z.string().regex(/^\d{2}$/),
  district: z.string().regex(/^\d{2}$/),
  provinceName: z.string(),
  cantonName: z.string(),
  districtName: z.string(),
});
export type Place = z.infer<typeof Place>;

export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

/** A table of places that can be asked from the top down. */
export interface Places {
  readonly rows: readonly Place[];
  readonly provinces: readonly NamedCode[];
  /** empty for a province that the table does not have */
  cantonsOf(province: string): readonly NamedCode[];
  districtsOf(province: string, canton: string): readonly NamedCode[];
  knows(province: string, canton: string, district: string): boolean;
}

export function placesOf(rows: readonly Place[]): Places {
  const provinces = new Map<string, NamedCode>();
  const cantons = new Map<string, Map<string, NamedCode>>();
  const districts = new Map<string, Map<string, NamedCode>>();
  const under = (table: Map<string, Map<string, NamedCode>>, key: string): Map<string, NamedCode> => {
    const found = table.get(key) ?? new Map<string, NamedCode>();
    table.set(key, found);
    return found;
  };
  for (const row of rows) {
    provinces.set(row.province, { code: row.province, name: row.provinceName });
    under(cantons, row.province).set(row.canton, { code: row.canton, name: row.cantonName });
    under(districts, `${row.province}-${row.canton}`).set(row.district, {
      code: row.district,
      name: row.districtName,
    });
  }
  const sorted = (found: Map<string, NamedCode> | undefined): readonly NamedCode[] =>
    [...(found?.values() ?? [])].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return {
    rows,
    provinces: sorted(provinces),
    cantonsOf: (province) => sorted(cantons.get(province)),
    districtsOf: (province, canton) => sorted(districts.get(`${province}-${canton}`)),
    knows: (province, canton, district) => districts.get(`${province}-${canton}`)?.has(district) ?? false,
  };
}

const twoDigits = (index: number): string => String(index + 1).padStart(2, '0');

function readOwnPlaces(text: string): readonly Place[] {
  const paragraphs = text.trim().replaceAll('\n  ', ' ').split('\n');
  const rows: Place[] = [];
  let province = 0;
  let canton = 0;
  let provinceName = '';
  for (const paragraph of paragraphs) {
    if (paragraph.startsWith('== ')) {
      province += 1;
      canton = 0;
      provinceName = paragraph.slice(3);
      continue;
    }
    const [cantonName = '', districts = ''] = paragraph.split(': ');
    for (const [index, districtName] of districts.split(', ').entries())
      rows.push({
        province: String(province),
        canton: twoDigits(canton),
        district: twoDigits(index),
        provinceName,
        cantonName,
        districtName,
      });
    canton += 1;
  }
  return rows;
}

/** The product's own table. An official one that the clerk brought in takes its place (main/db/lookups.ts). */
export const ownPlaces: Places = placesOf(readOwnPlaces(ownPlacesText));

/** Is there such a district in the product's own table? No is a warning at most: the table ends in 2021 (DOMAIN.md 5.14). */
export const knowsLocation = (province: string, canton: string, district: string): boolean =>
  ownPlaces.knows(province, canton, district);

/**
 * Codes that places had before they became cantons of their own; whether they are still taken is unknown (DOMAIN.md 5.14). They stay
 * in the table, and the screen says so.
 */
const formerCodes: ReadonlySet<string> = new Set(['6-01-09', '6-07-02']);

export const isFormerCode = (province: string, canton: string, district: string): boolean =>
  formerCodes.has(`${province}-${canton}-${district}`);
