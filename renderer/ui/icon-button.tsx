import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './icon-button.module.css';
import { ariaKeys, showKeys } from './keys.ts';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: LucideIcon;
  /** its name: accessible name and tooltip */
  readonly label: string;
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon. */
export function IconButton({ icon: Icon, label, keys, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={clsx(styles['button'], className)}
      aria-label={label}
      title={keys ? `${label} (${showKeys(keys)})` : label}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      {...rest}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
