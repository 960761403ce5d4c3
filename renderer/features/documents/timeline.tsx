import { clsx } from 'clsx';
import {
  ArrowRight,
  ArrowUp,
  Check,
  CircleQuestionMark,
  type LucideIcon,
  Minus,
  PenLine,
  Search,
  UserRound,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '../../../domain/assert-never.ts';
import { clerkActionSentence } from '../../../domain/words/clerk-actions.ts';
import type { AttemptView, DocumentDetail } from '../../../preload/contract/documents.ts';
import { RawText } from '../../ui/raw-text.tsx';
import { useFormats } from '../../words/formats.ts';
import { type Language, useCopy, useLanguage } from '../../words/language.ts';
import { reasonShort } from '../../words/reasons.ts';
import { attemptTitle, resultSentence, resultTone } from '../../words/results.ts';
import { stateLook } from '../../words/states.ts';
import { copy } from './copy.ts';
import { type Happening, happenings } from './happenings.ts';
import styles from './timeline.module.css';

const icons: Readonly<Record<ReturnType<typeof resultTone>, LucideIcon>> = {
  neutral: Minus,
  info: ArrowUp,
  success: Check,
  warning: CircleQuestionMark,
  danger: X,
};

/** Everything since the seal, oldest first, each as one sentence; number, fingerprints and original text are folded under it. */
export function Timeline({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <>
      <ol className={styles['timeline']}>
        <Line icon={PenLine} tone="neutral" title={words.sealed} time={format.moment(detail.issuedAt)} />
        {happenings(detail).map((happening, index) => (
          // what happened never moves
          // oxlint-disable-next-line react/no-array-index-key
          <Event key={index} happening={happening} />
        ))}
      </ol>
      {detail.attempts.length === 0 ? <p className={styles['time']}>{words.noAttempts}</p> : undefined}
    </>
  );
}

const stateWord = (state: string, language: Language): string =>
  stateLook(state, 'document')?.words[language] ?? state;

function Event({ happening }: { readonly happening: Happening }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const became = 'became' in happening ? happening.became : undefined;
  const left = became === undefined ? '' : ` · ${words.became(stateWord(became, language))}`;
  switch (happening.kind) {
    case 'attempt': {
      const { attempt } = happening;
      const tone = resultTone(attempt);
      const tookMs = attempt.endedAt === undefined ? undefined : attempt.endedAt - attempt.startedAt;
      return (
        <Line
          icon={tone === 'info' && attempt.method === 'GET' ? Search : icons[tone]}
          tone={tone}
          title={`${attemptTitle(attempt.method, 'document', language)}. ${resultSentence(attempt, language)}`}
          time={`${format.moment(attempt.startedAt)}${
            tookMs !== undefined && tookMs >= 1_000 ? ` · ${words.took(format.duration(tookMs))}` : ''
          }${left}`}
        >
          <RawText text={evidenceOf(attempt, words)} label={words.attemptRaw} />
        </Line>
      );
    }
    case 'act': {
      const { act } = happening;
      return (
        <Line
          icon={UserRound}
          tone="neutral"
          title={clerkActionSentence(act.kind, language)}
          time={`${format.moment(act.at)}${act.who === '' ? '' : ` · ${words.byWho(act.who)}`}${left}`}
        />
      );
    }
    case 'move': {
      const { from, to, reason, at } = happening.move;
      const why = reasonShort(reason, 'document', language);
      return (
        <Line
          icon={ArrowRight}
          tone="neutral"
          title={words.moved(stateWord(from, language), stateWord(to, language))}
          time={`${format.moment(at)}${why === '' ? '' : ` · ${why}`}`}
        />
      );
    }
    default:
      return assertNever(happening);
  }
}

/** What can be compared with the other side's records. */
function evidenceOf(attempt: AttemptView, words: (typeof copy)['es']): string {
  const labelled = (label: string, value: string | number | undefined): string =>
    value === undefined ? '' : `${label}: ${value}`;
  return [
    `${attempt.method} ${attempt.result}`,
    labelled(words.httpStatus, attempt.status),
    labelled(words.hashes.sent, attempt.bytesSha256),
    labelled(words.hashes.answer, attempt.bodySha256),
    labelled(words.hashes.location, attempt.location),
    labelled(
      words.hashes.server,
      attempt.serverAt === undefined ? undefined : new Date(attempt.serverAt).toISOString(),
    ),
    attempt.cause ?? '',
    attempt.rawText ?? '',
  ]
    .filter(Boolean)
    .join('\n');
}

interface LineProps {
  readonly icon: LucideIcon;
  readonly tone: ReturnType<typeof resultTone>;
  readonly title: string;
  readonly time: string;
  readonly children?: ReactNode;
}
function Line({ icon: Icon, tone, title, time, children }: LineProps) {
  return (
    <li className={styles['event']}>
      <span className={clsx(styles['icon'], styles[tone])}>
        <Icon size={12} aria-hidden="true" />
      </span>
      <div>
        <p className={styles['title']}>{title}</p>
        <p className={styles['time']}>{time}</p>
        {children}
      </div>
    </li>
  );
}
