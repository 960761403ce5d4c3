import { Ban, CircleCheck, FolderOpen, Inbox, SearchX, SplitSquareHorizontal, Trash2, X } from 'lucide-react';
import { type DragEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import type { MessageKind } from '../../../domain/received/message-form.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import {
  type ImportResult,
  type ReceivedList as ListView,
  type ReceivedRow,
  ReceivedShow,
} from '../../../preload/contract/received.ts';
import { answered } from '../../app/answered.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useCompany } from '../../app/session.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { matchesKeys, showKeys } from '../../ui/keys.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { handOver } from './drop.ts';
import { ReceivedDetailPane } from './received-detail.tsx';
import { type ListHandle, ReceivedList } from './received-list.tsx';
import styles from './received-screen.module.css';
import { noSelection, type Selection, within } from './selection.ts';
import { WorkPanel } from './work-panel.tsx';

const searchKeys = 'Mod+F';
const openKeys = 'Mod+O';
/** While files are read or answers sealed, the list is asked again no more often than this. */
const listRestMs = 400;
const letters: Readonly<Record<string, MessageKind>> = { a: '05', p: '06', r: '07' };
const mayAnswer = ({ status }: ReceivedRow): boolean => status === 'undecided' || status === 'answer-refused';

/** Recibidos: the documents of suppliers, from the file to the answer that Hacienda accepted. */
export function ReceivedScreen({ receivedId }: { readonly receivedId?: string | undefined }) {
  const company = useCompany();
  // another company, another list: nothing chosen in one is answered in the other
  return company ? <Received key={company.id} receivedId={receivedId} /> : undefined;
}

interface Deciding {
  readonly kind: MessageKind;
  readonly ids: readonly string[];
}

