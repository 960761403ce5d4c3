import { clsx } from 'clsx';
import { FilePlus2, ReceiptText, Search, Unplug, WalletCards } from 'lucide-react';
import type { DraftSummary } from '../../../preload/contract/documents.ts';
import type { HomeView } from '../../../preload/contract/queue.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { openNewDocument } from '../../app/new-document.ts';
import { type Route, useRouter } from '../../app/router.ts';
import { shellKeys } from '../../app/sections.ts';
import { useCompany, useSession } from '../../app/session.ts';
import { useSimulator } from '../../app/simulator.ts';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ariaKeys } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { reasonShort } from '../../words/reasons.ts';
import { copy } from './copy.ts';
import { DamageBanner } from './damage-banner.tsx';
import { damageCopy } from './damage-words.ts';
import { DaysChart } from './days-chart.tsx';
import styles from './home-screen.module.css';

/** Inicio: today and the month at a glance; what needs a person first; drafts to go on with. */
export function HomeScreen() {
  const words = useCopy(copy);
  const home = useView('home.view', undefined, {
    topics: ['document', 'payment', 'draft', 'queue', 'company'],
  });
  const drafts = useView('drafts.list', undefined, { topics: ['draft', 'document', 'company'] });
  const keptAs = useSession((store) => store.start?.keptAs);
  const salvaged = useSession((store) => store.start?.salvaged);
  const damage = useSession((store) => store.start?.damage);
  const damageWords = useCopy(damageCopy);
  const lost = useSession((store) => store.start?.lost);
  const format = useFormats();
  const now = useNow(60_000);
  const value = home.kind === 'ready' ? home.value : home.kind === 'failed' ? home.last : undefined;
  const draftRows = drafts.kind === 'ready' ? drafts.value : [];
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div>
          <h1>{words.title}</h1>
          <p className={styles['date']}>{format.date(now)}</p>
        </div>
        <Button
          tone="primary"
          icon={FilePlus2}
          keys={shellKeys.newInvoice}
          showsKeys
          onClick={() => void openNewDocument()}
        >
          {words.newInvoice}
        </Button>
      </header>
      {keptAs === undefined ? undefined : (
        <Banner
          tone="info"
          sentences={{
            happened: words.restored,
            means: salvaged
              ? `${words.restoredMeans} ${damageWords.cameBack(damageWords.salvaged(salvaged).join(', '))}`
              : words.restoredMeans,
            todo: words.restoredTodo,
          }}
          raw={keptAs}
        />
      )}
      {damage === undefined ? undefined : <DamageBanner damage={damage} />}
      {lost === undefined ? undefined : (
        <Banner
          tone="danger"
          sentences={{ happened: words.lost(lost.length), means: words.lostMeans, todo: words.lostTodo }}
          raw={lost.join('\n')}
        />
      )}
      {home.kind === 'failed' ? <ErrorNotice error={home.error} onRetry={home.reload} /> : undefined}
      {value ? (
        <Glance home={value} drafts={draftRows} now={now} />
      ) : home.kind === 'loading' ? (
        <Spinner label={words.loading} />
      ) : undefined}
    </div>
  );
}

interface GlanceProps {
  readonly home: HomeView;
  readonly drafts: readonly DraftSummary[];
  readonly now: number;
}

function Glance({ home, drafts, now }: GlanceProps) {
  const words = useCopy(copy);
  const isNew =
    home.days.every(({ issued }) => issued === 0) &&
    home.month.issued === 0 &&
    home.waiting === 0 &&
    home.refused === 0 &&
    home.attention.length === 0 &&
    drafts.length === 0;
  if (isNew) {
    return (
      <div className={styles['empty']}>
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
        <AlsoHere />
      </div>
    );
  }
  return (
    <>
      {home.attention.length > 0 ? <Attention items={home.attention} /> : undefined}
      <Figures home={home} />
      <div className={styles['columns']}>
        <Card title={words.chart}>
          <DaysChart days={home.days} wide={drafts.length === 0} />
        </Card>
        {drafts.length > 0 ? <Drafts drafts={drafts} now={now} /> : undefined}
      </div>
    </>
  );
}

