import { Building2, GraduationCap } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Mark } from '../../app/mark.tsx';
import { useRouter } from '../../app/router.ts';
import { changePreferences, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './start.module.css';

const keys = { practise: 'P', setUp: 'C' } as const;

/** First run: practise with one key (P or Enter), or set up a company. */
export function FirstRun() {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const load = useSession((store) => store.load);
  const go = useRouter((store) => store.go);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const first = useRef<HTMLButtonElement>(null);

  const practise = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call('company.practise', undefined);
    if (answer.ok) await load();
    else setError(answer.error);
    setBusy(false);
  };
  const setUp = (): void => go({ screen: 'settings', section: 'new-company' });

  useEffect(() => first.current?.focus(), []);
  useWindowKeys((event) => {
    if (event.repeat) return;
    if (matchesKeys(event, keys.practise)) first.current?.click();
    if (matchesKeys(event, keys.setUp)) go({ screen: 'settings', section: 'new-company' });
  });

  return (
    <main className={styles['page']}>
      <div className={styles['welcome']}>
        <Mark size={44} />
        <h1 className={styles['title']}>{words.welcome}</h1>
        <p className={styles['promise']}>{words.promise}</p>
        {error ? <ErrorNotice error={error} onRetry={() => void practise()} /> : undefined}
        <div className={styles['choices']}>
          <div className={styles['choice']} data-tone="practice">
            <GraduationCap size={24} strokeWidth={1.6} aria-hidden="true" />
            <button
              ref={first}
              type="button"
              className={styles['name']}
              aria-keyshortcuts={keys.practise}
              aria-describedby="practise-text"
              aria-busy={busy || undefined}
              disabled={busy}
              onClick={() => void practise()}
            >
              {busy ? words.starting : words.practise}
              {busy ? <Spinner /> : <Kbd keys={keys.practise} />}
            </button>
            <p id="practise-text">{words.practiseText}</p>
          </div>
          <div className={styles['choice']}>
            <Building2 size={24} strokeWidth={1.6} aria-hidden="true" />
            <button
              type="button"
              className={styles['name']}
              aria-keyshortcuts={keys.setUp}
              aria-describedby="setup-text"
              disabled={busy}
              onClick={setUp}
            >
              {words.setUp}
              <Kbd keys={keys.setUp} />
            </button>
            <p id="setup-text">{words.setUpText}</p>
          </div>
        </div>
        <Button
          tone="quiet"
          size="small"
          lang={language === 'es' ? 'en' : 'es'}
          onClick={() => void changePreferences({ language: language === 'es' ? 'en' : 'es' })}
        >
          {words.language}
        </Button>
      </div>
    </main>
  );
}
