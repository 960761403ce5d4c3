import { assertNever } from '../assert-never.ts';
import { addDecimals, compareDecimals, parseDecimal } from '../money/decimal.ts';
import { containsMultiset, type PaymentList, sameMultiset, sumOf } from '../payments/payment-list.ts';
import type { PaymentSlot, PaymentSlotReason, PaymentSlotState, SentPut } from './payment-slot.ts';
import type { PaymentsPutResult, RemoteDocumentResult } from './results.ts';
import type { OutboxTimings } from './timings.ts';

/** What became of a revision. `accepted`: the service said yes; `applied`: a reading showed it. */
export type RevisionFate =
  | 'waiting'
  | 'superseded'
  | 'sending'
  | 'accepted'
  | 'applied'
  | 'refused'
  | 'unknown'
  | 'conflict'
  | 'held'
  | 'discarded';

export type PaymentEvent =
  /** the clerk saved a list; valid by `checkPayments` */
  | { readonly kind: 'saved'; readonly list: PaymentList }
  /** the clerk entered the document's total, decimal text */
  | { readonly kind: 'total-entered'; readonly total: string }
  /** the document and every payment of it were read; `payments` undefined = pages could not all be read */
  | {
      readonly kind: 'read';
      readonly document: Extract<RemoteDocumentResult, { kind: 'read' }>;
      readonly payments: PaymentList | undefined;
    }
  /** 404 on reading the document */
  | { readonly kind: 'missing'; readonly sentence: string }
  /** the reading came to nothing; the lane knows why */
  | { readonly kind: 'read-failed' }
  /** the reading was cut or nobody answered it: the lane waits, and may have this document to thank for it */
  | { readonly kind: 'read-lost' }
  /** the program starts on an older copy of the database (OUTBOX.md section 8) */
  | { readonly kind: 'restored' }
  /** wall time is earlier than it was */
  | { readonly kind: 'went-back' }
  /** the PUT in flight came to this */
  | { readonly kind: 'answered'; readonly result: PaymentsPutResult }
  /** nobody waits for the PUT in flight any more: the program ended, or the work that sent it was replaced */
  | { readonly kind: 'interrupted' }
  /** the clerk decided; `theirs` is the last complete reading */
  | { readonly kind: 'resolved'; readonly choice: 'mine' | 'theirs'; readonly theirs: PaymentList }
  /** "probar de nuevo" */
  | { readonly kind: 'retried' }
  | { readonly kind: 'refresh-asked' };

export interface PaymentContext {
  /** UTC ms */
  readonly now: number;
  readonly bootId: string;
  /** this company's service was proven to append (API.md 10.1) */
  readonly appends: boolean;
  readonly timings: PaymentTimings;
}

/** H and the first, early reading; the distance of the two readings that both show B (`notFoundSpacingMs`); the slot's patience. */
export type PaymentTimings = Pick<
  OutboxTimings,
  'settleHorizonMs' | 'settleFirstMs' | 'notFoundSpacingMs' | 'backoffBaseMs' | 'backoffCapMs'
>;

export type PaymentEffect =
  /** send this list, now: the slot returned with it is `sending` and must be committed first */
  | { readonly kind: 'put'; readonly rev: number; readonly list: PaymentList }
  /** a line of the history of a revision */
  | { readonly kind: 'fate'; readonly rev: number; readonly fate: RevisionFate; readonly sentence?: string }
  | {
      readonly kind: 'revision';
      readonly rev: number;
      readonly by: 'clerk' | 'service';
      readonly list: PaymentList;
    }
  /** remember for the company that the service appends */
  | { readonly kind: 'append-proven'; readonly by: 'reading' | 'sum-of-422' };

export interface PaymentStep {
  readonly slot: PaymentSlot;
  readonly effects: readonly PaymentEffect[];
}

/** Thrown on an event the caller should not have given: a programming fault, nothing was changed. */
function misuse(slot: PaymentSlot, event: PaymentEvent): never {
  throw new Error(`payment slot ${slot.state}: ${event.kind} is not allowed`);
}

const step = (slot: PaymentSlot, ...effects: readonly PaymentEffect[]): PaymentStep => ({ slot, effects });

