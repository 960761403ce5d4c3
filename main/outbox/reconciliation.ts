import { assertNever } from '../../domain/assert-never.ts';
import { laneOpenAt } from '../../domain/outbox/lane.ts';
import { heardIn, type LaneEvent, laneEventOf, stepLane } from '../../domain/outbox/lane-step.ts';
import type {
  Cancel,
  Clock,
  LaneKey,
  LaneWork,
  Random,
  Token,
  TokenSource,
} from '../../domain/outbox/ports.ts';
import { chargeTime, hasQuota, quotaFreeAt, type QuotaLimits } from '../../domain/outbox/quota.ts';
import type { CallFacts } from '../../domain/outbox/results.ts';
import type { OutboxStore, StorageFault } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import type { ComprobantesApi, ListedOneResult, ListPageResult } from '../../domain/reconciliation/listed.ts';
import type { Month } from '../../domain/reconciliation/month.ts';
import { comparisonFreeAt } from '../../domain/reconciliation/pace.ts';
import { ok, type Result } from '../../domain/result.ts';
import { ledgerOf } from './document-work.ts';
import { StorageTrouble } from './lane-runner.ts';
import {
  applyLine,
  newRun,
  pageLine,
  type PauseReason,
  type ReconciliationBook,
  type ReconciliationRun,
  type RunLine,
} from './reconciliation-book.ts';

export interface ReconciliationParts {
  readonly book: ReconciliationBook;
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly timings: OutboxTimings;
  /** names this run of the program */
  readonly bootId: string;
  /** the lane looks again for work */
  readonly wake: (key: LaneKey) => void;
  /** something of a company's comparison changed; `ended`: the month whose list was read to its end just now */
  readonly onChange: (companyId: string, ended?: Month) => void;
  /** the lane's state changed */
  readonly onLane: (key: LaneKey) => void;
  readonly onError: (error: unknown) => void;
}

export interface ReconciliationLane {
  readonly api: ComprobantesApi;
  readonly tokens: TokenSource;
  readonly limits: () => QuotaLimits;
}

/** What the comparison of a company waits for; `pace`: the pause between two pages, or after a failure. */
export type ReconciliationWait = 'sending' | 'the-lane' | 'the-quota' | 'pace';

/** Compares the documents of a company with the list that Hacienda has of them, a month at a time (issue 3.9). */
export interface Reconciliation {
  /** What was read of a month. */
  run(companyId: string, month: Month): Promise<ReconciliationRun | undefined>;
  /** Begins a month anew; another month that is being read rests. */
  start(companyId: string, month: Month): Promise<Result<void, StorageFault>>;
  pause(companyId: string): Promise<Result<void, StorageFault>>;
  /** Goes on where it rested. Without anything begun it begins. */
  goOn(companyId: string, month: Month): Promise<Result<void, StorageFault>>;
  /** Asks about one clave of the month, after what is being sent. */
  ask(companyId: string, month: Month, clave: string): Promise<void>;
  /** The month being read now and what it waits for; undefined when none is. */
  progress(
    companyId: string,
  ): { readonly month: Month; readonly waits?: ReconciliationWait; readonly nextAt?: number } | undefined;
  /** The work on the company's Hacienda lane. What a former run of the program left unfinished goes on. */
  work(companyId: string, lane: ReconciliationLane): LaneWork;
}

/** Consecutive failures of the list before it rests; each waits longer. They are the list's own: sending goes on. */
const failuresMax = 5;
/** Who looks compares the whole month again at each news (6,000 documents: a tenth of a second): not at every page. */
const pagesPerNews = 4;
/** Consecutive 401s: the second came to a new token, so it is this list that is not allowed. */
const unauthorizedMax = 2;

interface Being {
  run: ReconciliationRun | undefined;
  readonly asks: { readonly month: Month; readonly clave: string }[];
  failures: number;
  unauthorized: number;
  /** monotonic ms */
  notBefore: number;
  lane: ReconciliationLane | undefined;
  loaded: boolean;
}

