import {
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  CloudDownload,
  type LucideIcon,
  ScrollText,
} from 'lucide-react';
import { useState } from 'react';
import { clerkActionSentence } from '../../../domain/words/clerk-actions.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { RemotePaymentView, SlotView } from '../../../preload/contract/payments.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { RawText } from '../../ui/raw-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { attemptTitle, resultSentence } from '../../words/results.ts';
import { copy } from './copy.ts';
import { paymentName } from './payment-order.ts';
import styles from './slot-history.module.css';

const statusIcons: Readonly<Record<RemotePaymentView['status'], LucideIcon>> = {
  pending: Clock,
  completed: CircleCheck,
  failed: CircleX,
  cancelled: CircleX,
  other: CircleHelp,
};

/** What the service itself lists, with its own states. */
export function TheirPayments({ slot }: { readonly slot: SlotView }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  if (slot.readAt === undefined) return undefined;
  return (
    <section className={styles['section']} aria-labelledby="theirs-title">
      <h3 id="theirs-title" className={styles['title']}>
        <CloudDownload size={14} aria-hidden="true" />
        {words.atService}
      </h3>
      {slot.theirs.length === 0 ? (
        <p className={styles['muted']}>{words.atServiceEmpty}</p>
      ) : (
        <table className={styles['table']} aria-labelledby="theirs-title">
          <thead>
            <tr>
              <th scope="col">{words.date}</th>
              <th scope="col">{words.code}</th>
              <th scope="col">{words.status}</th>
              <th scope="col" className={styles['number']}>
                {words.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {slot.theirs.map((payment) => {
              const Icon = statusIcons[payment.status];
              return (
                <tr key={payment.id}>
                  <td>{format.day(payment.on)}</td>
                  <td title={payment.method}>{paymentName(payment.code, language)}</td>
                  <td>
                    <span className={styles['status']} data-status={payment.status}>
                      <Icon size={14} aria-hidden="true" />
                      {payment.status === 'other' ? payment.rawStatus : words.statuses[payment.status]}
                    </span>
                  </td>
                  <td className={styles['number']}>{format.amount(payment.amount)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What can be compared with the other side's records. */
function evidenceOf(attempt: SlotView['attempts'][number], words: (typeof copy)['es']): string {
  const { method, result, status, startedAt, endedAt, bytesSha256, bodySha256, cause, rawText } = attempt;
  return [
    `${method} ${result}${status === undefined ? '' : ` ${status}`}`,
    endedAt === undefined ? '' : `${endedAt - startedAt} ms`,
    bytesSha256 === undefined ? '' : `${words.hashSent}: ${bytesSha256}`,
    bodySha256 === undefined ? '' : `${words.hashAnswer}: ${bodySha256}`,
    cause ?? '',
    rawText ?? '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** The same as one page for the accountant, saved where the clerk says. */
export function SaveHistory({ slotId }: { readonly slotId: string }) {
  const words = useCopy(copy);
  const [told, setTold] = useState('');
  const [error, setError] = useState<CallError>();
  const save = async (): Promise<void> => {
    setError(undefined);
    const answer = await window.api.call('payments.saveHistory', { id: slotId });
    if (answer.ok) setTold(words.historySaved(answer.value.name));
    else if (answer.error.code !== 'cancelled') setError(answer.error);
  };
  return (
    <div className={styles['save']}>
      <Button size="small" icon={ScrollText} onClick={() => void save()}>
        {words.saveHistory}
      </Button>
      {told !== '' && <output className={styles['muted']}>{told}</output>}
      {error && <ErrorNotice error={error} />}
    </div>
  );
}

/** Every list the clerk saved, newest first, with what became of it; and every call that was made. */
export function Revisions({ slot }: { readonly slot: SlotView }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const now = useNow(60_000);
  const calls = [
    ...slot.attempts.map((attempt) => ({
      key: `attempt ${attempt.id}`,
      at: attempt.startedAt,
      said: `${attemptTitle(attempt.method, 'payment', language)}. ${resultSentence(attempt, language)}`,
      raw: evidenceOf(attempt, words),
    })),
    ...slot.acts.map((act, index) => ({
      key: `act ${index}`,
      at: act.at,
      said: `${clerkActionSentence(act.kind, language)}${act.who === '' ? '' : ` (${act.who})`}`,
      raw: '',
    })),
  ].toSorted((a, b) => a.at - b.at);
  return (
    <>
      {slot.revisions.length === 0 && <p className={styles['muted']}>{words.historyEmpty}</p>}
      <ol className={styles['revisions']}>
        {slot.revisions
          .toSorted((a, b) => b.rev - a.rev)
          .map((revision) => (
            <li key={revision.rev}>
              <div className={styles['revisionHead']}>
                <strong>{words.revision(revision.rev)}</strong>
                <span className={styles['muted']}>
                  {format.when(revision.savedAt, now)} {words.by(revision.by)}
                </span>
                <span className={styles['fate']}>{words.fates[revision.fate] ?? revision.fate}</span>
              </div>
              <p className={styles['muted']}>
                {revision.payments.length === 0
                  ? words.none
                  : revision.payments
                      .map(
                        (payment) =>
                          `${paymentName(payment.code, language)} ${format.amount(payment.amount)}`,
                      )
                      .join(' · ')}
              </p>
              {revision.sentence !== undefined && <p className={styles['sentence']}>{revision.sentence}</p>}
            </li>
          ))}
      </ol>
      {calls.length > 0 && (
        <details className={styles['attempts']}>
          <summary>{words.attempts}</summary>
          <ol>
            {calls.map(({ key, at, said, raw }) => (
              <li key={key}>
                <span className={styles['muted']}>{format.moment(at)}</span> {said}
                {raw !== '' && <RawText text={raw} />}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
