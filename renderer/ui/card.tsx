import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

interface CardProps {
  readonly title: string;
  /** beside the title, at the right */
  readonly actions?: ReactNode;
  /** no padding: for tables and lists that reach the edge */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A titled region with a border; cards are not put inside cards. */
export function Card({ title, actions, flush = false, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={clsx(styles['card'], className)} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      <div className={flush ? undefined : styles['body']}>{children}</div>
    </section>
  );
}
