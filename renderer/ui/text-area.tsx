import { clsx } from 'clsx';
import type { Ref, TextareaHTMLAttributes } from 'react';
import { useFieldControl } from './field.tsx';
import styles from './input.module.css';

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text. */
export function TextArea({ value, onText, className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={rows}
      {...useFieldControl()}
      className={clsx(styles['input'], styles['area'], className)}
      value={value}
      onChange={(event) => onText(event.target.value)}
      {...rest}
    />
  );
}
