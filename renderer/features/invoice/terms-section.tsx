import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import {
  commonCurrencyCodes,
  currencies,
  findCode,
  paymentMeanCodes,
  saleConditionsFor,
} from '../../../domain/billing/codes.ts';
import { Button } from '../../ui/button.tsx';
import { CodeSelect } from '../../ui/code-select.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ExchangeRateButton } from '../../lookups/exchange-rate-button.tsx';
import { type Language, useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice, useShownFault } from './invoice-context.ts';
import { mostMeans } from './invoice-store.ts';
import { keys } from './keys.ts';
import { Section } from './section.tsx';
import styles from './terms-section.module.css';

interface CurrencyOptions {
  readonly usual: readonly SelectOption[];
  readonly rest: readonly SelectOption[];
  readonly labels: ReadonlyMap<string, string>;
}
const madeCurrencies = new Map<Language, CurrencyOptions>();

/** Made once per language: the table is long. */
function currencyOptions(language: Language): CurrencyOptions {
  const known = madeCurrencies.get(language);
  if (known !== undefined) return known;
  const labels = new Map(currencies.map((row) => [row.code, `${row.code} · ${row.name[language]}`]));
  const option = (code: string): SelectOption => ({ value: code, label: labels.get(code) ?? code });
  const fresh: CurrencyOptions = {
    usual: commonCurrencyCodes.map(option),
    rest: currencies.filter((row) => !commonCurrencyCodes.includes(row.code)).map((row) => option(row.code)),
    labels,
  };
  madeCurrencies.set(language, fresh);
  return fresh;
}

/** Condition, currency and means of payment, and what is printed below. */
export const TermsSection = memo(function TermsSection() {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const saleCondition = useInvoice((state) => state.form.saleCondition);
  const saleConditionOther = useInvoice((state) => state.form.saleConditionOther);
  const creditDays = useInvoice((state) => state.form.creditDays);
  const currency = useInvoice((state) => state.form.currency);
  const exchangeRate = useInvoice((state) => state.form.exchangeRate);
  const activityCode = useInvoice((state) => state.form.activityCode);
  const notes = useInvoice((state) => state.form.notes);
  const conditions = saleConditionsFor(kind);
  const condition = findCode(conditions, saleCondition);
  const activities = invoice.issuer.activityCodes.filter((code) => code !== '');
  const money = currencyOptions(language);
  return (
    <>
      <Section name="terms" title={words.terms}>
        <div className={styles['grid']}>
          <FormField path="saleCondition" label={words.saleCondition}>
            <Select
              data-path="saleCondition"
              value={saleCondition}
              options={conditions.map((row) => ({ value: row.code, label: row.name[language] }))}
              onText={(code) => invoice.setSaleCondition(code)}
            />
          </FormField>
          {saleCondition === '99' && (
            <FormField path="saleConditionOther" label={words.saleConditionOther}>
              <TextInput
                data-path="saleConditionOther"
                value={saleConditionOther}
                onText={(text) => invoice.edit({ saleConditionOther: text })}
              />
            </FormField>
          )}
          {condition?.needsCreditDays && (
            <FormField path="creditDays" label={words.creditDays} required>
              <NumberInput
                data-path="creditDays"
                inputMode="numeric"
                value={creditDays}
                onText={(text) => invoice.edit({ creditDays: text })}
              />
            </FormField>
          )}
          <FormField path="currency" label={words.currency}>
            <CodeSelect
              data-path="currency"
              value={currency}
              shown={money.labels.get(currency) ?? currency}
              usual={money.usual}
              rest={money.rest}
              restLabel={words.allCurrencies}
              onText={(code) => invoice.setCurrency(code)}
            />
          </FormField>
          {currency !== 'CRC' && (
            <FormField path="exchangeRate" label={words.exchangeRate} hint={words.exchangeRateHint} required>
              <NumberInput
                data-path="exchangeRate"
                value={exchangeRate}
                onText={(text) => invoice.edit({ exchangeRate: text })}
              />
            </FormField>
          )}
          <ExchangeRateButton currency={currency} onRate={(rate) => invoice.fillExchangeRate(rate)} />
          {activities.length > 1 && (
            <FormField path="activityCode" label={words.activity}>
              <Select
                data-path="activityCode"
                value={activityCode}
                options={[...new Set([activityCode, ...activities])]
                  .filter((code) => code !== '')
                  .map((code) => ({ value: code, label: code }))}
                onText={(code) => invoice.edit({ activityCode: code })}
              />
            </FormField>
          )}
        </div>
        <Means />
      </Section>
      <Section name="notes" title={words.notes}>
        <FormField path="notes" label={words.notes} hidesLabel hint={words.notesHint}>
          <TextArea
            data-path="notes"
            rows={2}
            value={notes}
            onText={(text) => invoice.edit({ notes: text })}
          />
        </FormField>
      </Section>
    </>
  );
});

function Means() {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const invoice = useOpenInvoice();
  const means = useInvoice((state) => state.form.paymentMeans);
  const together = useShownFault('paymentMeans');
  const options = paymentMeanCodes.map((row) => ({ value: row.code, label: row.name[language] }));
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
