import { z } from 'zod';
import { assertNever } from '../../domain/assert-never.ts';
import type { Company } from '../../domain/company/company.ts';
import type { Clock, Http, Random, Token, TokenFault, TokenSource } from '../../domain/outbox/ports.ts';
import {
  type Grant,
  initialTokenState,
  stepToken,
  type TokenDenial,
  type TokenEffect,
  type TokenEvent,
  type TokenState,
} from '../../domain/outbox/token.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type GrantResult,
  grantResult,
  type IdpAddress,
  loggedOut,
  logout,
  passwordGrant,
  refreshGrant,
} from './idp.ts';
import type { SecretName, SecretStore } from './secret-store.ts';

export interface HaciendaSessionParts {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly secrets: SecretStore;
  /** undefined: no such company (any more) */
  readonly companyOf: (companyId: string) => Company | undefined;
}

/** What the screens may know: no token, no name of a user. */
export interface SessionState {
  readonly signedIn: boolean;
  readonly signingIn: boolean;
  /** until the credentials change (`missing`, `credentials`) or the clerk presses "probar de nuevo" (`access`) */
  readonly blocked?: 'missing' | 'credentials' | 'access';
  /** waiting after a failure; UTC ms */
  readonly retryAt?: number;
  readonly offline?: boolean;
  /** names the token in logs */
  readonly generation: number;
}

export interface HaciendaSession extends TokenSource {
  /** Logs out at the IDP and forgets the tokens; the next `current` signs in again. Never rejects. */
  signOut(companyId: string): Promise<void>;
  /** At quit, before the lanes end: no new sign-in from here on, and those in flight are aborted. Tokens in hand still serve. */
  close(): void;
  /** At quit: no new sign-in from here on, everything in flight is aborted, every session of this run logged out; at most `deadlineMs`. */
  signOutAll(deadlineMs: number): Promise<void>;
  /** The clerk changed user or password: ends a block, forgets the old tokens. */
  credentialsChanged(companyId: string): Promise<void>;
  /** "Probar de nuevo": ends the block of a 403 and every pause. Not that of refused credentials: those must change. */
  retry(companyId: string): void;
  /** Internet is back: pauses that were for want of it end. */
  lineBack(): void;
  state(companyId: string): SessionState;
  /** @returns the unsubscribe */
  onChange(listener: (companyId: string) => void): () => void;
}

interface Waiter {
  resolve(result: Result<Token, TokenFault>): void;
}

interface Seat {
  rules: TokenState;
  /** in memory only, never stored */
  access?: string;
  refresh?: string;
  waiters: Waiter[];
  missing: boolean;
  /** the grant on its way */
  flight?: { readonly ended: Promise<void>; readonly stop: AbortController };
}

const credentialNames: readonly SecretName[] = ['hacienda-user', 'hacienda-password'];

/** A refresh token belongs to the credentials it came from: with others it would sign in as somebody else. */
const StoredRefresh = z.object({ credentialVersion: z.int(), token: z.string().min(1) });

/**
 * Signing in to Hacienda for every company: runs the rules of domain/outbox/token.ts over real requests and the secret store.
 * Nothing it returns, throws or announces holds a secret.
 */
