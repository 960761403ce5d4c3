import type { InvoiceKind } from '../../../domain/billing/invoice-form.ts';
import { CircleCheck, CircleDashed, CircleX, FilePlus2, FileText, PencilLine, WifiOff } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { DocumentDetail, Issued } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { openNewDocument } from '../../app/new-document.ts';
import { newKindKeys } from '../../app/new-kinds.ts';
import { PrintButtons } from '../../app/print-buttons.tsx';
import { draftRoute, type Route, useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { RawText } from '../../ui/raw-text.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { kindShort } from '../../words/kind-short.ts';
import { reasonShort } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import styles from './issued-panel.module.css';
import { keys } from './keys.ts';

interface IssuedPanelProps {
  readonly issued: Issued;
  readonly kind: InvoiceKind;
}

const go = (route: Route): void => useRouter.getState().go(route);

/** Whether the authority holds it: yes, not yet known, or no. */
type Known = 'yes' | 'open' | 'no';

/** The three facts are never mixed (UX.md, promise 2): here, received, accepted. */
function known(document: DocumentDetail | undefined): { readonly received: Known; readonly accepted: Known } {
  switch (document?.state) {
    case 'received':
    case 'processing':
      return { received: 'yes', accepted: 'open' };
    case 'accepted':
      // accepted only with the authority's own answer stored (OUTBOX.md, I10)
      return document.answer?.verdict === 'accepted'
        ? { received: 'yes', accepted: 'yes' }
        : { received: 'yes', accepted: 'open' };
    case 'rejected':
      return { received: 'yes', accepted: 'no' };
    case 'needs_fix':
      return { received: 'no', accepted: 'open' };
    default:
      return { received: 'open', accepted: 'open' };
  }
}

/** What became of the sale just issued: it follows the document until it is final. */
export function IssuedPanel({ issued, kind }: IssuedPanelProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const view = useView(
    'documents.get',
    { id: issued.documentId },
    { topics: ['document'], id: issued.documentId },
  );
  const status = useView('status.get', undefined, { topics: ['status'] });
  const next = useRef<HTMLButtonElement>(null);
  const [failed, setFailed] = useState<CallError>();
  const document = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const { received, accepted } = known(document);
  const waits = document === undefined || ['sealed', 'queued', 'held', 'sending'].includes(document.state);
  const offline =
    waits && (issued.situation === '3' || (status.kind === 'ready' && status.value.network === 'offline'));

  useLayoutEffect(() => next.current?.focus(), []);
  const show = (): void => go({ screen: 'documents', documentId: issued.documentId });
  useWindowKeys((event) => {
    if (!matchesKeys(event, keys.showDocument)) return;
    event.preventDefault();
    go({ screen: 'documents', documentId: issued.documentId });
  });

  const correct = async (): Promise<void> => {
    const answer = await window.api.call('documents.act', { id: issued.documentId, action: 'copy-to-draft' });
    if (!answer.ok) setFailed(answer.error);
    else if (answer.value.draftId !== undefined) go(draftRoute(answer.value.draftId, answer.value.focus));
  };
  const detail = document?.state ?? 'queued';
  // a note or a receipt is made from its document, not one after the other: what follows is a sale
  const nextKind = kind === '02' || kind === '03' || kind === '10' ? '01' : kind;
  return (
    <>
      <h1 className={styles['hidden']}>{words.kindTitle[kind]}</h1>
      <section className={styles['panel']} aria-labelledby="issued-title">
        <header className={styles['head']}>
          <h2 id="issued-title">{words.issuedTitle(kindShort(kind), issued.consecutivo)}</h2>
          {document && (
            <span className={styles['amount']}>{format.money(document.total, document.currency)}</span>
          )}
        </header>
        {document && (
          <p className={styles['who']}>
            {document.customerName === '' ? words.anonymous : document.customerName}
          </p>
        )}

        <ol className={styles['facts']} aria-label={words.facts} aria-live="polite">
          <Fact known="yes" title={words.factKept} text={words.factKeptDetail} />
          <Fact known={received} title={words.factReceived}>
            {received !== 'yes' && <StateBadge state={detail} />}
          </Fact>
          <Fact known={accepted} title={words.factAccepted}>
            {received === 'yes' && <StateBadge state={detail} />}
          </Fact>
        </ol>
        {document && document.reason !== '' && (
          <p className={styles['reason']}>{reasonShort(document.reason, 'document', language)}</p>
        )}
        {offline && (
          <output className={styles['offline']}>
            <WifiOff size={16} aria-hidden="true" />
            {words.offline}
          </output>
        )}
        {document?.answer && document.answer.rows.length > 0 && (
          <div className={styles['answer']}>
            <h3>{words.answerRows}</h3>
            <ul>
              {document.answer.rows.map((row) => (
                <li key={`${row.code} ${row.text}`}>{row.text}</li>
              ))}
            </ul>
            <RawText text={document.answer.detail} />
          </div>
        )}
        {view.kind === 'failed' && <ErrorNotice error={view.error} onRetry={view.reload} />}
        {failed && <ErrorNotice error={failed} />}

        <div className={styles['actions']}>
          <Button
            ref={next}
            tone="primary"
            icon={FilePlus2}
            keys={newKindKeys(nextKind)}
            showsKeys
            onClick={() => void openNewDocument({ kind: nextKind })}
          >
            {words.nextOf[kind]}
          </Button>
          <Button icon={FileText} keys={keys.showDocument} showsKeys onClick={show}>
            {words.showDocument}
          </Button>
          {document?.actions.includes('copy-to-draft') === true &&
            (accepted === 'no' || received === 'no') && (
              <Button icon={PencilLine} onClick={() => void correct()}>
                {words.correctCopy}
              </Button>
            )}
        </div>
        <PrintButtons documentId={issued.documentId} brief />
        <div className={styles['claveRow']}>
          <dl className={styles['clave']}>
            <dt>{words.clave}</dt>
            <dd>{issued.clave}</dd>
          </dl>
          <CopyButton text={issued.clave} label={words.copyClave} />
        </div>
      </section>
    </>
  );
}

interface FactProps {
  readonly known: Known;
  readonly title: string;
  readonly text?: string;
  readonly children?: React.ReactNode;
}

function Fact({ known: value, title, text, children }: FactProps) {
  const words = useCopy(copy);
  const Icon = value === 'yes' ? CircleCheck : value === 'no' ? CircleX : CircleDashed;
  const said = value === 'yes' ? words.yes : value === 'no' ? words.no : words.notYet;
  return (
    <li className={styles['fact']} data-known={value}>
      <Icon size={18} aria-label={said} />
      <div>
        <p className={styles['factTitle']}>{title}</p>
        {text !== undefined && <p className={styles['factText']}>{text}</p>}
      </div>
      <div className={styles['factState']}>{children}</div>
    </li>
  );
}
