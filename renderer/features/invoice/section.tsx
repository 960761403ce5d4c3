import { type FocusEventHandler, type ReactNode, useId } from 'react';
import styles from './section.module.css';

interface SectionProps {
  /** F6 goes from one `data-section` to the next */
  readonly name: string;
  readonly title: string;
  /** beside the title, at the right */
  readonly aside?: ReactNode;
  readonly onBlur?: FocusEventHandler<HTMLElement>;
  readonly children: ReactNode;
}

/** One step of the form: a title and its fields, no box. */
export function Section({ name, title, aside, onBlur, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id} data-section={name}>
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        <div className={styles['aside']}>{aside}</div>
      </header>
      <div onBlur={onBlur}>{children}</div>
    </section>
  );
}
