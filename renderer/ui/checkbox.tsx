import { clsx } from 'clsx';
import { type InputHTMLAttributes, type Ref, useId } from 'react';
import styles from './checkbox.module.css';

interface CheckboxProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'onChange' | 'checked' | 'children'
> {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function Checkbox({ label, hint, checked, onChecked, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={clsx(styles['row'], className)}>
      <input
        type="checkbox"
        id={id}
        className={styles['box']}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={checked}
        onChange={(event) => onChecked(event.target.checked)}
        {...rest}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        ) : undefined}
      </div>
    </div>
  );
}
