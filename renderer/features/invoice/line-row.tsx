/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of the grid of lines-section.tsx, which says why */
import { clsx } from 'clsx';
import { BadgePercent, CircleX, Copy, Layers2, Trash2, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, memo, type Ref } from 'react';
import { formatAmount } from '../../../domain/money/amount.ts';
import type { Fault } from '../../../domain/fault.ts';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import type { ProductView } from '../../../preload/contract/documents.ts';
import { CabysField } from '../../lookups/cabys-field.tsx';
import { CodeSelect } from '../../ui/code-select.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showKeys } from '../../ui/keys.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy, type InvoiceWords } from './copy.ts';
import { faultId, FaultSentence } from './fault-sentence.tsx';
import { lineFieldLabel } from './field-label.ts';
import { type Column, columns } from './grid-move.ts';
import { useInvoice, useLineFaults, useOpenInvoice } from './invoice-context.ts';
import { keys } from './keys.ts';
import { LineDetails } from './line-details.tsx';
import { lineOptions } from './line-options.ts';
import { holdsMore, linePart } from './line-parts.ts';
import styles from './line-row.module.css';

export interface GridHandlers {
  onCellKey(event: KeyboardEvent<HTMLElement>, lineId: string, column: Column): void;
  focusCell(lineId: string, column: Column): void;
  duplicate(lineId: string): void;
  remove(lineId: string): void;
  unfold(lineId: string): void;
}

interface LineRowProps {
  readonly id: string;
  /** counted from 1 */
  readonly number: number;
  readonly today: string;
  readonly grid: GridHandlers;
  /** of the row among all rows, for screen readers (the head is 1) */
  readonly rowIndex: number;
  readonly ref?: Ref<HTMLDivElement>;
}

async function searchProducts(text: string): Promise<readonly ProductView[]> {
  const found = await window.api.call('products.search', { text });
  return found.ok ? found.value.slice(0, 8) : [];
}

const isExactProduct = (item: ProductView, text: string): boolean =>
  text.trim() !== '' && item.product.code.toLowerCase() === text.trim().toLowerCase();

const columnOf = (path: string): Column => {
  const part = linePart(path);
  if (part === 'discounts') return 'discount';
  if (part === 'taxes' || part === 'exoneration') return 'ivaCode';
  const field = path.split('.')[2];
  return columns.find((column) => column === field) ?? 'detail';
};

/** What the closed IVA field says when the rate is not chosen there: a factor, or the parts of a bundle. */
const ivaElsewhere = (line: LineForm, words: InvoiceWords): string | undefined => {
  if (line.components.length > 0) return words.ivaByParts;
  return line.ivaTax === '08' ? words.ivaByFactor : undefined;
};
/** Sentences of the left half begin under their cell and run right; those of the right half end under theirs. */
const under = (column: Column): { readonly gridColumn: string; readonly justifySelf: 'start' | 'end' } => {
  const at = columns.indexOf(column) + 2;
  return at <= 4
    ? { gridColumn: `${at} / -1`, justifySelf: 'start' }
    : { gridColumn: `2 / ${at + 1}`, justifySelf: 'end' };
};

