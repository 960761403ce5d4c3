import type { QuotaView } from '../../../preload/contract/queue.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './queue-screen.module.css';

/** The plan: "82 de 100 esta hora; los 40 en cola terminan a las 14:20". A limit of 0 is unknown and not shown. */
export function QuotaCard({ quota, waiting }: { readonly quota: QuotaView; readonly waiting: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <Card title={words.quota}>
      {quota.limitHour > 0 ? (
        <div className={styles['quota']}>
          <p>{words.quotaHour(format.count(quota.usedHour), format.count(quota.limitHour))}</p>
          <meter
            aria-label={words.quotaMeter}
            min={0}
            max={quota.limitHour}
            high={quota.limitHour * 0.9}
            value={quota.usedHour}
          />
        </div>
      ) : undefined}
      {quota.limitDay > 0 ? (
        <div className={styles['quota']}>
          <p>{words.quotaDay(format.count(quota.usedDay), format.count(quota.limitDay))}</p>
          <meter
            aria-label={words.quotaMeterDay}
            min={0}
            max={quota.limitDay}
            high={quota.limitDay * 0.9}
            value={quota.usedDay}
          />
        </div>
      ) : undefined}
      <p className={styles['subtitle']}>
        {quota.doneAt === undefined
          ? words.quotaEmpty
          : words.quotaDone(format.count(waiting), format.time(quota.doneAt))}
      </p>
    </Card>
  );
}
