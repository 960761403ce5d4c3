import { clsx } from 'clsx';
import type { CopiesView } from '../../preload/contract/copies.ts';
import type { StatusView } from '../../preload/contract/queue.ts';
import { useNow } from '../ui/use-now.ts';
import { useFormats } from '../words/formats.ts';
import { useCopy, useLanguage } from '../words/language.ts';
import { copy } from './copy.ts';
import { useRouter } from './router.ts';
import styles from './status-strip.module.css';
import { stripOfCopies } from './strip-of-copies.ts';
import { stripParts } from './strip-parts.ts';

interface StatusStripProps {
  readonly status: StatusView | undefined;
  readonly copies?: CopiesView | undefined;
}

/** Bottom strip: network, sign-in, queue with the age of the oldest and why, quota, clock. Each part opens what explains it. */
export function StatusStrip({ status, copies }: StatusStripProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const now = useNow(5_000);
  const copyPart = stripOfCopies(copies, now, format, language);
  const parts = [...stripParts(status, now, words, format, language), ...(copyPart ? [copyPart] : [])];
  return (
    <footer className={styles['strip']} aria-label={words.strip}>
      {parts.map(({ id, icon: Icon, tone, text, since, route }) => (
        <button
          key={id}
          type="button"
          className={clsx(styles['part'], styles[tone])}
          data-part={id}
          title={since === undefined ? text : `${text} · ${words.since(format.when(since, now))}`}
          onClick={() => go(route)}
        >
          <Icon size={13} aria-hidden="true" />
          <span>{text}</span>
        </button>
      ))}
      <span className={styles['clock']}>{format.time(now)}</span>
    </footer>
  );
}
