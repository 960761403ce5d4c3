import { assertNever } from '../assert-never.ts';
import { isFinal, mayBeAsked, mayStillBePosted, type OutboxDocument } from './document.ts';
import { type DocumentContext, type DocumentEvent, stepDocument } from './document-step.ts';
import type { Lane } from './lane.ts';
import { heardIn, laneEventOf, type LaneEvent, stepLane } from './lane-step.ts';
import { quotaFreeAt, type QuotaLedger, settleReserve } from './quota.ts';
import type { AuthorityAnswer } from './results.ts';
import type { OutboxTimings } from './timings.ts';

/**
 * The pure whole: `step(state, event) -> { state, effects }` over the slice of the world that one step needs. The state itself
 * lives in SQLite; the shell (main/outbox) and the simulator load a slice, step it, write what comes back in one transaction,
 * and then do the effects.
 */
export interface EngineState {
  readonly lane: Lane;
  /** the document concerned, the one it depends on, and those that depend on it */
  readonly documents: ReadonlyMap<string, OutboxDocument>;
}

export type EngineEvent =
  | { readonly kind: 'lane'; readonly event: LaneEvent }
  /** `call`: of a post-result or status-result, what the call was made with */
  | {
      readonly kind: 'document';
      readonly id: string;
      readonly event: DocumentEvent;
      readonly call?: CallMade;
    }
  /** T1 of a GET: nothing of the document changes, but the attempt and the charge are written first */
  | { readonly kind: 'ask'; readonly id: string };

export interface CallMade {
  /** of the token it carried */
  readonly generation: number;
  /** UTC ms, T1 */
  readonly startedAt: number;
  /** first slot by our own count, where a quota is known: a 429 waits at least for it */
  readonly ledgerFreeAt?: number;
}

export type Effect =
  /** in the transaction of this step */
  | { readonly kind: 'store-answer'; readonly id: string; readonly answer: AuthorityAnswer }
  /** the same: an answer that settles nothing, beside the document */
  | { readonly kind: 'put-answer-aside'; readonly id: string; readonly answer: AuthorityAnswer }
  /** in the transaction of this step: attempt and charge; after its commit: the call */
  | { readonly kind: 'call'; readonly id: string; readonly method: 'POST' | 'GET' }
  /** after the commit: fetch the bytes from the second copy */
  | { readonly kind: 'repair'; readonly id: string };

export interface EngineContext {
  readonly now: number;
  readonly fraction: number;
  readonly timings: OutboxTimings;
}

export interface EngineStep {
  readonly state: EngineState;
  /** documents that are not what they were */
  readonly changed: readonly OutboxDocument[];
  readonly effects: readonly Effect[];
}

/** @returns undefined when the clerk asks for what the document's state does not allow */
export function step(state: EngineState, event: EngineEvent, context: EngineContext): EngineStep | undefined {
  switch (event.kind) {
    case 'lane':
      return {
        state: { ...state, lane: stepLane(state.lane, event.event, context) },
        changed: [],
        effects: [],
      };
    case 'ask': {
      const asked = documentOf(state, event.id);
      if (!mayBeAsked(asked)) throw new Error(`ask in state ${asked.state}`);
      return { state, changed: [], effects: [{ kind: 'call', id: event.id, method: 'GET' }] };
    }
    case 'document':
      return stepOne(state, event, context);
    default:
      return assertNever(event);
  }
}

function stepOne(
  state: EngineState,
  event: Extract<EngineEvent, { kind: 'document' }>,
  context: EngineContext,
): EngineStep | undefined {
  const before = documentOf(state, event.id);
  const stepped = stepDocument(before, event.event, contextOf(state, before, context));
  if (!stepped) return undefined;
  assertLegal(before, stepped.document);
  const documents = new Map(state.documents).set(event.id, stepped.document);
  const changed: OutboxDocument[] = stepped.document === before ? [] : [stepped.document];
  const effects: Effect[] = [];
  if (event.event.kind === 'send') {
    effects.push(
      stepped.document.state === 'sending'
        ? { kind: 'call', id: event.id, method: 'POST' }
        : { kind: 'repair', id: event.id },
    );
  }
  for (const effect of stepped.effects) {
    switch (effect.kind) {
      case 'store-answer':
      case 'put-answer-aside':
        effects.push({ kind: effect.kind, id: event.id, answer: effect.answer });
        break;
      case 'wake-dependents':
        for (const held of wokenBy(event.id, { ...state, documents }, context)) {
          documents.set(held.id, held);
          changed.push(held);
        }
        break;
      default:
        assertNever(effect);
    }
  }
  const lane = laneEvents(event, stepped.lane, context).reduce(
    (current, laneEvent) => stepLane(current, laneEvent, context),
    state.lane,
  );
  return { state: { lane, documents }, changed, effects };
}

function documentOf(state: EngineState, id: string): OutboxDocument {
  const document = state.documents.get(id);
  if (!document) throw new Error(`the slice lacks document ${id}`);
  return document;
}

function contextOf(state: EngineState, document: OutboxDocument, context: EngineContext): DocumentContext {
  return {
    now: context.now,
    timings: context.timings,
    lane: state.lane,
    predecessor: document.dependsOn === undefined ? 'none' : standing(documentOf(state, document.dependsOn)),
  };
}

function standing({ state }: OutboxDocument): Exclude<DocumentContext['predecessor'], 'none'> {
  return state === 'accepted' || state === 'rejected' || state === 'abandoned' ? state : 'open';
}

