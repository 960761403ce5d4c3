import { assertNever } from '../../../domain/assert-never.ts';
import type { LaneView, QuotaView } from '../../../preload/contract/queue.ts';
import type { Formats } from '../../words/formats.ts';
import type { copy } from './copy.ts';

/**
 * When the queue will be done, as far as it can be known: "Los 40 en cola terminan a las 14:20". The plan reckons with an open way;
 * while it is closed only how long it takes from then on can be said, and nothing at all is promised that nobody knows.
 * @param lane the way to Hacienda
 */
export function quotaSentence(
  quota: QuotaView,
  lane: Pick<LaneView, 'state' | 'until'> | undefined,
  now: number,
  words: (typeof copy)['es'],
  format: Formats,
): string {
  const { waiting, doneAt } = quota;
  if (waiting === 0) return words.quotaNone;
  const text = format.count(waiting);
  const state = lane?.state ?? 'open';
  switch (state) {
    case 'blocked_access':
    case 'blocked_credentials':
    case 'offline':
    case 'backoff':
      return doneAt === undefined
        ? words.quotaWaitsOpen(waiting, text)
        : words.quotaIfOpen(waiting, text, format.duration(doneAt - now));
    case 'throttled':
    case 'open':
    case 'need_token':
    case 'clock_bad':
      if (doneAt === undefined) return words.quotaGoesOn(waiting, text);
      return words.quotaDone(
        waiting,
        text,
        whenWords(Math.max(doneAt, lane?.until ?? 0), now, words, format),
      );
    default:
      return assertNever(state);
  }
}

/** `a las 2:20 p. m.`, and on another day its date too. */
function whenWords(at: number, now: number, words: (typeof copy)['es'], format: Formats): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const said = sameDay ? words.atTime(format.time(at)) : words.onMoment(format.when(at, now));
  // "p. m." already ends as a sentence does
  return said.replace(/\.$/, '');
}
