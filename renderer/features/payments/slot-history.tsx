import { CircleCheck, CircleHelp, CircleX, Clock, CloudDownload, type LucideIcon } from 'lucide-react';
import type { RemotePaymentView, SlotView } from '../../../preload/contract/payments.ts';
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

/** Every list the clerk saved, newest first, with what became of it; and every call that was made. */
export function Revisions({ slot }: { readonly slot: SlotView }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const now = useNow(60_000);
  if (slot.revisions.length === 0) return <p className={styles['muted']}>{words.historyEmpty}</p>;
  return (
    <>
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
      {slot.attempts.length > 0 && (
        <details className={styles['attempts']}>
          <summary>{words.attempts}</summary>
          <ol>
            {slot.attempts.map((attempt) => (
              <li key={attempt.id}>
                <span className={styles['muted']}>{format.moment(attempt.startedAt)}</span>{' '}
                {attemptTitle(attempt.method, 'payment', language)}. {resultSentence(attempt, language)}
                {attempt.rawText !== undefined && attempt.rawText !== '' && (
                  <RawText text={attempt.rawText} />
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
