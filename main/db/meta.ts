import { z } from 'zod';
import type { Db } from './connection.ts';

/** Small facts of this installation. */
type MetaKey = 'active-company' | 'language' | 'theme' | `received-days ${string}`;

export function readMeta(db: Db, key: MetaKey): string | undefined {
  return db.prepare<[string], string>('select value from meta where key = ?').pluck().get(key);
}

export function writeMeta(db: Db, key: MetaKey, value: string): void {
  db.prepare(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, value);
}

const Preferences = z.object({
  language: z.enum(['es', 'en']).catch('es'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
});
export type StoredPreferences = z.infer<typeof Preferences>;

/** @returns the defaults for what was never chosen or cannot be read */
export const readPreferences = (db: Db): StoredPreferences =>
  Preferences.parse({ language: readMeta(db, 'language'), theme: readMeta(db, 'theme') });

export function writePreferences(db: Db, preferences: StoredPreferences): void {
  writeMeta(db, 'language', preferences.language);
  writeMeta(db, 'theme', preferences.theme);
}
