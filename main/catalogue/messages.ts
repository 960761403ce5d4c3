import { z } from 'zod';
import { CabysEntry } from '../../domain/lookups/answers.ts';
import { CatalogueFault, ReadReport } from '../../domain/lookups/catalogue.ts';
import { Place } from '../../domain/location/places.ts';

/** What passes between the program and the process that reads a file, parsed on arrival on both sides. */
export const ReaderRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cabys'), file: z.string() }),
  z.object({ kind: z.literal('places'), file: z.string() }),
  /** the part before is stored: the next one may come */
  z.object({ kind: z.literal('next') }),
]);
export type ReaderRequest = z.infer<typeof ReaderRequest>;

export const ReaderAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), entries: z.array(CabysEntry) }),
  z.object({ kind: z.literal('places'), places: z.array(Place), report: ReadReport }),
  z.object({ kind: z.literal('end'), report: ReadReport }),
  z.object({ kind: z.literal('failed'), fault: CatalogueFault }),
]);
export type ReaderAnswer = z.infer<typeof ReaderAnswer>;
