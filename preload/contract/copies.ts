import { z } from 'zod';
import { At } from './company.ts';

/** Names of copies, made in main: the page never names a path. `chosen`: the file that was picked last */
export const CopyId = z.string().regex(/^(?:talonario-\d+(?:-clerk|-before-migration)?|chosen)$/);

export const CopyTrouble = z.enum([
  'changed',
  'integrity',
  'foreign-keys',
  'document-bytes',
  'counts',
  'newer',
  'not-migrated',
  'disk-full',
  'disk',
]);
export type CopyTrouble = z.infer<typeof CopyTrouble>;

export const CopyView = z.object({
  id: CopyId,
  madeAt: At,
  why: z.enum(['daily', 'clerk', 'before-migration']),
  sizeBytes: z.int(),
  /** sealed documents in it; absent where it was not proved */
  documents: z.int().optional(),
  /**
   * `proved`: restored aside when it was made, and its bytes are the same in this run; `checking`: they are being looked at;
   * `not-proved`: of an older program, proved when it is restored; `spoilt`: not what was made, never offered
   */
  state: z.enum(['proved', 'checking', 'not-proved', 'spoilt']),
});
export type CopyView = z.infer<typeof CopyView>;

export const CopiesView = z.object({
  /** newest first */
  copies: z.array(CopyView),
  /** of the newest proved one */
  provedAt: At.optional(),
  /** a copy is being made now */
  making: z.boolean(),
  /** the last try, when it failed: nothing of it was kept */
  failed: z.object({ at: At, trouble: CopyTrouble, detail: z.string() }).optional(),
});
export type CopiesView = z.infer<typeof CopiesView>;

/** A file the clerk chose, already restored aside and proved. */
export const ChosenCopy = z.object({
  name: z.string(),
  madeAt: At.optional(),
  documents: z.int(),
  sizeBytes: z.int(),
});
export type ChosenCopy = z.infer<typeof ChosenCopy>;
