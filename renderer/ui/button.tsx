import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Kbd } from './kbd.tsx';
import { ariaKeys, showKeys } from './keys.ts';
import { Spinner } from './spinner.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: one per screen. `plain`: bordered. `quiet`: text only. `danger`: what cannot be undone. */
  readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small' | 'large';
  readonly icon?: LucideIcon;
  /** `Mod+Enter`: shown in the tooltip and told to screen readers; the screen itself listens for it */
  readonly keys?: string;
  /** also shows the keys inside the button */
  readonly showsKeys?: boolean;
  /** disabled, with a spinner; the children say what is going on ("Guardando") */
  readonly busy?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({
  tone = 'plain',
  size = 'normal',
  icon: Icon,
  keys,
  showsKeys = false,
  busy = false,
  className,
  children,
  title,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx(styles['button'], styles[tone], styles[size], className)}
      title={keys && !showsKeys ? `${title ?? ''} ${showKeys(keys)}`.trim() : title}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      {...rest}
    >
      {busy ? <Spinner /> : Icon ? <Icon size={16} aria-hidden="true" /> : undefined}
      <span>{children}</span>
      {keys && showsKeys ? <Kbd keys={keys} /> : undefined}
    </button>
  );
}
