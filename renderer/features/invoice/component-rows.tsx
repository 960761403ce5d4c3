import { Plus, X } from 'lucide-react';
import type { ComponentForm, LineForm } from '../../../domain/billing/invoice-form.ts';
import type { KindFields } from '../../../domain/billing/kind-fields.ts';
import type { ComponentAmounts } from '../../../domain/billing/line-amounts.ts';
import { emptyComponent } from '../../../domain/billing/new-form.ts';
import { type Amount, formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { CodeSelect } from '../../ui/code-select.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { DiscountRows } from './discount-rows.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { Fold } from './fold.tsx';
import { FaultsAt, FormField } from './form-field.tsx';
import { useInvoice, useLineFaults, useOpenInvoice } from './invoice-context.ts';
import { IvaFields } from './iva-fields.tsx';
import styles from './component-rows.module.css';
import detailStyles from './line-details.module.css';
import type { LineOptions } from './line-options.ts';
import { editRow, removeRow } from './rows.ts';
import { TaxRows } from './tax-rows.tsx';

/** DOMAIN.md 4.3, counts */
const mostComponents = 20;

interface ComponentRowsProps {
  readonly line: LineForm;
  readonly fields: KindFields;
  readonly options: LineOptions;
}

/** DetalleSurtido: what one bundle holds, as a small grid of its own. */
export function ComponentRows({ line, fields, options }: ComponentRowsProps) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const amounts = useInvoice((state) => state.totals.lines.get(line.id)?.components);
  const path = `lines.${line.id}.components`;
  const add = (): void => {
    const id = invoice.newId();
    invoice.changeLine(line.id, (now) => ({
      ...now,
      components: [...now.components, emptyComponent(id, kind)],
    }));
    afterDraw(() => focusPath(`${path}.${id}.detail`));
  };
  return (
    <>
      {line.components.length > 0 && <p className={detailStyles['formula']}>{words.componentsHint}</p>}
      {line.components.map((part, index) => (
        <ComponentRow
          key={part.id}
          lineId={line.id}
          part={part}
          n={index + 1}
          amounts={amounts?.[index]}
          fields={fields}
          options={options}
        />
      ))}
      {line.components.length < mostComponents && fields.components && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          className={detailStyles['add']}
          data-path={path}
          onClick={add}
        >
          {words.addComponent}
        </Button>
      )}
    </>
  );
}

interface ComponentRowProps {
  readonly lineId: string;
  readonly part: ComponentForm;
  /** counted from 1 */
  readonly n: number;
  readonly amounts: ComponentAmounts | undefined;
  readonly fields: KindFields;
  readonly options: LineOptions;
}

