import { TriangleAlert } from 'lucide-react';
import { findCode, ivaTaxCodes, otherTaxCodes } from '../../../domain/billing/codes.ts';
import type { Summary } from '../../../domain/billing/invoice.ts';
import { type Amount, formatAmount } from '../../../domain/money/amount.ts';
import { formatDecimalTrimmed } from '../../../domain/money/decimal.ts';
import { ivaRateOn } from '../../../domain/tax/iva.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { useInvoice } from './invoice-context.ts';
import styles from './totals-card.module.css';

/** How much room a total needs: the figure, the title, the text or the small size. */
function lengthOf(total: string): 'yes' | 'very' | 'most' | undefined {
  if (total.length > 21) return 'most';
  if (total.length > 18) return 'very';
  return total.length > 11 ? 'yes' : undefined;
}

/** A row of the card: its name, what it comes to, and whether it is taken off. */
type Figure = readonly [name: string, amount: Amount, minus?: boolean];

/** What the document comes to: every row of the summary that is not zero, in the order in which it adds up. */
export function Figures({ today }: { readonly today: string }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const summary = useInvoice((state) => state.totals.summary);
  const currency = useInvoice((state) => state.form.currency);
  const incomplete = useInvoice((state) => !state.totals.complete && state.totals.lines.size > 0);
  const total = format.money(formatAmount(summary.total), currency);
  const taxName = ({ code, rateCode }: Summary['taxBreakdown'][number]): string => {
    const row = rateCode === undefined ? undefined : ivaRateOn(rateCode, today);
    if (row === undefined) return findCode([...otherTaxCodes, ...ivaTaxCodes], code)?.name[language] ?? code;
    return words.iva(format.decimal(formatDecimalTrimmed(row.rate)));
  };
  const classes: readonly Figure[] = [
    [words.taxed, summary.taxed],
    [words.exempt, summary.exempt],
    [words.exoneratedSale, summary.exonerated],
    [words.notSubject, summary.notSubject],
  ];
  const after: readonly Figure[] = [
    [words.discount, summary.discounts, true],
    ...(summary.discounts > 0n ? ([[words.netSale, summary.netSale]] as const) : []),
    ...summary.taxBreakdown.map((row): Figure => [taxName(row), row.amount]),
    [words.otherCharges, summary.otherCharges],
    [words.ivaReturned, summary.ivaReturned, true],
  ];
  const row = ([name, amount, minus = false]: Figure, index: number) =>
    amount > 0n && (
      // two rows may have one name: the same rate under two codes
      <div key={`${name} ${index}`}>
        <dt>{name}</dt>
        <dd>
          {minus && '− '}
          {format.amount(formatAmount(amount))}
        </dd>
      </div>
    );
  return (
    <>
      <dl className={styles['figures']}>
        {classes.map(row)}
        <div>
          <dt>{words.sale}</dt>
          <dd>{format.amount(formatAmount(summary.sale))}</dd>
        </div>
        {after.map(row)}
        {summary.taxAssumed > 0n && (
          <div className={styles['aside']}>
            <dt>{words.taxAssumed}</dt>
            <dd>{format.amount(formatAmount(summary.taxAssumed))}</dd>
          </div>
        )}
        <div className={styles['total']}>
          <dt>{words.total}</dt>
          <dd data-figure="total" lang={language} data-long={lengthOf(total)}>
            {total}
          </dd>
        </div>
      </dl>
      <Breakdown summary={summary} />
      {incomplete && (
        <p className={styles['incomplete']}>
          <TriangleAlert size={14} aria-hidden="true" />
          {words.incomplete}
        </p>
      )}
    </>
  );
}

/** Services and goods apart, for whoever compares with the declaration; only where the sale has both. */
function Breakdown({ summary }: { readonly summary: Summary }) {
  const words = useCopy(copy);
  const format = useFormats();
  const services: readonly Figure[] = [
    [words.services(words.taxed), summary.servicesTaxed],
    [words.services(words.exempt), summary.servicesExempt],
    [words.services(words.exoneratedSale), summary.servicesExonerated],
    [words.services(words.notSubject), summary.servicesNotSubject],
  ];
  const goods: readonly Figure[] = [
    [words.goods(words.taxed), summary.goodsTaxed],
    [words.goods(words.exempt), summary.goodsExempt],
    [words.goods(words.exoneratedSale), summary.goodsExonerated],
    [words.goods(words.notSubject), summary.goodsNotSubject],
  ];
  const some = (rows: readonly Figure[]): boolean => rows.some(([, amount]) => amount > 0n);
  if (!some(services) || !some(goods)) return undefined;
  return (
    <details className={styles['keys']}>
      <summary>{words.breakdown}</summary>
      <dl>
        {[...services, ...goods].map(
          ([name, amount]) =>
            amount > 0n && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{format.amount(formatAmount(amount))}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
}
