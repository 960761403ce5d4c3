import { clsx } from 'clsx';
import { CircleX, Plus, TriangleAlert, Undo2, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { PaymentFault } from '../../../domain/payments/payment-list.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFaultWords } from '../../words/faults.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { keys } from './keys.ts';
import { faultsOf, type PaymentEditor, rowOverTotal, usedRows } from './payment-editor-store.ts';
import { codeOfKey, paymentName, paymentOptions } from './payment-order.ts';
import styles from './payment-rows.module.css';

/** Puts the cursor into the field of a path. */
export function focusPayment(path: string): void {
  const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
const later = (path: string): void => queueMicrotask(() => focusPayment(path));

interface PaymentRowsProps {
  readonly editor: PaymentEditor;
  readonly readOnly: boolean;
}

/** The list of payments: amount and everyday form of payment, one row each, by keyboard. */
export function PaymentRows({ editor, readOnly }: PaymentRowsProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const say = useFaultWords();
  const rows = useStore(editor.store, (state) => state.rows);
  const total = useStore(editor.store, (state) => state.total);
  const touched = useStore(editor.store, (state) => state.touched);
  const tried = useStore(editor.store, (state) => state.tried);
  const hasRemoved = useStore(editor.store, (state) => state.removed.length > 0);
  const options = paymentOptions(language);
  // the empty row is there to be typed in: where nothing can be typed it would look like a payment of nothing
  const shownRows = readOnly ? usedRows(rows) : rows;

  // Money over the total is said while it is typed; the rest once the field was left or a save was tried.
  const over = rowOverTotal(usedRows(rows), total);
  const placed = faultsOf({ rows, total }).map((fault) =>
    fault.code === 'payment-sum-over-total' && over !== undefined
      ? { ...fault, path: `payments.${over}.amount` }
      : fault,
  );
  const shown = readOnly
    ? []
    : placed.filter(
        (fault) =>
          fault.code === 'payment-sum-over-total' ||
          tried ||
          touched.has(fault.path) ||
          fault.severity === 'warns',
      );

  const onKey = (event: KeyboardEvent<HTMLElement>, id: string, field: 'amount' | 'code'): void => {
    const index = rows.findIndex((row) => row.id === id);
    const beside = (step: 1 | -1): void => {
      const other = rows[index + step];
      if (other) focusPayment(`payments.${other.id}.${field}`);
    };
    const add = (): void => later(`payments.${editor.addRow(id)}.amount`);
    if (matchesKeys(event, keys.addRow)) add();
    else if (matchesKeys(event, keys.deleteRow)) later(`payments.${editor.deleteRow(id)}.${field}`);
    else if (matchesKeys(event, keys.undoDelete) && editor.store.getState().canUndo) {
      const back = editor.undoDelete();
      if (back !== undefined) later(`payments.${back}.amount`);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (field === 'amount') focusPayment(`payments.${id}.code`);
      else if (rows[index + 1]) focusPayment(`payments.${rows[index + 1]?.id ?? ''}.amount`);
      else add();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey) {
      if (event.target instanceof HTMLSelectElement && isOpen(event.target)) return;
      beside(event.key === 'ArrowDown' ? 1 : -1);
    } else if (field === 'code' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const code = codeOfKey(event.key);
      if (code === undefined) return;
      editor.editRow(id, { code });
    } else return;
    event.preventDefault();
  };

  return (
    <section className={styles['section']} aria-label={words.rows}>
      {readOnly && shownRows.length === 0 && <p className={styles['none']}>{words.none}</p>}
      <ol className={styles['rows']}>
        {shownRows.map((row, index) => {
          const n = index + 1;
          const field = (name: 'amount' | 'code') => {
            const path = `payments.${row.id}.${name}`;
            const mine = shown.filter((fault) => fault.path === path);
            return {
              'data-path': path,
              'aria-label': name === 'amount' ? words.amountN(n) : words.codeN(n),
              'aria-describedby': mine.length > 0 ? `payment-${row.id}-faults` : undefined,
              'aria-invalid': mine.some((fault) => fault.severity === 'blocks') || undefined,
              onBlur: () => editor.touch(path),
              onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKey(event, row.id, name),
            };
          };
          const faults = shown.filter((fault) => fault.path.startsWith(`payments.${row.id}.`));
          return (
            <li key={row.id} className={styles['row']} data-payment={row.id}>
              <span className={styles['n']}>{n}</span>
              <NumberInput
                {...field('amount')}
                readOnly={readOnly}
                placeholder="0.00"
                maxLength={40}
                value={row.amount}
                onText={(amount) => editor.editRow(row.id, { amount })}
              />
              {readOnly ? (
                <span className={styles['fixed']}>{paymentName(row.code, language)}</span>
              ) : (
                <Select
                  {...field('code')}
                  value={row.code}
                  options={[
                    { value: '', label: words.chooseOne },
                    ...options,
                    // a code of the service that this version does not know stays what it is
                    ...(row.code === '' || options.some((option) => option.value === row.code)
                      ? []
                      : [{ value: row.code, label: row.code }]),
                  ]}
                  onText={(code) => editor.editRow(row.id, { code })}
                />
              )}
              {!readOnly && (
                <IconButton
                  icon={X}
                  label={words.deleteRow(n)}
                  keys={keys.deleteRow}
                  onClick={() => later(`payments.${editor.deleteRow(row.id)}.amount`)}
                />
              )}
              {faults.length > 0 && (
                <div id={`payment-${row.id}-faults`} className={styles['faults']}>
                  {faults.map((fault) => (
                    <Sentence key={`${fault.path} ${fault.code}`} fault={fault} text={say(fault)} />
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {!readOnly && (
        <div className={styles['foot']}>
          <Button
            tone="quiet"
            size="small"
            icon={Plus}
            keys={keys.addRow}
            onClick={() => later(`payments.${editor.addRow()}.amount`)}
          >
            {words.addRow}
          </Button>
          {total !== undefined && (
            <Button
              size="small"
              keys={keys.rest}
              showsKeys
              onClick={() => {
                const id = editor.payRest();
                if (id !== undefined) later(`payments.${id}.code`);
              }}
            >
              {words.payRest}
            </Button>
          )}
          {hasRemoved && (
            <Button
              tone="quiet"
              size="small"
              icon={Undo2}
              keys={keys.undoDelete}
              onClick={() => {
                const back = editor.undoDelete();
                if (back !== undefined) later(`payments.${back}.amount`);
              }}
            >
              {words.undoDelete}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Sentence({ fault, text }: { readonly fault: PaymentFault; readonly text: string }) {
  const words = useCopy(copy);
  const Icon = fault.severity === 'blocks' ? CircleX : TriangleAlert;
  return (
    <p className={clsx(styles['fault'], styles[fault.severity])}>
      <Icon size={14} aria-label={fault.severity === 'blocks' ? words.blocks : words.warns} />
      <span>{text}</span>
    </p>
  );
}

/** `:open` of a select is newer than some engines that run the tests. */
function isOpen(select: HTMLSelectElement): boolean {
  try {
    return select.matches(':open');
  } catch {
    return false;
  }
}
