import { clsx } from 'clsx';
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { RawText } from './raw-text.tsx';
import styles from './banner.module.css';

export type BannerTone = 'danger' | 'warning' | 'info' | 'success';

/** A refusal or notice in three sentences (renderer/words makes them from codes). */
export interface Sentences {
  /** what happened */
  readonly happened: string;
  /** what it means for the clerk */
  readonly means: string;
  /** what to do now */
  readonly todo: string;
}

interface BannerProps {
  readonly tone: BannerTone;
  readonly sentences: Sentences;
  /** the button that does what `todo` says */
  readonly action?: ReactNode;
  /** the original text, one click away */
  readonly raw?: string | undefined;
  readonly className?: string | undefined;
}

const icons = { danger: CircleX, warning: TriangleAlert, info: Info, success: CircleCheck };

/** Inline, where it happened. `danger` and `warning` interrupt a screen reader, the others wait. */
export function Banner({ tone, sentences, action, raw, className }: BannerProps) {
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
        {raw ? <RawText text={raw} /> : undefined}
      </div>
      {action ? <div className={styles['action']}>{action}</div> : undefined}
    </div>
  );
}
