import { assertNever } from '../assert-never.ts';
import { namesIdentity } from '../numbering/identity.ts';
import { type AnswerCheck, settles } from './answer-check.ts';
import {
  type DocumentReason,
  isFromFileAlone,
  mayBeAsked,
  mayStillBePosted,
  type OutboxDocument,
} from './document.ts';
import type { Lane } from './lane.ts';
import { type LaneEvent, settleHorizon } from './lane-step.ts';
import type { AuthorityAnswer, CallFacts, Doubtful, PostResult, StatusResult } from './results.ts';
import type { OutboxTimings } from './timings.ts';

/** What may happen to a document. OUTBOX.md sections 3 to 5. */
export type DocumentEvent =
  /** T1 of a POST: the intent becomes durable. `bytesMatch`: the stored bytes still have the sealed hash */
  | { readonly kind: 'send'; readonly bootId: string; readonly mono: number; readonly bytesMatch: boolean }
  /** T2 of a POST */
  | { readonly kind: 'post-result'; readonly result: PostResult; readonly facts: CallFacts }
  /** T2 of a GET. `sinceSentMs`: since the last POST began, by the monotonic clock where it still runs */
  | {
      readonly kind: 'status-result';
      readonly result: StatusResult;
      readonly facts: CallFacts;
      readonly sinceSentMs: number;
      /** of a final answer, where the number may be another's: does it name our issuer and total? */
      readonly comparison?: Comparison;
    }
  /** the program starts and finds a row that another run was sending */
  | { readonly kind: 'interrupted' }
  /** the program starts on an older copy of the database: what it calls unsent may have been sent since (section 8) */
  | { readonly kind: 'restored' }
  /** the program starts and the journal says that a person had given it up: its row may have forgotten that (section 8) */
  | { readonly kind: 'known-abandoned' }
  /** the second copy had the right bytes and they are back in place */
  | { readonly kind: 'repaired' }
  /** the document it waits for is final */
  | { readonly kind: 'predecessor-final' }
  /** clerk: the reason of the refusal was repaired elsewhere; same clave, same bytes */
  | { readonly kind: 'retry' }
  /** clerk: ask the authority now */
  | { readonly kind: 'settle-now' }
  /** clerk: send the same bytes again (I2 permitting) */
  | { readonly kind: 'send-again' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'release' }
  /** clerk: gives it up for good, so that the sale may get a new document (I1); asked about first where it may have arrived */
  | { readonly kind: 'abandon' };

export type Comparison = 'same' | 'different' | 'cannot-tell';

export interface DocumentContext {
  /** UTC ms */
  readonly now: number;
  readonly timings: OutboxTimings;
  readonly lane: Lane;
  /** where the document it depends on stands; 'none' when it depends on none */
  readonly predecessor: 'none' | 'open' | 'accepted' | 'rejected' | 'abandoned';
}

export type DocumentEffect =
  /** write the answer in the same transaction */
  | { readonly kind: 'store-answer'; readonly answer: AuthorityAnswer }
  /** keep it beside, in the same transaction: it settles nothing */
  | { readonly kind: 'put-answer-aside'; readonly answer: AuthorityAnswer }
  /** give the documents that wait for this one the event `predecessor-final` */
  | { readonly kind: 'wake-dependents' };

export interface DocumentStep {
  readonly document: OutboxDocument;
  /** what it means to the lane, in order */
  readonly lane: readonly LaneEvent[];
  readonly effects: readonly DocumentEffect[];
}

/** More than this many doubts while others pass: a person looks at it (section 5). */
export const lonelyDoubtLimit = 4;
/**
 * POSTs whose doubt ended with "not there", before a person looks at it although nothing else passes. An answer that is documented
 * nowhere repeats itself: four. A line that breaks or a service that fails while its GETs answer may last hours: a day of tries
 * (the lane rests half an hour between them at most).
 */
