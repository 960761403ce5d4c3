import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { documentKinds } from '../../../domain/billing/codes.ts';
import { type FindingCause, findingSentences } from '../../../domain/words/reconciliation.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { OwnFinding, TheirsFinding } from '../../../preload/contract/reconciliation.ts';
import { answered } from '../../app/answered.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './reconciliation-screen.module.css';

/** A moment of that day in Costa Rica. @param day `YYYY-MM-DD` */
const noonOf = (day: string): number => Date.parse(`${day}T12:00:00-06:00`);

/** Rows of one cause together, under what it means: the sentence is read once, not on every row. */
function byCause<Row extends { readonly cause: FindingCause }>(
  rows: readonly Row[],
): readonly (readonly [FindingCause, readonly Row[]])[] {
  const groups = new Map<FindingCause, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.cause);
    if (group) group.push(row);
    else groups.set(row.cause, [row]);
  }
  return [...groups];
}

interface GroupsProps {
  readonly title: string;
  readonly shown: number;
  readonly all: number;
  readonly children: ReactNode;
}

function Groups({ title, shown, all, children }: GroupsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  if (shown === 0) return undefined;
  return (
    <Card title={`${title} (${format.count(all)})`} flush>
      {children}
      {all > shown ? (
        <p className={clsx(styles['cause'], styles['muted'])}>
          {words.more(format.count(shown), format.count(all))}
        </p>
      ) : undefined}
    </Card>
  );
}

/** What the rows below have in common, and what to do about it. */
function Cause({ cause, children }: { readonly cause: FindingCause; readonly children: ReactNode }) {
  const language = useLanguage((store) => store.language);
  const { happened, means, todo } = findingSentences(cause, language);
  return (
    <>
      <p className={styles['cause']}>
        <strong>{happened}</strong> {means} {todo}
      </p>
      {/* what scrolls is reachable by keyboard: its buttons are */}
      <div className={styles['scroll']}>{children}</div>
    </>
  );
}

interface OwnFindingsProps {
  readonly title: string;
  readonly rows: readonly OwnFinding[];
  /** how many there are; the rows are the first of them */
  readonly all: number;
  readonly month: string;
  readonly companyId: string;
}

/** Documents of ours: each can be opened, and asked about where that may tell something. Sending again is not offered here. */
export function OwnFindings({ title, rows, all, month, companyId }: OwnFindingsProps) {
  return (
    <Groups title={title} shown={rows.length} all={all}>
      {byCause(rows).map(([cause, members]) => (
        <Cause key={cause} cause={cause}>
          <OwnTable label={title} rows={members} month={month} companyId={companyId} />
        </Cause>
      ))}
    </Groups>
  );
}

interface OwnTableProps extends Pick<OwnFindingsProps, 'rows' | 'month' | 'companyId'> {
  readonly label: string;
}

