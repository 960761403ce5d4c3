import { assertNever } from '../assert-never.ts';
import { type Lane, type LaneReason, noticedStepBackMs } from './lane.ts';
import type { TokenFault } from './ports.ts';
import type { CallFacts, Doubtful, LaneTrouble, RateFacts } from './results.ts';
import type { OutboxTimings } from './timings.ts';

/** What may happen to a lane. OUTBOX.md sections 5 and 6. */
export type LaneEvent =
  /** a document is known to have arrived (POST 201/202, GET 200, PUT 200): a success, failures reset */
  | { readonly kind: 'passed' }
  /** the service answered about the document itself (400, 404, 422): it is there and took the token */
  | { readonly kind: 'answered' }
  /** 401 to a token of this generation */
  | { readonly kind: 'unauthorized'; readonly generation: number }
  | { readonly kind: 'forbidden' }
  /** 404 on POST */
  | { readonly kind: 'wrong-address' }
  /** 429. `ledgerFreeAt`: first free slot by our own count; undefined where no quota is known */
  | { readonly kind: 'throttled'; readonly rate?: RateFacts; readonly ledgerFreeAt?: number }
  | { readonly kind: 'not-sent'; readonly why: 'dns' | 'connect' | 'tls' | 'proxy' }
  | { readonly kind: 'doubtful'; readonly why: Doubtful['why'] }
  | { readonly kind: 'token-fault'; readonly fault: TokenFault }
  /** a token newer than the refused one is in hand */
  | { readonly kind: 'token-ready' }
  /** whatever the answer was: what its headers say about time and quota */
  | { readonly kind: 'heard'; readonly skewMs?: number; readonly rate?: RateFacts }
  /** the system says that the network is there again */
  | { readonly kind: 'network-back' }
  /** the clerk pressed "probar de nuevo", or changed address or credentials */
  | { readonly kind: 'unblock' }
  /** a document arrived although a 404 had counted: H was too short. `lateMs`: the 404 came so long after the POST */
  | { readonly kind: 'late-arrival'; readonly lateMs: number }
  /** the program starts: token generations begin again */
  | { readonly kind: 'restarted' }
  /** wall time is earlier than it was */
  | { readonly kind: 'went-back' };

export interface LaneContext {
  /** UTC ms */
  readonly now: number;
  /** [0, 1), the jitter of this step */
  readonly fraction: number;
  readonly timings: OutboxTimings;
}

type Change = Partial<Omit<Lane, 'companyId' | 'service' | 'until' | 'reason' | 'rate'>> & {
  readonly until?: number | undefined;
  readonly reason?: LaneReason | undefined;
  readonly rate?: Lane['rate'] | undefined;
};

function changed(lane: Lane, difference: Change, now: number): Lane {
  const { until, reason, rate, ...kept } = { ...lane, ...difference };
  return {
    ...kept,
    since: kept.state === lane.state ? lane.since : now,
    latestAt: Math.max(kept.latestAt, now),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    ...(rate === undefined ? {} : { rate }),
  };
}

const clear = { until: undefined, reason: undefined } as const;

/** Open, or `clock_bad` while the clock is known to be wrong. */
const opened = (lane: Lane, timings: OutboxTimings): Change =>
  Math.abs(lane.skewMs ?? 0) > timings.skewStopMs
    ? { state: 'clock_bad', until: undefined, reason: 'clock-skew' }
    : { state: 'open', ...clear };

/** Full jitter: anywhere between now and min(cap, base x 2^(failures - 1)). */
function backoff(lane: Lane, state: 'backoff' | 'offline', reason: LaneReason, context: LaneContext): Change {
  const { backoffBaseMs, backoffCapMs } = context.timings;
  const failures = lane.failures + 1;
  const most = Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(failures - 1, 30));
  return { state, failures, reason, until: context.now + Math.ceil(context.fraction * most) };
}

/** 429: until max(Retry-After, X-Ratelimit-Reset, first free slot in the ledger) + jitter. */
function throttle(
  lane: Lane,
  event: Extract<LaneEvent, { kind: 'throttled' }>,
  { now, fraction, timings }: LaneContext,
): Change {
  const failures = lane.failures + 1;
  const resetAt = (event.rate?.resetAt ?? 0) - (lane.skewMs ?? 0);
  const told = Math.max(resetAt, now + (event.rate?.retryAfterMs ?? 0));
  const guessMs =
    event.ledgerFreeAt === undefined
      ? Math.min(timings.throttleDefaultMs, timings.throttleBaseMs * 2 ** Math.min(failures - 1, 30))
      : timings.throttleDefaultMs;
  const until = Math.max(told > now ? told : now + guessMs, event.ledgerFreeAt ?? 0);
  return {
    state: 'throttled',
    reason: 'quota',
    failures,
    until: until + Math.ceil(fraction * timings.throttleJitterMs),
  };
}

