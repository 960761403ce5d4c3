import { z } from 'zod';
import type { Clock, Http, HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { CallFacts } from '../../../domain/outbox/results.ts';
import {
  type ComprobantesApi,
  type ListedComprobante,
  type ListedOneResult,
  type ListedPage,
  type ListedParty,
  type ListPageResult,
  listPageSize,
} from '../../../domain/reconciliation/listed.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { headerText } from '../call-facts.ts';
import { doubtfulStatus } from '../trouble.ts';
import { readOffsetTime } from './answer-body.ts';
import { readCause } from './error-cause.ts';
import { openAnswer } from './open-answer.ts';
import { type HaciendaAddress, haciendaRequest } from './request.ts';

/**
 * `GET /comprobantes` and `/comprobantes/{clave}` (DOMAIN.md 13.4: the official page, via a transcription; nobody was found who uses
 * them). Neither `emisor` nor `receptor` is sent: the list is of what this taxpayer sent, and a parameter less is a refusal less.
 */
export interface ComprobantesApiParts {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  /** asked at each call, so that a changed setting counts from the next one */
  readonly address: () => HaciendaAddress;
}

/** The documents Hacienda has of one company, from plain HTTP. One request per call, no retry. */
export function comprobantesApi({ http, clock, address }: ComprobantesApiParts): ComprobantesApi {
  return {
    page: async (token, offset, cancel) => {
      const result = await http.call(getPage(address(), token.value, offset), cancel);
      return pageResult(result, token.value, clock.now());
    },
    one: async (token, clave, cancel) => {
      const result = await http.call(getOne(address(), token.value, clave), cancel);
      return oneResult(result, token.value, clave, clock.now());
    },
  };
}

export const getPage = (address: HaciendaAddress, token: string, offset: number): HttpRequest =>
  haciendaRequest(address, token, 'GET', `comprobantes?offset=${offset}&limit=${listPageSize}`);

export const getOne = (address: HaciendaAddress, token: string, clave: string): HttpRequest =>
  haciendaRequest(address, token, 'GET', `comprobantes/${encodeURIComponent(clave)}`);

/** 200 complete or 206 partial. @param now UTC ms */
export function pageResult(
  result: HttpResult,
  token: string,
  now: number,
): { readonly result: ListPageResult; readonly facts: CallFacts } {
  const secrets = [token];
  const opened = openAnswer(result, secrets, now);
  if ('trouble' in opened) return opened.trouble;
  const { answer, facts, withRaw } = opened;
  const { status, body, headers } = answer;
  switch (status) {
    case 200:
    case 206: {
      const page = readPage(body, headers['content-range']);
      return page.ok
        ? { result: { kind: 'page', page: page.value }, facts }
        : { result: { kind: 'doubtful', why: 'unreadable' }, facts: withRaw };
    }
    case 400:
      return { result: { kind: 'refused' }, facts: withRaw };
    case 404:
      return { result: { kind: 'unavailable' }, facts: withRaw };
    default:
      return { result: doubtfulStatus(status), facts: withRaw };
  }
}

/** Only an answer about this very clave counts. @param now UTC ms */
export function oneResult(
  result: HttpResult,
  token: string,
  clave: string,
  now: number,
): { readonly result: ListedOneResult; readonly facts: CallFacts } {
  const secrets = [token];
  const opened = openAnswer(result, secrets, now);
  if ('trouble' in opened) return opened.trouble;
  const { answer, facts, withRaw } = opened;
  const { status, body, headers } = answer;
  switch (status) {
    case 200: {
      const entry = EntryWire.safeParse(jsonOf(body));
      return entry.success && entry.data.clave.trim() === clave
        ? { result: { kind: 'listed' }, facts }
        : { result: { kind: 'doubtful', why: 'unreadable' }, facts: withRaw };
    }
    case 400: {
      // As for the other resource, live systems may say 400 where the page says 404 (DOMAIN.md 13.3).
      const cause = headers['x-error-cause'];
      const text =
        cause === undefined ? new TextDecoder().decode(body.subarray(0, 8_000)) : headerText(cause);
      return readCause(text, clave) === 'not-received'
        ? { result: { kind: 'not-found' }, facts: withRaw }
        : { result: { kind: 'doubtful', why: 'status' }, facts: withRaw };
    }
    case 404:
      return { result: { kind: 'not-found' }, facts: withRaw };
    default:
      return { result: doubtfulStatus(status), facts: withRaw };
  }
}

/** More than this in one page is no page of this service, which gives 50. */
const entriesMax = 500;
const nameMaxCharacters = 160;
const claveMaxCharacters = 100;

const optionalText = z.union([z.string(), z.number()]).nullish();
const PartyWire = z.looseObject({ numeroIdentificacion: optionalText, nombre: z.string().nullish() });
const NotesWire = z.array(z.unknown()).nullish().catch(undefined);
/** Only the clave is needed; what stands beside it in another shape is left out rather than losing the document. */
const EntryWire = z.looseObject({
  clave: z.string(),
  fecha: z.string().nullish().catch(undefined),
  emisor: PartyWire.nullish().catch(undefined),
  receptor: PartyWire.nullish().catch(undefined),
  notasCredito: NotesWire,
  notasDebito: NotesWire,
});
type EntryWire = z.infer<typeof EntryWire>;

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** An entry without a clave is kept as one nobody can read: it must be counted, or the pages would not add up. */
function readPage(body: Uint8Array, contentRange: string | undefined): Result<ListedPage, 'unreadable'> {
  const list = z.array(z.unknown()).max(entriesMax).safeParse(jsonOf(body));
  if (!list.success) return fail('unreadable');
  const entries = list.data.map((each): ListedComprobante => {
    const entry = EntryWire.safeParse(each);
    return entry.success ? toListed(entry.data) : { clave: '', notes: 0 };
  });
  return ok({ entries, ...readContentRange(contentRange) });
}

function toListed(wire: EntryWire): ListedComprobante {
  const issuedAt = wire.fecha === undefined || wire.fecha === null ? undefined : readOffsetTime(wire.fecha);
  const issuer = partyOf(wire.emisor);
  const receiver = partyOf(wire.receptor);
  return {
    clave: wire.clave.trim().slice(0, claveMaxCharacters),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(receiver === undefined ? {} : { receiver }),
    notes: (wire.notasCredito?.length ?? 0) + (wire.notasDebito?.length ?? 0),
  };
}

function partyOf(wire: z.infer<typeof PartyWire> | null | undefined): ListedParty | undefined {
  const number = String(wire?.numeroIdentificacion ?? '').trim();
  if (number === '') return undefined;
  return { number: number.slice(0, 20), name: plainText(wire?.nombre ?? '').slice(0, nameMaxCharacters) };
}

/** Names come from others: no control characters and none that turn the direction of writing. */
const plainText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * `Content-Range: 0-10/100`. Whether the second number is the last one or the one after it is not said, and `*` may stand for an
 * unknown total: only the first and the total are read.
 */
export function readContentRange(text: string | undefined): Pick<ListedPage, 'from' | 'total'> {
  const [, from, total] = /^\D{0,20}(\d{1,9})-\d{1,9}\/(\d{1,9}|\*)$/.exec(text?.trim() ?? '') ?? [];
  if (from === undefined || total === undefined) return {};
  return { from: Number(from), ...(total === '*' ? {} : { total: Number(total) }) };
}
