// A list of which only the rows in sight exist cannot be a table: roles say what its parts are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type KeyboardEvent, useRef, useState } from 'react';
import { assertNever } from '../../../domain/assert-never.ts';
import type { QueueItem, QueueView } from '../../../preload/contract/queue.ts';
import { Button } from '../../ui/button.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { documentShort } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import { nextOf } from './next-of.ts';
import { OpenItem } from './open-item.tsx';
import { groupQueue, keyOf } from './queue-groups.ts';
import styles from './queue-list.module.css';

const rowPx = 46;
const headPx = 30;
const openPx = 140;
/** So few are all drawn: the list grows with them and has no bar of its own. */
const drawnWhole = 40;

type Line =
  | { readonly kind: 'group'; readonly key: string; readonly text: string }
  | { readonly kind: 'item'; readonly key: string; readonly item: QueueItem; readonly place: number }
  | { readonly kind: 'open'; readonly key: string; readonly item: QueueItem };

interface QueueListProps {
  readonly queue: QueueView;
}

/**
 * What waits, in two groups: by who moves it. Arrows, PageUp, PageDown, Home and End move from row to row; Enter opens what is known
 * and can be done about one, under it; Escape closes it. One row at a time is in the Tab order. No key deletes anything.
 */
export function QueueList({ queue }: QueueListProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const [openKey, setOpenKey] = useState<string>();
  const [hereKey, setHereKey] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const { you, itself } = groupQueue(queue.items, queue.lanes);
  const ordered = [...you, ...itself];
  const lines: Line[] = [];
  const addGroup = (key: string, text: string, items: readonly QueueItem[], from: number): void => {
    if (items.length === 0) return;
    lines.push({ kind: 'group', key, text });
    for (const [index, item] of items.entries()) {
      const itemKey = keyOf(item);
      lines.push({ kind: 'item', key: itemKey, item, place: from + index });
      if (itemKey === openKey) lines.push({ kind: 'open', key: `open ${itemKey}`, item });
    }
  };
  addGroup('you', words.groupYou(format.count(you.length)), you, 0);
  addGroup('itself', words.groupItself(format.count(itself.length)), itself, you.length);

  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is not memoised, as it wants
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const kind = lines[index]?.kind;
      return kind === 'group' ? headPx : kind === 'open' ? openPx : rowPx;
    },
    overscan: 10,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const whole = ordered.length <= drawnWhole;
  const seen = virtual.getVirtualItems();
  const drawn = whole ? lines.map((_, index) => index) : seen.map(({ index }) => index);
  const above = whole ? 0 : (seen[0]?.start ?? 0);
  const below = whole ? 0 : virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const tabKey = ordered.some((item) => keyOf(item) === hereKey) ? hereKey : ordered[0] && keyOf(ordered[0]);

  const focusPlace = (place: number): void => {
    const to = Math.min(ordered.length - 1, Math.max(0, place));
    const item = ordered[to];
    if (!item) return;
    setHereKey(keyOf(item));
    const line = lines.findIndex((each) => each.kind === 'item' && each.place === to);
    if (!whole) virtual.scrollToIndex(line);
    // the row may exist only after the scroll
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus(),
    );
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.key === 'Escape' && openKey !== undefined) {
      event.preventDefault();
      const place = ordered.findIndex((item) => keyOf(item) === openKey);
      setOpenKey(undefined);
      focusPlace(place);
      return;
    }
    const from = Number(event.target.dataset['place'] ?? Number.NaN);
    if (Number.isNaN(from)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: ordered.length - 1,
    };
    const to = moves[event.key];
    const item = ordered[from];
    if (to !== undefined) {
      event.preventDefault();
      focusPlace(to);
    } else if ((event.key === 'Enter' || event.key === ' ') && item) {
      event.preventDefault();
      toggle(item);
    }
  };
  const toggle = (item: QueueItem): void => {
    const key = keyOf(item);
    setHereKey(key);
    setOpenKey(key === openKey ? undefined : key);
  };

  return (
    <div
      className={styles['grid']}
      role="grid"
      tabIndex={-1}
      aria-label={words.items}
      aria-rowcount={ordered.length + 1}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={clsx(styles['headGroup'], !whole && styles['long'])}>
        <div role="row" aria-rowindex={1} className={clsx(styles['row'], styles['headRow'])}>
          <span role="columnheader">{words.state}</span>
          <span role="columnheader">{words.document}</span>
          <span role="columnheader">{words.customer}</span>
          <span role="columnheader" className={styles['amount']}>
            {words.total}
          </span>
          <span role="columnheader">{words.next}</span>
          <span role="columnheader" className={styles['attempts']}>
            {words.attempts}
          </span>
          <span role="columnheader">
            <span className={styles['hidden']}>{words.options}</span>
          </span>
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={clsx(styles['scroller'], !whole && styles['long'])}>
        <div role="presentation" style={{ height: above }} />
        {drawn.map((index) => {
          const line = lines[index];
          if (!line) return undefined;
          const measured = { 'data-index': index, ref: virtual.measureElement };
          switch (line.kind) {
            case 'group':
              return (
                <div key={line.key} role="row" className={styles['group']} {...measured}>
                  <span role="gridcell">{line.text}</span>
                </div>
              );
            case 'item':
              return (
                <div key={line.key} role="presentation" {...measured}>
                  <Row
                    item={line.item}
                    place={line.place}
                    queue={queue}
                    expanded={line.key === openKey}
                    inTabOrder={line.key === tabKey}
                    onToggle={toggle}
                  />
                </div>
              );
            case 'open':
              return (
                <div key={line.key} role="row" className={styles['open']} {...measured}>
                  <div role="gridcell">
                    <OpenItem item={line.item} queue={queue} />
                  </div>
                </div>
              );
            default:
              return assertNever(line);
          }
        })}
        <div role="presentation" style={{ height: below }} />
      </div>
      {queue.more > 0 ? <p className={styles['foot']}>{words.more(format.count(queue.more))}</p> : undefined}
    </div>
  );
}

