import { describe, expect, test } from 'vitest';
import { type Lane, laneOpenAt, wentBack } from '../../../../domain/outbox/lane.ts';
import {
  clockVerdict,
  heardIn,
  type LaneEvent,
  laneEventOf,
  stepLane,
} from '../../../../domain/outbox/lane-step.ts';
import { laneStates } from '../../../../domain/outbox/states.ts';
import { outboxTimings as timings } from '../../../../domain/outbox/timings.ts';
import { openLane, t0 } from '../../../helpers/outbox-documents.ts';

const minute = 60_000;
const hour = 60 * minute;
const stepped = (lane: Lane, event: LaneEvent, change: { now?: number; fraction?: number } = {}) =>
  stepLane(lane, event, { now: t0, fraction: 0.5, timings, ...change });

describe('401', () => {
  const first = stepped(openLane(), { kind: 'unauthorized', generation: 3 });
  test('the first asks for a token newer than the refused one', () => {
    expect(first).toMatchObject({ state: 'need_token', refusedGeneration: 3, refusals: 1 });
    expect(laneOpenAt(first, t0)).toBe(t0);
  });
  test('a newer token opens the lane but the 401 stays counted', () => {
    expect(stepped(first, { kind: 'token-ready' })).toMatchObject({ state: 'open', refusals: 1 });
  });
  test('a second 401 | blocked_credentials, no further request (I8)', () => {
    const second = stepped(stepped(first, { kind: 'token-ready' }), { kind: 'unauthorized', generation: 4 });
    expect(second).toMatchObject({ state: 'blocked_credentials', reason: 'credentials-refused' });
    expect(laneOpenAt(second, t0 + 24 * hour)).toBeUndefined();
  });
  test('an answer in between forgets the first 401', () => {
    const answered = stepped(first, { kind: 'answered' });
    expect(stepped(answered, { kind: 'unauthorized', generation: 5 }).state).toBe('need_token');
  });
  test('a restart does NOT grant another retry', () => {
    const restarted = stepped(first, { kind: 'restarted' });
    expect(restarted).toMatchObject({ refusals: 1, refusedGeneration: 0 });
    expect(stepped(restarted, { kind: 'unauthorized', generation: 1 }).state).toBe('blocked_credentials');
  });
});

describe('403 and 404 on POST', () => {
  test.each([
    ['forbidden', 'access-denied'],
    ['wrong-address', 'wrong-address'],
  ] as const)('%s | blocked_access: zero further requests until the clerk presses (I11)', (kind, reason) => {
    const blocked = stepped(openLane(), { kind });
    expect(blocked).toMatchObject({ state: 'blocked_access', reason });
    expect(laneOpenAt(blocked, t0 + 365 * 24 * hour)).toBeUndefined();
    expect(stepped(blocked, { kind: 'network-back' }).state).toBe('blocked_access');
    expect(stepped(blocked, { kind: 'restarted' }).state).toBe('blocked_access');
    expect(stepped(blocked, { kind: 'unblock' }).state).toBe('open');
  });
});

describe('429', () => {
  const until = (event: Omit<Extract<LaneEvent, { kind: 'throttled' }>, 'kind'>, lane = openLane()) =>
    (stepped(lane, { kind: 'throttled', ...event }, { fraction: 0 }).until ?? 0) - t0;
  test('waits for Retry-After', () => expect(until({ rate: { retryAfterMs: 90_000 } })).toBe(90_000));
  test('waits for X-Ratelimit-Reset', () => expect(until({ rate: { resetAt: t0 + 7_000 } })).toBe(7_000));
  test('waits for the first free slot in the ledger when that is later', () =>
    expect(until({ rate: { retryAfterMs: 1_000 }, ledgerFreeAt: t0 + 5_000 })).toBe(5_000));
  test('waits for the latest of all three', () =>
    expect(until({ rate: { retryAfterMs: 9_000, resetAt: t0 + 8_000 }, ledgerFreeAt: t0 })).toBe(9_000));
  test('waits an hour where a quota is known and nothing is said', () =>
    expect(until({ ledgerFreeAt: t0 })).toBe(hour));
  test('starts with a minute where no quota is known, and doubles', () => {
    expect(until({})).toBe(minute);
    expect(until({}, openLane({ failures: 2 }))).toBe(4 * minute);
  });
  test('adds jitter', () =>
    expect(stepped(openLane(), { kind: 'throttled', rate: { retryAfterMs: 1_000 } }).until).toBe(t0 + 3_500));
  test('neither "internet is back" nor the clerk ends it', () => {
    const throttled = stepped(openLane(), { kind: 'throttled' });
    expect(stepped(throttled, { kind: 'network-back' })).toMatchObject({ state: 'throttled' });
    expect(stepped(throttled, { kind: 'unblock' })).toMatchObject({
      state: 'throttled',
      until: throttled.until,
    });
  });
});

