import { Zap } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { outcomesOf, practiceEndpoints, type PracticeOutcome } from '../../../domain/practice/outcomes.ts';
import type { PracticeEndpoint, Provocation } from '../../../domain/practice/switches.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import { wholeBetween } from './whole.ts';
import type { Change } from './use-practice.ts';

/** Outcomes that last, with the usual length in seconds (domain/practice/switches.ts). */
const usualSeconds: Partial<Record<PracticeOutcome, number>> = {
  hidden: 10,
  'slow-bytes': 2,
  '429-retry-after': 60,
};
/** Answers that carry a sentence of their own. */
const takesCause = (outcome: PracticeOutcome): boolean => /^[45]\d\d/.test(outcome);

interface ProvokeProps {
  readonly provocations: readonly Provocation[];
  readonly change: Change;
}

/** Plans what the next calls come to; first planned, first met. */
export function Provoke({ provocations, change }: ProvokeProps) {
  const words = useCopy(copy);
  const [endpoint, setEndpoint] = useState<PracticeEndpoint>('post');
  const [outcome, setOutcome] = useState<PracticeOutcome>('503');
  const [times, setTimes] = useState('1');
  const [seconds, setSeconds] = useState('');
  const [cause, setCause] = useState('');
  const outcomes: readonly PracticeOutcome[] = outcomesOf[endpoint];
  const usual = usualSeconds[outcome];
  const count = wholeBetween(times, 1, 10_000);
  const lasting = usual === undefined || seconds === '' ? usual : wholeBetween(seconds, 0, 86_400);
  const ready = count !== undefined && (usual === undefined || lasting !== undefined);

  const pickEndpoint = (text: string): void => {
    const picked = practiceEndpoints.find((name) => name === text);
    if (!picked) return;
    const choices: readonly PracticeOutcome[] = outcomesOf[picked];
    setEndpoint(picked);
    if (!choices.includes(outcome)) setOutcome('503');
  };
  const provoke = (event: FormEvent): void => {
    event.preventDefault();
    if (count === undefined || !ready) return;
    void change({
      change: 'provoke',
      provocation: {
        endpoint,
        outcome,
        times: count,
        ...(lasting === undefined ? {} : { ms: lasting * 1_000 }),
        ...(takesCause(outcome) && cause.trim() !== '' ? { cause: cause.trim() } : {}),
      },
    });
  };
  return (
    <Block title={words.provoke}>
      <form className={styles['form']} onSubmit={provoke}>
        <div className={styles['stack']}>
          <Field label={words.endpoint}>
            <Select
              value={endpoint}
              options={practiceEndpoints.map((name) => ({ value: name, label: words.endpoints[name] }))}
              onText={pickEndpoint}
            />
          </Field>
          <Field label={words.outcome}>
            <Select
              value={outcome}
              options={outcomes.map((name) => ({ value: name, label: words.outcomes[name] }))}
              onText={(text) => {
                const picked = outcomes.find((name) => name === text);
                if (picked) setOutcome(picked);
              }}
            />
          </Field>
        </div>
        {takesCause(outcome) ? (
          <Field label={words.cause}>
            <TextInput value={cause} maxLength={500} onText={setCause} />
          </Field>
        ) : undefined}
        <div className={styles['foot']}>
          <Field
            label={words.times}
            className={styles['short']}
            fault={count === undefined ? words.timesFault : undefined}
          >
            <NumberInput inputMode="numeric" value={times} onText={setTimes} />
          </Field>
          {usual === undefined ? undefined : (
            <Field label={words.forMs} fault={lasting === undefined ? words.forMsFault : undefined}>
              <NumberInput
                inputMode="numeric"
                value={seconds}
                placeholder={String(usual)}
                onText={setSeconds}
              />
            </Field>
          )}
          <Button type="submit" icon={Zap} disabled={!ready}>
            {words.provokeNow}
          </Button>
        </div>
      </form>
      <Planned provocations={provocations} change={change} />
    </Block>
  );
}

function Planned({ provocations, change }: ProvokeProps) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <div className={styles['planned']}>
      <div className={styles['blockHead']}>
        <h4>{words.planned}</h4>
        {provocations.length > 0 ? (
          <Button size="small" tone="quiet" onClick={() => void change({ change: 'calm' })}>
            {words.calm}
          </Button>
        ) : undefined}
      </div>
      {provocations.length === 0 ? (
        <p className={styles['note']}>{words.plannedNone}</p>
      ) : (
        <ol className={styles['rows']} aria-label={words.planned}>
          {provocations.map(({ endpoint, outcome, times }, index) => (
            // The plan is a queue: its order is the identity of a row.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${index} ${endpoint} ${outcome}`}>
              <span>
                {words.endpoints[endpoint]} → <strong>{words.outcomes[outcome]}</strong>
              </span>
              <span className={styles['count']}>{words.plannedTimes(times, format.count(times))}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
