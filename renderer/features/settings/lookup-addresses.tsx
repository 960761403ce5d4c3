import { Check } from 'lucide-react';
import { lookupDefaults } from '../../../domain/company/addresses.ts';
import type { LookupSettings } from '../../../domain/company/company.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { cataloguesCopy } from './catalogues-copy.ts';
import { copy } from './copy.ts';
import { formStores, useForm } from './form-store.ts';
import { saveSettings } from './save-settings.ts';
import { Section } from './section.tsx';
import { SettingField, SettingForm } from './setting-form.tsx';
import { urlFault } from './setting-fault.ts';
import styles from './settings.module.css';

const stores = formStores<LookupSettings>();
const fields = ['url', 'schemasUrl'] as const;

/** Where the public look-ups and the schemas are asked for. They come filled in. */
export function LookupAddresses({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const own = useCopy(cataloguesCopy);
  const form = useForm<LookupSettings>({
    store: stores(company.id),
    saved: company.settings.lookups ?? lookupDefaults,
    faultsOf: (typed) => fields.flatMap((field) => urlFault(field, typed[field]) ?? []),
    send: ({ url, schemasUrl }) =>
      saveSettings(company, { lookups: { url: url.trim(), schemasUrl: schemasUrl.trim() } }),
  });
  const isKnown = fields.every((field) => form.typed[field] === lookupDefaults[field]);
  const labels = { url: own.address, schemasUrl: own.schemasAddress };
  return (
    <SettingForm label={own.address} form={form}>
      <Section
        title={own.address}
        aside={
          isKnown ? (
            <span className={styles['mark']}>
              <Check size={14} aria-hidden="true" />
              {words.isKnownOne}
            </span>
          ) : (
            <Button size="small" onClick={() => form.change(lookupDefaults)}>
              {words.knownOne}
            </Button>
          )
        }
      >
        {fields.map((field) => (
          <SettingField key={field} path={field} label={labels[field]} required>
            <TextInput
              value={form.typed[field]}
              inputMode="url"
              onText={(text) => form.change({ [field]: text })}
            />
          </SettingField>
        ))}
      </Section>
    </SettingForm>
  );
}
