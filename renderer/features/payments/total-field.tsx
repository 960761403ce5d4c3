import { type SyntheticEvent, useState } from 'react';
import type { SlotView } from '../../../preload/contract/payments.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { readTotal } from './open-document.tsx';
import styles from './total-field.module.css';

/** The document's total from the clerk, for when the service does not tell it. */
export function TotalField({ slot, onChanged }: { readonly slot: SlotView; readonly onChanged: () => void }) {
  const words = useCopy(copy);
  const [typed, setTyped] = useState(slot.total ?? '');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CallError>();
  const total = readTotal(typed);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (total === undefined) return;
    const answer = await window.api.call('payments.open', { remoteId: slot.remoteId, total });
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) onChanged();
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      {slot.total === undefined && <Banner tone="warning" sentences={words.totalUnknown} />}
      {error && <ErrorNotice error={error} />}
      <div className={styles['row']}>
        <Field label={words.documentTotal} fault={tried && total === undefined ? words.badTotal : undefined}>
          <NumberInput value={typed} onText={setTyped} />
        </Field>
        <Button type="submit" disabled={total !== undefined && total === slot.total}>
          {words.setTotal}
        </Button>
      </div>
    </form>
  );
}
