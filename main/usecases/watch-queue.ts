import { isMessageKind } from '../../domain/numbering/identity.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { Company, Service } from '../../domain/company/company.ts';
import { formatAmount, sumAmounts } from '../../domain/money/amount.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { PaymentSlotState } from '../../domain/outbox/payment-slot.ts';
import type { ClerkActionStore } from '../../domain/outbox/clerk-action.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import { type QuotaPlan, settleReserve } from '../../domain/outbox/quota.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import type { DocumentStore } from '../../domain/outbox/store.ts';
import type {
  LaneView as OutboxLaneView,
  OutboxSummary,
  QueueRow,
  WaitsFor,
} from '../../domain/outbox/views.ts';
import type {
  HomeView,
  LaneView,
  QueueItem,
  QueueView,
  QuotaView,
  StatusView,
} from '../../preload/contract/queue.ts';
import type { NetworkState } from '../api/network-monitor.ts';
import type { SessionState } from '../auth/hacienda-session.ts';
import { listCompanies } from '../db/companies.ts';
import type { Db } from '../db/connection.ts';
import {
  countDocuments,
  type ListedDocument,
  listDocuments,
  oldestSince,
  unseenRejected,
  waitingStates,
} from '../db/document-list.ts';
import { countDrafts } from '../db/drafts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PaymentSlots, PaymentSlotSummary } from '../outbox/payment-slots.ts';
import type { Program } from './program.ts';
import { hasHaciendaCredentials } from './show-company.ts';

export interface WatchContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly company: Company;
  readonly outbox: Pick<Outbox, 'summary' | 'queueRows'>;
  readonly slots: Pick<PaymentSlots, 'slots'>;
  readonly documents: Pick<DocumentStore, 'waiting'>;
  readonly paymentAttempts: (slotId: string) => number;
  readonly session: SessionState;
  /** before the first attempt nobody has said that they are missing */
  readonly hasCredentials: boolean;
  readonly network: NetworkState;
  readonly networkSince: number | undefined;
  readonly actions: Pick<ClerkActionStore, 'of'>;
  /** claves that the recovery at this start could not bring back */
  readonly lost: number;
}

export const watchOf = async (program: Program, company: Company): Promise<WatchContext> => ({
  hasCredentials: await hasHaciendaCredentials(program.secrets, company.id),
  db: program.db,
  clock: program.clock,
  company,
  outbox: program.outbox,
  slots: program.slots,
  paymentAttempts: (slotId) => program.attempts.of('payment_slot', slotId).length,
  session: program.session.state(company.id),
  network: program.network.state(company.id),
  networkSince: program.network.since(company.id),
  actions: program.store.actions,
  documents: program.store.documents,
  lost: program.lost.length,
});

const troubledDocuments: readonly DocumentState[] = ['needs_person', 'quarantined', 'needs_fix'];
const waitingSlots: readonly PaymentSlotState[] = ['queued', 'sending', 'unknown', 'acked'];
const troubledSlots: readonly PaymentSlotState[] = ['conflict', 'needs_fix', 'needs_person'];
/** What the authority refused, or the clerk gave up, is no sale. */
const noSale: ReadonlySet<DocumentState> = new Set(['rejected', 'needs_fix', 'abandoned']);
/** What the list shows; the rest is counted. */
const shown = 500;
/** Rejections to read, beyond which nobody counts. */
const shownRejected = 200;

interface Seen {
  readonly summary: OutboxSummary;
  readonly slots: readonly PaymentSlotSummary[];
  /** rejections that nobody has read yet, and what arrived although it was given up */
  readonly rejected: readonly ListedDocument[];
  /** lists that the SRI overtook, and nobody has read it yet */
  readonly overtaken: readonly PaymentSlotSummary[];
}

function look({ db, outbox, slots, company, actions }: Omit<WatchContext, 'clock'>): Seen {
  const all = slots.slots(company.id);
  return {
    summary: outbox.summary(company.id),
    slots: all,
    rejected: unseenRejected(db, company.id, shownRejected),
    overtaken: all.filter(
      ({ id, state, reason }) =>
        state === 'frozen' &&
        reason === 'frozen-before-sent' &&
        !actions.of(company.id, 'payment_slot', id).some(({ kind }) => kind === 'seen'),
    ),
  };
}

/** Sealed and not yet on its way belongs to what waits: it is on the way for a moment only, but it is not nothing. */
const waitingDocuments: readonly DocumentState[] = ['sealed', ...waitingStates];

const sumOf = (counts: OutboxSummary['counts'], states: readonly DocumentState[]): number =>
  states.reduce((sum, state) => sum + counts[state], 0);

