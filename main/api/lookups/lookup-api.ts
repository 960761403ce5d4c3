import type {
  CabysEntry,
  ExchangeRate,
  Exoneration,
  Looked,
  ProducerRegistration,
  Taxpayer,
} from '../../../domain/lookups/answers.ts';
import type { Clock, Http, HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { Asked } from './asked.ts';
import { cabysByCodeRequest, cabysByCodeResult, cabysByTextRequest, cabysByTextResult } from './cabys.ts';
import {
  dollarHistoryRequest,
  dollarHistoryResult,
  dollarRequest,
  dollarResult,
  euroRequest,
  euroResult,
} from './exchange-rate.ts';
import { exonerationRequest, exonerationResult } from './exoneration.ts';
import { type ProducerList, producerRequest, producerResult } from './producer.ts';
import { taxpayerRequest, taxpayerResult } from './taxpayer.ts';
import type { LookupAddress } from './wire.ts';

/** Until when a service is left alone; kept over a restart, because the block does not end with the program. */
export interface RestBook {
  read(source: string): number;
  keep(source: string, until: number): void;
}

export interface LookupApiParts {
  readonly http: Http;
  readonly clock: Clock;
  readonly rests: RestBook;
}

/** Whom to ask. */
export interface LookupTarget {
  /** what answers and pauses are kept under */
  readonly source: string;
  readonly url: string;
}

/** Public look-ups. Never rejects and never takes longer than the deadline and the wait together. */
export interface LookupApi {
  taxpayer(target: LookupTarget, number: string): Promise<Looked<Taxpayer>>;
  cabysByCode(target: LookupTarget, code: string): Promise<Looked<CabysEntry>>;
  cabysByText(target: LookupTarget, text: string, top: number): Promise<Looked<readonly CabysEntry[]>>;
  exoneration(target: LookupTarget, number: string): Promise<Looked<Exoneration>>;
  dollar(target: LookupTarget): Promise<Looked<ExchangeRate>>;
  /** @param on `YYYY-MM-DD` */
  dollarOn(target: LookupTarget, on: string): Promise<Looked<ExchangeRate>>;
  euro(target: LookupTarget): Promise<Looked<ExchangeRate>>;
  producer(target: LookupTarget, list: ProducerList, number: string): Promise<Looked<ProducerRegistration>>;
}

const deadlineMs = 5_000;
/** 5 a second: half of what 120 seconds allow, a quarter of what 5 seconds do (DOMAIN.md section 11). */
const spacingMs = 200;
/** A question that would wait longer for its turn is not asked: whoever typed has typed on by then. */
const waitAtMostMs = 2_000;
/** The block of the service after a 429. */
const restMs = 10 * 60_000;
/** A weekend and a long holiday have no rate of their own. */
const historyDays = 10;

export function lookupApi({ http, clock, rests }: LookupApiParts): LookupApi {
  /** monotonic ms at which the next question may go, by source */
  const turns = new Map<string, number>();
  const inFlight = new Map<string, Promise<HttpResult | 'busy'>>();

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });

  async function send(source: string, request: HttpRequest): Promise<HttpResult | 'busy'> {
    const now = clock.monotonic();
    const at = Math.max(now, turns.get(source) ?? 0);
    if (at - now > waitAtMostMs) return 'busy';
    turns.set(source, at + spacingMs);
    if (at > now) await pause(at - now);
    return http.call(request);
  }

  /** The same question twice at once is asked once. */
  function once(source: string, request: HttpRequest): Promise<HttpResult | 'busy'> {
    const going = inFlight.get(request.url);
    if (going) return going;
    const asked = send(source, request).finally(() => inFlight.delete(request.url));
    inFlight.set(request.url, asked);
    return asked;
  }

  async function ask<T>(
    { source, url }: LookupTarget,
    request: (address: LookupAddress) => HttpRequest,
    read: (got: HttpResult) => Asked<T>,
  ): Promise<Looked<T>> {
    const until = rests.read(source);
    // a clock set back must not make the pause longer than the service's own
    if (until > clock.now() && until - clock.now() <= restMs) return { kind: 'resting', until };
    if (!URL.canParse(url)) return { kind: 'unavailable', why: 'no-address' };
    const got = await once(source, request({ url, deadlineMs }));
    if (got === 'busy') return { kind: 'unavailable', why: 'busy' };
    const said = read(got);
    if (said.kind !== 'too-many') return said;
    const rest = clock.now() + restMs;
    rests.keep(source, rest);
    return { kind: 'resting', until: rest };
  }

  return {
    taxpayer: (target, number) => ask(target, (to) => taxpayerRequest(to, number), taxpayerResult),
    cabysByCode: (target, code) =>
      ask(
        target,
        (to) => cabysByCodeRequest(to, code),
        (got) => cabysByCodeResult(got, code),
      ),
    cabysByText: (target, text, top) =>
      ask(target, (to) => cabysByTextRequest(to, text, top), cabysByTextResult),
    exoneration: (target, number) =>
      ask(
        target,
        (to) => exonerationRequest(to, number),
        (got) => exonerationResult(got, number),
      ),
    dollar: (target) => ask(target, dollarRequest, dollarResult),
    dollarOn: (target, on) =>
      ask(
        target,
        (to) => dollarHistoryRequest(to, daysBefore(on, historyDays), on),
        (got) => dollarHistoryResult(got, on),
      ),
    euro: (target) => ask(target, euroRequest, euroResult),
    producer: (target, list, number) =>
      ask(target, (to) => producerRequest(to, list, number), producerResult),
  };
}

const dayMs = 86_400_000;

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
