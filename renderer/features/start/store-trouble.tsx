import { DatabaseZap, FileUp, History } from 'lucide-react';
import { useState } from 'react';
import type { StartView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { RawText } from '../../ui/raw-text.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './start.module.css';

interface StoreTroubleProps {
  readonly start: StartView;
  readonly state: Exclude<StartView['state'], 'ready' | 'first-run'>;
}

/** The data could not be opened: what happened, what was kept and where, and the ways out. Nothing is changed by looking. */
export function StoreTrouble({ start, state }: StoreTroubleProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { take, load } = useSession();
  const [busy, setBusy] = useState(false);
  const now = useNow(60_000);
  const [sure, setSure] = useState(false);
  /** the question was asked and left: the button that asked it has the focus again */
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<CallError>();
  const sentences = words.state[state];

  const run = async (name: 'app.restoreCopy' | 'app.startEmpty'): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call(name, undefined);
    setBusy(false);
    if (answer.ok) take(answer.value);
    else setError(answer.error);
  };

  /** A copy the clerk brings: from a USB stick, from another computer. Proved before anything is moved. */
  const runFile = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const chosen = await window.api.call('copies.choose', undefined);
    const answer = chosen.ok ? await window.api.call('copies.restore', { id: 'chosen' }) : chosen;
    setBusy(false);
    if (answer.ok) take(answer.value);
    else if (answer.error.code !== 'cancelled') setError(answer.error);
  };

  return (
    <main className={styles['page']}>
      <div className={styles['trouble']} role="alert">
        <DatabaseZap size={32} strokeWidth={1.6} className={styles['troubleIcon']} aria-hidden="true" />
        <h1>{sentences.happened}</h1>
        <p>{sentences.means}</p>
        <p>{sentences.todo}</p>
        {state === 'damaged' ? (
          <dl className={styles['facts']}>
            <dt>{start.keptAs ? words.keptAs : words.willKeep}</dt>
            <dd className={start.keptAs && styles['path']}>{start.keptAs ?? words.willKeepWhere}</dd>
            <dt>{words.copyOf}</dt>
            <dd>{start.lastCopyAt === undefined ? words.noCopy : format.moment(start.lastCopyAt)}</dd>
          </dl>
        ) : undefined}
        {error ? <ErrorNotice error={error} /> : undefined}
        {sure ? (
          <div className={styles['sure']}>
            <p>{words.startEmptyNote}</p>
            <div className={styles['actions']}>
              {/* the harmless one first: Enter pressed once too often starts nothing anew */}
              <Button
                ref={takeFocus}
                disabled={busy}
                onClick={() => {
                  setSure(false);
                  setAsked(true);
                }}
              >
                {words.keep}
              </Button>
              <Button tone="danger" busy={busy} onClick={() => void run('app.startEmpty')}>
                {words.startEmptySure}
              </Button>
            </div>
          </div>
        ) : (
          <div className={styles['actions']}>
            {state === 'damaged' ? (
              <>
                {start.lastCopyAt === undefined ? undefined : (
                  <Button
                    tone="primary"
                    icon={History}
                    busy={busy}
                    onClick={() => void run('app.restoreCopy')}
                  >
                    {words.restore(format.when(start.lastCopyAt, now))}
                  </Button>
                )}
                <Button icon={FileUp} disabled={busy} onClick={() => void runFile()}>
                  {words.fromFile}
                </Button>
                <Button ref={asked ? takeFocus : undefined} disabled={busy} onClick={() => setSure(true)}>
                  {words.startEmpty}
                </Button>
              </>
            ) : (
              <Button tone="primary" onClick={() => void load()}>
                {words.again}
              </Button>
            )}
          </div>
        )}
        {start.detail ? <RawText text={start.detail} label={words.raw} /> : undefined}
      </div>
    </main>
  );
}