function ComponentRow({ lineId, part, n, amounts, fields, options }: ComponentRowProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const path = `lines.${lineId}.components.${part.id}`;
  const faults = useLineFaults(lineId);
  const change = (make: (now: ComponentForm) => ComponentForm): void =>
    invoice.changeLine(lineId, (line) => ({
      ...line,
      components: line.components.map((each) => (each.id === part.id ? make(each) : each)),
    }));
  const edit = (patch: Partial<ComponentForm>): void =>
    invoice.changeLine(lineId, (line) => ({ ...line, components: editRow(line.components, part.id, patch) }));
  const cell = (field: 'detail' | 'cabys' | 'quantity' | 'unitPrice' | 'ivaRate') => ({
    'data-path': `${path}.${field}`,
    value: part[field],
    onText: (text: string) => edit({ [field]: text }),
  });
  const inside = ['discounts', 'taxes', 'factoryIva', 'taxBase', 'ivaTax', 'productCode', 'commercialUnit'];
  const stops = faults.some(
    (fault) =>
      fault.severity === 'blocks' && inside.some((field) => fault.path.startsWith(`${path}.${field}`)),
  );
  const shown = (amount: Amount): string => format.amount(formatAmount(amount));
  const more = [
    part.discounts.length > 0 ? `${words.discounts}: ${part.discounts.length}` : '',
    part.taxes.length > 0 ? words.taxCount(part.taxes.length) : '',
    part.productCode,
    part.commercialUnit,
    part.factoryIva === '' && part.ivaTax === '01' ? '' : words.filled,
  ].filter((text) => text !== '');
  return (
    <fieldset aria-label={words.componentN(n)} className={styles['part']}>
      <div className={styles['row']}>
        <FormField path={`${path}.detail`} label={words.componentCell(words.columns.detail, n)} hidesLabel>
          <TextInput {...cell('detail')} placeholder={words.columns.detail} />
        </FormField>
        <FormField path={`${path}.cabys`} label={words.componentCell(words.columns.cabys, n)} hidesLabel>
          <TextInput
            {...cell('cabys')}
            inputMode="numeric"
            maxLength={20}
            placeholder={words.columns.cabys}
          />
        </FormField>
        <FormField
          path={`${path}.quantity`}
          label={words.componentCell(words.columns.quantity, n)}
          hidesLabel
        >
          <NumberInput {...cell('quantity')} placeholder={words.heads.quantity} />
        </FormField>
        <FormField path={`${path}.unit`} label={words.componentCell(words.columns.unit, n)} hidesLabel>
          <CodeSelect
            data-path={`${path}.unit`}
            value={part.unit}
            shown={part.unit}
            usual={options.usualUnits}
            rest={options.otherUnits}
            restLabel={words.moreUnits}
            onText={(unit) => edit({ unit })}
          />
        </FormField>
        <FormField
          path={`${path}.unitPrice`}
          label={words.componentCell(words.columns.unitPrice, n)}
          hidesLabel
        >
          <NumberInput {...cell('unitPrice')} placeholder={words.columns.unitPrice} />
        </FormField>
        <FormField path={`${path}.ivaCode`} label={words.componentCell(words.columns.ivaCode, n)} hidesLabel>
          <CodeSelect
            data-path={`${path}.ivaCode`}
            value={part.ivaCode}
            shown={options.ivaShown.get(part.ivaCode) ?? part.ivaCode}
            usual={options.iva}
            onText={(ivaCode) => edit({ ivaCode, ivaRate: invoice.rateText(ivaCode) })}
          />
        </FormField>
        <FormField path={`${path}.ivaRate`} label={words.componentCell(words.columns.ivaRate, n)} hidesLabel>
          <NumberInput {...cell('ivaRate')} />
        </FormField>
        <span className={styles['amount']}>{amounts === undefined ? '' : shown(amounts.subtotal)}</span>
        <IconButton
          icon={X}
          label={words.deleteComponent(n)}
          onClick={() => {
            invoice.changeLine(lineId, (line) => ({
              ...line,
              components: removeRow(line.components, part.id),
            }));
            afterDraw(() => focusPath(`lines.${lineId}.components`));
          }}
        />
      </div>
      <FaultsAt lineId={lineId} paths={[path, `${path}.discounts`, `${path}.taxes`]} />
      <Fold title={words.moreComponent(n)} filled={more.join(' · ')} stops={stops}>
        <div className={detailStyles['fields']}>
          <FormField path={`${path}.productCode`} label={words.productCode}>
            <TextInput
              data-path={`${path}.productCode`}
              value={part.productCode}
              onText={(productCode) => edit({ productCode })}
            />
          </FormField>
          <FormField path={`${path}.commercialUnit`} label={words.commercialUnit}>
            <TextInput
              data-path={`${path}.commercialUnit`}
              value={part.commercialUnit}
              onText={(commercialUnit) => edit({ commercialUnit })}
            />
          </FormField>
        </div>
        <DiscountRows
          path={path}
          discounts={part.discounts}
          amounts={amounts?.discounts}
          options={options.discounts}
          hasNature={false}
          onRows={(make) => change((now) => ({ ...now, discounts: make(now.discounts) }))}
        />
        <IvaFields path={path} iva={part} fields={fields} options={options} amounts={amounts} onEdit={edit} />
        <TaxRows
          path={path}
          taxes={part.taxes}
          amounts={amounts?.taxes}
          options={options.otherTaxes}
          mayAssume={fields.taxAssumed}
          onRows={(make) => change((now) => ({ ...now, taxes: make(now.taxes) }))}
        />
      </Fold>
    </fieldset>
  );
}
