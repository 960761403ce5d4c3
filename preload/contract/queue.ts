import { z } from 'zod';
import { Service } from '../../domain/company/company.ts';
import { laneStates } from '../../domain/outbox/states.ts';
import { At } from './company.ts';
import { DocumentAction, DocumentState } from './documents.ts';

export const LaneView = z.object({
  service: Service,
  state: z.enum(laneStates),
  since: At,
  /** when it opens by itself */
  until: At.optional(),
  /** code for the sentence: `token-missing`, `credentials`, `access`, `wrong-address`, `disk`, ...; '' = none */
  reason: z.string(),
  waiting: z.int(),
});
export type LaneView = z.infer<typeof LaneView>;

export const QuotaView = z.object({
  usedHour: z.int(),
  limitHour: z.int(),
  usedDay: z.int(),
  limitDay: z.int(),
  /** documents the plan is about */
  waiting: z.int(),
  /** when the queue will be empty by the plan; absent when nothing waits or no limit is known (a limit of 0) */
  doneAt: At.optional(),
});
export type QuotaView = z.infer<typeof QuotaView>;

/** What a person may do with a waiting payment list. */
export const PaymentAction = z.enum(['retry', 'read-again', 'seen']);
export type PaymentAction = z.infer<typeof PaymentAction>;

export const QueueItem = z.object({
  id: z.string(),
  subject: z.enum(['document', 'payment']),
  title: z.string(),
  /** of a document: 01, 04, ...; '' for payments */
  kind: z.string(),
  customerName: z.string(),
  total: z.string(),
  currency: z.string(),
  state: z.union([DocumentState, z.string()]),
  reason: z.string(),
  /** `its-turn`, `the-lane`, `the-quota`, `its-answer`, `another-document`, `the-clerk`, `in-flight` (domain/outbox/views.ts) */
  waitsFor: z.string(),
  since: At,
  nextAt: At.optional(),
  attempts: z.int(),
  /** the service's own words about it, when it gave any */
  cause: z.string().optional(),
  /** what a person may do with it now, by `documents.act` */
  actions: z.array(DocumentAction),
  /** the same for payments, by `payments.act` */
  paymentActions: z.array(PaymentAction),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const QueueView = z.object({
  lanes: z.array(LaneView),
  quota: QuotaView.optional(),
  items: z.array(QueueItem),
  /** how many more wait than are listed */
  more: z.int(),
});

/** What may be done to everything in the queue that allows it. */
export const BulkAction = z.enum(['hold', 'release', 'settle-now']);
export type BulkAction = z.infer<typeof BulkAction>;
export type QueueView = z.infer<typeof QueueView>;

/** The strip at the bottom: never green while anything is unconfirmed. */
export const StatusView = z.object({
  network: z.enum(['online', 'offline', 'unchecked']),
  /** since when it is so, in this run of the program */
  networkSince: At.optional(),
  signIn: z.enum(['in', 'out', 'blocked', 'not-set', 'not-needed']),
  /** of a blocked one */
  signInSince: At.optional(),
  waiting: z.int(),
  /** of those, being sent this moment */
  sending: z.int(),
  oldestAt: At.optional(),
  /** code of why the oldest waits */
  why: z.string(),
  /** since when it is so */
  whySince: At.optional(),
  /** how many need a person: refused, in doubt, damaged, rejected and not read yet, or lost */
  attention: z.int(),
  attentionSince: At.optional(),
  /** documents that a restored copy brought back are being asked about: nothing is sent before */
  recovering: z.boolean(),
  /** what waits or needs a person in the other companies of this installation; the practice company does not count */
  elsewhere: z.int(),
  quota: QuotaView.optional(),
  clock: z.object({ state: z.enum(['ok', 'skewed', 'wrong']), skewMs: z.int() }),
  disk: z.enum(['ok', 'full']),
});
export type StatusView = z.infer<typeof StatusView>;

export const HomeView = z.object({
  today: z.object({ issued: z.int(), accepted: z.int() }),
  month: z.object({
    issued: z.int(),
    accepted: z.int(),
    totals: z.array(z.object({ currency: z.string(), total: z.string() })),
  }),
  waiting: z.int(),
  refused: z.int(),
  drafts: z.int(),
  /** what needs a person, most urgent first */
  attention: z.array(
    z.object({
      id: z.string(),
      subject: z.enum(['document', 'payment']),
      title: z.string(),
      customerName: z.string(),
      state: z.string(),
      reason: z.string(),
    }),
  ),
  /** last 30 days, oldest first; `on` is YYYY-MM-DD in Costa Rica */
  days: z.array(z.object({ on: z.string(), issued: z.int(), accepted: z.int() })),
});
export type HomeView = z.infer<typeof HomeView>;