export const strangeRoundLimit = 4;
export const roundLimit = 24;
/** Questions in a row without a usable answer, about a document that the authority has: a person looks at it (a day or two of polls). */
export const unansweredLimit = 8;
/** Questions in a row without an answer after which a recovered document holds the others up no longer. */
const holdingTries = 4;
/** The rung of the ladder beyond which a question that nobody could answer is not put off: the trouble was the service's. */
const outageRung = 2;
/** 404s that settle a doubt, and that make a received document need a person. */
const settlingNotFounds = 2;
const vanishingNotFounds = 3;

type OptionalKey =
  | 'bootId'
  | 'nextAt'
  | 'reason'
  | 'notFoundAt'
  | 'doubt'
  | 'rawText'
  | 'cause'
  | 'sentAt'
  | 'sentOn'
  | 'lastDoubtAt';
type Change = Partial<
  Omit<OutboxDocument, OptionalKey | 'id' | 'companyId' | 'clave' | 'since' | 'dependsOn'>
> & {
  readonly [K in OptionalKey]?: OutboxDocument[K] | undefined;
};

function changed(document: OutboxDocument, change: Change, now: number): OutboxDocument {
  const merged = { ...document, ...change };
  const since = merged.state === document.state ? document.since : now;
  const cleared = Object.fromEntries(
    Object.entries({ ...merged, since }).filter(([, value]) => value !== undefined),
  );
  // oxlint-disable-next-line no-unsafe-type-assertion -- the same fields, those set to undefined left out
  return cleared as unknown as OutboxDocument;
}

const noEffects: Pick<DocumentStep, 'lane' | 'effects'> = { lane: [], effects: [] };

const only = (document: OutboxDocument, change: Change, now: number): DocumentStep => ({
  document: changed(document, change, now),
  ...noEffects,
});

const settled = { doubt: undefined, notFound: 0, notFoundAt: undefined, settleGets: 0 } as const;

function ladder(polls: number, timings: OutboxTimings): number {
  const steps = timings.pollLadderMs;
  return steps[Math.min(polls, steps.length - 1)] ?? timings.dayMs;
}

/** Onto the way to a POST: queued, or held where the document it refers to is not accepted (I7). */
function toQueue({ now, predecessor }: DocumentContext): Change {
  switch (predecessor) {
    case 'none':
    case 'accepted':
      return { state: 'queued', nextAt: now, reason: undefined, bootId: undefined };
    case 'open':
      return { state: 'held', nextAt: now, reason: 'predecessor', bootId: undefined };
    case 'rejected':
      return toPerson('predecessor-rejected');
    case 'abandoned':
      return toPerson('predecessor-abandoned');
    default:
      return assertNever(predecessor);
  }
}

/**
 * What an older copy of the database calls unsent may have been sent after the copy was made: the authority is asked before it is
 * sent (section 8).
 */
const toQuestion = (document: OutboxDocument, now: number): Change => ({
  ...settled,
  state: 'unknown',
  doubt: 'ordinary',
  reason: 'recovered',
  bootId: undefined,
  sentAt: document.sentAt ?? document.since,
  polls: 0,
  nextAt: now,
});

/** When it was last sent the copy does not know, only that it was before the copy was brought back: H runs from here. */
const sentUntilNow = (now: number): Change => ({ sentAt: now, sentOn: undefined });

/** To the queue at last: by way of a question where the wait began in an older copy, which left its doubt on it (`restored`). */
function onward(document: OutboxDocument, context: DocumentContext): Change {
  const change = toQueue(context);
  return change.state === 'queued' && document.doubt !== undefined
    ? toQuestion(document, context.now)
    : change;
}

