import { describe, expect, test } from 'vitest';
import type { OutboxDocument } from '../../../../domain/outbox/document.ts';
import { choicesOf, type DocumentEvent, stepDocument } from '../../../../domain/outbox/document-step.ts';
import type { AuthorityAnswer, PostResult, StatusResult } from '../../../../domain/outbox/results.ts';
import type { DocumentState } from '../../../../domain/outbox/states.ts';
import { outboxTimings } from '../../../../domain/outbox/timings.ts';
import {
  claveOf,
  context,
  openLane,
  queued,
  received,
  sending,
  t0,
  unknown,
} from '../../../helpers/outbox-documents.ts';

const { settleHorizonMs, notFoundSpacingMs, pollLadderMs } = outboxTimings;
const minute = 60_000;

function stepped(document: OutboxDocument, event: DocumentEvent, change = {}) {
  const result = stepDocument(document, event, context(change));
  if (!result) throw new Error('not allowed');
  return result;
}
const posted = (document: OutboxDocument, result: PostResult, facts = {}, change = {}) =>
  stepped(document, { kind: 'post-result', result, facts }, change);
const asked = (document: OutboxDocument, result: StatusResult, sinceSentMs = settleHorizonMs, change = {}) =>
  stepped(document, { kind: 'status-result', result, facts: {}, sinceSentMs }, change);

const answer = (change: Partial<AuthorityAnswer> = {}): AuthorityAnswer => ({
  xml: new Uint8Array([1]),
  clave: claveOf(1),
  verdict: 'accepted',
  detail: '.',
  ...change,
});
const found = (state: Extract<StatusResult, { kind: 'found' }>['state'], change = {}): StatusResult => ({
  kind: 'found',
  state,
  rawState: state,
  ...change,
});

describe('T1', () => {
  test('a queued document goes to sending with the run and the moment it was sent in', () => {
    const { document } = stepped(
      queued(),
      { kind: 'send', bootId: 'b7', mono: 12, bytesMatch: true },
      { now: t0 + 5 },
    );
    expect(document).toMatchObject({
      state: 'sending',
      bootId: 'b7',
      sentAt: t0 + 5,
      sentOn: { bootId: 'b7', mono: 12 },
    });
  });
  test('bytes that no longer match their hash go to quarantined, not to sending', () => {
    const { document } = stepped(queued(), { kind: 'send', bootId: 'b7', mono: 12, bytesMatch: false });
    expect(document).toMatchObject({ state: 'quarantined', reason: 'bytes-changed' });
    expect(document.sentAt).toBeUndefined();
  });
  test.each<DocumentState>(['held', 'unknown', 'received', 'processing', 'needs_fix', 'needs_person'])(
    'a document that is %s is never sent',
    (state) => {
      expect(() =>
        stepDocument(queued({ state }), { kind: 'send', bootId: 'b', mono: 0, bytesMatch: true }, context()),
      ).toThrow(/send in state/);
    },
  );
});

