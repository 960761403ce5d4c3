import { clsx } from 'clsx';
import { ArrowUp, Check, CircleQuestionMark, type LucideIcon, Minus, PenLine, Search, X } from 'lucide-react';
import type { AttemptView, DocumentDetail } from '../../../preload/contract/documents.ts';
import { RawText } from '../../ui/raw-text.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { attemptTitle, resultSentence, resultTone } from '../../words/results.ts';
import { copy } from './copy.ts';
import styles from './timeline.module.css';

const icons: Readonly<Record<ReturnType<typeof resultTone>, LucideIcon>> = {
  neutral: Minus,
  info: ArrowUp,
  success: Check,
  warning: CircleQuestionMark,
  danger: X,
};

/** Every attempt since the seal, oldest first, each as one sentence; number and original text are folded under it. */
export function Timeline({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <>
      <ol className={styles['timeline']}>
        <li className={styles['event']}>
          <span className={clsx(styles['icon'], styles['neutral'])}>
            <PenLine size={12} aria-hidden="true" />
          </span>
          <div>
            <p className={styles['title']}>{words.sealed}</p>
            <p className={styles['time']}>{format.moment(detail.issuedAt)}</p>
          </div>
        </li>
        {detail.attempts.map((attempt) => (
          <Event key={attempt.id} attempt={attempt} />
        ))}
      </ol>
      {detail.attempts.length === 0 ? <p className={styles['time']}>{words.noAttempts}</p> : undefined}
    </>
  );
}

function Event({ attempt }: { readonly attempt: AttemptView }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const tone = resultTone(attempt);
  const Icon = tone === 'info' && attempt.method === 'GET' ? Search : icons[tone];
  const tookMs = attempt.endedAt === undefined ? undefined : attempt.endedAt - attempt.startedAt;
  const raw = [
    `${attempt.method} ${attempt.result}`,
    attempt.status === undefined ? '' : `${words.httpStatus}: ${attempt.status}`,
    attempt.cause ?? '',
    attempt.rawText ?? '',
  ];
  return (
    <li className={styles['event']}>
      <span className={clsx(styles['icon'], styles[tone])}>
        <Icon size={12} aria-hidden="true" />
      </span>
      <div>
        <p className={styles['title']}>
          {attemptTitle(attempt.method, 'document', language)}. {resultSentence(attempt, language)}
        </p>
        <p className={styles['time']}>
          {format.moment(attempt.startedAt)}
          {tookMs !== undefined && tookMs >= 1_000 ? ` · ${words.took(format.duration(tookMs))}` : ''}
        </p>
        <RawText text={raw.filter(Boolean).join('\n')} label={words.attemptRaw} />
      </div>
    </li>
  );
}