/** An older copy was brought back; see `toQuestion`. What waits for a person or another document is asked about when its wait ends. */
function restored(document: OutboxDocument, { now }: DocumentContext): DocumentStep {
  switch (document.state) {
    case 'queued':
      return only(document, { ...toQuestion(document, now), ...sentUntilNow(now) }, now);
    case 'held':
    case 'needs_fix':
    case 'quarantined':
      return only(document, { doubt: 'ordinary', ...sentUntilNow(now) }, now);
    // the 404s that would let it be sent again are as old as the copy
    case 'unknown':
      return only(document, { notFound: 0, notFoundAt: undefined, settleGets: 0, ...sentUntilNow(now) }, now);
    case 'needs_person': {
      const until = document.sentAt === undefined ? {} : sentUntilNow(now);
      return only(document, { notFound: 0, notFoundAt: undefined, ...until }, now);
    }
    case 'sealed':
    case 'sending':
    case 'received':
    case 'processing':
    case 'accepted':
    case 'rejected':
    case 'abandoned':
      return { document, ...noEffects };
    default:
      return assertNever(document.state);
  }
}

const toPerson = (reason: DocumentReason): Change => ({
  state: 'needs_person',
  reason,
  nextAt: undefined,
  bootId: undefined,
});

/** Given up and not there: final. */
const over: Change = {
  state: 'abandoned',
  reason: undefined,
  nextAt: undefined,
  bootId: undefined,
  unanswered: 0,
};

/** One doubt more; it counts against the document only if others passed since its last one. */
function doubted(
  document: OutboxDocument,
  { now, lane }: DocumentContext,
): Pick<Change, 'lonelyDoubts' | 'lastDoubtAt'> {
  const othersPassed = (lane.lastPassAt ?? 0) > (document.lastDoubtAt ?? 0);
  return { lonelyDoubts: document.lonelyDoubts + (othersPassed ? 1 : 0), lastDoubtAt: now };
}

/** 4xx that this call does not document, and what cannot be read at all: as likely the document's doing as the service's. */
const isStrange = (result: Doubtful, { status }: CallFacts): boolean =>
  result.why === 'unreadable' ||
  (result.why === 'status' && status !== undefined && status < 500 && status !== 408 && status !== 499);

function reasonOf(result: Doubtful, facts: CallFacts): 'strange-answer' | 'server-error' | 'no-answer' {
  if (isStrange(result, facts)) return 'strange-answer';
  return result.why === 'status' ? 'server-error' : 'no-answer';
}

/** Where each result of POST /recepcion leads: OUTBOX.md section 5, first table. */
function postResult(
  document: OutboxDocument,
  result: PostResult,
  facts: CallFacts,
  context: DocumentContext,
): DocumentStep {
  const { now, timings } = context;
  const counted = document.posts + 1;
  const noted: Change = {
    bootId: undefined,
    ...(facts.cause === undefined ? {} : { cause: facts.cause }),
    ...(facts.location === undefined ? {} : { location: facts.location }),
    ...(facts.rawText === undefined ? {} : { rawText: facts.rawText }),
  };
  const back: Change = { ...noted, state: 'queued', reason: undefined };
  switch (result.kind) {
    // 201, 202 | received | failures reset
    case 'received':
      return {
        document: changed(
          document,
          {
            ...noted,
            ...settled,
            state: 'received',
            reason: undefined,
            posts: counted,
            receivedAt: now,
            polls: 0,
            nextAt: now + ladder(0, timings),
          },
          now,
        ),
        lane: [{ kind: 'passed' }],
        effects: [],
      };
    // 400 already received, naming this clave | unknown, settle at once | -
    // the same on the first attempt ever | unknown + foreign_duplicate | -
    case 'already-received': {
      const foreign = document.posts === 0;
      // What an earlier POST brought had been settled as absent: it came later than H, nobody knows by how much.
      const late: readonly LaneEvent[] = foreign
        ? []
        : [{ kind: 'late-arrival', lateMs: settleHorizon(context.lane, timings) }];
      return {
        document: changed(
          document,
          {
            ...noted,
            ...settled,
            state: 'unknown',
            doubt: 'duplicate',
            reason: foreign ? 'foreign-duplicate' : 'duplicate',
            foreignDuplicate: document.foreignDuplicate || foreign,
            posts: counted,
            polls: 0,
            nextAt: now,
          },
          now,
        ),
        lane: [{ kind: 'answered' }, ...late],
        effects: [],
      };
    }
    // 400 other | needs_fix | -
    case 'refused':
      return {
        document: changed(
          document,
          { ...noted, state: 'needs_fix', reason: 'refused', posts: counted, nextAt: undefined },
          now,
        ),
        lane: [{ kind: 'answered' }],
        effects: [],
      };
    // 404 on POST | queued | blocked_access
    case 'wrong-address':
      return { document: changed(document, back, now), lane: [{ kind: 'wrong-address' }], effects: [] };
    // 401, 403, 429, failure before a byte | queued, not counted | lane rules (the shell adds generation and ledger)
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
    case 'not-sent':
      return { document: changed(document, back, now), ...noEffects };
    // other 2xx, 3xx, unreadable; 408, 499, 5xx; reset, timeout, abort after the first byte | unknown
    case 'doubtful':
      return only(
        document,
        {
          ...noted,
          ...settled,
          ...doubted(document, context),
          state: 'unknown',
          doubt: 'ordinary',
          reason: reasonOf(result, facts),
          posts: counted,
          polls: 0,
          nextAt: now + timings.settleFirstMs,
        },
        now,
      );
    default:
      return assertNever(result);
  }
}

