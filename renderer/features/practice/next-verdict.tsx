import { Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { usualVerdicts } from '../../../domain/practice/outcomes.ts';
import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import { wholeBetween } from './whole.ts';
import type { Change } from './use-practice.ts';

type Verdict = 'rejected' | 'observed';

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
  const [usual] = usualVerdicts[verdict];
  const typedCode = code ?? String(usual.code);
  const typedReason = reason ?? usual.text;
  const number = wholeBetween(typedCode, -999_999, 999_999);

  const pickVerdict = (picked: Verdict): void => {
    setVerdict(picked);
    setCode(undefined);
    setReason(undefined);
  };
  const pickKnown = (picked: string): void => {
    const known = usualVerdicts[verdict].find((one) => String(one.code) === picked);
    if (known === undefined) return;
    setCode(picked);
    setReason(known.text);
  };
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
          onPick={pickVerdict}
        />
        <Field label={words.reasonKnown}>
          <Select
            value={usualVerdicts[verdict].some((one) => String(one.code) === typedCode) ? typedCode : ''}
            options={[
              { value: '', label: words.reasonOther },
              ...usualVerdicts[verdict].map((one) => ({
                value: String(one.code),
                label: `${one.code} · ${one.text}`,
              })),
            ]}
            onText={pickKnown}
          />
        </Field>
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
