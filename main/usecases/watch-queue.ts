import type { Company, Service } from '../../domain/company/company.ts';
import { formatAmount, sumAmounts } from '../../domain/money/amount.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { PaymentSlotState } from '../../domain/outbox/payment-slot.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import type { LaneView as OutboxLaneView, OutboxSummary, QueueRow } from '../../domain/outbox/views.ts';
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
import type { Db } from '../db/connection.ts';
import { type ListedDocument, listDocuments, waitingStates } from '../db/document-list.ts';
import { countDrafts } from '../db/drafts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PaymentSlots, PaymentSlotSummary } from '../outbox/payment-slots.ts';

export interface WatchContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly company: Company;
  readonly outbox: Pick<Outbox, 'summary' | 'queueRows'>;
  readonly slots: PaymentSlots;
  readonly paymentAttempts: (slotId: string) => number;
  readonly session: SessionState;
  /** before the first attempt nobody has said that they are missing */
  readonly hasCredentials: boolean;
  readonly network: NetworkState;
}

const troubledDocuments: readonly DocumentState[] = ['needs_person', 'quarantined', 'needs_fix'];
const waitingSlots: readonly PaymentSlotState[] = ['queued', 'sending', 'unknown', 'acked'];
const troubledSlots: readonly PaymentSlotState[] = ['conflict', 'needs_fix', 'needs_person'];
/** What the authority refused is no sale. */
const noSale: ReadonlySet<DocumentState> = new Set(['rejected', 'needs_fix']);
/** A person reads this list; the rest is counted. */
const shown = 200;

interface Seen {
  readonly summary: OutboxSummary;
  readonly slots: readonly PaymentSlotSummary[];
}

const look = ({ outbox, slots, company }: WatchContext): Seen => ({
  summary: outbox.summary(company.id),
  slots: slots.slots(company.id),
});

const sumOf = (counts: OutboxSummary['counts'], states: readonly DocumentState[]): number =>
  states.reduce((sum, state) => sum + counts[state], 0);

const slotsIn = (
  slots: readonly PaymentSlotSummary[],
  states: readonly PaymentSlotState[],
): PaymentSlotSummary[] => slots.filter((slot) => states.includes(slot.state));

const isUsed = ({ settings }: Company, service: Service): boolean => settings[service] !== undefined;

function quotaView({ plan }: OutboxSummary): QuotaView | undefined {
  if (plan.limitPerHour === 0 && plan.limitPerDay === 0) return undefined;
  return {
    usedHour: plan.usedThisHour,
    limitHour: plan.limitPerHour,
    usedDay: plan.usedToday,
    limitDay: plan.limitPerDay,
    ...(plan.waiting === 0 || plan.doneAt === undefined ? {} : { doneAt: plan.doneAt }),
  };
}

/** Why work of a lane does not go now, as one word for the screen; '' = it goes. */
function laneReason(
  { session }: WatchContext,
  { storageFault }: OutboxSummary,
  lane: OutboxLaneView,
): string {
  if (storageFault) return storageFault;
  if (lane.service === 'hacienda') {
    if (session.blocked === 'missing') return 'credentials-missing';
    if (session.blocked === 'credentials') return 'credentials-refused';
    if (session.blocked === 'access') return 'access-denied';
  }
  return lane.reason ?? '';
}

const laneViews = (context: WatchContext, { summary, slots }: Seen): LaneView[] =>
  summary.lanes
    .filter((lane) => isUsed(context.company, lane.service))
    .map((lane) => ({
      service: lane.service,
      state: lane.state,
      ...(lane.until === undefined ? {} : { until: lane.until }),
      reason: laneReason(context, summary, lane),
      waiting:
        lane.service === 'hacienda'
          ? sumOf(summary.counts, waitingStates)
          : slotsIn(slots, waitingSlots).length,
    }));