/** What a person is to see beside a final state. */
function noticed(check: AnswerCheck | undefined): Pick<Change, 'reason'> {
  if (check === undefined) return {};
  if (check.mismatches.length > 0) return { reason: 'answer-amounts' };
  return check.signature === 'unclear' ? { reason: 'answer-unclear' } : {};
}

/** GET 200, from `unknown` (settling) as from `received` and `processing` (polling): section 5, second and third text. */
function found(
  document: OutboxDocument,
  event: Extract<DocumentEvent, { kind: 'status-result' }>,
  result: Extract<StatusResult, { kind: 'found' }>,
  context: DocumentContext,
): DocumentStep {
  const { now, timings } = context;
  const late =
    document.state === 'unknown' && document.notFoundAt !== undefined && document.sentAt !== undefined
      ? document.notFoundAt - document.sentAt
      : undefined;
  const lane: readonly LaneEvent[] =
    late === undefined ? [{ kind: 'passed' }] : [{ kind: 'passed' }, { kind: 'late-arrival', lateMs: late }];
  const polls = document.state === 'unknown' ? 0 : document.polls + 1;
  const there: Change = {
    ...settled,
    receivedAt: document.receivedAt ?? now,
    polls,
    unanswered: 0,
    nextAt: now + ladder(polls, timings),
    reason: document.intent === undefined ? undefined : 'abandon-too-late',
  };
  const to = (change: Change): DocumentStep => ({
    document: changed(document, { ...there, ...change }, now),
    lane,
    effects: [],
  });
  /** final by its state, and no answer to show for it (I10): asked again, then a person's */
  const answerless = (reason: 'answer-missing' | 'answer-unreadable'): DocumentStep => {
    const unanswered = document.unanswered + 1;
    return to(
      unanswered < unansweredLimit
        ? { state: 'processing', reason, unanswered }
        : { ...toPerson(reason), unanswered },
    );
  };
  switch (result.state) {
    case 'recibido':
      return to({ state: 'received' });
    case 'procesando':
      return to({ state: 'processing' });
    case 'aceptado':
    case 'rechazado': {
      const verdict = result.state === 'aceptado' ? 'accepted' : 'rejected';
      // identities conflict | needs_person
      if (result.answerFault === 'other-clave') return to(toPerson('answer-other-clave'));
      if (result.answerFault === 'contradicts-state') return to(toPerson('answer-contradicts'));
      if (result.answerFault !== undefined) return answerless('answer-unreadable');
      // I10: final only with the answer in hand
      if (result.answer === undefined) return answerless('answer-missing');
      if (!namesIdentity(result.answer.clave, document.clave)) return to(toPerson('answer-other-clave'));
      if (result.answer.verdict !== verdict) return to(toPerson('answer-contradicts'));
      const { check } = result.answer;
      // I10: what was altered, or never signed, is not the authority's signed answer; kept all the same, for a person to look at
      if (check && !settles(check)) {
        return {
          ...to(toPerson(check.signature === 'altered' ? 'answer-altered' : 'answer-unsigned')),
          effects: [{ kind: 'put-answer-aside', answer: result.answer }],
        };
      }
      // foreign_duplicate: compare issuer, date and total with ours before believing it; also where another PC's document answered the
      // question about ours, because our own first POST was never answered
      if (event.comparison === 'different' || (document.foreignDuplicate && event.comparison !== 'same'))
        return to(toPerson('not-ours'));
      return {
        document: changed(
          document,
          { ...there, ...noticed(check), state: verdict, verdict, nextAt: undefined },
          now,
        ),
        lane,
        effects: [{ kind: 'store-answer', answer: result.answer }, { kind: 'wake-dependents' }],
      };
    }
    // error or an unknown word | needs_person, raw kept
    case 'error':
      return to({ ...toPerson('authority-error'), rawText: result.rawState });
    case 'other':
      return to({ ...toPerson('unknown-state'), rawText: result.rawState });
    default:
      return assertNever(result.state);
  }
}

