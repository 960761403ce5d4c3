import { clsx } from 'clsx';
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Sentences } from '../words/sentences.ts';
import { RawText } from './raw-text.tsx';
import styles from './banner.module.css';

export type BannerTone = 'danger' | 'warning' | 'info' | 'success';

interface BannerProps {
  readonly tone: BannerTone;
  /** three sentences; renderer/words makes them from codes */
  readonly sentences: Sentences;
  /** the button that does what `todo` says */
  readonly action?: ReactNode;
  /** the original text, one click away */
  readonly raw?: string | undefined;
  readonly className?: string | undefined;
  /** what the other side said, in its own words, when that is the explanation */
  readonly quote?: string | undefined;
}

const icons = { danger: CircleX, warning: TriangleAlert, info: Info, success: CircleCheck };

/** Inline, where it happened. `danger` and `warning` interrupt a screen reader, the others wait. */
export function Banner({ tone, sentences, action, raw, quote, className }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      className={clsx(styles['banner'], styles[tone], className)}
      role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}
    >
      <Icon className={styles['icon']} size={18} aria-hidden="true" />
      <div className={styles['words']}>
        <p className={styles['happened']}>{sentences.happened}</p>
        <p>
          {sentences.means} {sentences.todo}
        </p>
        {quote ? <blockquote className={styles['quote']}>{quote}</blockquote> : undefined}
        {raw ? <RawText text={raw} /> : undefined}
      </div>
      {action ? <div className={styles['action']}>{action}</div> : undefined}
    </div>
  );
}
