import type { Transactions } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Db } from '../db/connection.ts';
import { discardReceived } from '../db/received.ts';

interface DiscardContext {
  readonly db: Db;
  readonly store: Transactions;
  readonly companyId: string;
}

/** All that nobody answered, in one act. @returns how many went, and how many stay because they were answered, or are gone already */
export function discardDocuments(
  { db, store, companyId }: DiscardContext,
  ids: readonly string[],
): Result<{ readonly done: number; readonly notDone: number }, 'disk-error' | 'disk-full'> {
  const wanted = [...new Set(ids)];
  const discarded = store.atomically(() => wanted.filter((id) => discardReceived(db, companyId, id)).length);
  if (!discarded.ok) return fail(discarded.error === 'disk-full' ? 'disk-full' : 'disk-error');
  return ok({ done: discarded.value, notDone: wanted.length - discarded.value });
}