/** A clock that went back leaves moments that are yet to come: a wait that began in one of them begins now, or it would be endless. */
const notAfter = (at: number | undefined, now: number): number | undefined =>
  at === undefined ? undefined : Math.min(at, now);

/** 404 to a settling GET. */
function settleNotFound(
  document: OutboxDocument,
  sinceSentMs: number,
  context: DocumentContext,
): DocumentStep {
  const { now, timings, lane } = context;
  const answered: Pick<DocumentStep, 'lane' | 'effects'> = { lane: [{ kind: 'answered' }], effects: [] };
  const horizonMs = settleHorizon(lane, timings);
  // 404 counts only after the settle horizon H
  if (sinceSentMs < horizonMs) {
    const sentAt = notAfter(document.sentAt, now);
    return {
      document: changed(
        document,
        { unanswered: 0, settleGets: 1, sentAt, nextAt: now + (horizonMs - sinceSentMs) },
        now,
      ),
      ...answered,
    };
  }
  // two such 404s at least 60 s apart
  const notFoundAt = notAfter(document.notFoundAt, now);
  const spacedAt = notFoundAt === undefined ? now : notFoundAt + timings.notFoundSpacingMs;
  if (now < spacedAt) {
    return { document: changed(document, { unanswered: 0, notFoundAt, nextAt: spacedAt }, now), ...answered };
  }
  const notFound = document.notFound + 1;
  const asked: Change = {
    unanswered: 0,
    notFound,
    notFoundAt: now,
    settleGets: Math.min(3, document.settleGets + 1),
  };
  if (notFound < settlingNotFounds) {
    return {
      document: changed(document, { ...asked, nextAt: now + timings.notFoundSpacingMs }, now),
      ...answered,
    };
  }
  // 404 twice after "already received" -> needs_person
  if (document.doubt === 'duplicate') {
    return {
      document: changed(document, { ...asked, ...toPerson('duplicate-not-found') }, now),
      ...answered,
    };
  }
  // two late 404s on what the clerk gave up -> abandoned, never queued
  if (document.intent !== undefined) {
    return {
      document: changed(document, { ...settled, ...over }, now),
      lane: answered.lane,
      effects: [{ kind: 'wake-dependents' }],
    };
  }
  if (isFromFileAlone(document)) {
    return { document: changed(document, { ...asked, ...toPerson('file-alone') }, now), ...answered };
  }
  // more than 4 doubts while others pass -> needs_person; the rest of the queue goes on
  const rounds = document.rounds + 1;
  const enough = rounds >= (document.reason === 'strange-answer' ? strangeRoundLimit : roundLimit);
  if (document.lonelyDoubts > lonelyDoubtLimit || enough) {
    return {
      document: changed(document, { ...asked, rounds, ...toPerson('too-many-doubts') }, now),
      ...answered,
    };
  }
  // -> queued, same clave, same bytes
  return {
    document: changed(document, { ...settled, rounds, unanswered: 0, ...toQueue(context) }, now),
    ...answered,
  };
}

