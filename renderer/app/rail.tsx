import { clsx } from 'clsx';
import { GraduationCap, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { ariaKeys, showKeys } from '../ui/keys.ts';
import type { StatusView } from '../../preload/contract/queue.ts';
import { copy } from './copy.ts';
import { Mark } from './mark.tsx';
import styles from './rail.module.css';
import { useRouter } from './router.ts';
import { sectionOf, sections, shellKeys } from './sections.ts';

interface RailProps {
  readonly folded: boolean;
  /** too narrow to be unfolded */
  readonly canUnfold: boolean;
  readonly onFold: (folded: boolean) => void;
  readonly status: StatusView | undefined;
  /** the practice company's; undefined: a real company */
  readonly simulator?: { readonly shown: boolean; readonly toggle: () => void } | undefined;
}

/** Left rail: one button per section; 56 px when folded (names stay for screen readers and as tooltips). */
export function Rail({ folded, canUnfold, onFold, status, simulator }: RailProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { route, go } = useRouter();
  const here = sectionOf(route);
  const waiting = status?.waiting ?? 0;
  const attention = status?.attention ?? 0;
  const count = (
    name: string,
  ): { readonly number: number; readonly label: string; readonly loud: boolean } | undefined =>
    name !== 'queue'
      ? undefined
      : attention > 0
        ? { number: attention, label: words.attention(format.count(attention)), loud: true }
        : waiting > 0
          ? { number: waiting, label: words.waiting(format.count(waiting)), loud: false }
          : undefined;
  const FoldIcon = folded ? PanelLeftOpen : PanelLeftClose;
  const foldLabel = folded ? words.unfold : words.fold;
  return (
    <nav className={clsx(styles['rail'], folded && styles['folded'])} aria-label={words.navigation}>
      <div className={styles['brand']}>
        <Mark />
        <span className={styles['text']} aria-hidden={folded || undefined}>
          Talonario
        </span>
      </div>
      <ul className={styles['list']}>
        {sections.map(({ name, icon: Icon, keys, route: target }) => {
          const badge = count(name);
          return (
            <li key={name}>
              <button
                type="button"
                className={styles['item']}
                aria-current={here === name ? 'page' : undefined}
                aria-keyshortcuts={ariaKeys(keys)}
                title={`${words[name]} (${showKeys(keys)})`}
                onClick={() => go(target)}
              >
                <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                <span className={styles['text']}>{words[name]}</span>
                {badge ? (
                  <span className={clsx(styles['count'], badge.loud && styles['loud'])}>
                    <span aria-hidden="true">{format.count(badge.number)}</span>
                    <span className={styles['hidden']}>{badge.label}</span>
                  </span>
                ) : undefined}
              </button>
            </li>
          );
        })}
        {simulator ? (
          <li className={styles['apart']}>
            <button
              type="button"
              className={clsx(styles['item'], styles['simulator'])}
              aria-pressed={simulator.shown}
              aria-keyshortcuts={ariaKeys(shellKeys.practicePanel)}
              title={`${words.practicePanel} (${showKeys(shellKeys.practicePanel)})`}
              onClick={simulator.toggle}
            >
              <GraduationCap size={18} strokeWidth={1.75} aria-hidden="true" />
              <span className={styles['text']}>{words.practicePanel}</span>
            </button>
          </li>
        ) : undefined}
      </ul>
      {canUnfold ? (
        <button
          type="button"
          className={clsx(styles['item'], styles['fold'])}
          aria-label={foldLabel}
          title={foldLabel}
          onClick={() => onFold(!folded)}
        >
          <FoldIcon size={18} strokeWidth={1.75} aria-hidden="true" />
          <span className={styles['text']} aria-hidden="true">
            {words.fold}
          </span>
        </button>
      ) : undefined}
    </nav>
  );
}
