import { z } from 'zod';

/** One thing that a schema does not allow. */
export const SchemaFault = z.object({
  /** local name of the element: `NumeroConsecutivo`; '' when the validator names none */
  field: z.string(),
  /** line in the document, 0 when unknown */
  line: z.int().min(0),
  /** the validator's own words, in English: for the fold-out */
  message: z.string(),
});
export type SchemaFault = z.infer<typeof SchemaFault>;

/** What the official schemas say of a document, signature and all. */
export const SchemaVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('valid'), set: z.string() }),
  z.object({ kind: z.literal('invalid'), set: z.string(), faults: z.array(SchemaFault).min(1) }),
  /** nothing is known of it, and nothing follows from it */
  z.object({
    kind: z.literal('not-checked'),
    why: z.enum([
      /** the files are not here yet */
      'no-schemas',
      /** no schema of the set is for the namespace of its root */
      'unknown-kind',
      /** no XML, or one with a DOCTYPE, which is never read */
      'malformed',
      /** the validating process ended or did not answer */
      'failed',
    ]),
  }),
]);
export type SchemaVerdict = z.infer<typeof SchemaVerdict>;

/** Never rejects. */
export type ValidateBySchema = (xml: Uint8Array) => Promise<SchemaVerdict>;

/** What there is of the schemas on this computer. */
export const SchemaState = z.object({
  /** the set documents are validated with; undefined while there is none whole */
  set: z.exactOptional(z.string()),
  /** of the newest set */
  wanted: z.string(),
  stored: z.int(),
  files: z.int(),
  /** a fetch is on its way */
  fetching: z.boolean(),
  /** why the last try ended before all were here */
  trouble: z.exactOptional(z.enum(['offline', 'refused', 'other-file', 'disk'])),
  /** UTC ms: of the next try */
  nextAt: z.exactOptional(z.int()),
});
export type SchemaState = z.infer<typeof SchemaState>;
