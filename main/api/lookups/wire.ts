import { z } from 'zod';
import { parseDecimal } from '../../../domain/money/decimal.ts';
import type { LookupTrouble } from '../../../domain/lookups/answers.ts';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';

/** The public look-ups of DOMAIN.md section 11: no sign-in, GET alone, JSON. */
export interface LookupAddress {
  /** base, with or without the final slash */
  readonly url: string;
  /** whole call, connect to last byte */
  readonly deadlineMs: number;
}

/** The longest documented answer is a search of the catalogue. */
const answerMaxBytes = 4 * 1024 * 1024;

export function lookupRequest(
  address: LookupAddress,
  path: string,
  query: Readonly<Record<string, string>> = {},
): HttpRequest {
  const asked = new URLSearchParams(query).toString();
  return {
    method: 'GET',
    url: `${address.url.replace(/\/+$/, '')}${path}${asked === '' ? '' : `?${asked}`}`,
    headers: { accept: 'application/json' },
    deadlineMs: address.deadlineMs,
    maxBytes: answerMaxBytes,
  };
}

export type Opened =
  | { readonly kind: 'body'; readonly body: unknown }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unavailable'; readonly why: LookupTrouble };

const unavailable = (why: LookupTrouble): Opened => ({ kind: 'unavailable', why });

/** HTTP 200 with a body that says 404 (or 400, 429): DOMAIN.md section 11. */
const BodyStatus = z.object({ status: z.coerce.number().optional(), code: z.coerce.number().optional() });

function statusInside(body: unknown): number | undefined {
  const parsed = BodyStatus.safeParse(body);
  return parsed.success ? (parsed.data.status ?? parsed.data.code) : undefined;
}

function byStatus(status: number): Opened | undefined {
  if (status === 404) return { kind: 'not-found' };
  if (status === 429) return { kind: 'too-many' };
  if (status >= 400 && status < 500) return unavailable('refused');
  return undefined;
}

/** Looks at the status, then at the status the body itself may carry. Numbers stay their source text: a rate is money. */
export function openAnswer(got: HttpResult): Opened {
  if (got.phase === 'not-sent') return unavailable('offline');
  if (got.phase === 'cut') return unavailable(got.why === 'timeout' ? 'timeout' : 'offline');
  const told = byStatus(got.status);
  if (told) return told;
  if (got.status !== 200) return unavailable(got.status >= 500 ? 'server-error' : 'unreadable');
  const body = readJson(got.body);
  if (body === undefined) return unavailable('unreadable');
  const inside = statusInside(body);
  return (inside === undefined ? undefined : byStatus(inside)) ?? { kind: 'body', body };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), numberAsSourceText);
  } catch {
    return undefined;
  }
}

// The third argument is ES2026 (JSON.parse source text access); TypeScript's lib does not type it yet.
function numberAsSourceText(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** Text, whatever it was; '' for what is missing or null. */
export const LooseText = z
  .union([z.string(), z.boolean()])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value.trim() : ''));

/** A decimal as JSON number or as text; a comma for the point is taken too. */
export const LooseDecimal = z
  .string()
  .transform((value) => value.trim().replace(',', '.'))
  .refine((value) => {
    const read = parseDecimal(value);
    return read !== undefined && read.unscaled >= 0n;
  });

/** The day of a date or instant: `2026-03-15`, `2026-03-15T00:00:00-06:00` or `15/03/2026`. */
export const LooseDay = z.string().transform((value, context) => {
  const iso = /^(\d{4}-\d{2}-\d{2})(?!\d)/.exec(value.trim())?.[1];
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value.trim()) ?? [];
  const text =
    iso ?? (day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined);
  if (text !== undefined) return text;
  context.addIssue({ code: 'custom', message: 'not a day' });
  return z.NEVER;
});
