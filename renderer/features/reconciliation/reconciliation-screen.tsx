import { CircleCheckBig, Download, Pause, Play, RefreshCw, Scale } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { ReconciliationView } from '../../../preload/contract/reconciliation.ts';
import { answered } from '../../app/answered.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useCompany } from '../../app/session.ts';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { OwnFindings, TheirsFindings } from './findings.tsx';
import styles from './reconciliation-screen.module.css';

/** While a list is read, what it waits for changes without an event. */
const lookEveryMs = 3_000;

/** Conciliar con Hacienda: our documents of a month against the list Hacienda has of them. */
export function ReconciliationScreen({ month }: { readonly month?: string | undefined }) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const company = useCompany();
  const view = useView('reconciliation.view', month === undefined ? {} : { month }, {
    topics: ['reconciliation', 'document', 'company'],
  });
  const { reload } = view;
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const running = shown?.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(reload, lookEveryMs);
    return () => clearInterval(timer);
  }, [running, reload]);
  return (
    <div className={styles['page']} tabIndex={-1} data-keeps-focus>
      <header>
        <h1>{words.title}</h1>
        <p className={styles['muted']}>{words.subtitle}</p>
      </header>
      {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
      {view.kind === 'loading' ? <Spinner label={words.loading} /> : undefined}
      {shown && company?.settings.hacienda === undefined ? <p>{words.noCompany}</p> : undefined}
      {shown && company?.settings.hacienda !== undefined ? (
        <Month
          key={`${company.id} ${shown.month}`}
          view={shown}
          companyId={company.id}
          onMonth={(picked) => go({ screen: 'reconciliation', month: picked })}
        />
      ) : undefined}
    </div>
  );
}

interface MonthProps {
  readonly view: ReconciliationView;
  readonly companyId: string;
  readonly onMonth: (month: string) => void;
}

function Month({ view, companyId, onMonth }: MonthProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const { month, state } = view;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const [saved, setSaved] = useState<string>();

  const act = async (
    name: 'reconciliation.start' | 'reconciliation.pause' | 'reconciliation.resume',
  ): Promise<void> => {
    setBusy(true);
    const answer = await answered(window.api.call(name, { companyId, month }));
    setBusy(false);
    setError(answer.ok ? undefined : answer.error);
  };
  const save = async (): Promise<void> => {
    const answer = await answered(window.api.call('reconciliation.saveTable', { month }));
    setSaved(answer.ok ? answer.value.name : undefined);
    setError(answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error);
  };
  const rests = state === 'paused';
  return (
    <>
      <div className={styles['controls']}>
        <Select
          aria-label={words.month}
          className={styles['month']}
          value={month}
          options={view.months.map((value) => ({ value, label: monthName(value, language) }))}
          onText={onMonth}
        />
        {state === 'running' ? (
          <Button icon={Pause} busy={busy} onClick={() => void act('reconciliation.pause')}>
            {words.pause}
          </Button>
        ) : undefined}
        {rests ? (
          <Button tone="primary" icon={Play} busy={busy} onClick={() => void act('reconciliation.resume')}>
            {words.resume}
          </Button>
        ) : undefined}
        {state === 'running' || state === 'never' ? undefined : (
          <Button
            tone={rests ? 'plain' : 'primary'}
            icon={RefreshCw}
            busy={busy && !rests}
            disabled={busy}
            onClick={() => void act('reconciliation.start')}
          >
            {words.again}
          </Button>
        )}
        {state === 'never' ? undefined : (
          <Button icon={Download} onClick={() => void save()}>
            {words.save}
          </Button>
        )}
        {saved === undefined ? undefined : <output className={styles['muted']}>{words.saved(saved)}</output>}
      </div>
      {error ? <ErrorNotice error={error} /> : undefined}
      {state === 'never' ? (
        <Card title={monthName(month, language)}>
          <EmptyState
            icon={Scale}
            title={words.neverTitle}
            text={words.neverText}
            action={
              <Button tone="primary" busy={busy} onClick={() => void act('reconciliation.start')}>
                {words.start}
              </Button>
            }
          />
        </Card>
      ) : (
        <Compared view={view} companyId={companyId} />
      )}
    </>
  );
}

