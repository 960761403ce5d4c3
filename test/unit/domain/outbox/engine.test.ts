import { describe, expect, test } from 'vitest';
import { type OutboxDocument, recoveredDocument } from '../../../../domain/outbox/document.ts';
import { type EngineEvent, type EngineState, planNext, step } from '../../../../domain/outbox/engine.ts';
import type { QuotaLedger } from '../../../../domain/outbox/quota.ts';
import { outboxTimings as timings } from '../../../../domain/outbox/timings.ts';
import {
  claveOf,
  openLane,
  queued,
  received,
  sending,
  t0,
  unknown,
} from '../../../helpers/outbox-documents.ts';

const stateOf = (...documents: readonly OutboxDocument[]): EngineState => ({
  lane: openLane(),
  documents: new Map(documents.map((document) => [document.id, document])),
});
const run = (state: EngineState, event: EngineEvent) =>
  step(state, event, { now: t0, fraction: 0.5, timings });
const call = { generation: 4, startedAt: t0 };
const verdict = (kind: 'accepted' | 'rejected') =>
  ({
    kind: 'status-result',
    result: {
      kind: 'found',
      state: kind === 'accepted' ? 'aceptado' : 'rechazado',
      rawState: kind,
      answer: { xml: new Uint8Array([1]), clave: claveOf(1), verdict: kind, detail: '.' },
    },
    facts: {},
    sinceSentMs: 0,
  }) as const;