export function haciendaSession(parts: HaciendaSessionParts): HaciendaSession {
  const { http, clock, random, secrets, companyOf } = parts;
  const seats = new Map<string, Seat>();
  const listeners = new Set<(companyId: string) => void>();
  let closed = false;

  const seatOf = (companyId: string): Seat => {
    const known = seats.get(companyId);
    if (known) return known;
    // Seconds since 1970 as the first generation, so that it rises over restarts without being stored.
    const rules = initialTokenState(Math.floor(clock.now() / 1_000));
    const seat: Seat = { rules, waiters: [], missing: false };
    seats.set(companyId, seat);
    return seat;
  };

  const addressOf = (companyId: string): IdpAddress | undefined => companyOf(companyId)?.settings.hacienda;

  const ask = async (companyId: string, refusedGeneration?: number): Promise<Result<Token, TokenFault>> => {
    if (closed) return fail({ kind: 'later', offline: false, retryAt: clock.now() });
    if (!addressOf(companyId)) return fail({ kind: 'missing' });
    const seat = seatOf(companyId);
    const credentialVersion = await secrets.version(companyId, credentialNames);
    return new Promise((resolve) => {
      seat.waiters.push({ resolve });
      apply(companyId, seat, {
        kind: 'asked',
        at: clock.monotonic(),
        credentialVersion,
        ...(refusedGeneration === undefined ? {} : { refusedGeneration }),
      });
    });
  };

  const apply = (companyId: string, seat: Seat, event: TokenEvent): void => {
    const before = seat.rules;
    const step = stepToken(before, event);
    seat.rules = step.state;
    for (const effect of step.effects) perform(companyId, seat, effect);
    if (before !== step.state) for (const listener of listeners) listener(companyId);
  };

  const perform = (companyId: string, seat: Seat, effect: TokenEffect): void => {
    switch (effect.kind) {
      case 'request':
        start(companyId, seat, effect.grant);
        return;
      case 'forget-refresh':
        delete seat.refresh;
        void secrets.remove(companyId, 'hacienda-refresh');
        return;
      case 'give': {
        const { live } = seat.rules;
        if (!live || seat.access === undefined) throw new Error('a token is given that is not in hand');
        seat.missing = false;
        settle(seat, ok({ value: seat.access, generation: live.generation }));
        return;
      }
      case 'deny':
        seat.missing = effect.fault.kind === 'missing';
        settle(seat, fail(faultOf(effect.fault)));
        return;
      default:
        assertNever(effect);
    }
  };

  const settle = (seat: Seat, result: Result<Token, TokenFault>): void => {
    for (const waiter of seat.waiters.splice(0)) waiter.resolve(result);
  };

  const faultOf = (denial: TokenDenial): TokenFault => {
    if (denial.kind !== 'later') return { kind: denial.kind };
    // A quit is no failure: what it cut short is tried at once at the next start.
    const waitMs = closed ? 0 : Math.max(0, denial.until - clock.monotonic());
    return { kind: 'later', offline: denial.offline, retryAt: clock.now() + waitMs };
  };

  const start = (companyId: string, seat: Seat, grant: Grant): void => {
    const stop = new AbortController();
    if (closed) stop.abort();
    seat.flight = { ended: fly(companyId, seat, grant, stop.signal), stop };
  };

  const fly = async (companyId: string, seat: Seat, grant: Grant, signal: AbortSignal): Promise<void> => {
    let event: TokenEvent;
    try {
      event = await run(companyId, seat, grant, signal);
    } catch (error) {
      // An assumption of this file is broken: the waiting ones learn of a failure, the top level of the error.
      event = { kind: 'failed', offline: false, at: clock.monotonic(), fraction: random.fraction() };
      queueMicrotask(() => {
        throw error;
      });
    }
    delete seat.flight;
    apply(companyId, seat, event);
  };

  /** Until nothing of this seat is on its way; a refused refresh is followed by a password grant. */
  const landed = async (seat: Seat): Promise<void> => {
    while (seat.flight) await seat.flight.ended;
  };

  /** One grant. @returns what it came to, for the rules */
  const run = async (
    companyId: string,
    seat: Seat,
    grant: Grant,
    signal: AbortSignal,
  ): Promise<TokenEvent> => {
    const { credentialVersion } = seat.rules;
    const address = addressOf(companyId);
    const request = address && (await requestOf(companyId, seat, address, grant, credentialVersion));
    if (request === undefined) {
      const at = clock.monotonic();
      if (grant === 'password') return { kind: 'no-credentials', at };
      return { kind: 'refused', badCredentials: false, at, fraction: random.fraction() };
    }
    const sentAt = clock.monotonic();
    const result = grantResult(await http.call(request, signal), clock.now());
    return eventOf(companyId, seat, result, credentialVersion, sentAt);
  };

  const requestOf = async (
    companyId: string,
    seat: Seat,
    address: IdpAddress,
    grant: Grant,
    credentialVersion: number,
  ) => {
    if (grant === 'refresh') {
      const refresh = seat.refresh ?? (await storedRefresh(companyId, credentialVersion));
      return refresh === undefined ? undefined : refreshGrant(address, refresh);
    }
    const user = await secrets.get(companyId, 'hacienda-user');
    const password = await secrets.get(companyId, 'hacienda-password');
    if (!user.ok || !password.ok || !user.value || !password.value) return undefined;
    return passwordGrant(address, user.value, password.value);
  };

  const storedRefresh = async (companyId: string, credentialVersion: number): Promise<string | undefined> => {
    const stored = await secrets.get(companyId, 'hacienda-refresh');
    if (!stored.ok || stored.value === undefined) return undefined;
    const parsed = StoredRefresh.safeParse(readJson(stored.value));
    return parsed.success && parsed.data.credentialVersion === credentialVersion
      ? parsed.data.token
      : undefined;
  };

  const eventOf = async (
    companyId: string,
    seat: Seat,
    result: GrantResult,
    credentialVersion: number,
    sentAt: number,
  ): Promise<TokenEvent> => {
    const at = clock.monotonic();
    switch (result.kind) {
      case 'granted': {
        const { refresh } = result;
        // Credentials changed meanwhile: the rules will ask again, and nothing of the old ones is kept.
        if (credentialVersion !== seat.rules.credentialVersion) return { kind: 'granted', at, lifeMs: 0 };
        if (refresh) {
          seat.refresh = refresh.value;
          // Before the access token is used: a crash in between must not lose the session. A disk that refuses does not stop the work.
          await secrets.set(
            companyId,
            'hacienda-refresh',
            JSON.stringify({ credentialVersion, token: refresh.value } satisfies z.infer<
              typeof StoredRefresh
            >),
          );
        } else delete seat.refresh;
        seat.access = result.access;
        return {
          kind: 'granted',
          at: sentAt,
          lifeMs: result.lifeMs,
          ...(refresh ? { refreshLifeMs: refresh.lifeMs } : {}),
        };
      }
      case 'refused':
      case 'failed':
        return { ...result, at, fraction: random.fraction() };
      case 'unauthorized':
      case 'forbidden':
        return { kind: result.kind, at };
      default:
        return assertNever(result);
    }
  };

  const leave = async (companyId: string, seat: Seat, signal?: AbortSignal): Promise<void> => {
    const address = addressOf(companyId);
    const refresh = seat.refresh;
    delete seat.access;
    apply(companyId, seat, { kind: 'signed-out' });
    if (refresh === undefined || !address) return;
    delete seat.refresh;
    const result = await http.call(logout(address, refresh), signal);
    // Not told: the session lives on there, and its stored refresh token serves at the next start.
    // A newer one, of a sign-in made meanwhile, stays.
    if (loggedOut(result) && seat.refresh === undefined) await secrets.remove(companyId, 'hacienda-refresh');
  };

  const close = (): void => {
    closed = true;
    for (const seat of seats.values()) seat.flight?.stop.abort();
  };

  return {
    current: (companyId) => ask(companyId),
    renewed: (companyId, refusedGeneration) => ask(companyId, refusedGeneration),
    signOut: async (companyId) => {
      const seat = seats.get(companyId);
      if (!seat) return;
      await landed(seat);
      await leave(companyId, seat);
    },
    close,
    signOutAll: async (deadlineMs) => {
      close();
      const stop = new AbortController();
      const all = [...seats].map(async ([companyId, seat]) => {
        await landed(seat);
        await leave(companyId, seat, stop.signal);
      });
      let cancel = (): void => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.after(deadlineMs, resolve);
      });
      await Promise.race([Promise.all(all), late]);
      cancel();
      stop.abort();
    },
    credentialsChanged: async (companyId) => {
      const seat = seatOf(companyId);
      const credentialVersion = await secrets.version(companyId, credentialNames);
      if (credentialVersion !== seat.rules.credentialVersion) {
        delete seat.access;
        delete seat.refresh;
        seat.missing = false;
      }
      apply(companyId, seat, { kind: 'credentials-changed', credentialVersion, at: clock.monotonic() });
    },
    retry: (companyId) => apply(companyId, seatOf(companyId), { kind: 'retry-pressed' }),
    lineBack: () => {
      for (const [companyId, seat] of seats) apply(companyId, seat, { kind: 'line-back' });
    },
    state: (companyId) => {
      const seat = seatOf(companyId);
      const { rules } = seat;
      const at = clock.monotonic();
      const blocked = rules.blocked ?? (seat.missing ? 'missing' : undefined);
      const waitMs = rules.pause ? rules.pause.until - at : 0;
      return {
        signedIn: rules.live !== undefined && at < rules.live.deadAt,
        signingIn: rules.asking !== undefined,
        generation: rules.generation,
        ...(blocked === undefined ? {} : { blocked }),
        ...(rules.pause && waitMs > 0 ? { retryAt: clock.now() + waitMs, offline: rules.pause.offline } : {}),
      };
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