function tokenFault(lane: Lane, fault: TokenFault, context: LaneContext): Change {
  switch (fault.kind) {
    case 'missing':
      return { state: 'blocked_credentials', until: undefined, reason: 'credentials-missing' };
    case 'credentials':
      return { state: 'blocked_credentials', until: undefined, reason: 'credentials-refused' };
    case 'access':
      return { state: 'blocked_access', until: undefined, reason: 'access-denied' };
    case 'later':
      // The IDP has its own backoff: its time is taken, but never a time that makes the lane spin.
      return {
        state: fault.offline ? 'offline' : 'backoff',
        reason: 'sign-in-failed',
        failures: lane.failures + 1,
        until: Math.max(fault.retryAt, context.now + 1),
      };
    default:
      return assertNever(fault);
  }
}

function heard(lane: Lane, event: Extract<LaneEvent, { kind: 'heard' }>, context: LaneContext): Change {
  const skewMs = event.skewMs ?? lane.skewMs;
  const told = {
    ...(skewMs === undefined ? {} : { skewMs }),
    ...(event.rate === undefined ? {} : { rate: { ...event.rate, readAt: context.now + (skewMs ?? 0) } }),
    // Charges written by a clock that was believed until now may lie in the future: they count from here (quota.ts).
    ...(Math.abs((skewMs ?? 0) - (lane.skewMs ?? 0)) > noticedStepBackMs ? { wentBackAt: context.now } : {}),
  };
  if (lane.state !== 'open' && lane.state !== 'clock_bad') return told;
  return { ...told, ...opened({ ...lane, ...told }, context.timings) };
}

/** H, as learned so far. */
export const settleHorizon = (lane: Lane, timings: OutboxTimings): number =>
  lane.settleHorizonMs ?? timings.settleHorizonMs;

/** The lane after an event. Pure; exhaustive. */
export function stepLane(lane: Lane, event: LaneEvent, context: LaneContext): Lane {
  const difference = differenceOf(lane, event, context);
  // Somebody has to act (I11, I8): no late answer and no failing line opens it by itself.
  if (isBlocked(lane.state) && !isBlocked(difference.state ?? lane.state) && event.kind !== 'unblock') {
    const { state: _, until: _until, reason: _reason, ...rest } = difference;
    return changed(lane, rest, context.now);
  }
  return changed(lane, difference, context.now);
}

const isBlocked = (state: Lane['state']): boolean =>
  state === 'blocked_access' || state === 'blocked_credentials';

