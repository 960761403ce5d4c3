import { Plus, X } from 'lucide-react';
import { findCode, otherTaxCodes } from '../../../domain/billing/codes.ts';
import type { TaxForm } from '../../../domain/billing/invoice-form.ts';
import { emptyTax } from '../../../domain/billing/new-form.ts';
import type { TaxAmount } from '../../../domain/billing/tax-amounts.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../../domain/money/decimal.ts';
import { cementRate } from '../../../domain/tax/other-taxes.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { afterDraw, focusPath } from './focus-path.ts';
import { FaultsAt, FormField } from './form-field.tsx';
import { useOpenInvoice } from './invoice-context.ts';
import styles from './line-details.module.css';
import { withOwn } from './line-options.ts';
import { type ChangeRows, editRow, isBlankTax, leavesRow, removeRow } from './rows.ts';
import { taxLayout } from './tax-layout.ts';

interface TaxRowsProps {
  /** of the line or part: `lines.line-1` */
  readonly path: string;
  readonly taxes: readonly TaxForm[];
  /** every tax of the line or part as computed, the IVA first; undefined while it cannot be computed */
  readonly amounts: readonly TaxAmount[] | undefined;
  /** the taxes that the kind of document takes */
  readonly options: readonly SelectOption[];
  /** the kind has ImpuestoAsumidoEmisorFabrica */
  readonly mayAssume: boolean;
  readonly onRows: ChangeRows<TaxForm>;
}

/** Monto of each row: a tax that the kind does not take is not counted, and has none. */
function rowAmounts(
  taxes: readonly TaxForm[],
  amounts: readonly TaxAmount[] | undefined,
  options: readonly SelectOption[],
): readonly (TaxAmount | undefined)[] {
  const others = amounts?.slice(1) ?? [];
  let next = 0;
  return taxes.map(({ code }) => {
    if (!options.some(({ value }) => value === code)) return undefined;
    next += 1;
    return others[next - 1];
  });
}

/** Taxes besides the IVA: each asks for what its formula needs, and says what it comes to. */
export function TaxRows({ path, taxes, amounts, options, mayAssume, onRows }: TaxRowsProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const { newId } = useOpenInvoice();
  const lineId = path.split('.')[1] ?? '';
  const nameOf = (code: string): string => findCode(otherTaxCodes, code)?.name[language] ?? code;
  const shown = rowAmounts(taxes, amounts, options);
  const add = (): void => {
    const tax = emptyTax(newId());
    onRows((rows) => [...rows, tax]);
    afterDraw(() => focusPath(`${path}.taxes.${tax.id}.code`));
  };
  return (
    <>
      {taxes.map((tax, index) => {
        const at = `${path}.taxes.${tax.id}`;
        const edit = (patch: Partial<TaxForm>): void => onRows((rows) => editRow(rows, tax.id, patch));
        const layout = taxLayout(tax, words);
        const amount = shown[index]?.amount;
        return (
          // nothing is pressed here: it only notices that its fields were left
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <fieldset
            key={tax.id}
            aria-label={words.taxN(index + 1)}
            onBlur={(event) => {
              if (isBlankTax(tax) && leavesRow(event)) onRows((rows) => removeRow(rows, tax.id));
            }}
            className={styles['tax']}
          >
            <FormField path={`${at}.code`} label={words.taxCode} className={styles['taxCode']}>
              <Select
                data-path={`${at}.code`}
                value={tax.code}
                options={withOwn(
                  [{ value: '', label: words.chooseOne }, ...options],
                  tax.code,
                  nameOf(tax.code),
                )}
                onText={(code) => edit({ code })}
              />
            </FormField>
            {layout.fields.map(([field, label]) => (
              <FormField key={field} path={`${at}.${field}`} label={label} className={styles['taxNumber']}>
                <NumberInput
                  data-path={`${at}.${field}`}
                  value={tax[field]}
                  placeholder={tax.code === '12' ? formatDecimalTrimmed(cementRate) : ''}
                  onText={(text) => edit({ [field]: text })}
                />
              </FormField>
            ))}
            <span className={styles['taxAmount']}>
              {amount === undefined ? '' : format.amount(formatAmount(amount))}
            </span>
            <IconButton
              icon={X}
              label={words.deleteTax(index + 1)}
              className={styles['taxDelete']}
              onClick={() => {
                onRows((rows) => removeRow(rows, tax.id));
                afterDraw(() => focusPath(`${path}.taxes`));
              }}
            />
            {tax.code === '99' && (
              <FormField path={`${at}.otherText`} label={words.taxOther} className={styles['whole']}>
                <TextInput
                  data-path={`${at}.otherText`}
                  value={tax.otherText}
                  onText={(otherText) => edit({ otherText })}
                />
              </FormField>
            )}
            <FaultsAt lineId={lineId} paths={[at, `${at}.soap`, `${at}.assumed`]} />
            {layout.formula !== '' && (
              <div className={styles['taxFoot']}>
                <span className={styles['formula']}>{layout.formula}</span>
                {layout.asksSoap && (
                  <Checkbox
                    data-path={`${at}.soap`}
                    label={words.taxSoap}
                    checked={tax.soap}
                    onChecked={(soap) => edit({ soap })}
                  />
                )}
                {layout.asksAssumed && mayAssume && (
                  <Checkbox
                    data-path={`${at}.assumed`}
                    label={words.taxAssumedBox}
                    checked={tax.assumed}
                    onChecked={(assumed) => edit({ assumed })}
                  />
                )}
              </div>
            )}
          </fieldset>
        );
      })}
      {options.length > 0 && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          className={styles['add']}
          data-path={`${path}.taxes`}
          onClick={add}
        >
          {words.addTax}
        </Button>
      )}
    </>
  );
}
