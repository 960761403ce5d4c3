import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { assertNever } from '../../domain/assert-never.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { ariaKeys, matchesKeys } from '../ui/keys.ts';
import { Spinner } from '../ui/spinner.tsx';
import { useWindowKeys } from '../ui/use-window-keys.ts';
import { useCopy } from '../words/language.ts';
import { copy } from './copy.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { openNewDocument } from './new-document.ts';
import { newKinds } from './new-kinds.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { type Route, useRouter } from './router.ts';
import {
  DocumentsScreen,
  HomeScreen,
  InvoiceScreen,
  PaymentsScreen,
  PracticePanel,
  QueueScreen,
  ReceivedScreen,
  ReconciliationScreen,
  SettingsScreen,
  readAhead,
} from './screens.tsx';
import { sections, shellKeys } from './sections.ts';
import { useCompany } from './session.ts';
import { useSimulator } from './simulator.ts';
import styles from './shell.module.css';
import { SealingHold } from './sealing-hold.tsx';
import { StatusStrip } from './status-strip.tsx';
import { TopBar } from './top-bar.tsx';
import { useView } from './use-view.ts';

const narrow = window.matchMedia('(max-width: 1000px)');
const onNarrow = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};
const foldedKey = 'rail-folded';

/** The window of an open company: rail, top bar, screen, status strip. */
export function Shell() {
  const words = useCopy(copy);
  const company = useCompany();
  const route = useRouter((store) => store.route);
  const tight = useSyncExternalStore(onNarrow, () => narrow.matches);
  const [folded, setFolded] = useState(() => localStorage.getItem(foldedKey) === 'yes');
  const [searching, setSearching] = useState(false);
  const simulator = useSimulator();
  const status = useView('status.get', undefined, {
    topics: ['status', 'queue', 'document', 'payment', 'company'],
  });
  const copies = useView('copies.view', { look: false }, { topics: ['copies'] });
  // What was true before a failed answer is not shown as true now.
  const known = status.kind === 'ready' ? status.value : undefined;
  const practice = company?.environment === 'practice';
  const testing = company?.environment === 'test';

  useEffect(readAhead, []);
  useWindowKeys((event) => {
    const act = shellKeyAction(event, {
      search: () => setSearching(true),
      practice: () => useSimulator.getState().toggle(),
    });
    if (!act) return;
    event.preventDefault();
    act();
  });

  const fold = (next: boolean): void => {
    setFolded(next);
    localStorage.setItem(foldedKey, next ? 'yes' : 'no');
  };
  return (
    <div
      className={clsx(styles['frame'], practice && styles['practice'], testing && styles['testing'])}
      data-environment={company?.environment}
    >
      <div className={styles['shell']}>
        {practice ? <PracticeBand shown={simulator.shown} onShow={simulator.toggle} /> : undefined}
        {testing ? <TestBand /> : undefined}
        <Rail
          folded={folded || tight}
          canUnfold={!tight}
          onFold={fold}
          status={known}
          simulator={practice ? simulator : undefined}
        />
        <div className={styles['column']}>
          <TopBar onSearch={() => setSearching(true)} />
          {company ? <SealingHold key={company.id} company={company} /> : undefined}
          <div className={styles['body']}>
            <main className={styles['screen']}>
              <ErrorBoundary key={`${company?.id} ${screenKey(route)}`}>
                <Suspense fallback={<Waiting label={words.opening} />}>
                  <Screen route={route} />
                </Suspense>
              </ErrorBoundary>
            </main>
            {practice && simulator.shown ? (
              <aside className={styles['panel']} aria-label={words.practicePanel}>
                <IconButton
                  className={styles['closePanel']}
                  icon={X}
                  label={words.closePanel}
                  keys={shellKeys.practicePanel}
                  onClick={() => simulator.show(false)}
                />
                <ErrorBoundary>
                  <Suspense fallback={<Waiting label={words.opening} />}>
                    <PracticePanel />
                  </Suspense>
                </ErrorBoundary>
              </aside>
            ) : undefined}
          </div>
        </div>
        <StatusStrip status={known} copies={copies.kind === 'ready' ? copies.value : undefined} />
      </div>
      {searching ? <Palette onClose={() => setSearching(false)} /> : undefined}
    </div>
  );
}

/** The word nobody can overlook, and the way to the simulated authorities. */
function PracticeBand({ shown, onShow }: { readonly shown: boolean; readonly onShow: () => void }) {
  const words = useCopy(copy);
  return (
    <section className={styles['band']} aria-label={words.practice}>
      <p>
        <strong>{words.practice}</strong> <span>{words.practiceNote}</span>
      </p>
      <button
        type="button"
        aria-pressed={shown}
        aria-keyshortcuts={ariaKeys(shellKeys.practicePanel)}
        onClick={onShow}
      >
        {words.practicePanel} <Kbd keys={shellKeys.practicePanel} />
      </button>
    </section>
  );
}

/** A day of sales made here by mistake would be worth nothing: said on every screen, not only by a badge. */
function TestBand() {
  const words = useCopy(copy);
  return (
    <section className={clsx(styles['band'], styles['testBand'])} aria-label={words.testBand}>
      <p>
        <strong>{words.testBand}</strong> <span>{words.testNote}</span>
      </p>
    </section>
  );
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className={styles['waiting']}>
      <Spinner label={label} />
    </div>
  );
}

/** A screen keeps its state while only its parameters change; another draft is another screen. */
const screenKey = (route: Route): string =>
  route.screen === 'invoice' ? `invoice ${route.draftId}` : route.screen;

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'home':
      return <HomeScreen />;
    case 'documents':
      return <DocumentsScreen documentId={route.documentId} show={route.show} text={route.text} />;
    case 'invoice':
      return <InvoiceScreen draftId={route.draftId} kind={route.kind} focus={route.focus} />;
    case 'payments':
      return <PaymentsScreen />;
    case 'queue':
      return <QueueScreen />;
    case 'received':
      return <ReceivedScreen receivedId={route.receivedId} />;
    case 'reconciliation':
      return <ReconciliationScreen month={route.month} />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return assertNever(route);
  }
}

interface ShellActions {
  readonly search: () => void;
  readonly practice: () => void;
}

/** @returns what a key does anywhere in the window; undefined: it is not the shell's */
export function shellKeyAction(event: KeyboardEvent, actions: ShellActions): (() => void) | undefined {
  if (event.defaultPrevented) return undefined;
  const { go, back } = useRouter.getState();
  const section = sections.find(
    ({ keys }) => matchesKeys(event, keys) || matchesKeys(event, keys.replace('Mod', 'Alt')),
  );
  if (section) return () => go(section.route);
  if (matchesKeys(event, shellKeys.palette)) return actions.search;
  const made = newKinds.find(({ keys }) => matchesKeys(event, keys));
  if (made) return () => void openNewDocument({ kind: made.kind });
  if (matchesKeys(event, shellKeys.newPayment)) return () => go({ screen: 'payments' });
  if (matchesKeys(event, shellKeys.practicePanel)) return actions.practice;
  if (matchesKeys(event, shellKeys.back)) return back;
  return undefined;
}
