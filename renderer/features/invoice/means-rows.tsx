import { Plus, X } from 'lucide-react';
import { paymentMeanCodes } from '../../../domain/billing/codes.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice, useShownFault } from './invoice-context.ts';
import { mostMeans } from './invoice-store.ts';
import { keys } from './keys.ts';
import { named } from './line-options.ts';
import styles from './terms-section.module.css';

/** How it is paid: up to four means, which must add up to the total. */
export function Means() {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const invoice = useOpenInvoice();
  const means = useInvoice((state) => state.form.paymentMeans);
  const together = useShownFault('paymentMeans');
  const options = named(paymentMeanCodes, language);
  return (
    <fieldset className={styles['means']}>
      <legend>{words.means}</legend>
      {means.map((mean, index) => {
        const path = `paymentMeans.${mean.id}`;
        const n = index + 1;
        return (
          <div key={mean.id} className={styles['mean']} data-mean={mean.id}>
            <FormField path={`${path}.code`} label={words.meanN(n)} hidesLabel>
              <Select
                data-path={`${path}.code`}
                value={mean.code}
                options={[{ value: '', label: words.chooseOne }, ...options]}
                onText={(code) => invoice.editMean(mean.id, { code })}
              />
            </FormField>
            <FormField path={`${path}.amount`} label={words.meanAmountN(n)} hidesLabel>
              <NumberInput
                data-path={`${path}.amount`}
                value={mean.amount}
                placeholder={means.length === 1 ? words.meanAll : ''}
                onText={(amount) => invoice.editMean(mean.id, { amount })}
              />
            </FormField>
            <div className={styles['meanTools']}>
              {means.length > 1 && (
                <Button
                  tone="quiet"
                  size="small"
                  keys={keys.rest}
                  aria-label={words.restOf(n)}
                  onClick={() => invoice.fillRest(mean.id)}
                >
                  {words.rest}
                </Button>
              )}
              {means.length > 1 && (
                <IconButton
                  icon={X}
                  label={words.deleteMean(n)}
                  onClick={() => {
                    invoice.deleteMean(mean.id);
                    afterDraw(() => focusPath('paymentMeans'));
                  }}
                />
              )}
            </div>
            {mean.code === '99' && (
              <FormField path={`${path}.otherText`} label={words.meanOtherN(n)} className={styles['wide']}>
                <TextInput
                  data-path={`${path}.otherText`}
                  value={mean.otherText}
                  onText={(otherText) => invoice.editMean(mean.id, { otherText })}
                />
              </FormField>
            )}
          </div>
        );
      })}
      {together && <FaultSentence fault={together} />}
      {means.length < mostMeans && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          data-path="paymentMeans"
          className={styles['add']}
          onClick={() => {
            const id = invoice.addMean();
            if (id !== undefined) afterDraw(() => focusPath(`paymentMeans.${id}.code`));
          }}
        >
          {words.addMean}
        </Button>
      )}
    </fieldset>
  );
}
