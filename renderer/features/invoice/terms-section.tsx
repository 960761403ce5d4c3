import { memo } from 'react';
import {
  commonCurrencyCodes,
  currencies,
  findCode,
  saleConditions,
  saleConditionsFor,
} from '../../../domain/billing/codes.ts';
import { kindFields } from '../../../domain/billing/kind-fields.ts';
import { CodeSelect } from '../../ui/code-select.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ExchangeRateButton } from '../../lookups/exchange-rate-button.tsx';
import { type Language, useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import { named, withOwn } from './line-options.ts';
import { Means } from './means-rows.tsx';
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

/** Condition, currency and means of payment. */
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
  const fields = kindFields[kind];
  const conditions = saleConditionsFor(kind);
  const condition = findCode(conditions, saleCondition);
  const ownCondition = findCode(saleConditions, saleCondition)?.name[language];
  const activities = invoice.issuer.activityCodes.filter((code) => code !== '');
  const money = currencyOptions(language);
  return (
    <Section name="terms" title={words.terms}>
      <div className={styles['grid']}>
        <FormField path="saleCondition" label={words.saleCondition}>
          <Select
            data-path="saleCondition"
            value={saleCondition}
            options={withOwn(named(conditions, language), saleCondition, ownCondition)}
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
        {fields.ownActivity !== 'none' && activities.length > 1 && (
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
  );
});

/** What is printed below. */
export const NotesSection = memo(function NotesSection() {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const notes = useInvoice((state) => state.form.notes);
  return (
    <Section name="notes" title={words.notes}>
      <FormField path="notes" label={words.notes} hidesLabel hint={words.notesHint}>
        <TextArea data-path="notes" rows={2} value={notes} onText={(text) => invoice.edit({ notes: text })} />
      </FormField>
    </Section>
  );
});
