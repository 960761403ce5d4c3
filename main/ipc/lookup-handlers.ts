import type { Company } from '../../domain/company/company.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import type { CatalogueReader } from '../usecases/import-catalogue.ts';
import { bringIn, cataloguesView, forgetLookups } from '../usecases/look-after-catalogues.ts';
import {
  type LookUpContext,
  lookUpCabys,
  lookUpExchangeRate,
  lookUpExoneration,
  lookUpProducer,
  lookUpTaxpayer,
  searchCabysOnline,
  searchCatalogue,
} from '../usecases/look-up.ts';
import { chosenCabys, ownPlacesAgain, placesBroughtIn } from '../usecases/places-and-goods.ts';
import type { Program } from '../usecases/program.ts';
import type { Handlers } from './serve.ts';

/** How the other handlers reach a company, and the system's dialogs. */
export interface LookupDesk {
  open<T>(work: (program: Program) => Promise<Result<T, CallError>>): Promise<Result<T, CallError>>;
  inCompany<T>(
    work: (program: Program, company: Company) => Promise<Result<T, CallError>>,
  ): Promise<Result<T, CallError>>;
  /** @returns a path, which stays in main; undefined when the clerk chose none */
  pickCatalogue(): Promise<string | undefined>;
  readonly readCatalogue: CatalogueReader;
}

type LookupCalls = Pick<
  Handlers,
  Extract<keyof Handlers, `lookups.${string}` | `cabys.${string}` | `catalogues.${string}`>
>;

/** Public look-ups and catalogues. What a service does not say is an answer, never an error. */
export function lookupHandlers(desk: LookupDesk): LookupCalls {
  const asking = <T>(work: (context: LookUpContext) => T | Promise<T>): Promise<Result<T, CallError>> =>
    desk.inCompany(async (program, company) =>
      ok(await work({ db: program.db, clock: program.clock, lookupApi: program.lookupApi, company })),
    );
  const bringing = (what: 'cabys' | 'places') => (): ReturnType<LookupCalls['catalogues.importCabys']> =>
    desk.open(async (program) => {
      const file = await desk.pickCatalogue();
      return file === undefined
        ? fail({ code: 'cancelled' } satisfies CallError)
        : ok(await bringIn(program, desk.readCatalogue, what, file));
    });
  return {
    'lookups.taxpayer': ({ number }) => asking((context) => lookUpTaxpayer(context, number)),
    'lookups.exoneration': ({ number }) => asking((context) => lookUpExoneration(context, number)),
    'lookups.exchangeRate': ({ currency, on }) =>
      asking((context) => lookUpExchangeRate(context, currency, on)),
    'lookups.producer': ({ list, number }) => asking((context) => lookUpProducer(context, list, number)),
    'cabys.search': ({ text }) => asking((context) => [...searchCatalogue(context, text)]),
    'cabys.searchOnline': ({ text }) =>
      asking(async (context) => {
        const said = await searchCabysOnline(context, text);
        return said.kind === 'found' ? { ...said, value: [...said.value] } : said;
      }),
    'cabys.find': ({ code }) => asking((context) => lookUpCabys(context, code)),
    'cabys.use': ({ code }) =>
      desk.open(async (program) => {
        chosenCabys(program, code);
        return ok(null);
      }),
    'catalogues.view': () =>
      desk.open(async (program) => ok(await cataloguesView(program, program.active()))),
    'catalogues.importCabys': bringing('cabys'),
    'catalogues.importPlaces': bringing('places'),
    'catalogues.ownPlaces': () =>
      desk.open(async (program) => {
        ownPlacesAgain(program);
        return ok(null);
      }),
    'catalogues.places': () => desk.open(async (program) => ok(placesBroughtIn(program))),
    'catalogues.forgetAnswers': () =>
      desk.open(async (program) => {
        await forgetLookups(program);
        return ok(null);
      }),
    'catalogues.fetchSchemas': () =>
      desk.open(async (program) => {
        program.schemas.fetchNow();
        return ok(null);
      }),
  };
}
