import { enteringDocument, type OutboxDocument } from '../../domain/outbox/document.ts';
import type { DocumentContext } from '../../domain/outbox/document-step.ts';
import { type Lane, newLane } from '../../domain/outbox/lane.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';

export const t0 = Date.UTC(2026, 10, 20, 15, 0, 0);

/** 50 digits that differ by `n`. */
export const claveOf = (n: number): string =>
  `5062011260031011234560010000101${String(n).padStart(10, '0')}1${String(n).padStart(8, '0')}`;

export const queued = (change: Partial<OutboxDocument> = {}): OutboxDocument => ({
  ...enteringDocument({ id: 'd1', companyId: 'c1', clave: claveOf(1), now: t0 }),
  ...change,
});

export const sending = (change: Partial<OutboxDocument> = {}): OutboxDocument =>
  queued({ state: 'sending', bootId: 'b1', sentAt: t0, sentOn: { bootId: 'b1', mono: 0 }, ...change });

export const unknown = (change: Partial<OutboxDocument> = {}): OutboxDocument =>
  queued({ state: 'unknown', doubt: 'ordinary', sentAt: t0, posts: 1, nextAt: t0, ...change });

export const received = (change: Partial<OutboxDocument> = {}): OutboxDocument =>
  queued({ state: 'received', sentAt: t0, posts: 1, receivedAt: t0, nextAt: t0, ...change });

export const openLane = (change: Partial<Lane> = {}): Lane => ({
  ...newLane('c1', 'hacienda', t0),
  ...change,
});

export const context = (change: Partial<DocumentContext> = {}): DocumentContext => ({
  now: t0,
  timings: outboxTimings,
  lane: openLane(),
  predecessor: 'none',
  ...change,
});