describe('results of POST /recepcion (section 5)', () => {
  const rows: readonly (readonly [
    row: string,
    result: PostResult,
    state: DocumentState,
    posts: number,
    lane: readonly string[],
  ])[] = [
    ['201, 202 | received | failures reset', { kind: 'received' }, 'received', 2, ['passed']],
    ['other 2xx, 3xx, unreadable | unknown', { kind: 'doubtful', why: 'unreadable' }, 'unknown', 2, []],
    [
      '400 already received | unknown',
      { kind: 'already-received' },
      'unknown',
      2,
      ['answered', 'late-arrival'],
    ],
    ['400 other | needs_fix', { kind: 'refused' }, 'needs_fix', 2, ['answered']],
    ['401 | queued, attempt not counted', { kind: 'unauthorized' }, 'queued', 1, []],
    ['403 | queued', { kind: 'forbidden' }, 'queued', 1, []],
    ['404 on POST | queued | blocked_access', { kind: 'wrong-address' }, 'queued', 1, ['wrong-address']],
    ['429 | queued', { kind: 'throttled' }, 'queued', 1, []],
    ['408, 499, 5xx | unknown', { kind: 'doubtful', why: 'status' }, 'unknown', 2, []],
    ['DNS failure before a byte | queued', { kind: 'not-sent', why: 'dns' }, 'queued', 1, []],
    ['connect failure before a byte | queued', { kind: 'not-sent', why: 'connect' }, 'queued', 1, []],
    ['TLS failure before a byte | queued', { kind: 'not-sent', why: 'tls' }, 'queued', 1, []],
    ['proxy failure before a byte | queued', { kind: 'not-sent', why: 'proxy' }, 'queued', 1, []],
    ['reset after the first byte | unknown', { kind: 'doubtful', why: 'cut' }, 'unknown', 2, []],
    ['timeout after the first byte | unknown', { kind: 'doubtful', why: 'timeout' }, 'unknown', 2, []],
    ['abort after the first byte | unknown', { kind: 'doubtful', why: 'aborted' }, 'unknown', 2, []],
  ];
  test.each(rows)('%s', (_row, result, state, posts, lane) => {
    const step = posted(sending({ posts: 1 }), result);
    expect(step.document.state).toBe(state);
    expect(step.document.posts).toBe(posts);
    expect(step.document.bootId).toBeUndefined();
    expect(step.lane.map(({ kind }) => kind)).toEqual(lane);
  });

  test('received keeps Location and plans the first poll', () => {
    const { document } = posted(sending(), { kind: 'received' }, { location: 'https://x/1' });
    expect(document).toMatchObject({
      location: 'https://x/1',
      receivedAt: t0,
      nextAt: t0 + 20_000,
      polls: 0,
    });
  });
  test('already received settles at once', () => {
    const { document } = posted(sending({ posts: 1 }), { kind: 'already-received' });
    expect(document).toMatchObject({
      doubt: 'duplicate',
      nextAt: t0,
      foreignDuplicate: false,
      reason: 'duplicate',
    });
  });
  test('already received, although its absence had been settled, teaches the lane a longer H', () => {
    const learned = { lane: openLane({ settleHorizonMs: 5 * minute }) };
    const again = posted(sending({ posts: 1 }), { kind: 'already-received' }, {}, learned);
    expect(again.lane).toContainEqual({ kind: 'late-arrival', lateMs: 5 * minute });
    // of another's POST nothing can be learned
    expect(posted(sending({ posts: 0 }), { kind: 'already-received' }).lane).toEqual([{ kind: 'answered' }]);
  });
  test('already received at the first attempt ever | unknown + foreign_duplicate', () => {
    const { document } = posted(sending({ posts: 0 }), { kind: 'already-received' });
    expect(document).toMatchObject({ state: 'unknown', foreignDuplicate: true, reason: 'foreign-duplicate' });
  });
  test('an attempt that was never counted (401) does NOT hide that the next one is the first', () => {
    const again = posted(sending({ posts: 0 }), { kind: 'unauthorized' }).document;
    const { document } = posted({ ...again, state: 'sending' }, { kind: 'already-received' });
    expect(document.foreignDuplicate).toBe(true);
  });
  test('a refusal keeps its cause and asks a person; nothing is planned', () => {
    const { document } = posted(sending(), { kind: 'refused' }, { cause: 'falta el emisor' });
    expect(document).toMatchObject({ reason: 'refused', cause: 'falta el emisor' });
    expect(document.nextAt).toBeUndefined();
  });
  test('a refusal of the lane leaves the document at its place in the queue', () => {
    const { document } = posted(sending({ nextAt: t0 - 9 }), { kind: 'throttled' }, {}, { now: t0 + minute });
    expect(document.nextAt).toBe(t0 - 9);
  });
  test('crash or power cut while sending | unknown at the next start', () => {
    const { document } = stepped(sending({ bootId: 'b0' }), { kind: 'interrupted' });
    expect(document).toMatchObject({ state: 'unknown', doubt: 'ordinary', posts: 1, reason: 'interrupted' });
  });
});

