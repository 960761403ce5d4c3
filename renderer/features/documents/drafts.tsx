import { FilePen, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { DraftSummary } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useCompany } from '../../app/session.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { useDiscardedDraft } from './discarded-draft.ts';
import styles from './documents-screen.module.css';

/** Drafts above the list (`limit` of them) or alone (all): go on with one, or discard it and bring it back. */
export function Drafts({ limit }: { readonly limit?: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const companyId = useCompany()?.id;
  const drafts = useView('drafts.list', undefined, { topics: ['draft', 'document', 'company'] });
  const { last, discard, undo } = useDiscardedDraft();
  const [error, setError] = useState<CallError>();
  const [justGone, setJustGone] = useState<string>();
  if (drafts.kind === 'failed') return <ErrorNotice error={drafts.error} onRetry={drafts.reload} />;
  if (drafts.kind === 'loading') return undefined;
  const all = drafts.value;
  const undoable = last !== undefined && last.companyId === companyId ? last : undefined;
  if (all.length === 0 && undoable === undefined && error === undefined) {
    return limit === undefined ? (
      <EmptyState icon={FilePen} title={words.noDraftsTitle} text={words.noDraftsText} />
    ) : undefined;
  }
  const settle = async (work: Promise<CallError | undefined>): Promise<void> => {
    setError(await work);
    drafts.reload();
  };
  return (
    <section
      className={styles['drafts']}
      aria-label={words.draftsTitle}
      data-alone={limit === undefined || undefined}
    >
      {error ? <ErrorNotice error={error} /> : undefined}
      {undoable ? (
        <div className={styles['draft']}>
          <output className={styles['draftWho']}>
            {undoable.customerName === ''
              ? words.discardedNoCustomer
              : words.discarded(undoable.customerName)}
          </output>
          {/* the button that had the focus has gone with its draft */}
          <Button
            key={undoable.id}
            size="small"
            icon={Undo2}
            ref={justGone === undoable.id ? takeFocus : undefined}
            onClick={() => void settle(undo())}
          >
            {words.undoDiscard}
          </Button>
        </div>
      ) : undefined}
      <ul>
        {all.slice(0, limit).map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            onDiscard={() => {
              setJustGone(draft.id);
              void settle(discard(draft.id, draft.customerName, companyId));
            }}
          />
        ))}
      </ul>
      {limit !== undefined && all.length > limit ? (
        <Button size="small" tone="quiet" onClick={() => go({ screen: 'documents', show: 'drafts' })}>
          {words.draftsAll(format.count(all.length))}
        </Button>
      ) : undefined}
    </section>
  );
}

function DraftRow({ draft, onDiscard }: { readonly draft: DraftSummary; readonly onDiscard: () => void }) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const now = useNow(60_000);
  const customer = draft.customerName || words.draftNoCustomer;
  return (
    <li className={styles['draft']}>
      <StateBadge state="draft" plain />
      <span className={styles['draftWho']}>{customer}</span>
      <span className={styles['muted']}>
        {words.lines(draft.lines, format.count(draft.lines))} · {format.ago(draft.updatedAt, now)}
      </span>
      <span className={styles['amount']}>{format.money(draft.total, draft.currency)}</span>
      <Button
        size="small"
        aria-label={`${words.goOn} ${customer}`}
        onClick={() => go({ screen: 'invoice', draftId: draft.id })}
      >
        {words.goOn}
      </Button>
      <Button
        size="small"
        tone="quiet"
        className={styles['discard']}
        aria-label={`${words.discard} ${customer}`}
        onClick={onDiscard}
      >
        {words.discard}
      </Button>
    </li>
  );
}
