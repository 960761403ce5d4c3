import { assertNever } from '../assert-never.ts';

/**
 * Rules of signing in (OUTBOX.md section 6, DOMAIN.md section 12), pure: no token value is in here, only generations.
 * `main/auth/hacienda-session.ts` runs them. `at` is monotonic ms; nothing here knows the wall clock.
 */
export interface TokenState {
  /** of the newest token; rises with every one */
  readonly generation: number;
  /** the token in hand; gone when refused or when its credentials changed */
  readonly live?: LiveToken;
  /** whether a refresh token may still serve. `unknown` after a start: one may be stored */
  readonly refresh: 'unknown' | 'none' | { readonly deadAt: number };
  /** the grant on its way, and the credentials it was asked with: everybody else waits for it (single flight) */
  readonly asking?: { readonly grant: Grant; readonly credentialVersion: number };
  /** of the credentials last seen; a new one lifts every block */
  readonly credentialVersion: number;
  /** set until the credentials change (`credentials`) or a person presses "probar de nuevo" (`access`) */
  readonly blocked?: 'credentials' | 'access';
  /** in a row; the exponent of the backoff */
  readonly failures: number;
  /** no request before it */
  readonly pause?: { readonly until: number; readonly offline: boolean };
}

export interface LiveToken {
  readonly generation: number;
  /** 80 % of its life is over: get the next one while this still serves */
  readonly staleAt: number;
  readonly deadAt: number;
}

export type Grant = 'refresh' | 'password';

export type TokenEvent =
  /** somebody needs a token newer than `refusedGeneration`, if given */
  | {
      readonly kind: 'asked';
      readonly at: number;
      readonly credentialVersion: number;
      readonly refusedGeneration?: number;
    }
  /** 200. `at`: when the request was sent, so that the life is never overrated */
  | {
      readonly kind: 'granted';
      readonly at: number;
      readonly lifeMs: number;
      /** missing: the answer held no refresh token */
      readonly refreshLifeMs?: number;
    }
  /** 400, or no refresh token stored after all. `badCredentials`: the error is one of RFC 6749 that blames them */
  | (Fail & { readonly kind: 'refused'; readonly badCredentials: boolean })
  /** 401 */
  | { readonly kind: 'unauthorized'; readonly at: number }
  /** 403 */
  | { readonly kind: 'forbidden'; readonly at: number }
  /** no user or password stored */
  | { readonly kind: 'no-credentials'; readonly at: number }
  /** not reached, unreadable, 429, 499, 5xx, anything else */
  | (Fail & { readonly kind: 'failed'; readonly offline: boolean })
  /** the clerk changed user or password */
  | { readonly kind: 'credentials-changed'; readonly credentialVersion: number; readonly at: number }
  /** the clerk pressed "probar de nuevo" (every pause and the block of a 403 end) */
  | { readonly kind: 'retry-pressed' }
  /** internet is back: wakes `offline`, nothing else */
  | { readonly kind: 'line-back' }
  | { readonly kind: 'signed-out' };

interface Fail {
  readonly at: number;
  /** [0, 1), for the jitter */
  readonly fraction: number;
  readonly retryAfterMs?: number;
}

export type TokenEffect =
  | { readonly kind: 'request'; readonly grant: Grant }
  /** the stored refresh token is of no use any more */
  | { readonly kind: 'forget-refresh' }
  /** everybody who waits gets the token in hand */
  | { readonly kind: 'give' }
  | { readonly kind: 'deny'; readonly fault: TokenDenial };

/** As TokenFault, with its time on the monotonic clock. */
export type TokenDenial =
  | { readonly kind: 'missing' | 'credentials' | 'access' }
  | { readonly kind: 'later'; readonly offline: boolean; readonly until: number };

export interface TokenStep {
  readonly state: TokenState;
  readonly effects: readonly TokenEffect[];
}

export const tokenTimings = {
  /** refreshed when this part of its life is over */
  staleFraction: 0.8,
  /** kept back from the end of a life: the way to the server */
  marginMs: 2_000,
  backoffBaseMs: 5_000,
  backoffCapMs: 30 * 60_000,
  /** full jitter may say 0; a failing IDP is given at least this */
  backoffFloorMs: 1_000,
} as const;

/** @param generation the last one of an earlier run, so that they rise over restarts */
export function initialTokenState(generation: number): TokenState {
  // After a restart nothing is in hand: access tokens live in memory, and the monotonic clock began anew.
  return { generation, refresh: 'unknown', credentialVersion: -1, failures: 0 };
}

/** The whole of the rules. Never asks twice at once, never loops on a wrong password, never speaks after a 403. */
export function stepToken(state: TokenState, event: TokenEvent): TokenStep {
  switch (event.kind) {
    case 'asked':
      return asked(state, event);
    case 'granted':
      return outdated(state) ? startOver(state, event.at) : granted(state, event);
    case 'refused':
      return outdated(state) ? startOver(state, event.at) : refused(state, event);
    case 'unauthorized':
      return outdated(state) ? startOver(state, event.at) : block(state, 'credentials');
    case 'forbidden':
      return outdated(state) ? startOver(state, event.at) : block(state, 'access');
    case 'no-credentials':
      if (outdated(state)) return startOver(state, event.at);
      return { state: without(state, 'asking'), effects: [{ kind: 'deny', fault: { kind: 'missing' } }] };
    case 'failed':
      return outdated(state) ? startOver(state, event.at) : failed(state, event);
    case 'credentials-changed':
      return { state: withCredentials(state, event.credentialVersion), effects: [] };
    case 'retry-pressed': {
      const open = without(
        without(state, 'pause'),
        ...(state.blocked === 'access' ? ['blocked' as const] : []),
      );
      return { state: { ...open, failures: 0 }, effects: [] };
    }
    case 'line-back':
      return { state: state.pause?.offline === true ? without(state, 'pause') : state, effects: [] };
    case 'signed-out':
      return { state: { ...without(state, 'live'), refresh: 'none' }, effects: [] };
    default:
      return assertNever(event);
  }
}

