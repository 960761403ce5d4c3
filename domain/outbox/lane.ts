import { assertNever } from '../assert-never.ts';
import type { Service } from '../company/company.ts';
import type { RateFacts } from './results.ts';
import type { LaneState } from './states.ts';

/** Why a lane is not open; the renderer makes the sentence. */
export type LaneReason =
  /** 401, a newer token is being fetched */
  | 'token-refused'
  /** a second 401 with a newer token, or the IDP refused user or password */
  | 'credentials-refused'
  /** no credentials stored */
  | 'credentials-missing'
  /** 403 of the service or of the IDP */
  | 'access-denied'
  /** 404 on POST: the configured address is wrong */
  | 'wrong-address'
  /** 429, or the server's own count says that nothing is left */
  | 'quota'
  | 'not-sent-dns'
  | 'not-sent-connect'
  | 'not-sent-tls'
  | 'not-sent-proxy'
  /** 408, 499, 5xx */
  | 'server-error'
  /** reset, timeout or abort after the first byte */
  | 'cut'
  /** the IDP could not be reached or failed */
  | 'sign-in-failed'
  | 'clock-skew';

/**
 * The way to one service for one company (a company has one environment): OUTBOX.md sections 2 and 3. One call in flight at a
 * time. Times are UTC ms.
 */
export interface Lane {
  readonly companyId: string;
  readonly service: Service;
  readonly state: LaneState;
  readonly since: number;
  /** no request before; only in `throttled`, `backoff`, `offline` */
  readonly until?: number;
  readonly reason?: LaneReason;
  /** consecutive failures, for the backoff */
  readonly failures: number;
  /** consecutive 401s: the first asks for a newer token, the second blocks */
  readonly refusals: number;
  /** generation of the token the service refused; 0 = none known in this run of the program */
  readonly refusedGeneration: number;
  /** last time a document was found to have arrived: tells one sick document from a sick service */
  readonly lastPassAt?: number;
  /** H as learned from late arrivals */
  readonly settleHorizonMs?: number;
  /** server's clock minus ours, when last heard */
  readonly skewMs?: number;
  /** the server's own count, when it gives one, and when it was read, both by the server's clock: overrules the ledger */
  readonly rate?: RateFacts & { readonly readAt: number };
  /** latest wall time seen; time that goes backwards is noticed by it */
  readonly latestAt: number;
  /** when wall time was last seen to go backwards: charges from the "future" count from here */
  readonly wentBackAt?: number;
  /** last time the service answered about a document at all: tells one sick document from a sick service, for questions too */
  readonly lastAnswerAt?: number;
}

export const newLane = (companyId: string, service: Service, now: number): Lane => ({
  companyId,
  service,
  state: 'open',
  since: now,
  failures: 0,
  refusals: 0,
  refusedGeneration: 0,
  latestAt: now,
});

/** Wall time may step back a little (NTP); more than this and every planned time is set anew. */
export const noticedStepBackMs = 60_000;

/** Whether wall time is noticeably earlier than the lane has seen it. */
export const wentBack = (lane: Lane, now: number): boolean => now < lane.latestAt - noticedStepBackMs;

/**
 * When the lane lets the next request go. @returns UTC ms, `now` when at once, undefined = not before somebody acts (I11).
 * `need_token` and `clock_bad` let requests go: the first fetches a token before, the second stops only sealing.
 */
export function laneOpenAt(lane: Lane, now: number): number | undefined {
  switch (lane.state) {
    case 'open':
    case 'need_token':
    case 'clock_bad':
      return now;
    case 'throttled':
    case 'backoff':
    case 'offline':
      return Math.max(now, lane.until ?? now);
    case 'blocked_credentials':
    case 'blocked_access':
      return undefined;
    default:
      return assertNever(lane.state);
  }
}
