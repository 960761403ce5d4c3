import { assertNever } from '../../domain/assert-never.ts';
import type { HttpResult } from '../../domain/outbox/ports.ts';
import type { Doubtful, LaneTrouble } from '../../domain/outbox/results.ts';
import type { Answered } from './call-facts.ts';

/**
 * The rows that every call shares (OUTBOX.md section 5): network failures, 401, 403, 429.
 * @returns the complete answer where its meaning depends on the call
 */
export function troubleOf(
  result: HttpResult,
): { readonly trouble: LaneTrouble | Doubtful } | { readonly answer: Answered } {
  switch (result.phase) {
    case 'not-sent':
      return { trouble: { kind: 'not-sent', why: result.why } };
    case 'cut':
      // A head that says 401, 403 or 429 is definite however its body ended; after a 403 not even a GET may follow (I11).
      return { trouble: refusalOf(result.status) ?? { kind: 'doubtful', why: doubtOf(result.why) } };
    case 'answered': {
      const trouble = refusalOf(result.status);
      return trouble ? { trouble } : { answer: result };
    }
    default:
      return assertNever(result);
  }
}

/** A status that this call does not document: an answer below 400 cannot be read, another speaks by its number. */
export const doubtfulStatus = (status: number): Doubtful => ({
  kind: 'doubtful',
  why: status < 400 ? 'unreadable' : 'status',
});

function refusalOf(status: number | undefined): LaneTrouble | undefined {
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 429) return { kind: 'throttled' };
  return undefined;
}

function doubtOf(why: Extract<HttpResult, { phase: 'cut' }>['why']): Doubtful['why'] {
  switch (why) {
    case 'timeout':
    case 'aborted':
      return why;
    case 'reset':
      return 'cut';
    case 'too-large':
    case 'malformed':
      return 'unreadable';
    default:
      return assertNever(why);
  }
}
