import type { LaneView, QueueItem } from '../../preload/contract/queue.ts';

/** What moves something that waits: a person, its turn now, a moment, or the opening of its way. */
export type NextStep =
  | { readonly kind: 'you' }
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'when-open' };

/** Never sooner than its service opens; and a service stopped for good does not move by time. */
export function nextStep(
  item: Pick<QueueItem, 'subject' | 'waitsFor' | 'nextAt'>,
  { lanes }: { readonly lanes: readonly LaneView[] },
  now: number,
): NextStep {
  if (item.waitsFor === 'the-clerk') return { kind: 'you' };
  if (item.waitsFor === 'in-flight') return { kind: 'now' };
  const service = item.subject === 'document' ? 'hacienda' : 'edinky';
  const lane = lanes.find((each) => each.service === service);
  if (lane?.state === 'blocked_access' || lane?.state === 'blocked_credentials') return { kind: 'you' };
  const at = Math.max(item.nextAt ?? 0, lane?.until ?? 0);
  if (at > now) return { kind: 'at', at };
  return item.nextAt === undefined ? { kind: 'when-open' } : { kind: 'now' };
}
