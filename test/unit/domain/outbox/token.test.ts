import { describe, expect, test } from 'vitest';
import {
  initialTokenState,
  stepToken,
  type TokenEffect,
  type TokenEvent,
  type TokenState,
} from '../../../../domain/outbox/token.ts';

const asked = (at: number, over: { credentialVersion?: number; refusedGeneration?: number } = {}) =>
  ({ kind: 'asked', at, credentialVersion: 1, ...over }) as const;
const granted = (at: number, lifeMs = 300_000, refreshLifeMs = 36_000_000): TokenEvent => ({
  kind: 'granted',
  at,
  lifeMs,
  refreshLifeMs,
});
const failed = (at: number, over: object = {}): TokenEvent => ({
  kind: 'failed',
  at,
  offline: false,
  fraction: 1,
  ...over,
});
const refused = (at: number, badCredentials: boolean): TokenEvent => ({
  kind: 'refused',
  at,
  badCredentials,
  fraction: 1,
});

/** Runs the events in order. @returns the state and the effects of the last one */
function run(...events: readonly TokenEvent[]): {
  readonly state: TokenState;
  readonly effects: readonly TokenEffect[];
  readonly all: readonly TokenEffect[];
} {
  let state = initialTokenState(100);
  let effects: readonly TokenEffect[] = [];
  const all: TokenEffect[] = [];
  for (const event of events) {
    ({ state, effects } = stepToken(state, event));
    all.push(...effects);
  }
  return { state, effects, all };
}
const requestOf = (grant: 'refresh' | 'password') => ({ kind: 'request', grant });
const deny = (fault: object) => ({ kind: 'deny', fault });
/** signed in at 1,000 by password, after a refresh that found nothing */
const signedIn = [asked(0), refused(500, false), granted(1_000)] as const;

describe('after a start', () => {
  test('a stored refresh token is tried first', () => {
    expect(run(asked(0)).effects).toEqual([requestOf('refresh')]);
  });
  test('a refused refresh is forgotten, and the password is tried once', () => {
    expect(run(asked(0), refused(1, true)).effects).toEqual([
      { kind: 'forget-refresh' },
      requestOf('password'),
    ]);
  });
  test('nothing stored: missing, and the next caller asks anew', () => {
    const { effects, state } = run(asked(0), refused(1, false), { kind: 'no-credentials', at: 2 });
    expect(effects).toEqual([deny({ kind: 'missing' })]);
    expect(stepToken(state, asked(3)).effects).toEqual([requestOf('password')]);
  });
});

describe('single flight', () => {
  test('ten callers while a grant is on its way cause one request, and one answer serves all', () => {
    const { all } = run(...Array.from({ length: 10 }, () => asked(0)), granted(1));
    expect(all).toEqual([requestOf('refresh'), { kind: 'give' }]);
  });
  test('ten 401 of the same generation cause one refresh', () => {
    const four01 = Array.from({ length: 10 }, () => asked(2_000, { refusedGeneration: 101 }));
    expect(run(...signedIn, ...four01, granted(2_001)).all.slice(-2)).toEqual([
      requestOf('refresh'),
      { kind: 'give' },
    ]);
  });
  test('a late 401 of an older generation does NOT cause another refresh', () => {
    const { effects } = run(
      ...signedIn,
      asked(2_000, { refusedGeneration: 101 }),
      granted(2_001),
      asked(2_002, { refusedGeneration: 101 }),
    );
    expect(effects).toEqual([{ kind: 'give' }]);
  });
});

describe('life, on the monotonic clock', () => {
  test.each([
    [1_000 + 239_999, { kind: 'give' }],
    [1_000 + 240_000, requestOf('refresh')],
  ])('at %i ms of a token of 300 s had at 1,000: %j', (at, effect) => {
    expect(run(...signedIn, asked(at)).effects).toEqual([effect]);
  });
  test('past 80 % the old token serves while the IDP fails, and NOT after its end', () => {
    const { state, effects } = run(...signedIn, asked(241_000 + 1_000), failed(243_000));
    expect(effects).toEqual([{ kind: 'give' }]);
    expect(stepToken(state, asked(244_000)).effects).toEqual([{ kind: 'give' }]);
    expect(stepToken(run(...signedIn, asked(300_000)).state, failed(302_000)).effects).toEqual([
      deny({ kind: 'later', offline: false, until: 307_000 }),
    ]);
  });
  test('a refused token does NOT serve any more, whatever its age', () => {
    expect(run(...signedIn, asked(2_000, { refusedGeneration: 101 }), failed(2_500)).effects).toEqual([
      deny({ kind: 'later', offline: false, until: 7_500 }),
    ]);
  });
  test('a refresh token past its own life is not sent: password', () => {
    expect(run(asked(0), granted(0, 300_000, 600_000), asked(700_000)).effects).toEqual([
      requestOf('password'),
    ]);
  });
  test('an answer without refresh token: the next grant is by password', () => {
    const alone: TokenEvent = { kind: 'granted', at: 0, lifeMs: 300_000 };
    expect(run(asked(0), alone, asked(290_000)).effects).toEqual([requestOf('password')]);
  });
  test('generations rise by one with each token, from where the last run ended', () => {
    expect(run(...signedIn).state.generation).toBe(101);
    expect(run(...signedIn, asked(250_000), granted(250_001)).state.generation).toBe(102);
  });
});

