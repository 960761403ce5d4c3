import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Kbd } from './kbd.tsx';
import { ariaKeys } from './keys.ts';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly keys?: string;
  /** a small word at the right, instead of keys */
  readonly note?: ReactNode;
  /** the one in use */
  readonly current?: boolean;
  /** a line above it */
  readonly apart?: boolean;
  readonly onPick: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** where the list hangs */
  readonly align?: 'left' | 'right';
  readonly className?: string | undefined;
  /** `aria-label` of the button when its content is not its name */
  readonly buttonLabel?: string;
  readonly buttonClassName?: string | undefined;
  /** the content of the button */
  readonly children: ReactNode;
}

/** A button that opens a list of actions (WAI-ARIA menu button): arrows, Home, End, first letters, Escape. */
export function Menu({
  label,
  items,
  align = 'left',
  className,
  buttonLabel,
  buttonClassName,
  children,
}: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const show = (last = false): void => {
    setOpen(true);
    // after the list is there
    requestAnimationFrame(() => focusItem(list.current, last ? -1 : 0));
  };
  const hide = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const pick = (item: MenuItem): void => {
    hide();
    item.onPick();
  };

  const onListKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const all = itemsOf(list.current);
    const here = all.findIndex((item) => item === document.activeElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      Home: 0,
      End: all.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key === 'Tab') setOpen(false);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const after = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      after.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
  };

  return (
    <div
      className={clsx(styles['menu'], className)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={clsx(styles['button'], buttonClassName)}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={buttonLabel}
        onClick={() => (open ? hide() : show())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          show(event.key === 'ArrowUp');
        }}
      >
        {children}
      </button>
      {open ? (
        <div
          ref={list}
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className={clsx(styles['list'], styles[align])}
          onKeyDown={onListKey}
        >
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={clsx(styles['item'], item.apart && styles['apart'])}
              aria-current={item.current || undefined}
              aria-keyshortcuts={item.keys ? ariaKeys(item.keys) : undefined}
              onClick={() => pick(item)}
            >
              {item.icon ? <item.icon size={16} aria-hidden="true" /> : undefined}
              <span className={styles['label']}>{item.label}</span>
              {item.note}
              {item.keys ? <Kbd keys={item.keys} /> : undefined}
            </button>
          ))}
        </div>
      ) : undefined}
    </div>
  );
}

const itemsOf = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []),
];
const focusItem = (list: HTMLElement | null, index: number): void => itemsOf(list).at(index)?.focus();