describe('backoff', () => {
  test.each([
    [0, 5_000],
    [1, 10_000],
    [2, 20_000],
    [8, 1_280_000],
    [9, 1_800_000],
    [60, 1_800_000],
  ])('after %i failures the longest wait is %i ms', (failures, most) => {
    const lane = stepped(
      openLane({ failures }),
      { kind: 'doubtful', why: 'status' },
      { fraction: 0.999_999_999 },
    );
    expect(lane.until).toBe(t0 + most);
    expect(lane.failures).toBe(failures + 1);
  });
  test('full jitter may be next to nothing', () => {
    expect(stepped(openLane(), { kind: 'doubtful', why: 'cut' }, { fraction: 0 }).until).toBe(t0);
  });
  test.each(['status', 'cut', 'timeout', 'aborted'] as const)('doubtful %s | backoff', (why) => {
    expect(stepped(openLane(), { kind: 'doubtful', why }).state).toBe('backoff');
  });
  test('unreadable | the lane stays as it is', () => {
    expect(stepped(openLane({ failures: 2 }), { kind: 'doubtful', why: 'unreadable' })).toEqual(
      openLane({ failures: 2 }),
    );
  });
  test.each([
    ['dns', 'offline'],
    ['connect', 'offline'],
    ['tls', 'backoff'],
    ['proxy', 'backoff'],
  ] as const)('not sent (%s) | %s', (why, state) => {
    expect(stepped(openLane(), { kind: 'not-sent', why })).toMatchObject({
      state,
      reason: `not-sent-${why}`,
    });
  });
  test('a success resets the failures', () => {
    const failing = stepped(openLane({ failures: 5 }), { kind: 'doubtful', why: 'status' });
    expect(stepped(failing, { kind: 'passed' })).toMatchObject({
      state: 'open',
      failures: 0,
      lastPassAt: t0,
    });
  });
  test('a refusal of the content opens the lane without forgetting the failures', () => {
    const failing = stepped(openLane({ failures: 5 }), { kind: 'doubtful', why: 'status' });
    expect(stepped(failing, { kind: 'answered' })).toMatchObject({ state: 'open', failures: 6 });
  });
  test('"internet is back" wakes offline, NOT backoff', () => {
    expect(
      stepped(stepped(openLane(), { kind: 'not-sent', why: 'dns' }), { kind: 'network-back' }).state,
    ).toBe('open');
    expect(
      stepped(stepped(openLane(), { kind: 'doubtful', why: 'cut' }), { kind: 'network-back' }).state,
    ).toBe('backoff');
  });
});

describe('signing in', () => {
  test.each([
    [{ kind: 'missing' }, 'blocked_credentials', 'credentials-missing'],
    [{ kind: 'credentials' }, 'blocked_credentials', 'credentials-refused'],
    [{ kind: 'access' }, 'blocked_access', 'access-denied'],
    [{ kind: 'later', offline: true, retryAt: t0 + 9 }, 'offline', 'sign-in-failed'],
    [{ kind: 'later', offline: false, retryAt: t0 + 9 }, 'backoff', 'sign-in-failed'],
  ] as const)('%o | %s', (fault, state, reason) => {
    expect(stepped(openLane(), { kind: 'token-fault', fault })).toMatchObject({ state, reason });
  });
  test('a retry time in the past does NOT make the lane spin', () => {
    const lane = stepped(openLane(), {
      kind: 'token-fault',
      fault: { kind: 'later', offline: false, retryAt: t0 - hour },
    });
    expect(lane.until).toBe(t0 + 1);
  });
});

