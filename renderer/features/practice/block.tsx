import { type ReactNode, useId } from 'react';
import { Table } from '../../ui/table.tsx';
import styles from './practice-panel.module.css';

interface BlockProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the panel: a line above, no box. */
export function Block({ title, aside, children }: BlockProps) {
  const id = useId();
  return (
    <section className={styles['block']} aria-labelledby={id}>
      <header className={styles['blockHead']}>
        <h3 id={id}>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** The same, folded until asked for. */
export function Folded({ title, children }: Omit<BlockProps, 'aside'>) {
  return (
    <details className={styles['block']}>
      <summary className={styles['summary']}>{title}</summary>
      <div className={styles['folded']}>{children}</div>
    </details>
  );
}

/** A table that scrolls by itself, reachable by keyboard. */
export function Scrolled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className={styles['scroll']} aria-label={label} tabIndex={0}>
      <Table label={label}>{children}</Table>
    </section>
  );
}
