import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

interface SectionProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
  /** its buttons come and go: who works by keys stays in it */
  readonly keepsFocus?: boolean;
  readonly children: ReactNode;
}

/** A titled group of settings: a line above it, no box. */
export function Section({ title, hint, aside, keepsFocus = false, children }: SectionProps) {
  const id = useId();
  return (
    <section
      className={styles['section']}
      aria-labelledby={id}
      {...(keepsFocus ? { tabIndex: -1, 'data-keeps-focus': '' } : {})}
    >
      <header className={styles['sectionHead']}>
        <h3 id={id}>{title}</h3>
        {aside}
      </header>
      {hint ? <p className={styles['hint']}>{hint}</p> : undefined}
      {children}
    </section>
  );
}
