import { z } from 'zod';
import {
  CabysEntry,
  ExchangeRate,
  Exoneration,
  IsoDate,
  LookupTrouble,
  ProducerRegistration,
  Taxpayer,
} from '../../domain/lookups/answers.ts';
import { CatalogueFault, ReadReport } from '../../domain/lookups/catalogue.ts';
import { Place } from '../../domain/location/places.ts';
import { SchemaState } from '../../domain/schemas/verdict.ts';
import { At } from './company.ts';

/** `LookupAnswer` of domain/lookups/answers.ts: none of these is an error, and none stops anything. */
const answerOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('found'),
      value,
      fetchedAt: At,
      /** an earlier answer, because the service could not be asked now */
      instead: z.exactOptional(z.union([LookupTrouble, z.literal('resting')])),
    }),
    z.object({ kind: z.literal('not-found'), fetchedAt: At }),
    z.object({ kind: z.literal('unavailable'), why: LookupTrouble }),
    z.object({ kind: z.literal('resting'), until: At }),
  ]);

export const TaxpayerAnswer = answerOf(Taxpayer);
export type TaxpayerAnswer = z.infer<typeof TaxpayerAnswer>;
export const CabysAnswer = answerOf(CabysEntry);
export type CabysAnswer = z.infer<typeof CabysAnswer>;
export const CabysListAnswer = answerOf(z.array(CabysEntry));
export type CabysListAnswer = z.infer<typeof CabysListAnswer>;
export const ExonerationAnswer = answerOf(Exoneration);
export type ExonerationAnswer = z.infer<typeof ExonerationAnswer>;
export const ExchangeRateAnswer = answerOf(ExchangeRate);
export type ExchangeRateAnswer = z.infer<typeof ExchangeRateAnswer>;
export const ProducerAnswer = answerOf(ProducerRegistration);
export type ProducerAnswer = z.infer<typeof ProducerAnswer>;

/** "Catálogos y consultas" in Ajustes. */
export const CataloguesView = z.object({
  cabys: z.exactOptional(z.object({ fileName: z.string(), fileAt: At, importedAt: At, rowCount: z.int() })),
  /** undefined: the product's own table is in use */
  places: z.exactOptional(z.object({ fileName: z.string(), importedAt: At, districts: z.int() })),
  ownDistricts: z.int(),
  /** rows stored of a catalogue that is being brought in */
  importing: z.exactOptional(z.int()),
  schemas: SchemaState,
  /** answers kept for later */
  keptAnswers: z.int(),
  /** until when the service is left alone */
  restingUntil: z.exactOptional(At),
  /** '' in the practice company before its simulator has an address */
  lookupUrl: z.string(),
});
export type CataloguesView = z.infer<typeof CataloguesView>;

/** What came of a file: the catalogue before it stays in use when it was refused. */
export const ImportOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), fileName: z.string(), report: ReadReport }),
  z.object({ kind: z.literal('refused'), fileName: z.string(), why: CatalogueFault }),
  z.object({ kind: z.literal('busy') }),
]);
export type ImportOutcome = z.infer<typeof ImportOutcome>;

const typed = z.string().max(200);
const none = z.undefined();

/** The calls of the look-ups and catalogues; part of `calls` in calls.ts. */
export const lookupCalls = {
  'lookups.taxpayer': { input: z.object({ number: typed }), output: TaxpayerAnswer },
  /** AL-00000000-00 */
  'lookups.exoneration': { input: z.object({ number: typed }), output: ExonerationAnswer },
  /** Colones for one unit; without `on`, of today (Costa Rica). */
  'lookups.exchangeRate': {
    input: z.object({ currency: z.enum(['USD', 'EUR']), on: IsoDate.optional() }),
    output: ExchangeRateAnswer,
  },
  'lookups.producer': {
    input: z.object({ list: z.enum(['agropecuario', 'pesca']), number: typed }),
    output: ProducerAnswer,
  },
  /** By words or the beginning of a code, from this computer alone. */
  'cabys.search': { input: z.object({ text: typed }), output: z.array(CabysEntry) },
  /** The same and what the service knows. */
  'cabys.searchOnline': { input: z.object({ text: typed }), output: CabysListAnswer },
  /** By its 13 digits: from this computer, else from the service. */
  'cabys.find': { input: z.object({ code: typed }), output: CabysAnswer },
  /** It was chosen: later searches show it first. */
  'cabys.use': { input: z.object({ code: z.string().regex(/^\d{13}$/) }), output: z.null() },
  'catalogues.view': { input: none, output: CataloguesView },
  /** Main shows the file dialog; the page never names a path. */
  'catalogues.importCabys': { input: none, output: ImportOutcome },
  'catalogues.importPlaces': { input: none, output: ImportOutcome },
  /** Back to the product's own table. */
  'catalogues.ownPlaces': { input: none, output: z.null() },
  /** The table of places the clerk brought in; null: the product's own. */
  'catalogues.places': { input: none, output: z.array(Place).nullable() },
  'catalogues.forgetAnswers': { input: none, output: z.null() },
  'catalogues.fetchSchemas': { input: none, output: z.null() },
} as const;
