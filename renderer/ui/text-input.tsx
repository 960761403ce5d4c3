import { clsx } from 'clsx';
import type { InputHTMLAttributes, Ref } from 'react';
import { useFieldControl } from './field.tsx';
import styles from './input.module.css';

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly value: string;
  /** the whole text after each keystroke */
  readonly onText: (text: string) => void;
  /** no border until hovered or focused: for cells of a grid */
  readonly bare?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. Inside a `Field` it takes its label from it; elsewhere give `aria-label`. */
export function TextInput({ value, onText, bare = false, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...useFieldControl()}
      className={clsx(styles['input'], bare && styles['bare'], className)}
      value={value}
      onChange={(event) => onText(event.target.value)}
      {...rest}
    />
  );
}
