import { clsx } from 'clsx';
import {
  Bell,
  CircleCheck,
  CircleQuestionMark,
  Clock,
  Cloud,
  CloudOff,
  Gauge,
  HardDrive,
  KeyRound,
  type LucideIcon,
} from 'lucide-react';
import type { LaneReason } from '../../domain/outbox/lane.ts';
import type { StorageFault } from '../../domain/outbox/store.ts';
import type { StatusView } from '../../preload/contract/queue.ts';
import { useNow } from '../ui/use-now.ts';
import { type Formats, useFormats } from '../words/formats.ts';
import { type Language, useCopy, useLanguage } from '../words/language.ts';
import { reasonShort } from '../words/reasons.ts';
import { copy } from './copy.ts';
import { type Route, useRouter } from './router.ts';
import styles from './status-strip.module.css';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export interface StripPart {
  readonly id: 'network' | 'sign-in' | 'queue' | 'attention' | 'quota' | 'clock' | 'disk';
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly text: string;
  /** the screen that explains it */
  readonly route: Route;
}

/**
 * What the strip says. Never green while anything is unconfirmed: green is only "Todo enviado", and only when nothing waits,
 * nobody is needed and the disk and the clock are well. What is not known is said to be not known.
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
    route: queue,
  });
  if (status.signIn !== 'not-needed') {
    parts.push({
      id: 'sign-in',
      icon: KeyRound,
      tone: status.signIn === 'blocked' ? 'danger' : status.signIn === 'not-set' ? 'warning' : 'neutral',
      text: words.signIn[status.signIn],
      route: { screen: 'settings', section: 'hacienda' },
    });
  }
  parts.push(queuePart(status, now, words, format, language));
  if (status.attention > 0) {
    parts.push({
      id: 'attention',
      icon: Bell,
      tone: 'warning',
      text: words.needPerson(status.attention, format.count(status.attention)),
      route: { screen: 'home' },
    });
  }
  if (status.quota && status.quota.limitHour > 0) {
    const { usedHour, limitHour } = status.quota;
    parts.push({
      id: 'quota',
      icon: Gauge,
      tone: usedHour >= limitHour ? 'warning' : 'neutral',
      text: words.quota(format.count(usedHour), format.count(limitHour)),
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
    const well = status.attention === 0 && status.disk === 'ok' && status.clock.state === 'ok';
    return {
      id: 'queue',
      icon: CircleCheck,
      tone: well ? 'success' : 'neutral',
      // what needs a person may never have been sent
      text: status.attention === 0 ? words.allSent : words.nothingWaits,
      route,
    };
  }
  const text = [
    words.queued(status.waiting, format.count(status.waiting)),
    // an age of a few seconds says nothing
    status.oldestAt === undefined || now - status.oldestAt < 10_000
      ? ''
      : words.oldest(format.ago(status.oldestAt, now)),
    // without a line there is one reason, and it is said beside this
    status.network === 'offline' && !stuck.has(status.why) ? '' : reasonShort(status.why, 'way', language),
  ];
  return {
    id: 'queue',
    icon: Clock,
    tone: stuck.has(status.why) ? 'warning' : 'info',
    text: text.filter(Boolean).join(' · '),
    route,
  };
}

/** Bottom strip: network, sign-in, queue with the age of the oldest and why, quota, clock. Each part opens what explains it. */
export function StatusStrip({ status }: { readonly status: StatusView | undefined }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const now = useNow(5_000);
  const parts = stripParts(status, now, words, format, language);
  return (
    <footer className={styles['strip']} aria-label={words.strip}>
      {parts.map(({ id, icon: Icon, tone, text, route }) => (
        <button
          key={id}
          type="button"
          className={clsx(styles['part'], styles[tone])}
          data-part={id}
          title={text}
          onClick={() => go(route)}
        >
          <Icon size={13} aria-hidden="true" />
          <span>{text}</span>
        </button>
      ))}
      <span className={styles['clock']}>{format.time(now)}</span>
    </footer>
  );
}