const slotsIn = (
  slots: readonly PaymentSlotSummary[],
  states: readonly PaymentSlotState[],
): PaymentSlotSummary[] => slots.filter((slot) => states.includes(slot.state));

const isUsed = ({ settings }: Company, service: Service): boolean => settings[service] !== undefined;

/** Limits of 0 are not known: production's are not published (DOMAIN.md 13.3). */
function quotaView({ plan }: OutboxSummary, { settings }: Company): QuotaView | undefined {
  if (!settings.hacienda) return undefined;
  return {
    usedHour: plan.usedThisHour,
    limitHour: plan.limitPerHour,
    usedDay: plan.usedToday,
    limitDay: plan.limitPerDay,
    waiting: plan.waiting,
    ...(plan.waiting === 0 || plan.doneAt === undefined ? {} : { doneAt: plan.doneAt }),
  };
}

/** Nothing more goes before a slot is free again: the lane is open, and waits all the same. A reserve is kept for settling doubts. */
function isQuotaFull({ waiting, usedThisHour, limitPerHour, usedToday, limitPerDay }: QuotaPlan): boolean {
  const reserve = settleReserve({ perHour: limitPerHour, perDay: limitPerDay });
  const isFull = (used: number, limit: number): boolean => limit > 0 && used >= Math.max(1, limit - reserve);
  return waiting > 0 && (isFull(usedThisHour, limitPerHour) || isFull(usedToday, limitPerDay));
}

/** Why work of a lane does not go now, as one word for the screen; '' = it goes. */
function laneReason(
  { session }: WatchContext,
  { storageFault, plan }: OutboxSummary,
  lane: OutboxLaneView,
): string {
  if (storageFault) return storageFault;
  if (lane.service === 'hacienda') {
    if (session.blocked === 'missing') return 'credentials-missing';
    if (session.blocked === 'credentials') return 'credentials-refused';
    if (session.blocked === 'access') return 'access-denied';
  }
  return lane.reason ?? (lane.service === 'hacienda' && isQuotaFull(plan) ? 'quota' : '');
}

const laneViews = (context: WatchContext, { summary, slots }: Seen): LaneView[] =>
  summary.lanes
    .filter((lane) => isUsed(context.company, lane.service))
    .map((lane) => ({
      service: lane.service,
      state: lane.state,
      since: lane.since,
      ...(lane.until === undefined ? {} : { until: lane.until }),
      reason: laneReason(context, summary, lane),
      waiting:
        lane.service === 'hacienda'
          ? sumOf(summary.counts, waitingDocuments)
          : slotsIn(slots, waitingSlots).length,
    }));

const documentItem = (row: QueueRow): QueueItem => ({
  id: row.id,
  subject: 'document',
  title: row.consecutivo,
  kind: row.kind,
  customerName: row.customerName,
  total: formatAmount(row.total),
  currency: row.currency,
  state: row.state,
  reason: row.reason ?? '',
  waitsFor: row.waitsFor,
  since: row.since,
  ...(row.nextAt === undefined ? {} : { nextAt: row.nextAt }),
  attempts: row.posts,
  ...(row.cause === undefined ? {} : { cause: row.cause }),
  actions: [...row.choices],
  paymentActions: [],
});

const rejectedItem = (listed: ListedDocument): QueueItem => ({
  id: listed.id,
  subject: 'document',
  title: listed.consecutivo,
  kind: listed.kind,
  customerName: listed.customerName,
  total: formatAmount(listed.total),
  currency: listed.currency,
  state: listed.state,
  reason: listed.reason ?? '',
  waitsFor: 'the-clerk',
  since: listed.since,
  attempts: 1,
  actions: listed.state === 'rejected' && !isMessageKind(listed.kind) ? ['copy-to-draft', 'seen'] : ['seen'],
  paymentActions: [],
});

/** Asking again is safe in every state; in the clerk's hands it is the way out of a refusal too. */
function paymentActionsOf({ state }: PaymentSlotSummary): QueueItem['paymentActions'] {
  switch (state) {
    case 'needs_fix':
    case 'needs_person':
      return ['retry'];
    case 'unknown':
    case 'acked':
    case 'conflict':
      return ['read-again'];
    case 'frozen':
      return ['seen'];
    case 'new':
    case 'confirmed':
    case 'queued':
    case 'sending':
      return [];
    default:
      return assertNever(state);
  }
}

