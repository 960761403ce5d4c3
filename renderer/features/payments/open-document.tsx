import { FolderOpen } from 'lucide-react';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { formatDecimal, toScale } from '../../../domain/money/decimal.ts';
import { readTypedNumber } from '../../../domain/money/typed-number.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { keys } from './keys.ts';
import styles from './open-document.module.css';

interface OpenDocumentProps {
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly onOpened: (slotId: string) => void;
}

/** A total as typed. @returns decimal text with two decimals; undefined when it is not one above zero */
export function readTotal(typed: string): string | undefined {
  const number = readTypedNumber(typed, 2);
  if (number.kind !== 'read' || number.value.unscaled <= 0n) return undefined;
  return formatDecimal(toScale(number.value, 2));
}

/** A document by its id at the service, with the total when the service does not know it. */
export function OpenDocument({ open, onToggle, onOpened }: OpenDocumentProps) {
  const words = useCopy(copy);
  const [remoteId, setRemoteId] = useState('');
  const [total, setTotal] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) first.current?.focus();
  }, [open]);

  const readable = total.trim() === '' ? undefined : readTotal(total);
  const badTotal = total.trim() !== '' && readable === undefined;
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (remoteId.trim() === '' || badTotal) return;
    setBusy(true);
    const answer = await window.api.call('payments.open', {
      remoteId: remoteId.trim(),
      ...(readable === undefined ? {} : { total: readable }),
    });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    setError(undefined);
    setRemoteId('');
    setTotal('');
    setTried(false);
    onOpened(answer.value.id);
  };
  if (!open) {
    return (
      <Button icon={FolderOpen} keys={keys.open} showsKeys onClick={() => onToggle(true)}>
        {words.open}
      </Button>
    );
  }
  return (
    <form className={styles['form']} aria-label={words.open} onSubmit={(event) => void submit(event)}>
      <Field
        label={words.documentId}
        hint={words.documentIdHint}
        fault={tried && remoteId.trim() === '' ? words.badId : undefined}
      >
        <TextInput ref={first} value={remoteId} onText={setRemoteId} inputMode="numeric" maxLength={64} />
      </Field>
      <Field
        label={words.documentTotal}
        hint={words.documentTotalHint}
        fault={tried && badTotal ? words.badTotal : undefined}
      >
        <NumberInput value={total} onText={setTotal} />
      </Field>
      {error && <ErrorNotice error={error} />}
      <Button tone="primary" type="submit" busy={busy}>
        {busy ? words.opening : words.openAction}
      </Button>
    </form>
  );
}
