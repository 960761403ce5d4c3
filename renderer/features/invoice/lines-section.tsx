/* oxlint-disable jsx-a11y/prefer-tag-over-role -- lines are placed by transform when there are many, which table elements do not take; the roles say the same */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { Plus, Undo2 } from 'lucide-react';
import { memo, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import { kindFields } from '../../../domain/billing/kind-fields.ts';
import { Button } from '../../ui/button.tsx';
import { useCopy } from '../../words/language.ts';
import { columnRoom, gridLook, widerLook } from './column-room.ts';
import { copy } from './copy.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { type Column, columns, gridMove } from './grid-move.ts';
import { afterDraw, focusPath } from './focus-path.ts';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import { mostLines } from './invoice-store.ts';
import { keys } from './keys.ts';
import { holdsMore } from './line-parts.ts';
import { type GridHandlers, LineRow } from './line-row.tsx';
import rowStyles from './line-row.module.css';
import styles from './lines-section.module.css';
import { measureToPaint } from './measure.ts';
import { Section } from './section.tsx';

/** Above this many lines only those on screen are drawn. */
const drawnAtMost = 60;
const rowPx = 33;
const growAfterMs = 150;
/** A line that has just been scrolled to is on the page within a few frames; then the search for it ends. */
const framesToWait = 20;

interface LinesSectionProps {
  readonly today: string;
  /** what scrolls: the column of the form */
  readonly scroller: RefObject<HTMLElement | null>;
  /** called with `undefined` when the grid goes away */
  readonly onReady: (reach: ReachLine | undefined) => void;
}

/** Brings a line onto the page and puts the cursor into the field of `path`. */
export type ReachLine = (lineId: string, path: string) => void;
type ScrollToLine = (lineId: string) => void;

export const LinesSection = memo(function LinesSection({ today, scroller, onReady }: LinesSectionProps) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const lineIds = useInvoice(useShallow((state) => state.form.lines.map((line) => line.id)));
  const hasRemoved = useInvoice((state) => state.removed.length > 0);
  const missing = useInvoice((state) =>
    state.tried ? state.faults.find((fault) => fault.path === 'lines') : undefined,
  );
  const count = useInvoice((state) => state.totals.lines.size);
  const needed = useInvoice((state) => gridLook(columnRoom(state.form.lines, state.totals.lines.values())));
  // It grows when the typing pauses, and shrinks once the line was left: nothing jumps to and fro under the cursor, and the
  // layout of every row is never part of a key.
  const [look, setLook] = useState(needed);
  useEffect(() => {
    const timer = setTimeout(() => setLook((now) => widerLook(now, needed)), growAfterMs);
    return () => clearTimeout(timer);
  }, [needed]);
  const body = useRef<HTMLDivElement>(null);
  const scrollToLine = useRef<ScrollToLine>(undefined);
  const onManyReady = useCallback((scroll: ScrollToLine | undefined) => {
    scrollToLine.current = scroll;
  }, []);

  /** A field of the line, once the line is on the page: far ones are scrolled to first. */
  const reach = useCallback((lineId: string, focus: (row: HTMLElement) => void) => {
    const find = (framesLeft: number): void => {
      const row = body.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(lineId)}"]`);
      if (row) focus(row);
      else if (framesLeft > 0) {
        scrollToLine.current?.(lineId);
        requestAnimationFrame(() => find(framesLeft - 1));
      }
    };
    find(framesToWait);
  }, []);
  const focusCell = useCallback(
    (lineId: string, column: Column) =>
      reach(lineId, (row) => {
        const field = row.querySelector<HTMLElement>(`[data-cell="${column}"]`);
        field?.focus();
        if (field instanceof HTMLInputElement) field.select();
      }),
    [reach],
  );
  const reachPath = useCallback<ReachLine>(
    (lineId, path) =>
      reach(lineId, () => {
        if (!focusPath(path)) focusPath(`lines.${lineId}.detail`);
      }),
    [reach],
  );
  useEffect(() => {
    onReady(reachPath);
    return () => onReady(undefined);
  }, [reachPath, onReady]);

  const grid = useMemo<GridHandlers>(() => {
    const add = (afterId?: string): void => {
      if (invoice.store.getState().form.lines.length >= mostLines) return;
      const id = invoice.addLine(afterId);
      afterDraw(() => focusCell(id, 'detail'));
    };
    const duplicate = (lineId: string): void => {
      const id = invoice.duplicateLine(lineId);
      if (id !== undefined) afterDraw(() => focusCell(id, 'quantity'));
    };
    const remove = (lineId: string, column: Column = 'detail'): void => {
      const id = invoice.deleteLine(lineId);
      afterDraw(() => focusCell(id, column));
    };
    const unfold = (lineId: string): void => {
      const open = !invoice.store.getState().unfolded.has(lineId);
      const line = invoice.store.getState().lineById.get(lineId);
      invoice.unfold(lineId, open);
      if (!open) {
        focusCell(lineId, 'discount');
        return;
      }
      if (line === undefined) return;
      // most lines are unfolded for a discount: it is ready to be typed, and goes away again when left blank
      const { kind } = invoice.store.getState().form;
      const ready = kindFields[kind].discounts && !holdsMore(line);
      const discount = line.discounts[0]?.id ?? (ready ? invoice.addDiscount(lineId) : undefined);
      const field = discount === undefined ? 'productCode' : `discounts.${discount}.code`;
      afterDraw(() => reachPath(lineId, `lines.${lineId}.${field}`));
    };
    return {
      focusCell,
      duplicate,
      remove,
      unfold,
      onCellKey: (event, lineId, column) => {
        // an open list of a select keeps its arrows
        if (event.target instanceof HTMLSelectElement && isOpen(event.target)) return;
        // Enter and Space open what is a button
        if (column === 'discount' && event.key === 'Enter' && !event.shiftKey) return;
        const state = invoice.store.getState();
        const here = state.lineById.get(lineId);
        const move = gridMove(event, {
          lineIds: state.form.lines.map((line) => line.id),
          lineId,
          column,
          canUndo: state.canUndo,
          filled: here !== undefined && isFilled(here),
        });
        if (move === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        switch (move.kind) {
          case 'focus':
            focusCell(move.lineId, move.column);
            break;
          case 'new-line':
            add(move.afterId);
            break;
          case 'duplicate':
            duplicate(lineId);
            break;
          case 'delete':
            remove(lineId, column);
            break;
          case 'undo-delete': {
            const id = invoice.undoDelete();
            if (id !== undefined) afterDraw(() => focusCell(id, column));
            break;
          }
          case 'discounts':
            unfold(lineId);
            break;
        }
      },
    };
  }, [invoice, focusCell, reachPath]);

  const addAtEnd = (): void => {
    const id = invoice.addLine();
    afterDraw(() => focusCell(id, 'detail'));
  };
  const full = lineIds.length >= mostLines;
  return (
    <Section
      name="lines"
      title={words.lines}
      aside={<span className={styles['count']}>{words.lineCount(count)}</span>}
    >
      <div
        role="table"
        aria-label={words.lines}
        aria-rowcount={lineIds.length + 1}
        className={clsx(styles['table'], rowStyles[look])}
        data-look={look}
        onInputCapture={() => measureToPaint('totals')}
      >
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={styles['head']}>
            <span role="columnheader">
              <span className={styles['hidden']}>#</span>
            </span>
            {columns.map((column) => (
              <span role="columnheader" key={column} data-column={column} title={words.columns[column]}>
                {words.heads[column]}
              </span>
            ))}
            <span role="columnheader" data-column="total">
              {words.columns.total}
            </span>
          </div>
        </div>
        <div
          ref={body}
          role="presentation"
          onBlur={(event) => {
            const left = lineAt(event.target);
            if (left === undefined || left === lineAt(event.relatedTarget)) return;
            setLook(needed);
            // not when the whole window is left: what was just opened is still there on coming back
            if (event.relatedTarget !== null) invoice.tidyLine(left);
            void invoice.leaveLine(left);
          }}
        >
          {lineIds.length <= drawnAtMost ? (
            lineIds.map((id, index) => (
              <LineRow key={id} id={id} number={index + 1} rowIndex={index + 2} today={today} grid={grid} />
            ))
          ) : (
            <ManyLines
              lineIds={lineIds}
              today={today}
              grid={grid}
              scroller={scroller}
              onReady={onManyReady}
            />
          )}
        </div>
      </div>
      {missing && <FaultSentence fault={missing} />}
      <div className={styles['foot']}>
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          keys={keys.newLine}
          disabled={full}
          data-path="lines"
          onClick={addAtEnd}
        >
          {words.addLine}
        </Button>
        {hasRemoved && (
          <Button
            tone="quiet"
            size="small"
            icon={Undo2}
            keys={keys.undoDelete}
            onClick={() => {
              const id = invoice.undoDelete();
              if (id !== undefined) afterDraw(() => focusCell(id, 'detail'));
            }}
          >
            {words.undoDelete}
          </Button>
        )}
        {full && <span className={styles['count']}>{words.linesFull}</span>}
      </div>
    </Section>
  );
});

