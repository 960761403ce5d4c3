import { Plus, X } from 'lucide-react';
import type { DiscountForm } from '../../../domain/billing/invoice-form.ts';
import { emptyDiscount } from '../../../domain/billing/new-form.ts';
import { type Amount, formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useOpenInvoice } from './invoice-context.ts';
import { mostDiscounts } from './invoice-store.ts';
import styles from './line-details.module.css';
import { type ChangeRows, editRow, isBlankDiscount, leavesRow, removeRow } from './rows.ts';

interface DiscountRowsProps {
  /** of the line or part: `lines.line-1` */
  readonly path: string;
  readonly discounts: readonly DiscountForm[];
  /** what each one takes off, in order; undefined while it cannot be computed */
  readonly amounts: readonly Amount[] | undefined;
  readonly options: readonly SelectOption[];
  /** a part of a bundle has no NaturalezaDescuento */
  readonly hasNature: boolean;
  readonly onRows: ChangeRows<DiscountForm>;
}

/** Up to five discounts, each of what the one before it left. */
export function DiscountRows({ path, discounts, amounts, options, hasNature, onRows }: DiscountRowsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { newId } = useOpenInvoice();
  const add = (): void => {
    const discount = emptyDiscount(newId());
    onRows((rows) => [...rows, discount]);
    afterDraw(() => focusPath(`${path}.discounts.${discount.id}.code`));
  };
  return (
    <>
      {discounts.map((discount, index) => {
        const at = `${path}.discounts.${discount.id}`;
        const edit = (patch: Partial<DiscountForm>): void =>
          onRows((rows) => editRow(rows, discount.id, patch));
        const amount = amounts?.[index];
        return (
          // nothing is pressed here: it only notices that its fields were left
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <fieldset
            key={discount.id}
            aria-label={words.discountN(index + 1)}
            onBlur={(event) => {
              if (isBlankDiscount(discount) && leavesRow(event))
                onRows((rows) => removeRow(rows, discount.id));
            }}
            className={styles['discount']}
          >
            <FormField path={`${at}.code`} label={words.discountCode}>
              <Select
                data-path={`${at}.code`}
                value={discount.code}
                options={[{ value: '', label: words.chooseOne }, ...options]}
                onText={(code) => edit({ code })}
              />
            </FormField>
            <FormField path={`${at}.mode`} label={words.discountMode}>
              <Select
                data-path={`${at}.mode`}
                value={discount.mode}
                options={[
                  { value: 'percent', label: words.discountPercent },
                  { value: 'amount', label: words.discountAmount },
                ]}
                onText={(mode) => edit({ mode: mode === 'amount' ? 'amount' : 'percent' })}
              />
            </FormField>
            <FormField path={`${at}.value`} label={words.discountValue}>
              <NumberInput
                data-path={`${at}.value`}
                value={discount.value}
                onText={(value) => edit({ value })}
              />
            </FormField>
            <span className={styles['amount']}>
              {amount === undefined ? '' : `− ${format.amount(formatAmount(amount))}`}
            </span>
            <IconButton
              icon={X}
              label={words.deleteDiscount(index + 1)}
              onClick={() => {
                onRows((rows) => removeRow(rows, discount.id));
                afterDraw(() => focusPath(`${path}.discounts`));
              }}
            />
            {discount.code === '99' && (
              <div className={styles['texts']}>
                <FormField path={`${at}.otherText`} label={words.discountOther}>
                  <TextInput
                    data-path={`${at}.otherText`}
                    value={discount.otherText}
                    onText={(otherText) => edit({ otherText })}
                  />
                </FormField>
                {hasNature && (
                  <FormField path={`${at}.nature`} label={words.discountNature}>
                    <TextInput
                      data-path={`${at}.nature`}
                      value={discount.nature}
                      onText={(nature) => edit({ nature })}
                    />
                  </FormField>
                )}
              </div>
            )}
          </fieldset>
        );
      })}
      {discounts.length < mostDiscounts && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          className={styles['add']}
          data-path={`${path}.discounts`}
          onClick={add}
        >
          {words.addDiscount}
        </Button>
      )}
    </>
  );
}
