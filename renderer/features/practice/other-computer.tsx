import { useState } from 'react';
import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import type { Change } from './use-practice.ts';

const omissions = [0, 1, 2, 5] as const;

interface OtherComputerProps {
  readonly view: Pick<PracticeView, 'documents' | 'switches'>;
  readonly change: Change;
}

/** What the list of Hacienda holds beside our documents, or lacks of them: for "Conciliar con Hacienda". */
export function OtherComputer({ view, change }: OtherComputerProps) {
  const words = useCopy(copy);
  const [made, setMade] = useState(false);
  const [busy, setBusy] = useState(false);
  const { listOmits } = view.switches.hacienda;
  const newest = view.documents[0]?.clave;
  const send = async (series: 'same' | 'other'): Promise<void> => {
    setBusy(true);
    setMade(await change({ change: 'sent-elsewhere', series }));
    setBusy(false);
  };
  const choices = [...new Set([...omissions, listOmits])].toSorted((a, b) => a - b);
  return (
    <Block title={words.elsewhere}>
      <p className={styles['note']}>{words.elsewhereHint}</p>
      <Button size="small" disabled={busy} onClick={() => void send('same')}>
        {words.elsewhereSame}
      </Button>
      <Button size="small" disabled={busy} onClick={() => void send('other')}>
        {words.elsewhereOther}
      </Button>
      {made && newest !== undefined ? (
        <output className={styles['note']}>{words.elsewhereDone(newest)}</output>
      ) : undefined}
      <Field label={words.listOmits}>
        <Select
          value={String(listOmits)}
          options={choices.map((count) => ({ value: String(count), label: words.listOmitted(count) }))}
          onText={(text) =>
            void change({ change: 'switches', switches: { hacienda: { listOmits: Number(text) } } })
          }
        />
      </Field>
    </Block>
  );
}
