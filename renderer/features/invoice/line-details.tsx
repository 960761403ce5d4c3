/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of the grid of lines-section.tsx, which says why */
import { Plus, X } from 'lucide-react';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FormField } from './form-field.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import { mostDiscounts } from './invoice-store.ts';
import styles from './line-details.module.css';
import type { LineOptions } from './line-options.ts';

interface LineDetailsProps {
  readonly line: LineForm;
  readonly number: number;
  readonly options: LineOptions;
}

/** The unfolded part of a line: up to five discounts, and what few lines need. */
export function LineDetails({ line, number, options }: LineDetailsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const amounts = useInvoice((state) => state.totals.lines.get(line.id));
  const path = `lines.${line.id}`;

  const add = (): void => {
    const id = invoice.addDiscount(line.id);
    if (id !== undefined) afterDraw(() => focusPath(`${path}.discounts.${id}.code`));
  };
  return (
    <div role="row" className={styles['row']}>
      <div role="cell" className={styles['cell']}>
        <div role="group" aria-label={words.discountsOf(number)} className={styles['panel']}>
          {line.discounts.map((discount, index) => {
            const at = `${path}.discounts.${discount.id}`;
            const edit = (patch: Partial<typeof discount>): void =>
              invoice.editDiscount(line.id, discount.id, patch);
            const amount = amounts?.discounts[index];
            return (
              <div
                key={discount.id}
                role="group"
                aria-label={words.discountN(index + 1)}
                className={styles['discount']}
              >
                <FormField path={`${at}.code`} label={words.discountCode}>
                  <Select
                    data-path={`${at}.code`}
                    value={discount.code}
                    options={[{ value: '', label: words.chooseOne }, ...options.discounts]}
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
                    invoice.deleteDiscount(line.id, discount.id);
                    focusPath(`${path}.discount`);
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
                    <FormField path={`${at}.nature`} label={words.discountNature}>
                      <TextInput
                        data-path={`${at}.nature`}
                        value={discount.nature}
                        onText={(nature) => edit({ nature })}
                      />
                    </FormField>
                  </div>
                )}
              </div>
            );
          })}
          {line.discounts.length < mostDiscounts && (
            <Button tone="quiet" size="small" icon={Plus} className={styles['add']} onClick={add}>
              {words.addDiscount}
            </Button>
          )}
          <div className={styles['rest']}>
            <FormField path={`${path}.productCode`} label={words.productCode}>
              <TextInput
                data-path={`${path}.productCode`}
                value={line.productCode}
                onText={(productCode) => invoice.editLine(line.id, { productCode })}
              />
            </FormField>
            <FormField path={`${path}.commercialUnit`} label={words.commercialUnit}>
              <TextInput
                data-path={`${path}.commercialUnit`}
                value={line.commercialUnit}
                onText={(commercialUnit) => invoice.editLine(line.id, { commercialUnit })}
              />
            </FormField>
            {(kind === '01' || line.transactionType !== '') && (
              <FormField path={`${path}.transactionType`} label={words.transactionType}>
                <Select
                  data-path={`${path}.transactionType`}
                  value={line.transactionType}
                  options={[
                    { value: '', label: words.normalSale },
                    ...options.transactionTypes.filter((each) => each.value !== '01'),
                  ]}
                  onText={(transactionType) => invoice.editLine(line.id, { transactionType })}
                />
              </FormField>
            )}
            <Button
              tone="quiet"
              size="small"
              className={styles['store']}
              disabled={line.detail.trim() === ''}
              onClick={() => void invoice.storeProduct(line.id)}
            >
              {words.storeProduct}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}
