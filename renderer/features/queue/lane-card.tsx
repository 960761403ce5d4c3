import { clsx } from 'clsx';
import {
  CircleCheck,
  CirclePause,
  CircleX,
  CloudOff,
  KeyRound,
  type LucideIcon,
  TimerReset,
} from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { LaneView } from '../../../preload/contract/queue.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { reasonSentences } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import styles from './queue-screen.module.css';

interface Look {
  readonly icon: LucideIcon;
  readonly tone: 'neutral' | 'info' | 'warning' | 'danger';
}
const looks: Readonly<Record<LaneView['state'], Look>> = {
  open: { icon: CircleCheck, tone: 'neutral' },
  need_token: { icon: KeyRound, tone: 'info' },
  throttled: { icon: CirclePause, tone: 'warning' },
  backoff: { icon: TimerReset, tone: 'warning' },
  blocked_credentials: { icon: CircleX, tone: 'danger' },
  blocked_access: { icon: CircleX, tone: 'danger' },
  offline: { icon: CloudOff, tone: 'warning' },
  clock_bad: { icon: CircleX, tone: 'danger' },
};

interface LaneCardProps {
  readonly lane: LaneView;
  readonly now: number;
  /** the computer has no line: a way not tried since still calls itself open */
  readonly offline: boolean;
  /** UTC ms since when it has none */
  readonly offlineSince?: number | undefined;
}

/** The way to one service: its state in words, when it opens by itself, and the button that tries now. */
export function LaneCard({ lane: known, now, offline, offlineSince }: LaneCardProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const lane: LaneView =
    offline && (known.state === 'open' || known.state === 'need_token')
      ? { ...known, state: 'offline', since: offlineSince ?? now, reason: '' }
      : known;
  // a lane that is open and has no turn left is not told as open
  const look = lane.state === 'open' && lane.reason === 'quota' ? 'throttled' : lane.state;
  const { icon: Icon, tone } = looks[look];
  // whatever failed first, without a line there is one reason
  const sentences =
    offline && lane.state === 'offline' ? undefined : reasonSentences(lane.reason, 'way', language);
  const inSettings = lane.state === 'blocked_credentials' || lane.reason === 'wrong-address';
  return (
    <Card
      title={words.services[lane.service]}
      actions={
        <span className={clsx(styles['laneState'], styles[tone])}>
          <Icon size={14} aria-hidden="true" />
          {words.laneState[look]}
        </span>
      }
    >
      <p>
        {lane.state === 'open' && !sentences
          ? words.laneOpen
          : sentences
            ? `${sentences.happened} ${sentences.means} ${sentences.todo}`
            : lane.state === 'offline'
              ? words.laneOffline
              : ''}
      </p>
      <p className={styles['subtitle']}>
        {words.waiting(lane.waiting, format.count(lane.waiting))}
        {lane.state === 'open' ? '' : ` · ${words.sinceShort(format.when(lane.since, now))}`}
        {lane.until !== undefined && lane.state !== 'open'
          ? ` · ${lane.until > now ? words.nextTry(format.duration(lane.until - now)) : words.nextTryNow}`
          : ''}
      </p>
      {known.state === 'open' || known.state === 'need_token' ? undefined : (
        <div className={styles['buttons']}>
          <Unblock service={lane.service} urgent={tone === 'danger'} />
          {inSettings ? (
            <Button size="small" onClick={() => go({ screen: 'settings', section: lane.service })}>
              {words.openSettings}
            </Button>
          ) : undefined}
        </div>
      )}
    </Card>
  );
}

/** "Probar de nuevo": the way is opened and what waits goes on. */
export function Unblock({
  service,
  urgent,
}: {
  readonly service: LaneView['service'];
  readonly urgent: boolean;
}) {
  const words = useCopy(copy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const unblock = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call('queue.unblock', { service });
    setBusy(false);
    if (!answer.ok) setError(answer.error);
  };
  return (
    <>
      <Button size="small" tone={urgent ? 'primary' : 'plain'} busy={busy} onClick={() => void unblock()}>
        {words.unblock}
      </Button>
      {error ? <ErrorNotice error={error} /> : undefined}
    </>
  );
}
