import { CircleCheck } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { documentKinds, findCode } from '../../../domain/billing/codes.ts';
import { makeConsecutivo, nextRunningNumber } from '../../../domain/numbering/consecutivo.ts';
import { SeriesKind } from '../../../domain/numbering/series-kinds.ts';
import type { SeriesView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { Section } from './section.tsx';
import { readLastNumber, type SeriesFault } from './series-form.ts';
import styles from './settings.module.css';

/** The numbers of this installation, and the way to go on where another program stopped. @param readOnly practice: only shown */
export function SeriesSection({ readOnly }: { readonly readOnly: boolean }) {
  const words = useCopy(copy);
  const view = useView('series.list', undefined, { topics: ['company', 'document'] });
  const all = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<{ readonly kind: string; readonly last: number }>();
  const first = all?.[0];
  return (
    <Section
      title={words.series}
      hint={first && words.seriesHint(words.seriesPlace(first.branch, first.terminal))}
    >
      {view.kind === 'failed' ? <ErrorNotice error={view.error} onRetry={view.reload} /> : undefined}
      {view.kind === 'loading' ? <Spinner label={words.seriesReading} /> : undefined}
      <ul className={styles['series']}>
        {all?.map((series) => (
          <Series
            key={series.kind}
            series={series}
            readOnly={readOnly}
            open={open === series.kind}
            done={done?.kind === series.kind ? done.last : undefined}
            onOpen={(shown) => {
              setOpen(shown ? series.kind : undefined);
              setDone(undefined);
            }}
            onDone={(last) => {
              setOpen(undefined);
              setDone({ kind: series.kind, last });
              view.reload();
            }}
          />
        ))}
      </ul>
    </Section>
  );
}

interface SeriesProps {
  readonly series: SeriesView;
  readonly readOnly: boolean;
  readonly open: boolean;
  /** what was just settled */
  readonly done: number | undefined;
  readonly onOpen: (open: boolean) => void;
  readonly onDone: (last: number) => void;
}

const nextOf = (series: SeriesView, last: number): string =>
  makeConsecutivo({ ...series, number: nextRunningNumber(last) });

function Series({ series, readOnly, open, done, onOpen, onDone }: SeriesProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const button = useRef<HTMLButtonElement>(null);
  const name = findCode(documentKinds, series.kind)?.name[language] ?? series.kind;
  const close = (): void => {
    onOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <li className={styles['seriesRow']}>
      <h4>{name}</h4>
      <dl>
        <div>
          <dt>{words.seriesLast}</dt>
          <dd>{series.lastNumber === 0 ? words.seriesNone : format.count(series.lastNumber)}</dd>
        </div>
        <div>
          <dt>{words.seriesNext}</dt>
          <dd>{nextOf(series, series.lastNumber)}</dd>
        </div>
      </dl>
      {readOnly || open ? undefined : (
        <Button ref={button} size="small" aria-label={words.continueOf(name)} onClick={() => onOpen(true)}>
          {words.continueSeries}
        </Button>
      )}
      <output className={styles['saveWords']}>
        {done === undefined ? undefined : (
          <span className={styles['good']}>
            <CircleCheck size={14} aria-hidden="true" />
            {words.continued(format.count(done))}
          </span>
        )}
      </output>
      {open ? <ContinueForm series={series} name={name} onDone={onDone} onCancel={close} /> : undefined}
    </li>
  );
}

interface ContinueFormProps {
  readonly series: SeriesView;
  readonly name: string;
  readonly onDone: (last: number) => void;
  readonly onCancel: () => void;
}

/** First the number, then what it means in full, then the button that says it: spent numbers never come back. */
function ContinueForm({ series, name, onDone, onCancel }: ContinueFormProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<SeriesFault>();
  const [sure, setSure] = useState<number>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (sure === undefined) input.current?.focus();
  }, [sure]);

  const review = (event: FormEvent): void => {
    event.preventDefault();
    const read = readLastNumber(text, series);
    setFault(read.ok ? undefined : read.error);
    setSure(read.ok ? read.value : undefined);
    if (!read.ok) input.current?.focus();
  };
  const settle = async (lastNumber: number): Promise<void> => {
    const kind = SeriesKind.safeParse(series.kind);
    if (!kind.success) return;
    setBusy(true);
    const answer = await window.api.call('series.continue', { kind: kind.data, lastNumber });
    setBusy(false);
    if (answer.ok) onDone(lastNumber);
    else setError(answer.error);
  };
  return (
    // Escape gives up, from any of its controls.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      aria-label={words.continueOf(name)}
      className={styles['continue']}
      onSubmit={review}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (sure === undefined) onCancel();
        else setSure(undefined);
      }}
    >
      {sure === undefined ? (
        <div className={styles['continueRow']}>
          <Field
            label={words.lastOther}
            hint={words.lastOtherHint}
            fault={fault && words.seriesFaults[fault]}
            required
            className={styles['grow']}
          >
            <TextInput
              ref={input}
              inputMode="numeric"
              autoComplete="off"
              maxLength={40}
              value={text}
              onText={(typed) => {
                setText(typed);
                setFault(undefined);
              }}
            />
          </Field>
          <Button type="submit" tone="primary" className={styles['besideInput']}>
            {words.review}
          </Button>
          <Button className={styles['besideInput']} onClick={onCancel}>
            {words.cancel}
          </Button>
        </div>
      ) : (
        <>
          <Banner tone="warning" sentences={words.continueWarn(format.count(sure), nextOf(series, sure))} />
          <div className={styles['continueRow']}>
            {/* the harmless one first: Enter pressed once too often settles nothing */}
            <Button ref={takeFocus} onClick={() => setSure(undefined)}>
              {words.continueNo}
            </Button>
            <Button tone="danger" busy={busy} onClick={() => void settle(sure)}>
              {words.continueSure(format.count(sure))}
            </Button>
          </div>
        </>
      )}
      {error ? <ErrorNotice error={error} /> : undefined}
    </form>
  );
}
