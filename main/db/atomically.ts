import type { StorageFault, Transactions } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Db } from './connection.ts';

/** @returns undefined when the error is not the disk's: it is then a defect and goes on upward */
function storageFault(error: unknown): StorageFault | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (error.code === 'SQLITE_FULL') return 'disk-full';
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)) return 'damaged';
  return /^SQLITE_(?:IOERR|READONLY|CANTOPEN)/.test(error.code) ? 'io' : undefined;
}

/** One immediate transaction, synced at its commit. Inside another one it is a part of that. */
export function transactions(db: Db): Transactions {
  return {
    faultOf: storageFault,
    atomically<T>(work: () => T): Result<T, StorageFault> {
      try {
        return ok(db.transaction(work).immediate());
      } catch (error) {
        const fault = storageFault(error);
        if (!fault) throw error;
        return fail(fault);
      }
    },
  };
}