describe('clock', () => {
  test('what an answer says of the quota is kept with the moment it was read, and an answer without it changes nothing', () => {
    const told = stepped(openLane(), { kind: 'heard', rate: { limit: 100, remaining: 7 } });
    expect(told.rate).toEqual({ limit: 100, remaining: 7, readAt: t0 });
    expect(stepped(told, { kind: 'heard' }, { now: t0 + minute }).rate).toEqual(told.rate);
  });
  const after = (skewMs: number) => stepped(openLane(), { kind: 'heard', skewMs });
  test.each([
    [119_000, 'good', 'open'],
    [-121_000, 'warns', 'open'],
    [600_000, 'warns', 'open'],
    [600_001, 'stops', 'clock_bad'],
    [-600_001, 'stops', 'clock_bad'],
  ] as const)('a skew of %i ms %s', (skewMs, verdict, state) => {
    expect(clockVerdict(after(skewMs), timings)).toBe(verdict);
    expect(after(skewMs).state).toBe(state);
  });
  test('a bad clock stops sealing, NOT sending', () => expect(laneOpenAt(after(hour), t0)).toBe(t0));
  test('a good Date ends it', () =>
    expect(stepped(after(hour), { kind: 'heard', skewMs: 0 }).state).toBe('open'));
  test('a bad clock does not hide a worse state', () => {
    const blocked = stepped(openLane(), { kind: 'forbidden' });
    expect(stepped(blocked, { kind: 'heard', skewMs: hour })).toMatchObject({
      state: 'blocked_access',
      skewMs: hour,
    });
  });
  test('a Date within the call and its second is no skew', () => {
    expect(heardIn({ serverAt: t0 - 1_000 }, t0, t0 + 5_000)).toMatchObject({ skewMs: 0 });
    expect(heardIn({ serverAt: t0 + 5_000 }, t0, t0 + 5_000)).toMatchObject({ skewMs: 0 });
    expect(heardIn({ serverAt: t0 + 9_000 }, t0, t0 + 5_000)).toMatchObject({ skewMs: 4_000 });
    expect(heardIn({ serverAt: t0 - 9_000 }, t0, t0 + 5_000)).toMatchObject({ skewMs: -8_000 });
    expect(heardIn({}, t0, t0)).toEqual({ kind: 'heard' });
  });
  test('time that goes back shortens every wait to the longest that could be set now', () => {
    const waiting = openLane({ state: 'backoff', reason: 'cut', until: t0 + 30 * 24 * hour });
    const back = stepped(waiting, { kind: 'went-back' });
    expect(back).toMatchObject({ until: t0 + timings.backoffCapMs, wentBackAt: t0 });
  });
  test('time that goes back forgets what the server counted and what passed at times that are yet to come', () => {
    const later = t0 + 30 * 24 * hour;
    const full = openLane({
      rate: { remaining: 0, resetAt: later + hour, readAt: later },
      lastPassAt: later,
    });
    const back = stepped(full, { kind: 'went-back' });
    expect(back.rate).toBeUndefined();
    expect(back.lastPassAt).toBe(t0);
  });
  test('our clock is another one then: its skew is forgotten, but NOT the one that stopped sealing', () => {
    const back = (skewMs: number) => stepped(openLane({ skewMs }), { kind: 'went-back' }).skewMs;
    expect(back(3 * minute)).toBe(0);
    expect(back(-hour)).toBe(-hour);
  });
  test('an answer that tells of another clock lets the charges of the old one count from now', () => {
    const told = (skewMs: number) => stepped(openLane({ skewMs: 0 }), { kind: 'heard', skewMs }).wentBackAt;
    expect(told(-3 * hour)).toBe(t0);
    expect(told(30_000)).toBeUndefined();
  });
  test.each(['blocked_access', 'blocked_credentials'] as const)(
    'a lane that is %s is NOT opened by a late answer, a failing line or a 429',
    (state) => {
      const lane = openLane({ state, reason: 'access-denied' });
      const events: readonly LaneEvent[] = [
        { kind: 'passed' },
        { kind: 'answered' },
        { kind: 'throttled' },
        { kind: 'not-sent', why: 'dns' },
        { kind: 'doubtful', why: 'status' },
        { kind: 'network-back' },
        { kind: 'token-ready' },
      ];
      for (const event of events)
        expect(laneOpenAt(stepped(lane, event), t0 + 365 * 24 * hour)).toBeUndefined();
      expect(stepped(lane, { kind: 'unblock' }).state).toBe('open');
    },
  );
});

test('late arrivals lengthen H up to its cap, never shorten it', () => {
  const learned = stepped(openLane(), { kind: 'late-arrival', lateMs: 4 * minute });
  expect(learned.settleHorizonMs).toBe(8 * minute);
  expect(stepped(learned, { kind: 'late-arrival', lateMs: minute }).settleHorizonMs).toBe(8 * minute);
  expect(stepped(learned, { kind: 'late-arrival', lateMs: 9 * hour }).settleHorizonMs).toBe(30 * minute);
});

test('every state either opens at a known time or waits for a person', () => {
  const opens = Object.fromEntries(
    laneStates.map((state) => [state, laneOpenAt(openLane({ state, until: t0 + 5 }), t0)]),
  );
  expect(opens).toEqual({
    open: t0,
    need_token: t0,
    clock_bad: t0,
    throttled: t0 + 5,
    backoff: t0 + 5,
    offline: t0 + 5,
    blocked_credentials: undefined,
    blocked_access: undefined,
  });
});

test('trouble of a call becomes the event of its lane', () => {
  const call = { generation: 7, facts: { rate: { retryAfterMs: 5 } }, ledgerFreeAt: t0 };
  expect(laneEventOf({ kind: 'unauthorized' }, call)).toEqual({ kind: 'unauthorized', generation: 7 });
  expect(laneEventOf({ kind: 'throttled' }, call)).toEqual({
    kind: 'throttled',
    rate: { retryAfterMs: 5 },
    ledgerFreeAt: t0,
  });
});

test('wall time more than a minute earlier than the lane has seen it went back; less is NOT worth a word', () => {
  const lane = openLane({ latestAt: t0 });
  expect(wentBack(lane, t0 - minute - 1)).toBe(true);
  expect(wentBack(lane, t0 - minute)).toBe(false);
  expect(wentBack(lane, t0 + hour)).toBe(false);
});
