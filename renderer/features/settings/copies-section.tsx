import {
  CircleCheck,
  CircleX,
  CopyPlus,
  FileUp,
  HardDriveDownload,
  History,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import { useState } from 'react';
import type { CopiesView, CopyView } from '../../../preload/contract/copies.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { StartView } from '../../../preload/contract/company.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copiesCopy } from './copies-copy.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

/** What is about to take the place of the data in use. */
interface Asked {
  /** a copy's, or `chosen`: the file picked just now */
  readonly id: string;
  readonly madeAt: number | undefined;
  readonly documents: number | undefined;
}

type Busy = 'make' | 'save' | 'choose' | 'restore';

/** Ajustes > Copias de seguridad: what there is, how old and whether proved; make one, carry one away, go back to one. */
export function CopiesSection({ start }: { readonly start: StartView }) {
  const words = useCopy(copiesCopy);
  const format = useFormats();
  const now = useNow(30_000);
  const take = useSession((store) => store.take);
  const view = useView('copies.view', { look: true }, { topics: ['copies'] });
  const [busy, setBusy] = useState<Busy>();
  const [done, setDone] = useState<string>();
  const [error, setError] = useState<CallError>();
  const [asked, setAsked] = useState<Asked>();
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;

  const work = async (what: Busy, call: () => Promise<CallError | string | undefined>): Promise<void> => {
    setBusy(what);
    setDone(undefined);
    setError(undefined);
    const told = await call();
    setBusy(undefined);
    if (typeof told === 'string') setDone(told);
    else if (told && told.code !== 'cancelled') setError(told);
    view.reload();
  };
  const make = (): Promise<void> =>
    work('make', async () => {
      const answer = await window.api.call('copies.make', undefined);
      return answer.ok ? words.made : answer.error;
    });
  const saveTo = (): Promise<void> =>
    work('save', async () => {
      const answer = await window.api.call('copies.saveTo', undefined);
      return answer.ok ? words.savedTo(answer.value.name) : answer.error;
    });
  const choose = (): Promise<void> =>
    work('choose', async () => {
      const answer = await window.api.call('copies.choose', undefined);
      if (!answer.ok) return answer.error;
      setAsked({ id: 'chosen', madeAt: answer.value.madeAt, documents: answer.value.documents });
      return undefined;
    });
  const restore = ({ id }: Asked): Promise<void> =>
    work('restore', async () => {
      const answer = await window.api.call('copies.restore', { id });
      if (!answer.ok) return answer.error;
      setAsked(undefined);
      take(answer.value);
      return words.restored;
    });

  return (
    <Section
      title={words.title}
      hint={words.hint}
      keepsFocus
      aside={
        <output className={styles['saveWords']}>
          {done === undefined ? undefined : (
            <span className={styles['good']}>
              <CircleCheck size={14} aria-hidden="true" />
              {done}
            </span>
          )}
        </output>
      }
    >
      <dl className={styles['facts']}>
        <dt>{words.newest}</dt>
        <dd>
          {shown?.provedAt === undefined
            ? words.none
            : `${format.moment(shown.provedAt)} (${format.ago(shown.provedAt, now)})`}
        </dd>
        {start.keptAs === undefined ? undefined : (
          <>
            <dt>{words.kept}</dt>
            <dd>{start.keptAs}</dd>
          </>
        )}
      </dl>
      {shown?.failed ? <Failed failed={shown.failed} now={now} /> : undefined}
      {error ? <ErrorNotice error={error} /> : undefined}
      {asked === undefined ? (
        <div className={styles['continueRow']}>
          <Button
            tone="primary"
            icon={CopyPlus}
            busy={busy === 'make' || shown?.making === true}
            disabled={busy !== undefined}
            onClick={() => void make()}
          >
            {busy === 'make' ? words.making : words.make}
          </Button>
          <Button
            icon={HardDriveDownload}
            busy={busy === 'save'}
            disabled={busy !== undefined}
            onClick={() => void saveTo()}
          >
            {words.saveTo}
          </Button>
          <Button
            icon={FileUp}
            busy={busy === 'choose'}
            disabled={busy !== undefined}
            onClick={() => void choose()}
          >
            {words.fromFile}
          </Button>
        </div>
      ) : (
        <div>
          <Banner
            tone="warning"
            sentences={words.ask(
              asked.madeAt === undefined ? words.unknownTime : format.moment(asked.madeAt),
              asked.documents === undefined ? '—' : format.count(asked.documents),
            )}
          />
          <div className={styles['continueRow']}>
            {/* the harmless one first: Enter pressed once too often restores nothing */}
            <Button ref={takeFocus} disabled={busy !== undefined} onClick={() => setAsked(undefined)}>
              {words.no}
            </Button>
            <Button tone="danger" busy={busy === 'restore'} onClick={() => void restore(asked)}>
              {busy === 'restore' ? words.working : words.yes}
            </Button>
          </div>
        </div>
      )}
      {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
      {view.kind === 'loading' ? <Spinner label={words.reading} /> : undefined}
      {shown && shown.copies.length > 0 ? (
        <Table label={words.list}>
          <thead>
            <tr>
              <Th>{words.when}</Th>
              <Th numeric>{words.documents}</Th>
              <Th numeric className={styles['wideOnly']}>
                {words.size}
              </Th>
              <Th>{words.state}</Th>
              <Th>
                <span className={styles['hidden']}>{words.restore}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {shown.copies.map((each) => (
              <Row
                key={each.id}
                copy={each}
                disabled={busy !== undefined || asked !== undefined}
                onRestore={() => {
                  setDone(undefined);
                  setError(undefined);
                  setAsked({ id: each.id, madeAt: each.madeAt, documents: each.documents });
                }}
              />
            ))}
          </tbody>
        </Table>
      ) : undefined}
    </Section>
  );
}

function Failed({
  failed,
  now,
}: {
  readonly failed: NonNullable<CopiesView['failed']>;
  readonly now: number;
}) {
  const words = useCopy(copiesCopy);
  const format = useFormats();
  return (
    <Banner
      tone="warning"
      sentences={{
        happened: words.failed(format.ago(failed.at, now)),
        means: words.failedMeans,
        todo: words.troubles[failed.trouble],
      }}
      raw={[failed.trouble, failed.detail].join('\n')}
    />
  );
}

const icons = {
  proved: CircleCheck,
  checking: LoaderCircle,
  'not-proved': TriangleAlert,
  spoilt: CircleX,
} as const;
const tones = { proved: 'good', checking: undefined, 'not-proved': 'warn', spoilt: 'bad' } as const;

interface RowProps {
  readonly copy: CopyView;
  readonly disabled: boolean;
  readonly onRestore: () => void;
}

function Row({ copy, disabled, onRestore }: RowProps) {
  const words = useCopy(copiesCopy);
  const format = useFormats();
  const Icon = icons[copy.state];
  const tone = tones[copy.state];
  const when = format.moment(copy.madeAt);
  return (
    <Tr>
      <Td>
        {when} <span className={styles['hint']}>{words.why[copy.why]}</span>
      </Td>
      <Td numeric>{copy.documents === undefined ? '—' : format.count(copy.documents)}</Td>
      <Td numeric className={styles['wideOnly']}>
        {format.bytes(copy.sizeBytes)}
      </Td>
      <Td>
        <span className={[styles['mark'], tone && styles[tone]].filter(Boolean).join(' ')}>
          <Icon size={14} aria-hidden="true" />
          {words.states[copy.state]}
        </span>
      </Td>
      <Td>
        {copy.state === 'spoilt' ? undefined : (
          <Button
            size="small"
            icon={History}
            disabled={disabled}
            aria-label={words.restoreOf(when)}
            onClick={onRestore}
          >
            {words.restore}
          </Button>
        )}
      </Td>
    </Tr>
  );
}