const slotItem = (slot: PaymentSlotSummary, attempts: number): QueueItem => ({
  id: slot.id,
  subject: 'payment',
  title: slot.number ?? slot.remoteId,
  kind: '',
  customerName: slot.customerName ?? '',
  total: slot.paid,
  currency: 'USD',
  state: slot.state,
  reason: slot.reason,
  waitsFor: slotWaitsFor(slot.state),
  since: slot.stateSince,
  ...(slot.nextAt === undefined ? {} : { nextAt: slot.nextAt }),
  attempts,
  ...(slot.sentence === '' ? {} : { cause: slot.sentence }),
  actions: [],
  paymentActions: paymentActionsOf(slot),
});

function slotWaitsFor(state: PaymentSlotState): WaitsFor {
  switch (state) {
    case 'sending':
      return 'in-flight';
    case 'unknown':
    case 'acked':
      return 'its-answer';
    case 'new':
    case 'confirmed':
    case 'queued':
      return 'its-turn';
    case 'conflict':
    case 'needs_fix':
    case 'needs_person':
    case 'frozen':
      return 'the-clerk';
    default:
      return assertNever(state);
  }
}

/** Cola: what waits, why, when it goes next; what needs a person comes first. */
export function queueView(context: WatchContext): QueueView {
  const seen = look(context);
  const quota = quotaView(seen.summary, context.company);
  const slots = (states: readonly PaymentSlotState[]): QueueItem[] =>
    slotsIn(seen.slots, states)
      .slice(0, shown)
      .map((slot) => slotItem(slot, context.paymentAttempts(slot.id)));
  const rows = context.outbox.queueRows(context.company.id, shown);
  const waiting = sumOf(seen.summary.counts, [...troubledDocuments, ...waitingStates]);
  const needsPerson = ({ state }: QueueRow): boolean => troubledDocuments.includes(state);
  return {
    lanes: laneViews(context, seen),
    ...(quota ? { quota } : {}),
    items: [
      ...rows.filter(needsPerson).map(documentItem),
      ...seen.rejected.map(rejectedItem),
      ...slots(troubledSlots),
      ...seen.overtaken.map((slot) => slotItem(slot, context.paymentAttempts(slot.id))),
      ...rows.filter((row) => !needsPerson(row)).map(documentItem),
      ...slots(waitingSlots),
    ],
    more: Math.max(0, waiting - rows.length),
  };
}

function signInOf({ company, session, hasCredentials }: WatchContext): StatusView['signIn'] {
  if (!company.settings.hacienda) return 'not-needed';
  if (session.blocked === 'missing' || !hasCredentials) return 'not-set';
  if (session.blocked) return 'blocked';
  return session.signedIn ? 'in' : 'out';
}

/** The strip: never says that all is well while anything is unconfirmed. */
export function statusView(context: WatchContext): StatusView {
  const seen = look(context);
  const { counts, oldestWaitingAt, storageFault } = seen.summary;
  const waitingPayments = slotsIn(seen.slots, waitingSlots);
  const waiting = sumOf(counts, waitingDocuments) + waitingPayments.length;
  const times = [oldestWaitingAt, ...waitingPayments.map((slot) => slot.stateSince)].filter(
    (at) => at !== undefined,
  );
  const lanes = laneViews(context, seen);
  const stuck = lanes.find((lane) => lane.waiting > 0 && lane.reason !== '');
  const troubled = [...slotsIn(seen.slots, troubledSlots), ...seen.overtaken];
  const needed = [
    oldestSince(context.db, context.company.id, troubledDocuments),
    ...seen.rejected.map(({ since }) => since),
    ...troubled.map(({ stateSince }) => stateSince),
  ].filter((at) => at !== undefined);
  const hacienda = seen.summary.lanes.find((lane) => lane.service === 'hacienda');
  const quota = quotaView(seen.summary, context.company);
  return {
    network: context.network,
    ...(context.networkSince === undefined ? {} : { networkSince: context.networkSince }),
    signIn: signInOf(context),
    ...(context.session.blocked && hacienda && hacienda.state !== 'open'
      ? { signInSince: hacienda.since }
      : {}),
    waiting,
    sending: counts.sending + slotsIn(seen.slots, ['sending']).length,
    ...(times.length === 0 ? {} : { oldestAt: Math.min(...times) }),
    why: stuck?.reason ?? '',
    // the disk's fault and a full quota are of no lane's state: not told since when
    ...(stuck === undefined || storageFault || stuck.state === 'open' ? {} : { whySince: stuck.since }),
    attention: sumOf(counts, troubledDocuments) + seen.rejected.length + troubled.length + context.lost,
    ...(needed.length === 0 ? {} : { attentionSince: Math.min(...needed) }),
    recovering: context.documents.waiting(context.company.id).recovering,
    elsewhere: elsewhere(context),
    ...(quota ? { quota } : {}),
    clock: { state: clockWords[hacienda?.clock ?? 'good'], skewMs: Math.round(hacienda?.skewMs ?? 0) },
    disk: storageFault ? 'full' : 'ok',
  };
}

