import type { z } from 'zod';

/**
 * Reads a JSON column by its schema: the database is an outside source like any other.
 * @throws when the text does not fit; the caller's row is then shown as unreadable, never guessed
 */
export function fromJson<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  return schema.parse(JSON.parse(text));
}
