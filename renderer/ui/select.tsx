import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { Ref, SelectHTMLAttributes } from 'react';
import { useFieldControl } from './field.tsx';
import styles from './input.module.css';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onText: (value: string) => void;
  readonly bare?: boolean;
  readonly ref?: Ref<HTMLSelectElement>;
}

/** The system's own list: it opens by keyboard and is typed into as clerks know it. */
export function Select({ value, options, onText, bare = false, className, ...rest }: SelectProps) {
  return (
    <span className={styles['selectBox']}>
      <select
        {...useFieldControl()}
        className={clsx(styles['input'], styles['select'], bare && styles['bare'], className)}
        value={value}
        onChange={(event) => onText(event.target.value)}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden="true" />
    </span>
  );
}