/** Moves to a state; `stateSince` changes only with the state or its reason. */
function move(
  slot: PaymentSlot,
  state: PaymentSlotState,
  now: number,
  more: Partial<Omit<PaymentSlot, 'state' | 'stateSince'>> = {},
): PaymentSlot {
  const reason = more.reason ?? '';
  const same = slot.state === state && slot.reason === reason;
  return { ...slot, ...more, state, reason, stateSince: same ? slot.stateSince : now };
}

/** A person must look: nothing more goes out by itself. `sent` is kept, so that a later reading can still tell. */
const needsPerson = (slot: PaymentSlot, reason: PaymentSlotReason, now: number): PaymentSlot =>
  move(slot, 'needs_person', now, { reason, nextAt: undefined });

/** The clerk's choice of a list may be taken in these states. */
export const canResolve = (slot: PaymentSlot): boolean =>
  slot.state === 'conflict' || (slot.state === 'needs_person' && slot.reason !== 'not-found');

/** The verdicts of API.md 10.1, in its order. A is what is there now. */
export type Verdict = 'applied' | 'not-applied' | 'append' | 'doubled' | 'different';
export function verdictOf(after: PaymentList, sent: Pick<SentPut, 'list' | 'before'>): Verdict {
  const { list: wanted, before } = sent;
  if (sameMultiset(after, wanted)) return 'applied';
  if (sameMultiset(after, before)) return 'not-applied';
  if (before.length > 0 && sameMultiset(after, [...before, ...wanted])) return 'append';
  // an empty list is in everything twice
  if (wanted.length > 0 && containsMultiset(after, [...wanted, ...wanted])) return 'doubled';
  return 'different';
}

/**
 * One event on one slot: OUTBOX.md section 7 and API.md section 10.1. Pure.
 * @returns the slot to store and what to do after it is stored. @throws on an event that the state excludes (caller's fault)
 */
export function stepPayment(slot: PaymentSlot, event: PaymentEvent, context: PaymentContext): PaymentStep {
  switch (event.kind) {
    case 'saved':
      return saved(slot, event, context);
    case 'total-entered':
      // what the service says overrules what was typed
      return totalEntered(slot, event.total, context);
    case 'read':
      return read(slot, event, context);
    case 'missing':
      if (slot.state === 'sending') return step(slot);
      return step({ ...needsPerson(slot, 'not-found', context.now), sentence: event.sentence });
    case 'read-failed':
      return readFailed(slot, context);
    case 'read-lost':
      // behind those that fell due meanwhile: a document that never answers must not keep them all waiting
      return step({
        ...slot,
        nextAt: slot.nextAt === undefined ? undefined : Math.max(slot.nextAt, context.now),
      });
    case 'restored':
      return restored(slot, context);
    case 'went-back':
      return step(notBeyondH(slot, context));
    case 'answered':
      return answered(slot, event, context);
    case 'interrupted':
      return interrupted(slot, context);
    case 'resolved':
      return resolved(slot, event, context);
    case 'retried':
      return retried(slot, context);
    case 'refresh-asked':
      return refreshAsked(slot, context);
    default:
      return assertNever(event);
  }
}

/**
 * What waits in an older copy may have been sent since it was made, and replaced by a later list that the copy does not know; that the
 * service holds the old base again does not tell (I12). Read now; unless it shows the very list that waits, a person chooses.
 */
function restored(slot: PaymentSlot, { now }: PaymentContext): PaymentStep {
  if (slot.state !== 'queued' && slot.state !== 'unknown') return step(slot);
  const asked = move({ ...slot, readings: 0 }, 'conflict', now, { reason: 'older-copy', nextAt: now });
  return step(asked, { kind: 'fate', rev: slot.desiredRev, fate: 'conflict' });
}

function totalEntered(slot: PaymentSlot, total: string, { now }: PaymentContext): PaymentStep {
  if (slot.totalFrom === 'service') return step(slot);
  const entered: PaymentSlot = { ...slot, total, totalFrom: 'clerk' };
  return slot.state === 'needs_fix' && slot.reason === 'total-unknown'
    ? step(move(entered, 'queued', now, { nextAt: now }), {
        kind: 'fate',
        rev: slot.desiredRev,
        fate: 'waiting',
      })
    : step(entered);
}

