import { z } from 'zod';
import { lookupDefaults } from '../../domain/company/addresses.ts';
import type { Company } from '../../domain/company/company.ts';
import {
  type CabysEntry,
  CabysEntries,
  ExchangeRate,
  Exoneration,
  isExonerationNumber,
  isLookupNumber,
  type LookupAnswer,
  type Looked,
  ProducerRegistration,
  Taxpayer,
} from '../../domain/lookups/answers.ts';
import { searchWords } from '../../domain/lookups/fold.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { LookupApi, LookupTarget } from '../api/lookups/lookup-api.ts';
import { findCabys, keepToldCabys, searchCabys } from '../db/cabys.ts';
import type { Db } from '../db/connection.ts';
import { keepAnswer, readAnswer } from '../db/lookups.ts';

/** The look-ups as the clerk has them: from what is kept while it is fresh, from the service, or from what is kept because it must. */
export interface LookUpContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly lookupApi: LookupApi;
  readonly company: Company;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long an answer is given again without asking. Older ones are given when the service cannot be asked, with their age. */
const freshMs = {
  taxpayer: dayMs,
  cabys: 30 * dayMs,
  'cabys-text': 7 * dayMs,
  exoneration: dayMs,
  rate: hourMs,
  /** what the dollar was on a day that is over does not change */
  'rate-on': 3_650 * dayMs,
  producer: 7 * dayMs,
} as const;
type Kind = keyof typeof freshMs;
/** That there is none may be otherwise tomorrow: a new taxpayer, a new exoneration. */
const absentFreshMs = hourMs;

/** Whom a company asks; the practice company has only its simulator, and never the real service. */
export function lookupTarget({ environment, settings }: Company): LookupTarget | undefined {
  if (environment === 'practice') {
    const url = settings.lookups?.url;
    return url === undefined ? undefined : { source: 'practice', url };
  }
  const url = settings.lookups?.url ?? lookupDefaults.url;
  return { source: url, url };
}

/** What answers are kept under where there is nobody to ask. */
export const lookupSource = (company: Company): string =>
  lookupTarget(company)?.source ?? company.environment;

interface Question<T> {
  readonly kind: Kind;
  readonly key: string;
  readonly shape: z.ZodType<T>;
  ask(target: LookupTarget): Promise<Looked<T>>;
}

async function answer<T>(
  { db, clock, company }: LookUpContext,
  question: Question<T>,
): Promise<LookupAnswer<T>> {
  const { kind, key, shape } = question;
  const source = lookupSource(company);
  const kept = readKept(db, source, kind, key, shape);
  const age = kept === undefined ? Infinity : clock.now() - kept.fetchedAt;
  const fresh = kept?.value === undefined ? Math.min(absentFreshMs, freshMs[kind]) : freshMs[kind];
  // a clock set back makes an answer of the future: asked again
  if (kept && age >= 0 && age < fresh) return told(kept);
  const target = lookupTarget(company);
  const said: Looked<T> = target ? await question.ask(target) : { kind: 'unavailable', why: 'no-address' };
  switch (said.kind) {
    case 'found':
      if (db.open) keepAnswer(db, source, kind, key, JSON.stringify(said.value), clock.now());
      return { kind: 'found', value: said.value, fetchedAt: clock.now() };
    case 'not-found':
      if (db.open) keepAnswer(db, source, kind, key, undefined, clock.now());
      return { kind: 'not-found', fetchedAt: clock.now() };
    default:
      return kept?.value === undefined
        ? said
        : {
            kind: 'found',
            value: kept.value,
            fetchedAt: kept.fetchedAt,
            instead: said.kind === 'resting' ? 'resting' : said.why,
          };
  }
}

interface Kept<T> {
  readonly fetchedAt: number;
  /** undefined: there was none */
  readonly value: T | undefined;
}

const told = <T>({ fetchedAt, value }: Kept<T>): LookupAnswer<T> =>
  value === undefined ? { kind: 'not-found', fetchedAt } : { kind: 'found', value, fetchedAt };

