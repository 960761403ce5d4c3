import { z } from 'zod';

/**
 * Codes that have a running number of their own, in the order of the official table (DOMAIN.md section 2). The three of the mensaje
 * receptor have one each: working systems keep three series or one, and both give unique numbers (3.2).
 */
export const SeriesKind = z.enum(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']);
export type SeriesKind = z.infer<typeof SeriesKind>;

/** Sorted here: `options` puts the one that looks like an index first. */
export const seriesKinds: readonly SeriesKind[] = SeriesKind.options.toSorted();
