import {
  Bell,
  Building2,
  CircleCheck,
  CircleQuestionMark,
  Clock,
  Cloud,
  CloudOff,
  Gauge,
  HardDrive,
  History,
  KeyRound,
  type LucideIcon,
} from 'lucide-react';
import type { LaneReason } from '../../domain/outbox/lane.ts';
import type { StorageFault } from '../../domain/outbox/store.ts';
import type { StatusView } from '../../preload/contract/queue.ts';
import type { Formats } from '../words/formats.ts';
import type { Language } from '../words/language.ts';
import { reasonShort } from '../words/reasons.ts';
import type { copy } from './copy.ts';
import type { Route } from './router.ts';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export interface StripPart {
  readonly id:
    | 'network'
    | 'sign-in'
    | 'queue'
    | 'recovering'
    | 'attention'
    | 'elsewhere'
    | 'quota'
    | 'clock'
    | 'disk'
    | 'copies';
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly text: string;
  /** UTC ms since when it is so, where that is known */
  readonly since?: number | undefined;
  /** the screen that explains it */
  readonly route: Route;
}

/**
 * What the strip says. Never green while anything is unconfirmed: green is only "Todo al día", and only when nothing waits,
 * nobody is needed, here or in another company, nothing restored is still being asked about, and the disk and the clock are well. What is
 * not known is said to be not known.
 */
export function stripParts(
  status: StatusView | undefined,
  now: number,
  words: (typeof copy)['es'],
  format: Formats,
  language: Language,
): readonly StripPart[] {
  const queue: Route = { screen: 'queue' };
  if (!status) {
    return [
      { id: 'network', icon: CircleQuestionMark, tone: 'neutral', text: words.statusUnknown, route: queue },
    ];
  }
  const parts: StripPart[] = [];
  if (status.disk === 'full') {
    parts.push({ id: 'disk', icon: HardDrive, tone: 'danger', text: words.diskFull, route: queue });
  }
  parts.push({
    id: 'network',
    icon: status.network === 'offline' ? CloudOff : Cloud,
    tone: status.network === 'offline' ? 'warning' : 'neutral',
    text: words[status.network],
    since: status.networkSince,
    route: queue,
  });
  if (status.signIn !== 'not-needed') {
    parts.push({
      id: 'sign-in',
      icon: KeyRound,
      tone: status.signIn === 'blocked' ? 'danger' : status.signIn === 'not-set' ? 'warning' : 'neutral',
      text: words.signIn[status.signIn],
      since: status.signInSince,
      route: { screen: 'settings', section: 'hacienda' },
    });
  }
  parts.push(queuePart(status, now, words, format, language));
  if (status.recovering) {
    parts.push({
      id: 'recovering',
      icon: History,
      tone: 'warning',
      text: words.recovering,
      route: queue,
    });
  }
  if (status.attention > 0) {
    parts.push({
      id: 'attention',
      icon: Bell,
      tone: 'warning',
      text: [
        words.needPerson(status.attention, format.count(status.attention)),
        agoOf(status.attentionSince, now, format),
      ]
        .filter(Boolean)
        .join(' · '),
      since: status.attentionSince,
      route: { screen: 'home' },
    });
  }
  if (status.elsewhere > 0) {
    parts.push({
      id: 'elsewhere',
      icon: Building2,
      tone: 'info',
      text: words.elsewhere(status.elsewhere, format.count(status.elsewhere)),
      route: queue,
    });
  }
  if (status.quota && status.quota.limitHour > 0) {
    const { usedHour, limitHour } = status.quota;
    parts.push({
      id: 'quota',
      icon: Gauge,
      tone: usedHour >= limitHour ? 'warning' : 'neutral',
      text: [
        words.quota(format.count(usedHour), format.count(limitHour)),
        doneWords(status, now, words, format),
      ]
        .filter(Boolean)
        .join(' · '),
      route: queue,
    });
  }
  if (status.clock.state !== 'ok') {
    const by = format.duration(Math.abs(status.clock.skewMs));
    parts.push({
      id: 'clock',
      icon: Clock,
      tone: status.clock.state === 'wrong' ? 'danger' : 'warning',
      text: status.clock.state === 'wrong' ? words.clockWrong(by) : words.clockSkewed(by),
      route: queue,
    });
  }
  return parts;
}

/** Why nothing moves before somebody acts. */
const stuck: ReadonlySet<string> = new Set<LaneReason | StorageFault>([
  'access-denied',
  'credentials-refused',
  'credentials-missing',
  'wrong-address',
  'disk-full',
  'io',
]);

function queuePart(
  status: StatusView,
  now: number,
  words: (typeof copy)['es'],
  format: Formats,
  language: Language,
): StripPart {
  const route: Route = { screen: 'queue' };
  if (status.waiting === 0) {
    const unconfirmed =
      status.attention > 0 || status.elsewhere > 0 || status.recovering || status.sending > 0;
    const well = !unconfirmed && status.disk === 'ok' && status.clock.state === 'ok';
    return {
      id: 'queue',
      icon: CircleCheck,
      tone: well ? 'success' : 'neutral',
      // never "sent": what needs a person, or was given up, may never have been
      text: unconfirmed ? words.nothingWaits : words.upToDate,
      route,
    };
  }
  const text = [
    words.queued(status.waiting, format.count(status.waiting)),
    // an age of a few seconds says nothing
    status.oldestAt === undefined || now - status.oldestAt < ageWorthSayingMs
      ? ''
      : words.oldest(format.ago(status.oldestAt, now)),
    status.sending > 0 && status.waiting > 1 ? words.sendingNow(format.count(status.sending)) : '',
    // without a line there is one reason, and it is said beside this
    status.network === 'offline' && !stuck.has(status.why) ? '' : reasonShort(status.why, 'way', language),
  ];
  return {
    id: 'queue',
    icon: Clock,
    tone: stuck.has(status.why) ? 'warning' : 'info',
    text: text.filter(Boolean).join(' · '),
    since: status.whySince ?? status.oldestAt,
    route,
  };
}

const ageWorthSayingMs = 10_000;
const agoOf = (since: number | undefined, now: number, format: Formats): string =>
  since === undefined || now - since < ageWorthSayingMs ? '' : format.ago(since, now);

/** When the queue will be done, only while its way is open: a stopped one ends at no hour. */
function doneWords(status: StatusView, now: number, words: (typeof copy)['es'], format: Formats): string {
  const { quota, network, why } = status;
  if (quota?.doneAt === undefined || quota.waiting === 0) return '';
  if (network === 'offline' || (why !== '' && why !== 'quota') || quota.doneAt - now < 60_000) return '';
  return words.quotaDone(format.when(quota.doneAt, now));
}
