import { assertNever } from '../../domain/assert-never.ts';
import { claveOf, isMessageIdentity } from '../../domain/numbering/identity.ts';
import type { ClerkActionKind } from '../../domain/outbox/clerk-action.ts';
import { choicesOf, type DocumentEvent } from '../../domain/outbox/document-step.ts';
import type { OutboxDocument } from '../../domain/outbox/document.ts';
import { type Lane, laneOpenAt } from '../../domain/outbox/lane.ts';
import type { FecIssuer } from '../../domain/company/company.ts';
import { clockVerdict } from '../../domain/outbox/lane-step.ts';
import type {
  Clock,
  HaciendaApi,
  LaneKey,
  LaneWork,
  Random,
  TokenSource,
} from '../../domain/outbox/ports.ts';
import {
  type QuotaLimits,
  quotaFreeAt,
  quotaPlan,
  sendingTimes,
  settleReserve,
} from '../../domain/outbox/quota.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { OutboxStore, StorageFault } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import type {
  LaneView,
  OutboxSummary,
  QueueEntry,
  QueueReader,
  QueueRow,
  WaitsFor,
} from '../../domain/outbox/views.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type AuditDepth, type AuditReport, auditDocuments, isClean } from './audit.ts';
import { type CheckAnswer, documentWork, ledgerOf, repairDocument } from './document-work.ts';
import { engineShell, type OutboxChange } from './engine-shell.ts';
import { type LaneRunner, laneRunner, StorageTrouble } from './lane-runner.ts';
import { type ReadSealed, recover, type RecoveryReport } from './recovery.ts';
import { createSealer, type Sealed, type SealFault, type SealRequest } from './seal.ts';
import type { SealedStore } from './sealed-store.ts';

export interface OutboxParts {
  readonly store: OutboxStore;
  readonly queue: QueueReader;
  readonly sealed: SealedStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly timings: OutboxTimings;
  /** new at every start of the program */
  readonly bootId: string;
  /** who sits at the machine, for the record of what was done by hand; absent where nobody does */
  readonly who?: string;
  readonly knowsCompany: (companyId: string) => boolean;
  /** where payments are recorded too, for outcomes that only the journal could take */
  readonly payments?: PaymentStore;
  readonly readSealed?: ReadSealed;
  /** looks at the authority's answers; absent where nothing is signed (simulations) */
  readonly checkAnswer?: CheckAnswer;
  /** a broken assumption somewhere below: for the log */
  readonly onError: (where: string, error: unknown) => void;
}

/** How one company reaches Hacienda. */
export interface HaciendaLane {
  readonly api: HaciendaApi;
  readonly tokens: TokenSource;
  /** read at each step */
  readonly limits: () => QuotaLimits;
  /** read at each step; the company where absent */
  readonly fecIssuer?: () => FecIssuer;
}

export type OutboxEvent =
  | OutboxChange
  /** a look found something, and put right what it could */
  | { readonly kind: 'audited'; readonly report: AuditReport }
  | { readonly kind: 'storage'; readonly fault: StorageFault | undefined };

/** What a person does to a document. */
type ClerkEvent = Extract<DocumentEvent, { kind: ClerkActionKind }>;

export type ActionFault = 'not-found' | 'not-allowed' | StorageFault;