describe('settling GET', () => {
  test.each([
    ['recibido', 'received'],
    ['procesando', 'processing'],
  ] as const)('200 %s | %s', (word, state) => {
    const { document, lane } = asked(unknown(), found(word));
    expect(document).toMatchObject({ state, receivedAt: t0, nextAt: t0 + 20_000 });
    expect(document.doubt).toBeUndefined();
    expect(lane).toEqual([{ kind: 'passed' }]);
  });
  test('200 aceptado with the answer | final at once', () => {
    const { document, effects } = asked(unknown(), found('aceptado', { answer: answer() }));
    expect(document).toMatchObject({ state: 'accepted', verdict: 'accepted' });
    expect(document.nextAt).toBeUndefined();
    expect(effects.map(({ kind }) => kind)).toEqual(['store-answer', 'wake-dependents']);
  });
  test('404 before H does NOT count, and the next question waits for H', () => {
    const { document } = asked(unknown(), { kind: 'not-found' }, 20_000);
    expect(document).toMatchObject({ state: 'unknown', notFound: 0, settleGets: 1 });
    expect(document.nextAt).toBe(t0 + settleHorizonMs - 20_000);
  });
  test('a learned H is used', () => {
    const lane = openLane({ settleHorizonMs: 10 * minute });
    const { document } = asked(unknown(), { kind: 'not-found' }, settleHorizonMs, { lane });
    expect(document).toMatchObject({ notFound: 0, nextAt: t0 + 7 * minute });
  });
  test('the first late 404 asks again 60 s later', () => {
    const { document } = asked(unknown({ settleGets: 1 }), { kind: 'not-found' });
    expect(document).toMatchObject({
      state: 'unknown',
      notFound: 1,
      notFoundAt: t0,
      nextAt: t0 + notFoundSpacingMs,
      settleGets: 2,
    });
  });
  test('two late 404s at least 60 s apart | queued, same clave', () => {
    const before = unknown({ notFound: 1, notFoundAt: t0 - notFoundSpacingMs, settleGets: 2 });
    const { document } = asked(before, { kind: 'not-found' });
    expect(document).toMatchObject({
      state: 'queued',
      clave: before.clave,
      posts: 1,
      notFound: 0,
      settleGets: 0,
    });
    expect(document.doubt).toBeUndefined();
  });
  test('two 404s less than 60 s apart do NOT settle', () => {
    const before = unknown({ notFound: 1, notFoundAt: t0 - 59_999, settleGets: 2 });
    const { document } = asked(before, { kind: 'not-found' });
    expect(document).toMatchObject({ state: 'unknown', notFound: 1, nextAt: t0 + 1 });
  });
  test('sent at a time that is yet to come: H runs from now, and is NOT endless', () => {
    const before = unknown({ sentAt: t0 + 400 * 24 * 60 * minute });
    const { document } = asked(before, { kind: 'not-found' }, 0);
    expect(document).toMatchObject({ sentAt: t0, nextAt: t0 + settleHorizonMs });
  });
  test('a 404 of a time that is yet to come: the 60 s run from now, and are NOT endless', () => {
    const before = unknown({ notFound: 1, notFoundAt: t0 + 400 * 24 * 60 * minute });
    const { document } = asked(before, { kind: 'not-found' });
    expect(document).toMatchObject({ notFound: 1, notFoundAt: t0, nextAt: t0 + notFoundSpacingMs });
  });
  test('one doubt takes at most 3 answered GETs', () => {
    let document = unknown();
    let gets = 0;
    let now = t0;
    while (document.state === 'unknown') {
      now = Math.max(now, document.nextAt ?? now);
      document = asked(document, { kind: 'not-found' }, now - t0, { now }).document;
      gets++;
    }
    expect(gets).toBe(3);
    expect(document.state).toBe('queued');
  });
  test('404 twice after "already received" | needs_person, never queued', () => {
    const before = unknown({ doubt: 'duplicate', notFound: 1, notFoundAt: t0 - notFoundSpacingMs });
    const { document } = asked(before, { kind: 'not-found' });
    expect(document).toMatchObject({ state: 'needs_person', reason: 'duplicate-not-found' });
  });
  test.each<StatusResult>([
    { kind: 'unauthorized' },
    { kind: 'forbidden' },
    { kind: 'throttled' },
    { kind: 'not-sent', why: 'dns' },
  ])('%o stays unknown and due; the lane says when', (result) => {
    const before = unknown({ notFound: 1, notFoundAt: t0 });
    expect(asked(before, result).document).toEqual(before);
  });
  test.each(['status', 'unreadable', 'cut', 'timeout', 'aborted'] as const)(
    'doubtful %s stays unknown and goes behind the others',
    (why) => {
      const { document } = asked(unknown(), { kind: 'doubtful', why });
      expect(document).toMatchObject({ state: 'unknown', nextAt: t0 + 20_000, lastDoubtAt: t0 });
    },
  );
  test('a question that nobody could answer climbs the ladder only where others were answered since', () => {
    const before = unknown({ polls: 3, lastDoubtAt: t0 - minute });
    const down = asked(before, { kind: 'doubtful', why: 'status' }, 0, { lane: openLane() }).document;
    expect(down).toMatchObject({ polls: 3, nextAt: t0 + 5 * minute, lonelyDoubts: 0 });
    const lane = openLane({ lastAnswerAt: t0 - 1 });
    const sick = asked(before, { kind: 'doubtful', why: 'status' }, 0, { lane }).document;
    expect(sick).toMatchObject({ polls: 4, nextAt: t0 + 15 * minute, lonelyDoubts: 1 });
  });
  test('a long outage does NOT put the next question off by hours', () => {
    let document = unknown();
    let now = t0;
    for (let failed = 0; failed < 500; failed++) {
      now += 30 * minute;
      document = asked(document, { kind: 'doubtful', why: 'timeout' }, now - t0, { now }).document;
    }
    expect(document).toMatchObject({ state: 'unknown', nextAt: now + 20_000, unanswered: 500 });
  });
  describe('a document whose POST is always in doubt while its GETs say 404 and nothing else passes', () => {
    const rounds = (why: 'unreadable' | 'status' | 'cut', status?: number) => {
      let document = queued();
      let now = t0;
      let posts = 0;
      while (document.state !== 'needs_person' && posts < 100) {
        document = stepped(
          document,
          { kind: 'send', bootId: 'b', mono: 0, bytesMatch: true },
          { now },
        ).document;
        document = posted(document, { kind: 'doubtful', why }, status === undefined ? {} : { status }, {
          now,
        }).document;
        posts++;
        while (document.state === 'unknown') {
          now += 4 * minute;
          document = asked(document, { kind: 'not-found' }, 4 * minute, { now }).document;
        }
      }
      return { document, posts };
    };
    test.each([
      ['unreadable', undefined, 4],
      ['unreadable', 400, 4],
      ['status', 405, 4],
      ['status', 422, 4],
      ['status', 408, 24],
      ['status', 499, 24],
      ['status', 503, 24],
      ['cut', undefined, 24],
    ] as const)('%s %s: a person after %i POSTs, and NOT one more', (why, status, expected) => {
      const { document, posts } = rounds(why, status);
      expect(posts).toBe(expected);
      expect(document).toMatchObject({ state: 'needs_person', reason: 'too-many-doubts' });
      expect(choicesOf(document)).toEqual(['settle-now', 'send-again']);
    });
    test('sent again by a person it has all its tries anew', () => {
      const { document } = rounds('unreadable');
      expect(stepped(document, { kind: 'send-again' }).document).toMatchObject({
        state: 'queued',
        rounds: 0,
      });
    });
  });
  test('a recovered document whose GETs alone fail lets the others go after four, and stays in doubt', () => {
    let document = unknown({ reason: 'recovered', posts: 0 });
    const reasons: (string | undefined)[] = [];
    for (let n = 0; n < 4; n++) {
      document = asked(document, { kind: 'doubtful', why: 'status' }, 0, { now: t0 + n * minute }).document;
      reasons.push(document.reason);
    }
    expect(reasons).toEqual(['recovered', 'recovered', 'recovered', 'server-error']);
    expect(document.state).toBe('unknown');
  });
  test("then, while others are answered, it becomes a person's; it is NOT queued", () => {
    let document = unknown({ reason: 'server-error', posts: 0 });
    let now = t0;
    for (let n = 0; n < 5; n++) {
      now += minute;
      const lane = openLane({ lastAnswerAt: now - 1 });
      document = asked(document, { kind: 'doubtful', why: 'status' }, 0, { now, lane }).document;
    }
    expect(document).toMatchObject({ state: 'needs_person', reason: 'too-many-doubts' });
    expect(choicesOf(document)).toEqual(['settle-now']);
  });
  test('more than 4 doubts while others pass | needs_person', () => {
    const lane = openLane({ lastPassAt: t0 - 1 });
    const before = unknown({ lonelyDoubts: 4, lastDoubtAt: t0 - minute });
    const { document } = asked(before, { kind: 'doubtful', why: 'status' }, 0, { lane });
    expect(document).toMatchObject({ state: 'needs_person', reason: 'too-many-doubts' });
  });
  test('doubts while nothing passes do NOT count against the document', () => {
    const before = unknown({ lonelyDoubts: 4, lastDoubtAt: t0 - minute });
    const lane = openLane({ lastPassAt: t0 - 2 * minute });
    const { document } = asked(before, { kind: 'doubtful', why: 'status' }, 0, { lane });
    expect(document).toMatchObject({ state: 'unknown', lonelyDoubts: 4 });
  });
  test('a settled doubt too many | needs_person instead of one more POST', () => {
    const before = unknown({ lonelyDoubts: 5, notFound: 1, notFoundAt: t0 - notFoundSpacingMs });
    expect(asked(before, { kind: 'not-found' }).document).toMatchObject({
      state: 'needs_person',
      reason: 'too-many-doubts',
    });
  });
  test('a document that arrived after a 404 had counted teaches the lane a longer H', () => {
    const before = unknown({ notFound: 1, notFoundAt: t0 + 4 * minute });
    const { lane } = asked(before, found('recibido'));
    expect(lane).toEqual([{ kind: 'passed' }, { kind: 'late-arrival', lateMs: 4 * minute }]);
  });
});

