import { CircleCheckBig, Download, Pause, Play, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { BulkAction, QueueView } from '../../../preload/contract/queue.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { LaneCard } from './lane-card.tsx';
import { bulkCounts } from './queue-groups.ts';
import { QueueList } from './queue-list.tsx';
import { QuotaCard } from './quota-card.tsx';
import styles from './queue-screen.module.css';

/** Cola: what waits, why, and when it goes next; the ways to the services; the quota plan. */
export function QueueScreen() {
  const words = useCopy(copy);
  const queue = useView('queue.view', undefined, {
    topics: ['queue', 'document', 'payment', 'status', 'company'],
    // while hundreds are sent each moves several times a second
    restMs: 200,
  });
  const value = queue.kind === 'ready' ? queue.value : queue.kind === 'failed' ? queue.last : undefined;
  return (
    <div className={styles['page']} tabIndex={-1} data-keeps-focus>
      <header>
        <h1>{words.title}</h1>
        <p className={styles['subtitle']}>{words.subtitle}</p>
      </header>
      {queue.kind === 'failed' ? <ErrorNotice error={queue.error} onRetry={queue.reload} /> : undefined}
      {queue.kind === 'loading' ? <Spinner label={words.loading} /> : undefined}
      {value ? <Queue queue={value} /> : undefined}
    </div>
  );
}

function Queue({ queue }: { readonly queue: QueueView }) {
  const words = useCopy(copy);
  return (
    <>
      <Ways queue={queue} />
      <Card title={words.items} flush actions={queue.items.length === 0 ? undefined : <Bulk queue={queue} />}>
        {queue.items.length === 0 ? (
          <EmptyState icon={CircleCheckBig} title={words.emptyTitle} text={words.emptyText} />
        ) : (
          <QueueList queue={queue} />
        )}
      </Card>
    </>
  );
}

/** Apart from the list: their clocks draw them anew every second. */
function Ways({ queue }: { readonly queue: QueueView }) {
  const now = useNow(1_000);
  const status = useView('status.get', undefined, { topics: ['status'] });
  const known = status.kind === 'ready' ? status.value : undefined;
  const offline = known?.network === 'offline';
  return (
    <div className={styles['ways']}>
      {queue.lanes.map((lane) => (
        <LaneCard
          key={lane.service}
          lane={lane}
          now={now}
          offline={offline}
          offlineSince={known?.networkSince}
        />
      ))}
      {queue.quota ? (
        <QuotaCard
          quota={queue.quota}
          lane={queue.lanes.find(({ service }) => service === 'hacienda')}
          offline={offline}
          now={now}
        />
      ) : undefined}
    </div>
  );
}

const bulkIcons = { hold: Pause, release: Play, 'settle-now': RefreshCw } as const;
const bulkActions = ['hold', 'release', 'settle-now'] as const satisfies readonly BulkAction[];

/** What can be done to all at once, and only what cannot send anything twice; and the list as a file. */
function Bulk({ queue }: { readonly queue: QueueView }) {
  const words = useCopy(copy);
  const format = useFormats();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState('');
  const [error, setError] = useState<CallError>();
  const counts = bulkCounts(queue.items);
  const names: Readonly<Record<BulkAction, (text: string) => string>> = {
    hold: words.holdAll,
    release: words.releaseAll,
    'settle-now': words.askAll,
  };
  const act = async (action: BulkAction): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call('queue.actAll', { action });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    const { done, notDone } = answer.value;
    setTold(
      words.bulkDone(action, done, format.count(done)) +
        (notDone === 0 ? '' : words.bulkNot(format.count(notDone))),
    );
  };
  const save = async (): Promise<void> => {
    setError(undefined);
    const answer = await window.api.call('queue.saveTable', undefined);
    if (answer.ok) setTold(words.saved(answer.value.name));
    else if (answer.error.code !== 'cancelled') setError(answer.error);
  };
  return (
    <div className={styles['bulk']} data-acts>
      <output className={styles['subtitle']}>{told}</output>
      {bulkActions
        .filter((action) => counts[action] > 0)
        .map((action) => (
          <Button
            key={action}
            size="small"
            tone="quiet"
            icon={bulkIcons[action]}
            disabled={busy}
            onClick={() => void act(action)}
          >
            {names[action](format.count(counts[action]))}
          </Button>
        ))}
      <Button size="small" tone="quiet" icon={Download} onClick={() => void save()}>
        {words.saveTable}
      </Button>
      {error ? <ErrorNotice error={error} /> : undefined}
    </div>
  );
}
