import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { type SelectHTMLAttributes, useState } from 'react';
import styles from './code-select.module.css';
import { useFieldControl } from './field.tsx';
import inputStyles from './input.module.css';
import type { SelectOption } from './select.tsx';

interface CodeSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  readonly value: string;
  /** always in the list */
  readonly usual: readonly SelectOption[];
  /** the rest of a long table: put in when the list is about to be opened, so that a thousand lines do not carry it */
  readonly rest?: readonly SelectOption[];
  readonly restLabel?: string;
  /** what the closed field shows: the code, where the list shows code and name */
  readonly shown: string;
  readonly bare?: boolean;
  readonly onText: (value: string) => void;
}

/** A narrow list for a grid: closed it shows the short code, open the full names. */
export function CodeSelect(props: CodeSelectProps) {
  const {
    value,
    usual,
    rest = [],
    restLabel,
    shown,
    bare = false,
    onText,
    className,
    onFocus,
    ...others
  } = props;
  const [full, setFull] = useState(false);
  const inUsual = usual.some((option) => option.value === value);
  const known = inUsual || rest.some((option) => option.value === value);
  return (
    <span className={styles['box']}>
      <select
        {...useFieldControl()}
        className={clsx(inputStyles['input'], bare && inputStyles['bare'], styles['select'], className)}
        value={value}
        onChange={(event) => onText(event.target.value)}
        onPointerEnter={() => setFull(true)}
        onFocus={(event) => {
          setFull(true);
          onFocus?.(event);
        }}
        {...others}
      >
        {usual.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {(full || !inUsual) && rest.length > 0 && (
          <optgroup label={restLabel ?? ''}>
            {rest
              .filter((option) => full || option.value === value)
              .map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
          </optgroup>
        )}
        {!known && (
          <option value={value} disabled>
            {value}
          </option>
        )}
      </select>
      <span className={clsx(styles['shown'], !bare && styles['roomy'])} aria-hidden="true">
        {shown}
      </span>
      {!bare && <ChevronDown className={styles['chevron']} size={14} aria-hidden="true" />}
    </span>
  );
}