/** "Leer de nuevo" never shortens the wait of a doubt. */
function refreshAsked(slot: PaymentSlot, { now }: Pick<PaymentContext, 'now'>): PaymentStep {
  if (slot.state === 'sending' || slot.readings > 0) return step(slot);
  return step({ ...slot, nextAt: now, failures: 0 });
}

/** Coalescing (OUTBOX.md 7): idle, the newest list replaces the one that waits; in flight or in doubt, it goes after the answer. */
function saved(
  slot: PaymentSlot,
  event: Extract<PaymentEvent, { kind: 'saved' }>,
  { now }: PaymentContext,
): PaymentStep {
  if (slot.state === 'frozen') return misuse(slot, event);
  const rev = slot.desiredRev + 1;
  const waited = slot.desiredRev > slot.ackedRev && slot.sent?.rev !== slot.desiredRev;
  const effects: PaymentEffect[] = [
    ...(waited ? [{ kind: 'fate', rev: slot.desiredRev, fate: 'superseded' } as const] : []),
    { kind: 'revision', rev, by: 'clerk', list: event.list },
    { kind: 'fate', rev, fate: 'waiting' },
  ];
  const dirty: PaymentSlot = { ...slot, desired: event.list, desiredRev: rev, desiredBy: 'clerk' };
  switch (slot.state) {
    case 'new':
    case 'confirmed':
    case 'queued':
    case 'needs_fix':
      return step(move(dirty, 'queued', now, { nextAt: now, sentence: '' }), ...effects);
    // goes after the answer, or after the person's choice
    case 'acked':
    case 'sending':
    case 'unknown':
    case 'conflict':
    case 'needs_person':
      return step(dirty, ...effects);
    default:
      return assertNever(slot.state);
  }
}

function read(
  before: PaymentSlot,
  event: Extract<PaymentEvent, { kind: 'read' }>,
  context: PaymentContext,
): PaymentStep {
  const { now } = context;
  // a call is in flight: what was read may be older than what it does
  if (before.state === 'sending') return step(before);
  const { document, payments: after } = event;
  const slot: PaymentSlot = {
    ...before,
    failures: 0,
    ...(document.total === undefined ? {} : { total: document.total, totalFrom: 'service' }),
  };
  switch (document.stage) {
    case 'sent':
    case 'authorised':
      return froze(slot, after, now);
    case 'unclear':
      return step(
        isWaitingForPerson(slot) ? { ...slot, nextAt: undefined } : needsPerson(slot, 'stage-unclear', now),
      );
    case 'unsent':
      break;
    default:
      return assertNever(document.stage);
  }
  if (after === undefined) {
    // never treated as complete (API.md 2.3): an idle slot stops asking and says so, any other needs a person
    if (isWaitingForPerson(slot)) return step({ ...slot, nextAt: undefined });
    return isIdle(slot)
      ? step({ ...slot, reason: 'unverified', nextAt: undefined })
      : step(needsPerson(slot, 'unverified', now));
  }
  switch (slot.state) {
    case 'needs_person':
      // only the way to read was missing, and nothing of the clerk's waits
      if (isIdle(slot) && slot.reason !== 'doubled') return idleOrSend(slot, after, context);
      return waitsForPerson(slot, after, context);
    case 'conflict':
    case 'needs_fix':
      return waitsForPerson(slot, after, context);
    case 'frozen':
      // sent, and now unsent: contradictory (API.md 4.6), so nothing goes out by itself
      return isIdle(slot) ? idleOrSend(slot, after, context) : step(needsPerson(slot, 'stage-unclear', now));
    case 'new':
    case 'confirmed':
    case 'acked':
    case 'queued':
    case 'unknown':
      return slot.sent === undefined
        ? idleOrSend(slot, after, context)
        : settle(slot, slot.sent, after, context);
    case 'sending':
      return step(slot);
    default:
      return assertNever(slot.state);
  }
}