function Received({ receivedId }: { readonly receivedId: string | undefined }) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const company = useCompany();
  const companyId = company?.id ?? '';
  const [show, setShow] = useState<ReceivedShow>('open');
  const [text, setText] = useState('');
  const [selection, setSelection] = useState<Selection>(noSelection);
  const [deciding, setDeciding] = useState<Deciding>();
  const [error, setError] = useState<CallError>();
  const [refused, setRefused] = useState<readonly ImportResult[]>([]);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle>(null);
  const view = useView(
    'received.list',
    { show, text },
    { topics: ['received', 'document', 'company'], restMs: listRestMs },
  );
  const work = useView('received.work', undefined, { topics: ['received'], restMs: 100 });
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const progress = work.kind === 'ready' ? work.value : work.kind === 'failed' ? work.last : undefined;
  const rows = shown?.rows ?? [];
  const chosen = within(
    selection,
    rows.map(({ id }) => id),
  );

  const open = useCallback(
    (id: string | undefined) => {
      setDeciding(undefined);
      go({ screen: 'received', ...(id === undefined ? {} : { receivedId: id }) });
    },
    [go],
  );
  const decide = (kind: MessageKind, ids: readonly string[]): void => {
    if (ids.length > 0) setDeciding({ kind, ids });
  };
  const close = (): void => {
    if (deciding) setDeciding(undefined);
    else open(undefined);
    list.current?.focus();
  };
  const openFiles = async (): Promise<void> => {
    const answer = await answered(window.api.call('received.open', { companyId }));
    setError(answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error);
  };
  const dropped = (files: readonly File[]): void =>
    void handOver(files, {
      give: async (batch) => {
        const answer = await answered(window.api.call('received.drop', { companyId, files: [...batch] }));
        setError(answer.ok ? undefined : answer.error);
        return answer.ok;
      },
      refuse: (result) => setRefused((now) => [...now, result]),
    });

  useWindowKeys((event) => {
    if (matchesKeys(event, searchKeys)) {
      event.preventDefault();
      search.current?.select();
      search.current?.focus();
    } else if (matchesKeys(event, openKeys)) {
      event.preventDefault();
      void openFiles();
    }
  });

  const answering = deciding && rows.filter((row) => deciding.ids.includes(row.id) && mayAnswer(row));
  const isEmpty = shown?.counts.all === 0;
  return (
    <DropArea onFiles={dropped}>
      <h1 className={styles['hidden']}>{words.title}</h1>
      <div
        className={styles['left']}
        data-with-pane={receivedId !== undefined || deciding !== undefined || undefined}
      >
        <header className={styles['head']}>
          <p className={styles['title']} aria-hidden="true">
            {words.title}
          </p>
          <TextInput
            ref={search}
            type="search"
            className={styles['search']}
            aria-label={words.search}
            aria-keyshortcuts="Control+F"
            title={showKeys(searchKeys)}
            placeholder={words.searchHint}
            value={text}
            onText={setText}
          />
          <Button tone="primary" icon={FolderOpen} keys={openKeys} onClick={() => void openFiles()}>
            {words.open}
          </Button>
        </header>
        {error ? <ErrorNotice error={error} /> : undefined}
        {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
        {view.kind === 'loading' ? <Spinner label={words.loading} /> : undefined}
        {progress ? (
          <WorkPanel
            work={progress}
            refused={refused}
            companyId={companyId}
            onRefusedSeen={() => setRefused([])}
            onOpen={open}
          />
        ) : undefined}
        {shown && isEmpty ? (
          <EmptyState
            icon={Inbox}
            title={words.emptyTitle}
            text={words.emptyText}
            action={
              <Button icon={FolderOpen} keys={openKeys} showsKeys onClick={() => void openFiles()}>
                {words.open}
              </Button>
            }
          />
        ) : undefined}
        {shown && !isEmpty ? (
          <>
            <Filters list={shown} show={show} onShow={setShow} />
            <Bulk
              companyId={companyId}
              chosen={chosen}
              onDecide={(kind) => decide(kind, chosen)}
              onClear={() => setSelection(noSelection)}
            />
            {rows.length === 0 ? (
              <EmptyState
                icon={SearchX}
                title={words.nothingTitle}
                text={words.nothingText}
                action={
                  <Button
                    onClick={() => {
                      setShow('all');
                      setText('');
                    }}
                  >
                    {words.showAll}
                  </Button>
                }
              />
            ) : (
              <ReceivedList
                ref={list}
                rows={rows}
                more={shown.more}
                openId={receivedId}
                selection={selection}
                onSelection={setSelection}
                onOpen={open}
                onLetter={(letter, id) => {
                  const kind = letters[letter];
                  if (kind) decide(kind, chosen.length > 0 ? chosen : [id]);
                  return kind !== undefined;
                }}
                onClose={close}
              />
            )}
            <Deadline companyId={companyId} businessDays={shown.businessDays} />
          </>
        ) : undefined}
      </div>
      {deciding && answering && answering.length > 0 ? (
        <DecisionPanel
          key={`${deciding.kind} ${deciding.ids.join(' ')}`}
          companyId={companyId}
          activityCodes={company?.settings.issuer?.activityCodes ?? []}
          kind={deciding.kind}
          rows={answering}
          leftOut={deciding.ids.length - answering.length}
          onClose={close}
          onSealing={() => {
            setDeciding(undefined);
            setSelection(noSelection);
            list.current?.focus();
          }}
        />
      ) : deciding ? (
        <NothingToAnswer onClose={close} />
      ) : receivedId === undefined ? undefined : (
        <ReceivedDetailPane
          key={receivedId}
          id={receivedId}
          onClose={close}
          onDecide={(kind, id) => decide(kind, [id])}
        />
      )}
    </DropArea>
  );
}

/** The whole screen takes files; while they hover above it, it says so. */
function DropArea({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}) {
  const words = useCopy(copy);
  const [over, setOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return (
    // Opening by the button and its key does the same without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles['page']}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className={styles['over']} aria-hidden="true">
          <Inbox size={28} strokeWidth={1.6} />
          <p>{words.dropHere}</p>
        </div>
      ) : undefined}
    </div>
  );
}

