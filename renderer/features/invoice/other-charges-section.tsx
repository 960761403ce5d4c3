import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import { otherChargeTypes } from '../../../domain/billing/charge-codes.ts';
import { findCode, identificationTypes } from '../../../domain/billing/codes.ts';
import type { OtherChargeForm } from '../../../domain/billing/invoice-form.ts';
import { emptyOtherCharge } from '../../../domain/billing/new-form.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice, useShownFault } from './invoice-context.ts';
import { mostCharges } from './invoice-store.ts';
import { keys } from './keys.ts';
import { mayHaveService } from './kind-pairs.ts';
import { named } from './line-options.ts';
import { editRow, removeRow } from './rows.ts';
import styles from './rows-section.module.css';
import { Section } from './section.tsx';

/** OtrosCargos: what is charged beside the lines, like the 10 % of a restaurant's service. */
export const OtherChargesSection = memo(function OtherChargesSection() {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const charges = useInvoice((state) => state.form.otherCharges);
  const together = useShownFault('otherCharges');
  const add = (): void => {
    const charge = emptyOtherCharge(invoice.newId());
    invoice.edit({ otherCharges: [...charges, charge] });
    afterDraw(() => focusPath(`otherCharges.${charge.id}.type`));
  };
  const addService = (): void => {
    const id = invoice.addService(words.serviceDetail);
    if (id !== undefined) afterDraw(() => focusPath(`otherCharges.${id}.value`));
  };
  return (
    <Section
      name="charges"
      title={words.charges}
      aside={
        mayHaveService(kind) && (
          <Button tone="quiet" size="small" icon={Plus} keys={keys.service} onClick={addService}>
            {words.addService}
          </Button>
        )
      }
    >
      {charges.map((charge, index) => (
        <ChargeRow key={charge.id} charge={charge} n={index + 1} />
      ))}
      {together && <FaultSentence fault={together} />}
      {charges.length < mostCharges && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          className={styles['add']}
          data-path="otherCharges"
          onClick={add}
        >
          {words.addCharge}
        </Button>
      )}
    </Section>
  );
});

interface ChargeRowProps {
  readonly charge: OtherChargeForm;
  /** counted from 1 */
  readonly n: number;
}

function ChargeRow({ charge, n }: ChargeRowProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const amount = useInvoice((state) => state.totals.charges.get(charge.id));
  const path = `otherCharges.${charge.id}`;
  const change = (make: (rows: readonly OtherChargeForm[]) => OtherChargeForm[]): void =>
    invoice.edit({ otherCharges: make(invoice.store.getState().form.otherCharges) });
  const edit = (patch: Partial<OtherChargeForm>): void => change((rows) => editRow(rows, charge.id, patch));
  const text = (field: keyof OtherChargeForm) => ({
    'data-path': `${path}.${field}`,
    value: charge[field],
    onText: (value: string) => edit({ [field]: value }),
  });
  /** The detail of an ordinary charge is its name; what was typed is never overwritten. */
  const chooseType = (type: string): void => {
    const nameOf = (code: string): string => findCode(otherChargeTypes, code)?.name.es ?? '';
    const ownWords = charge.detail.trim() !== '' && charge.detail !== nameOf(charge.type);
    edit(ownWords ? { type } : { type, detail: type === '99' ? '' : nameOf(type) });
  };
  return (
    <fieldset aria-label={words.chargeN(n)} className={styles['row']}>
      <div className={styles['charge']}>
        <FormField path={`${path}.type`} label={words.chargeType}>
          <Select
            data-path={`${path}.type`}
            value={charge.type}
            options={[{ value: '', label: words.chooseOne }, ...named(otherChargeTypes, language)]}
            onText={chooseType}
          />
        </FormField>
        <FormField path={`${path}.detail`} label={words.chargeDetail}>
          <TextInput {...text('detail')} />
        </FormField>
        <FormField path={`${path}.mode`} label={words.chargeMode}>
          <Select
            data-path={`${path}.mode`}
            value={charge.mode}
            options={[
              { value: 'amount', label: words.chargeAmount },
              { value: 'percent', label: words.chargePercent },
            ]}
            onText={(mode) => edit({ mode: mode === 'percent' ? 'percent' : 'amount' })}
          />
        </FormField>
        <FormField path={`${path}.value`} label={words.chargeValue}>
          <NumberInput {...text('value')} />
        </FormField>
        <span className={styles['amount']}>
          {amount === undefined ? '' : format.amount(formatAmount(amount))}
        </span>
        <IconButton
          icon={X}
          label={words.deleteCharge(n)}
          onClick={() => {
            change((rows) => removeRow(rows, charge.id));
            afterDraw(() => focusPath('otherCharges'));
          }}
        />
      </div>
      {charge.type === '99' && (
        <FormField path={`${path}.otherText`} label={words.chargeOther}>
          <TextInput {...text('otherText')} />
        </FormField>
      )}
      {findCode(otherChargeTypes, charge.type)?.thirdParty === true && (
        <div className={styles['three']}>
          <FormField path={`${path}.thirdPartyName`} label={words.thirdPartyName}>
            <TextInput {...text('thirdPartyName')} />
          </FormField>
          <FormField path={`${path}.thirdPartyIdType`} label={words.thirdPartyIdType}>
            <Select
              {...text('thirdPartyIdType')}
              options={[{ value: '', label: words.chooseOne }, ...named(identificationTypes, language)]}
            />
          </FormField>
          <FormField path={`${path}.thirdPartyIdNumber`} label={words.thirdPartyIdNumber}>
            <TextInput
              {...text('thirdPartyIdNumber')}
              placeholder={findCode(identificationTypes, charge.thirdPartyIdType)?.shape[language]}
            />
          </FormField>
        </div>
      )}
    </fieldset>
  );
}
