import type { InvoiceKind } from '../billing/invoice-form.ts';
import type { DocumentState } from '../outbox/states.ts';
import type { MessageKind } from './message-form.ts';
import { answerableKinds } from './received-facts.ts';

/**
 * Where a received document stands. `problem`: a check failed, so it is not answered. `no-answer`: a kind that no message answers.
 * `answer-refused`: Hacienda rejected our message (or it was given up): a new one may be made, with a new number.
 */
export const receivedStatuses = [
  'undecided',
  'answer-refused',
  'problem',
  'no-answer',
  'accepted',
  'partly-accepted',
  'rejected',
] as const;
export type ReceivedStatus = (typeof receivedStatuses)[number];

const spent: ReadonlySet<DocumentState> = new Set<DocumentState>(['rejected', 'abandoned']);
const decided = {
  '05': 'accepted',
  '06': 'partly-accepted',
  '07': 'rejected',
} as const satisfies Record<MessageKind, ReceivedStatus>;

export interface StandingOf {
  readonly kind: InvoiceKind;
  /** a check failed */
  readonly problem: boolean;
  /** the newest message that answers it */
  readonly message?: { readonly kind: MessageKind; readonly state: DocumentState };
}

/** What we decided, however far its message has come: the message's own state tells that. */
export function receivedStatus({ kind, problem, message }: StandingOf): ReceivedStatus {
  if (message && !spent.has(message.state)) return decided[message.kind];
  if (problem) return 'problem';
  if (!answerableKinds.has(kind)) return 'no-answer';
  return message ? 'answer-refused' : 'undecided';
}

/** One accepted message per document (DOMAIN.md section 8): never beside one that is on its way or was accepted. */
export const mayBeAnswered = (standing: StandingOf): boolean => {
  const status = receivedStatus(standing);
  return status === 'undecided' || status === 'answer-refused';
};