interface FiltersProps {
  readonly list: ListView;
  readonly show: ReceivedShow;
  readonly onShow: (show: ReceivedShow) => void;
}

function Filters({ list, show, onShow }: FiltersProps) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <Segmented
      label={words.show}
      hidesLabel
      value={show}
      segments={ReceivedShow.options.map((value) => {
        const count = list.counts[value];
        return { value, label: `${words.shows[value]}${count > 0 ? ` ${format.count(count)}` : ''}` };
      })}
      onPick={onShow}
    />
  );
}

interface BulkProps {
  readonly companyId: string;
  readonly chosen: readonly string[];
  readonly onDecide: (kind: MessageKind) => void;
  readonly onClear: () => void;
}

/** What can be done with those chosen. */
function Bulk({ companyId, chosen, onDecide, onClear }: BulkProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<string>();
  const [error, setError] = useState<CallError>();
  const count = format.count(chosen.length);
  const discard = async (): Promise<void> => {
    setAsking(false);
    const answer = await answered(window.api.call('received.discard', { companyId, ids: [...chosen] }));
    setError(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const { done, notDone } = answer.value;
    setTold(words.discarded(format.count(done), notDone, format.count(notDone)));
    onClear();
  };
  const none = chosen.length === 0;
  return (
    <div className={styles['bulk']} data-keeps-focus>
      <Button icon={CircleCheck} keys="A" disabled={none} onClick={() => onDecide('05')}>
        {words.accept}
      </Button>
      <Button icon={SplitSquareHorizontal} keys="P" disabled={none} onClick={() => onDecide('06')}>
        {words.partly}
      </Button>
      <Button icon={Ban} keys="R" disabled={none} onClick={() => onDecide('07')}>
        {words.reject}
      </Button>
      {asking ? (
        <span className={styles['ask']} role="alert">
          {words.discardAsk(chosen.length, count)}{' '}
          <Button size="small" tone="danger" onClick={() => void discard()}>
            {words.discardYes}
          </Button>{' '}
          <Button size="small" onClick={() => setAsking(false)}>
            {words.keep}
          </Button>
        </span>
      ) : (
        <Button tone="quiet" icon={Trash2} disabled={none} onClick={() => setAsking(true)}>
          {words.discard}
        </Button>
      )}
      {none ? undefined : (
        <>
          <output>{words.selected(chosen.length, count)}</output>
          <IconButton icon={X} label={words.clear} onClick={onClear} />
        </>
      )}
      {none && told !== undefined ? <output className={styles['muted']}>{told}</output> : undefined}
      {error ? <ErrorNotice error={error} /> : undefined}
    </div>
  );
}

const dayChoices = Array.from({ length: 20 }, (_, index) => String(index + 1));

/** The rule of the deadline, which no source settles: said where it is used, and changed here. */
function Deadline({
  companyId,
  businessDays,
}: {
  readonly companyId: string;
  readonly businessDays: number;
}) {
  const words = useCopy(copy);
  const [error, setError] = useState<CallError>();
  const days = String(businessDays);
  const change = async (value: string): Promise<void> => {
    const answer = await answered(
      window.api.call('received.setDeadline', { companyId, businessDays: Number(value) }),
    );
    setError(answer.ok ? undefined : answer.error);
  };
  return (
    <footer className={styles['deadline']}>
      <p>{words.dueNote(days)}</p>
      <Select
        aria-label={words.deadline}
        value={days}
        options={(dayChoices.includes(days) ? dayChoices : [...dayChoices, days]).map((value) => ({
          value,
          label: words.deadlineDays(Number(value), value),
        }))}
        onText={(value) => void change(value)}
      />
      {error ? <ErrorNotice error={error} /> : undefined}
    </footer>
  );
}

function NothingToAnswer({ onClose }: { readonly onClose: () => void }) {
  const words = useCopy(copy);
  return (
    <aside className={styles['nothing']}>
      <p>{words.nothingToAnswer}</p>
      <Button onClick={onClose}>{words.close}</Button>
    </aside>
  );
}
