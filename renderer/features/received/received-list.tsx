// A list of which only the rows in sight exist cannot be a table: rows are placed, not laid out, so roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { CalendarClock } from 'lucide-react';
import { type KeyboardEvent, memo, type MouseEvent, type Ref, useImperativeHandle, useRef } from 'react';
import type { ReceivedRow } from '../../../preload/contract/received.ts';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './received-list.module.css';
import { all, extended, type Selection, toggled } from './selection.ts';
import { StatusCell } from './status-cell.tsx';

const rowPx = 36;

export interface ListHandle {
  focus(): void;
}

interface ReceivedListProps {
  readonly rows: readonly ReceivedRow[];
  readonly more: boolean;
  /** its detail is open */
  readonly openId: string | undefined;
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  readonly onOpen: (id: string) => void;
  /** a letter that the screen knows, pressed on a row: that row counts when nothing is chosen */
  readonly onLetter: (letter: string, id: string) => boolean;
  /** Escape */
  readonly onClose: () => void;
  readonly ref?: Ref<ListHandle>;
}

/**
 * The rows as an accessible grid of which only those in sight exist. Arrows, PageUp/PageDown, Home and End move; Space chooses, with
 * Shift all between; Enter opens, Escape closes. One row at a time is in the Tab order.
 */
export function ReceivedList(props: ReceivedListProps) {
  const { rows, more, openId, selection, onSelection, onOpen, onLetter, onClose, ref } = props;
  const words = useCopy(copy);
  const format = useFormats();
  const scroller = useRef<HTMLDivElement>(null);
  const lastAt = useRef(0);
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is not memoised, as it wants
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const order = rows.map(({ id }) => id);
  const openAt = openId === undefined ? -1 : order.indexOf(openId);
  const tabAt = Math.max(0, openAt === -1 ? Math.min(lastAt.current, rows.length - 1) : openAt);
  const allChosen = rows.length > 0 && order.every((id) => selection.ids.has(id));

  const focusRow = (index: number): void => {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    lastAt.current = to;
    virtual.scrollToIndex(to);
    // the row may exist only after the scroll
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus(),
    );
  };
  useImperativeHandle(ref, () => ({ focus: () => focusRow(lastAt.current) }));

  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const from = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? Number.NaN);
    const row = rows[from];
    if (Number.isNaN(from) || !row) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    const chord = event.ctrlKey || event.metaKey;
    if (to !== undefined) {
      event.preventDefault();
      focusRow(to);
      const next = rows[Math.min(rows.length - 1, Math.max(0, to))];
      if (!next) return;
      if (event.shiftKey)
        onSelection(extended({ ...selection, anchor: selection.anchor ?? row.id }, next.id, order));
      // with the detail open, moving shows the next one
      if (openId !== undefined) onOpen(next.id);
    } else if (event.key === ' ') {
      event.preventDefault();
      onSelection(event.shiftKey ? extended(selection, row.id, order) : toggled(selection, row.id));
    } else if (chord && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      onSelection(all(order));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onOpen(row.id);
    } else if (event.key === 'Escape') onClose();
    else if (!chord && !event.altKey && onLetter(event.key.toLowerCase(), row.id)) event.preventDefault();
  };

  const pick = (event: MouseEvent, id: string): void =>
    onSelection(event.shiftKey ? extended(selection, id, order) : toggled(selection, id));

  return (
    <div
      className={styles['grid']}
      role="grid"
      tabIndex={-1}
      aria-label={words.list}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={styles['headGroup']}>
        <div role="row" aria-rowindex={1} className={clsx(styles['row'], styles['headRow'])}>
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={words.selectAll}
              checked={allChosen}
              onChange={() => onSelection(allChosen ? { ids: new Set() } : all(order))}
            />
          </span>
          <span role="columnheader">{words.columns.supplier}</span>
          <span role="columnheader" className={styles['number']}>
            {words.columns.number}
          </span>
          <span role="columnheader" className={styles['date']}>
            {words.columns.date}
          </span>
          <span role="columnheader" className={styles['amount']}>
            {words.columns.total}
          </span>
          <span role="columnheader">{words.columns.due}</span>
          <span role="columnheader">{words.columns.state}</span>
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={styles['scroller']}>
        <div className={styles['space']} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row ? (
              <ListRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                chosen={selection.ids.has(row.id)}
                open={row.id === openId}
                inTabOrder={item.index === tabAt}
                onPick={pick}
                onOpen={onOpen}
              />
            ) : undefined;
          })}
        </div>
      </div>
      <div className={styles['foot']} role="presentation">
        <span>
          {more ? words.more(format.count(rows.length)) : words.end(rows.length, format.count(rows.length))}
        </span>
        <span>{words.keysHint}</span>
      </div>
    </div>
  );
}

interface ListRowProps {
  readonly row: ReceivedRow;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly open: boolean;
  readonly inTabOrder: boolean;
  readonly onPick: (event: MouseEvent, id: string) => void;
  readonly onOpen: (id: string) => void;
}

const ListRow = memo(function ListRow(props: ListRowProps) {
  const { row, index, top, chosen, open, inTabOrder, onPick, onOpen } = props;
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(600_000);
  return (
    // Keys are handled by the grid.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-current={open || undefined}
      tabIndex={inTabOrder ? 0 : -1}
      data-index={index}
      data-id={row.id}
      className={clsx(styles['row'], styles['line'], chosen && styles['chosen'], open && styles['open'])}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => (event.shiftKey ? onPick(event, row.id) : onOpen(row.id))}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={words.select(`${row.issuerName} ${row.consecutivo}`)}
          checked={chosen}
          onClick={(event) => {
            event.stopPropagation();
            onPick(event, row.id);
          }}
          // the click decides: it knows about Shift
          onChange={() => undefined}
        />
      </span>
      <span role="gridcell" title={row.issuerNumber}>
        {row.issuerName || row.issuerNumber}
      </span>
      <span role="gridcell" className={styles['number']} title={row.clave}>
        {row.consecutivo.slice(10)}
      </span>
      <span role="gridcell" className={styles['date']} title={format.issued(row.issuedAt)}>
        {format.issuedShort(row.issuedAt, now)}
      </span>
      <span role="gridcell" className={styles['amount']}>
        {format.money(row.total, row.currency)}
      </span>
      <span role="gridcell">
        <Due row={row} />
      </span>
      <span role="gridcell">
        <StatusCell row={row} />
      </span>
    </div>
  );
});

/** The last day to answer, loud when it is near. */
export function Due({ row }: { readonly row: Pick<ReceivedRow, 'dueOn' | 'daysLeft'> }) {
  const words = useCopy(copy);
  const format = useFormats();
  const { dueOn, daysLeft } = row;
  if (dueOn === undefined || daysLeft === undefined) return <span className={styles['muted']}>—</span>;
  const near = daysLeft <= 3;
  return (
    <span className={clsx(styles['due'], near && (daysLeft < 0 ? styles['danger'] : styles['warning']))}>
      {near ? <CalendarClock size={14} aria-hidden="true" /> : undefined}
      <span>{words.due(format.day(dueOn), daysLeft, format.count(daysLeft))}</span>
    </span>
  );
}
