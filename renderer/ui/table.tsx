import { clsx } from 'clsx';
import type { HTMLAttributes, ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import styles from './table.module.css';

interface TableProps {
  /** its name for screen readers */
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** `<Table label><thead><tr><Th>..</Th></tr></thead><tbody><Tr><Td>..</Td></Tr></tbody></Table>`: rows of 32 px. */
export function Table({ label, children, className }: TableProps) {
  return (
    <table className={clsx(styles['table'], className)} aria-label={label}>
      {children}
    </table>
  );
}

interface ThProps extends ThHTMLAttributes<HTMLTableCellElement> {
  readonly numeric?: boolean;
}
export function Th({ numeric = false, className, ...rest }: ThProps) {
  return <th scope="col" className={clsx(styles['th'], numeric && styles['numeric'], className)} {...rest} />;
}

interface TrProps extends HTMLAttributes<HTMLTableRowElement> {
  /** shows it can be opened; the row's first cell holds the real button */
  readonly selected?: boolean;
}
export function Tr({ selected = false, className, ...rest }: TrProps) {
  return <tr className={clsx(styles['tr'], selected && styles['selected'], className)} {...rest} />;
}

interface TdProps extends TdHTMLAttributes<HTMLTableCellElement> {
  readonly numeric?: boolean;
  readonly muted?: boolean;
}
export function Td({ numeric = false, muted = false, className, ...rest }: TdProps) {
  return (
    <td
      className={clsx(styles['td'], numeric && styles['numeric'], muted && styles['muted'], className)}
      {...rest}
    />
  );
}
