// A list of which only the rows in sight exist cannot be a table: rows are placed, not laid out, so roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { DocumentRow } from '../../../preload/contract/documents.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { kindShort } from '../../words/kind-short.ts';
import { reasonShort } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import styles from './document-list.module.css';

const rowPx = 34;

interface DocumentListProps {
  readonly rows: readonly DocumentRow[];
  /** all rows are here */
  readonly ended: boolean;
  /** of a search: there may be more matches than these */
  readonly capped: boolean;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onMore: () => Promise<void>;
  /** Escape */
  readonly onClose: () => void;
}

/**
 * The list as an accessible grid of which only the rows in sight exist. Arrows, PageUp/PageDown, Home and End move; Enter opens, Escape closes.
 * One row at a time is in the Tab order: the chosen one, or the first.
 */
export function DocumentList({
  rows,
  ended,
  capped,
  chosenId,
  onChoose,
  onMore,
  onClose,
}: DocumentListProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer is not memoised, as it wants
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!ended && lastSeen >= rows.length - 15) void onMore();
  }, [ended, lastSeen, rows.length, onMore]);

  const chosenIndex = rows.findIndex((row) => row.id === chosenId);
  const tabIndexAt = Math.max(0, chosenIndex);
  const focusRow = (index: number): void => {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    virtual.scrollToIndex(to);
    // the row may exist only after the scroll
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus(),
    );
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const from = Number(event.target.dataset['index'] ?? Number.NaN);
    if (Number.isNaN(from)) return;
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
    const row = rows[from];
    if (to !== undefined) {
      event.preventDefault();
      focusRow(to);
      // with the detail open, moving shows the next one
      const next = rows[Math.min(rows.length - 1, Math.max(0, to))];
      if (chosenId !== undefined && next) onChoose(next.id);
    } else if ((event.key === 'Enter' || event.key === ' ') && row) {
      event.preventDefault();
      onChoose(row.id);
    } else if (event.key === 'Escape') onClose();
  };

  return (
    <div
      className={styles['grid']}
      role="grid"
      tabIndex={-1}
      aria-label={words.list}
      aria-rowcount={ended ? rows.length + 1 : -1}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className={styles['headGroup']}>
        <div role="row" aria-rowindex={1} className={clsx(styles['row'], styles['headRow'])}>
          <span role="columnheader">{words.state}</span>
          <span role="columnheader">{words.number}</span>
          <span role="columnheader" className={styles['date']}>
            {words.issued}
          </span>
          <span role="columnheader">{words.customer}</span>
          <span role="columnheader" className={styles['amount']}>
            {words.total}
          </span>
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={styles['scroller']}>
        <div className={styles['space']} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <ListRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start}
                chosen={row.id === chosenId}
                inTabOrder={item.index === tabIndexAt}
                onChoose={onChoose}
              />
            ) : undefined;
          })}
        </div>
      </div>
      <div className={styles['foot']} role="presentation">
        {capped
          ? words.capped(format.count(rows.length))
          : ended
            ? words.end(rows.length, format.count(rows.length))
            : words.reading}
      </div>
    </div>
  );
}

interface ListRowProps {
  readonly row: DocumentRow;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly inTabOrder: boolean;
  readonly onChoose: (id: string) => void;
}

const ListRow = memo(function ListRow({ row, index, top, chosen, inTabOrder, onChoose }: ListRowProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const now = useNow(600_000);
  const why = reasonShort(row.reason, 'document', language);
  return (
    // Keys are handled by the grid.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      tabIndex={inTabOrder ? 0 : -1}
      data-index={index}
      className={clsx(styles['row'], styles['line'], chosen && styles['chosen'])}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onChoose(row.id)}
    >
      <span role="gridcell" className={styles['stateCell']} title={why || undefined}>
        <StateBadge state={row.state} plain />
        {why ? <span className={styles['why']}>{why}</span> : undefined}
      </span>
      <span role="gridcell" className={styles['number']} title={row.clave}>
        <span className={styles['kind']}>{kindShort(row.kind)}</span>
        <span className={styles['series']}>{row.consecutivo.slice(0, 10)}</span>
        {row.consecutivo.slice(10)}
      </span>
      <span role="gridcell" className={styles['date']} title={format.issued(row.issuedAt)}>
        {format.issuedShort(row.issuedAt, now)}
      </span>
      <span role="gridcell" className={styles['customer']}>
        {row.customerName || words.noCustomer}
      </span>
      <span role="gridcell" className={styles['amount']}>
        {format.money(row.total, row.currency)}
      </span>
    </div>
  );
});
