import { createStore, type StoreApi } from 'zustand/vanilla';
import { parseDecimal } from '../../../domain/money/decimal.ts';
import { checkPayments, payTheRest, type PaymentFault } from '../../../domain/payments/payment-list.ts';
import { answered } from '../../app/answered.ts';
import { autosave } from '../../app/autosave.ts';
import type { Api } from '../../../preload/contract/calls.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { PaymentForm, SlotView } from '../../../preload/contract/payments.ts';

export interface EditorState {
  readonly rows: readonly PaymentForm[];
  /** decimal text, as main knows it; undefined when nobody does */
  readonly total: string | undefined;
  /** rows were typed in since they were last saved */
  readonly dirty: boolean;
  readonly touched: ReadonlySet<string>;
  /** after the first try to save every fault is shown */
  readonly tried: boolean;
  readonly removed: readonly { readonly row: PaymentForm; readonly index: number }[];
  /** the last thing done was deleting a row */
  readonly canUndo: boolean;
  readonly saving: boolean;
  readonly error: CallError | undefined;
}

export interface PaymentEditor {
  readonly store: StoreApi<EditorState>;
  /** What main says now. Typed rows stay; untouched ones follow. */
  sync(slot: SlotView): void;
  editRow(id: string, patch: Partial<Omit<PaymentForm, 'id'>>): void;
  /** @returns the id of the new row */
  addRow(afterId?: string): string;
  /** @returns the id of the row that takes its place */
  deleteRow(id: string): string;
  undoDelete(): string | undefined;
  /** "Pagar el resto" in this row when it has no amount, else in the first one without, else in a new one. @returns the row's id, undefined when nothing is left */
  payRest(id?: string): string | undefined;
  touch(path: string): void;
  /** @returns the path of the fault that stops it, when one does */
  save(): Promise<string | undefined>;
  /** Back to what is saved. */
  discard(slot: SlotView): void;
  close(): Promise<void>;
}

interface EditorDeps {
  readonly api: Pick<Api, 'call'>;
  readonly slot: SlotView;
  /** whose slot it is, also while the clerk looks at another company */
  readonly companyId: string | undefined;
  readonly newId: () => string;
  /** how amounts are written into fields: the language's decimal mark */
  readonly decimalMark: () => '.' | ',';
}

/** Half-typed rows are on the disk within a second (UX.md, promise 1). */
const autosaveMs = 400;

const isBlank = (row: PaymentForm): boolean => row.amount.trim() === '' && row.code === '';

/** The rows that count: the empty one that waits at the end is no payment. */
export const usedRows = (rows: readonly PaymentForm[]): readonly PaymentForm[] =>
  rows.filter((row) => !isBlank(row));

/** Everything that can be foreseen about the rows, before sending. */
export const faultsOf = (state: Pick<EditorState, 'rows' | 'total'>): readonly PaymentFault[] =>
  checkPayments(usedRows(state.rows), state.total);

/**
 * The row at which the sum goes over the total: there the service's sentence is shown.
 * @returns undefined when it does not
 */
export function rowOverTotal(rows: readonly PaymentForm[], total: string | undefined): string | undefined {
  for (let count = 1; count <= rows.length; count++) {
    const over = checkPayments(rows.slice(0, count), total).some(
      (fault) => fault.code === 'payment-sum-over-total',
    );
    if (over) return rows[count - 1]?.id;
  }
  return undefined;
}

/** The rows as saved, else as the service holds them. At the SRI only what the service holds is true, whatever was saved here. */
function savedRows(slot: SlotView, { newId, decimalMark }: RowMaking): readonly PaymentForm[] {
  // two decimals always, so that the mark never reads as thousands
  const shown = (amount: string): string => amount.replace('.', decimalMark());
  const isOurs = slot.desired.length > 0 || slot.revisions.length > 0;
  if (isOurs && slot.state !== 'frozen')
    return slot.desired.map(({ id, amount, code }) => ({ id, amount: shown(amount), code }));
  return slot.base.map(({ amount, code }) => ({ id: newId(), amount: shown(amount), code }));
}
type RowMaking = Pick<EditorDeps, 'newId' | 'decimalMark'>;

const sameRows = (a: readonly PaymentForm[], b: readonly PaymentForm[]): boolean =>
  a.length === b.length &&
  a.every((row, index) => row.amount === b[index]?.amount && row.code === b[index]?.code);

/** At least one row to type in. */
const withRow = (rows: readonly PaymentForm[], newId: () => string): readonly PaymentForm[] =>
  rows.length > 0 ? rows : [{ id: newId(), amount: '', code: '' }];

const knownTotal = (slot: SlotView): string | undefined =>
  slot.total !== undefined && parseDecimal(slot.total) !== undefined ? slot.total : undefined;

