import { clsx } from 'clsx';
import {
  Check,
  CircleDashed,
  CircleQuestionMark,
  Download,
  HardDriveDownload,
  ScrollText,
  X,
} from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { assertNever } from '../../../domain/assert-never.ts';
import { documentKinds, findCode } from '../../../domain/billing/codes.ts';
import type { InvoiceForm } from '../../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../../domain/billing/live-totals.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import type { DocumentDetail } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { DocumentActions } from '../../app/document-actions.tsx';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { nextStep } from '../../app/next-step.ts';
import { PrintButtons } from '../../app/print-buttons.tsx';
import { RelatedSection } from '../../app/related-section.tsx';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Banner, type BannerTone } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RawText } from '../../ui/raw-text.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { type Explanation, explainCause, explainRejection } from '../../../domain/words/causes.ts';
import { documentSentences } from '../../words/reasons.ts';
import { AnswerAside, AnswerLook } from './answer-look.tsx';
import { copy } from './copy.ts';
import styles from './document-detail.module.css';
import { documentFacts } from './document-facts.ts';
import { MessageFacts } from './message-facts.tsx';
import { Timeline } from './timeline.tsx';

interface DocumentDetailPaneProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** Everything about one document: its three facts, what to do, the amounts, every attempt, its files. */
export function DocumentDetailPane({ id, onClose }: DocumentDetailPaneProps) {
  const words = useCopy(copy);
  const view = useView('documents.get', { id }, { topics: ['document', 'queue'], id });
  const value = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const pane = useRef<HTMLElement>(null);
  // Opened from another screen: what had the focus went with that screen.
  useEffect(() => {
    if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true });
  }, []);
  return (
    // Escape closes from anywhere inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles['pane']}
      aria-label={words.detail}
      ref={pane}
      tabIndex={-1}
      data-keeps-focus
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <IconButton className={styles['close']} icon={X} label={words.close} keys="Escape" onClick={onClose} />
      {view.kind === 'loading' ? <Spinner label={words.loadingDetail} /> : undefined}
      {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
      {value ? <Detail detail={value} /> : undefined}
    </aside>
  );
}

const personStates: ReadonlySet<string> = new Set([
  'needs_fix',
  'needs_person',
  'quarantined',
  'rejected',
  'abandoned',
]);
const toneOf = (detail: DocumentDetail): BannerTone =>
  detail.state === 'needs_fix' || detail.state === 'rejected'
    ? 'danger'
    : personStates.has(detail.state) || detail.state === 'unknown'
      ? 'warning'
      : 'info';

function Detail({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const reason = documentSentences(detail, language);
  const cause = detail.attempts.findLast((attempt) => attempt.cause !== undefined)?.cause;
  return (
    <>
      <header className={styles['head']}>
        <p className={styles['kind']}>
          {findCode(documentKinds, detail.kind)?.name[language] ?? detail.kind}
          {detail.environment === 'production' ? '' : ` · ${words.environment[detail.environment]}`}
        </p>
        <h2 className={styles['number']}>{detail.consecutivo}</h2>
        <p>{detail.customerName || words.noCustomer}</p>
        <p className={styles['total']}>{format.money(detail.total, detail.currency)}</p>
        <StateBadge state={detail.state} />
      </header>
      {reason ? (
        <Banner
          tone={toneOf(detail)}
          sentences={reason}
          quote={detail.state === 'needs_fix' ? cause : undefined}
          raw={[detail.reason, cause].filter(Boolean).join('\n')}
        />
      ) : undefined}
      {detail.state === 'needs_fix' && cause !== undefined ? (
        <p className={styles['copied']}>
          <Explained explanation={explainCause(cause, language)} />
        </p>
      ) : undefined}
      <DocumentActions
        id={detail.id}
        state={detail.state}
        actions={detail.actions}
        urgent={personStates.has(detail.state)}
      />
      {detail.copiedTo ? <CopiedTo state={detail.state} copiedTo={detail.copiedTo} /> : undefined}
      <Facts detail={detail} />
      {detail.answer && saysSomething(detail.answer) ? (
        <Answer answer={detail.answer} currency={detail.currency} />
      ) : undefined}
      <AnswerAside detail={detail} />
      {'receivedId' in detail.form ? (
        <MessageFacts detail={detail} form={detail.form} />
      ) : (
        <Amounts detail={detail} form={detail.form} />
      )}
      {'receivedId' in detail.form ? undefined : (
        <section className={styles['section']} data-keeps-focus tabIndex={-1}>
          <RelatedSection key={detail.id} documentId={detail.id} />
        </section>
      )}
      <section className={styles['section']}>
        <h3>{words.timeline}</h3>
        <Timeline detail={detail} />
      </section>
      <Files detail={detail} />
    </>
  );
}

/** Where its correction, or the sale made like it, is. */
function CopiedTo({
  state,
  copiedTo,
}: {
  readonly state: DocumentDetail['state'];
  readonly copiedTo: NonNullable<DocumentDetail['copiedTo']>;
}) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const draft = copiedTo.kind === 'draft';
  return (
    <p className={styles['copied']}>
      {draft
        ? words.correctionDraft
        : state === 'accepted'
          ? words.copiedTo(copiedTo.consecutivo)
          : words.correctedBy(copiedTo.consecutivo)}{' '}
      <Button
        size="small"
        tone="quiet"
        onClick={() =>
          go(
            copiedTo.kind === 'draft'
              ? { screen: 'invoice', draftId: copiedTo.draftId }
              : { screen: 'documents', documentId: copiedTo.documentId },
          )
        }
      >
        {words.openIt}
      </Button>
    </p>
  );
}

