import { crc32 } from 'node:zlib';

export type SummedValue = string | number | bigint | null;

/**
 * CRC-32 over the named values of a row: any flipped byte is seen for certain, any other damage but for one in four thousand
 * million. What is absent (null) is left out, so that a column added later, null in every older row, changes no sum.
 * A guard against damage, not against forgery.
 */
export function rowSum(values: Readonly<Record<string, SummedValue>>): number {
  const present = Object.entries(values)
    .filter(([, value]) => value !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return crc32(
    JSON.stringify(present, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}

/** CRC-32 of bytes that belong to a row, continued from its sum. */
export const bytesSum = (bytes: Uint8Array, from: number): number => crc32(bytes, from);