describe('wrong credentials', () => {
  const endings: readonly (readonly [name: string, events: readonly TokenEvent[]])[] = [
    ['401 on the password', [asked(0), refused(1, true), { kind: 'unauthorized', at: 2 }]],
    ['401 on the refresh', [asked(0), { kind: 'unauthorized', at: 2 }]],
    ['invalid_grant on the password', [asked(0), refused(1, true), refused(2, true)]],
  ];
  test.each(endings)('%s: denied, and NOT one request more until they change', (_, events) => {
    const { state, effects } = run(...events);
    expect(effects).toEqual([deny({ kind: 'credentials' })]);
    for (const event of [asked(10 ** 9), { kind: 'retry-pressed' }, { kind: 'line-back' }] as const) {
      const after = stepToken(stepToken(state, event).state, asked(10 ** 9 + 1));
      expect(after.effects).toEqual([deny({ kind: 'credentials' })]);
    }
    const renewed = stepToken(state, asked(3, { credentialVersion: 2 }));
    expect(renewed.effects).toEqual([requestOf('password')]);
  });
  test('after a success the same password may be used again when the refresh token ends', () => {
    const { effects } = run(...signedIn, asked(250_000), refused(250_001, true), granted(250_002));
    expect(effects).toEqual([{ kind: 'give' }]);
  });
  test('a 400 on the password that does not blame the credentials: later, with a pause', () => {
    expect(run(asked(0), refused(1, false), refused(2, false)).effects).toEqual([
      deny({ kind: 'later', offline: false, until: 5_002 }),
    ]);
  });
});

describe('403', () => {
  const blocked = run(asked(0), { kind: 'forbidden', at: 1 });
  test('denied, and NOT one request more', () => {
    expect(blocked.effects).toEqual([deny({ kind: 'access' })]);
    expect(stepToken(blocked.state, asked(10 ** 9)).effects).toEqual([deny({ kind: 'access' })]);
    expect(stepToken(stepToken(blocked.state, { kind: 'line-back' }).state, asked(2)).effects).toEqual([
      deny({ kind: 'access' }),
    ]);
  });
  test('until the clerk presses "probar de nuevo"', () => {
    const { state } = stepToken(blocked.state, { kind: 'retry-pressed' });
    expect(stepToken(state, asked(2)).effects).toEqual([requestOf('refresh')]);
  });
});

describe('failures', () => {
  /** fails n times, each asked for when the pause is over; the length of the last pause */
  const pauseAfter = (n: number, fraction: number): number => {
    let state = initialTokenState(0);
    let at = 0;
    let pause = 0;
    for (let i = 0; i < n; i += 1) {
      state = stepToken(stepToken(state, asked(at)).state, failed(at, { fraction })).state;
      pause = (state.pause?.until ?? at) - at;
      at += pause;
    }
    return pause;
  };
  test.each([
    [1, 1, 5_000],
    [2, 1, 10_000],
    [3, 0.5, 10_000],
    [9, 1, 1_280_000],
    [10, 1, 1_800_000],
    [60, 1, 1_800_000],
    // full jitter may say nothing at all: a failing IDP still gets a second
    [5, 0, 1_000],
  ])('number %i in a row, jitter %d: a pause of %i ms', (n, fraction, ms) => {
    expect(pauseAfter(n, fraction)).toBe(ms);
  });
  test('during the pause nobody asks; after it one does', () => {
    const { state } = run(asked(0), failed(10));
    expect(stepToken(state, asked(5_009)).effects).toEqual([
      deny({ kind: 'later', offline: false, until: 5_010 }),
    ]);
    expect(stepToken(state, asked(5_010)).effects).toEqual([requestOf('refresh')]);
  });
  test('Retry-After longer than the backoff rules', () => {
    expect(run(asked(0), failed(0, { retryAfterMs: 120_000 })).effects).toEqual([
      deny({ kind: 'later', offline: false, until: 120_000 }),
    ]);
  });
  test('a success begins the count anew', () => {
    const { state } = run(asked(0), failed(0), asked(5_000), granted(5_001));
    expect(state.failures).toBe(0);
    expect(state.pause).toBeUndefined();
  });
  test('internet is back: ends a pause for want of it, and NOT another', () => {
    const after = (offline: boolean) =>
      stepToken(stepToken(run(asked(0), failed(0, { offline })).state, { kind: 'line-back' }).state, asked(1))
        .effects;
    expect(after(true)).toEqual([requestOf('refresh')]);
    expect(after(false)).toEqual([deny({ kind: 'later', offline: false, until: 5_000 })]);
  });
  test('"probar de nuevo" ends any pause', () => {
    const { state } = run(asked(0), failed(0), { kind: 'retry-pressed' });
    expect(stepToken(state, asked(1)).effects).toEqual([requestOf('refresh')]);
  });
});

describe('credentials changed', () => {
  test('the token of the old ones is NOT given any more, nor their refresh token used', () => {
    expect(run(...signedIn, asked(2_000, { credentialVersion: 2 })).effects).toEqual([requestOf('password')]);
  });
  test.each<[string, TokenEvent]>([
    ['a token', granted(3)],
    ['a refusal', { kind: 'unauthorized', at: 3 }],
    ['a 403', { kind: 'forbidden', at: 3 }],
    ['a failure', failed(3)],
  ])('%s that arrives for the old ones proves nothing: asked again with the new', (_, late) => {
    const { effects, state } = run(
      asked(0),
      refused(1, true),
      { kind: 'credentials-changed', credentialVersion: 2, at: 2 },
      late,
    );
    expect(effects).toEqual([requestOf('password')]);
    expect(state.blocked).toBeUndefined();
    expect(state.live).toBeUndefined();
  });
});

test('signed out: nothing in hand, the next caller signs in by password', () => {
  expect(run(...signedIn, { kind: 'signed-out' }, asked(2_000)).effects).toEqual([requestOf('password')]);
});