/** One line of the grid. It follows its own line, amounts and faults and nothing else. */
export const LineRow = memo(function LineRow({ id, number, today, grid, rowIndex, ref }: LineRowProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const line = useInvoice((state) => state.lineById.get(id));
  const amounts = useInvoice((state) => state.totals.lines.get(id));
  const kind = useInvoice((state) => state.form.kind);
  const unfolded = useInvoice((state) => state.unfolded.has(id));
  const creating = useInvoice((state) => state.creatingProducts.has(id));
  const stored = useInvoice((state) => state.stored.has(id));
  const faults = useLineFaults(id);
  if (line === undefined) return undefined;

  const options = lineOptions(kind, today, language);
  const path = (field: string): string => `lines.${id}.${field}`;
  const isDetail = (fault: Fault): boolean => linePart(fault.path) !== undefined;
  const own = faults.filter((fault) => !unfolded || !isDetail(fault));
  const elsewhere = ivaElsewhere(line, words);
  const hasMore = holdsMore(line);
  const stops = faults.some((fault) => fault.severity === 'blocks');
  const discount =
    amounts !== undefined && amounts.discount > 0n
      ? format.amount(formatAmount(amounts.discount))
      : undefined;
  // what is seen is part of the name: who speaks to the computer says what is seen
  const discountName = [words.discountsOf(number), discount].filter(Boolean).join(': ');

  const cell = (column: Column) => {
    const mine = own.find((fault) => fault.path === path(column));
    return {
      'aria-label': words.cell(words.columns[column], number),
      'aria-describedby': mine ? faultId(mine.path) : undefined,
      'aria-invalid': mine?.severity === 'blocks' || undefined,
      'data-cell': column,
      'data-path': path(column),
    };
  };
  const keyed = (column: Column) => ({
    ...cell(column),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => grid.onCellKey(event, id, column),
  });

  return (
    <div ref={ref} role="rowgroup" className={styles['group']} data-line={id}>
      <div
        role="row"
        aria-rowindex={rowIndex}
        className={clsx(styles['row'], discount !== undefined && styles['discounted'])}
      >
        <div role="cell" className={styles['margin']}>
          {faults.length === 0 ? (
            <span className={styles['number']}>{number}</span>
          ) : stops ? (
            <CircleX className={styles['stops']} size={15} aria-label={words.blocks} />
          ) : (
            <TriangleAlert className={styles['warns']} size={15} aria-label={words.warns} />
          )}
        </div>
        <div role="cell" className={styles['detail']}>
          <Combobox<ProductView>
            bare
            text={line.detail}
            onText={(detail) => invoice.editLine(id, { detail })}
            search={searchProducts}
            itemKey={(item) => item.id}
            renderItem={({ product }) => (
              <span className={styles['product']}>
                <span className={styles['productCode']}>{product.code}</span>
                <span className={styles['productDetail']}>{product.detail}</span>
                <span>{format.amount(product.unitPrice)}</span>
              </span>
            )}
            isExact={isExactProduct}
            onPick={(item) => {
              invoice.pickProduct(id, item);
              grid.focusCell(id, 'quantity');
            }}
            createWords={(text) => (text.trim().length < 3 ? undefined : words.createProduct(text.trim()))}
            onCreate={() => {
              invoice.startProduct(id);
              grid.focusCell(id, 'cabys');
            }}
            listLabel={words.products}
            inputProps={{ ...cell('detail'), placeholder: number === 1 ? words.detailPlaceholder : '' }}
            onKeyDown={(event) => grid.onCellKey(event, id, 'detail')}
          />
          <div className={styles['tools']}>
            <IconButton
              icon={Copy}
              label={words.duplicateLine}
              keys={keys.duplicateLine}
              tabIndex={-1}
              onClick={() => grid.duplicate(id)}
            />
            <IconButton
              icon={Trash2}
              label={words.deleteLine}
              keys={keys.deleteLine}
              tabIndex={-1}
              onClick={() => grid.remove(id)}
            />
          </div>
        </div>
        <div role="cell">
          <CabysField
            bare
            value={line.cabys}
            onText={(cabys) => invoice.editLine(id, { cabys })}
            onPick={(entry) => {
              invoice.pickCabys(id, entry);
              grid.focusCell(id, 'quantity');
            }}
            inputProps={{ ...cell('cabys'), maxLength: 100 }}
            onKeyDown={(event) => grid.onCellKey(event, id, 'cabys')}
          />
        </div>
        <div role="cell">
          <NumberInput
            bare
            {...keyed('quantity')}
            value={line.quantity}
            onText={(quantity) => invoice.editLine(id, { quantity })}
          />
        </div>
        <div role="cell">
          <CodeSelect
            bare
            {...keyed('unit')}
            value={line.unit}
            shown={line.unit}
            usual={options.usualUnits}
            rest={options.otherUnits}
            restLabel={words.moreUnits}
            onText={(unit) => {
              invoice.editLine(id, { unit });
              // "Otros" is told in the unfolded part
              if (unit === 'Otros') invoice.unfold(id, true);
            }}
          />
        </div>
        <div role="cell">
          <NumberInput
            bare
            {...keyed('unitPrice')}
            value={line.unitPrice}
            onText={(unitPrice) => invoice.editLine(id, { unitPrice })}
          />
        </div>
        <div role="cell">
          <button
            type="button"
            {...keyed('discount')}
            className={styles['discount']}
            aria-label={discountName}
            aria-expanded={unfolded}
            title={`${discountName} (${showKeys(keys.discounts)})`}
            onClick={() => grid.unfold(id)}
          >
            {discount ??
              (hasMore ? (
                <Layers2 size={15} className={styles['more']} aria-hidden="true" />
              ) : (
                <BadgePercent size={15} aria-hidden="true" />
              ))}
          </button>
        </div>
        <div role="cell">
          <CodeSelect
            bare
            {...keyed('ivaCode')}
            value={elsewhere === undefined ? line.ivaCode : ''}
            shown={elsewhere ?? options.ivaShown.get(line.ivaCode) ?? line.ivaCode}
            usual={elsewhere === undefined ? options.iva : [{ value: '', label: elsewhere }]}
            onText={(code) => invoice.setIvaCode(id, code)}
          />
        </div>
        <div role="cell">
          <NumberInput
            bare
            {...keyed('ivaRate')}
            value={elsewhere === undefined ? line.ivaRate : ''}
            readOnly={elsewhere !== undefined}
            onText={(ivaRate) => invoice.editLine(id, { ivaRate })}
          />
        </div>
        <div role="cell" className={styles['total']} data-total={id}>
          {amounts === undefined ? '' : format.amount(formatAmount(amounts.lineTotal))}
        </div>
      </div>
      {(own.length > 0 || creating || stored) && (
        <div role="row" className={clsx(styles['row'], styles['sentences'])}>
          {own.map((fault) => (
            <div role="cell" key={`${fault.path} ${fault.code}`} style={under(columnOf(fault.path))}>
              <FaultSentence
                fault={fault}
                where={isDetail(fault) ? lineFieldLabel(fault.path, line, words) : undefined}
              />
            </div>
          ))}
          {(creating || stored) && (
            <div role="cell" className={clsx(styles['note'], stored && styles['stored'])}>
              {stored ? words.productStored : words.creatingProduct}
            </div>
          )}
        </div>
      )}
      {unfolded && <LineDetails line={line} number={number} options={options} />}
    </div>
  );
});
