import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { ariaKeys, showKeys } from './keys.ts';
import styles from './segmented.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** shown in the tooltip and told to screen readers; the screen itself listens for it */
  readonly keys?: string;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  /** the label is for screen readers only */
  readonly hidesLabel?: boolean;
  readonly value: Value;
  readonly segments: readonly Segment<Value>[];
  readonly onPick: (value: Value) => void;
  /** icon above word, for the one switch a panel is about */
  readonly tall?: boolean;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

/** One of a few, all in sight: radio buttons that look like one control; the arrow keys move between them. */
export function Segmented<Value extends string>({
  label,
  hidesLabel = false,
  value,
  segments,
  onPick,
  tall = false,
  disabled = false,
  className,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={clsx(styles['group'], className)} disabled={disabled}>
      <legend className={clsx(styles['legend'], hidesLabel && styles['hidden'])}>{label}</legend>
      <div className={clsx(styles['row'], tall && styles['tall'])}>
        {segments.map(({ value: own, label: word, icon: Icon, keys }) => (
          <label key={own} className={styles['segment']} title={keys ? showKeys(keys) : undefined}>
            <input
              type="radio"
              name={name}
              className={styles['input']}
              checked={own === value}
              aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
              onChange={() => onPick(own)}
            />
            {Icon ? <Icon size={tall ? 18 : 15} aria-hidden="true" /> : undefined}
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