const documentItem = (row: QueueRow): QueueItem => ({
  id: row.id,
  subject: 'document',
  title: row.consecutivo,
  customerName: row.customerName,
  total: formatAmount(row.total),
  currency: row.currency,
  state: row.state,
  reason: row.reason ?? '',
  waitsFor: row.waitsFor,
  since: row.since,
  ...(row.nextAt === undefined ? {} : { nextAt: row.nextAt }),
  attempts: row.posts,
  actions: [...row.choices],
});

const slotItem = (slot: PaymentSlotSummary, attempts: number): QueueItem => ({
  id: slot.id,
  subject: 'payment',
  title: slot.number ?? slot.remoteId,
  customerName: slot.customerName ?? '',
  total: slot.paid,
  currency: 'USD',
  state: slot.state,
  reason: slot.reason,
  waitsFor: troubledSlots.includes(slot.state) ? 'the-clerk' : 'its-turn',
  since: slot.stateSince,
  ...(slot.nextAt === undefined ? {} : { nextAt: slot.nextAt }),
  attempts,
  actions: [],
});

/** Cola: what waits, why, when it goes next; what needs a person comes first. */
export function queueView(context: WatchContext): QueueView {
  const seen = look(context);
  const quota = quotaView(seen.summary);
  const slots = (states: readonly PaymentSlotState[]): QueueItem[] =>
    slotsIn(seen.slots, states)
      .slice(0, shown)
      .map((slot) => slotItem(slot, context.paymentAttempts(slot.id)));
  const rows = context.outbox.queueRows(context.company.id, shown);
  const needsPerson = ({ state }: QueueRow): boolean => troubledDocuments.includes(state);
  return {
    lanes: laneViews(context, seen),
    ...(quota ? { quota } : {}),
    items: [
      ...rows.filter(needsPerson).map(documentItem),
      ...slots(troubledSlots),
      ...rows.filter((row) => !needsPerson(row)).map(documentItem),
      ...slots(waitingSlots),
    ],
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
  const waiting = sumOf(counts, waitingStates) + waitingPayments.length;
  const times = [oldestWaitingAt, ...waitingPayments.map((slot) => slot.stateSince)].filter(
    (at) => at !== undefined,
  );
  const lanes = laneViews(context, seen);
  const hacienda = seen.summary.lanes.find((lane) => lane.service === 'hacienda');
  const quota = quotaView(seen.summary);
  return {
    network: context.network,
    signIn: signInOf(context),
    waiting,
    ...(times.length === 0 ? {} : { oldestAt: Math.min(...times) }),
    why: waiting === 0 ? '' : (lanes.find((lane) => lane.waiting > 0 && lane.reason !== '')?.reason ?? ''),
    attention: sumOf(counts, troubledDocuments) + slotsIn(seen.slots, troubledSlots).length,
    ...(quota ? { quota } : {}),
    clock: { state: clockWords[hacienda?.clock ?? 'good'], skewMs: Math.round(hacienda?.skewMs ?? 0) },
    disk: storageFault ? 'full' : 'ok',
  };
}

const clockWords = { good: 'ok', warns: 'skewed', stops: 'wrong' } as const;

const dayMs = 24 * 3_600_000;
const costaRicaOffsetMs = 6 * 3_600_000;
/** Midnight in Costa Rica (UTC-06:00 all year) of the day that holds `at`. */
const startOfDay = (at: number): number =>
  Math.floor((at - costaRicaOffsetMs) / dayMs) * dayMs + costaRicaOffsetMs;
const chartDays = 30;
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
  const { summary, slots } = look(context);
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
    waiting: sumOf(summary.counts, waitingStates) + slotsIn(slots, waitingSlots).length,
    refused: sumOf(summary.counts, ['rejected', 'needs_fix']),
    drafts: countDrafts(db, company.id),
    attention: [
      ...listDocuments(
        db,
        company.id,
        { states: [...troubledDocuments, 'rejected'], fromAt: today - 31 * dayMs },
        20,
      ).map((one) => ({
        id: one.id,
        subject: 'document' as const,
        title: one.consecutivo,
        customerName: one.customerName,
        state: one.state,
        reason: one.reason ?? '',
      })),
      ...slotsIn(slots, troubledSlots).map((slot) => ({
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
