import { CircleCheckBig } from 'lucide-react';
import { Fragment, useState } from 'react';
import { assertNever } from '../../../domain/assert-never.ts';
import type { QueueItem, QueueView } from '../../../preload/contract/queue.ts';
import { DocumentActions } from '../../app/document-actions.tsx';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { nextStep } from '../../app/next-step.ts';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { reasonSentences, reasonShort } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import { LaneCard } from './lane-card.tsx';
import { QuotaCard } from './quota-card.tsx';
import styles from './queue-screen.module.css';

/** Cola: what waits, why, and when it goes next; the ways to the services; the quota plan. */
export function QueueScreen() {
  const words = useCopy(copy);
  const queue = useView('queue.view', undefined, {
    topics: ['queue', 'document', 'payment', 'status', 'company'],
  });
  const value = queue.kind === 'ready' ? queue.value : queue.kind === 'failed' ? queue.last : undefined;
  return (
    <div className={styles['page']}>
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
  const now = useNow(1_000);
  const status = useView('status.get', undefined, { topics: ['status'] });
  const offline = status.kind === 'ready' && status.value.network === 'offline';
  return (
    <>
      <div className={styles['ways']}>
        {queue.lanes.map((lane) => (
          <LaneCard key={lane.service} lane={lane} now={now} offline={offline} />
        ))}
        {queue.quota && (queue.quota.limitHour > 0 || queue.quota.limitDay > 0) ? (
          <QuotaCard quota={queue.quota} waiting={queue.items.length} />
        ) : undefined}
      </div>
      <Card title={words.items} flush>
        {queue.items.length === 0 ? (
          <EmptyState icon={CircleCheckBig} title={words.emptyTitle} text={words.emptyText} />
        ) : (
          <div className={styles['scroll']}>
            <Items queue={queue} now={now} />
          </div>
        )}
      </Card>
    </>
  );
}

function Items({ queue, now }: { readonly queue: QueueView; readonly now: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const [open, setOpen] = useState<string>();
  return (
    <Table label={words.items}>
      <thead>
        <tr>
          <Th>{words.document}</Th>
          <Th>{words.customer}</Th>
          <Th numeric>{words.total}</Th>
          <Th>{words.state}</Th>
          <Th>{words.next}</Th>
          <Th numeric>{words.attempts}</Th>
          <Th>
            <span className={styles['hidden']}>{words.options}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {queue.items.map((item) => {
          const key = `${item.subject} ${item.id}`;
          const expanded = open === key;
          return (
            <Fragment key={key}>
              <Tr selected={expanded} className={styles['tall']}>
                <Td>{item.title}</Td>
                <Td className={styles['customer']}>{item.customerName}</Td>
                <Td numeric>{item.total ? format.money(item.total, item.currency) : ''}</Td>
                <Td>
                  <StateBadge state={item.state} subject={item.subject} plain />
                  <span className={styles['whyLine']}>
                    {whyOf(item, words, reasonShort(item.reason, item.subject, language))}
                  </span>
                </Td>
                <Td muted className={styles['next']}>
                  {nextOf(item, queue, now, words, format.duration)}
                </Td>
                <Td numeric muted>
                  {format.count(item.attempts)}
                </Td>
                <Td numeric>
                  <Button
                    size="small"
                    aria-expanded={item.subject === 'document' ? expanded : undefined}
                    aria-label={`${expanded ? words.close : words.show} ${item.title}`}
                    onClick={() =>
                      item.subject === 'payment'
                        ? go({ screen: 'payments', slotId: item.id })
                        : setOpen(expanded ? undefined : key)
                    }
                  >
                    {expanded ? words.close : words.show}
                  </Button>
                </Td>
              </Tr>
              {expanded ? (
                <tr>
                  <td colSpan={7} className={styles['expanded']}>
                    <OpenItem item={item} />
                  </td>
                </tr>
              ) : undefined}
            </Fragment>
          );
        })}
      </tbody>
    </Table>
  );
}

/** Why it waits, in a few words: its own reason, or what it waits for. */
function whyOf(item: QueueItem, words: (typeof copy)['es'], reason: string): string {
  if (reason !== '') return reason;
  const known: Readonly<Record<string, string>> = words.waitsFor;
  return known[item.waitsFor] ?? item.waitsFor;
}

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

function OpenItem({ item }: { readonly item: QueueItem }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const now = useNow(5_000);
  const sentences = reasonSentences(item.reason, item.subject, language);
  return (
    <div className={styles['open']}>
      {sentences ? (
        <p>
          {sentences.happened} {sentences.means} {sentences.todo}
        </p>
      ) : undefined}
      <p className={styles['subtitle']}>{words.since(format.ago(item.since, now))}</p>
      <div className={styles['buttons']}>
        <Button size="small" onClick={() => go({ screen: 'documents', documentId: item.id })}>
          {words.open}
        </Button>
        <DocumentActions id={item.id} state={item.state} actions={item.actions} />
      </div>
    </div>
  );
}
