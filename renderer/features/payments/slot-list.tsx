import { clsx } from 'clsx';
import { type KeyboardEvent, useState } from 'react';
import type { SlotRow, SlotState } from '../../../preload/contract/payments.ts';
import { Select } from '../../ui/select.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { slotStateLooks } from '../../words/states.ts';
import { copy } from './copy.ts';
import styles from './slot-list.module.css';

interface SlotListProps {
  readonly rows: readonly SlotRow[];
  readonly openId: string | undefined;
  readonly onOpen: (slotId: string) => void;
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** By the document's id, number or customer, whatever the accents. */
export const filterSlots = (
  rows: readonly SlotRow[],
  text: string,
  state: SlotState | '',
): readonly SlotRow[] => {
  const wanted = plain(text.trim());
  return rows.filter(
    (row) =>
      (state === '' || row.state === state) &&
      (wanted === '' ||
        [row.remoteId, row.number ?? '', row.customerName ?? ''].some((part) =>
          plain(part).includes(wanted),
        )),
  );
};

export function SlotList({ rows, openId, onOpen }: SlotListProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const [text, setText] = useState('');
  const [state, setState] = useState<SlotState | ''>('');
  const shown = filterSlots(rows, text, state);
  const present = [...new Set(rows.map((row) => row.state))];

  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.target instanceof HTMLSelectElement) return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-slot]')];
    const here = all.findIndex((row) => row === document.activeElement);
    const goal = event.key === 'ArrowDown' ? all[here + 1] : all[here - 1];
    if (!goal) return;
    event.preventDefault();
    goal.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys only move between the buttons inside
    <div className={styles['list']} onKeyDown={onKey}>
      <div className={styles['filters']}>
        <TextInput
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          data-path="payments.search"
          value={text}
          onText={setText}
        />
        <Select
          aria-label={words.states}
          value={state}
          options={[
            { value: '', label: words.allStates },
            ...present.map((each) => ({ value: each, label: slotStateLooks[each].words[language] })),
          ]}
          onText={(value) => setState(present.find((each) => each === value) ?? '')}
        />
      </div>
      {shown.length === 0 && <p className={styles['nothing']}>{words.nothingFound}</p>}
      <ul className={styles['rows']} aria-label={words.list}>
        {shown.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              data-slot={row.id}
              className={clsx(styles['row'], row.id === openId && styles['here'])}
              aria-current={row.id === openId || undefined}
              onClick={() => onOpen(row.id)}
            >
              <span className={styles['pair']}>
                <span className={styles['number']}>{row.number ?? row.remoteId}</span>
                <span className={styles['amount']}>
                  {row.total === undefined
                    ? words.noTotal
                    : words.paidOf(format.amount(row.paid), format.money(row.total, 'USD'))}
                </span>
              </span>
              <span className={styles['pair']}>
                <span className={styles['customer']}>{row.customerName ?? ''}</span>
                <StateBadge state={row.state} subject="payment" plain />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
