import { Eye, FileDown, FolderDown, Printer } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../preload/contract/errors.ts';
import { Button } from '../ui/button.tsx';
import { matchesKeys } from '../ui/keys.ts';
import { useWindowKeys } from '../ui/use-window-keys.ts';
import { useCopy } from '../words/language.ts';
import { ErrorNotice } from './error-notice.tsx';
import { printCopy } from './print-copy.ts';
import styles from './print-buttons.module.css';

const printKeys = 'Mod+P';

type Work = 'print' | 'open' | 'pdf' | 'all';

/**
 * What a clerk does with a sealed document on paper: print it, see or save its PDF, put everything into the folder. Ctrl/Cmd+P prints
 * while these buttons are on screen.
 */
export function PrintButtons({
  documentId,
  brief = false,
}: {
  readonly documentId: string;
  readonly brief?: boolean;
}) {
  const words = useCopy(printCopy);
  const [busy, setBusy] = useState<Work>();
  const [done, setDone] = useState('');
  const [error, setError] = useState<CallError>();

  const work = async (what: Work, call: () => Promise<string | CallError>): Promise<void> => {
    if (busy !== undefined) return;
    setBusy(what);
    setDone('');
    setError(undefined);
    const told = await call();
    setBusy(undefined);
    if (typeof told === 'string') setDone(told);
    else if (told.code !== 'cancelled') setError(told);
  };
  const id = { id: documentId };
  const print = (): Promise<void> =>
    work('print', async () => {
      const answer = await window.api.call('documents.print', id);
      return answer.ok ? words.printed : answer.error;
    });
  const open = (): Promise<void> =>
    work('open', async () => {
      const answer = await window.api.call('documents.openPdf', id);
      return answer.ok ? '' : answer.error;
    });
  const savePdf = (): Promise<void> =>
    work('pdf', async () => {
      const answer = await window.api.call('documents.saveFile', { ...id, file: 'pdf' });
      return answer.ok ? words.saved(answer.value.name) : answer.error;
    });
  const saveAll = (): Promise<void> =>
    work('all', async () => {
      const answer = await window.api.call('documents.saveAll', id);
      return answer.ok ? words.savedAll(answer.value.names.length, answer.value.folder) : answer.error;
    });

  useWindowKeys((event) => {
    if (!matchesKeys(event, printKeys)) return;
    event.preventDefault();
    void print();
  });
  return (
    <div className={styles['print']}>
      <div className={styles['buttons']}>
        <Button
          size="small"
          icon={Printer}
          keys={printKeys}
          busy={busy === 'print'}
          onClick={() => void print()}
        >
          {words.print}
        </Button>
        <Button size="small" icon={Eye} busy={busy === 'open'} onClick={() => void open()}>
          {words.openPdf}
        </Button>
        {brief ? undefined : (
          <>
            <Button size="small" icon={FileDown} busy={busy === 'pdf'} onClick={() => void savePdf()}>
              {words.savePdf}
            </Button>
            <Button
              size="small"
              icon={FolderDown}
              title={words.saveAllHint}
              busy={busy === 'all'}
              onClick={() => void saveAll()}
            >
              {words.saveAll}
            </Button>
          </>
        )}
      </div>
      <output className={styles['done']}>{done}</output>
      {error ? <ErrorNotice error={error} /> : undefined}
    </div>
  );
}
