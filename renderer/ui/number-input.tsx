import { clsx } from 'clsx';
import styles from './input.module.css';
import { TextInput, type TextInputProps } from './text-input.tsx';

/** A number as text: right-aligned, tabular. What it means is for `domain/money/typed-number`; this never parses. */
export function NumberInput({ className, ...rest }: TextInputProps) {
  return <TextInput inputMode="decimal" className={clsx(styles['number'], className)} {...rest} />;
}
