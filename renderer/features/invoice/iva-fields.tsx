import { formatAmount } from '../../../domain/money/amount.ts';
import type { ComponentForm, LineForm } from '../../../domain/billing/invoice-form.ts';
import type { KindFields } from '../../../domain/billing/kind-fields.ts';
import type { ComponentAmounts, LineAmounts } from '../../../domain/billing/line-amounts.ts';
import { taxBaseEditable } from '../../../domain/billing/tax-amounts.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FormField } from './form-field.tsx';
import styles from './line-details.module.css';
import type { LineOptions } from './line-options.ts';

type IvaForm = Pick<LineForm & ComponentForm, 'ivaTax' | 'factoryIva' | 'taxBase'> & {
  /** a part of a bundle has none */
  readonly ivaFactor?: string;
};

interface IvaFieldsProps {
  /** of the line or part */
  readonly path: string;
  readonly iva: IvaForm;
  readonly fields: KindFields;
  readonly options: LineOptions;
  readonly amounts: Pick<LineAmounts | ComponentAmounts, 'taxBase' | 'taxes'> | undefined;
  readonly onEdit: (patch: Partial<IvaForm>) => void;
}

/** Which tax of the IVA family, whether the factory collects it, and its base where that may be typed. */
export function IvaFields({ path, iva, fields, options, amounts, onEdit }: IvaFieldsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const shown = (amount: bigint): string => format.amount(formatAmount(amount));
  const kinds =
    iva.ivaFactor === undefined ? options.ivaTaxes.filter(({ value }) => value !== '08') : options.ivaTaxes;
  const [own] = amounts?.taxes ?? [];
  return (
    <div className={styles['fields']}>
      <FormField path={`${path}.ivaTax`} label={words.ivaTax}>
        <Select
          data-path={`${path}.ivaTax`}
          value={iva.ivaTax}
          options={kinds}
          onText={(ivaTax) => onEdit({ ivaTax })}
        />
      </FormField>
      {iva.ivaTax === '08' && iva.ivaFactor !== undefined && (
        <FormField path={`${path}.ivaFactor`} label={words.ivaFactor} hint={words.ivaFactorHint}>
          <NumberInput
            data-path={`${path}.ivaFactor`}
            value={iva.ivaFactor}
            onText={(ivaFactor) => onEdit({ ivaFactor })}
          />
        </FormField>
      )}
      {(fields.factoryIva || iva.factoryIva !== '') && (
        <FormField path={`${path}.factoryIva`} label={words.factoryIva}>
          <Select
            data-path={`${path}.factoryIva`}
            value={iva.factoryIva}
            options={[{ value: '', label: words.noFactoryIva }, ...options.factoryIva]}
            onText={(factoryIva) => onEdit({ factoryIva })}
          />
        </FormField>
      )}
      {fields.taxBase && taxBaseEditable(iva.ivaTax, iva.factoryIva) && (
        <FormField path={`${path}.taxBase`} label={words.taxBase} hint={words.taxBaseHint}>
          <NumberInput
            data-path={`${path}.taxBase`}
            value={iva.taxBase}
            placeholder={amounts === undefined ? '' : shown(amounts.taxBase)}
            onText={(taxBase) => onEdit({ taxBase })}
          />
        </FormField>
      )}
      {amounts !== undefined && own !== undefined && (
        <p className={styles['computed']}>
          {fields.taxBase && <span>{words.taxBaseShown(shown(amounts.taxBase))}</span>}
          <span>{words.ivaShown(shown(own.amount))}</span>
        </p>
      )}
    </div>
  );
}
