/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of the grid of lines-section.tsx, which says why */
import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import { kindFields } from '../../../domain/billing/kind-fields.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { ComponentRows } from './component-rows.tsx';
import { copy } from './copy.ts';
import { DiscountRows } from './discount-rows.tsx';
import { ExonerationFields } from './exoneration-fields.tsx';
import { Fold } from './fold.tsx';
import { FaultsAt, FormField } from './form-field.tsx';
import { GoodsFields } from './goods-fields.tsx';
import { useInvoice, useLineFaults, useOpenInvoice } from './invoice-context.ts';
import { IvaFields } from './iva-fields.tsx';
import styles from './line-details.module.css';
import type { LineOptions } from './line-options.ts';
import { type LinePart, linePart, partsOf } from './line-parts.ts';
import { TaxRows } from './tax-rows.tsx';

interface LineDetailsProps {
  readonly line: LineForm;
  readonly number: number;
  readonly options: LineOptions;
}

/** The unfolded part of a line: discounts, and under a heading each what few lines need. */
export function LineDetails({ line, number, options }: LineDetailsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const amounts = useInvoice((state) => state.totals.lines.get(line.id));
  const faults = useLineFaults(line.id);
  const fields = kindFields[kind];
  const parts = partsOf(fields, line);
  const path = `lines.${line.id}`;
  const bundle = line.components.length > 0;

  const stops = (part: LinePart): boolean =>
    faults.some((fault) => fault.severity === 'blocks' && linePart(fault.path) === part);
  const whole = (name: string) => <FaultsAt lineId={line.id} paths={[`${path}.${name}`]} />;
  const taxesFilled = [
    line.ivaTax === '01' ? '' : (options.ivaTaxes.find(({ value }) => value === line.ivaTax)?.label ?? ''),
    line.factoryIva === '' ? '' : words.factoryIva,
    line.taxes.length === 0 ? '' : words.taxCount(line.taxes.length),
  ].filter((text) => text !== '');
  const codes = line.commercialCodes.length;
  const serials = line.serials.filter((serial) => serial.trim() !== '').length;
  const goodsFilled = [
    codes === 0 ? '' : words.codeCount(codes),
    serials === 0 ? '' : words.serialCount(serials),
    line.medicineRegistry + line.medicineForm === '' ? '' : words.medicineRegistry,
    line.tariffHeading === '' ? '' : words.tariffHeading,
    line.exportedTax === '' ? '' : words.exportedTax,
  ].filter((text) => text !== '');
  const exonerated = amounts?.exonerated;
  return (
    <div role="row" className={styles['row']}>
      <div role="cell" className={styles['cell']}>
        <div role="group" aria-label={words.discountsOf(number)} className={styles['panel']}>
          {parts.has('discounts') && (
            <DiscountRows
              path={path}
              discounts={line.discounts}
              amounts={amounts?.discounts}
              options={options.discounts}
              hasNature
              onRows={(make) =>
                invoice.changeLine(line.id, (now) => ({ ...now, discounts: make(now.discounts) }))
              }
            />
          )}
          {whole('discounts')}
          <Basics line={line} options={options} />
          {parts.has('taxes') && (
            <Fold title={words.parts.taxes} filled={taxesFilled.join(' · ')} stops={stops('taxes')}>
              <IvaFields
                path={path}
                iva={line}
                fields={fields}
                options={options}
                amounts={amounts}
                onEdit={(patch) => invoice.editLine(line.id, patch)}
              />
              <TaxRows
                path={path}
                taxes={line.taxes}
                amounts={amounts?.taxes}
                options={options.otherTaxes}
                mayAssume={fields.taxAssumed}
                onRows={(make) => invoice.changeLine(line.id, (now) => ({ ...now, taxes: make(now.taxes) }))}
              />
              {whole('taxes')}
            </Fold>
          )}
          {parts.has('exoneration') && (
            <Fold
              title={words.parts.exoneration}
              filled={
                line.exoneration === undefined
                  ? ''
                  : exonerated === undefined
                    ? words.filled
                    : words.exonerated(format.amount(formatAmount(exonerated)))
              }
              stops={stops('exoneration')}
            >
              <ExonerationFields line={line} />
              {whole('exoneration')}
            </Fold>
          )}
          {parts.has('goods') && (
            <Fold title={words.parts.goods} filled={goodsFilled.join(' · ')} stops={stops('goods')}>
              <GoodsFields line={line} fields={fields} options={options} />
              {whole('commercialCodes')}
            </Fold>
          )}
          {parts.has('components') && (
            <Fold
              title={words.parts.components}
              filled={bundle ? words.componentCount(line.components.length) : ''}
              stops={stops('components')}
            >
              <ComponentRows line={line} fields={fields} options={options} />
              {whole('components')}
            </Fold>
          )}
        </div>
      </div>
    </div>
  );
}

/** What many lines have: own code, unit in words, kind of transaction. */
function Basics({ line, options }: Pick<LineDetailsProps, 'line' | 'options'>) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const fields = kindFields[kind];
  const path = `lines.${line.id}`;
  return (
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
      {(fields.transactionType || line.transactionType !== '') && (
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
      {(fields.ivaReturned || line.healthService) && (
        <Checkbox
          className={styles['whole']}
          data-path={`${path}.healthService`}
          label={words.healthService}
          hint={words.healthServiceHint}
          checked={line.healthService}
          onChecked={(healthService) => invoice.editLine(line.id, { healthService })}
        />
      )}
      <FaultsAt lineId={line.id} paths={[`${path}.healthService`]} />
    </div>
  );
}
