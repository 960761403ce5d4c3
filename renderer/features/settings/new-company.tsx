import { ArrowLeft } from 'lucide-react';
import { useId } from 'react';
import { fail } from '../../../domain/result.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import { useRouter } from '../../app/router.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { type CompanyForm, companyFaults, companyForm, newCompanyForm, newSettings } from './company-form.ts';
import { copy } from './copy.ts';
import { formStores, useForm } from './form-store.ts';
import { IssuerFields } from './issuer-fields.tsx';
import { Section } from './section.tsx';
import { GroupFault, SettingField, SettingForm } from './setting-form.tsx';
import styles from './settings.module.css';

const stores = formStores<CompanyForm>();
const environments = ['test', 'production'] as const;

/** A company that does not exist yet: environment and services first, then who issues. */
export function NewCompany({ current }: { readonly current: CompanyView | undefined }) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const form = useForm({
    store: stores('new'),
    saved: newCompanyForm(),
    faultsOf: companyFaults,
    send: async (typed) => {
      const { environment } = typed;
      if (environment !== 'test' && environment !== 'production') return fail({ code: 'bad-input' as const });
      const answer = await window.api.call('company.save', {
        environment,
        settings: newSettings(typed, environment),
      });
      if (answer.ok) {
        await useSession.getState().load();
        go({ screen: 'settings', section: typed.usesHacienda ? 'hacienda' : 'edinky' });
      }
      return answer;
    },
  });
  const { typed, change } = form;
  const copied = current?.environment === 'practice' ? undefined : current;
  return (
    <div className={styles['content']}>
      <header className={styles['newHead']}>
        <Button
          size="small"
          tone="quiet"
          icon={ArrowLeft}
          keys="Alt+ArrowLeft"
          onClick={() => go({ screen: 'home' })}
        >
          {words.back}
        </Button>
        <h2>{words.newTitle}</h2>
        <p className={styles['hint']}>{words.newText}</p>
      </header>
      <SettingForm label={words.newTitle} form={form} saveWord={words.create} savingWord={words.creating}>
        <EnvironmentChoice value={typed.environment} onPick={(environment) => change({ environment })} />
        <Section
          title={words.services}
          aside={
            copied ? (
              <Button
                size="small"
                onClick={() =>
                  change({
                    ...companyForm(copied.settings, copied.environment),
                    label: typed.label,
                    environment: typed.environment,
                  })
                }
              >
                {words.copyFrom(copied.settings.label)}
              </Button>
            ) : undefined
          }
        >
          <div className={styles['grid']}>
            <div className={styles['half']} data-path="services">
              <Checkbox
                label={words.usesHacienda}
                hint={words.usesHaciendaHint}
                checked={typed.usesHacienda}
                onChecked={(usesHacienda) => change({ usesHacienda })}
              />
            </div>
            <Checkbox
              className={styles['half']}
              label={words.usesEdinky}
              hint={words.usesEdinkyHint}
              checked={typed.usesEdinky}
              onChecked={(usesEdinky) => change({ usesEdinky })}
            />
          </div>
          <GroupFault path="services" />
          <div className={styles['grid']}>
            <SettingField
              path="label"
              label={words.label}
              hint={words.labelHint}
              required
              className={styles['half']}
            >
              <TextInput value={typed.label} onText={(label) => change({ label })} />
            </SettingField>
          </div>
        </Section>
        {typed.usesHacienda ? <IssuerFields form={typed} change={change} /> : undefined}
      </SettingForm>
    </div>
  );
}

interface EnvironmentChoiceProps {
  readonly value: CompanyForm['environment'];
  readonly onPick: (value: 'test' | 'production') => void;
}

/** The choice that cannot be taken back, with what each means. */
function EnvironmentChoice({ value, onPick }: EnvironmentChoiceProps) {
  const words = useCopy(copy);
  const name = useId();
  return (
    <Section title={words.environment} hint={words.environmentHint}>
      <div
        className={styles['cards']}
        role="radiogroup"
        aria-label={words.environment}
        data-path="environment"
      >
        {environments.map((environment) => (
          <div key={environment} className={styles['cardChoice']}>
            <input
              type="radio"
              id={`${name}-${environment}`}
              name={name}
              checked={value === environment}
              aria-describedby={`${name}-${environment}-means`}
              onChange={() => onPick(environment)}
            />
            <div>
              <label htmlFor={`${name}-${environment}`}>{words.environments[environment]}</label>
              <p id={`${name}-${environment}-means`} className={styles['hint']}>
                {words.environmentMeans[environment]}
              </p>
            </div>
          </div>
        ))}
      </div>
      <GroupFault path="environment" />
    </Section>
  );
}
