import { CircleOff, Eye, FilePen, type LucideIcon, Pause, Play, RefreshCw, Send } from 'lucide-react';
import { useState } from 'react';
import type { DocumentAction } from '../../preload/contract/documents.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { Button } from '../ui/button.tsx';
import { takeFocus } from '../ui/take-focus.ts';
import { type Copy, useCopy } from '../words/language.ts';
import styles from './document-actions.module.css';
import { ErrorNotice } from './error-notice.tsx';
import { draftRoute, useRouter } from './router.ts';

const es = {
  retry: 'Enviar otra vez, tal como está',
  'send-again': 'Enviar otra vez, misma clave',
  'settle-now': 'Preguntar ahora a Hacienda',
  hold: 'Retener',
  release: 'Soltar',
  abandon: 'Descartar, no enviarlo nunca…',
  seen: 'Ya lo leí',
  'copy-to-draft': 'Hacer otro igual',
  correct: 'Corregir en un documento nuevo',
  abandonTitle: '¿No enviar nunca este documento?',
  abandonText:
    'Si alguna vez se intentó enviar, primero se le pregunta a Hacienda. Si ya lo tiene, se sigue con él como siempre. ' +
    'Si no lo tiene, queda descartado: su número se gasta, el documento se conserva y no se envía jamás. ' +
    'Después podrá corregirlo en un documento nuevo.',
  abandonYes: 'Sí, no enviarlo nunca',
  abandonNo: 'Volver',
};
const en: typeof es = {
  retry: 'Send again, as it is',
  'send-again': 'Send again, same clave',
  'settle-now': 'Ask Hacienda now',
  hold: 'Hold',
  release: 'Release',
  abandon: 'Give up, never send it…',
  seen: 'I have read it',
  'copy-to-draft': 'Make another like it',
  correct: 'Correct it in a new document',
  abandonTitle: 'Never send this document?',
  abandonText:
    'If it was ever tried to be sent, Hacienda is asked first. If it is there already, it goes on as always. ' +
    'If it is not, it is given up: its number is spent, the document is kept and it is never sent. ' +
    'After that you can correct it in a new document.',
  abandonYes: 'Yes, never send it',
  abandonNo: 'Back',
};
const copy = { es, en } satisfies Copy<typeof es>;
const icons: Readonly<Record<DocumentAction, LucideIcon>> = {
  retry: Send,
  'send-again': Send,
  'settle-now': RefreshCw,
  hold: Pause,
  release: Play,
  abandon: CircleOff,
  seen: Eye,
  'copy-to-draft': FilePen,
};

/** What may be pressed without a second thought: asking, and a draft of one's own. Sending again is never the bright button. */
const calm: ReadonlySet<DocumentAction> = new Set(['settle-now', 'copy-to-draft']);

interface DocumentActionsProps {
  readonly id: string;
  /** a copy of what was refused is its correction, of what was accepted another sale */
  readonly state: string;
  /** what main allows now */
  readonly actions: readonly DocumentAction[];
  /** marks the first one as the thing to do */
  readonly urgent?: boolean;
}

/** What a person may do with a document now. The button is free again only when main has answered. */
export function DocumentActions({ id, state, actions, urgent = false }: DocumentActionsProps) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const [busy, setBusy] = useState<DocumentAction>();
  const [error, setError] = useState<CallError>();
  const [asking, setAsking] = useState(false);
  /** the question was asked and left: the button that asked it has the focus again */
  const [asked, setAsked] = useState(false);
  const leave = (): void => {
    setAsking(false);
    setAsked(true);
  };
  const act = async (action: DocumentAction): Promise<void> => {
    setBusy(action);
    setError(undefined);
    const answer = await window.api.call('documents.act', { id, action });
    setBusy(undefined);
    setAsking(false);
    if (!answer.ok) setError(answer.error);
    else if (answer.value.draftId) go(draftRoute(answer.value.draftId, answer.value.focus));
    // Cola forgets it now; what comes next, its correction, is begun where it is kept
    else if (action === 'abandon') go({ screen: 'documents', documentId: id });
  };
  if (actions.length === 0 && !error) return undefined;
  const nameOf = (action: DocumentAction): string =>
    action === 'copy-to-draft' && state !== 'accepted' ? words.correct : words[action];
  return (
    <div className={styles['actions']} data-acts>
      {asking && actions.includes('abandon') ? (
        // Not undone by anybody: asked in place, with what will happen; the way back has the focus.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from anywhere inside it
        <fieldset
          className={styles['question']}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            leave();
          }}
        >
          <legend>{words.abandonTitle}</legend>
          <p>{words.abandonText}</p>
          <div className={styles['actions']}>
            <Button size="small" ref={takeFocus} onClick={leave}>
              {words.abandonNo}
            </Button>
            <Button
              size="small"
              tone="danger"
              icon={CircleOff}
              busy={busy === 'abandon'}
              onClick={() => void act('abandon')}
            >
              {words.abandonYes}
            </Button>
          </div>
        </fieldset>
      ) : (
        actions.map((action, index) => (
          <Button
            key={action}
            ref={asked && action === 'abandon' ? takeFocus : undefined}
            size="small"
            tone={urgent && index === 0 && calm.has(action) ? 'primary' : 'plain'}
            icon={icons[action]}
            busy={busy === action}
            disabled={busy !== undefined}
            onClick={() => (action === 'abandon' ? setAsking(true) : void act(action))}
          >
            {nameOf(action)}
          </Button>
        ))
      )}
      {error ? <ErrorNotice error={error} className={styles['error']} /> : undefined}
    </div>
  );
}