/** `2026-11` -> `noviembre de 2026` */
function monthName(month: string, language: 'es' | 'en'): string {
  return new Intl.DateTimeFormat(language === 'es' ? 'es-CR' : 'en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}

function Compared({ view, companyId }: { readonly view: ReconciliationView; readonly companyId: string }) {
  const words = useCopy(copy);
  const format = useFormats();
  const { counts, why, state } = view;
  const differences = counts.open + counts.theirs + counts.ours + counts.unreadable;
  const all = state === 'complete' && differences === 0;
  const inMonth = counts.agree + counts.notSent + counts.later;
  return (
    <>
      <Standing view={view} />
      {why === '' ? undefined : (
        <Banner tone={why === 'clerk' ? 'info' : 'warning'} sentences={words.whys[why]} />
      )}
      <Card title={words.summary}>
        <dl className={styles['figures']}>
          <Figure name={words.agree} count={counts.agree} tone="good" />
          <Figure name={words.theirs} count={counts.theirs} tone="bad" />
          {/* an unread end proves nothing missing */}
          <Figure name={words.ours} count={state === 'complete' ? counts.ours : undefined} tone="bad" />
          <Figure name={words.open} count={counts.open} tone="bad" />
          <Figure name={words.notSent} count={counts.notSent} tone="plain" />
          <Figure name={words.elsewhere} count={counts.elsewhere} tone="plain" />
        </dl>
        {state === 'running' || state === 'paused' ? (
          <p className={styles['muted']}>{words.soFar}</p>
        ) : undefined}
        {counts.later > 0 ? (
          <p className={styles['muted']}>{words.later(counts.later, format.count(counts.later))}</p>
        ) : undefined}
        {counts.unreadable > 0 ? (
          <p>{words.unreadable(counts.unreadable, format.count(counts.unreadable))}</p>
        ) : undefined}
      </Card>
      {all ? (
        <Card title={words.allTitle}>
          <EmptyState
            icon={CircleCheckBig}
            title={words.allTitle}
            text={inMonth === 0 ? words.allNone : words.allText(format.count(counts.agree))}
          />
        </Card>
      ) : undefined}
      {view.theirs.length > 0 ? (
        <TheirsFindings title={words.theirs} rows={view.theirs} all={counts.theirs} />
      ) : undefined}
      <OwnFindings
        title={words.ours}
        rows={view.ours}
        all={counts.ours}
        month={view.month}
        companyId={companyId}
      />
      <OwnFindings
        title={words.open}
        rows={view.open}
        all={counts.open}
        month={view.month}
        companyId={companyId}
      />
      <OwnFindings
        title={words.notSent}
        rows={view.notSent}
        all={counts.notSent}
        month={view.month}
        companyId={companyId}
      />
      {view.elsewhere.length > 0 ? (
        <TheirsFindings title={words.elsewhere} rows={view.elsewhere} all={counts.elsewhere} />
      ) : undefined}
    </>
  );
}

interface FigureProps {
  readonly name: string;
  /** undefined: not known yet */
  readonly count: number | undefined;
  readonly tone: 'good' | 'bad' | 'plain';
}

function Figure({ name, count, tone }: FigureProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const shade = count === undefined || count === 0 ? 'plain' : tone;
  return (
    <div className={styles['figure']} data-tone={shade}>
      <dt>{name}</dt>
      <dd>{count === undefined ? words.none : format.count(count)}</dd>
    </div>
  );
}

/** How far the reading is and what it waits for, or how old the comparison is. */
function Standing({ view }: { readonly view: ReconciliationView }) {
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(1_000);
  const { state, read, total, waits, nextAt, readAt } = view;
  if (state !== 'running' && state !== 'paused')
    return (
      <p className={styles['muted']}>{words.compared(format.ago(readAt ?? now, now), format.count(read))}</p>
    );
  const waiting = words.waits[waits];
  const later = nextAt !== undefined && nextAt > now && waits !== 'pace' && waits !== '';
  return (
    <div className={styles['standing']}>
      <output>{words.reading(format.count(read), total === undefined ? '' : format.count(total))}</output>
      <progress
        aria-label={words.progress}
        max={Math.max(1, total ?? 1)}
        {...(total === undefined ? {} : { value: read })}
      />
      {state === 'running' && waiting !== '' ? (
        <p className={styles['muted']}>
          {waiting} {later ? words.goesOn(format.when(nextAt, now)) : ''}
        </p>
      ) : undefined}
    </div>
  );
}
