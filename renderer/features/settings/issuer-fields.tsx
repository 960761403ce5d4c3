import { identificationTypes } from '../../../domain/billing/codes.ts';
import { readConsecutivo } from '../../../domain/numbering/consecutivo.ts';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { PlaceInput, PlaceNote } from '../../lookups/place-input.tsx';
import { useCopy, useLanguage } from '../../words/language.ts';
import { type CompanyForm, firstConsecutivo } from './company-form.ts';
import { copy } from './copy.ts';
import { Section } from './section.tsx';
import { SettingField } from './setting-form.tsx';
import styles from './settings.module.css';
import { TextList } from './text-list.tsx';

interface IssuerFieldsProps {
  readonly form: CompanyForm;
  readonly change: (patch: Partial<CompanyForm>) => void;
  readonly disabled?: boolean;
}

/** Kind of document whose emisor this is: every other kind of its own takes the same types. */
const factura = '01';
const maxEmails = 4;
const maxActivities = 20;

export function IssuerFields({ form, change, disabled = false }: IssuerFieldsProps) {
  return (
    <>
      <Identity form={form} change={change} />
      <Place form={form} change={change} />
      <Contact form={form} change={change} disabled={disabled} />
      <Numbering form={form} change={change} />
    </>
  );
}

function Identity({ form, change }: IssuerFieldsProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const types = identificationTypes.filter(({ issuerIn }) => issuerIn.includes(factura));
  const chosen = types.find(({ code }) => code === form.identificationType);
  return (
    <Section title={words.identity}>
      <div className={styles['grid']}>
        <SettingField
          path="identificationType"
          label={words.identificationType}
          required
          className={styles['third']}
        >
          <Select
            value={form.identificationType}
            options={[
              { value: '', label: words.choose, disabled: true },
              ...types.map(({ code, name }) => ({ value: code, label: name[language] })),
            ]}
            onText={(identificationType) => change({ identificationType })}
          />
        </SettingField>
        <SettingField
          path="identificationNumber"
          label={words.identificationNumber}
          hint={chosen?.shape[language]}
          required
          className={styles['third']}
        >
          <TextInput
            value={form.identificationNumber}
            onText={(identificationNumber) => change({ identificationNumber })}
          />
        </SettingField>
        <SettingField
          path="registry8707"
          label={`${words.registry8707} (${words.optional})`}
          hint={words.registry8707Hint}
          className={styles['third']}
        >
          <TextInput value={form.registry8707} onText={(registry8707) => change({ registry8707 })} />
        </SettingField>
        <SettingField
          path="name"
          label={words.name}
          hint={words.nameHint}
          required
          className={styles['half']}
        >
          <TextInput value={form.name} onText={(name) => change({ name })} />
        </SettingField>
        <SettingField
          path="tradeName"
          label={`${words.tradeName} (${words.optional})`}
          className={styles['half']}
        >
          <TextInput value={form.tradeName} onText={(tradeName) => change({ tradeName })} />
        </SettingField>
        <div className={styles['half']}>
          <GroupLabel text={words.activities} />
          <TextList
            path="activityCodes"
            texts={form.activityCodes}
            most={maxActivities}
            label={words.activity}
            addWord={words.addActivity}
            removeWord={words.removeActivity}
            firstWord={words.firstActivity}
            firstNote={words.usual}
            disabled={form.environment === 'practice'}
            inputMode="decimal"
            onTexts={(activityCodes) => change({ activityCodes })}
          />
          <p className={styles['hint']}>{words.activitiesHint}</p>
        </div>
        <SettingField
          path="softwareProvider"
          label={words.softwareProvider}
          hint={words.softwareProviderHint}
          required
          className={styles['half']}
        >
          <TextInput
            value={form.softwareProvider}
            onText={(softwareProvider) => change({ softwareProvider })}
          />
        </SettingField>
      </div>
    </Section>
  );
}