function differenceOf(lane: Lane, event: LaneEvent, context: LaneContext): Change {
  const { now, timings } = context;
  switch (event.kind) {
    // 201, 202 | received | failures reset
    case 'passed':
      return {
        ...opened(lane, timings),
        failures: 0,
        refusals: 0,
        refusedGeneration: 0,
        lastPassAt: now,
        lastAnswerAt: now,
      };
    // 400 | needs_fix | -
    case 'answered':
      return { ...opened(lane, timings), refusals: 0, refusedGeneration: 0, lastAnswerAt: now };
    // 401 | queued | need_token; a second 401 -> blocked_credentials (I8)
    case 'unauthorized':
      return lane.refusals === 0
        ? {
            state: 'need_token',
            until: undefined,
            reason: 'token-refused',
            refusals: 1,
            refusedGeneration: event.generation,
          }
        : {
            state: 'blocked_credentials',
            until: undefined,
            reason: 'credentials-refused',
            refusals: lane.refusals + 1,
            refusedGeneration: event.generation,
          };
    // 403 | queued | blocked_access: zero further requests (I11)
    case 'forbidden':
      return { state: 'blocked_access', until: undefined, reason: 'access-denied' };
    // 404 on POST | queued | blocked_access (wrong address)
    case 'wrong-address':
      return { state: 'blocked_access', until: undefined, reason: 'wrong-address' };
    // 429 | queued | throttled
    case 'throttled':
      return throttle(lane, event, context);
    // DNS, connect, TLS before a byte was written | queued | offline/backoff
    case 'not-sent':
      return backoff(
        lane,
        event.why === 'dns' || event.why === 'connect' ? 'offline' : 'backoff',
        `not-sent-${event.why}`,
        context,
      );
    case 'doubtful':
      switch (event.why) {
        // other 2xx, 3xx, unreadable | unknown | -
        case 'unreadable':
          return {};
        // 408, 499, 5xx | unknown | backoff
        case 'status':
          return backoff(lane, 'backoff', 'server-error', context);
        // reset, timeout, abort, quit after the first byte | unknown | backoff
        case 'cut':
        case 'timeout':
        case 'aborted':
          return backoff(lane, 'backoff', 'cut', context);
        default:
          return assertNever(event);
      }
    case 'token-fault':
      return tokenFault(lane, event.fault, context);
    case 'token-ready':
      return lane.state === 'need_token' ? opened(lane, timings) : {};
    case 'heard':
      return heard(lane, event, context);
    // "internet is back" wakes `offline`, not `throttled`
    case 'network-back':
      return lane.state === 'offline' ? opened(lane, timings) : {};
    // A throttling is the server's word and stays; a skew is forgotten, the next answer tells it again.
    case 'unblock': {
      const { skewMs: _, ...rest } = lane;
      if (lane.state === 'throttled') return {};
      return { ...opened(rest, timings), skewMs: 0, failures: 0, refusals: 0, refusedGeneration: 0 };
    }
    // "learned upward from late arrivals"
    case 'late-arrival':
      return {
        settleHorizonMs: Math.min(
          timings.settleHorizonCapMs,
          Math.max(settleHorizon(lane, timings), 2 * event.lateMs),
        ),
      };
    // The 401 stays counted, only its generation means nothing any more.
    case 'restarted':
      return { refusedGeneration: 0 };
    // No wait may outlive the longest one that could have been set now, nor what the server said of a time that is yet to come.
    case 'went-back': {
      const longest = now + (lane.state === 'throttled' ? timings.dayMs : timings.backoffCapMs);
      return {
        wentBackAt: now,
        latestAt: now,
        rate: undefined,
        // our clock is another one now, and the next answer tells how far off it is; what stopped sealing is lifted by an answer only
        ...(Math.abs(lane.skewMs ?? 0) > timings.skewStopMs ? {} : { skewMs: 0 }),
        ...(lane.lastPassAt === undefined ? {} : { lastPassAt: Math.min(lane.lastPassAt, now) }),
        ...(lane.lastAnswerAt === undefined ? {} : { lastAnswerAt: Math.min(lane.lastAnswerAt, now) }),
        ...(lane.until === undefined ? {} : { until: Math.min(lane.until, longest) }),
      };
    }
    default:
      return assertNever(event);
  }
}

/** What trouble of a call means to its lane; the same for every service. */
export function laneEventOf(
  trouble: LaneTrouble | Doubtful,
  call: { readonly generation: number; readonly facts: CallFacts; readonly ledgerFreeAt?: number },
): LaneEvent {
  switch (trouble.kind) {
    case 'not-sent':
      return { kind: 'not-sent', why: trouble.why };
    case 'unauthorized':
      return { kind: 'unauthorized', generation: call.generation };
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'throttled':
      return {
        kind: 'throttled',
        ...(call.facts.rate === undefined ? {} : { rate: call.facts.rate }),
        ...(call.ledgerFreeAt === undefined ? {} : { ledgerFreeAt: call.ledgerFreeAt }),
      };
    case 'doubtful':
      return { kind: 'doubtful', why: trouble.why };
    default:
      return assertNever(trouble);
  }
}

/**
 * What the headers of an answer tell the lane. The server's clock is compared with the whole time of the call: only what lies
 * outside it is skew (`Date` has no parts of a second).
 */
export function heardIn(facts: CallFacts, startedAt: number, endedAt: number): LaneEvent {
  const { serverAt, rate } = facts;
  const early = serverAt === undefined ? 0 : Math.min(0, serverAt + 1_000 - startedAt);
  const late = serverAt === undefined ? 0 : Math.max(0, serverAt - endedAt);
  return {
    kind: 'heard',
    ...(serverAt === undefined ? {} : { skewMs: early + late }),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** What the clerk is told about the clock. `stops`: nothing may be sealed (a signed date cannot be corrected). */
export function clockVerdict(lane: Lane, timings: OutboxTimings): 'good' | 'warns' | 'stops' {
  const skew = Math.abs(lane.skewMs ?? 0);
  if (skew > timings.skewStopMs) return 'stops';
  return skew > timings.skewWarnMs ? 'warns' : 'good';
}