type Called = ListPageResult | ListedOneResult;

export function reconciliation(parts: ReconciliationParts): Reconciliation {
  const { book, store, clock, timings } = parts;
  const companies = new Map<string, Being>();

  const keyOf = (companyId: string): LaneKey => ({ companyId, service: 'hacienda' });
  const beingOf = (companyId: string): Being => {
    const known = companies.get(companyId);
    if (known) return known;
    const made: Being = {
      run: undefined,
      asks: [],
      failures: 0,
      unauthorized: 0,
      notBefore: 0,
      lane: undefined,
      loaded: false,
    };
    companies.set(companyId, made);
    return made;
  };
  const commit = <T>(work: () => T): T => {
    const done = store.atomically(work);
    if (!done.ok) throw new StorageTrouble(done.error);
    return done.value;
  };
  const isGoing = (run: ReconciliationRun | undefined): run is ReconciliationRun =>
    run !== undefined && run.walk.end === undefined && run.paused === undefined;

  /**
   * The file first: what memory knew beyond it would be forgotten by the next start. Where the disk refuses, the comparison rests: it
   * must not hold up the lanes, which find out by themselves whether they can write.
   */
  const note = async (
    companyId: string,
    month: Month,
    line: RunLine,
  ): Promise<Result<void, StorageFault>> => {
    const written = await book.append(companyId, month, line);
    const being = beingOf(companyId);
    if (being.run?.walk.month !== month) return written;
    being.run = applyLine(being.run, written.ok ? line : { kind: 'paused', at: clock.now(), why: 'disk' });
    return written;
  };

  const moveLane = (key: LaneKey, ...events: readonly LaneEvent[]): void => {
    const now = clock.now();
    let lane = store.lanes.read(key, now);
    for (const event of events)
      lane = stepLane(lane, event, { now, fraction: parts.random.fraction(), timings });
    store.lanes.write(lane);
  };

  /** When the next request may go and what it waits for, as far as this work decides. */
  const due = (
    companyId: string,
    now: number,
  ): { readonly at?: number; readonly waits?: ReconciliationWait } | undefined => {
    const being = beingOf(companyId);
    if (!being.lane || (!isGoing(being.run) && being.asks.length === 0)) return undefined;
    const { settle, send, poll, recovering } = store.documents.waiting(companyId);
    // What is to be sent or asked about goes first, always.
    if (recovering || [settle, send, poll].some((head) => head !== undefined && head.nextAt <= now))
      return { waits: 'sending' };
    const paceAt = now + Math.max(0, being.notBefore - clock.monotonic());
    const quotaAt = comparisonFreeAt(
      ledgerOf({ companyId, store, limits: being.lane.limits, timings }, now),
      now,
    );
    const at = Math.max(paceAt, quotaAt);
    if (at <= now) return { at };
    return { at, waits: quotaAt > paceAt ? 'the-quota' : 'pace' };
  };

  const token = async (companyId: string, lane: ReconciliationLane): Promise<Token | undefined> => {
    const key = keyOf(companyId);
    const { refusals, refusedGeneration, state } = store.lanes.read(key, clock.now());
    const got =
      refusals > 0 && refusedGeneration > 0
        ? await lane.tokens.renewed(companyId, refusedGeneration)
        : await lane.tokens.current(companyId);
    if (got.ok && state !== 'need_token') return got.value;
    commit(() => moveLane(key, got.ok ? { kind: 'token-ready' } : { kind: 'token-fault', fault: got.error }));
    parts.onLane(key);
    return got.ok ? got.value : undefined;
  };

  /** T1, the call, T2. @returns undefined when the world changed meanwhile: nothing was sent */
  const call = async <R extends Called>(
    companyId: string,
    cancel: Cancel,
    make: (
      lane: ReconciliationLane,
      bearer: Token,
    ) => Promise<{ readonly result: R; readonly facts: CallFacts }>,
  ): Promise<R | undefined> => {
    const being = beingOf(companyId);
    const key = keyOf(companyId);
    const { lane } = being;
    const bearer = lane && (await token(companyId, lane));
    if (!lane || !bearer || cancel.aborted || being.lane !== lane) return undefined;
    const startedAt = clock.now();
    const again = due(companyId, startedAt);
    if (laneOpenAt(store.lanes.read(key, startedAt), startedAt) !== startedAt) return undefined;
    if (again?.at === undefined || again.at > startedAt) return undefined;
    const attemptId = commit(() => {
      const id = store.attempts.open({
        subjectKind: 'document',
        subjectId: listSubject(companyId),
        companyId,
        service: 'hacienda',
        kind: 'GET',
        bootId: parts.bootId,
        startedAt,
        startedMono: clock.monotonic(),
      });
      store.charges.add({
        companyId,
        service: 'hacienda',
        kind: 'GET',
        at: chargeTime(store.lanes.read(key, startedAt), startedAt),
        attemptId: id,
      });
      return id;
    });
    being.notBefore = clock.monotonic() + timings.pageSpacingMs;
    const { result, facts } = await answered(() => make(lane, bearer));
    const endedAt = clock.now();
    const ledger = ledgerOf({ companyId, store, limits: lane.limits, timings }, endedAt);
    const meaning = laneMeaning(
      result,
      {
        generation: bearer.generation,
        facts,
        ...(hasQuota(ledger) ? { ledgerFreeAt: quotaFreeAt(ledger, 0, endedAt) } : {}),
      },
      being.unauthorized > 0,
    );
    const finish = (): void =>
      commit(() => {
        store.attempts.complete(attemptId, { endedAt, result: nameOf(result), facts });
        moveLane(key, heardIn(facts, startedAt, endedAt), ...meaning);
      });
    await untilWritten(finish, cancel);
    parts.onLane(key);
    return result;
  };

  const answered = async <R extends Called>(
    make: () => Promise<{ readonly result: R; readonly facts: CallFacts }>,
  ): Promise<{ readonly result: R; readonly facts: CallFacts }> => {
    try {
      return await make();
    } catch (error) {
      parts.onError(error);
      // oxlint-disable-next-line no-unsafe-type-assertion -- every result of a call may be this one
      return { result: { kind: 'doubtful', why: 'cut' } as R, facts: {} };
    }
  };

  /** T2 until the disk takes it, or the program ends: an attempt without an end is then completed at the next start. */
  const untilWritten = async (finish: () => void, cancel: Cancel): Promise<void> => {
    for (;;) {
      try {
        finish();
        return;
      } catch (error) {
        if (!(error instanceof StorageTrouble) || cancel.aborted) throw error;
      }
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stopTimer();
          cancel.removeEventListener('abort', done);
          resolve();
        };
        const stopTimer = clock.after(timings.storageRetryMs, done);
        cancel.addEventListener('abort', done);
      });
    }
  };

  const rest = async (
    companyId: string,
    month: Month,
    why: PauseReason,
  ): Promise<Result<void, StorageFault>> => {
    const noted = await note(companyId, month, { kind: 'paused', at: clock.now(), why });
    await book.setActive(companyId, undefined);
    return noted;
  };

  /** What trouble of the list's own means to the comparison. Trouble of the lane is the lane's. */
  const trouble = async (companyId: string, month: Month, result: Called): Promise<void> => {
    const being = beingOf(companyId);
    being.unauthorized = result.kind === 'unauthorized' ? being.unauthorized + 1 : 0;
    switch (result.kind) {
      case 'page':
      case 'listed':
      case 'not-found':
        being.failures = 0;
        return;
      // Sending must not meet this 403 again because of us (I11).
      case 'forbidden':
        being.asks.length = 0;
        await rest(companyId, month, 'forbidden');
        return;
      case 'unauthorized':
        if (being.unauthorized < unauthorizedMax) return;
        being.asks.length = 0;
        await rest(companyId, month, 'forbidden');
        return;
      case 'unavailable':
        await rest(companyId, month, 'unavailable');
        return;
      case 'refused':
        await rest(companyId, month, 'refused');
        return;
      case 'not-sent':
      case 'throttled':
        return;
      case 'doubtful': {
        if (result.why === 'aborted') return;
        being.failures++;
        being.asks.length = 0;
        const most = Math.min(timings.backoffCapMs, timings.backoffBaseMs * 2 ** being.failures);
        being.notBefore = clock.monotonic() + Math.ceil(most * (0.5 + parts.random.fraction() / 2));
        if (being.failures < failuresMax) return;
        await rest(companyId, month, 'service-failing');
        return;
      }
      default:
        assertNever(result);
    }
  };

  const askOne = async (companyId: string, cancel: Cancel): Promise<void> => {
    const being = beingOf(companyId);
    const asked = being.asks[0];
    if (!asked) return;
    const result = await call(companyId, cancel, ({ api }, bearer) => api.one(bearer, asked.clave, cancel));
    if (!result) return;
    if (result.kind === 'listed' || result.kind === 'not-found') {
      being.asks.shift();
      const line: RunLine = {
        kind: 'asked',
        at: clock.now(),
        clave: asked.clave,
        listed: result.kind === 'listed',
      };
      await note(companyId, asked.month, line);
    }
    await trouble(companyId, asked.month, result);
    parts.onChange(companyId);
  };

  const readOne = async (companyId: string, cancel: Cancel): Promise<void> => {
    const being = beingOf(companyId);
    const { run } = being;
    if (!isGoing(run)) return;
    const { month, offset, startedAt } = run.walk;
    const result = await call(companyId, cancel, ({ api }, bearer) => api.page(bearer, offset, cancel));
    if (!result) return;
    const now = being.run?.walk;
    // The clerk began anew, or another month, while the answer was on its way.
    if (now?.month !== month || now.startedAt !== startedAt || now.offset !== offset) return;
    if (result.kind === 'page') {
      const noted = await note(companyId, month, pageLine(clock.now(), result.page));
      if (!noted.ok) parts.onChange(companyId);
      if (!noted.ok) return;
    }
    await trouble(companyId, month, result);
    const ended = being.run?.walk.end !== undefined;
    if (ended) await book.setActive(companyId, undefined);
    if (ended) parts.onChange(companyId, month);
    else if (result.kind !== 'page' || now.pages % pagesPerNews === 0) parts.onChange(companyId);
  };

  const load = async (companyId: string): Promise<void> => {
    const being = beingOf(companyId);
    if (being.loaded) return;
    being.loaded = true;
    const month = await book.active(companyId);
    const run = month && (await book.read(companyId, month));
    if (being.run === undefined && run) being.run = run;
    if (!isGoing(being.run)) return;
    parts.wake(keyOf(companyId));
    parts.onChange(companyId);
  };

  /** The run of a month, into memory; another one rests. */
  const take = async (companyId: string, run: ReconciliationRun): Promise<void> => {
    const being = beingOf(companyId);
    const other = being.run;
    if (isGoing(other) && other.walk.month !== run.walk.month)
      await book.append(companyId, other.walk.month, { kind: 'paused', at: clock.now(), why: 'clerk' });
    being.run = run;
    being.failures = 0;
    being.unauthorized = 0;
    being.notBefore = 0;
  };

  const runOf = async (companyId: string, month: Month): Promise<ReconciliationRun | undefined> => {
    const being = beingOf(companyId);
    if (being.run?.walk.month === month) return being.run;
    const read = await book.read(companyId, month);
    // Looked at again at every change: one that rests is kept in memory, where none is going on.
    if (read && !isGoing(read) && !isGoing(being.run)) being.run = read;
    return read;
  };

  const start: Reconciliation['start'] = async (companyId, month) => {
    const run = newRun(month, clock.now());
    // An answer on its way belongs to the list that was.
    if (beingOf(companyId).run?.walk.month === month) beingOf(companyId).run = undefined;
    const begun = await book.begin(companyId, run);
    if (!begun.ok) return begun;
    await take(companyId, run);
    const noted = await book.setActive(companyId, month);
    if (!noted.ok) return noted;
    parts.wake(keyOf(companyId));
    parts.onChange(companyId);
    return ok(undefined);
  };

  return {
    run: runOf,
    start,
    async pause(companyId) {
      const { run } = beingOf(companyId);
      if (!isGoing(run)) return ok(undefined);
      const rested = await rest(companyId, run.walk.month, 'clerk');
      parts.onChange(companyId);
      return rested;
    },
    async goOn(companyId, month) {
      const run = await runOf(companyId, month);
      if (!run || run.walk.end) return start(companyId, month);
      if (run.paused === undefined && beingOf(companyId).run === run) return ok(undefined);
      const line: RunLine = { kind: 'resumed', at: clock.now() };
      const written = await book.append(companyId, month, line);
      if (!written.ok) return written;
      await take(companyId, applyLine(run, line));
      const noted = await book.setActive(companyId, month);
      if (!noted.ok) return noted;
      parts.wake(keyOf(companyId));
      parts.onChange(companyId);
      return ok(undefined);
    },
    async ask(companyId, month, clave) {
      const being = beingOf(companyId);
      // Asked about the month that is looked at: its file takes the answer.
      if (being.run === undefined || !isGoing(being.run)) being.run = await runOf(companyId, month);
      if (!being.asks.some((asked) => asked.clave === clave)) being.asks.push({ month, clave });
      being.notBefore = 0;
      parts.wake(keyOf(companyId));
    },
    progress(companyId) {
      const { run } = beingOf(companyId);
      if (!isGoing(run)) return undefined;
      const now = clock.now();
      const { month } = run.walk;
      const openAt = laneOpenAt(store.lanes.read(keyOf(companyId), now), now);
      if (openAt === undefined) return { month, waits: 'the-lane' };
      if (openAt > now) return { month, waits: 'the-lane', nextAt: openAt };
      const next = due(companyId, now);
      return {
        month,
        ...(next?.waits === undefined ? {} : { waits: next.waits }),
        ...(next?.at === undefined ? {} : { nextAt: next.at }),
      };
    },
    work(companyId, lane) {
      const being = beingOf(companyId);
      being.lane = lane;
      load(companyId).catch(parts.onError);
      return {
        key: keyOf(companyId),
        next(now) {
          if (being.lane !== lane) return undefined;
          const { at } = due(companyId, now) ?? {};
          if (at === undefined) return undefined;
          const step = being.asks.length > 0 ? askOne : readOne;
          return { at, run: (cancel) => step(companyId, cancel) };
        },
      };
    },
  };
}

/**
 * The subject of an attempt that asks for the list. It is about documents, though about none of them alone: no document has this id.
 */
export const listSubject = (companyId: string): string => `comprobantes:${companyId}`;

const nameOf = (result: Called): string => ('why' in result ? `${result.kind}:${result.why}` : result.kind);

/**
 * What an answer about the list means to the lane. What is definite about the line, the token or the quota is: nobody else may find
 * out again. A list that fails (5xx, cut, unreadable) says nothing about recepción, and must not hold up what is to be sent.
 * @param had401 the last refusal was this list's: its success clears it (I8 counts the rest)
 */
function laneMeaning(
  result: Called,
  made: Parameters<typeof laneEventOf>[1],
  had401: boolean,
): readonly LaneEvent[] {
  switch (result.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
      return [laneEventOf(result, made)];
    case 'page':
    case 'listed':
    case 'not-found':
      return had401 ? [{ kind: 'answered' }] : [];
    case 'refused':
    case 'unavailable':
    case 'doubtful':
      return [];
    default:
      return assertNever(result);
  }
}
