import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { formatDecimal, parseDecimal, addDecimals, zero } from '../../../domain/money/decimal.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { SlotView } from '../../../preload/contract/payments.ts';
import { Button } from '../../ui/button.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { reasonSentences } from '../../words/reasons.ts';
import styles from './conflict.module.css';
import { copy } from './copy.ts';
import { paymentName } from './payment-order.ts';

interface ConflictProps {
  readonly slot: SlotView;
  readonly onResolved: () => void;
  readonly onFailed: (error: CallError) => void;
}
type Payments = readonly { readonly amount: string; readonly code: string }[];

/** Rows that count at the service: failed and cancelled ones are history. */
const standing = (slot: SlotView): Payments =>
  slot.theirs.filter((payment) => payment.status !== 'failed' && payment.status !== 'cancelled');

/** Base, theirs and mine side by side; a person chooses, nothing is merged by itself. */
export function Conflict({ slot, onResolved, onFailed }: ConflictProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const [busy, setBusy] = useState(false);
  const resolve = async (choice: 'mine' | 'theirs'): Promise<void> => {
    setBusy(true);
    const answer = await window.api.call('payments.resolve', { id: slot.id, choice });
    setBusy(false);
    if (answer.ok) onResolved();
    else onFailed(answer.error);
  };
  const sentences = slot.state === 'conflict' ? undefined : reasonSentences(slot.reason, 'payment', language);
  return (
    <section className={styles['conflict']} aria-labelledby="conflict-title">
      <h3 id="conflict-title" className={styles['title']}>
        <GitCompareArrows size={16} aria-hidden="true" />
        {sentences?.happened ?? words.conflictTitle}
      </h3>
      <p>{sentences ? `${sentences.means} ${sentences.todo}` : words.conflictText}</p>
      <div className={styles['lists']}>
        <List title={words.base} payments={slot.base} />
        <List title={words.theirs} payments={standing(slot)} />
        <List title={words.mine} payments={slot.desired} />
      </div>
      <div className={styles['actions']}>
        <Button disabled={busy} onClick={() => void resolve('theirs')}>
          {words.takeTheirs}
        </Button>
        <Button tone="primary" disabled={busy} onClick={() => void resolve('mine')}>
          {words.takeMine}
        </Button>
      </div>
    </section>
  );
}

function List({ title, payments }: { readonly title: string; readonly payments: Payments }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const sum = payments.reduce(
    (total, payment) => addDecimals(total, parseDecimal(payment.amount) ?? zero),
    zero,
  );
  return (
    <div className={styles['list']}>
      <h4>{title}</h4>
      {payments.length === 0 ? (
        <p className={styles['none']}>{words.none}</p>
      ) : (
        <ul>
          {payments.map((payment, index) => (
            // two payments may be equal: their place tells them apart
            // oxlint-disable-next-line react/no-array-index-key -- the lists are replaced as a whole, never edited
            <li key={`${index} ${payment.code} ${payment.amount}`}>
              <span>{paymentName(payment.code, language)}</span>
              <span>{format.amount(payment.amount)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles['sum']}>
        <span>{words.sum}</span>
        <span>{format.money(formatDecimal(sum), 'USD')}</span>
      </p>
    </div>
  );
}
