import type { DocumentState } from '../../domain/outbox/states.ts';
import type { QueueEntry, QueueReader } from '../../domain/outbox/views.ts';
import type { Db } from './connection.ts';
import { countDocuments, oldestWaitingAt } from './document-list.ts';
import { type MovingRow, movingColumns, toDocument } from './document-row.ts';

/** In the order of the screen. */
const queueStates = [
  'needs_person',
  'needs_fix',
  'quarantined',
  'sending',
  'unknown',
  'queued',
  'held',
  'received',
  'processing',
] as const satisfies readonly DocumentState[];

interface QueueEntryRow extends MovingRow {
  readonly kind: string;
  readonly consecutivo: string;
  readonly customerName: string;
  readonly total: string;
  readonly currency: string;
  readonly sealedAt: number;
}

const toEntry = (row: QueueEntryRow): QueueEntry => ({
  document: toDocument(row),
  kind: row.kind,
  consecutivo: row.consecutivo,
  customerName: row.customerName,
  total: /^\d+$/.test(row.total) ? BigInt(row.total) : 0n,
  currency: row.currency,
  sealedAt: row.sealedAt,
});

export function queueReader(db: Db): QueueReader {
  const ofState = db.prepare<[string, string, number], QueueEntryRow>(
    `select ${movingColumns}, kind, consecutivo, customer_name as customerName, cast(total as text) as total, currency,
       sealed_at as sealedAt
     from document where company_id = ? and state = ? order by sealed_at, seq limit ?`,
  );
  return {
    queue(companyId, limit) {
      const entries: QueueEntry[] = [];
      for (const state of queueStates) {
        if (entries.length >= limit) break;
        entries.push(...ofState.all(companyId, state, limit - entries.length).map(toEntry));
      }
      return entries;
    },
    counts: (companyId) => countDocuments(db, companyId),
    oldestWaitingAt: (companyId) => oldestWaitingAt(db, companyId),
  };
}