describe('foreign duplicate', () => {
  const foreign = unknown({ doubt: 'duplicate', foreignDuplicate: true, reason: 'foreign-duplicate' });
  const final = found('aceptado', { answer: answer() });
  const compared = (comparison?: 'same' | 'different' | 'cannot-tell') =>
    stepped(foreign, {
      kind: 'status-result',
      result: final,
      facts: {},
      sinceSentMs: 0,
      ...(comparison === undefined ? {} : { comparison }),
    });
  test('is believed when issuer and total are ours', () => {
    expect(compared('same').document.state).toBe('accepted');
  });
  test.each(['different', 'cannot-tell', undefined] as const)(
    'is NOT believed when the comparison is %s',
    (how) => {
      const { document, effects } = compared(how);
      expect(document).toMatchObject({ state: 'needs_person', reason: 'not-ours', receivedAt: t0 });
      expect(effects).toEqual([]);
      expect(choicesOf(document)).not.toContain('send-again');
    },
  );
});

describe('a clave that another PC used, and nobody said so: our first POST was not answered', () => {
  const compared = (comparison: 'same' | 'different' | 'cannot-tell') =>
    stepped(unknown({}), {
      kind: 'status-result',
      result: found('aceptado', { answer: answer() }),
      facts: {},
      sinceSentMs: 0,
      comparison,
    }).document;
  test('an answer about another issuer or total is NOT ours', () => {
    expect(compared('different')).toMatchObject({ state: 'needs_person', reason: 'not-ours' });
  });
  test.each(['same', 'cannot-tell'] as const)('with nothing against it (%s) it is', (how) => {
    expect(compared(how).state).toBe('accepted');
  });
});

