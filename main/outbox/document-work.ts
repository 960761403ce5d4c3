import { assertNever } from '../../domain/assert-never.ts';
import type { FecIssuer } from '../../domain/company/company.ts';
import { isMessageIdentity } from '../../domain/numbering/identity.ts';
import { type AnswerCheck, settles } from '../../domain/outbox/answer-check.ts';
import type { CallMade } from '../../domain/outbox/engine.ts';
import { planNext, type Planned, type Waiting } from '../../domain/outbox/engine.ts';
import { compareAnswer } from '../../domain/outbox/compare-answer.ts';
import { mayBeAsked, type OutboxDocument } from '../../domain/outbox/document.ts';
import type { Comparison, DocumentEvent } from '../../domain/outbox/document-step.ts';
import { laneOpenAt, wentBack } from '../../domain/outbox/lane.ts';
import type {
  Cancel,
  Clock,
  HaciendaApi,
  LaneKey,
  LaneWork,
  PostDocument,
  Token,
  TokenSource,
} from '../../domain/outbox/ports.ts';
import {
  chargeTime,
  hasQuota,
  ledgerAsOf,
  quotaFreeAt,
  type QuotaLedger,
  type QuotaLimits,
} from '../../domain/outbox/quota.ts';
import type {
  AuthorityAnswer,
  CallFacts,
  Doubtful,
  PostResult,
  StatusResult,
} from '../../domain/outbox/results.ts';
import {
  DamagedRow,
  type OutboxStore,
  type SealedFacts,
  type StorageFault,
} from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import type { Result } from '../../domain/result.ts';
import type { EngineShell, Written } from './engine-shell.ts';
import { StorageTrouble } from './lane-runner.ts';
import { sha256Hex, type SealedStore } from './sealed-store.ts';

export interface DocumentWorkParts {
  readonly companyId: string;
  readonly store: OutboxStore;
  readonly shell: EngineShell;
  readonly sealed: SealedStore;
  readonly clock: Clock;
  readonly tokens: TokenSource;
  readonly api: HaciendaApi;
  /** read at each step: the clerk may change them */
  readonly limits: () => QuotaLimits;
  readonly timings: OutboxTimings;
  /** which party of a FEC the POST calls its issuer; read at each step, for the clerk may change it */
  readonly fecIssuer: () => FecIssuer;
  readonly checkAnswer?: CheckAnswer;
  /** this run of the program */
  readonly bootId: string;
  /** the disk refuses an outcome (or took it at last: undefined); the lane waits in T2 meanwhile */
  readonly onStorage: (fault: StorageFault | undefined) => void;
  /** A row is not what was written: everything is looked at and put right. @returns when that is done */
  readonly mend: () => Promise<void>;
  /** a port threw although it never should; the call counts as doubtful */
  readonly onError: (error: unknown) => void;
}

/** Signature and amounts of an answer, against the sealed bytes of its document (DOMAIN.md section 9). */
export type CheckAnswer = (answer: AuthorityAnswer, sealedXml: Uint8Array) => Promise<AnswerCheck>;

/** Between two looks at everything because of damaged rows. */
const mendRestMs = 60_000;

/** How far back the ledger is read: a day and a call, and some for charges at the window's edge. */
const ledgerReachMs = (timings: OutboxTimings): number => timings.dayMs + 2 * timings.deadlineMs;

/** The quota of a company as it stands. */
export function ledgerOf(
  parts: Pick<DocumentWorkParts, 'companyId' | 'store' | 'limits' | 'timings'>,
  now: number,
): QuotaLedger {
  const { companyId, store, timings } = parts;
  const key: LaneKey = { companyId, service: 'hacienda' };
  const limits = parts.limits();
  const lane = store.lanes.read(key, now);
  const counted = hasQuota({ limits, chargedAt: [], lane, timings });
  const since = chargeTime(lane, now) - ledgerReachMs(timings);
  return ledgerAsOf(lane, counted ? store.charges.timesSince(key, since) : [], { limits, timings });
}