/** What is not confirmed yet in the companies that are not on screen. In the practice company nothing is. */
function elsewhere(context: WatchContext): number {
  const { db, company, slots } = context;
  return listCompanies(db)
    .filter(({ id, environment }) => id !== company.id && environment !== 'practice')
    .reduce(
      (sum, { id }) =>
        sum +
        sumOf(countDocuments(db, id), [...waitingStates, ...troubledDocuments]) +
        unseenRejected(db, id, shownRejected).length +
        slotsIn(slots.slots(id), [...waitingSlots, ...troubledSlots]).length,
      0,
    );
}

const clockWords = { good: 'ok', warns: 'skewed', stops: 'wrong' } as const;

const dayMs = 24 * 3_600_000;
const costaRicaOffsetMs = 6 * 3_600_000;
/** Midnight in Costa Rica (UTC-06:00 all year) of the day that holds `at`. */
const startOfDay = (at: number): number =>
  Math.floor((at - costaRicaOffsetMs) / dayMs) * dayMs + costaRicaOffsetMs;
const chartDays = 30;
const shownAtHome = 20;
const pageSize = 500;

/** Documents sealed since `fromAt`, page by page; stops at a number no small business reaches in a month. */
function sealedSince(db: Db, companyId: string, fromAt: number): ListedDocument[] {
  const found: ListedDocument[] = [];
  for (let pages = 0; pages < 40; pages += 1) {
    const last = found.at(-1);
    const page = listDocuments(
      db,
      companyId,
      { fromAt },
      pageSize,
      last && { sealedAt: last.sealedAt, seq: last.seq },
    );
    found.push(...page);
    if (page.length < pageSize) break;
  }
  return found;
}

/** Inicio: today and this month, the last 30 days, and what needs a person first. */
export function homeView(context: WatchContext): HomeView {
  const { db, clock, company } = context;
  const now = clock.now();
  const today = startOfDay(now);
  const firstOfMonth = costaRicaDate(now).slice(0, 8);
  const seen = look(context);
  const { summary, slots } = seen;
  const recent = sealedSince(db, company.id, Math.min(today - (chartDays - 1) * dayMs, today - 31 * dayMs));
  const dateOf = (listed: ListedDocument): string => costaRicaDate(listed.sealedAt);
  const accepted = (list: readonly ListedDocument[]): number =>
    list.filter((one) => one.state === 'accepted').length;
  const ofToday = recent.filter((one) => one.sealedAt >= today);
  const ofMonth = recent.filter((one) => dateOf(one).startsWith(firstOfMonth));
  const currencies = [...new Set(ofMonth.map((one) => one.currency))].toSorted();
  const byDay = Map.groupBy(recent, dateOf);
  return {
    today: { issued: ofToday.length, accepted: accepted(ofToday) },
    month: {
      issued: ofMonth.length,
      accepted: accepted(ofMonth),
      totals: currencies.map((currency) => ({
        currency,
        total: formatAmount(
          sumAmounts(
            ofMonth
              .filter((one) => one.currency === currency && !noSale.has(one.state))
              .map((one) => one.total),
          ),
        ),
      })),
    },
    waiting: sumOf(summary.counts, waitingDocuments) + slotsIn(slots, waitingSlots).length,
    refused: sumOf(summary.counts, ['rejected', 'needs_fix']),
    drafts: countDrafts(db, company.id),
    attention: [
      ...[
        ...listDocuments(db, company.id, { states: troubledDocuments }, shownAtHome),
        ...seen.rejected.slice(0, shownAtHome),
      ].map((one) => ({
        id: one.id,
        subject: 'document' as const,
        title: one.consecutivo,
        customerName: one.customerName,
        state: one.state,
        reason: one.reason ?? '',
      })),
      ...[...slotsIn(slots, troubledSlots), ...seen.overtaken].map((slot) => ({
        id: slot.id,
        subject: 'payment' as const,
        title: slot.number ?? slot.remoteId,
        customerName: slot.customerName ?? '',
        state: slot.state,
        reason: slot.reason,
      })),
    ],
    days: Array.from({ length: chartDays }, (_, index) => {
      const on = costaRicaDate(today - (chartDays - 1 - index) * dayMs);
      const list = byDay.get(on) ?? [];
      return { on, issued: list.length, accepted: accepted(list) };
    }),
  };
}
