import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Download,
  type LucideIcon,
  SplitSquareHorizontal,
  TriangleAlert,
  X,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { documentKinds, findCode } from '../../../domain/billing/codes.ts';
import type { CheckOutcome } from '../../../domain/received/checks.ts';
import type { MessageKind } from '../../../domain/received/message-form.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { MessageView, ReceivedDetail } from '../../../preload/contract/received.ts';
import { answered } from '../../app/answered.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RawText } from '../../ui/raw-text.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { checkName, checkSentence } from './check-words.ts';
import { copy } from './copy.ts';
import styles from './received-detail.module.css';
import { Due } from './received-list.tsx';
import { StatusCell } from './status-cell.tsx';

interface ReceivedDetailPaneProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDecide: (kind: MessageKind, id: string) => void;
}

/** What may be answered, with the letter that does it here as in the list. */
const answers = [
  ['05', 'accept', CircleCheck, 'A'],
  ['06', 'partly', SplitSquareHorizontal, 'P'],
  ['07', 'reject', Ban, 'R'],
] as const;

/** Everything about one received document: what was checked, our answer, its lines and totals, its files. */
export function ReceivedDetailPane({ id, onClose, onDecide }: ReceivedDetailPaneProps) {
  const words = useCopy(copy);
  const view = useView('received.get', { id }, { topics: ['received', 'document'], restMs: 300 });
  const value = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true });
  }, []);
  return (
    // Escape closes from anywhere inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={pane}
      className={styles['pane']}
      aria-label={words.detailLabel}
      tabIndex={-1}
      data-keeps-focus
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.ctrlKey || event.metaKey || event.altKey || value?.canAnswer !== true) return;
        const [kind] = answers.find(([, , , key]) => key === event.key.toUpperCase()) ?? [];
        if (kind === undefined) return;
        event.preventDefault();
        onDecide(kind, id);
      }}
    >
      <IconButton className={styles['close']} icon={X} label={words.close} keys="Escape" onClick={onClose} />
      {view.kind === 'loading' ? <Spinner label={words.loadingDetail} /> : undefined}
      {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
      {value ? <Detail detail={value} onDecide={onDecide} /> : undefined}
    </aside>
  );
}

interface DetailProps {
  readonly detail: ReceivedDetail;
  readonly onDecide: (kind: MessageKind, id: string) => void;
}

function Detail({ detail, onDecide }: DetailProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  return (
    <>
      <header className={styles['head']}>
        <p className={styles['muted']}>
          {findCode(documentKinds, detail.kind)?.name[language] ?? detail.kind} · {detail.consecutivo}
        </p>
        <h2>{detail.issuerName || detail.issuerNumber}</h2>
        <p className={styles['muted']}>
          {detail.issuerNumber} · {format.issued(detail.issuedAt)}
        </p>
        <p className={styles['total']}>{format.money(detail.total, detail.currency)}</p>
        <StatusCell row={detail} />
        {detail.dueOn === undefined ? undefined : <Due row={detail} />}
      </header>
      {detail.canAnswer ? (
        <div className={styles['actions']}>
          {answers.map(([kind, word, icon, keys], index) => (
            <Button
              key={kind}
              size="small"
              tone={index === 0 ? 'primary' : 'plain'}
              icon={icon}
              keys={keys}
              onClick={() => onDecide(kind, detail.id)}
            >
              {words[word]}
            </Button>
          ))}
        </div>
      ) : undefined}
      {detail.status === 'answer-refused' ? (
        <p className={styles['note']}>{words.refusedAgain}</p>
      ) : undefined}
      <Checks detail={detail} />
      <section className={styles['section']}>
        <h3>{words.messages}</h3>
        {detail.messages.length === 0 ? (
          <p className={styles['muted']}>{words.noMessages}</p>
        ) : (
          <ul className={styles['list']}>
            {detail.messages.map((message) => (
              <Message key={message.documentId} message={message} />
            ))}
          </ul>
        )}
      </section>
      <Content detail={detail} />
      <Files detail={detail} />
    </>
  );
}

const outcomeIcons: Readonly<Record<CheckOutcome, LucideIcon>> = {
  passed: CircleCheck,
  failed: CircleX,
  warned: TriangleAlert,
  'not-checked': CircleDashed,
};

function Checks({ detail }: { readonly detail: ReceivedDetail }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  return (
    <section className={styles['section']}>
      <h3>{words.checks}</h3>
      <ul className={styles['checks']}>
        {detail.checks.map((check) => {
          const Icon = outcomeIcons[check.outcome];
          return (
            <li key={check.name} data-outcome={check.outcome}>
              <Icon size={16} aria-hidden="true" />
              <div>
                <p className={styles['checkHead']}>
                  <span>{checkName(check.name, language)}</span>
                  <span className={styles['outcome']}>{words.outcome[check.outcome]}</span>
                </p>
                <p className={styles['muted']}>{checkSentence(check, language)}</p>
                {check.code === 'invalid' ? <RawText text={check.detail} /> : undefined}
              </div>
            </li>
          );
        })}
      </ul>
      {detail.answer && detail.answer.detail.trim() !== '.' ? (
        <RawText text={detail.answer.detail} />
      ) : undefined}
    </section>
  );
}

