import { createHash } from 'node:crypto';
import type { HttpResult } from '../../domain/outbox/ports.ts';
import type { CallFacts, RateFacts } from '../../domain/outbox/results.ts';
import { readHttpDate, readRetryAfterMs } from '../../domain/outbox/retry-after.ts';
import { redact } from './redact.ts';

export type Answered = Extract<HttpResult, { phase: 'answered' }>;

const causeMaxCharacters = 1_000;
const rawMaxCharacters = 2_000;
/** A reset or pause further off than this is a wrong unit or a broken clock, not an instruction. */
const longestWaitMs = 48 * 3_600_000;

/**
 * What was seen of a call, kept with the attempt. Never the token, even where the server echoes it.
 * @param secrets everything of this call that must not be kept
 * @param now UTC ms, the base of a `Retry-After` date where the server sends no `Date`
 */
export function callFacts(result: HttpResult, secrets: readonly string[], now: number): CallFacts {
  if (result.phase === 'not-sent') return {};
  if (result.phase === 'cut') return result.status === undefined ? {} : { status: result.status };
  const { headers } = result;
  const cause = headers['x-error-cause'];
  const location = headers['location'];
  const serverAt = readHttpDate(headers['date']);
  const rate = readRate(headers, serverAt ?? now, now);
  return {
    status: result.status,
    ...(cause === undefined || cause.trim() === '' ? {} : { cause: causeText(cause, secrets) }),
    ...(location === undefined ? {} : { location: redact(location, secrets).slice(0, 500) }),
    ...(serverAt === undefined ? {} : { serverAt }),
    bodySha256: createHash('sha256').update(result.body).digest('hex'),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** First characters of an answer nobody could read, for the timeline. */
export function rawText(body: Uint8Array, secrets: readonly string[]): { readonly rawText?: string } {
  // Redacted before it is cut, so that a secret lying across the cut goes whole.
  const text = redact(new TextDecoder().decode(body.subarray(0, 4 * rawMaxCharacters)), secrets);
  return text.trim() === '' ? {} : { rawText: text.slice(0, rawMaxCharacters) };
}

/** Node reads headers as Latin-1; the authority writes UTF-8, sometimes Latin-1. */
export function headerText(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

const causeText = (value: string, secrets: readonly string[]): string =>
  redact(headerText(value), secrets).trim().slice(0, causeMaxCharacters);

function readRate(headers: Answered['headers'], serverNow: number, now: number): RateFacts | undefined {
  const limit = readCount(headers['x-ratelimit-limit']);
  const remaining = readCount(headers['x-ratelimit-remaining']);
  const resetSeconds = readCount(headers['x-ratelimit-reset']);
  // UTC epoch seconds (DOMAIN.md 13).
  const resetAt = resetSeconds === undefined ? undefined : resetSeconds * 1_000;
  const retryAfterMs = readRetryAfterMs(headers['retry-after'], serverNow);
  const rate: RateFacts = {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetAt === undefined || Math.abs(resetAt - now) > longestWaitMs ? {} : { resetAt }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.min(retryAfterMs, longestWaitMs) }),
  };
  return Object.keys(rate).length === 0 ? undefined : rate;
}

const readCount = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
