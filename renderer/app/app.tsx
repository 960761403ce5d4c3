import { useEffect } from 'react';
import { assertNever } from '../../domain/assert-never.ts';
import { FirstRun } from '../features/start/first-run.tsx';
import { StoreTrouble } from '../features/start/store-trouble.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useCopy } from '../words/language.ts';
import styles from './app.module.css';
import { copy } from './copy.ts';
import { ErrorNotice } from './error-notice.tsx';
import { keepFocus } from './kept-focus.ts';
import { useRouter } from './router.ts';
import { useSession } from './session.ts';
import { Shell } from './shell.tsx';

/** What the window shows: trouble with the data, the first run, or the company that is open. */
export function App() {
  const { start, error, load } = useSession();
  const words = useCopy(copy);
  // "Configurar mi empresa" leads to Ajustes before there is a company.
  const settingUp = useRouter((store) => store.route.screen === 'settings');
  useEffect(() => {
    void load();
    return window.api.onChanged((event) => {
      if (event.topic === 'company') void load();
    });
  }, [load]);
  useEffect(() => keepFocus(document), []);

  if (!start) {
    return (
      <div className={styles['opening']}>
        {error ? (
          <ErrorNotice error={error} onRetry={() => void load()} />
        ) : (
          <Spinner label={words.loading} />
        )}
      </div>
    );
  }
  switch (start.state) {
    case 'ready':
      return <Shell />;
    case 'first-run':
      return settingUp ? <Shell /> : <FirstRun />;
    case 'damaged':
    case 'newer':
    case 'locked':
    case 'disk':
    case 'not-migrated':
      return <StoreTrouble start={start} state={start.state} />;
    default:
      return assertNever(start.state);
  }
}