/** The outbox of the program: documents of every company, and the lanes other works (payments) run on. */
export interface Outbox {
  /**
   * Once, before anything is sealed or sent. `scanFiles` after a restored copy. Where the disk refuses it is tried again by itself;
   * until it worked nothing is sealed and connected lanes stay still.
   */
  recover(options?: { readonly scanFiles: boolean }): Promise<Result<RecoveryReport, StorageFault>>;
  /** Looks at every document's row and second copy, and puts right what is not what was written. One after the other. */
  audit(depth: AuditDepth): Promise<AuditReport>;
  /** Opens a company's Hacienda lane (again, after its settings changed). */
  connect(companyId: string, lane: HaciendaLane): void;
  disconnect(companyId: string): void;
  /** Another kind of work on its lane. @returns takes it away again */
  add(work: LaneWork): () => void;
  seal<E>(request: SealRequest<E>): Promise<Result<Sealed, SealFault<E>>>;
  /** `needs_fix`: same clave, same bytes. `quarantined`: looks at the second copy again. */
  retry(documentId: string): Promise<Result<void, ActionFault>>;
  settleNow(documentId: string): Result<void, ActionFault>;
  sendAgain(documentId: string): Result<void, ActionFault>;
  hold(documentId: string): Result<void, ActionFault>;
  release(documentId: string): Result<void, ActionFault>;
  /** Gives a document up for good: at once where it was never sent, otherwise when two late 404s say that it is not there. */
  abandon(documentId: string): Result<void, ActionFault>;
  /** "Probar de nuevo"; also after credentials or addresses changed. */
  unblock(key: LaneKey): Result<void, StorageFault>;
  /** The system says that the network is there again. */
  networkBack(): void;
  wake(key?: LaneKey): void;
  summary(companyId: string): OutboxSummary;
  queueRows(companyId: string, limit: number): readonly QueueRow[];
  onChange(listener: (event: OutboxEvent) => void): () => void;
  /** No new request; what is in flight or being sealed is ended in order, and is on the disk when this resolves. */
  stop(): Promise<void>;
}