describe('polling GET', () => {
  test.each(['received', 'processing'] as const)('aceptado with its answer from %s | accepted', (state) => {
    const { document } = asked(received({ state }), found('aceptado', { answer: answer() }));
    expect(document.state).toBe('accepted');
  });
  test('rechazado with its answer | rejected', () => {
    const { document } = asked(received(), found('rechazado', { answer: answer({ verdict: 'rejected' }) }));
    expect(document).toMatchObject({ state: 'rejected', verdict: 'rejected' });
  });
  test.each([
    ['aceptado', undefined, 'answer-missing'],
    ['rechazado', undefined, 'answer-missing'],
    ['aceptado', 'base64', 'answer-unreadable'],
    ['aceptado', 'xml', 'answer-unreadable'],
    ['aceptado', 'doctype', 'answer-unreadable'],
    ['aceptado', 'too-large', 'answer-unreadable'],
  ] as const)('%s with answer fault %s is NOT final: asked again (I10)', (word, answerFault, reason) => {
    const { document, effects } = asked(received(), found(word, answerFault ? { answerFault } : {}));
    expect(document).toMatchObject({ state: 'processing', reason, polls: 1, nextAt: t0 + minute });
    expect(document.verdict).toBeUndefined();
    expect(effects).toEqual([]);
  });
  test.each([
    [{ answerFault: 'other-clave' }, 'answer-other-clave'],
    [{ answerFault: 'contradicts-state' }, 'answer-contradicts'],
    [{ answer: answer({ clave: claveOf(2) }) }, 'answer-other-clave'],
    [{ answer: answer({ verdict: 'rejected' }) }, 'answer-contradicts'],
  ] as const)('aceptado with %o | needs_person', (change, reason) => {
    const { document, effects } = asked(received(), found('aceptado', change));
    expect(document).toMatchObject({ state: 'needs_person', reason });
    expect(effects).toEqual([]);
  });
  test.each([
    ['altered', 'answer-altered'],
    ['unsigned', 'answer-unsigned'],
  ] as const)(
    'aceptado by an answer that is %s | needs_person, the answer kept aside',
    (signature, reason) => {
      const given = answer({ check: { signature, mismatches: [] } });
      const { document, effects } = asked(received(), found('aceptado', { answer: given }));
      expect(document).toMatchObject({ state: 'needs_person', reason, receivedAt: t0 });
      expect(document.verdict).toBeUndefined();
      expect(effects).toEqual([{ kind: 'put-answer-aside', answer: given }]);
      expect(choicesOf(document)).toEqual(['settle-now']);
    },
  );
  const mismatch = { field: 'total', ours: '113', theirs: '112' } as const;
  test.each([
    ['intact', [], undefined],
    ['intact', [mismatch], 'answer-amounts'],
    ['unclear', [], 'answer-unclear'],
    ['unclear', [mismatch], 'answer-amounts'],
  ] as const)(
    'aceptado, signature %s, mismatches %o | accepted, noticed as %s',
    (signature, mismatches, reason) => {
      const given = answer({ check: { signature, mismatches } });
      const { document, effects } = asked(received(), found('aceptado', { answer: given }));
      expect(document).toMatchObject({ state: 'accepted', verdict: 'accepted' });
      expect(document.reason).toBe(reason);
      expect(effects).toEqual([{ kind: 'store-answer', answer: given }, { kind: 'wake-dependents' }]);
    },
  );
  test.each([claveOf(1), `${claveOf(1)}-00100001050000000001`])(
    'the answer to a mensaje receptor may name %s',
    (clave) => {
      const message = received({ clave: `${claveOf(1)}-00100001050000000001` });
      const { document } = asked(message, found('aceptado', { answer: answer({ clave }) }));
      expect(document.state).toBe('accepted');
    },
  );
  test.each([claveOf(2), `${claveOf(1)}-00100001050000000002`])(
    'the answer to a mensaje receptor may NOT name %s',
    (clave) => {
      const message = received({ clave: `${claveOf(1)}-00100001050000000001` });
      const { document } = asked(message, found('aceptado', { answer: answer({ clave }) }));
      expect(document).toMatchObject({ state: 'needs_person', reason: 'answer-other-clave' });
    },
  );
  test('polls after 20 s, 1, 5, 15, 60 min, then four a day', () => {
    let document = posted(sending(), { kind: 'received' }).document;
    const waits: number[] = [];
    let now = t0;
    for (let poll = 0; poll < 7; poll++) {
      waits.push((document.nextAt ?? 0) - now);
      now = document.nextAt ?? now;
      document = asked(document, found('procesando'), 0, { now }).document;
    }
    expect(waits).toEqual([...pollLadderMs, 6 * 60 * minute]);
  });
  test('error | needs_person, raw kept', () => {
    const { document } = asked(received(), found('error'));
    expect(document).toMatchObject({ state: 'needs_person', reason: 'authority-error', rawText: 'error' });
  });
  test('an unknown word | needs_person, raw kept', () => {
    const { document } = asked(received(), found('other', { rawState: 'archivado' }));
    expect(document).toMatchObject({ state: 'needs_person', reason: 'unknown-state', rawText: 'archivado' });
  });
  test('404 | alarm; three spaced 404s | needs_person; never re-sent', () => {
    let document = received();
    const states: string[] = [];
    for (let n = 0; n < 3; n++) {
      document = asked(document, { kind: 'not-found' }, 0, { now: t0 + n * notFoundSpacingMs }).document;
      states.push(document.state);
      expect(document.reason).toBe('vanished');
    }
    expect(states).toEqual(['received', 'received', 'needs_person']);
    expect(choicesOf(document)).toEqual(['settle-now']);
  });
  test('404s that are not spaced do NOT add up', () => {
    const before = received({ notFound: 2, notFoundAt: t0 - 1 });
    expect(asked(before, { kind: 'not-found' }).document).toMatchObject({ state: 'received', notFound: 2 });
  });
  test('a 404 of a time that is yet to come does NOT put off the next question', () => {
    const before = received({ notFound: 2, notFoundAt: t0 + 400 * 24 * 60 * minute });
    expect(asked(before, { kind: 'not-found' }).document).toMatchObject({
      notFoundAt: t0,
      nextAt: t0 + notFoundSpacingMs,
    });
  });
  test('a document that is found again is no longer alarming', () => {
    const { document } = asked(
      received({ notFound: 2, notFoundAt: t0, reason: 'vanished' }),
      found('recibido'),
    );
    expect(document.notFound).toBe(0);
    expect(document.reason).toBeUndefined();
  });
  test.each(['status', 'timeout', 'unreadable'] as const)(
    'doubtful %s changes only the next question',
    (why) => {
      const before = received({ polls: 1 });
      const { document } = asked(before, { kind: 'doubtful', why });
      expect(document).toEqual({ ...before, lastDoubtAt: t0, nextAt: t0 + minute });
    },
  );
  test('polls of a long outage do NOT climb the ladder: the next one comes within five minutes', () => {
    let document = received({ polls: 4 });
    let now = t0;
    for (let failed = 0; failed < 100; failed++) {
      now += 30 * minute;
      document = asked(document, { kind: 'doubtful', why: 'timeout' }, 0, { now }).document;
    }
    expect(document).toMatchObject({ state: 'received', polls: 4, nextAt: now + 5 * minute, unanswered: 0 });
  });
  test('a poll that fails eight times while others are answered | needs_person, never re-sent', () => {
    let document = received();
    let now = t0;
    const states: string[] = [];
    for (let n = 0; n < 8; n++) {
      now += minute;
      const lane = openLane({ lastAnswerAt: now - 1 });
      document = asked(document, { kind: 'doubtful', why: 'status' }, 0, { now, lane }).document;
      states.push(document.state);
    }
    expect(states).toEqual([...Array.from({ length: 7 }, () => 'received'), 'needs_person']);
    expect(document.reason).toBe('too-many-doubts');
    expect(choicesOf(document)).toEqual(['settle-now']);
  });
  test.each([
    ['answer-missing', {}],
    ['answer-unreadable', { answerFault: 'xml' }],
  ] as const)(
    'final eight times with %s | needs_person; "preguntar ahora" asks once more',
    (reason, fault) => {
      let document = received();
      for (let n = 0; n < 8; n++) {
        expect(document.state).not.toBe('needs_person');
        document = asked(document, found('aceptado', fault)).document;
      }
      expect(document).toMatchObject({ state: 'needs_person', reason, receivedAt: t0 });
      expect(document.verdict).toBeUndefined();
      const again = stepped(document, { kind: 'settle-now' }).document;
      expect(again).toMatchObject({ state: 'received', nextAt: t0 });
      expect(asked(again, found('aceptado', fault)).document.state).toBe('needs_person');
      expect(asked(again, found('aceptado', { answer: answer() })).document.state).toBe('accepted');
    },
  );
  test('one state that is not final in between starts the count anew', () => {
    const before = received({ unanswered: 7 });
    expect(asked(before, found('procesando')).document.unanswered).toBe(0);
  });
});

