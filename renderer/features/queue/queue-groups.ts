import type { BulkAction, LaneView, QueueItem } from '../../../preload/contract/queue.ts';
import { nextStep } from '../../app/next-step.ts';

export interface QueueGroups {
  /** nothing happens to them before a person acts, on them or on their service */
  readonly you: readonly QueueItem[];
  readonly itself: readonly QueueItem[];
}

/** What waits, apart by who moves it. The order within is main's. */
export function groupQueue(items: readonly QueueItem[], lanes: readonly LaneView[]): QueueGroups {
  const isYours = (item: QueueItem): boolean => nextStep(item, { lanes }, 0).kind === 'you';
  return { you: items.filter(isYours), itself: items.filter((item) => !isYours(item)) };
}

/** How many of the list each button for all would move. */
export function bulkCounts(items: readonly QueueItem[]): Readonly<Record<BulkAction, number>> {
  const allowing = (action: BulkAction): number =>
    items.filter(
      ({ actions, paymentActions, state }) =>
        actions.includes(action) ||
        (action === 'settle-now' && state !== 'conflict' && paymentActions.includes('read-again')),
    ).length;
  return { hold: allowing('hold'), release: allowing('release'), 'settle-now': allowing('settle-now') };
}

/** The key of an item: ids of documents and of payment lists are of different worlds. */
export const keyOf = ({ subject, id }: Pick<QueueItem, 'subject' | 'id'>): string => `${subject} ${id}`;