/** @returns undefined also for what cannot be read any more: it is asked again */
function readKept<T>(
  db: Db,
  source: string,
  kind: Kind,
  key: string,
  shape: z.ZodType<T>,
): Kept<T> | undefined {
  const row = readAnswer(db, source, kind, key);
  if (!row) return undefined;
  if (row.answer === undefined) return { fetchedAt: row.fetchedAt, value: undefined };
  try {
    const parsed = shape.safeParse(JSON.parse(row.answer));
    return parsed.success ? { fetchedAt: row.fetchedAt, value: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

const refused = { kind: 'unavailable', why: 'refused' } as const;

/** @param typed with or without dashes and blanks */
export async function lookUpTaxpayer(context: LookUpContext, typed: string): Promise<LookupAnswer<Taxpayer>> {
  const number = typed.replaceAll(/[\s-]/g, '');
  if (!isLookupNumber(number)) return refused;
  return answer(context, {
    kind: 'taxpayer',
    key: number,
    shape: Taxpayer,
    ask: (target) => context.lookupApi.taxpayer(target, number),
  });
}

export async function lookUpExoneration(
  context: LookUpContext,
  typed: string,
): Promise<LookupAnswer<Exoneration>> {
  const number = typed.trim().toUpperCase();
  if (!isExonerationNumber(number)) return refused;
  return answer(context, {
    kind: 'exoneration',
    key: number,
    shape: Exoneration,
    ask: (target) => context.lookupApi.exoneration(target, number),
  });
}

/**
 * Colones for one unit of a currency: dollars of any day, euros of today alone, because the service has no history of them.
 * @param on `YYYY-MM-DD`, of Costa Rica; undefined: today
 */
export async function lookUpExchangeRate(
  context: LookUpContext,
  currency: 'USD' | 'EUR',
  on?: string,
): Promise<LookupAnswer<ExchangeRate>> {
  const today = costaRicaDate(context.clock.now());
  const isPast = on !== undefined && on < today;
  if (currency === 'EUR' && isPast) return refused;
  return answer(context, {
    kind: isPast ? 'rate-on' : 'rate',
    // yesterday's rate is no fresh answer of today
    key: `${currency} ${isPast ? on : today}`,
    shape: ExchangeRate,
    ask: (target) => {
      if (currency === 'EUR') return context.lookupApi.euro(target);
      return isPast ? context.lookupApi.dollarOn(target, on) : context.lookupApi.dollar(target);
    },
  });
}

export async function lookUpProducer(
  context: LookUpContext,
  list: 'agropecuario' | 'pesca',
  typed: string,
): Promise<LookupAnswer<ProducerRegistration>> {
  const number = typed.replaceAll(/[\s-]/g, '');
  if (!isLookupNumber(number)) return refused;
  return answer(context, {
    kind: 'producer',
    key: `${list} ${number}`,
    shape: ProducerRegistration,
    ask: (target) => context.lookupApi.producer(target, list, number),
  });
}

/** What one sees at once. */
const shownAtMost = 20;
/** What one question to the service brings, and keeps for later. */
const askedAtMost = 50;

/** From this computer alone: instantly, and with no regard to the line. */
export const searchCatalogue = ({ db, company }: LookUpContext, text: string): readonly CabysEntry[] =>
  searchCabys(db, lookupSource(company), text, shownAtMost);

/** An entry of 13 digits: from the catalogue, else from the service. */
export async function lookUpCabys(context: LookUpContext, code: string): Promise<LookupAnswer<CabysEntry>> {
  const { db, clock, company } = context;
  const own = findCabys(db, lookupSource(company), code);
  if (own) return { kind: 'found', value: own, fetchedAt: clock.now() };
  if (!/^\d{13}$/.test(code)) return refused;
  const found = await askCabys(context, { kind: 'cabys', key: code }, async (target) => {
    const said = await context.lookupApi.cabysByCode(target, code);
    return said.kind === 'found' ? { kind: 'found', value: [said.value] } : said;
  });
  if (found.kind !== 'found') return found;
  const [entry] = found.value;
  return entry ? { ...found, value: entry } : { kind: 'not-found', fetchedAt: found.fetchedAt };
}

/** Asks the service, keeps what it tells, and answers with everything there is now: the catalogue's own entries first. */
export async function searchCabysOnline(
  context: LookUpContext,
  text: string,
): Promise<LookupAnswer<readonly CabysEntry[]>> {
  const words = searchWords(text).join(' ');
  if (words.replaceAll(' ', '').length < 3) return refused;
  const said = await askCabys(context, { kind: 'cabys-text', key: words }, (target) =>
    context.lookupApi.cabysByText(target, words, askedAtMost),
  );
  if (said.kind !== 'found') return said;
  const own = searchCatalogue(context, text);
  const codes = new Set(own.map(({ code }) => code));
  const others = said.value.filter(({ code }) => !codes.has(code));
  return { ...said, value: [...own, ...others].slice(0, shownAtMost) };
}

async function askCabys(
  context: LookUpContext,
  { kind, key }: Pick<Question<unknown>, 'kind' | 'key'>,
  ask: (target: LookupTarget) => Promise<Looked<readonly CabysEntry[]>>,
): Promise<LookupAnswer<readonly CabysEntry[]>> {
  const { db, clock, company } = context;
  const said = await answer<readonly CabysEntry[]>(context, { kind, key, shape: CabysEntries, ask });
  if (said.kind === 'found' && said.instead === undefined && db.open)
    keepToldCabys(db, lookupSource(company), said.value, clock.now());
  return said;
}
