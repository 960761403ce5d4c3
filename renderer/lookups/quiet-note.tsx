import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LookupTrouble } from '../../domain/lookups/answers.ts';
import { useNow } from '../ui/use-now.ts';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import styles from './lookups.module.css';

interface NoteProps {
  readonly warns?: boolean;
  readonly children: ReactNode;
}

/** One quiet line under a field: said once to screen readers, never in the way. */
export function Note({ warns = false, children }: NoteProps) {
  return (
    <output className={clsx(styles['note'], warns && styles['warns'])}>
      {warns && <TriangleAlert size={14} aria-hidden="true" />}
      {children}
    </output>
  );
}

/** Why nothing came: the field stays typeable, and this says so. */
export function Unavailable({ why }: { readonly why: LookupTrouble | 'resting' }) {
  const words = useCopy(lookupCopy);
  return <Note>{words.quiet[why]}</Note>;
}

/** The age of an answer that was kept from before. */
export function Earlier({ fetchedAt }: { readonly fetchedAt: number }) {
  const words = useCopy(lookupCopy);
  const format = useFormats();
  const now = useNow(60_000);
  return <span>{words.earlier(format.ago(fetchedAt, now))}</span>;
}