/** What else there is to try, for who opens the program for the first time: only what this company has. */
function AlsoHere() {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const show = useSimulator((store) => store.show);
  const company = useCompany();
  const ways = [
    company?.settings.issuer && {
      icon: ReceiptText,
      text: words.alsoReceipt,
      keys: shellKeys.newTicket,
      run: () => void openNewDocument({ kind: '04' }),
    },
    company?.environment === 'practice' && {
      icon: Unplug,
      text: words.alsoCut,
      keys: shellKeys.practicePanel,
      run: () => show(true),
    },
    company?.settings.edinky && {
      icon: WalletCards,
      text: words.alsoPayments,
      keys: shellKeys.newPayment,
      run: () => go({ screen: 'payments' }),
    },
    { icon: Search, text: words.alsoSearch, keys: shellKeys.palette, run: undefined },
  ].filter((way) => typeof way === 'object');
  return (
    <ul className={styles['also']} aria-label={words.also}>
      {ways.map(({ icon: Icon, text, keys, run }) => (
        <li key={text}>
          <Icon size={16} aria-hidden="true" />
          {run === undefined ? (
            <span>{text}</span>
          ) : (
            <button type="button" className={styles['link']} aria-keyshortcuts={ariaKeys(keys)} onClick={run}>
              {text}
            </button>
          )}
          <Kbd keys={keys} />
        </li>
      ))}
    </ul>
  );
}

function Attention({ items }: { readonly items: HomeView['attention'] }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  return (
    <Card title={words.attention} flush className={styles['attention']}>
      <ul>
        {items.map((item) => {
          const route: Route =
            item.subject === 'document'
              ? { screen: 'documents', documentId: item.id }
              : { screen: 'payments', slotId: item.id };
          return (
            <li key={`${item.subject} ${item.id}`} className={styles['row']}>
              <span>
                <StateBadge state={item.state} subject={item.subject} />
              </span>
              <span className={styles['what']}>
                <strong>{item.title}</strong> {item.customerName}
                <span className={styles['why']}>
                  {reasonShort(item.reason, item.subject, language) ||
                    (item.state === 'rejected' ? words.rejected : '')}
                </span>
              </span>
              <Button size="small" aria-label={`${words.open} ${item.title}`} onClick={() => go(route)}>
                {words.open}
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Figures({ home }: { readonly home: HomeView }) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const count = format.count;
  return (
    <dl className={styles['figures']}>
      <div className={styles['figure']}>
        <dt>{words.today}</dt>
        <dd className={styles['number']}>{count(home.today.issued)}</dd>
        <dd className={styles['note']}>{words.accepted(home.today.accepted, count(home.today.accepted))}</dd>
      </div>
      <div className={styles['figure']}>
        <dt>{words.month}</dt>
        <dd className={styles['number']}>{count(home.month.issued)}</dd>
        <dd className={styles['note']}>{words.accepted(home.month.accepted, count(home.month.accepted))}</dd>
      </div>
      <div className={clsx(styles['figure'], styles['wide'])}>
        <dt>{words.totalMonth}</dt>
        {home.month.totals.length === 0 ? <dd className={styles['note']}>{words.noTotal}</dd> : undefined}
        {home.month.totals.map(({ currency, total }, index) => (
          <dd key={currency} className={index === 0 ? styles['number'] : styles['note']}>
            {format.money(total, currency)}
          </dd>
        ))}
      </div>
      <div className={styles['figure']}>
        <dt>{words.waiting}</dt>
        <dd className={styles['number']}>{count(home.waiting)}</dd>
        <dd className={styles['note']}>
          {home.waiting === 0 ? (
            words.waitingNone
          ) : (
            <button type="button" className={styles['link']} onClick={() => go({ screen: 'queue' })}>
              {words.waitingSome}
            </button>
          )}
        </dd>
      </div>
      <div className={clsx(styles['figure'], home.refused > 0 && styles['bad'])}>
        <dt>{words.refused}</dt>
        <dd className={styles['number']}>{count(home.refused)}</dd>
        <dd className={styles['note']}>
          {home.refused === 0 ? (
            words.refusedNone
          ) : (
            <button
              type="button"
              className={styles['link']}
              onClick={() => go({ screen: 'documents', show: 'refused' })}
            >
              {words.refusedSome}
            </button>
          )}
        </dd>
      </div>
    </dl>
  );
}

const draftsShown = 6;

function Drafts({ drafts, now }: { readonly drafts: readonly DraftSummary[]; readonly now: number }) {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  return (
    <Card
      title={words.drafts}
      flush
      actions={
        drafts.length > draftsShown ? (
          <Button size="small" tone="quiet" onClick={() => go({ screen: 'documents', show: 'drafts' })}>
            {words.draftsAll}
          </Button>
        ) : undefined
      }
    >
      <ul>
        {drafts.slice(0, draftsShown).map((draft) => (
          <li key={draft.id}>
            <button
              type="button"
              className={styles['draft']}
              onClick={() => go({ screen: 'invoice', draftId: draft.id })}
            >
              <span className={styles['what']}>
                {draft.customerName || words.noCustomer}
                <span className={styles['why']}>
                  {words.lines(draft.lines, format.count(draft.lines))} · {format.ago(draft.updatedAt, now)}
                </span>
              </span>
              <span>{format.money(draft.total, draft.currency)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
