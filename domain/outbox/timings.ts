/** Every duration of the outbox, in ms. Source of each: OUTBOX.md, section in brackets. */
export interface OutboxTimings {
  /** a whole call, connect to last byte (4) */
  readonly deadlineMs: number;
  /** H: a 404 says nothing before it has passed since the POST began (5); learned upward */
  readonly settleHorizonMs: number;
  /** H never grows beyond this */
  readonly settleHorizonCapMs: number;
  /** from the doubt to the first, early question: a 200 settles at any time */
  readonly settleFirstMs: number;
  /** least distance of two 404s that count (5) */
  readonly notFoundSpacingMs: number;
  /** polls after `received`; the last one repeats (5: 20 s, 1, 5, 15, 60 min, then four a day) */
  readonly pollLadderMs: readonly number[];
  /** full jitter (6) */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** 429 without a word of when: an hour where a quota is published (DOMAIN.md 13.3) */
  readonly throttleDefaultMs: number;
  /** 429 without a word of when and no published quota: doubles up to throttleDefaultMs */
  readonly throttleBaseMs: number;
  /** spread added to the end of a throttling */
  readonly throttleJitterMs: number;
  /** skew that warns, and that stops sealing (6) */
  readonly skewWarnMs: number;
  readonly skewStopMs: number;
  /** from one page of the list of documents to the next: comparing is nobody's hurry */
  readonly pageSpacingMs: number;
  /** a disk that refuses to write is tried again after this */
  readonly storageRetryMs: number;
  /** what `stop()` leaves to a call in flight before aborting it */
  readonly stopGraceMs: number;
  /** rolling windows of the quota (6) */
  readonly hourMs: number;
  readonly dayMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const outboxTimings: OutboxTimings = {
  deadlineMs: minute,
  settleHorizonMs: 3 * minute,
  settleHorizonCapMs: 30 * minute,
  settleFirstMs: 20 * second,
  notFoundSpacingMs: minute,
  pollLadderMs: [20 * second, minute, 5 * minute, 15 * minute, hour, 6 * hour],
  backoffBaseMs: 5 * second,
  backoffCapMs: 30 * minute,
  throttleDefaultMs: hour,
  throttleBaseMs: minute,
  throttleJitterMs: 5 * second,
  skewWarnMs: 2 * minute,
  skewStopMs: 10 * minute,
  pageSpacingMs: second,
  storageRetryMs: 15 * second,
  stopGraceMs: 2 * second,
  hourMs: hour,
  dayMs: 24 * hour,
};

/** The same rules on another scale, for tests against real sockets. @param factor 0.001 makes seconds of milliseconds */
export function scaled(timings: OutboxTimings, factor: number): OutboxTimings {
  const ms = (value: number): number => Math.round(value * factor);
  return {
    deadlineMs: ms(timings.deadlineMs),
    settleHorizonMs: ms(timings.settleHorizonMs),
    settleHorizonCapMs: ms(timings.settleHorizonCapMs),
    settleFirstMs: ms(timings.settleFirstMs),
    notFoundSpacingMs: ms(timings.notFoundSpacingMs),
    pollLadderMs: timings.pollLadderMs.map(ms),
    backoffBaseMs: ms(timings.backoffBaseMs),
    backoffCapMs: ms(timings.backoffCapMs),
    throttleDefaultMs: ms(timings.throttleDefaultMs),
    throttleBaseMs: ms(timings.throttleBaseMs),
    throttleJitterMs: ms(timings.throttleJitterMs),
    skewWarnMs: ms(timings.skewWarnMs),
    skewStopMs: ms(timings.skewStopMs),
    pageSpacingMs: ms(timings.pageSpacingMs),
    storageRetryMs: ms(timings.storageRetryMs),
    stopGraceMs: ms(timings.stopGraceMs),
    hourMs: ms(timings.hourMs),
    dayMs: ms(timings.dayMs),
  };
}