interface RowProps {
  readonly item: QueueItem;
  readonly place: number;
  readonly queue: QueueView;
  readonly expanded: boolean;
  readonly inTabOrder: boolean;
  readonly onToggle: (item: QueueItem) => void;
}

function Row({ item, place, queue, expanded, inTabOrder, onToggle }: RowProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const why = useWhy(item);
  return (
    // Keys are handled by the grid.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={place + 2}
      aria-selected={expanded}
      tabIndex={inTabOrder ? 0 : -1}
      data-place={place}
      className={clsx(styles['row'], styles['line'], expanded && styles['chosen'])}
      onClick={() => onToggle(item)}
    >
      <span role="gridcell" className={styles['state']}>
        <StateBadge state={item.state} subject={item.subject} plain />
        <span className={styles['why']} title={why}>
          {why}
        </span>
      </span>
      <span role="gridcell" className={styles['number']} title={item.title}>
        {item.subject === 'payment' ? <span className={styles['kind']}>{words.payments} </span> : undefined}
        {item.subject === 'document' ? (
          <>
            <span className={styles['series']}>{item.title.slice(0, 10)}</span>
            {item.title.slice(10)}
          </>
        ) : (
          item.title
        )}
      </span>
      <span role="gridcell" className={styles['customer']} title={item.customerName}>
        {item.customerName}
      </span>
      <span role="gridcell" className={styles['amount']}>
        {item.total ? format.money(item.total, item.currency) : ''}
      </span>
      <span role="gridcell" className={styles['next']}>
        <Next item={item} queue={queue} />
      </span>
      <span role="gridcell" className={styles['attempts']}>
        {format.count(item.attempts)}
      </span>
      <span role="gridcell" className={styles['button']}>
        <Button
          size="small"
          tabIndex={-1}
          aria-expanded={expanded}
          aria-label={`${expanded ? words.close : words.show} ${item.title}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(item);
          }}
        >
          {expanded ? words.close : words.show}
        </Button>
      </span>
    </div>
  );
}

/** The countdown is drawn every second and announced never: it is no live region. */
function Next({ item, queue }: { readonly item: QueueItem; readonly queue: QueueView }) {
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(1_000);
  return nextOf(item, queue, now, words, format.duration);
}

/** Why it waits, in a few words: its own reason, or what it waits for. */
function useWhy(item: QueueItem): string {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const reason = documentShort(item, item.subject, language);
  if (reason !== '') return reason;
  const known: Readonly<Record<string, string>> = words.waitsFor;
  return known[item.waitsFor] ?? item.waitsFor;
}
