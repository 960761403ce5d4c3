import { z } from 'zod';
import { assertNever } from '../../domain/assert-never.ts';
import type { HaciendaSettings } from '../../domain/company/company.ts';
import type { HttpRequest, HttpResult } from '../../domain/outbox/ports.ts';
import { readHttpDate, readRetryAfterMs } from '../../domain/outbox/retry-after.ts';

/** Token endpoint of Hacienda's IDP (DOMAIN.md section 12; RFC 6749 sections 4.3, 5 and 6). Client secret and scope are empty there. */
export type IdpAddress = Pick<HaciendaSettings, 'idpUrl' | 'logoutUrl' | 'clientId'>;

export type GrantResult =
  | {
      readonly kind: 'granted';
      readonly access: string;
      readonly lifeMs: number;
      readonly refresh?: { readonly value: string; readonly lifeMs: number };
    }
  /** 400. `badCredentials`: the error names them (`invalid_grant` and its like), not the form of the request */
  | { readonly kind: 'refused'; readonly badCredentials: boolean; readonly retryAfterMs?: number }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'forbidden' }
  /** not reached, cut, unreadable, or any other status */
  | { readonly kind: 'failed'; readonly offline: boolean; readonly retryAfterMs?: number };

const deadlineMs = 30_000;
/** A token with many roles is some kB. */
const answerMaxBytes = 256 * 1024;
/** Where the answer does not say how long a token lives: short, so that it is soon replaced. */
const lifeUnsaidMs = 60_000;
/** Refresh tokens are said to live 10 h; one that does not say (0 = "no end" at Keycloak) is tried this long. */
const refreshLifeUnsaidMs = 10 * 3_600_000;

export const passwordGrant = (address: IdpAddress, username: string, password: string): HttpRequest =>
  formPost(address.idpUrl, { grant_type: 'password', client_id: address.clientId, username, password });

export const refreshGrant = (address: IdpAddress, refreshToken: string): HttpRequest =>
  formPost(address.idpUrl, {
    grant_type: 'refresh_token',
    client_id: address.clientId,
    refresh_token: refreshToken,
  });

export const logout = (address: IdpAddress, refreshToken: string): HttpRequest =>
  formPost(address.logoutUrl, { client_id: address.clientId, refresh_token: refreshToken });

function formPost(url: string, fields: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
    deadlineMs,
    maxBytes: answerMaxBytes,
  };
}

/** Goes into an Authorization header: visible ASCII, nothing that ends a line (RFC 6750 section 2.1). */
const headerToken = z.string().regex(/^[\x21-\x7e]{1,16384}$/);
/** Finite ms; servers were seen to send the number as text. */
const seconds = z.coerce
  .number()
  .min(0)
  .max(10 * 365 * 86_400)
  .nullish();
const TokenWire = z.looseObject({
  access_token: headerToken,
  expires_in: seconds,
  refresh_token: z.string().max(16_384).nullish(),
  refresh_expires_in: seconds,
});
const ErrorWire = z.looseObject({ error: z.string() });
/** RFC 6749 section 5.2: these say that user, password or client are wrong, not that the request is malformed. */
const blaming = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client']);

/** The table of DOMAIN.md section 12. A page or nothing on 200 is `failed`: a captive portal is not a sign-in. @param now UTC ms */
export function grantResult(result: HttpResult, now: number): GrantResult {
  switch (result.phase) {
    case 'not-sent':
      return { kind: 'failed', offline: true };
    case 'cut':
      return { kind: 'failed', offline: false };
    case 'answered':
      break;
    default:
      return assertNever(result);
  }
  const serverNow = readHttpDate(result.headers['date']) ?? now;
  const retryAfterMs = readRetryAfterMs(result.headers['retry-after'], serverNow);
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  switch (result.status) {
    case 200:
      return readTokens(result.body) ?? { kind: 'failed', offline: false, ...pause };
    case 400: {
      const error = ErrorWire.safeParse(readJson(result.body));
      return { kind: 'refused', badCredentials: error.success && blaming.has(error.data.error), ...pause };
    }
    case 401:
      return { kind: 'unauthorized' };
    case 403:
      return { kind: 'forbidden' };
    default:
      return { kind: 'failed', offline: false, ...pause };
  }
}

function readTokens(body: Uint8Array): GrantResult | undefined {
  const parsed = TokenWire.safeParse(readJson(body));
  if (!parsed.success) return undefined;
  const wire = parsed.data;
  const refresh = wire.refresh_token ?? '';
  return {
    kind: 'granted',
    access: wire.access_token,
    lifeMs: toMs(wire.expires_in, lifeUnsaidMs),
    ...(refresh === ''
      ? {}
      : { refresh: { value: refresh, lifeMs: toMs(wire.refresh_expires_in, refreshLifeUnsaidMs) } }),
  };
}

const toMs = (count: number | null | undefined, unsaid: number): number =>
  count === null || count === undefined || count === 0 ? unsaid : count * 1_000;

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** The session is over at the IDP: 2xx, or it knows no such session any more (400, 401). */
export const loggedOut = (result: HttpResult): boolean =>
  result.phase === 'answered' &&
  ((result.status >= 200 && result.status < 300) || result.status === 400 || result.status === 401);
