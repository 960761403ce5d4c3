import type { CompanyView } from '../../../preload/contract/company.ts';
import { EnvironmentBadge } from '../../app/environment-badge.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { type CompanyForm, companyFaults, companyForm, settingsOf } from './company-form.ts';
import { copy } from './copy.ts';
import { formStores, useForm } from './form-store.ts';
import { IssuerFields } from './issuer-fields.tsx';
import { saveSettings } from './save-settings.ts';
import { Section } from './section.tsx';
import { SeriesSection } from './series-section.tsx';
import { SettingField, SettingForm } from './setting-form.tsx';
import styles from './settings.module.css';

const stores = formStores<CompanyForm>();

/** The company that is open: its name here, its environment (for ever) and what its documents say of the issuer. */
export function CompanySection({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const { environment } = company;
  const form = useForm({
    store: stores(company.id),
    saved: companyForm(company.settings, environment),
    faultsOf: companyFaults,
    send: (typed) => saveSettings(company, settingsOf(typed)),
  });
  const readOnly = environment === 'practice';
  return (
    <>
      <SettingForm label={words.sections.company} form={form} readOnly={readOnly}>
        <Section title={words.environment} aside={<EnvironmentBadge environment={environment} />}>
          <div className={styles['grid']}>
            <SettingField
              path="label"
              label={words.label}
              hint={words.labelHint}
              required
              className={styles['half']}
            >
              <TextInput value={form.typed.label} onText={(label) => form.change({ label })} />
            </SettingField>
            <p className={styles['besideField']}>{readOnly ? undefined : words.environmentHint}</p>
          </div>
        </Section>
        {form.typed.usesHacienda ? (
          <IssuerFields form={form.typed} change={form.change} disabled={readOnly} />
        ) : undefined}
      </SettingForm>
      {company.settings.issuer ? <SeriesSection readOnly={readOnly} /> : undefined}
    </>
  );
}
