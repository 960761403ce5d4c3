import type { LaneView, QuotaView } from '../../../preload/contract/queue.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { quotaSentence } from './quota-words.ts';
import styles from './queue-screen.module.css';

interface QuotaCardProps {
  readonly quota: QuotaView;
  /** the way to Hacienda: the plan holds only while it is open */
  readonly lane: LaneView | undefined;
  /** the computer has no line: a way not tried since still calls itself open */
  readonly offline: boolean;
  readonly now: number;
}

/** The plan: "82 de 100 esta hora; los 40 en cola terminan a las 14:20". A limit of 0 is not known, and that is said. */
export function QuotaCard({ quota, lane, offline, now }: QuotaCardProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { usedHour, limitHour, usedDay, limitDay } = quota;
  return (
    <Card title={words.quota}>
      {limitHour > 0 ? (
        <div className={styles['quota']}>
          <p>{words.quotaHour(format.count(usedHour), format.count(limitHour))}</p>
          <meter
            aria-label={words.quotaMeter}
            min={0}
            max={limitHour}
            high={limitHour * 0.9}
            value={usedHour}
          />
        </div>
      ) : undefined}
      {limitDay > 0 ? (
        <div className={styles['quota']}>
          <p>{words.quotaDay(format.count(usedDay), format.count(limitDay))}</p>
          <meter
            aria-label={words.quotaMeterDay}
            min={0}
            max={limitDay}
            high={limitDay * 0.9}
            value={usedDay}
          />
        </div>
      ) : undefined}
      {limitHour === 0 && limitDay === 0 ? <p>{words.quotaUnknown}</p> : undefined}
      <p className={styles['subtitle']}>
        {quotaSentence(quota, offline ? { state: 'offline' } : lane, now, words, format)}
      </p>
    </Card>
  );
}
