import { assertNever } from '../../../domain/assert-never.ts';
import type { AttemptView, DocumentDetail } from '../../../preload/contract/documents.ts';

/** The three facts that are always told apart: kept here, received by the authority, accepted. Times are UTC ms. */
export interface DocumentFacts {
  readonly savedAt: number;
  readonly received:
    | { readonly kind: 'yes'; readonly at: number | undefined }
    | { readonly kind: 'no' }
    /** a request may have arrived */
    | { readonly kind: 'unknown' }
    /** refused at the door */
    | { readonly kind: 'never' };
  readonly verdict:
    | { readonly kind: 'accepted' | 'rejected'; readonly at: number }
    | { readonly kind: 'none' }
    | { readonly kind: 'never' };
}

const tookIt = (attempt: AttemptView): boolean => /^(received|found)(:|$)/.test(attempt.result);

/**
 * What is known, and nothing more. "Accepted" needs the answer stored (I10), whatever the state says; "received" needs an answer
 * of the authority that it has the document.
 */
export function documentFacts(
  detail: Pick<DocumentDetail, 'issuedAt' | 'state' | 'stateSince' | 'attempts' | 'answer'>,
): DocumentFacts {
  const first = detail.attempts.find(tookIt);
  const verdict: DocumentFacts['verdict'] =
    detail.answer && (detail.state === 'accepted' || detail.state === 'rejected')
      ? { kind: detail.answer.verdict, at: detail.stateSince }
      : detail.state === 'needs_fix' || (detail.state === 'abandoned' && !first)
        ? { kind: 'never' }
        : { kind: 'none' };
  return { savedAt: detail.issuedAt, received: receivedFact(detail.state, first), verdict };
}

function receivedFact(
  state: DocumentDetail['state'],
  first: AttemptView | undefined,
): DocumentFacts['received'] {
  switch (state) {
    case 'received':
    case 'processing':
    case 'accepted':
    case 'rejected':
      return { kind: 'yes', at: first?.endedAt };
    case 'needs_fix':
      return { kind: 'never' };
    // it may arrive after it was given up
    case 'abandoned':
      return first ? { kind: 'yes', at: first.endedAt } : { kind: 'never' };
    case 'sending':
    case 'unknown':
      return { kind: 'unknown' };
    case 'needs_person':
    case 'quarantined':
      return first ? { kind: 'yes', at: first.endedAt } : { kind: 'unknown' };
    case 'sealed':
    case 'held':
    case 'queued':
      return { kind: 'no' };
    default:
      return assertNever(state);
  }
}
