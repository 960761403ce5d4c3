import { z } from 'zod';
import { SchemaVerdict } from '../../domain/schemas/verdict.ts';

/** What passes between the program and the validating process, parsed on arrival on both sides. */

const id = z.int().min(1);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const ValidatorRequest = z.discriminatedUnion('kind', [
  z.object({
    id,
    kind: z.literal('schemas'),
    set: z.string(),
    files: z.array(z.object({ file: z.string(), bytes })),
  }),
  z.object({ id, kind: z.literal('validate'), xml: bytes }),
]);
export type ValidatorRequest = z.infer<typeof ValidatorRequest>;

export const ValidatorAnswer = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('ready') }),
  z.object({ id, kind: z.literal('verdict'), verdict: SchemaVerdict }),
]);
export type ValidatorAnswer = z.infer<typeof ValidatorAnswer>;