/** 404 while polling: alarm; three spaced 404s -> needs_person; never re-sent. */
function pollNotFound(document: OutboxDocument, { now, timings }: DocumentContext): DocumentStep {
  const answered: Pick<DocumentStep, 'lane' | 'effects'> = { lane: [{ kind: 'answered' }], effects: [] };
  const notFoundAt = notAfter(document.notFoundAt, now);
  const spacedAt = notFoundAt === undefined ? now : notFoundAt + timings.notFoundSpacingMs;
  if (now < spacedAt) {
    return {
      document: changed(document, { reason: 'vanished', notFoundAt, nextAt: spacedAt }, now),
      ...answered,
    };
  }
  const asked: Change = { notFound: document.notFound + 1, notFoundAt: now };
  return {
    document: changed(
      document,
      document.notFound + 1 >= vanishingNotFounds
        ? { ...asked, ...toPerson('vanished') }
        : { ...asked, reason: 'vanished', nextAt: now + timings.notFoundSpacingMs },
      now,
    ),
    ...answered,
  };
}

/**
 * A GET that nobody could answer: asked again later, behind the others. Where others were answered since, the trouble is this
 * document's: it climbs the ladder, and in the end a person looks at it. Otherwise the trouble is the service's: the ladder stays
 * where it is, so that after a long outage every question is asked soon. Lane rules are the shell's.
 */
function statusDoubtful(
  document: OutboxDocument,
  event: Extract<DocumentEvent, { kind: 'status-result' }>,
  result: Doubtful,
  context: DocumentContext,
): DocumentStep {
  const { now, timings, lane } = context;
  const othersAnswered = Math.max(lane.lastAnswerAt ?? 0, lane.lastPassAt ?? 0) > (document.lastDoubtAt ?? 0);
  const later: Change = othersAnswered
    ? { nextAt: now + ladder(document.polls, timings), polls: document.polls + 1 }
    : { nextAt: now + ladder(Math.min(document.polls, outageRung), timings) };
  const counted: Change = { lastDoubtAt: now, unanswered: document.unanswered + (othersAnswered ? 1 : 0) };
  if (document.state !== 'unknown') {
    return only(
      document,
      (counted.unanswered ?? 0) < unansweredLimit
        ? { ...counted, ...later }
        : { ...counted, ...toPerson('too-many-doubts') },
      now,
    );
  }
  const lonelyDoubts = document.lonelyDoubts + (othersAnswered ? 1 : 0);
  if (lonelyDoubts > lonelyDoubtLimit)
    return only(document, { ...counted, lonelyDoubts, ...toPerson('too-many-doubts') }, now);
  // nobody else can be answered while this one holds them all (section 8): it does so for some tries only
  const unanswered = document.unanswered + 1;
  const lets = document.reason === 'recovered' && unanswered >= holdingTries;
  return only(
    document,
    {
      ...counted,
      lonelyDoubts,
      unanswered,
      ...later,
      ...(lets ? { reason: reasonOf(result, event.facts) } : {}),
    },
    now,
  );
}

/**
 * Once more, a day after it was given up: what was on its way may be late by hours, and was called absent. It stays given up, for the
 * sale may have its correction by now; but nobody is left believing that it never arrived.
 */