const haciendaKey = (companyId: string): LaneKey => ({ companyId, service: 'hacienda' });

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, random, timings } = parts;
  const listeners = new Set<(event: OutboxEvent) => void>();
  const lanes = new Map<string, { readonly lane: HaciendaLane; readonly remove: () => void }>();
  let stuckOutcome: StorageFault | undefined;
  /** Sealing or sending before the recovery would pass over what the last run left behind. */
  let recovery: 'not-asked' | 'done' | { readonly fault: StorageFault; readonly cancelRetry: () => void } =
    'not-asked';
  /** Lines that could not be adopted are looked at again at the next start: no seal may mark them as read. */
  let knowsJournal = false;
  /** Drafts that are documents which could not be brought back at this start. */
  let spentDrafts: ReadonlySet<string> = new Set();
  /** Claves whose answer (mensaje receptor) is such a document. */
  let lostAnswers: ReadonlySet<string> = new Set();
  const mustBeAsked = (): void => {
    if (recovery === 'not-asked') throw new Error('the outbox has not recovered yet');
  };

  const tell = (event: OutboxEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        // A listener's defect must not stop what is being sent.
        parts.onError('listener', error);
      }
    }
  };
  const runner: LaneRunner = laneRunner({
    clock,
    lanes: store.lanes,
    stopGraceMs: timings.stopGraceMs,
    storageRetryMs: timings.storageRetryMs,
    onError: (key, error) => parts.onError(`${key.companyId}/${key.service}`, error),
    onStorage: (fault) => tell({ kind: 'storage', fault }),
    faultOf: store.faultOf,
  });
  const shell = engineShell({ store, clock, random, timings, onChange: tell });
  const sealer = createSealer({
    store,
    sealed: parts.sealed,
    clock,
    random,
    timings,
    knowsJournal: () => knowsJournal,
    isSpent: (draftId) => spentDrafts.has(draftId),
    isAnswered: (companyId, clave) => lostAnswers.has(`${companyId} ${clave}`),
    onSealed({ id, companyId }) {
      tell({ kind: 'documents', companyId, ids: [id] });
      runner.wake(haciendaKey(companyId));
    },
  });

  const note = (
    { companyId }: Pick<LaneKey, 'companyId'>,
    subjectKind: 'document' | 'lane',
    subjectId: string,
    kind: ClerkActionKind,
    at: number,
  ): void =>
    store.actions.add({
      companyId,
      subjectKind,
      subjectId,
      kind,
      at,
      who: parts.who ?? '',
      bootId: parts.bootId,
    });
  const act = (documentId: string, event: ClerkEvent): Result<void, ActionFault> => {
    const document = store.documents.find(documentId);
    if (!document) return fail('not-found');
    // one moment for the press and for what it changed: the timeline puts them together by it
    const now = clock.now();
    const done = store.atomically(() => {
      const written = shell.documentInTransaction(documentId, event, now);
      if (written) note(document, 'document', documentId, event.kind, now);
      return written;
    });
    if (!done.ok) return fail(done.error);
    if (!done.value) return fail('not-allowed');
    shell.announce(done.value);
    runner.wake(haciendaKey(document.companyId));
    return ok(undefined);
  };

  const moveLane = (
    key: LaneKey,
    event: { readonly kind: 'unblock' | 'network-back' },
  ): StorageFault | undefined => {
    const done = store.atomically(() => {
      const now = clock.now();
      if (event.kind === 'unblock') note(key, 'lane', key.service, 'unblock', now);
      return shell.laneInTransaction(key, event, now);
    });
    if (!done.ok) return done.error;
    shell.announce(done.value);
    runner.wake(key);
    return undefined;
  };

  const limitsOf = (companyId: string): QuotaLimits =>
    lanes.get(companyId)?.lane.limits() ?? { perHour: 0, perDay: 0 };
  const ledger = (companyId: string, now: number): ReturnType<typeof ledgerOf> =>
    ledgerOf({ companyId, store, timings, limits: () => limitsOf(companyId) }, now);

  const disconnect = (companyId: string): void => {
    lanes.get(companyId)?.remove();
    lanes.delete(companyId);
  };

  /** Works that wait for the recovery. */
  const waiting = new Set<() => void>();
  const addOnceRecovered = (work: LaneWork): (() => void) => {
    if (recovery === 'done') return runner.add(work);
    let remove: (() => void) | undefined;
    const start = (): void => {
      remove = runner.add(work);
    };
    waiting.add(start);
    return () => {
      waiting.delete(start);
      remove?.();
    };
  };
  const recoverOnce: Outbox['recover'] = async (options) => {
    const { bootId, knowsCompany, sealed } = parts;
    const done = await recover(
      {
        store,
        shell,
        sealed,
        clock,
        bootId,
        knowsCompany,
        ...(parts.readSealed ? { readSealed: parts.readSealed } : {}),
        ...(parts.payments ? { payments: { store: parts.payments, timings } } : {}),
      },
      options,
    );
    if (done.ok) {
      const begun = recovery;
      recovery = 'done';
      knowsJournal = done.value.lost.length === 0;
      spentDrafts = new Set(done.value.lost.flatMap(({ draftId }) => draftId ?? []));
      lostAnswers = new Set(
        done.value.lost.flatMap(({ companyId, clave }) =>
          isMessageIdentity(clave) ? [`${companyId} ${claveOf(clave)}`] : [],
        ),
      );
      if (typeof begun === 'object') tell({ kind: 'storage', fault: undefined });
      for (const start of waiting) start();
      waiting.clear();
    } else if (recovery !== 'done') {
      const again = (): void => {
        recoverOnce(options).catch((error: unknown) => parts.onError('recovery', error));
      };
      if (typeof recovery === 'object') recovery.cancelRetry();
      recovery = { fault: done.error, cancelRetry: clock.after(timings.storageRetryMs, again) };
      tell({ kind: 'storage', fault: done.error });
    }
    return done;
  };

  /** lines that are being written for the day when the database is gone */
  let noting: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let auditing: Promise<unknown> = Promise.resolve();
  const audit: Outbox['audit'] = (depth) => {
    const next = auditing.then(async () => {
      const report = await auditDocuments(
        { store, sealed: parts.sealed, clock, stopped: () => stopped },
        depth,
      );
      if (!isClean(report)) {
        tell({ kind: 'audited', report });
        runner.wake();
      }
      return report;
    });
    auditing = next.catch(() => undefined);
    return next;
  };

  return {
    recover: recoverOnce,
    audit,
    connect(companyId, lane) {
      mustBeAsked();
      disconnect(companyId);
      const work = documentWork({
        companyId,
        store,
        shell,
        sealed: parts.sealed,
        clock,
        tokens: lane.tokens,
        api: lane.api,
        limits: lane.limits,
        timings,
        bootId: parts.bootId,
        fecIssuer: lane.fecIssuer ?? (() => 'company'),
        ...(parts.checkAnswer ? { checkAnswer: parts.checkAnswer } : {}),
        onStorage(fault) {
          stuckOutcome = fault;
          tell({ kind: 'storage', fault });
        },
        mend: async () => {
          // An index that calls due what its table does not, in a database too big to be looked at whole.
          if (isClean(await audit('whole'))) store.audit.reindex();
        },
        onError: (error) => parts.onError(`${companyId}/hacienda call`, error),
      });
      lanes.set(companyId, { lane, remove: addOnceRecovered(work) });
    },
    disconnect,
    add: addOnceRecovered,
    seal(request) {
      mustBeAsked();
      if (typeof recovery === 'object') return Promise.resolve(fail({ kind: recovery.fault }));
      // Its line could come after the next program has read the journal, and its number would be given again.
      if (stopped) return Promise.resolve(fail({ kind: 'io' }));
      return sealer.seal(request);
    },
    async retry(documentId) {
      const document = store.documents.find(documentId);
      if (document?.state !== 'quarantined') return act(documentId, { kind: 'retry' });
      const noted = store.atomically(() => note(document, 'document', documentId, 'retry', clock.now()));
      if (!noted.ok) return fail(noted.error);
      try {
        const repaired = await repairDocument({ store, shell, sealed: parts.sealed, clock }, documentId);
        if (!repaired) return fail('not-allowed');
      } catch (error) {
        if (error instanceof StorageTrouble) return fail(error.fault);
        throw error;
      }
      runner.wake(haciendaKey(document.companyId));
      return ok(undefined);
    },
    settleNow: (documentId) => act(documentId, { kind: 'settle-now' }),
    sendAgain: (documentId) => act(documentId, { kind: 'send-again' }),
    hold: (documentId) => act(documentId, { kind: 'hold' }),
    release: (documentId) => act(documentId, { kind: 'release' }),
    abandon(documentId) {
      const done = act(documentId, { kind: 'abandon' });
      const clave = store.documents.find(documentId)?.clave;
      // For the day when the database is gone: the row knows it already.
      if (done.ok && clave !== undefined)
        noting = Promise.all([noting, parts.sealed.append({ kind: 'abandoned', clave })]);
      return done;
    },
    unblock(key) {
      const fault = moveLane(key, { kind: 'unblock' });
      return fault ? fail(fault) : ok(undefined);
    },
    networkBack() {
      for (const lane of store.lanes.all()) {
        if (lane.state === 'offline')
          moveLane({ companyId: lane.companyId, service: lane.service }, { kind: 'network-back' });
      }
    },
    wake: (key) => runner.wake(key),
    summary(companyId) {
      const now = clock.now();
      const counts = parts.queue.counts(companyId);
      const oldestWaitingAt = parts.queue.oldestWaitingAt(companyId);
      const unrecovered = typeof recovery === 'object' ? recovery.fault : undefined;
      const storageFault = unrecovered ?? stuckOutcome ?? runner.storageFault;
      return {
        counts,
        ...(oldestWaitingAt === undefined ? {} : { oldestWaitingAt }),
        plan: quotaPlan(ledger(companyId, now), counts.queued + counts.sending, now, questionsOf(counts)),
        lanes: (['hacienda', 'edinky'] as const).map((service) =>
          laneView(store.lanes.read({ companyId, service }, now), timings),
        ),
        ...(storageFault === undefined ? {} : { storageFault }),
      };
    },
    queueRows(companyId, limit) {
      const now = clock.now();
      const entries = parts.queue.queue(companyId, limit);
      const lane = store.lanes.read(haciendaKey(companyId), now);
      const openAt = laneOpenAt(lane, now);
      const queued = entries.filter(({ document }) => document.state === 'queued').length;
      const charged = ledger(companyId, now);
      const times = openAt === undefined ? [] : sendingTimes(charged, queued, openAt);
      const settleAt = quotaFreeAt(charged, 0, now);
      const pollAt = quotaFreeAt(charged, settleReserve(charged.limits), now);
      let turn = 0;
      return entries.map((entry) => {
        const sendAt = entry.document.state === 'queued' ? times[turn++] : undefined;
        return queueRow(entry, { now, openAt, sendAt, settleAt, pollAt });
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopped = true;
      if (typeof recovery === 'object') recovery.cancelRetry();
      await Promise.all([runner.stop(), sealer.idle(), auditing, noting]);
    },
  };
}

/** What is still to be asked: one question for what was received, two for what is in doubt (OUTBOX.md section 5). */
const questionsOf = (counts: OutboxSummary['counts']): number =>
  counts.received + counts.processing + 2 * counts.unknown;

function laneView(lane: Lane, timings: OutboxTimings): LaneView {
  const { companyId, service, state, since, until, reason, skewMs } = lane;
  return {
    companyId,
    service,
    state,
    since,
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    canUnblock: state !== 'open' && state !== 'throttled',
    ...(skewMs === undefined ? {} : { skewMs }),
    clock: clockVerdict(lane, timings),
  };
}

interface QueueTimes {
  readonly now: number;
  /** undefined: the lane is blocked until somebody acts */
  readonly openAt: number | undefined;
  /** of a queued document, by the quota and the documents before it */
  readonly sendAt: number | undefined;
  /** the first question about a doubt that the quota lets through; it may use the reserve */
  readonly settleAt: number;
  /** the first question about what was received that the quota lets through */
  readonly pollAt: number;
}

function queueRow(entry: QueueEntry, times: QueueTimes): QueueRow {
  const { document, kind, consecutivo, customerName, total, currency, sealedAt } = entry;
  const { id, clave, state, since, reason, posts, cause } = document;
  const nextAt = nextRequestAt(document, times);
  return {
    id,
    kind,
    consecutivo,
    clave,
    customerName,
    total,
    currency,
    sealedAt,
    state,
    since,
    waitsFor: waitsFor(document, times),
    ...(reason === undefined ? {} : { reason }),
    ...(nextAt === undefined ? {} : { nextAt }),
    posts,
    ...(cause === undefined ? {} : { cause }),
    choices: choicesOf(document),
  };
}

function nextRequestAt(
  document: OutboxDocument,
  { openAt, sendAt, settleAt, pollAt }: QueueTimes,
): number | undefined {
  if (openAt === undefined) return undefined;
  if (document.state === 'queued') return sendAt;
  if (document.state !== 'unknown' && document.state !== 'received' && document.state !== 'processing')
    return undefined;
  const freeAt = document.state === 'unknown' ? settleAt : pollAt;
  return document.nextAt === undefined ? undefined : Math.max(document.nextAt, openAt, freeAt);
}

function waitsFor(document: OutboxDocument, { now, openAt, sendAt }: QueueTimes): WaitsFor {
  switch (document.state) {
    case 'sending':
      return 'in-flight';
    case 'held':
      return document.reason === 'predecessor' ? 'another-document' : 'the-clerk';
    case 'sealed':
    case 'queued':
      if (openAt === undefined || openAt > now) return 'the-lane';
      return sendAt !== undefined && sendAt > now ? 'the-quota' : 'its-turn';
    case 'unknown':
    case 'received':
    case 'processing':
      return openAt === undefined || openAt > now ? 'the-lane' : 'its-answer';
    case 'accepted':
    case 'rejected':
    case 'needs_fix':
    case 'needs_person':
    case 'quarantined':
    case 'abandoned':
      return 'the-clerk';
    default:
      return assertNever(document.state);
  }
}