/** A verdict whose signed answer is missing or of no use is none (I10), and is not noted as one. */
function resultName(result: PostResult | StatusResult): string {
  if ('why' in result) return `${result.kind}:${result.why}`;
  if (result.kind !== 'found') return result.kind;
  const { state, answer, answerFault } = result;
  if (state !== 'aceptado' && state !== 'rechazado') return `found:${state}`;
  switch (answerFault) {
    case undefined:
      if (!answer) return 'found:answer-missing';
      return answer.check && !settles(answer.check)
        ? `found:answer-${answer.check.signature}`
        : `found:${state}`;
    case 'base64':
    case 'xml':
    case 'doctype':
    case 'too-large':
      return 'found:answer-unreadable';
    case 'other-clave':
      return 'found:answer-other-clave';
    case 'contradicts-state':
      return 'found:answer-contradicts';
    default:
      return assertNever(answerFault);
  }
}

const identificationMaxCharacters = 12;

/**
 * `emisor` and `receptor` of the POST. A mensaje receptor goes from the supplier to the taxpayer who answers (DOMAIN.md section 8). For a
 * FEC it is not settled (13.1, 16.5): a setting says whether the company or the seller comes first.
 */
function partiesOf(facts: SealedFacts, fecIssuer: FecIssuer): Pick<PostDocument, 'issuer' | 'receiver'> {
  const { issuer, receiver, kind, clave } = facts;
  if (receiver === undefined) return { issuer };
  // `emisor` is mandatory, and holds 12 characters: a foreign seller's number may have 20
  const fits = receiver.number.length <= identificationMaxCharacters;
  const turned = isMessageIdentity(clave) || (kind === '08' && fecIssuer === 'seller' && fits);
  return turned ? { issuer: receiver, receiver: issuer } : { issuer, receiver };
}

const postDocument = (facts: SealedFacts, xml: Uint8Array, fecIssuer: FecIssuer): PostDocument => ({
  clave: facts.clave,
  issuedAt: facts.issuedAt,
  ...partiesOf(facts, fecIssuer),
  ...(facts.callbackUrl === undefined ? {} : { callbackUrl: facts.callbackUrl }),
  xml,
});

/** What was given up is asked about once more, a day later, behind everything else. */
function withLastLook(waiting: Waiting, { dayMs }: Pick<OutboxTimings, 'dayMs'>): Waiting {
  const { givenUp, later } = waiting;
  if (!givenUp) return waiting;
  const look = { id: givenUp.id, nextAt: givenUp.since + dayMs };
  return { ...waiting, later: later && later.nextAt <= look.nextAt ? later : look };
}

/**
 * Documents of one company on their way to Hacienda, around every call as OUTBOX.md section 4 says: T1 (intent, attempt,
 * charge) is committed before it, T2 (outcome) after it. The token is fetched before T1: signing in is not charged here.
 */
