import { CircleX, HardDriveDownload, Keyboard, Send, TriangleAlert, WifiOff } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { Fault } from '../../../domain/fault.ts';
import { assertNever } from '../../../domain/assert-never.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useFaultWords } from '../../words/faults.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { fieldLabel } from './field-label.ts';
import { useInvoice } from './invoice-context.ts';
import { isShown } from './invoice-store.ts';
import { keys } from './keys.ts';
import { mayHaveService, otherOfPair } from './kind-pairs.ts';
import { Figures } from './summary-figures.tsx';
import styles from './totals-card.module.css';

/** As many as fit beside the form; the count says how many there are. */
const listedFaults = 5;

interface TotalsCardProps {
  readonly today: string;
  readonly onIssue: () => void;
  readonly onFault: (path: string) => void;
  readonly onNextFault: () => void;
}

/** What the sale comes to, what stops it, and the key that issues it. Fixed beside the form. */
export function TotalsCard({ today, onIssue, onFault, onNextFault }: TotalsCardProps) {
  const words = useCopy(copy);
  const sealing = useInvoice((state) => state.issuing.kind === 'sealing');
  const status = useView('status.get', undefined, { topics: ['status'] });
  const offline = status.kind === 'ready' && status.value.network === 'offline';
  return (
    <section className={styles['card']} aria-label={words.totals}>
      <Figures today={today} />
      <Button
        tone="primary"
        size="large"
        icon={Send}
        keys={keys.issue}
        showsKeys
        busy={sealing}
        className={styles['issue']}
        onClick={onIssue}
      >
        {sealing ? words.sealing : words.issue}
      </Button>
      {offline && (
        <output className={styles['offline']}>
          <WifiOff size={14} aria-hidden="true" />
          {words.offline}
        </output>
      )}
      <FaultList onFault={onFault} onNextFault={onNextFault} />
      <KeyList />
    </section>
  );
}

function FaultList({
  onFault,
  onNextFault,
}: {
  readonly onFault: (path: string) => void;
  readonly onNextFault: () => void;
}) {
  const words = useCopy(copy);
  const say = useFaultWords();
  const faults = useInvoice(
    useShallow((state) => state.faults.filter((fault) => isShown(state, fault.path))),
  );
  const form = useInvoice((state) => state.form);
  if (faults.length === 0) return undefined;
  const stops = faults.filter((fault) => fault.severity === 'blocks');
  const warns = faults.length - stops.length;
  const ordered: readonly Fault[] = [...stops, ...faults.filter((fault) => fault.severity === 'warns')];
  const hidden = ordered.length - listedFaults;
  return (
    <section className={styles['faults']} aria-label={words.toFix(stops.length)}>
      <div className={styles['faultsHead']}>
        <output>
          {stops.length > 0 && words.toFix(stops.length)}
          {stops.length > 0 && warns > 0 && ' · '}
          {warns > 0 && words.toCheck(warns)}
        </output>
        <Button tone="quiet" size="small" keys={keys.nextFault} showsKeys onClick={onNextFault}>
          {words.nextFault}
        </Button>
      </div>
      <ul>
        {ordered.slice(0, listedFaults).map((fault) => {
          const Icon = fault.severity === 'blocks' ? CircleX : TriangleAlert;
          return (
            <li key={`${fault.path} ${fault.code}`}>
              <button
                type="button"
                className={styles['fault']}
                data-severity={fault.severity}
                onClick={() => onFault(fault.path)}
              >
                <Icon size={14} aria-label={fault.severity === 'blocks' ? words.blocks : words.warns} />
                <span>
                  <span className={styles['where']}>{fieldLabel(fault.path, form, words)}</span>
                  <span>{say(fault)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {hidden > 0 && <p className={styles['more']}>{words.moreFaults(hidden)}</p>}
    </section>
  );
}

/** Every key of the form, folded: nobody has to remember them, and nobody has to look at them. */
function KeyList() {
  const words = useCopy(copy);
  const kind = useInvoice((state) => state.form.kind);
  const other = otherOfPair(kind);
  const rows: readonly (readonly [string, string])[] = [
    ['Enter', words.keysList.enter],
    [keys.newLine, words.keysList.newLine],
    ['ArrowUp', words.keysList.arrows],
    [keys.duplicateLine, words.keysList.duplicateLine],
    [keys.deleteLine, words.keysList.deleteLine],
    [keys.undoDelete, words.keysList.undoDelete],
    [keys.discounts, words.keysList.discounts],
    [keys.openList, words.keysList.openList],
    [keys.nextSection, words.keysList.nextSection],
    [keys.nextFault, words.keysList.nextFault],
    [keys.rest, words.keysList.rest],
    ...(mayHaveService(kind) ? ([[keys.service, words.keysList.service]] as const) : []),
    ...(other === undefined
      ? []
      : ([
          [
            keys.switchKind,
            other === '01' || other === '04' ? words.keysList.switchKind : words.keysList.switchNote,
          ],
        ] as const)),
  ];
  return (
    <details className={styles['keys']}>
      <summary>
        <Keyboard size={14} aria-hidden="true" />
        {words.keysHint}
      </summary>
      <dl>
        {rows.map(([key, what]) => (
          <div key={key}>
            <dt>{what}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Where what was typed is, with the hour: said beside the title, always true. */
export function KeepingNote() {
  const words = useCopy(copy);
  const format = useFormats();
  const keeping = useInvoice((state) => state.keeping);
  switch (keeping.kind) {
    case 'untouched':
      return undefined;
    case 'pending':
      return <span className={styles['keeping']}>{words.keeping.pending}</span>;
    case 'kept':
      return (
        <span className={styles['keeping']}>
          <HardDriveDownload size={14} aria-hidden="true" />
          {words.keeping.kept(format.time(keeping.at))}
        </span>
      );
    case 'failed':
      return (
        <span className={styles['notKept']} role="alert">
          <CircleX size={14} aria-hidden="true" />
          {words.keeping.failed}
        </span>
      );
    default:
      return assertNever(keeping);
  }
}
