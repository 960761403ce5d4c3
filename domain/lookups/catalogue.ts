import { z } from 'zod';

/** What came of reading a file the clerk chose (the CAByS catalogue, or a table of places). */

export const RowTrouble = z.enum([
  /** no 13 digits; no code of a place */
  'code',
  'description',
  /** neither a number nor "exento": taken without a rate */
  'rate',
  /** the same code again: the last one counts */
  'repeated',
]);
export type RowTrouble = z.infer<typeof RowTrouble>;

export const RowProblem = z.object({
  /** as the spreadsheet counts, from 1 */
  row: z.int().min(1),
  trouble: RowTrouble,
  /** what stands there, shortened */
  text: z.string(),
});
export type RowProblem = z.infer<typeof RowProblem>;

/** How many problems are shown; the count says how many there are. */
export const problemsAtMost = 30;

export const ReadReport = z.object({
  /** rows taken */
  taken: z.int().min(0),
  /** rows left out */
  leftOut: z.int().min(0),
  problems: z.array(RowProblem).max(problemsAtMost),
  problemCount: z.int().min(0),
});
export type ReadReport = z.infer<typeof ReadReport>;

export const CatalogueFault = z.enum([
  /** neither XLSX nor text in columns */
  'unreadable',
  /** no row names the columns that are needed */
  'no-columns',
  /** not one row that can be taken */
  'no-rows',
  /** more rows are wrong than right: another file, or another column */
  'mostly-wrong',
  'too-large',
  'disk',
]);
export type CatalogueFault = z.infer<typeof CatalogueFault>;