describe('step', () => {
  test('a send asks for the call only after its state is there to be written', () => {
    const stepped = run(stateOf(queued()), {
      kind: 'document',
      id: 'd1',
      event: { kind: 'send', bootId: 'b', mono: 1, bytesMatch: true },
    });
    expect(stepped?.changed.map(({ state }) => state)).toEqual(['sending']);
    expect(stepped?.effects).toEqual([{ kind: 'call', id: 'd1', method: 'POST' }]);
  });
  test('a send with other bytes makes NO call and asks for the second copy', () => {
    const stepped = run(stateOf(queued()), {
      kind: 'document',
      id: 'd1',
      event: { kind: 'send', bootId: 'b', mono: 1, bytesMatch: false },
    });
    expect(stepped?.effects).toEqual([{ kind: 'repair', id: 'd1' }]);
  });
  test.each([
    [{ kind: 'unauthorized' }, 'need_token'],
    [{ kind: 'forbidden' }, 'blocked_access'],
    [{ kind: 'throttled' }, 'throttled'],
    [{ kind: 'not-sent', why: 'dns' }, 'offline'],
    [{ kind: 'doubtful', why: 'status' }, 'backoff'],
    [{ kind: 'doubtful', why: 'unreadable' }, 'open'],
    [{ kind: 'wrong-address' }, 'blocked_access'],
    [{ kind: 'received' }, 'open'],
    [{ kind: 'refused' }, 'open'],
  ] as const)('POST %o leaves the lane %s', (result, lane) => {
    const stepped = run(stateOf(sending()), {
      kind: 'document',
      id: 'd1',
      event: { kind: 'post-result', result, facts: {} },
      call,
    });
    expect(stepped?.state.lane.state).toBe(lane);
  });
  test.each([
    [{ kind: 'unauthorized' }, 'need_token'],
    [{ kind: 'forbidden' }, 'blocked_access'],
    [{ kind: 'throttled' }, 'throttled'],
    [{ kind: 'not-sent', why: 'connect' }, 'offline'],
    [{ kind: 'not-sent', why: 'tls' }, 'backoff'],
    [{ kind: 'doubtful', why: 'status' }, 'backoff'],
    [{ kind: 'doubtful', why: 'timeout' }, 'backoff'],
    [{ kind: 'not-found' }, 'open'],
  ] as const)('a settling GET %o leaves the document in doubt and the lane %s', (result, lane) => {
    const doubt = queued({ state: 'unknown', doubt: 'ordinary', posts: 1, sentAt: t0 });
    const stepped = run(stateOf(doubt), {
      kind: 'document',
      id: 'd1',
      event: { kind: 'status-result', result, facts: {}, sinceSentMs: 1 },
      call,
    });
    expect(stepped?.state.documents.get('d1')?.state).toBe('unknown');
    expect(stepped?.state.lane.state).toBe(lane);
  });
  test('the Date of any answer is compared with ours, also of a refusal', () => {
    const stepped = run(stateOf(sending()), {
      kind: 'document',
      id: 'd1',
      event: { kind: 'post-result', result: { kind: 'refused' }, facts: { serverAt: t0 + 3_600_000 } },
      call,
    });
    expect(stepped?.state.lane).toMatchObject({ state: 'clock_bad', skewMs: 3_600_000 });
  });
  test('an accepted document frees those held for it, in the same step', () => {
    const held = queued({
      id: 'd2',
      clave: claveOf(2),
      state: 'held',
      reason: 'predecessor',
      dependsOn: 'd1',
    });
    const stepped = run(stateOf(received(), held), {
      kind: 'document',
      id: 'd1',
      event: verdict('accepted'),
      call,
    });
    expect(stepped?.changed.map(({ id, state }) => [id, state])).toEqual([
      ['d1', 'accepted'],
      ['d2', 'queued'],
    ]);
  });
  test.each(['queued', 'received', 'processing', 'needs_person'] as const)(
    'a note that the clerk releases while its document is %s goes on waiting (I7)',
    (state) => {
      const before = received({ state, ...(state === 'queued' ? { posts: 0 } : {}) });
      const note = queued({
        id: 'd2',
        clave: claveOf(2),
        state: 'held',
        reason: 'by-clerk',
        dependsOn: 'd1',
      });
      const stepped = run(stateOf(before, note), { kind: 'document', id: 'd2', event: { kind: 'release' } });
      expect(stepped?.state.documents.get('d2')).toMatchObject({ state: 'held', reason: 'predecessor' });
    },
  );
  test('a rejected document hands those held for it to a person', () => {
    const held = queued({
      id: 'd2',
      clave: claveOf(2),
      state: 'held',
      reason: 'predecessor',
      dependsOn: 'd1',
    });
    const stepped = run(stateOf(received(), held), {
      kind: 'document',
      id: 'd1',
      event: verdict('rejected'),
      call,
    });
    expect(stepped?.state.documents.get('d2')).toMatchObject({
      state: 'needs_person',
      reason: 'predecessor-rejected',
    });
  });
  test('what the clerk may not do changes nothing', () => {
    expect(
      run(stateOf(received()), { kind: 'document', id: 'd1', event: { kind: 'send-again' } }),
    ).toBeUndefined();
  });
  test('asking about a queued document is a defect', () => {
    expect(() => run(stateOf(queued()), { kind: 'ask', id: 'd1' })).toThrow(/ask in state queued/);
  });
  test('a received document on its way to a POST is a defect, whoever brings it there (I2)', () => {
    const broken = queued({ state: 'held', reason: 'by-clerk', receivedAt: t0 });
    expect(() => run(stateOf(broken), { kind: 'document', id: 'd1', event: { kind: 'release' } })).toThrow(
      /I2/,
    );
  });
});