function OwnTable({ label, rows, month, companyId }: OwnTableProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const now = useNow(5_000);
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<CallError>();
  const ask = async (id: string): Promise<void> => {
    setBusy(id);
    const answer = await answered(window.api.call('reconciliation.ask', { companyId, month, id }));
    setBusy(undefined);
    setError(answer.ok ? undefined : answer.error);
  };
  return (
    <>
      {error ? <ErrorNotice error={error} className={styles['cause']} /> : undefined}
      <Table label={label}>
        <thead>
          <tr>
            <Th>{words.document}</Th>
            <Th>{words.date}</Th>
            <Th>{words.customer}</Th>
            <Th numeric>{words.total}</Th>
            <Th>{words.here}</Th>
            <Th>
              <span className={styles['hidden']}>{words.options}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id} className={styles['tall']}>
              <Td>{row.consecutivo}</Td>
              <Td muted className={styles['nowrap']}>
                {format.issuedDate(row.issuedAt)}
              </Td>
              <Td className={styles['customer']}>{row.customerName || words.none}</Td>
              <Td numeric>{format.money(row.total, row.currency)}</Td>
              <Td>
                <StateBadge state={row.state} plain />
                <Notes row={row} now={now} />
              </Td>
              <Td numeric>
                <span className={styles['buttons']}>
                  {row.canAsk ? (
                    <Button
                      size="small"
                      icon={RefreshCw}
                      busy={busy === row.id}
                      disabled={busy !== undefined}
                      aria-label={words.askOf(row.consecutivo)}
                      onClick={() => void ask(row.id)}
                    >
                      {words.ask}
                    </Button>
                  ) : undefined}
                  <Button
                    size="small"
                    aria-label={words.viewOf(row.consecutivo)}
                    onClick={() => go({ screen: 'documents', documentId: row.id })}
                  >
                    {words.view}
                  </Button>
                </span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Notes({ row, now }: { readonly row: OwnFinding; readonly now: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const notes = [
    ...(row.differences.length > 0
      ? [words.differsIn(row.differences.map((each) => words.differences[each]).join(', '))]
      : []),
    ...(row.asked?.listed === false ? [words.askedMissing(format.when(row.asked.at, now))] : []),
  ];
  return notes.length === 0 ? undefined : <span className={styles['note']}>{notes.join(' ')}</span>;
}

interface TheirsFindingsProps {
  readonly title: string;
  readonly rows: readonly TheirsFinding[];
  readonly all: number;
}

/** Documents only Hacienda has: what their clave tells. Nothing can be made or sent from here. */
export function TheirsFindings({ title, rows, all }: TheirsFindingsProps) {
  return (
    <Groups title={title} shown={rows.length} all={all}>
      {byCause(rows).map(([cause, members]) => (
        <Cause key={cause} cause={cause}>
          <TheirsTable label={title} rows={members} />
        </Cause>
      ))}
    </Groups>
  );
}

function TheirsTable({ label, rows }: { readonly label: string; readonly rows: readonly TheirsFinding[] }) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const [open, setOpen] = useState<string>();
  const kindOf = (kind: string | undefined): string =>
    documentKinds.find(({ code }) => code === kind)?.name[language] ?? kind ?? words.none;
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{words.document}</Th>
          <Th>{words.date}</Th>
          <Th>{words.kind}</Th>
          <Th>{words.receiver}</Th>
          <Th>
            <span className={styles['hidden']}>{words.options}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const number = row.number === undefined ? row.clave : row.clave.slice(21, 41);
          const expanded = open === row.clave;
          return (
            <Fragment key={row.clave}>
              <Tr selected={expanded} className={styles['tall']}>
                <Td>{number}</Td>
                <Td muted className={styles['nowrap']}>
                  {row.issuedOn === undefined ? words.none : format.issuedDate(noonOf(row.issuedOn))}
                </Td>
                <Td>{kindOf(row.kind)}</Td>
                <Td className={styles['customer']}>{row.receiverName || row.receiverNumber || words.none}</Td>
                <Td numeric>
                  <Button
                    size="small"
                    aria-expanded={expanded}
                    aria-label={expanded ? words.hideOf(number) : words.detailsOf(number)}
                    onClick={() => setOpen(expanded ? undefined : row.clave)}
                  >
                    {expanded ? words.hide : words.details}
                  </Button>
                </Td>
              </Tr>
              {expanded ? (
                <tr>
                  <td colSpan={5} className={styles['expanded']}>
                    <Details row={row} kind={kindOf(row.kind)} />
                  </td>
                </tr>
              ) : undefined}
            </Fragment>
          );
        })}
      </tbody>
    </Table>
  );
}

/** What the clave alone tells, and the clave itself to look it up with in Hacienda's portal. */
function Details({ row, kind }: { readonly row: TheirsFinding; readonly kind: string }) {
  const words = useCopy(copy);
  const format = useFormats();
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.kind, kind],
    [words.date, row.issuedOn === undefined ? undefined : format.issuedDate(noonOf(row.issuedOn))],
    [words.branch, row.branch],
    [words.terminal, row.terminal],
    [words.number, row.number === undefined ? undefined : String(row.number)],
    [words.receiver, [row.receiverName, row.receiverNumber].filter(Boolean).join(', ')],
  ];
  return (
    <dl className={styles['facts']}>
      <dt>{words.clave}</dt>
      <dd>
        <span className={styles['clave']}>{row.clave}</span>{' '}
        <CopyButton text={row.clave} label={words.copyClave} />
      </dd>
      {facts.map(([name, value]) =>
        value === undefined || value === '' ? undefined : (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