describe('what the clerk may do', () => {
  test('retry from needs_fix | queued with the same clave', () => {
    const { document } = stepped(queued({ state: 'needs_fix', reason: 'refused', posts: 1 }), {
      kind: 'retry',
    });
    expect(document).toMatchObject({ state: 'queued', clave: claveOf(1), posts: 1 });
    expect(document.reason).toBeUndefined();
  });
  test.each<DocumentState>(['queued', 'sending', 'unknown', 'received', 'accepted', 'needs_person'])(
    'retry from %s is NOT allowed',
    (state) => {
      expect(stepDocument(queued({ state }), { kind: 'retry' }, context())).toBeUndefined();
    },
  );
  test('send-again only after two late 404s', () => {
    const absent = unknown({ state: 'needs_person', reason: 'duplicate-not-found', notFound: 2 });
    expect(stepped(absent, { kind: 'send-again' }).document.state).toBe('queued');
    const open = unknown({ state: 'needs_person', reason: 'too-many-doubts', notFound: 1 });
    expect(stepDocument(open, { kind: 'send-again' }, context())).toBeUndefined();
  });
  test('send-again is NOT allowed for what was ever received (I2)', () => {
    const vanished = received({ state: 'needs_person', reason: 'vanished', notFound: 3 });
    expect(stepDocument(vanished, { kind: 'send-again' }, context())).toBeUndefined();
  });
  test('settle-now of what was received polls again and stays received', () => {
    const vanished = received({ state: 'needs_person', reason: 'vanished', notFound: 3 });
    expect(stepped(vanished, { kind: 'settle-now' }).document).toMatchObject({
      state: 'received',
      notFound: 0,
      nextAt: t0,
    });
  });
  test('settle-now of what was never known to arrive opens the doubt anew', () => {
    const person = unknown({
      state: 'needs_person',
      reason: 'too-many-doubts',
      notFound: 2,
      lonelyDoubts: 5,
    });
    expect(stepped(person, { kind: 'settle-now' }).document).toMatchObject({
      state: 'unknown',
      doubt: 'ordinary',
      notFound: 0,
      lonelyDoubts: 0,
    });
  });
  test('hold and release', () => {
    const held = stepped(queued(), { kind: 'hold' }).document;
    expect(held).toMatchObject({ state: 'held', reason: 'by-clerk' });
    expect(stepped(held, { kind: 'release' }).document.state).toBe('queued');
    expect(stepDocument(sending(), { kind: 'hold' }, context())).toBeUndefined();
  });
  test('release does NOT free a document that waits for another one', () => {
    const waiting = queued({ state: 'held', reason: 'predecessor', dependsOn: 'd0' });
    expect(stepDocument(waiting, { kind: 'release' }, context({ predecessor: 'open' }))).toBeUndefined();
  });
  test('release of a held note whose document is not accepted yet keeps it held (I7)', () => {
    const held = queued({ state: 'held', reason: 'by-clerk', dependsOn: 'd0' });
    expect(stepped(held, { kind: 'release' }, { predecessor: 'open' }).document).toMatchObject({
      state: 'held',
      reason: 'predecessor',
    });
  });
});