function Message({ message }: { readonly message: MessageView }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const now = useNow(10_000);
  const go = useRouter((store) => store.go);
  return (
    <li className={styles['message']}>
      <p>
        {findCode(documentKinds, message.kind)?.name[language] ?? message.kind} ·{' '}
        {message.consecutivo.slice(10)}
      </p>
      <p className={styles['muted']}>{format.when(message.sealedAt, now)}</p>
      <StateBadge state={message.state} />
      <Button
        size="small"
        tone="quiet"
        onClick={() => go({ screen: 'documents', documentId: message.documentId })}
      >
        {words.seeMessage}
      </Button>
    </li>
  );
}

const totals = ['sale', 'discounts', 'netSale', 'tax', 'otherCharges', 'ivaReturned', 'total'] as const;
const always: ReadonlySet<string> = new Set(['sale', 'netSale', 'tax', 'total']);

function Content({ detail }: { readonly detail: ReceivedDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  const { content } = detail;
  if (content.kind === 'damaged')
    return (
      <section className={styles['section']}>
        <h3>{words.content}</h3>
        <p className={styles['bad']}>{words.damaged}</p>
      </section>
    );
  return (
    <section className={styles['section']}>
      <h3>{words.content}</h3>
      {/* what scrolls is reachable by keyboard */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles['scroll']} aria-label={words.content} tabIndex={0}>
        <Table label={words.content}>
          <thead>
            <tr>
              <Th>{words.line}</Th>
              <Th numeric>{words.quantity}</Th>
              <Th numeric>{words.price}</Th>
              <Th numeric>{words.lineTotal}</Th>
            </tr>
          </thead>
          <tbody>
            {content.lines.map((line) => (
              <Tr key={line.number}>
                <Td className={styles['wrap']}>{line.detail}</Td>
                <Td numeric>
                  {format.decimal(line.quantity)} {line.unit}
                </Td>
                <Td numeric>{format.amount(line.unitPrice)}</Td>
                <Td numeric>{format.amount(line.total)}</Td>
              </Tr>
            ))}
            {content.charges.map((charge, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- what was received does not change
              <Tr key={`${index} ${charge.detail}`}>
                <Td className={styles['wrap']}>{charge.detail}</Td>
                <Td />
                <Td />
                <Td numeric>{format.amount(charge.amount)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </section>
      <dl className={styles['totals']}>
        {totals
          .filter((name) => always.has(name) || content[name] !== '0')
          .map((name) => (
            <div key={name} data-total={name === 'total' || undefined}>
              <dt>{words[name]}</dt>
              <dd>{format.money(content[name], detail.currency)}</dd>
            </div>
          ))}
      </dl>
      {detail.currency === 'CRC' ? undefined : (
        <p className={styles['muted']}>{words.exchange(format.decimal(content.exchangeRate))}</p>
      )}
      {content.references.length > 0 ? (
        <>
          <h3>{words.references}</h3>
          <ul className={styles['list']}>
            {content.references.map(({ number, reason, documentType }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- what was received does not change
              <li key={`${index} ${number}`} className={styles['reference']}>
                {number || documentType}
                {reason === '' ? '' : ` · ${reason}`}
              </li>
            ))}
          </ul>
        </>
      ) : undefined}
    </section>
  );
}

function Files({ detail }: { readonly detail: ReceivedDetail }) {
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(60_000);
  const [saved, setSaved] = useState<string>();
  const [error, setError] = useState<CallError>();
  const save = async (file: 'xml' | 'answer'): Promise<void> => {
    const answer = await answered(window.api.call('received.saveFile', { id: detail.id, file }));
    setSaved(answer.ok ? answer.value.name : undefined);
    setError(answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error);
  };
  return (
    <section className={styles['section']}>
      <h3>{words.files}</h3>
      <p className={styles['muted']}>
        {words.fileFrom(detail.fileName, format.when(detail.importedAt, now))}
      </p>
      <div className={styles['actions']}>
        <Button size="small" icon={Download} onClick={() => void save('xml')}>
          {words.saveXml}
        </Button>
        {detail.answer ? (
          <Button size="small" icon={Download} onClick={() => void save('answer')}>
            {words.saveAnswer}
          </Button>
        ) : undefined}
        <CopyButton text={detail.clave} label={words.copyClave} />
      </div>
      {saved === undefined ? undefined : <output className={styles['muted']}>{words.saved(saved)}</output>}
      {error ? <ErrorNotice error={error} /> : undefined}
    </section>
  );
}