const isWaitingForPerson = (slot: PaymentSlot): boolean =>
  slot.state === 'conflict' ||
  slot.state === 'needs_fix' ||
  slot.state === 'needs_person' ||
  slot.state === 'frozen';

const isIdle = (slot: PaymentSlot): boolean => slot.sent === undefined && slot.desiredRev === slot.ackedRev;

/** Sent to the SRI: payments cannot change any more (API.md 3.6 rule 6, 10.1 point 6). */
function froze(slot: PaymentSlot, after: PaymentList | undefined, now: number): PaymentStep {
  const held = (list: PaymentList | undefined): boolean =>
    list !== undefined && after !== undefined && sameMultiset(list, after);
  const ackedRev = held(slot.desired)
    ? slot.desiredRev
    : slot.sent !== undefined && held(slot.sent.list)
      ? slot.sent.rev
      : slot.ackedRev;
  const frozen = move(slot, 'frozen', now, {
    reason: slot.desiredRev > ackedRev ? 'frozen-before-sent' : '',
    ackedRev,
    base: after ?? slot.base,
    sent: after === undefined ? slot.sent : undefined,
    nextAt: undefined,
  });
  const effects: PaymentEffect[] = [];
  if (ackedRev > slot.ackedRev) effects.push({ kind: 'fate', rev: ackedRev, fate: 'applied' });
  if (slot.desiredRev > ackedRev && slot.state !== 'frozen')
    effects.push({ kind: 'fate', rev: slot.desiredRev, fate: after === undefined ? 'unknown' : 'discarded' });
  return step(frozen, ...effects);
}

/** A reading can lift a person's burden only by showing exactly what the clerk wants; it decides nothing else. */
function waitsForPerson(slot: PaymentSlot, after: PaymentList, context: PaymentContext): PaymentStep {
  const wanted = slot.desiredRev > 0 && sameMultiset(after, slot.desired);
  if (wanted && (slot.sent === undefined || slot.sent.rev === slot.desiredRev))
    return confirm(slot, slot.desiredRev, after, context);
  return step({ ...slot, nextAt: undefined });
}

/** A reading showed the list of `rev`: it is the service's now. What the clerk saved meanwhile goes next. */
function confirm(
  slot: PaymentSlot,
  rev: number,
  after: PaymentList,
  { now, timings }: PaymentContext,
): PaymentStep {
  const settled: PaymentSlot = {
    ...slot,
    base: after,
    ackedRev: rev,
    sent: undefined,
    readings: 0,
    givenUp: slot.givenUp && slot.desiredRev > rev,
    doubts: { rev: 0, count: 0 },
    sentence: '',
  };
  const effects: PaymentEffect[] = rev > slot.ackedRev ? [{ kind: 'fate', rev, fate: 'applied' }] : [];
  return settled.desiredRev > rev
    ? step(move(settled, 'queued', now, { nextAt: now }), ...effects)
    : // a PUT given up for lost may still land after the one that was seen: look once more (OUTBOX.md 7, "not commutative")
      step(
        move(settled, 'confirmed', now, { nextAt: slot.givenUp ? now + timings.settleHorizonMs : undefined }),
        ...effects,
      );
}

