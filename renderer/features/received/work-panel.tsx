import { CircleCheck, CircleX, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnswerResult, ImportResult, ReceivedWork } from '../../../preload/contract/received.ts';
import { answered } from '../../app/answered.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { errorCopy } from '../../words/errors.ts';
import { useFaultWords } from '../../words/faults.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './received-screen.module.css';

interface WorkPanelProps {
  readonly work: ReceivedWork;
  /** files that the page itself refused */
  readonly refused: readonly ImportResult[];
  readonly companyId: string;
  readonly onRefusedSeen: () => void;
  readonly onOpen: (receivedId: string) => void;
}

const goodImports: ReadonlySet<ImportResult['code']> = new Set<ImportResult['code']>([
  'kept',
  'replaced',
  'answer-kept',
]);
const isGoodImport = ({ code }: ImportResult): boolean => goodImports.has(code);

/** How far reading and answering are, and what became of each file and document: nothing is ignored in silence. */
export function WorkPanel({ work, refused, companyId, onRefusedSeen, onOpen }: WorkPanelProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { imports, answers } = work;
  const read = [...refused, ...imports.results];
  const kept = read.filter(isGoodImport);
  const notKept = read.filter((result) => !isGoodImport(result));
  const problems = read.filter(({ code }) => code === 'kept-problem').length;
  const sealed = answers.results.filter(({ documentId }) => documentId !== undefined);
  const notSealed = answers.results.filter(({ documentId }) => documentId === undefined);
  const cancel = (which: keyof ReceivedWork): void =>
    void answered(window.api.call('received.cancel', { companyId, work: which }));
  const dismiss = (which: keyof ReceivedWork): void => {
    if (which === 'imports') onRefusedSeen();
    void answered(window.api.call('received.dismiss', { companyId, work: which }));
  };
  return (
    <>
      {imports.state === 'running' ? (
        <Progress
          label={words.reading(format.count(imports.done), format.count(imports.total))}
          done={imports.done}
          total={imports.total}
          stop={words.readingStop}
          onStop={() => cancel('imports')}
        />
      ) : undefined}
      {imports.state !== 'running' && read.length > 0 ? (
        <Results
          label={words.readResults}
          summary={words.readEnd(
            kept.length + problems,
            format.count(kept.length + problems),
            problems,
            format.count(problems),
            format.count(notKept.length - problems),
          )}
          good={notKept.length === 0}
          onDismiss={() => dismiss('imports')}
        >
          {notKept.map((result, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- results are added at the end; two files may have one name
            <ImportLine key={`${index} ${result.name}`} result={result} onOpen={onOpen} />
          ))}
          {kept.length > 0 ? (
            <li>
              <details>
                <summary>{words.keptFold(format.count(kept.length))}</summary>
                <ul className={styles['results']}>
                  {kept.map((result, index) => (
                    // oxlint-disable-next-line react/no-array-index-key -- as above
                    <ImportLine key={`${index} ${result.name}`} result={result} onOpen={onOpen} />
                  ))}
                </ul>
              </details>
            </li>
          ) : undefined}
        </Results>
      ) : undefined}
      {answers.state === 'running' ? (
        <Progress
          label={words.answering(format.count(answers.done), format.count(answers.total))}
          done={answers.done}
          total={answers.total}
          stop={words.answeringStop}
          onStop={() => cancel('answers')}
        />
      ) : undefined}
      {answers.state !== 'running' && answers.results.length > 0 ? (
        <Results
          label={words.answerResults}
          summary={words.answerEnd(
            sealed.length,
            format.count(sealed.length),
            format.count(notSealed.length),
          )}
          good={notSealed.length === 0}
          onDismiss={() => dismiss('answers')}
        >
          {notSealed.map((result) => (
            <AnswerLine key={result.receivedId} result={result} onOpen={onOpen} />
          ))}
        </Results>
      ) : undefined}
    </>
  );
}

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly stop: string;
  readonly onStop: () => void;
}

function Progress({ label, done, total, stop, onStop }: ProgressProps) {
  return (
    <div className={styles['work']}>
      <output>{label}</output>
      <progress aria-label={label} max={Math.max(1, total)} value={done} />
      <Button size="small" onClick={onStop}>
        {stop}
      </Button>
    </div>
  );
}

interface ResultsProps {
  readonly label: string;
  readonly summary: string;
  readonly good: boolean;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

function Results({ label, summary, good, onDismiss, children }: ResultsProps) {
  const words = useCopy(copy);
  const Icon = good ? CircleCheck : CircleX;
  return (
    <section className={styles['resultsBox']} aria-label={label}>
      <header className={styles['resultsHead']}>
        <Icon className={good ? styles['good'] : styles['bad']} size={16} aria-hidden="true" />
        <output>{summary}</output>
        <IconButton icon={X} label={words.dismiss} onClick={onDismiss} />
      </header>
      <ul className={styles['results']}>{children}</ul>
    </section>
  );
}

interface LineProps<Result> {
  readonly result: Result;
  readonly onOpen: (receivedId: string) => void;
}

function ImportLine({ result, onOpen }: LineProps<ImportResult>) {
  const words = useCopy(copy);
  const { receivedId, code, name, issuerName } = result;
  const Icon = isGoodImport(result) ? CircleCheck : CircleX;
  return (
    <li className={styles['result']}>
      <Icon className={isGoodImport(result) ? styles['good'] : styles['bad']} size={14} aria-hidden="true" />
      <span>
        <strong>{name}</strong>
        {issuerName ? ` · ${issuerName}` : ''}: {words.imports[code]}
      </span>
      {receivedId === undefined ? undefined : (
        <Button size="small" tone="quiet" onClick={() => onOpen(receivedId)}>
          {words.seeIt}
        </Button>
      )}
    </li>
  );
}

function AnswerLine({ result, onOpen }: LineProps<AnswerResult>) {
  const words = useCopy(copy);
  const errors = useCopy(errorCopy);
  const say = useFaultWords();
  const { error, receivedId } = result;
  const why =
    error === undefined
      ? ''
      : error.code === 'cancelled'
        ? words.answerStopped
        : error.code === 'faults'
          ? (error.faults ?? [])
              .filter(({ severity }) => severity === 'blocks')
              .map(faultText(say))
              .join(' ')
          : `${errors[error.code].happened} ${errors[error.code].todo}`;
  return (
    <li className={styles['result']}>
      <CircleX className={styles['bad']} size={14} aria-hidden="true" />
      <span>
        {result.consecutivo === '' ? undefined : (
          <>
            <strong>{result.consecutivo.slice(10)}</strong> · {result.issuerName}:{' '}
          </>
        )}
        {why}
      </span>
      {result.consecutivo === '' ? undefined : (
        <Button size="small" tone="quiet" onClick={() => onOpen(receivedId)}>
          {words.seeIt}
        </Button>
      )}
    </li>
  );
}

type Say = ReturnType<typeof useFaultWords>;
type Fault = NonNullable<NonNullable<AnswerResult['error']>['faults']>[number];

/** A fault as it came from main: its optional members may be undefined. */
export const faultText =
  (say: Say) =>
  ({ code, values }: Fault): string =>
    say({ code, ...(values ? { values } : {}) });
