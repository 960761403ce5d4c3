import type { Place } from '../../domain/location/places.ts';
import type { Db } from './connection.ts';

/** Answers of the public look-ups, kept as JSON. Whoever reads one parses it: the shape is the asker's. */

export interface KeptAnswer {
  /** UTC ms */
  readonly fetchedAt: number;
  /** JSON text; undefined: the service said there is none */
  readonly answer: string | undefined;
}

export function readAnswer(db: Db, source: string, kind: string, key: string): KeptAnswer | undefined {
  const row = db
    .prepare<[string, string, string], { fetchedAt: number; answer: string | null }>(
      'select fetched_at as fetchedAt, answer from lookup_answer where source = ? and kind = ? and key = ?',
    )
    .get(source, kind, key);
  return row && { fetchedAt: row.fetchedAt, answer: row.answer ?? undefined };
}

/** @param answer JSON text; undefined: there is none */
export function keepAnswer(
  db: Db,
  source: string,
  kind: string,
  key: string,
  answer: string | undefined,
  at: number,
): void {
  db.prepare(
    `insert into lookup_answer (source, kind, key, fetched_at, answer) values (?, ?, ?, ?, ?)
     on conflict (source, kind, key) do update set fetched_at = excluded.fetched_at, answer = excluded.answer`,
  ).run(source, kind, key, at, answer ?? null);
}

export const countAnswers = (db: Db): number =>
  db.prepare<[], number>('select count(*) from lookup_answer').pluck().get() ?? 0;

export function forgetAnswers(db: Db): void {
  db.prepare('delete from lookup_answer').run();
}

/** Until when this service is left alone (it answered 429); UTC ms, 0 when it is not. */
export const readRest = (db: Db, source: string): number =>
  db.prepare<[string], number>('select until from lookup_rest where source = ?').pluck().get(source) ?? 0;

export function keepRest(db: Db, source: string, until: number): void {
  db.prepare(
    'insert into lookup_rest (source, until) values (?, ?) on conflict (source) do update set until = excluded.until',
  ).run(source, until);
}

export interface PlacesFacts {
  readonly fileName: string;
  readonly importedAt: number;
  readonly districts: number;
}

interface PlaceRow {
  readonly province: string;
  readonly canton: string;
  readonly district: string;
  readonly province_name: string;
  readonly canton_name: string;
  readonly district_name: string;
}

/** The table of places the clerk brought in; undefined while the product's own is in use. */
export function importedPlaces(db: Db): readonly Place[] | undefined {
  const rows = db.prepare<[], PlaceRow>('select * from place order by province, canton, district').all();
  return rows.length === 0
    ? undefined
    : rows.map((row) => ({
        province: row.province,
        canton: row.canton,
        district: row.district,
        provinceName: row.province_name,
        cantonName: row.canton_name,
        districtName: row.district_name,
      }));
}

export function placesFacts(db: Db): PlacesFacts | undefined {
  return db
    .prepare<[], PlacesFacts>(
      `select file_name as fileName, imported_at as importedAt, (select count(*) from place) as districts
       from place_import where id = 1`,
    )
    .get();
}

/** Takes the place of whatever table was in use, in one step. */
export function replacePlaces(db: Db, fileName: string, places: readonly Place[], at: number): void {
  db.transaction(() => {
    forgetPlaces(db);
    db.prepare('insert into place_import (id, file_name, imported_at) values (1, ?, ?)').run(fileName, at);
    const insert = db.prepare(
      'insert into place (province, canton, district, province_name, canton_name, district_name) values (?, ?, ?, ?, ?, ?)',
    );
    for (const one of places)
      insert.run(one.province, one.canton, one.district, one.provinceName, one.cantonName, one.districtName);
  })();
}

/** Back to the product's own table. */
export function forgetPlaces(db: Db): void {
  db.transaction(() => {
    db.prepare('delete from place').run();
    db.prepare('delete from place_import').run();
  })();
}

/** Which set of schemas a document was validated with before it was sealed; undefined: with none. */
export const schemaSetOf = (db: Db, clave: string): string | undefined =>
  db.prepare<[string], string>('select schema_set from schema_check where clave = ?').pluck().get(clave);

/** Noted before the document is sealed: a number that is not given after all leaves a note about nothing. */
export function noteSchemaCheck(db: Db, clave: string, schemaSet: string, at: number): void {
  db.prepare(
    'insert into schema_check (clave, schema_set, at) values (?, ?, ?) on conflict (clave) do update set schema_set = excluded.schema_set, at = excluded.at',
  ).run(clave, schemaSet, at);
}