/** The table of API.md 10.1 on the last PUT. */
function settle(slot: PaymentSlot, sent: SentPut, after: PaymentList, context: PaymentContext): PaymentStep {
  const { now, timings } = context;
  const verdict = verdictOf(after, sent);
  // before H only "it is there" means anything: the PUT may still be on its way
  if (verdict !== 'applied' && sent.settleAt !== undefined && now < sent.settleAt)
    return step({ ...slot, nextAt: sent.settleAt });
  switch (verdict) {
    case 'applied':
      return confirm(slot, sent.rev, after, context);
    case 'append':
      return step(
        needsPerson(slot, 'append', now),
        { kind: 'append-proven', by: 'reading' },
        { kind: 'fate', rev: sent.rev, fate: 'held' },
      );
    case 'doubled':
      return step(needsPerson(slot, 'doubled', now), { kind: 'fate', rev: sent.rev, fate: 'held' });
    case 'different':
      return step(needsPerson(slot, 'different', now), { kind: 'fate', rev: sent.rev, fate: 'held' });
    case 'not-applied':
      break;
    default:
      return assertNever(verdict);
  }
  // refused for a reason that is not the list's, and now seen not to be there: the latest list may go
  if (sent.answer === 'turned-away') return trySend({ ...slot, sent: undefined }, after, context);
  // read too early, with the others on the lane
  if (slot.nextAt !== undefined && now < slot.nextAt) return step(slot);
  if (sent.answer === 'yes')
    return slot.readings === 0
      ? step({ ...slot, readings: 1, nextAt: now + timings.settleHorizonMs })
      : step(needsPerson(slot, 'absent-after-yes', now), { kind: 'fate', rev: sent.rev, fate: 'held' });
  // "not applied (or not yet)": read again before the one resend
  if (slot.readings === 0) return step({ ...slot, readings: 1, nextAt: now + timings.notFoundSpacingMs });
  const again = slot.doubts.rev === slot.desiredRev && slot.doubts.count >= 2;
  if (again)
    return step(needsPerson(slot, 'not-applied', now), { kind: 'fate', rev: sent.rev, fate: 'held' });
  return trySend({ ...slot, sent: undefined, readings: 0, givenUp: true }, after, context);
}

/** Nothing is in doubt: is there something to send, or has the list changed under us? */
function idleOrSend(slot: PaymentSlot, after: PaymentList, context: PaymentContext): PaymentStep {
  const { now } = context;
  if (slot.desiredRev > slot.ackedRev) return trySend(slot, after, context);
  const idle = (more: Partial<PaymentSlot>): PaymentSlot => {
    const next = { ...slot, ...more, nextAt: undefined };
    return move(next, next.desiredRev === 0 ? 'new' : 'confirmed', now, { base: after });
  };
  if (slot.base !== undefined && sameMultiset(after, slot.base)) return step(idle({}));
  if (slot.desiredRev === 0 && after.length === 0) return step(idle({}));
  if (slot.desiredBy === 'clerk')
    // a resend that landed late, or somebody else: either way the clerk's last word is no longer there (I12)
    return slot.desired.length > 0 && containsMultiset(after, [...slot.desired, ...slot.desired])
      ? step(needsPerson(slot, 'doubled', now))
      : step(move(slot, 'conflict', now, { reason: 'changed-elsewhere', nextAt: undefined }));
  // the clerk never wrote a list here: take over what the service holds
  const rev = slot.desiredRev + 1;
  return step(
    idle({ desired: after, desiredRev: rev, desiredBy: 'service', ackedRev: rev }),
    { kind: 'revision', rev, by: 'service', list: after },
    { kind: 'fate', rev, fate: 'applied' },
  );
}

/** Before every PUT: `after` was read just now, the document is unsent, and nothing of ours is in doubt. */
function trySend(slot: PaymentSlot, after: PaymentList, context: PaymentContext): PaymentStep {
  const { now, bootId, appends } = context;
  const rev = slot.desiredRev;
  // B = W: nothing to send (API.md 10.1 point 1)
  if (sameMultiset(after, slot.desired)) return confirm(slot, rev, after, context);
  // never read before counts as an empty base: a list the clerk has not seen is not overwritten
  if (!sameMultiset(after, slot.base ?? []))
    return step(move(slot, 'conflict', now, { reason: 'changed-elsewhere', nextAt: undefined }), {
      kind: 'fate',
      rev,
      fate: 'conflict',
    });
  const seen: PaymentSlot = { ...slot, base: after };
  const total = seen.total === undefined ? undefined : parseDecimal(seen.total);
  const fix = (reason: PaymentSlotReason): PaymentStep =>
    step(move(seen, 'needs_fix', now, { reason, nextAt: undefined }), { kind: 'fate', rev, fate: 'held' });
  if (total === undefined) return fix('total-unknown');
  if (compareDecimals(sumOf(seen.desired), total) > 0) return fix('over-total');
  // adding to what is there can never become the wanted list; onto nothing, adding and replacing are one
  if (appends && after.length > 0)
    return step(needsPerson(seen, 'append', now), { kind: 'fate', rev, fate: 'held' });
  if (rev <= seen.ackedRev)
    throw new Error(`payment slot: revision ${rev} is not newer than the acknowledged one`);
  const sent: SentPut = { rev, list: seen.desired, before: after, at: now, bootId, answer: 'none' };
  return step(
    move(seen, 'sending', now, { sent, readings: 0, nextAt: undefined, sentence: '' }),
    { kind: 'put', rev, list: seen.desired },
    { kind: 'fate', rev, fate: 'sending' },
  );
}