describe('what is next', () => {
  const free: QuotaLedger = { limits: { perHour: 0, perDay: 0 }, chargedAt: [], lane: {}, timings };
  const full: QuotaLedger = {
    ...free,
    limits: { perHour: 10, perDay: 0 },
    chargedAt: Array.from({ length: 9 }, (_, index) => t0 - 60_000 + index),
  };
  const at = (id: string, nextAt: number) => ({ id, nextAt });
  test('a doubt that is due comes first', () => {
    const waiting = { settle: at('u', t0), send: at('q', t0 - 9), poll: at('r', t0 - 99), recovering: false };
    expect(planNext(waiting, free, t0)).toEqual({ id: 'u', method: 'GET', at: t0 });
  });
  test('a doubt whose questions come to nothing has NO precedence: the others get their turn', () => {
    const settle = { ...at('u', t0), failing: true };
    expect(planNext({ settle, send: at('q', t0 - 9), recovering: false }, free, t0)?.id).toBe('q');
    expect(planNext({ settle, send: at('q', t0 + 9), recovering: false }, free, t0)?.id).toBe('u');
  });
  test('a doubt that is not due does NOT hold the queue', () => {
    const waiting = { settle: at('u', t0 + 1), send: at('q', t0 - 9), recovering: false };
    expect(planNext(waiting, free, t0)).toEqual({ id: 'q', method: 'POST', at: t0 });
  });
  test('sending and polling go in the order in which they fell due', () => {
    expect(planNext({ send: at('q', t0 - 9), poll: at('r', t0 - 10), recovering: false }, free, t0)?.id).toBe(
      'r',
    );
    expect(planNext({ send: at('q', t0 - 10), poll: at('r', t0 - 9), recovering: false }, free, t0)?.id).toBe(
      'q',
    );
  });
  test('only doubts may use the reserve of the quota', () => {
    const waiting = { settle: at('u', t0), send: at('q', t0), recovering: false };
    expect(planNext(waiting, full, t0)).toMatchObject({ id: 'u', at: t0 });
    expect(planNext({ send: at('q', t0), recovering: false }, full, t0)?.at).toBeGreaterThan(t0);
  });
  test('nothing is sent while documents rebuilt from the journal are unsettled', () => {
    const waiting = { settle: at('u', t0 + 60_000), send: at('q', t0), recovering: true };
    expect(planNext(waiting, free, t0)).toEqual({ id: 'u', method: 'GET', at: t0 + 60_000 });
  });
  test('what is in doubt since long before a restored copy comes behind everything that is due', () => {
    const waiting = { later: at('old', t0 - 99), send: at('q', t0), poll: at('r', t0), recovering: false };
    expect(planNext(waiting, free, t0)?.id).not.toBe('old');
    expect(planNext({ later: at('old', t0 - 99), recovering: false }, free, t0)).toEqual({
      id: 'old',
      method: 'GET',
      at: t0,
    });
  });
  test('and may NOT use the reserve of the quota', () => {
    expect(planNext({ later: at('old', t0), recovering: false }, full, t0)?.at).toBeGreaterThan(t0);
  });
  test('nothing waits, nothing is planned', () => {
    expect(planNext({ recovering: false }, free, t0)).toBeUndefined();
  });
});

describe('documents known only from the journal', () => {
  const dayMs = 24 * 3_600_000;
  const sealed = (ageMs: number) =>
    recoveredDocument({ id: 'd', companyId: 'c1', clave: claveOf(1), sealedAt: t0 - ageMs, now: t0 });
  test('the newest is asked about first', () => {
    const times = [0, 1_000, dayMs, 29 * dayMs].map((ageMs) => sealed(ageMs).nextAt ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(t0);
  });
  test('those of the last thirty days hold the others; older ones do NOT', () => {
    expect(sealed(30 * dayMs).reason).toBe('recovered');
    expect(sealed(30 * dayMs + 1).reason).toBe('recovered-earlier');
    expect(sealed(30 * dayMs + 1)).toMatchObject({ state: 'unknown', doubt: 'ordinary', nextAt: t0 });
  });
  test('sealed at a time that is yet to come: asked about first, and holds', () => {
    expect(sealed(-400 * dayMs)).toMatchObject({ reason: 'recovered', nextAt: t0 - 30 * dayMs });
  });
});

describe('giving up', () => {
  test('hands what waited for it to a person, in the same step', () => {
    const held = queued({
      id: 'd2',
      clave: claveOf(2),
      state: 'held',
      reason: 'predecessor',
      dependsOn: 'd1',
    });
    const first = queued({ state: 'held', reason: 'by-clerk' });
    const stepped = run(stateOf(first, held), { kind: 'document', id: 'd1', event: { kind: 'abandon' } });
    expect(stepped?.changed.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      ['d1', 'abandoned', undefined],
      ['d2', 'needs_person', 'predecessor-abandoned'],
    ]);
  });
  test('an abandoned document that moves is a defect, whoever moves it (I1)', () => {
    const over = unknown({ state: 'abandoned' });
    expect(() => run(stateOf(over), { kind: 'document', id: 'd1', event: { kind: 'interrupted' } })).toThrow(
      /interrupted in state abandoned/,
    );
  });
});

test('a document settled as absent is behind, not before, those that waited', () => {
  const stepped = run(stateOf(unknown({ notFound: 1, notFoundAt: t0 - 60_000 })), {
    kind: 'document',
    id: 'd1',
    event: { kind: 'status-result', result: { kind: 'not-found' }, facts: {}, sinceSentMs: 999_999 },
    call,
  });
  expect(stepped?.changed[0]).toMatchObject({ state: 'queued', nextAt: t0 });
});