/** The payments of one remote document being edited: own store per open slot. */
export function openPaymentEditor(deps: EditorDeps): PaymentEditor {
  const { api, slot, newId } = deps;
  const saved = savedRows(slot, deps);
  const typed = slot.state === 'frozen' ? undefined : slot.draft;
  const store = createStore<EditorState>(() => ({
    rows: withRow(typed ?? saved, newId),
    total: knownTotal(slot),
    dirty: typed !== undefined && !sameRows(typed, saved),
    touched: new Set(),
    tried: false,
    removed: [],
    canUndo: false,
    saving: false,
    error: undefined,
  }));
  const { getState, setState } = store;

  const keep = autosave<readonly PaymentForm[]>(async (rows) => {
    const kept = await answered(
      api.call('payments.keepDraft', { companyId: deps.companyId, id: slot.id, payments: [...rows] }),
    );
    if (!kept.ok) setState({ error: kept.error });
  }, autosaveMs);
  const change = (rows: readonly PaymentForm[], also: Partial<EditorState> = {}): void => {
    if (getState().saving) return;
    setState({ rows, dirty: true, canUndo: false, error: undefined, ...also });
    keep.changed(usedRows(rows));
  };

  return {
    store,
    sync: (fresh) => {
      const { dirty, saving } = getState();
      setState({ total: knownTotal(fresh) });
      if (saving || (dirty && fresh.state !== 'frozen')) return;
      // an answer that says the same must not take the cursor out of its row
      const now = savedRows(fresh, deps);
      if (!sameRows(now, usedRows(getState().rows))) setState({ rows: withRow(now, newId), dirty: false });
    },
    editRow: (id, patch) =>
      change(getState().rows.map((row) => (row.id === id ? Object.assign({}, row, patch) : row))),
    addRow: (afterId) => {
      const { rows } = getState();
      const id = newId();
      const at = afterId === undefined ? rows.length : rows.findIndex((row) => row.id === afterId) + 1;
      change(rows.toSpliced(at === 0 ? rows.length : at, 0, { id, amount: '', code: '' }));
      return id;
    },
    deleteRow: (id) => {
      const { rows, removed } = getState();
      const index = rows.findIndex((row) => row.id === id);
      const row = rows[index];
      if (row === undefined) return id;
      const left = withRow(rows.toSpliced(index, 1), newId);
      change(left, isBlank(row) ? {} : { removed: [{ row, index }, ...removed], canUndo: true });
      return (left[index] ?? left.at(-1) ?? row).id;
    },
    undoDelete: () => {
      const [last, ...older] = getState().removed;
      if (last === undefined) return undefined;
      change(getState().rows.toSpliced(last.index, 0, last.row), {
        removed: older,
        canUndo: older.length > 0,
      });
      return last.row.id;
    },
    payRest: (id) => {
      const { rows, total } = getState();
      if (total === undefined) return undefined;
      const asked = rows.find((row) => row.id === id);
      const isEmpty = (row: PaymentForm): boolean => row.amount.trim() === '';
      const goal = (asked && isEmpty(asked) ? asked : rows.find(isEmpty)) ?? {
        id: newId(),
        code: rows.at(-1)?.code ?? '',
      };
      const next = payTheRest(rows, total, { id: goal.id, code: goal.code });
      if (next === rows) return undefined;
      change(
        next.map((row) =>
          row.id === goal.id
            ? Object.assign({}, row, { amount: row.amount.replace('.', deps.decimalMark()) })
            : row,
        ),
      );
      return goal.id;
    },
    touch: (path) => {
      const { touched } = getState();
      if (!touched.has(path)) setState({ touched: new Set([...touched, path]) });
    },
    save: async () => {
      if (getState().saving) return undefined;
      setState({ tried: true });
      const stopping = faultsOf(getState()).find((fault) => fault.severity === 'blocks');
      if (stopping !== undefined) {
        if (stopping.code !== 'payment-sum-over-total') return stopping.path;
        const over = rowOverTotal(usedRows(getState().rows), getState().total);
        return over === undefined ? stopping.path : `payments.${over}.amount`;
      }
      setState({ saving: true, error: undefined });
      await keep.flush();
      const payments = [...usedRows(getState().rows)];
      const answer = await answered(api.call('payments.save', { id: slot.id, payments }));
      if (answer.ok) {
        setState({
          saving: false,
          dirty: false,
          tried: false,
          touched: new Set(),
          removed: [],
          rows: withRow(savedRows(answer.value, deps), newId),
          total: knownTotal(answer.value),
        });
        return undefined;
      }
      setState({ saving: false, error: answer.error });
      return answer.error.faults?.find((fault) => fault.severity === 'blocks')?.path;
    },
    discard: (fresh) => {
      const now = savedRows(fresh, deps);
      setState({
        rows: withRow(now, newId),
        dirty: false,
        tried: false,
        touched: new Set(),
        removed: [],
        canUndo: false,
        error: undefined,
      });
      keep.changed(now);
    },
    close: () => keep.flush(),
  };
}