/** Results of the PUT: OUTBOX.md section 7 (and 5 for the lane's), API.md 2.1. The lane is moved by its own rules. */
function answered(
  slot: PaymentSlot,
  event: Extract<PaymentEvent, { kind: 'answered' }>,
  context: PaymentContext,
): PaymentStep {
  const { now } = context;
  const { result } = event;
  const sent = slot.sent;
  if (slot.state !== 'sending' || sent === undefined) return misuse(slot, event);
  const queued = (more: Partial<PaymentSlot>): PaymentSlot =>
    move(slot, 'queued', now, { nextAt: now, ...more });
  const waiting: PaymentEffect = { kind: 'fate', rev: sent.rev, fate: 'waiting' };
  switch (result.kind) {
    case 'applied':
      return step(move(slot, 'acked', now, { sent: { ...sent, answer: 'yes' }, readings: 0, nextAt: now }), {
        kind: 'fate',
        rev: sent.rev,
        fate: 'accepted',
      });
    case 'refused': {
      const fate: PaymentEffect = { kind: 'fate', rev: sent.rev, fate: 'refused', sentence: result.sentence };
      const settled: PaymentSlot = { ...slot, sent: undefined, sentence: result.sentence };
      if (addsUp(sent, result.computed))
        return step(needsPerson(settled, 'append', now), { kind: 'append-proven', by: 'sum-of-422' }, fate);
      // the clerk has corrected it already
      if (slot.desiredRev > sent.rev) return step(queued({ sent: undefined }), fate);
      return step(move(settled, 'needs_fix', now, { reason: 'refused', nextAt: undefined }), fate);
    }
    case 'not-found':
      return step(
        { ...needsPerson({ ...slot, sent: undefined }, 'not-found', now), sentence: result.sentence },
        { kind: 'fate', rev: sent.rev, fate: 'refused', sentence: result.sentence },
      );
    // definite: the list is as it was
    case 'unauthorized':
    case 'not-sent':
      return step(queued({ sent: undefined }), waiting);
    case 'forbidden':
    case 'throttled':
      return step(queued({ sent: { ...sent, answer: 'turned-away' } }), waiting);
    case 'doubtful':
      return doubt(slot, sent, now + context.timings.settleHorizonMs, context);
    default:
      return assertNever(result);
  }
}

/** API.md 10.1 point 5: a 422 that counts what is there together with what was sent. */
function addsUp(sent: SentPut, computed: string | undefined): boolean {
  const said = computed === undefined ? undefined : parseDecimal(computed);
  if (said === undefined || sent.before.length === 0) return false;
  return compareDecimals(said, addDecimals(sumOf(sent.before), sumOf(sent.list))) === 0;
}

function doubt(
  slot: PaymentSlot,
  sent: SentPut,
  settleAt: number,
  { now, timings }: PaymentContext,
): PaymentStep {
  const count = slot.doubts.rev === sent.rev ? slot.doubts.count + 1 : 1;
  return step(
    move(slot, 'unknown', now, {
      sent: { ...sent, settleAt },
      doubts: { rev: sent.rev, count },
      readings: 0,
      nextAt: Math.min(settleAt, now + timings.settleFirstMs),
    }),
    { kind: 'fate', rev: sent.rev, fate: 'unknown' },
  );
}

function interrupted(slot: PaymentSlot, context: PaymentContext): PaymentStep {
  const { now, timings } = context;
  const sent = slot.sent;
  if (slot.state !== 'sending' || sent === undefined) return step(slot);
  // a clock that went back would make H endless
  const from = Math.min(sent.at, now);
  return doubt(slot, sent, Math.max(now, from + timings.settleHorizonMs), context);
}

