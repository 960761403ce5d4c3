import { Check, KeyRound, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import type { Preferences, StartView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { changePreferences } from '../../app/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

/** What belongs to this computer and not to a company. */
export function GeneralSection({ start }: { readonly start: StartView }) {
  return (
    <>
      <Look preferences={start.preferences} />
      <Security start={start} />
      <About start={start} />
    </>
  );
}

function Look({ preferences }: { readonly preferences: Preferences }) {
  const words = useCopy(copy);
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<CallError>();
  const change = async (patch: Partial<Preferences>): Promise<void> => {
    setSaved(false);
    const failure = await changePreferences(patch);
    setError(failure);
    setSaved(failure === undefined);
  };
  return (
    <Section
      title={words.look}
      aside={
        <output className={styles['saveWords']}>
          {saved ? (
            <span className={styles['good']}>
              <Check size={14} aria-hidden="true" />
              {words.savedNow}
            </span>
          ) : undefined}
        </output>
      }
    >
      <div className={styles['grid']}>
        <Segmented
          label={words.language}
          className={styles['half']}
          value={preferences.language}
          segments={[
            { value: 'es', label: 'Español' },
            { value: 'en', label: 'English' },
          ]}
          onPick={(language) => void change({ language })}
        />
        <Segmented
          label={words.theme}
          className={styles['half']}
          value={preferences.theme}
          segments={[
            { value: 'system', label: words.themes.system, icon: Monitor },
            { value: 'light', label: words.themes.light, icon: Sun },
            { value: 'dark', label: words.themes.dark, icon: Moon },
          ]}
          onPick={(theme) => void change({ theme })}
        />
      </div>
      {error ? <ErrorNotice error={error} /> : undefined}
    </Section>
  );
}

function Security({ start }: { readonly start: StartView }) {
  const words = useCopy(copy);
  const { company, platform } = start;
  if (!company) return undefined;
  return (
    <Section title={words.security}>
      {company.environment === 'practice' ? (
        <p>{words.practiceSecrets}</p>
      ) : company.credentials.kept === 'keystore' ? (
        <>
          <p className={styles['mark']}>
            <KeyRound size={16} aria-hidden="true" />
            <strong>{words.keptWord}</strong>
          </p>
          <p>{words.keptIn[platform]}</p>
        </>
      ) : (
        <>
          <p className={styles['mark']}>
            <KeyRound size={16} aria-hidden="true" />
            <strong>{words.sessionWord}</strong>
          </p>
          <Banner tone="warning" sentences={words.session} />
        </>
      )}
      <p className={styles['hint']}>{words.neverShown}</p>
    </Section>
  );
}

function About({ start }: { readonly start: StartView }) {
  const words = useCopy(copy);
  const { versions } = start;
  return (
    <Section title={words.about}>
      <dl className={styles['facts']}>
        <dt>{words.version}</dt>
        <dd>{versions.app}</dd>
        <dt>{words.schema}</dt>
        <dd>{words.schemaValue}</dd>
        <dt>Electron</dt>
        <dd>{versions.electron}</dd>
        <dt>Node</dt>
        <dd>{versions.node}</dd>
        <dt>SQLite</dt>
        <dd>{versions.sqlite || '—'}</dd>
      </dl>
    </Section>
  );
}
