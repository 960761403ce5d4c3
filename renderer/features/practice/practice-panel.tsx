import { FlaskConical } from 'lucide-react';
import type { PracticeView } from '../../../preload/contract/practice.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useCompany } from '../../app/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { Counts } from './counts.tsx';
import { LineControl } from './line-control.tsx';
import { NextVerdict } from './next-verdict.tsx';
import { OtherComputer } from './other-computer.tsx';
import { Pace } from './pace.tsx';
import styles from './practice-panel.module.css';
import { Provoke } from './provoke.tsx';
import { RemoteDocuments } from './remote-documents.tsx';
import { RequestLog } from './request-log.tsx';
import { Reset } from './reset.tsx';
import { EdinkySwitches, HaciendaSwitches, LookupSwitches } from './switches.tsx';
import { type Change, usePractice } from './use-practice.ts';

/** The simulated authorities: as a drawer beside the working screen or, where there is room, in two columns. */
export function PracticePanel() {
  const words = useCopy(copy);
  const company = useCompany();
  if (company?.environment !== 'practice') {
    return <EmptyState icon={FlaskConical} title={words.notHereTitle} text={words.notHereText} />;
  }
  return <Panel />;
}

function Panel() {
  const words = useCopy(copy);
  const { view, error, change } = usePractice();
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const failure = error ?? (view.kind === 'failed' ? view.error : undefined);
  return (
    <div className={styles['panel']}>
      <header className={styles['head']}>
        <h2>{words.title}</h2>
        <p className={styles['note']}>{words.subtitle}</p>
      </header>
      {failure ? <ErrorNotice error={failure} onRetry={view.reload} /> : undefined}
      {shown ? <Controls view={shown} change={change} /> : undefined}
      {view.kind === 'loading' ? <Spinner label={words.loading} /> : undefined}
    </div>
  );
}

function Controls({ view, change }: { readonly view: PracticeView; readonly change: Change }) {
  return (
    <div className={styles['columns']}>
      <div className={styles['column']}>
        <LineControl line={view.switches.line} change={change} />
        <Pace switches={view.switches} change={change} />
        <Provoke provocations={view.provocations} change={change} />
        <NextVerdict documents={view.documents} change={change} />
        <OtherComputer view={view} change={change} />
      </div>
      <div className={styles['column']}>
        <Counts counters={view.counters} />
        <RemoteDocuments documents={view.remoteDocuments} />
        <RequestLog requests={view.requests} />
        <HaciendaSwitches switches={view.switches} change={change} />
        <LookupSwitches switches={view.switches} change={change} />
        <EdinkySwitches switches={view.switches} change={change} />
        <Reset change={change} />
      </div>
    </div>
  );
}