function Place({ form, change }: IssuerFieldsProps) {
  const words = useCopy(copy);
  return (
    <Section title={words.place} hint={words.placeHint}>
      <div className={styles['grid']}>
        <SettingField path="province" label={words.province} required className={styles['third']}>
          <PlaceInput
            level="province"
            value={form.province}
            above={form}
            onCode={(province) => change({ province })}
          />
        </SettingField>
        <SettingField path="canton" label={words.canton} required className={styles['third']}>
          <PlaceInput
            level="canton"
            value={form.canton}
            above={form}
            onCode={(canton) => change({ canton })}
          />
        </SettingField>
        <SettingField path="district" label={words.district} required className={styles['third']}>
          <PlaceInput
            level="district"
            value={form.district}
            above={form}
            onCode={(district) => change({ district })}
          />
        </SettingField>
        <SettingField path="barrio" label={`${words.barrio} (${words.optional})`} className={styles['half']}>
          <TextInput value={form.barrio} onText={(barrio) => change({ barrio })} />
        </SettingField>
        <SettingField path="address" label={words.address} required className={styles['whole']}>
          <TextInput value={form.address} onText={(address) => change({ address })} />
        </SettingField>
        <div className={styles['whole']}>
          <PlaceNote province={form.province} canton={form.canton} district={form.district} />
        </div>
      </div>
    </Section>
  );
}

function Contact({ form, change, disabled = false }: IssuerFieldsProps) {
  const words = useCopy(copy);
  return (
    <Section title={words.contact}>
      <div className={styles['grid']}>
        <div className={styles['half']}>
          <GroupLabel text={words.emails} />
          <TextList
            path="emails"
            texts={form.emails}
            most={maxEmails}
            label={words.email}
            addWord={words.addEmail}
            removeWord={words.removeEmail}
            disabled={disabled}
            inputMode="email"
            onTexts={(emails) => change({ emails })}
          />
          <p className={styles['hint']}>{words.emailsHint}</p>
        </div>
        <SettingField path="phoneCountry" label={words.phoneCountry} className={styles['sixth']}>
          <TextInput
            value={form.phoneCountry}
            inputMode="tel"
            onText={(phoneCountry) => change({ phoneCountry })}
          />
        </SettingField>
        <SettingField path="phone" label={`${words.phone} (${words.optional})`} className={styles['third']}>
          <TextInput value={form.phone} inputMode="tel" onText={(phone) => change({ phone })} />
        </SettingField>
      </div>
    </Section>
  );
}

function Numbering({ form, change }: IssuerFieldsProps) {
  const words = useCopy(copy);
  return (
    <Section title={words.numbering} hint={words.numberingNote}>
      <div className={styles['grid']}>
        <SettingField
          path="branch"
          label={words.branch}
          hint={words.branchHint}
          required
          className={styles['quarter']}
        >
          <TextInput value={form.branch} inputMode="numeric" onText={(branch) => change({ branch })} />
        </SettingField>
        <SettingField
          path="terminal"
          label={words.terminal}
          hint={words.terminalHint}
          required
          className={styles['quarter']}
        >
          <TextInput value={form.terminal} inputMode="numeric" onText={(terminal) => change({ terminal })} />
        </SettingField>
        <div className={styles['half']}>
          <GroupLabel text={words.preview} />
          <Preview branch={form.branch} terminal={form.terminal} />
        </div>
      </div>
    </Section>
  );
}

/** The 20 digits by their parts, so that one sees which are the branch and which the terminal. */
function Preview({ branch, terminal }: { readonly branch: string; readonly terminal: string }) {
  const words = useCopy(copy);
  const consecutivo = firstConsecutivo(branch, terminal);
  const parts = consecutivo === undefined ? undefined : readConsecutivo(consecutivo);
  if (consecutivo === undefined || !parts) return <p className={styles['hint']}>{words.previewNone}</p>;
  const pieces = [
    [words.previewParts.branch, parts.branch],
    [words.previewParts.terminal, parts.terminal],
    [words.previewParts.kind, parts.kind],
    [words.previewParts.number, consecutivo.slice(10)],
  ] as const;
  return (
    <div className={styles['consecutivo']}>
      {pieces.map(([name, digits]) => (
        <span key={name}>
          <b>{digits}</b>
          <small>{name}</small>
        </span>
      ))}
    </div>
  );
}

const GroupLabel = ({ text }: { readonly text: string }) => <p className={styles['groupLabel']}>{text}</p>;