function lastLook(
  document: OutboxDocument,
  { result, comparison }: Extract<DocumentEvent, { kind: 'status-result' }>,
  { now }: DocumentContext,
): DocumentStep {
  const looked: Change = { settleGets: 1 };
  switch (result.kind) {
    case 'found': {
      const reason = comparison === 'different' ? undefined : 'arrived-after-all';
      return {
        document: changed(document, { ...looked, reason }, now),
        lane: [{ kind: 'passed' }],
        effects: [],
      };
    }
    case 'not-found':
      return { document: changed(document, looked, now), lane: [{ kind: 'answered' }], effects: [] };
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
    case 'not-sent':
      return { document, ...noEffects };
    // a day later again, some times
    case 'doubtful': {
      const unanswered = document.unanswered + 1;
      const given: Change = unanswered < unansweredLimit ? {} : looked;
      return only(document, { ...given, unanswered, lastDoubtAt: now }, now);
    }
    default:
      return assertNever(result);
  }
}

function statusResult(
  document: OutboxDocument,
  event: Extract<DocumentEvent, { kind: 'status-result' }>,
  context: DocumentContext,
): DocumentStep {
  const { result } = event;
  if (document.state === 'abandoned') return lastLook(document, event, context);
  switch (result.kind) {
    case 'found':
      return found(document, event, result, context);
    // 404; 400 whose cause says "not found" counts as 404
    case 'not-found':
      return document.state === 'unknown'
        ? settleNotFound(document, event.sinceSentMs, context)
        : pollNotFound(document, context);
    // 401/403/429: stays as it is and due; the lane says when
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
    case 'not-sent':
      return { document, ...noEffects };
    case 'doubtful':
      return statusDoubtful(document, event, result, context);
    default:
      return assertNever(result);
  }
}

/**
 * The document after an event. Pure; exhaustive.
 * @returns undefined when the clerk asks for what this state does not allow
 * @throws when the engine itself brings an event to a state where it cannot happen (a broken assumption)
 */
export function stepDocument(
  document: OutboxDocument,
  event: DocumentEvent,
  context: DocumentContext,
): DocumentStep | undefined {
  const { now } = context;
  const must = (legal: boolean): void => {
    if (!legal) throw new Error(`${event.kind} in state ${document.state}`);
  };
  switch (event.kind) {
    case 'send':
      must(document.state === 'queued' && mayStillBePosted(document));
      if (!event.bytesMatch) {
        return only(document, { state: 'quarantined', reason: 'bytes-changed' }, now);
      }
      return only(
        document,
        {
          state: 'sending',
          bootId: event.bootId,
          sentAt: now,
          sentOn: { bootId: event.bootId, mono: event.mono },
          reason: undefined,
        },
        now,
      );
    case 'post-result':
      must(document.state === 'sending');
      return postResult(document, event.result, event.facts, context);
    case 'status-result':
      must(mayBeAsked(document));
      return statusResult(document, event, context);
    // crash or power cut while `sending` | unknown at the next start, never queued
    case 'interrupted':
      must(document.state === 'sending');
      return only(
        document,
        {
          ...settled,
          ...doubted(document, context),
          state: 'unknown',
          doubt: 'ordinary',
          reason: 'interrupted',
          bootId: undefined,
          posts: document.posts + 1,
          polls: 0,
          nextAt: now,
        },
        now,
      );
    case 'restored':
      return restored(document, context);
    case 'known-abandoned':
      return knownAbandoned(document, context);
    case 'repaired':
      must(document.state === 'quarantined');
      return only(document, onward(document, context), now);
    case 'predecessor-final':
      if (document.state !== 'held' || document.reason !== 'predecessor') return { document, ...noEffects };
      return only(document, onward(document, context), now);
    case 'retry':
      if (document.state !== 'needs_fix') return undefined;
      return only(document, onward(document, context), now);
    case 'settle-now':
      return settleNow(document, context);
    case 'send-again':
      if (!choicesOf(document).includes('send-again')) return undefined;
      return only(document, { ...settled, ...toQueue(context), lonelyDoubts: 0, rounds: 0 }, now);
    case 'abandon':
      return abandon(document, context);
    case 'hold':
      if (document.state !== 'queued') return undefined;
      return only(document, { state: 'held', reason: 'by-clerk' }, now);
    case 'release':
      if (document.state !== 'held' || document.reason !== 'by-clerk') return undefined;
      return only(document, onward(document, context), now);
    default:
      return assertNever(event);
  }
}

