import { Check, WalletCards } from 'lucide-react';
import { useState } from 'react';
import { edinkyDefaults } from '../../../domain/company/addresses.ts';
import type { EdinkySettings } from '../../../domain/company/company.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { TryConnection } from './connection-try.tsx';
import { copy } from './copy.ts';
import { formStores, useForm } from './form-store.ts';
import { saveSettings } from './save-settings.ts';
import { useSecretForm } from './secret-form.ts';
import { Section } from './section.tsx';
import { SettingField, SettingForm } from './setting-form.tsx';
import { settingFault, urlFault } from './setting-fault.ts';
import styles from './settings.module.css';

interface AddressForm {
  readonly apiUrl: string;
}
interface TokenForm {
  readonly token: string;
}
const stores = formStores<AddressForm>();

export function EdinkySection({ company }: { readonly company: CompanyView }) {
  const { edinky } = company.settings;
  if (!edinky) return <AddEdinky company={company} />;
  return (
    <>
      <Token company={company} />
      <Address company={company} settings={edinky} />
    </>
  );
}

function AddEdinky({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { environment } = company;
  const add = async (): Promise<void> => {
    if (environment === 'practice') return;
    setBusy(true);
    const answer = await saveSettings(company, { edinky: edinkyDefaults[environment] });
    setBusy(false);
    setError(answer.ok ? undefined : answer.error);
  };
  return (
    <>
      <EmptyState
        icon={WalletCards}
        title={words.noEdinkyTitle}
        text={words.noEdinkyText}
        action={
          <Button tone="primary" busy={busy} onClick={() => void add()}>
            {words.addEdinky}
          </Button>
        }
      />
      {error ? <ErrorNotice error={error} onRetry={() => void add()} /> : undefined}
    </>
  );
}

function Token({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const { credentials } = company;
  const readOnly = company.environment === 'practice';
  const form = useSecretForm<TokenForm>({
    saved: { token: '' },
    faultsOf: ({ token }) =>
      token.trim() === '' && !credentials.edinkyToken ? [settingFault('token-missing', 'token')] : [],
    send: async ({ token }) => {
      const answer = await window.api.call('credentials.saveEdinky', {
        companyId: company.id,
        token: token.trim(),
      });
      if (answer.ok) await useSession.getState().load();
      return answer;
    },
  });
  return (
    <SettingForm
      label={words.edinkyAccess}
      form={form}
      readOnly={readOnly}
      after={
        <TryConnection
          key={form.save.kind === 'saved' ? form.save.at : 0}
          service="edinky"
          waits={form.dirty}
        />
      }
    >
      <Section title={words.edinkyAccess} hint={readOnly ? undefined : words.edinkyAccessHint}>
        <SettingField
          path="token"
          label={words.token}
          hint={
            credentials.edinkyToken ? words.tokenKept[credentials.kept] : words.secretNew[credentials.kept]
          }
          required={!credentials.edinkyToken}
        >
          <TextInput
            type="password"
            autoComplete="off"
            value={form.typed.token}
            placeholder={credentials.edinkyToken ? words.tokenPlaceholder : undefined}
            onText={(token) => form.change({ token })}
          />
        </SettingField>
      </Section>
    </SettingForm>
  );
}

interface AddressProps {
  readonly company: CompanyView;
  readonly settings: EdinkySettings;
}

function Address({ company, settings }: AddressProps) {
  const words = useCopy(copy);
  const { environment } = company;
  const form = useForm<AddressForm>({
    store: stores(company.id),
    saved: settings,
    faultsOf: ({ apiUrl }) => {
      const fault = urlFault('apiUrl', apiUrl);
      return fault ? [fault] : [];
    },
    send: ({ apiUrl }) => saveSettings(company, { edinky: { apiUrl: apiUrl.trim() } }),
  });
  const readOnly = environment === 'practice';
  const known = readOnly ? undefined : edinkyDefaults[environment];
  return (
    <SettingForm label={words.edinkyAddress} form={form} readOnly={readOnly}>
      <Section
        title={words.edinkyAddress}
        hint={words.edinkyAddressHint[environment]}
        aside={
          known === undefined ? undefined : known.apiUrl === form.typed.apiUrl ? (
            <span className={styles['mark']}>
              <Check size={14} aria-hidden="true" />
              {words.isKnownOne}
            </span>
          ) : (
            <Button size="small" onClick={() => form.change(known)}>
              {words.knownOne}
            </Button>
          )
        }
      >
        <SettingField path="apiUrl" label={words.edinkyUrl} required>
          <TextInput value={form.typed.apiUrl} inputMode="url" onText={(apiUrl) => form.change({ apiUrl })} />
        </SettingField>
      </Section>
    </SettingForm>
  );
}
