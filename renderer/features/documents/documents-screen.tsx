import { FilePlus2, ReceiptText, Scale, SearchX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { documentKinds } from '../../../domain/billing/codes.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { openNewDocument } from '../../app/new-document.ts';
import { type DocumentsShown, useRouter } from '../../app/router.ts';
import { shellKeys } from '../../app/sections.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { matchesKeys, showKeys } from '../../ui/keys.ts';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { DocumentDetailPane } from './document-detail.tsx';
import { DocumentList } from './document-list.tsx';
import styles from './documents-screen.module.css';
import { Drafts } from './drafts.tsx';
import { documentFilter, isOpen, type ListFilter, openFilter, type Period, periods } from './filter.ts';
import { type PageStore, pageStore } from './page-store.ts';

const searchKeys = 'Mod+F';
interface DocumentsScreenProps {
  readonly documentId?: string | undefined;
  readonly show?: DocumentsShown | undefined;
  readonly text?: string | undefined;
}

/** Documentos: filters, drafts on top, the list, and what happened to the chosen document. */
export function DocumentsScreen({ documentId, show, text }: DocumentsScreenProps) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const [filter, setFilter] = useState<ListFilter>({ ...openFilter, show: show ?? 'all', text: text ?? '' });
  // Another part of the window led here with its own wish: it wins over what was chosen before.
  const [led, setLed] = useState({ show, text });
  if (led.show !== show || led.text !== text) {
    setLed({ show, text });
    setFilter({ ...filter, show: show ?? 'all', text: text ?? '' });
  }
  const pages = usePages(filter);
  const state = useStore(pages.store);
  const search = useRef<HTMLInputElement>(null);
  const choose = useCallback(
    (id: string | undefined) =>
      go({
        screen: 'documents',
        ...(id !== undefined && { documentId: id }),
        ...(show !== undefined && { show }),
        ...(text !== undefined && { text }),
      }),
    [go, show, text],
  );

  useWindowKeys((event) => {
    if (!matchesKeys(event, searchKeys)) return;
    event.preventDefault();
    search.current?.select();
    search.current?.focus();
  });

  const nothing = state.state === 'ready' && state.rows.length === 0;
  return (
    <div className={styles['page']}>
      {/* outside of the list, which gives way to the detail in a narrow window */}
      <h1 className={styles['hidden']}>{words.title}</h1>
      <div className={styles['left']} data-with-detail={documentId !== undefined || undefined}>
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
            value={filter.text}
            onText={(value) => setFilter({ ...filter, text: value })}
          />
          <Button icon={Scale} onClick={() => go({ screen: 'reconciliation' })}>
            {words.reconcile}
          </Button>
          <Button
            tone="primary"
            icon={FilePlus2}
            keys={shellKeys.newInvoice}
            onClick={() => void openNewDocument()}
          >
            {words.newInvoice}
          </Button>
        </header>
        <Filters filter={filter} onFilter={setFilter} />
        {state.error ? <ErrorNotice error={state.error} onRetry={() => void pages.changed()} /> : undefined}
        {filter.show === 'all' && filter.text === '' ? <Drafts limit={3} /> : undefined}
        {filter.show === 'drafts' ? (
          <Drafts />
        ) : nothing ? (
          <Nothing filter={filter} onClear={() => setFilter(openFilter)} />
        ) : (
          <DocumentList
            rows={state.rows}
            capped={state.capped}
            ended={state.state === 'ready' && state.next === undefined}
            chosenId={documentId}
            onChoose={choose}
            onMore={pages.more}
            onClose={() => choose(undefined)}
          />
        )}
      </div>
      {documentId === undefined ? undefined : (
        <DocumentDetailPane key={documentId} id={documentId} onClose={() => choose(undefined)} />
      )}
    </div>
  );
}

/** The pages of a filter, asked again when it changes (by value) and when main says that a document changed. */
function usePages(filter: ListFilter): PageStore {
  const pages = useMemo(
    () =>
      pageStore({
        page: (input) => window.api.call('documents.page', input),
        row: (id) => window.api.call('documents.get', { id }),
      }),
    [],
  );
  const { show, text, kind, period, fromOn, untilOn } = filter;
  useEffect(() => {
    const asked = documentFilter({ show, text, kind, period, fromOn, untilOn }, Date.now());
    // drafts are another list; the documents stay as they were
    if (show === 'drafts') return undefined;
    const timer = setTimeout(() => void pages.show(asked), text === '' ? 0 : 40);
    return () => clearTimeout(timer);
  }, [pages, show, text, kind, period, fromOn, untilOn]);
  useEffect(
    () =>
      window.api.onChanged((event) => {
        if (event.topic === 'document') void pages.changed(event.id);
      }),
    [pages],
  );
  return pages;
}

const groups: readonly DocumentsShown[] = [
  'all',
  'drafts',
  'waiting',
  'accepted',
  'refused',
  'abandoned',
  'attention',
];

interface FiltersProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

function Filters({ filter, onFilter }: FiltersProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  return (
    <div className={styles['filters']}>
      <fieldset className={styles['groups']}>
        <legend className={styles['hidden']}>{words.show}</legend>
        {groups.map((group) => (
          <label key={group} className={styles['group']}>
            <input
              type="radio"
              name="show"
              checked={filter.show === group}
              onChange={() => onFilter({ ...filter, show: group })}
            />
            <span>{words[group]}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles['selects']}>
        <Select
          aria-label={words.kind}
          value={filter.kind}
          options={[
            { value: '', label: words.kindAll },
            ...documentKinds.map(({ code, name }) => ({ value: code, label: name[language] })),
          ]}
          onText={(kind) => onFilter({ ...filter, kind })}
        />
        <Select
          aria-label={words.period}
          value={filter.period}
          options={periods.map((value) => ({ value, label: words.periods[value] }))}
          onText={(value) => onFilter({ ...filter, period: periods.find((each) => each === value) ?? 'all' })}
        />
        {filter.period === ('range' satisfies Period) ? (
          <>
            <TextInput
              type="date"
              aria-label={words.from}
              value={filter.fromOn}
              onText={(fromOn) => onFilter({ ...filter, fromOn })}
            />
            <TextInput
              type="date"
              aria-label={words.until}
              value={filter.untilOn}
              onText={(untilOn) => onFilter({ ...filter, untilOn })}
            />
          </>
        ) : undefined}
        {isOpen(filter) ? undefined : (
          <Button tone="quiet" onClick={() => onFilter(openFilter)}>
            {words.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

function Nothing({ filter, onClear }: { readonly filter: ListFilter; readonly onClear: () => void }) {
  const words = useCopy(copy);
  return isOpen(filter) ? (
    <EmptyState
      icon={ReceiptText}
      title={words.emptyTitle}
      text={words.emptyText}
      action={
        <Button tone="primary" icon={FilePlus2} onClick={() => void openNewDocument()}>
          {words.firstInvoice}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={SearchX}
      title={words.noneTitle}
      text={words.noneText}
      action={<Button onClick={onClear}>{words.clear}</Button>}
    />
  );
}
