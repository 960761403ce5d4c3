import { assertNever } from '../../../domain/assert-never.ts';
import type { QueueItem, QueueView } from '../../../preload/contract/queue.ts';
import { nextStep } from '../../app/next-step.ts';
import type { copy } from './copy.ts';

/** When it goes next: a countdown, "ahora", or that a person comes first. */
export function nextOf(
  item: Pick<QueueItem, 'subject' | 'waitsFor' | 'nextAt'>,
  queue: Pick<QueueView, 'lanes'>,
  now: number,
  words: (typeof copy)['es'],
  duration: (ms: number) => string,
): string {
  const step = nextStep(item, queue, now);
  switch (step.kind) {
    case 'you':
      return words.you;
    case 'now':
      return words.now;
    case 'at':
      return words.in(duration(step.at - now));
    case 'when-open':
      return words.whenOpen;
    default:
      return assertNever(step);
  }
}
