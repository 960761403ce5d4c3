import { Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import { wholeBetween } from './whole.ts';
import type { Change } from './use-practice.ts';

type Verdict = 'rejected' | 'observed';
/** Two that clerks really meet: unknown CAByS, location of the issuer (DOMAIN.md section 9). */
const usualCode: Record<Verdict, string> = { rejected: '-400', observed: '-37' };

interface NextVerdictProps {
  readonly documents: PracticeView['documents'];
  readonly change: Change;
}

/** What Hacienda answers to the next document, whatever it holds. */
export function NextVerdict({ documents, change }: NextVerdictProps) {
  const words = useCopy(copy);
  const [verdict, setVerdict] = useState<Verdict>('rejected');
  const [code, setCode] = useState<string>();
  const [reason, setReason] = useState<string>();
  /** what was planned, and the newest document then: a newer one has met it */
  const [planned, setPlanned] = useState<{
    readonly verdict: Verdict;
    readonly newest: string | undefined;
  }>();
  const newest = documents[0]?.clave;
  const typedCode = code ?? usualCode[verdict];
  const typedReason = reason ?? (verdict === 'rejected' ? words.defaultRejected : words.defaultObserved);
  const number = wholeBetween(typedCode, -999_999, 999_999);

  const plan = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (number === undefined || typedReason.trim() === '') return;
    const done = await change({
      change: 'next-verdict',
      verdict: { verdict, detail: [{ code: number, text: typedReason.trim() }] },
    });
    if (done) setPlanned({ verdict, newest });
  };
  return (
    <Block title={words.verdict}>
      <form className={styles['form']} onSubmit={(event) => void plan(event)}>
        <Segmented
          label={words.verdictKind}
          value={verdict}
          segments={[
            { value: 'rejected', label: words.rejected },
            { value: 'observed', label: words.observed },
          ]}
          onPick={setVerdict}
        />
        <Field label={words.reasonText} fault={typedReason.trim() === '' ? words.reasonFault : undefined}>
          <TextInput value={typedReason} maxLength={2_000} onText={setReason} />
        </Field>
        <div className={styles['foot']}>
          <Field
            label={words.reasonCode}
            className={styles['short']}
            fault={number === undefined ? words.codeFault : undefined}
          >
            <TextInput value={typedCode} onText={setCode} />
          </Field>
          <Button type="submit" disabled={number === undefined || typedReason.trim() === ''}>
            {words.planVerdict}
          </Button>
        </div>
      </form>
      <output className={styles['note']}>
        {planned && planned.newest === newest ? (
          <span className={styles['done']}>
            <Check size={14} aria-hidden="true" />
            {words.verdictPlanned[planned.verdict]}
          </span>
        ) : undefined}
      </output>
    </Block>
  );
}