describe('order', () => {
  const note = queued({ state: 'held', reason: 'predecessor', dependsOn: 'd0' });
  test.each([
    ['accepted', 'queued'],
    ['rejected', 'needs_person'],
    ['open', 'held'],
  ] as const)('the document it refers to is %s | %s', (predecessor, state) => {
    expect(stepped(note, { kind: 'predecessor-final' }, { predecessor }).document.state).toBe(state);
  });
  test('a note held by the clerk stays held when its document is accepted', () => {
    const held = queued({ state: 'held', reason: 'by-clerk', dependsOn: 'd0' });
    expect(stepped(held, { kind: 'predecessor-final' }, { predecessor: 'accepted' }).document).toEqual(held);
  });
});

describe('an older copy was brought back (section 8)', () => {
  const since = { sentAt: t0 - minute };
  test('what it calls queued is asked about, H from now: a POST after the copy was made is not known to it', () => {
    const { document } = stepped(queued(since), { kind: 'restored' });
    expect(document).toMatchObject({ state: 'unknown', reason: 'recovered', sentAt: t0, nextAt: t0 });
  });
  test('what it calls unknown may have been sent once more since: its 404 does NOT count, and H begins again', () => {
    const before = unknown({ notFound: 1, notFoundAt: t0 - minute, settleGets: 1 });
    const { document } = stepped(before, { kind: 'restored' });
    expect(document).toMatchObject({ state: 'unknown', notFound: 0, settleGets: 0, sentAt: t0 });
    expect(document.notFoundAt).toBeUndefined();
    expect(document.sentOn).toBeUndefined();
  });
  test.each([
    ['held by the clerk', { state: 'held', reason: 'by-clerk' }, 'release', {}],
    [
      'held for another',
      { state: 'held', reason: 'predecessor' },
      'predecessor-final',
      { predecessor: 'accepted' },
    ],
    ['to be corrected', { state: 'needs_fix', reason: 'refused' }, 'retry', {}],
    ['quarantined', { state: 'quarantined', reason: 'bytes-changed' }, 'repaired', {}],
  ] as const)(
    'what it calls %s stays so, and is asked about before it is sent',
    (_name, was, kind, change) => {
      const { document } = stepped(queued(was), { kind: 'restored' });
      expect(document).toMatchObject(was);
      expect(stepped(document, { kind }, change).document).toMatchObject({
        state: 'unknown',
        reason: 'recovered',
      });
      // without a restore it goes at once
      expect(stepped(queued(was), { kind }, change).document.state).toBe('queued');
    },
  );
  test('asked about and not found, it is sent as any other', () => {
    const held = stepped(queued({ state: 'held', reason: 'by-clerk' }), { kind: 'restored' }).document;
    let document = stepped(held, { kind: 'release' }).document;
    for (const now of [t0 + settleHorizonMs, t0 + settleHorizonMs + notFoundSpacingMs])
      document = asked(document, { kind: 'not-found' }, settleHorizonMs, { now }).document;
    expect(document.state).toBe('queued');
    expect(document.doubt).toBeUndefined();
  });
  test('a rejected predecessor hands it to a person all the same', () => {
    const held = stepped(queued({ state: 'held', reason: 'predecessor' }), { kind: 'restored' }).document;
    const { document } = stepped(held, { kind: 'predecessor-final' }, { predecessor: 'rejected' });
    expect(document).toMatchObject({ state: 'needs_person', reason: 'predecessor-rejected' });
  });
  test('the 404s it remembers do NOT let the clerk send again before asking anew', () => {
    const before = unknown({ state: 'needs_person', reason: 'too-many-doubts', notFound: 2 });
    expect(choicesOf(before)).toContain('send-again');
    const { document } = stepped(before, { kind: 'restored' });
    expect(choicesOf(document)).toEqual(['settle-now']);
    expect(document.sentAt).toBe(t0);
  });
});

describe('the journal says that it was given up (section 8)', () => {
  test.each([
    ['unknown', unknown({ reason: 'recovered' })],
    ['queued', queued()],
    ['held', queued({ state: 'held', reason: 'by-clerk' })],
    ['needs_fix', queued({ state: 'needs_fix', reason: 'refused', posts: 1, sentAt: t0 })],
  ])('%s: it is asked about, and two late 404s abandon it; NEVER queued', (_state, before) => {
    let { document } = stepped(before, { kind: 'known-abandoned' });
    expect(document).toMatchObject({ state: 'unknown', intent: 'abandon', reason: 'abandoning' });
    for (const now of [t0 + settleHorizonMs, t0 + settleHorizonMs + notFoundSpacingMs])
      document = asked(document, { kind: 'not-found' }, 2 * settleHorizonMs, { now }).document;
    expect(document.state).toBe('abandoned');
  });
  test.each([
    ['received', received()],
    ['accepted', received({ state: 'accepted', verdict: 'accepted' })],
    ['abandoned', queued({ state: 'abandoned', intent: 'abandon' })],
  ])('%s: it stays as it is', (_state, before) =>
    expect(stepped(before, { kind: 'known-abandoned' }).document).toEqual(before),
  );
});

