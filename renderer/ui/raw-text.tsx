import { type Copy, useCopy } from '../words/language.ts';
import styles from './raw-text.module.css';

const es = { show: 'Ver texto original' };
const en: typeof es = { show: 'Show original text' };
const copy = { es, en } satisfies Copy<typeof es>;

/** The original text of an answer, folded: never the main sentence, never hidden for good. */
export function RawText({ text, label }: { readonly text: string; readonly label?: string }) {
  const words = useCopy(copy);
  return (
    <details className={styles['details']}>
      <summary>{label ?? words.show}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard */}
      <pre className={styles['text']} tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
