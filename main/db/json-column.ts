import { z } from 'zod';

/**
 * Reads a JSON column by its schema: the database is an outside source like any other.
 * @throws when the text does not fit; the caller's row is then shown as unreadable, never guessed
 */
export function fromJson<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  return schema.parse(JSON.parse(text));
}

/** One row that cannot be read (damaged, or of a later version) must not hide the others; it stays where it is. */
export function readable<Row, T>(rows: readonly Row[], read: (row: Row) => T): readonly T[] {
  return rows.flatMap((row) => readableOne(row, read) ?? []);
}

/** @returns undefined when the row cannot be read */
export function readableOne<Row, T>(row: Row, read: (row: Row) => T): T | undefined {
  try {
    return read(row);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