function wokenBy(id: string, state: EngineState, context: EngineContext): readonly OutboxDocument[] {
  return [...state.documents.values()]
    .filter((document) => document.dependsOn === id)
    .flatMap((document) => {
      const woken = stepDocument(
        document,
        { kind: 'predecessor-final' },
        contextOf(state, document, context),
      );
      return woken && woken.document !== document ? [woken.document] : [];
    });
}

/** What a call tells the lane: its headers first, then its result. */
function laneEvents(
  event: Extract<EngineEvent, { kind: 'document' }>,
  fromDocument: readonly LaneEvent[],
  { now }: EngineContext,
): readonly LaneEvent[] {
  const { event: inner, call } = event;
  if (inner.kind !== 'post-result' && inner.kind !== 'status-result') return fromDocument;
  if (!call) throw new Error('a result without its call');
  const { result, facts } = inner;
  const heard = heardIn(facts, call.startedAt, now);
  switch (result.kind) {
    case 'not-sent':
    case 'unauthorized':
    case 'forbidden':
    case 'throttled':
    case 'doubtful':
      return [
        heard,
        laneEventOf(result, {
          generation: call.generation,
          facts,
          ...(call.ledgerFreeAt === undefined ? {} : { ledgerFreeAt: call.ledgerFreeAt }),
        }),
      ];
    case 'received':
    case 'already-received':
    case 'refused':
    case 'wrong-address':
    case 'found':
    case 'not-found':
      return [heard, ...fromDocument];
    default:
      return assertNever(result);
  }
}

/** Invariants of OUTBOX.md section 9 that one document shows: broken ones are a defect of the program, never a fault of the world. */
function assertLegal(before: OutboxDocument, after: OutboxDocument): void {
  const fail = (what: string): never => {
    throw new Error(`${what}: ${before.state} -> ${after.state}`);
  };
  if (before.clave !== after.clave) fail('I1 another clave');
  if (after.state === 'sending' || after.state === 'queued') {
    if (!mayStillBePosted(before)) fail('I2 on the way to a POST after it was received');
    if (before.state === 'unknown' && before.notFound < 1) fail('I2 from unknown without two late 404s');
  }
  if (isFinal(before.state) && after.state !== before.state) fail('a final document moved');
  if (after.state === 'abandoned') {
    if (after.receivedAt !== undefined) fail('I1 abandoned although it was received');
    if (before.state === 'unknown' && before.notFound < 1) fail('I1 abandoned without two late 404s');
  } else if (isFinal(after.state) && after.verdict !== after.state) fail('I10 final without its answer');
  if (before.intent !== undefined && after.intent === undefined) fail('I2 no longer given up');
  if (after.receivedAt === undefined && before.receivedAt !== undefined) fail('I2 no longer received');
}

/** The heads of the queues of one lane, as the shell reads them by index. */
export interface Waiting {
  /** `unknown`, earliest question first */
  readonly settle?: {
    readonly id: string;
    readonly nextAt: number;
    /** its last question came to nothing: it has no precedence until it is answered */
    readonly failing?: boolean;
  };
  /** `queued`, longest waiting first */
  readonly send?: { readonly id: string; readonly nextAt: number };
  /** `received` or `processing`, earliest question first */
  readonly poll?: { readonly id: string; readonly nextAt: number };
  /** `unknown` since long before an older copy was brought back: asked about when nothing else is to be done */
  readonly later?: { readonly id: string; readonly nextAt: number };
  /** given up after something of it may have been sent, longest ago first: asked about once more */
  readonly givenUp?: { readonly id: string; readonly since: number };
  /** documents rebuilt from the journal are still unsettled: nothing is sent before (section 8) */
  readonly recovering: boolean;
}

export interface Planned {
  readonly id: string;
  readonly method: 'POST' | 'GET';
  /** UTC ms */
  readonly at: number;
}

/**
 * What the lane does next and when, as far as documents and quota decide (the lane's own gate is the runner's). Doubts come
 * first (while they are answered at all) and may use the reserve; sending and polling follow in the order in which they fell due, so that neither starves the
 * other and the longest waiting goes first. What is in doubt since long before a restored copy comes last of all.
 */
export function planNext(waiting: Waiting, ledger: QuotaLedger, now: number): Planned | undefined {
  const { settle, send, poll, later } = waiting;
  const reserve = settleReserve(ledger.limits);
  const ordinaryAt = send || poll || later ? quotaFreeAt(ledger, reserve, now) : now;
  const candidates: (Planned & { readonly due: number })[] = [];
  if (settle) {
    const at = Math.max(now, settle.nextAt, quotaFreeAt(ledger, 0, now));
    // A failed question makes the lane rest longer than the document: with precedence it would be asked alone for ever.
    candidates.push({ id: settle.id, method: 'GET', at, due: settle.failing === true ? settle.nextAt : -1 });
  }
  if (send && !waiting.recovering) {
    candidates.push({ id: send.id, method: 'POST', at: Math.max(now, ordinaryAt), due: send.nextAt });
  }
  if (poll) {
    candidates.push({
      id: poll.id,
      method: 'GET',
      at: Math.max(now, poll.nextAt, ordinaryAt),
      due: poll.nextAt,
    });
  }
  if (later) {
    const at = Math.max(now, later.nextAt, ordinaryAt);
    candidates.push({ id: later.id, method: 'GET', at, due: Number.MAX_SAFE_INTEGER });
  }
  const first = candidates.toSorted((a, b) => a.at - b.at || a.due - b.due)[0];
  return first && { id: first.id, method: first.method, at: first.at };
}