function asked(before: TokenState, event: Extract<TokenEvent, { kind: 'asked' }>): TokenStep {
  const seen = withCredentials(before, event.credentialVersion);
  const handIsRefused =
    event.refusedGeneration !== undefined &&
    seen.live !== undefined &&
    seen.live.generation <= event.refusedGeneration;
  const state = handIsRefused ? without(seen, 'live') : seen;
  if (state.asking) return { state, effects: [] };
  if (state.blocked) return { state, effects: [{ kind: 'deny', fault: { kind: state.blocked } }] };
  if (state.live && event.at < state.live.staleAt) return { state, effects: [{ kind: 'give' }] };
  if (state.pause && event.at < state.pause.until) return wait(state, event.at, state.pause);
  return request(state, event.at);
}

/** Starts the grant that is due: refresh where a refresh token may serve, else the password. */
function request(state: TokenState, at: number): TokenStep {
  const refreshable =
    state.refresh === 'unknown' || (typeof state.refresh === 'object' && at < state.refresh.deadAt);
  return begin(state, refreshable ? 'refresh' : 'password');
}

const begin = (state: TokenState, grant: Grant): TokenStep => ({
  state: { ...without(state, 'pause'), asking: { grant, credentialVersion: state.credentialVersion } },
  effects: [{ kind: 'request', grant }],
});

function granted(state: TokenState, event: Extract<TokenEvent, { kind: 'granted' }>): TokenStep {
  const generation = state.generation + 1;
  const { staleFraction, marginMs } = tokenTimings;
  const live: LiveToken = {
    generation,
    staleAt: event.at + event.lifeMs * staleFraction,
    deadAt: event.at + event.lifeMs - Math.min(marginMs, event.lifeMs * (1 - staleFraction)),
  };
  const refresh =
    event.refreshLifeMs === undefined ? 'none' : { deadAt: event.at + event.refreshLifeMs - marginMs };
  const rest = without(state, 'asking', 'pause', 'blocked');
  return { state: { ...rest, generation, live, refresh, failures: 0 }, effects: [{ kind: 'give' }] };
}

function refused(state: TokenState, event: Extract<TokenEvent, { kind: 'refused' }>): TokenStep {
  if (state.asking?.grant === 'refresh') {
    const password = begin({ ...state, refresh: 'none' }, 'password');
    return { state: password.state, effects: [{ kind: 'forget-refresh' }, ...password.effects] };
  }
  // The password grant did not cure it. Blaming the credentials ends here: the same ones are not tried again (I8).
  if (event.badCredentials) return block(state, 'credentials');
  return failed(state, { ...event, kind: 'failed', offline: false });
}

function block(state: TokenState, blocked: 'credentials' | 'access'): TokenStep {
  const rest = without(state, 'asking', 'live', 'pause');
  return { state: { ...rest, blocked }, effects: [{ kind: 'deny', fault: { kind: blocked } }] };
}

function failed(state: TokenState, event: Extract<TokenEvent, { kind: 'failed' }>): TokenStep {
  const { backoffBaseMs, backoffCapMs, backoffFloorMs } = tokenTimings;
  const failures = state.failures + 1;
  const ceiling = Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(failures - 1, 20));
  const delay = Math.max(backoffFloorMs, event.retryAfterMs ?? 0, event.fraction * ceiling);
  const pause = { until: event.at + delay, offline: event.offline };
  return wait({ ...without(state, 'asking'), failures, pause }, event.at, pause);
}

/** A token past 80 % of its life still serves while the next one cannot be had. */
function wait(state: TokenState, at: number, pause: NonNullable<TokenState['pause']>): TokenStep {
  if (state.live && at < state.live.deadAt) return { state, effects: [{ kind: 'give' }] };
  return { state, effects: [{ kind: 'deny', fault: { kind: 'later', ...pause } }] };
}

/** The answer belongs to credentials that were changed meanwhile: it proves nothing about the new ones. */
const outdated = (state: TokenState): boolean =>
  state.asking !== undefined && state.asking.credentialVersion !== state.credentialVersion;
const startOver = (state: TokenState, at: number): TokenStep => request(without(state, 'asking'), at);

function withCredentials(state: TokenState, credentialVersion: number): TokenState {
  if (state.credentialVersion === credentialVersion) return state;
  const first = state.credentialVersion === -1;
  const rest = without(state, 'live', 'blocked', 'pause');
  // A refresh token of other credentials signs in as somebody else. At the first sight there is nothing to compare with.
  return { ...rest, credentialVersion, failures: 0, refresh: first ? state.refresh : 'none' };
}

function without(
  state: TokenState,
  ...names: readonly ('live' | 'asking' | 'blocked' | 'pause')[]
): TokenState {
  const rest = { ...state };
  for (const name of names) delete rest[name];
  return rest;
}
