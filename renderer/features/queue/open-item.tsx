import { Eye, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { LaneView, PaymentAction, QueueItem, QueueView } from '../../../preload/contract/queue.ts';
import { DocumentActions } from '../../app/document-actions.tsx';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { nextStep } from '../../app/next-step.ts';
import { useRouter } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { explainCause } from '../../../domain/words/causes.ts';
import { itemSentences, reasonSentences } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import { Unblock } from './lane-card.tsx';
import styles from './queue-list.module.css';

interface OpenItemProps {
  readonly item: QueueItem;
  readonly queue: Pick<QueueView, 'lanes'>;
}

/** Everything about one that waits: what happened, since when, when it goes on, and what can be done about it. */
export function OpenItem({ item, queue }: OpenItemProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const now = useNow(10_000);
  const lane = laneOf(item, queue);
  const blocked = lane?.state === 'blocked_access' || lane?.state === 'blocked_credentials';
  const sentences =
    itemSentences(item, item.subject, language) ??
    (item.waitsFor === 'the-lane' && lane ? reasonSentences(lane.reason, 'way', language) : undefined);
  // what a failing service says of itself is quoted, never believed (OUTBOX.md section 5): only the question settles a doubt
  const explained =
    item.cause === undefined || item.state === 'unknown' ? undefined : explainCause(item.cause, language);
  const step = nextStep(item, queue, now);
  return (
    <div className={styles['about']}>
      {sentences ? (
        <p>
          {sentences.happened} {sentences.means} {sentences.todo}
        </p>
      ) : undefined}
      {item.cause ? (
        <p className={styles['muted']}>
          {words.said}: «{item.cause}».{explained ? ` ${explained.happened} ${explained.todo}` : ''}
        </p>
      ) : undefined}
      <p className={styles['muted']}>
        {words.since(format.when(item.since, now), format.ago(item.since, now))}
        {step.kind === 'at' ? ` · ${words.nextAttempt(format.when(step.at, now))}` : ''}
      </p>
      <div className={styles['buttons']}>
        {item.subject === 'document' ? (
          <>
            <Button size="small" onClick={() => go({ screen: 'documents', documentId: item.id })}>
              {words.open}
            </Button>
            <DocumentActions id={item.id} state={item.state} actions={item.actions} />
          </>
        ) : (
          <>
            <Button size="small" onClick={() => go({ screen: 'payments', slotId: item.id })}>
              {words.openPayments}
            </Button>
            <PaymentActions id={item.id} actions={item.paymentActions} />
          </>
        )}
        {blocked && item.waitsFor !== 'the-clerk' ? (
          <Unblock service={lane.service} urgent={false} />
        ) : undefined}
      </div>
    </div>
  );
}

const laneOf = (item: QueueItem, { lanes }: Pick<QueueView, 'lanes'>): LaneView | undefined =>
  lanes.find(({ service }) => service === (item.subject === 'document' ? 'hacienda' : 'edinky'));

function PaymentActions({
  id,
  actions,
}: {
  readonly id: string;
  readonly actions: readonly PaymentAction[];
}) {
  const words = useCopy(copy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const names: Readonly<Record<PaymentAction, string>> = {
    retry: words.retryPayment,
    'read-again': words.readAgain,
    seen: words.paymentSeen,
  };
  const act = async (action: PaymentAction): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call('payments.act', { id, action });
    setBusy(false);
    if (!answer.ok) setError(answer.error);
  };
  return (
    <span className={styles['buttons']} data-acts>
      {actions.map((action) => (
        <Button
          key={action}
          size="small"
          icon={action === 'seen' ? Eye : RefreshCw}
          busy={busy}
          onClick={() => void act(action)}
        >
          {names[action]}
        </Button>
      ))}
      {error ? <ErrorNotice error={error} /> : undefined}
    </span>
  );
}