/** All that a line needs besides its quantity. */
const isFilled = ({ detail, cabys, unit, unitPrice, ivaCode }: LineForm): boolean =>
  [detail, cabys, unit, unitPrice, ivaCode].every((text) => text.trim() !== '');

/** The line a field belongs to. */
const lineAt = (field: EventTarget | null): string | undefined =>
  field instanceof Element ? field.closest<HTMLElement>('[data-line]')?.dataset['line'] : undefined;

/** `:open` of a select is newer than some engines that run the tests. */
function isOpen(select: HTMLSelectElement): boolean {
  try {
    return select.matches(':open');
  } catch {
    return false;
  }
}

interface ManyLinesProps {
  readonly lineIds: readonly string[];
  readonly today: string;
  readonly grid: GridHandlers;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onReady: (scroll: ScrollToLine | undefined) => void;
}

/** Only the lines on screen, and always the one that is being typed in. */
function ManyLines({ lineIds, today, grid, scroller, onReady }: ManyLinesProps) {
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const [margin, setMargin] = useState(0);
  const activeIndex = active === undefined ? -1 : lineIds.indexOf(active);
  // oxlint-disable-next-line react/incompatible-library -- it is read in this component only, which the compiler then leaves alone
  const virtualizer = useVirtualizer({
    count: lineIds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => lineIds[index] ?? index,
    overscan: 6,
    scrollMargin: margin,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (activeIndex < 0 || shown.includes(activeIndex)) return shown;
      return [...shown, activeIndex].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => {
    const column = scroller.current;
    if (!list.current || !column) return;
    setMargin(
      list.current.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop,
    );
  }, [scroller]);
  useEffect(() => {
    onReady((lineId) => {
      const index = lineIds.indexOf(lineId);
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
    });
    return () => onReady(undefined);
  }, [lineIds, onReady, virtualizer]);

  return (
    <div
      ref={list}
      role="presentation"
      className={styles['many']}
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={(event) => setActive(lineAt(event.target))}
    >
      {virtualizer.getVirtualItems().map((item) => {
        const id = lineIds[item.index];
        return (
          id !== undefined && (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="presentation"
              className={styles['placed']}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              <LineRow id={id} number={item.index + 1} rowIndex={item.index + 2} today={today} grid={grid} />
            </div>
          )
        );
      })}
    </div>
  );
}