export function documentWork(parts: DocumentWorkParts): LaneWork {
  const { companyId, store, shell, clock, timings } = parts;
  const key: LaneKey = { companyId, service: 'hacienda' };

  /** @throws StorageTrouble: nothing was written and nothing will be sent */
  const committed = <T>(result: Result<T, StorageFault>): T => {
    if (!result.ok) throw new StorageTrouble(result.error);
    return result.value;
  };

  const plan = (now: number): Planned | undefined =>
    planNext(withLastLook(store.documents.waiting(companyId), timings), ledgerOf(parts, now), now);

  /** @returns undefined when the lane has closed instead */
  const token = async (): Promise<Token | undefined> => {
    const { refusals, refusedGeneration } = store.lanes.read(key, clock.now());
    const got =
      refusals > 0 && refusedGeneration > 0
        ? await parts.tokens.renewed(companyId, refusedGeneration)
        : await parts.tokens.current(companyId);
    const now = clock.now();
    const written = committed(
      store.atomically(() =>
        got.ok
          ? store.lanes.read(key, now).state === 'need_token'
            ? shell.laneInTransaction(key, { kind: 'token-ready' }, now)
            : undefined
          : shell.laneInTransaction(key, { kind: 'token-fault', fault: got.error }, now),
      ),
    );
    if (written) shell.announce(written);
    return got.ok ? got.value : undefined;
  };

  /** A row that an index calls due and that says something else itself is damaged: nothing is sent or asked for it. */
  const assertDue = ({ id, method }: Planned): void => {
    const document = store.documents.find(id);
    const due = document && (method === 'POST' ? document.state === 'queued' : mayBeAsked(document));
    if (!due) throw new DamagedRow(id);
  };

  /** T1. @returns undefined when the world changed since the plan: nothing is sent, the lane looks again */
  const begin = (planned: Planned): Begun | undefined => {
    const now = clock.now();
    const mono = clock.monotonic();
    const lane = store.lanes.read(key, now);
    const again = plan(now);
    if (
      laneOpenAt(lane, now) !== now ||
      again?.id !== planned.id ||
      again.method !== planned.method ||
      again.at > now
    ) {
      return undefined;
    }
    assertDue(planned);
    const attempt = {
      subjectKind: 'document',
      subjectId: planned.id,
      companyId,
      service: 'hacienda',
      kind: planned.method,
      bootId: parts.bootId,
      startedAt: now,
      startedMono: mono,
    } as const;
    const xml = planned.method === 'POST' ? store.documents.bytes(planned.id) : undefined;
    const facts = store.documents.facts(planned.id);
    const bytesSha256 = xml && sha256Hex(xml);
    const event: DocumentEvent | 'ask' =
      planned.method === 'GET'
        ? 'ask'
        : { kind: 'send', bootId: parts.bootId, mono, bytesMatch: bytesSha256 === facts.xmlSha256 };
    const { written, attemptId } = committed(
      store.atomically(() => {
        const stepped = shell.documentInTransaction(planned.id, event, now);
        const calls = stepped?.step.effects.some((effect) => effect.kind === 'call') ?? false;
        if (!calls) return { written: stepped, attemptId: undefined };
        const id = store.attempts.open(bytesSha256 === undefined ? attempt : { ...attempt, bytesSha256 });
        store.charges.add({
          companyId,
          service: 'hacienda',
          kind: planned.method,
          at: chargeTime(lane, now),
          attemptId: id,
        });
        return { written: stepped, attemptId: id };
      }),
    );
    if (written) shell.announce(written);
    return {
      attemptId,
      startedAt: now,
      startedMono: mono,
      facts,
      xml,
      wantsRepair: written?.step.effects.some((effect) => effect.kind === 'repair') ?? false,
    };
  };

  /**
   * T2; an outcome that the program cannot take for a reason other than the disk (a defect: a broken assumption, a value no column
   * holds) is taken as an answer nobody can read. Left `sending`, the document would be asked about only after the next start; and a
   * question would be asked for ever.
   */
  const conclude = async (
    id: string,
    begun: Begun & { readonly attemptId: number },
    event: Extract<DocumentEvent, { kind: 'post-result' | 'status-result' }>,
    generation: number,
    cancel: Cancel,
  ): Promise<void> => {
    try {
      await finish(id, begun, event, generation, cancel);
    } catch (error) {
      if (error instanceof StorageTrouble) throw error;
      parts.onError(error);
      const result: Doubtful = { kind: 'doubtful', why: 'unreadable' };
      await finish(id, begun, { ...event, result, facts: {} }, generation, cancel);
    }
  };

  /** T2, until the disk takes it. @returns undefined when the run was stopped before it did (the next start finds out) */
  const finish = async (
    id: string,
    begun: Begun & { readonly attemptId: number },
    event: Extract<DocumentEvent, { kind: 'post-result' | 'status-result' }>,
    generation: number,
    cancel: Cancel,
  ): Promise<void> => {
    const { result, facts: callFacts } = event;
    const ended = clock.now();
    let journaled = false;
    for (;;) {
      const now = clock.now();
      const ledger = ledgerOf(parts, now);
      const call: CallMade = {
        generation,
        startedAt: begun.startedAt,
        ...(hasQuota(ledger) ? { ledgerFreeAt: quotaFreeAt(ledger, 0, now) } : {}),
      };
      const written: Result<Written | undefined, StorageFault> = store.atomically(() => {
        store.attempts.complete(begun.attemptId, {
          endedAt: ended,
          result: resultName(result),
          facts: callFacts,
        });
        return shell.documentInTransaction(id, event, ended, call);
      });
      if (written.ok) {
        if (journaled) parts.onStorage(undefined);
        if (written.value) shell.announce(written.value);
        return;
      }
      parts.onStorage(written.error);
      if (!journaled && event.kind === 'post-result') {
        // Best effort: without this line the next start asks the authority instead.
        await parts.sealed.append({
          kind: 'outcome',
          clave: begun.facts.clave,
          attemptId: begun.attemptId,
          at: ended,
          result: event.result,
          facts: callFacts,
        });
      }
      journaled = true;
      if (cancel.aborted) throw new StorageTrouble(written.error);
      await pause(cancel);
    }
  };

  let mendedAt: number | undefined;
  const beginOrMend = async (planned: Planned): Promise<Begun | undefined> => {
    try {
      return begin(planned);
    } catch (error) {
      const now = clock.monotonic();
      // Once was not enough: the lane rests, as after any broken assumption.
      if (!(error instanceof DamagedRow) || (mendedAt !== undefined && now - mendedAt < mendRestMs))
        throw error;
      mendedAt = now;
      parts.onError(error);
      await parts.mend();
      return undefined;
    }
  };

  const pause = (cancel: Cancel): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        stopTimer();
        cancel.removeEventListener('abort', done);
        resolve();
      };
      const stopTimer = clock.after(timings.storageRetryMs, done);
      cancel.addEventListener('abort', done);
    });

  const post = async (
    begun: Begun,
    bearer: Token,
    cancel: Cancel,
  ): Promise<{ readonly result: PostResult; readonly facts: CallFacts }> => {
    if (!begun.xml) throw new Error('a POST without bytes');
    try {
      return await parts.api.post(bearer, postDocument(begun.facts, begun.xml, parts.fecIssuer()), cancel);
    } catch (error) {
      parts.onError(error);
      return { result: { kind: 'doubtful', why: 'cut' }, facts: {} };
    }
  };

  const ask = async (
    begun: Begun,
    bearer: Token,
    cancel: Cancel,
  ): Promise<{ readonly result: StatusResult; readonly facts: CallFacts }> => {
    try {
      return await parts.api.status(bearer, begun.facts.clave, cancel);
    } catch (error) {
      parts.onError(error);
      return { result: { kind: 'doubtful', why: 'cut' }, facts: {} };
    }
  };

  /** Looks at a final answer before it may settle anything. Where the look itself fails, that is a form nobody could check. */
  const looked = async (id: string, result: StatusResult): Promise<StatusResult> => {
    const { checkAnswer } = parts;
    if (!checkAnswer || result.kind !== 'found' || !result.answer) return result;
    const { answer } = result;
    try {
      return {
        ...result,
        answer: { ...answer, check: await checkAnswer(answer, store.documents.bytes(id)) },
      };
    } catch (error) {
      parts.onError(error);
      return { ...result, answer: { ...answer, check: { signature: 'unclear', mismatches: [] } } };
    }
  };

  /** From the beginning of the last POST to that of this question: by the monotonic clock where both lie in this run. */
  const sinceSent = (document: OutboxDocument | undefined, begun: Begun): number => {
    if (document?.sentAt === undefined) return Number.MAX_SAFE_INTEGER;
    const sameRun = document.sentOn?.bootId === parts.bootId;
    return Math.max(
      0,
      Math.floor(
        sameRun ? begun.startedMono - (document.sentOn?.mono ?? 0) : begun.startedAt - document.sentAt,
      ),
    );
  };

  const comparison = (
    document: OutboxDocument | undefined,
    result: StatusResult,
    facts: SealedFacts,
  ): Comparison | undefined => {
    if (!document || result.kind !== 'found' || !result.answer) return undefined;
    // A 201 to a POST of ours makes it ours. A GET alone may have found what another PC sent under the same clave.
    const saidReceived = (): boolean =>
      store.attempts.of('document', document.id).some(({ end }) => end?.result === 'received');
    if (!document.foreignDuplicate && saidReceived()) return undefined;
    return compareAnswer(new TextDecoder().decode(result.answer.xml), {
      issuerNumbers: issuersOf(facts),
      total: facts.total,
    });
  };

  const run = async (planned: Planned, cancel: Cancel): Promise<void> => {
    const bearer = await token();
    if (!bearer || cancel.aborted) return;
    const begun = await beginOrMend(planned);
    if (!begun) return;
    if (begun.wantsRepair) {
      await repairDocument(parts, planned.id);
      return;
    }
    const { attemptId } = begun;
    if (attemptId === undefined) return;
    if (planned.method === 'POST') {
      const { result, facts } = await post(begun, bearer, cancel);
      const event = { kind: 'post-result', result, facts } as const;
      await conclude(planned.id, { ...begun, attemptId }, event, bearer.generation, cancel);
      return;
    }
    const asked = await ask(begun, bearer, cancel);
    const { facts } = asked;
    const result = await looked(planned.id, asked.result);
    const document = store.documents.find(planned.id);
    const compared = comparison(document, result, begun.facts);
    const event = {
      kind: 'status-result',
      result,
      facts,
      sinceSentMs: sinceSent(document, begun),
      ...(compared === undefined ? {} : { comparison: compared }),
    } as const;
    await conclude(planned.id, { ...begun, attemptId }, event, bearer.generation, cancel);
  };

  return {
    key,
    next(now) {
      noticeTimeGoingBack(parts, key, now);
      const planned = plan(now);
      return planned && { at: planned.at, run: (cancel) => run(planned, cancel) };
    },
  };
}