describe('giving up (I1)', () => {
  const refused = queued({ state: 'needs_fix', reason: 'refused', posts: 1, sentAt: t0 });
  const lateNotFound = (document: OutboxDocument, now: number) =>
    asked(document, { kind: 'not-found' }, 2 * settleHorizonMs, { now });

  test('what was refused is asked about first: unknown, never queued', () => {
    const { document, effects } = stepped(refused, { kind: 'abandon' });
    expect(document).toMatchObject({ state: 'unknown', reason: 'abandoning', intent: 'abandon', nextAt: t0 });
    expect(effects).toEqual([]);
    expect(choicesOf(document)).toEqual(['settle-now']);
  });
  test('two late 404s at least 60 s apart | abandoned, and what waits for it is told', () => {
    const asking = stepped(refused, { kind: 'abandon' }).document;
    const once = lateNotFound(asking, t0).document;
    expect(once.state).toBe('unknown');
    const tooEarly = lateNotFound(once, t0 + notFoundSpacingMs - 1).document;
    expect(tooEarly.state).toBe('unknown');
    const twice = lateNotFound(once, t0 + notFoundSpacingMs);
    expect(twice.document.state).toBe('abandoned');
    expect(twice.effects).toEqual([{ kind: 'wake-dependents' }]);
    expect(choicesOf(twice.document)).toEqual([]);
  });
  test('a 404 before H does NOT count', () => {
    const asking = stepped(refused, { kind: 'abandon' }).document;
    const early = asked(asking, { kind: 'not-found' }, settleHorizonMs - 1).document;
    expect(early).toMatchObject({ state: 'unknown', notFound: 0 });
  });
  test("many doubts do NOT make it a person's when it is not there: it is abandoned", () => {
    const asking = unknown({
      intent: 'abandon',
      notFound: 1,
      notFoundAt: t0 - minute,
      lonelyDoubts: 9,
      rounds: 99,
    });
    expect(lateNotFound(asking, t0).document.state).toBe('abandoned');
  });
  test('there after all: received like any other, told, and NOT abandoned', () => {
    const asking = stepped(refused, { kind: 'abandon' }).document;
    const there = asked(asking, found('recibido')).document;
    expect(there).toMatchObject({ state: 'received', reason: 'abandon-too-late', receivedAt: t0 });
    const done = asked(there, found('aceptado', { answer: answer() })).document;
    expect(done).toMatchObject({ state: 'accepted', reason: 'abandon-too-late' });
  });
  test("in a person's hands on the way it is still given up: asked again, NOT sent again", () => {
    const lane = openLane({ lastAnswerAt: t0 - 1 });
    const asking = unknown({ intent: 'abandon', reason: 'abandoning', lonelyDoubts: 4 });
    const stuck = asked(asking, { kind: 'doubtful', why: 'status' }, 0, { lane }).document;
    expect(stuck.state).toBe('needs_person');
    expect(choicesOf(stuck)).toEqual(['settle-now']);
    expect(stepped(stuck, { kind: 'settle-now' }).document).toMatchObject({
      state: 'unknown',
      reason: 'abandoning',
      intent: 'abandon',
    });
  });
  test.each(['rejected', 'abandoned'] as const)(
    'its predecessor is %s, it was never sent | abandoned at once',
    (how) => {
      const waiting = queued({ state: 'held', reason: 'predecessor', dependsOn: 'd0' });
      const told = stepped(waiting, { kind: 'predecessor-final' }, { predecessor: how }).document;
      expect(told).toMatchObject({ state: 'needs_person', reason: `predecessor-${how}` });
      expect(choicesOf(told)).toEqual(['abandon']);
      const { document, effects } = stepped(told, { kind: 'abandon' });
      expect(document.state).toBe('abandoned');
      expect(effects).toEqual([{ kind: 'wake-dependents' }]);
    },
  );
  test('held by the clerk and never sent | abandoned at once', () => {
    const held = queued({ state: 'held', reason: 'by-clerk' });
    expect(stepped(held, { kind: 'abandon' }).document.state).toBe('abandoned');
  });
  test('held, and perhaps sent after the copy that was restored was made | asked about first', () => {
    const held = stepped(queued({ state: 'held', reason: 'by-clerk' }), { kind: 'restored' }).document;
    expect(stepped(held, { kind: 'abandon' }).document).toMatchObject({
      state: 'unknown',
      intent: 'abandon',
    });
  });
  test.each<DocumentState>([
    'sealed',
    'queued',
    'sending',
    'unknown',
    'received',
    'processing',
    'accepted',
    'rejected',
    'needs_person',
    'quarantined',
    'abandoned',
  ])('from %s it is NOT allowed', (state) => {
    const document = unknown({ state, reason: 'duplicate-not-found', notFound: 2 });
    expect(stepDocument(document, { kind: 'abandon' }, context())).toBeUndefined();
  });
  test('what was given up is NOT sent, whatever state it claims to be in (I2)', () => {
    const document = queued({ intent: 'abandon' });
    expect(() =>
      stepDocument(document, { kind: 'send', bootId: 'b', mono: 0, bytesMatch: true }, context()),
    ).toThrow(/send in state/);
  });
});
