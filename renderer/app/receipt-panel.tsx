import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { paymentMeanCodes } from '../../domain/billing/codes.ts';
import { costaRicaDate } from '../../domain/numbering/costa-rica-time.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Select } from '../ui/select.tsx';
import { takeFocus } from '../ui/take-focus.ts';
import { useNow } from '../ui/use-now.ts';
import { TextInput } from '../ui/text-input.tsx';
import { useFormats } from '../words/formats.ts';
import { useCopy, useLanguage } from '../words/language.ts';
import { ErrorNotice } from './error-notice.tsx';
import { useRouter } from './router.ts';
import { inSight } from '../ui/in-sight.ts';
import { relatedCopy } from './related-copy.ts';
import styles from './related.module.css';

interface ReceiptPanelProps {
  readonly id: string;
  /** decimal text, with IVA */
  readonly owed: string;
  readonly currency: string;
  readonly onClose: () => void;
}

const otherMean = '99';

/** A payment of a credit sale: its amount becomes a receipt with the IVA split. Opens the draft of the receipt. */
export function ReceiptPanel({ id, owed, currency, onClose }: ReceiptPanelProps) {
  const words = useCopy(relatedCopy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const today = costaRicaDate(useNow(60_000));
  const [amount, setAmount] = useState('');
  const [paidOn, setPaidOn] = useState(today);
  const [mean, setMean] = useState('04');
  const [meanText, setMeanText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();

  const prepare = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await window.api.call('related.makeReceipt', { id, amount, paidOn, mean, meanText });
    setBusy(false);
    if (answer.ok) go({ screen: 'invoice', draftId: answer.value.draftId });
    else setError(answer.error);
  };
  return (
    // Escape leaves it, from anywhere inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={inSight}
      className={styles['panel']}
      aria-label={words.receiptTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void prepare();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <p className={styles['title']}>{words.receiptTitle}</p>
      <p className={styles['hint']}>{words.receiptWhy}</p>
      <div className={styles['grid']}>
        <Field label={words.amount} hint={words.owed(format.money(owed, currency))} required>
          <NumberInput ref={takeFocus} value={amount} onText={setAmount} />
        </Field>
        <Field label={words.paidOn} required>
          <TextInput type="date" max={today} value={paidOn} onText={setPaidOn} />
        </Field>
        <Field className={mean === otherMean ? undefined : styles['wide']} label={words.mean} required>
          <Select
            value={mean}
            options={paymentMeanCodes.map(({ code, name }) => ({ value: code, label: name[language] }))}
            onText={setMean}
          />
        </Field>
        {mean === otherMean ? (
          <Field label={words.meanText} required>
            <TextInput value={meanText} maxLength={100} onText={setMeanText} />
          </Field>
        ) : undefined}
      </div>
      <p className={styles['hint']}>{words.receiptUnknown}</p>
      {error ? <ErrorNotice error={error} /> : undefined}
      <div className={styles['buttons']}>
        <Button type="submit" tone="primary" icon={HandCoins} busy={busy} disabled={amount.trim() === ''}>
          {busy ? words.preparing : words.prepareReceipt}
        </Button>
        <Button onClick={() => setAmount(owed)}>{words.all}</Button>
        <Button tone="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