/** Never on the way to a POST again, and never said to be over before the authority was asked: its correction may have been issued. */
function knownAbandoned(document: OutboxDocument, { now }: DocumentContext): DocumentStep {
  if (!mayStillBePosted(document) || document.intent !== undefined) return { document, ...noEffects };
  const givenUp: Change = { reason: 'abandoning', intent: 'abandon' };
  return document.state === 'unknown'
    ? only(document, givenUp, now)
    : only(document, { ...toQuestion(document, now), ...givenUp }, now);
}

/** The clerk asks now. What was received stays received (I2); what was never sent has nothing to ask about. */
function settleNow(document: OutboxDocument, { now }: DocumentContext): DocumentStep | undefined {
  if (!choicesOf(document).includes('settle-now')) return undefined;
  if (document.state !== 'needs_person') return only(document, { nextAt: now }, now);
  const again: Change = {
    polls: 0,
    notFound: 0,
    notFoundAt: undefined,
    settleGets: 0,
    lonelyDoubts: 0,
    nextAt: now,
    // one more without an answer, and a person has it again
    unanswered: Math.max(0, document.unanswered - 1),
  };
  if (document.receivedAt !== undefined)
    return only(document, { ...again, state: 'received', reason: undefined }, now);
  return only(
    document,
    {
      ...again,
      state: 'unknown',
      doubt: document.doubt ?? 'ordinary',
      reason:
        document.foreignDuplicate && !isFromFileAlone(document)
          ? 'foreign-duplicate'
          : document.intent === undefined
            ? undefined
            : 'abandoning',
    },
    now,
  );
}

/**
 * The clerk gives it up. What was never sent is over at once. What was sent, or may have been by a later state of a restored copy,
 * is asked about as in any doubt: there -> received like any other; two late 404s -> abandoned.
 */
function abandon(document: OutboxDocument, { now }: DocumentContext): DocumentStep | undefined {
  if (!choicesOf(document).includes('abandon')) return undefined;
  if (document.posts === 0 && document.doubt === undefined) {
    return { document: changed(document, over, now), lane: [], effects: [{ kind: 'wake-dependents' }] };
  }
  return only(document, { ...toQuestion(document, now), reason: 'abandoning', intent: 'abandon' }, now);
}

export type Choice = 'retry' | 'settle-now' | 'send-again' | 'hold' | 'release' | 'abandon';

/** What the clerk may do with a document now; the screens show these and no others. */
export function choicesOf(document: OutboxDocument): readonly Choice[] {
  switch (document.state) {
    case 'needs_fix':
      return ['retry', 'abandon'];
    case 'queued':
      return ['hold'];
    case 'held':
      return document.reason === 'by-clerk' ? ['release', 'abandon'] : ['abandon'];
    case 'unknown':
    case 'received':
    case 'processing':
      return ['settle-now'];
    case 'needs_person': {
      // what it refers to will never be accepted (I7): to give it up is all that is left
      if (document.reason === 'predecessor-rejected' || document.reason === 'predecessor-abandoned')
        return ['abandon'];
      if (document.sentAt === undefined) return [];
      // I2: only after two late 404s, and never once received
      const settledAbsent = mayStillBePosted(document) && document.notFound >= settlingNotFounds;
      if (settledAbsent && document.reason === 'file-alone') return ['settle-now', 'send-again', 'abandon'];
      return settledAbsent ? ['settle-now', 'send-again'] : ['settle-now'];
    }
    case 'sealed':
    case 'sending':
    case 'accepted':
    case 'rejected':
    case 'quarantined':
    case 'abandoned':
      return [];
    default:
      return assertNever(document.state);
  }
}
