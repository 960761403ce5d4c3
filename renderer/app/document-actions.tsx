import { CircleOff, FilePen, type LucideIcon, Pause, Play, RefreshCw, Send } from 'lucide-react';
import { useState } from 'react';
import type { DocumentAction } from '../../preload/contract/documents.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { Button } from '../ui/button.tsx';
import { type Copy, useCopy } from '../words/language.ts';
import styles from './document-actions.module.css';
import { ErrorNotice } from './error-notice.tsx';
import { useRouter } from './router.ts';

const es: Readonly<Record<DocumentAction, string>> = {
  retry: 'Enviar otra vez, tal como está',
  'send-again': 'Enviar otra vez, misma clave',
  'settle-now': 'Preguntar ahora a Hacienda',
  hold: 'Retener',
  release: 'Soltar',
  abandon: 'Descartar: no enviarlo nunca',
  'copy-to-draft': 'Copiar a un borrador nuevo',
};
const en: typeof es = {
  retry: 'Send again, as it is',
  'send-again': 'Send again, same clave',
  'settle-now': 'Ask Hacienda now',
  hold: 'Hold',
  release: 'Release',
  abandon: 'Give up: never send it',
  'copy-to-draft': 'Copy to a new draft',
};
const copy = { es, en } satisfies Copy<typeof es>;
const icons: Readonly<Record<DocumentAction, LucideIcon>> = {
  retry: Send,
  'send-again': Send,
  'settle-now': RefreshCw,
  hold: Pause,
  release: Play,
  abandon: CircleOff,
  'copy-to-draft': FilePen,
};

/** What may be pressed without a second thought: asking, and a draft of one's own. Sending again is never the bright button. */
const calm: ReadonlySet<DocumentAction> = new Set(['settle-now', 'copy-to-draft']);

interface DocumentActionsProps {
  readonly id: string;
  /** what main allows now */
  readonly actions: readonly DocumentAction[];
  /** marks the first one as the thing to do */
  readonly urgent?: boolean;
}

/** What a person may do with a document now. The button is free again only when main has answered. */
export function DocumentActions({ id, actions, urgent = false }: DocumentActionsProps) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const [busy, setBusy] = useState<DocumentAction>();
  const [error, setError] = useState<CallError>();
  const act = async (action: DocumentAction): Promise<void> => {
    setBusy(action);
    setError(undefined);
    const answer = await window.api.call('documents.act', { id, action });
    setBusy(undefined);
    if (!answer.ok) setError(answer.error);
    else if (answer.value.draftId) go({ screen: 'invoice', draftId: answer.value.draftId });
  };
  if (actions.length === 0) return undefined;
  return (
    <div className={styles['actions']}>
      {actions.map((action, index) => (
        <Button
          key={action}
          size="small"
          tone={urgent && index === 0 && calm.has(action) ? 'primary' : 'plain'}
          icon={icons[action]}
          busy={busy === action}
          disabled={busy !== undefined}
          onClick={() => void act(action)}
        >
          {words[action]}
        </Button>
      ))}
      {error ? <ErrorNotice error={error} className={styles['error']} /> : undefined}
    </div>
  );
}
