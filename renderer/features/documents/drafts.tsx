import { FilePen } from 'lucide-react';
import { useState } from 'react';
import type { DraftSummary } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './documents-screen.module.css';

/** Drafts above the list (`limit` of them) or alone (all): go on with one, or discard it after saying so twice. */
export function Drafts({ limit }: { readonly limit?: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const drafts = useView('drafts.list', undefined, { topics: ['draft', 'document', 'company'] });
  const [error, setError] = useState<CallError>();
  if (drafts.kind === 'failed') return <ErrorNotice error={drafts.error} onRetry={drafts.reload} />;
  if (drafts.kind === 'loading') return undefined;
  const all = drafts.value;
  if (all.length === 0) {
    return limit === undefined ? (
      <EmptyState icon={FilePen} title={words.noDraftsTitle} text={words.noDraftsText} />
    ) : undefined;
  }
  const discard = async (id: string): Promise<void> => {
    const answer = await window.api.call('drafts.discard', { id });
    setError(answer.ok ? undefined : answer.error);
    drafts.reload();
  };
  return (
    <section
      className={styles['drafts']}
      aria-label={words.draftsTitle}
      data-alone={limit === undefined || undefined}
    >
      {error ? <ErrorNotice error={error} /> : undefined}
      <ul>
        {all.slice(0, limit).map((draft) => (
          <DraftRow key={draft.id} draft={draft} onDiscard={() => void discard(draft.id)} />
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
  const [asking, setAsking] = useState(false);
  const customer = draft.customerName || words.draftNoCustomer;
  return (
    <li className={styles['draft']}>
      <StateBadge state="draft" plain />
      <span className={styles['draftWho']}>{customer}</span>
      {asking ? (
        <>
          <span className={styles['ask']}>{words.discardAsk}</span>
          <Button size="small" tone="danger" onClick={onDiscard}>
            {words.discardSure}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {words.discardNo}
          </Button>
        </>
      ) : (
        <>
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
            onClick={() => setAsking(true)}
          >
            {words.discard}
          </Button>
        </>
      )}
    </li>
  );
}