/**
 * Whom an answer may name as issuer: of a mensaje receptor the supplier, of a FEC nobody says which of the two (DOMAIN.md 13.1); the
 * taxpayer who signed is a party to both.
 */
const issuersOf = ({ issuer, receiver, kind, clave }: SealedFacts): readonly string[] =>
  receiver !== undefined && (kind === '08' || isMessageIdentity(clave))
    ? [issuer.number, receiver.number]
    : [issuer.number];

interface Begun {
  /** undefined: no call is made */
  readonly attemptId: number | undefined;
  readonly startedAt: number;
  readonly startedMono: number;
  readonly facts: SealedFacts;
  readonly xml: Uint8Array | undefined;
  readonly wantsRepair: boolean;
}

/** No document waits so long for its next question: six hours are the longest step of the ladder. */
const farDays = 2;

function noticeTimeGoingBack(
  parts: Pick<DocumentWorkParts, 'store' | 'shell' | 'timings'>,
  key: LaneKey,
  now: number,
): void {
  const { settle, poll, later } = parts.store.documents.waiting(key.companyId);
  // Planned by a clock that was ahead while the lane was closed: the lane has not seen it.
  const isFar = [settle, poll, later].some(
    (head) => head && head.nextAt > now + farDays * parts.timings.dayMs,
  );
  if (!isFar && !wentBack(parts.store.lanes.read(key, now), now)) return;
  const written = parts.store.atomically(() => {
    parts.store.documents.pullBack(key.companyId, now);
    return parts.shell.laneInTransaction(key, { kind: 'went-back' }, now);
  });
  if (!written.ok) throw new StorageTrouble(written.error);
  parts.shell.announce(written.value);
}

/**
 * Puts the second copy's bytes back where they still have the sealed hash.
 * @returns false when the second copy is gone or damaged too: the document stays quarantined
 */
export async function repairDocument(
  parts: Pick<DocumentWorkParts, 'store' | 'shell' | 'sealed' | 'clock'>,
  id: string,
): Promise<boolean> {
  const { store, shell } = parts;
  // Of a row that is not what was written the bytes are the least: the audit mends it whole.
  if (store.documents.find(id)?.reason === 'row-damaged') return false;
  const facts = store.documents.facts(id);
  const copy = await parts.sealed.read(facts);
  if (!copy || sha256Hex(copy) !== facts.xmlSha256) return false;
  const written = store.atomically(() => {
    if (store.documents.find(id)?.state !== 'quarantined') return undefined;
    store.documents.replaceBytes(id, copy);
    return shell.documentInTransaction(id, { kind: 'repaired' }, parts.clock.now());
  });
  if (!written.ok) throw new StorageTrouble(written.error);
  if (written.value) shell.announce(written.value);
  return true;
}
