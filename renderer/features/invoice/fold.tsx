import { CircleX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './fold.module.css';

interface FoldProps {
  readonly title: string;
  /** what is inside, in a few words; '' = nothing yet */
  readonly filled: string;
  /** something inside stops the document */
  readonly stops: boolean;
  readonly children: ReactNode;
}

/**
 * What few documents need, under a heading of its own. It begins open when something is inside; whoever jumps to a field opens it
 * too (focus-path.ts). It never closes by itself.
 */
export function Fold({ title, filled, stops, children }: FoldProps) {
  const words = useCopy(copy);
  const [open, setOpen] = useState(filled !== '');
  return (
    <details
      className={styles['fold']}
      open={open}
      onToggle={(event) => {
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span>{title}</span>
        {filled !== '' && <span className={styles['filled']}>{filled}</span>}
        {stops && <CircleX size={14} className={styles['stops']} aria-label={words.partFaults} />}
      </summary>
      <div className={styles['inside']}>{children}</div>
    </details>
  );
}
