import { Check, Landmark } from 'lucide-react';
import { useState } from 'react';
import { haciendaDefaults } from '../../../domain/company/addresses.ts';
import type { HaciendaSettings } from '../../../domain/company/company.ts';
import type { Fault } from '../../../domain/fault.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { TryConnection } from './connection-try.tsx';
import { copy } from './copy.ts';
import { formStores, useForm } from './form-store.ts';
import { haciendaFaults, haciendaForm, type HaciendaForm, haciendaSettings } from './hacienda-form.ts';
import { saveSettings } from './save-settings.ts';
import { useSecretForm } from './secret-form.ts';
import { Section } from './section.tsx';
import { SettingField, SettingForm } from './setting-form.tsx';
import { settingFault } from './setting-fault.ts';
import styles from './settings.module.css';

const stores = formStores<HaciendaForm>();

export function HaciendaSection({ company }: { readonly company: CompanyView }) {
  const { hacienda } = company.settings;
  if (!hacienda) return <AddHacienda company={company} />;
  return (
    <>
      <Access company={company} />
      <Addresses company={company} settings={hacienda} />
    </>
  );
}

function AddHacienda({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { environment } = company;
  const add = async (): Promise<void> => {
    if (environment === 'practice') return;
    setBusy(true);
    const answer = await saveSettings(company, { hacienda: haciendaDefaults[environment] });
    setBusy(false);
    setError(answer.ok ? undefined : answer.error);
  };
  return (
    <>
      <EmptyState
        icon={Landmark}
        title={words.noHaciendaTitle}
        text={words.noHaciendaText}
        action={
          <Button tone="primary" busy={busy} onClick={() => void add()}>
            {words.addHacienda}
          </Button>
        }
      />
      {error ? <ErrorNotice error={error} onRetry={() => void add()} /> : undefined}
    </>
  );
}

interface AccessForm {
  readonly user: string;
  readonly password: string;
}

/** What a user looks like that belongs to the other environment (DOMAIN.md section 12); a hint, never a refusal. */
export function userHint(
  environment: CompanyView['environment'],
  user: string,
): 'userStag' | 'userProd' | undefined {
  const typed = user.trim().toLowerCase();
  if (typed === '') return environment === 'test' ? 'userStag' : undefined;
  const staging = typed.endsWith('@stag.comprobanteselectronicos.go.cr');
  if (environment === 'test' && !staging) return 'userStag';
  return environment === 'production' && staging ? 'userProd' : undefined;
}

function Access({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const { credentials, environment } = company;
  const readOnly = environment === 'practice';
  const faultsOf = (form: AccessForm): readonly Fault[] => [
    ...(form.user.trim() === '' ? [settingFault('user-missing', 'user')] : []),
    ...(form.password === '' && !credentials.haciendaPassword
      ? [settingFault('password-missing', 'password')]
      : []),
  ];
  const form = useSecretForm<AccessForm>({
    saved: { user: credentials.haciendaUser ?? '', password: '' },
    faultsOf,
    send: async ({ user, password }) => {
      const answer = await window.api.call('credentials.saveHacienda', {
        companyId: company.id,
        user,
        password,
      });
      if (answer.ok) await useSession.getState().load();
      return answer;
    },
  });
  const hint = userHint(environment, form.typed.user);
  return (
    <SettingForm
      label={words.haciendaAccess}
      form={form}
      readOnly={readOnly}
      after={
        <TryConnection
          key={form.save.kind === 'saved' ? form.save.at : 0}
          service="hacienda"
          waits={form.dirty}
        />
      }
    >
      <Section title={words.haciendaAccess} hint={readOnly ? undefined : words.haciendaAccessHint}>
        <div className={styles['grid']}>
          <SettingField
            path="user"
            label={words.user}
            hint={hint && words[hint]}
            required
            className={styles['half']}
          >
            <TextInput
              value={form.typed.user}
              autoComplete="off"
              inputMode="email"
              onText={(user) => form.change({ user })}
            />
          </SettingField>
          <SettingField
            path="password"
            label={words.password}
            hint={
              credentials.haciendaPassword
                ? words.passwordKept[credentials.kept]
                : words.secretNew[credentials.kept]
            }
            required={!credentials.haciendaPassword}
            className={styles['half']}
          >
            <TextInput
              type="password"
              autoComplete="new-password"
              value={form.typed.password}
              placeholder={credentials.haciendaPassword ? words.passwordPlaceholder : undefined}
              onText={(password) => form.change({ password })}
            />
          </SettingField>
        </div>
      </Section>
    </SettingForm>
  );
}

interface AddressesProps {
  readonly company: CompanyView;
  readonly settings: HaciendaSettings;
}

function Addresses({ company, settings }: AddressesProps) {
  const words = useCopy(copy);
  const { environment } = company;
  const form = useForm({
    store: stores(company.id),
    saved: haciendaForm(settings),
    faultsOf: haciendaFaults,
    send: (typed) => saveSettings(company, { hacienda: haciendaSettings(typed) }),
  });
  const { typed, change } = form;
  const readOnly = environment === 'practice';
  const known = readOnly
    ? undefined
    : { ...haciendaForm(haciendaDefaults[environment]), fecIssuer: typed.fecIssuer };
  return (
    <SettingForm label={words.addresses} form={form} readOnly={readOnly}>
      <Section
        title={words.addresses}
        hint={words.addressesHint[environment]}
        aside={
          known === undefined ? undefined : JSON.stringify({ ...known, callbackUrl: typed.callbackUrl }) ===
            JSON.stringify(typed) ? (
            <span className={styles['mark']}>
              <Check size={14} aria-hidden="true" />
              {words.isKnown}
            </span>
          ) : (
            <Button size="small" onClick={() => change({ ...known, callbackUrl: typed.callbackUrl })}>
              {words.known}
            </Button>
          )
        }
      >
        <div className={styles['grid']}>
          <SettingField path="idpUrl" label={words.idpUrl} required className={styles['whole']}>
            <TextInput value={typed.idpUrl} inputMode="url" onText={(idpUrl) => change({ idpUrl })} />
          </SettingField>
          <SettingField path="logoutUrl" label={words.logoutUrl} required className={styles['whole']}>
            <TextInput
              value={typed.logoutUrl}
              inputMode="url"
              onText={(logoutUrl) => change({ logoutUrl })}
            />
          </SettingField>
          <SettingField path="apiUrl" label={words.apiUrl} required className={styles['twoThirds']}>
            <TextInput value={typed.apiUrl} inputMode="url" onText={(apiUrl) => change({ apiUrl })} />
          </SettingField>
          <SettingField path="clientId" label={words.clientId} required className={styles['third']}>
            <TextInput value={typed.clientId} onText={(clientId) => change({ clientId })} />
          </SettingField>
          <SettingField
            path="callbackUrl"
            label={`${words.callbackUrl} (${words.optional})`}
            hint={words.callbackHint}
            className={styles['whole']}
          >
            <TextInput
              value={typed.callbackUrl}
              inputMode="url"
              onText={(callbackUrl) => change({ callbackUrl })}
            />
          </SettingField>
          <SettingField path="quotaPerHour" label={words.quotaPerHour} className={styles['third']}>
            <TextInput
              value={typed.quotaPerHour}
              inputMode="numeric"
              onText={(quotaPerHour) => change({ quotaPerHour })}
            />
          </SettingField>
          <SettingField path="quotaPerDay" label={words.quotaPerDay} className={styles['third']}>
            <TextInput
              value={typed.quotaPerDay}
              inputMode="numeric"
              onText={(quotaPerDay) => change({ quotaPerDay })}
            />
          </SettingField>
        </div>
        <p className={styles['hint']}>{words.quotaHint[environment]}</p>
      </Section>
      <Section title={words.fecIssuer} hint={words.fecIssuerHint}>
        <Segmented
          label={words.fecIssuer}
          hidesLabel
          value={typed.fecIssuer}
          segments={[
            { value: 'company', label: words.fecIssuers.company },
            { value: 'seller', label: words.fecIssuers.seller },
          ]}
          onPick={(fecIssuer) => change({ fecIssuer })}
        />
      </Section>
    </SettingForm>
  );
}