/** The slot's own patience, so that one sick document does not hold up the others on the lane. */
function readFailed(slot: PaymentSlot, { now, timings }: PaymentContext): PaymentStep {
  const failures = slot.failures + 1;
  const waitMs = Math.min(timings.backoffCapMs, timings.backoffBaseMs * 2 ** Math.min(failures - 1, 20));
  return step({
    ...slot,
    failures,
    nextAt: slot.nextAt === undefined ? undefined : Math.max(slot.nextAt, now + waitMs),
  });
}

/** No wait may outlive the one that could have been set now. */
function notBeyondH(slot: PaymentSlot, { now, timings }: PaymentContext): PaymentSlot {
  const latest = now + timings.settleHorizonMs;
  const { sent, nextAt } = slot;
  return {
    ...slot,
    nextAt: nextAt === undefined ? undefined : Math.min(nextAt, latest),
    sent: sent?.settleAt === undefined ? sent : { ...sent, settleAt: Math.min(sent.settleAt, latest) },
  };
}

function resolved(
  slot: PaymentSlot,
  event: Extract<PaymentEvent, { kind: 'resolved' }>,
  { now }: PaymentContext,
): PaymentStep {
  if (!canResolve(slot)) return misuse(slot, event);
  const free: PaymentSlot = {
    ...slot,
    base: event.theirs,
    sent: undefined,
    doubts: { rev: 0, count: 0 },
    readings: 0,
    sentence: '',
  };
  switch (event.choice) {
    case 'mine':
      // read once more before it goes: the base is what the clerk has just seen
      if (slot.desiredRev > slot.ackedRev)
        return step(move(free, 'queued', now, { nextAt: now }), {
          kind: 'fate',
          rev: slot.desiredRev,
          fate: 'waiting',
        });
      // the acknowledged list is no longer there: wanting it again is a new revision (an old one is never sent)
      return step(
        move({ ...free, desiredRev: slot.desiredRev + 1, desiredBy: 'clerk' }, 'queued', now, {
          nextAt: now,
        }),
        { kind: 'revision', rev: slot.desiredRev + 1, by: 'clerk', list: slot.desired },
        { kind: 'fate', rev: slot.desiredRev + 1, fate: 'waiting' },
      );
    case 'theirs': {
      const rev = slot.desiredRev + 1;
      const effects: PaymentEffect[] =
        slot.desiredRev > slot.ackedRev ? [{ kind: 'fate', rev: slot.desiredRev, fate: 'discarded' }] : [];
      return step(
        // read once more: what the clerk accepted must be what is there
        move(
          { ...free, desired: event.theirs, desiredRev: rev, desiredBy: 'clerk', ackedRev: rev },
          'confirmed',
          now,
          {
            nextAt: now,
          },
        ),
        ...effects,
        { kind: 'revision', rev, by: 'clerk', list: event.theirs },
        { kind: 'fate', rev, fate: 'applied' },
      );
    }
    default:
      return assertNever(event.choice);
  }
}

/** Nothing is sent without a reading first, so trying again is always safe. */
function retried(slot: PaymentSlot, { now }: PaymentContext): PaymentStep {
  switch (slot.state) {
    case 'needs_fix':
      return step(move(slot, 'queued', now, { nextAt: now }), {
        kind: 'fate',
        rev: slot.desiredRev,
        fate: 'waiting',
      });
    case 'needs_person':
      if (slot.sent !== undefined)
        return step(
          move(slot, slot.sent.answer === 'yes' ? 'acked' : 'unknown', now, { nextAt: now, readings: 0 }),
        );
      // an alarm is lifted by the list itself or by a choice, never by trying again
      return slot.desiredRev > slot.ackedRev && slot.reason !== 'append'
        ? step(move(slot, 'queued', now, { nextAt: now }), {
            kind: 'fate',
            rev: slot.desiredRev,
            fate: 'waiting',
          })
        : step({ ...slot, nextAt: now });
    case 'new':
    case 'confirmed':
    case 'queued':
    case 'acked':
    case 'unknown':
    case 'conflict':
    case 'frozen':
      return refreshAsked(slot, { now });
    case 'sending':
      return step(slot);
    default:
      return assertNever(slot.state);
  }
}
