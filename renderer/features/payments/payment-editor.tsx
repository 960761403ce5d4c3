import { History, RefreshCw, RotateCcw, Save, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { SlotView } from '../../../preload/contract/payments.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { reasonSentences } from '../../words/reasons.ts';
import { BalanceBar } from './balance-bar.tsx';
import { Conflict } from './conflict.tsx';
import { copy } from './copy.ts';
import { keys } from './keys.ts';
import {
  faultsOf,
  openPaymentEditor,
  type PaymentEditor,
  rowOverTotal,
  usedRows,
} from './payment-editor-store.ts';
import styles from './payment-editor.module.css';
import { focusPayment, PaymentRows } from './payment-rows.tsx';
import { Revisions, SaveHistory, TheirPayments } from './slot-history.tsx';
import { TotalField } from './total-field.tsx';

const agoMs = 15_000;

interface PaymentEditorPaneProps {
  readonly slotId: string;
  /** the clerk opened it to type: the cursor goes to the first amount */
  readonly takesFocus?: boolean;
}

/** One slot: asked from main, then edited in a store of its own. */
export function PaymentEditorPane({ slotId, takesFocus = false }: PaymentEditorPaneProps) {
  const words = useCopy(copy);
  const view = useView('payments.slot', { id: slotId }, { topics: ['payment'], id: slotId });
  const slot = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  if (slot === undefined) {
    return view.kind === 'failed' ? (
      <ErrorNotice error={view.error} onRetry={view.reload} />
    ) : (
      <Spinner label={words.opening} />
    );
  }
  return <EditorOf slot={slot} takesFocus={takesFocus} onChanged={view.reload} />;
}

interface EditorOfProps {
  readonly slot: SlotView;
  readonly takesFocus: boolean;
  readonly onChanged: () => void;
}

function EditorOf({ slot, takesFocus, onChanged }: EditorOfProps) {
  const [editor] = useState(() =>
    openPaymentEditor({
      api: window.api,
      slot,
      companyId: useSession.getState().start?.company?.id,
      newId: () => crypto.randomUUID(),
      decimalMark: () => (useLanguage.getState().language === 'es' ? ',' : '.'),
    }),
  );
  useEffect(() => editor.sync(slot), [editor, slot]);
  useEffect(() => {
    const [first] = editor.store.getState().rows;
    if (takesFocus && first) focusPayment(`payments.${first.id}.amount`);
  }, [editor, takesFocus]);
  useEffect(() => {
    const flush = (): void => void editor.close();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [editor]);
  return <Editor slot={slot} editor={editor} onChanged={onChanged} />;
}

interface EditorProps {
  readonly slot: SlotView;
  readonly editor: PaymentEditor;
  readonly onChanged: () => void;
}

function Editor({ slot, editor, onChanged }: EditorProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const now = useNow(agoMs);
  const state = useStore(editor.store);
  const title = useRef<HTMLHeadingElement>(null);
  const [reading, setReading] = useState(false);
  const [failed, setFailed] = useState<CallError>();
  const frozen = slot.state === 'frozen';
  const deciding = slot.canResolve && (slot.state === 'conflict' || slot.state === 'needs_person');
  // before the choice nobody knows which list these rows change
  const locked = frozen || deciding;
  const sentences =
    frozen && slot.reason === '' ? words.frozen : reasonSentences(slot.reason, 'payment', language);
  const error = state.error ?? failed;

  const save = useCallback(async () => {
    const stopped = await editor.save();
    if (stopped !== undefined) {
      focusPayment(stopped);
      return;
    }
    onChanged();
    // the rows are new ones: the cursor stays in this document, not at the top of the page
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) title.current?.focus();
    });
  }, [editor, onChanged]);
  const readAgain = useCallback(async () => {
    setReading(true);
    const answer = await window.api.call('payments.refresh', { id: slot.id });
    setReading(false);
    setFailed(answer.ok ? undefined : answer.error);
  }, [slot.id]);

  const nextFault = (): void => {
    const typed = editor.store.getState();
    const over = rowOverTotal(usedRows(typed.rows), typed.total);
    const paths = faultsOf(typed).map((fault) =>
      fault.path === 'payments' && over !== undefined ? `payments.${over}.amount` : fault.path,
    );
    const here =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset['path'] : undefined;
    const path = paths[(paths.indexOf(here ?? '') + 1) % paths.length];
    if (path !== undefined) focusPayment(path);
  };
  useWindowKeys((event) => {
    if (event.defaultPrevented) return;
    if (matchesKeys(event, keys.readAgain)) void readAgain();
    else if (!locked && matchesKeys(event, keys.save)) void save();
    else if (!locked && matchesKeys(event, keys.nextFault)) nextFault();
    else if (!locked && matchesKeys(event, keys.rest)) {
      const row = editor.payRest(focusedRow());
      if (row !== undefined) queueMicrotask(() => focusPayment(`payments.${row}.code`));
    } else return;
    event.preventDefault();
  });

  const retry = async (): Promise<void> => {
    const answer = await window.api.call('payments.retry', { id: slot.id });
    setFailed(answer.ok ? undefined : answer.error);
    onChanged();
  };
  return (
    <article className={styles['editor']} aria-labelledby="slot-title">
      <header className={styles['head']}>
        <div>
          <h2 ref={title} id="slot-title" tabIndex={-1} className={styles['title']}>
            {words.document(slot.number ?? slot.remoteId)}
          </h2>
          <p className={styles['who']}>
            {[slot.customerName, slot.number === undefined ? undefined : words.idAtService(slot.remoteId)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className={styles['state']}>
          <StateBadge state={slot.state} subject="payment" />
          <span className={styles['read']}>
            {slot.readAt === undefined ? words.neverRead : words.readAt(format.ago(slot.readAt, now))}
          </span>
          <Button
            size="small"
            icon={RefreshCw}
            keys={keys.readAgain}
            showsKeys
            busy={reading}
            onClick={() => void readAgain()}
          >
            {reading ? words.reading : words.readAgain}
          </Button>
        </div>
      </header>

      {error && <ErrorNotice error={error} />}
      {sentences && !deciding && (
        <Banner
          tone={frozen && slot.reason === '' ? 'info' : 'warning'}
          sentences={sentences}
          action={
            !frozen && (slot.state === 'needs_person' || slot.state === 'needs_fix') ? (
              <Button size="small" icon={RotateCcw} onClick={() => void retry()}>
                {words.retry}
              </Button>
            ) : undefined
          }
        />
      )}
      {slot.sentence !== undefined && (
        <blockquote className={styles['said']}>
          <span>{words.serviceSaid}</span>
          {slot.sentence}
        </blockquote>
      )}
      {deciding && <Conflict slot={slot} onResolved={onChanged} onFailed={setFailed} />}
      {(slot.total === undefined || slot.totalFrom === 'clerk') && !frozen && (
        <TotalField slot={slot} onChanged={onChanged} />
      )}

      <BalanceBar rows={usedRows(state.rows)} total={state.total} from={slot.totalFrom} />
      {deciding && <p className={styles['kept']}>{words.chooseFirst}</p>}
      <PaymentRows editor={editor} readOnly={locked} />
      {!locked && (
        <footer className={styles['actions']}>
          <Button
            tone="primary"
            icon={Save}
            keys={keys.save}
            showsKeys
            busy={state.saving}
            disabled={!state.dirty && slot.state !== 'new'}
            onClick={() => void save()}
          >
            {state.saving ? words.saving : words.save}
          </Button>
          {state.dirty && (
            <Button icon={Undo2} onClick={() => editor.discard(slot)}>
              {words.discard}
            </Button>
          )}
          <span className={styles['kept']}>{state.dirty ? words.unsaved : words.noChanges}</span>
          {slot.nextAt !== undefined && (
            <span className={styles['kept']}>{words.nextAt(format.when(slot.nextAt, now))}</span>
          )}
        </footer>
      )}
      <TheirPayments slot={slot} />
      <section className={styles['section']} aria-labelledby="history-title">
        <h3 id="history-title" className={styles['sectionTitle']}>
          <History size={14} aria-hidden="true" />
          {words.history}
        </h3>
        <Revisions slot={slot} />
        <SaveHistory slotId={slot.id} />
      </section>
    </article>
  );
}

/** The row the cursor is in, if it is in one. */
const focusedRow = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-payment]')?.dataset['payment'];
