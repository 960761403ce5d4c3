import { CircleCheck, CircleX } from 'lucide-react';
import {
  compareDecimals,
  type Decimal,
  decimal,
  divideHalfUp,
  toScale,
} from '../../../domain/money/decimal.ts';
import { balance } from '../../../domain/payments/payment-list.ts';
import type { PaymentForm, SlotView } from '../../../preload/contract/payments.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import styles from './balance-bar.module.css';
import { copy } from './copy.ts';

interface BalanceBarProps {
  readonly rows: readonly PaymentForm[];
  readonly total: string | undefined;
  readonly from: SlotView['totalFrom'];
}

/** Thousandths of the bar: exact division, no floats. @returns 0 to 1000 */
export function filledOf(paid: Decimal, total: Decimal): number {
  const scale = Math.max(paid.scale, total.scale);
  const whole = toScale(total, scale).unscaled;
  if (whole <= 0n) return 0;
  const part = divideHalfUp(toScale(paid, scale).unscaled * 1_000n, whole);
  return Number(part > 1_000n ? 1_000n : part);
}

/** What is paid, what is missing, on every keystroke. Missing is never negative: too much is said as too much. */
export function BalanceBar({ rows, total, from }: BalanceBarProps) {
  const words = useCopy(copy);
  const format = useFormats();
  if (total === undefined) return undefined;
  const { paid, remaining, complete } = balance(rows, total);
  const left = decimal(remaining);
  const over = left.unscaled < 0n;
  const done = !over && complete && compareDecimals(decimal(paid), decimal(total)) === 0;
  const filled = filledOf(decimal(paid), decimal(total));
  const money = (text: string): string => format.money(text, 'USD');
  return (
    <section className={styles['bar']} aria-label={words.progress}>
      <dl className={styles['figures']}>
        <div>
          <dt>{words.total}</dt>
          <dd>{money(total)}</dd>
          {from && (
            <dd className={styles['from']}>
              {from === 'clerk' ? words.totalFromClerk : words.totalFromService}
            </dd>
          )}
        </div>
        <div>
          <dt>{words.paid}</dt>
          <dd data-figure="paid">{money(paid)}</dd>
        </div>
        <div className={styles['main']} data-tone={over ? 'over' : done ? 'done' : 'open'}>
          <dt>
            {over && <CircleX size={16} aria-hidden="true" />}
            {over ? words.over : words.remaining}
          </dt>
          <dd data-figure={over ? 'over' : 'remaining'}>{money(over ? remaining.slice(1) : remaining)}</dd>
        </div>
      </dl>
      <progress
        aria-label={words.progress}
        aria-valuetext={words.paidOf(money(paid), money(total))}
        max={1_000}
        value={filled}
        className={styles['track']}
        data-tone={over ? 'over' : done ? 'done' : 'open'}
      />
      <p className={styles['note']} aria-live="polite">
        {done && (
          <>
            <CircleCheck size={14} aria-hidden="true" />
            {words.complete}
          </>
        )}
        {over && <span className={styles['hidden']}>{`${words.over} ${money(remaining.slice(1))}`}</span>}
        {!complete && !over && words.incomplete}
      </p>
    </section>
  );
}