function Facts({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(1_000);
  const facts = documentFacts(detail);
  const { received, verdict } = facts;
  return (
    <section className={styles['section']}>
      <h3>{words.facts}</h3>
      <ol className={styles['facts']}>
        <Fact
          look="yes"
          name={words.savedHere}
          value={format.when(facts.savedAt, now)}
          note={words.savedHereNote(format.bytes(detail.xmlBytes))}
        />
        <Fact
          look={
            received.kind === 'yes'
              ? 'yes'
              : received.kind === 'unknown'
                ? 'unknown'
                : received.kind === 'never'
                  ? 'bad'
                  : 'no'
          }
          name={words.received}
          value={
            received.kind === 'yes'
              ? received.at === undefined
                ? ''
                : format.when(received.at, now)
              : received.kind === 'unknown'
                ? detail.state === 'sending'
                  ? words.receivedSending
                  : words.receivedUnknown
                : received.kind === 'never'
                  ? words.receivedNever
                  : words.receivedNot
          }
          note={received.kind === 'no' && detail.situation === '3' ? words.offlineIssued : undefined}
          next={waitingStates.has(detail.state) ? <WhenNext detail={detail} now={now} /> : undefined}
        />
        <Fact
          look={verdict.kind === 'accepted' ? 'yes' : verdict.kind === 'none' ? 'no' : 'bad'}
          name={verdict.kind === 'rejected' ? words.rejected1 : words.accepted1}
          value={
            verdict.kind === 'accepted' || verdict.kind === 'rejected'
              ? format.when(verdict.at, now)
              : verdict.kind === 'never'
                ? words.acceptedNever
                : words.acceptedNot
          }
          note={
            detail.nextAt === undefined || waitingStates.has(detail.state)
              ? undefined
              : detail.nextAt > now
                ? words.next(format.duration(detail.nextAt - now))
                : words.nextNow
          }
        />
      </ol>
    </section>
  );
}

/** Hacienda is not known to have it yet: what comes next is sending, or asking. */
const waitingStates: ReadonlySet<string> = new Set(['sealed', 'held', 'queued', 'unknown']);

/** When it goes, as Cola says it: its own time, and when the way to Hacienda opens. */
function WhenNext({ detail, now }: { readonly detail: DocumentDetail; readonly now: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const queue = useView('queue.view', undefined, { topics: ['queue', 'document', 'status'] });
  const view = queue.kind === 'ready' ? queue.value : queue.kind === 'failed' ? queue.last : undefined;
  const item = view?.items.find((each) => each.id === detail.id);
  if (!view || !item) return undefined;
  const step = nextStep(item, view, now);
  const asks = detail.state === 'unknown';
  switch (step.kind) {
    case 'you':
      return words.youDecide;
    case 'now':
      return asks ? words.asksNow : words.goesNow;
    case 'at':
      return (asks ? words.asksIn : words.goesIn)(format.duration(step.at - now));
    case 'when-open':
      return words.goesWhenOpen;
    default:
      return assertNever(step);
  }
}

const factIcons = { yes: Check, no: CircleDashed, unknown: CircleQuestionMark, bad: X };

interface FactProps {
  readonly look: keyof typeof factIcons;
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
  readonly next?: ReactNode;
}
function Fact({ look, name, value, note, next }: FactProps) {
  const Icon = factIcons[look];
  return (
    <li className={styles['fact']}>
      <span className={clsx(styles['factIcon'], styles[look])}>
        <Icon size={14} aria-hidden="true" />
      </span>
      <span className={styles['factName']}>{name}</span>
      <span className={styles['factValue']}>{value}</span>
      {note ? <span className={styles['factNote']}>{note}</span> : undefined}
      {next ? <span className={styles['factNote']}>{next}</span> : undefined}
    </li>
  );
}

/** What the authority's words mean, and what to do; nothing where nobody knows. */
function Explained({ explanation }: { readonly explanation: Explanation | undefined }) {
  return explanation ? (
    <span className={styles['explained']}>
      {explanation.happened} {explanation.todo}
    </span>
  ) : undefined;
}

/** A plain acceptance, stored before answers were looked at, has nothing to show. */
const saysSomething = ({ rows, verdict, check }: NonNullable<DocumentDetail['answer']>): boolean =>
  rows.length > 0 || verdict === 'rejected' || check !== undefined;

interface AnswerProps {
  readonly answer: NonNullable<DocumentDetail['answer']>;
  readonly currency: string;
}

function Answer({ answer, currency }: AnswerProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  return (
    <section className={styles['section']}>
      <h3>{words.answer}</h3>
      {answer.check ? <AnswerLook check={answer.check} currency={currency} /> : undefined}
      <dl className={styles['answer']}>
        {answer.rows.map((row, index) => (
          // rows of one answer never move
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index}>
            <dt>{row.code}</dt>
            <dd>
              {row.text}
              <Explained explanation={explainRejection(row, language)} />
            </dd>
          </div>
        ))}
      </dl>
      <RawText text={answer.detail} label={words.answerRaw} />
    </section>
  );
}

interface AmountsProps {
  readonly detail: DocumentDetail;
  readonly form: InvoiceForm;
}

function Amounts({ detail, form }: AmountsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { currency } = detail;
  // the same exact code that wrote the XML
  const { summary } = useMemo(() => liveTotals(form), [form]);
  const money = (amount: bigint): string => format.money(formatAmount(amount), currency);
  return (
    <section className={styles['section']}>
      <h3>{words.amounts}</h3>
      <dl className={styles['amounts']}>
        {summary.discounts > 0n ? (
          <>
            <div>
              <dt>{words.sale}</dt>
              <dd>{money(summary.sale)}</dd>
            </div>
            <div>
              <dt>{words.discounts}</dt>
              <dd>−{money(summary.discounts)}</dd>
            </div>
          </>
        ) : undefined}
        <div>
          <dt>{words.netSale}</dt>
          <dd>{money(summary.netSale)}</dd>
        </div>
        <div>
          <dt>{words.tax}</dt>
          <dd>{money(summary.tax)}</dd>
        </div>
        {summary.otherCharges > 0n ? (
          <div>
            <dt>{words.otherCharges}</dt>
            <dd>{money(summary.otherCharges)}</dd>
          </div>
        ) : undefined}
        {summary.ivaReturned > 0n ? (
          <div>
            <dt>{words.ivaReturned}</dt>
            <dd>−{money(summary.ivaReturned)}</dd>
          </div>
        ) : undefined}
        <div className={styles['sum']}>
          <dt>{words.totalAmount}</dt>
          <dd>{format.money(detail.total, currency)}</dd>
        </div>
      </dl>
      <details className={styles['lines']}>
        <summary>{`${words.linesTitle} (${format.count(form.lines.length)})`}</summary>
        <ul>
          {form.lines.slice(0, 200).map((line) => (
            <li key={line.id}>
              <span>{format.decimal(line.quantity)} ×</span> <span>{line.detail}</span>
              <span>{format.amount(line.unitPrice)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Files({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const [saved, setSaved] = useState<string>();
  const [error, setError] = useState<CallError>();
  const save = async (file: 'xml' | 'answer' | 'history'): Promise<void> => {
    setSaved(undefined);
    setError(undefined);
    const answer = await window.api.call('documents.saveFile', { id: detail.id, file });
    if (answer.ok) setSaved(answer.value.name);
    else if (answer.error.code !== 'cancelled') setError(answer.error);
  };
  return (
    <section className={styles['section']}>
      <h3>{words.files}</h3>
      <PrintButtons documentId={detail.id} />
      <div className={styles['buttons']}>
        <Button size="small" icon={Download} onClick={() => void save('xml')}>
          {words.saveXml}
        </Button>
        {detail.answer ? (
          <Button size="small" icon={HardDriveDownload} onClick={() => void save('answer')}>
            {words.saveAnswer}
          </Button>
        ) : undefined}
        <Button
          size="small"
          icon={ScrollText}
          title={words.saveHistoryHint}
          onClick={() => void save('history')}
        >
          {words.saveHistory}
        </Button>
        <CopyButton text={detail.clave} label={words.copyClave} />
      </div>
      <output className={styles['saved']}>{saved === undefined ? '' : words.saved(saved)}</output>
      {error ? <ErrorNotice error={error} /> : undefined}
      <dl className={styles['ids']}>
        <dt>{words.clave}</dt>
        <dd>{detail.clave}</dd>
        <dt>{words.hash}</dt>
        <dd>{detail.xmlSha256}</dd>
        <dt>{words.schema}</dt>
        <dd>{detail.schemaSet ?? words.noSchema}</dd>
      </dl>
    </section>
  );
}
