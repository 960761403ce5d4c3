import { clsx } from 'clsx';
import { HandCoins, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { findCode, saleConditions } from '../../../domain/billing/codes.ts';
import type { CreditSaleRow } from '../../../preload/contract/related.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { ReceiptPanel } from '../../app/receipt-panel.tsx';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './credit-sales.module.css';

/** Costa Rica: credit sales of which each payment needs a receipt, those owed first. */
export function CreditSales() {
  const words = useCopy(copy);
  const sales = useView('related.creditSales', undefined, { topics: ['document'], restMs: 1_000 });
  const [paying, setPaying] = useState<string>();
  const rows = sales.kind === 'ready' ? sales.value : sales.kind === 'failed' ? sales.last : undefined;
  return (
    <section className={styles['sales']} aria-labelledby="credit-sales">
      <h2 id="credit-sales">{words.creditTitle}</h2>
      <p className={styles['hint']}>{words.creditHint}</p>
      {sales.kind === 'failed' && <ErrorNotice error={sales.error} onRetry={sales.reload} />}
      {sales.kind === 'loading' && <Spinner label={words.opening} />}
      {rows?.length === 0 && <p className={styles['hint']}>{words.creditEmpty}</p>}
      <ul className={styles['rows']}>
        {rows?.map((row) => (
          <Sale
            key={row.id}
            row={row}
            paying={paying === row.id}
            onPay={() => setPaying(row.id)}
            onClose={() => setPaying(undefined)}
          />
        ))}
      </ul>
    </section>
  );
}

interface SaleProps {
  readonly row: CreditSaleRow;
  readonly paying: boolean;
  readonly onPay: () => void;
  readonly onClose: () => void;
}

function Sale({ row, paying, onPay, onClose }: SaleProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const language = useLanguage((store) => store.language);
  const now = useNow(60_000);
  const go = useRouter((store) => store.go);
  const owed = row.owed !== '0';
  const late = owed && row.dueAt !== undefined && row.dueAt < now;
  const saleCondition = row.condition === '09' ? '08' : '10';
  return (
    <li className={styles['row']}>
      <div className={styles['what']}>
        <Button size="small" tone="quiet" onClick={() => go({ screen: 'documents', documentId: row.id })}>
          {row.consecutivo}
        </Button>
        <span>{row.customerName}</span>
        <span className={styles['hint']}>{findCode(saleConditions, saleCondition)?.name[language]}</span>
        {row.dueAt === undefined ? undefined : (
          <span className={clsx(styles['hint'], late && styles['late'])}>
            {late ? <TriangleAlert size={14} aria-hidden="true" /> : undefined}
            {late ? words.creditLate(format.date(row.dueAt)) : words.creditDue(format.date(row.dueAt))}
          </span>
        )}
      </div>
      <div className={styles['figures']}>
        <span>{owed ? words.creditOwed(format.money(row.owed, row.currency)) : words.creditPaid}</span>
        <span className={styles['hint']}>
          {words.creditOf(format.money(row.total, row.currency), format.count(row.receipts))}
        </span>
      </div>
      {owed && !paying ? (
        <Button size="small" icon={HandCoins} onClick={onPay}>
          {words.creditPay}
        </Button>
      ) : undefined}
      {paying ? (
        <div className={styles['panel']}>
          <ReceiptPanel id={row.id} owed={row.owed} currency={row.currency} onClose={onClose} />
        </div>
      ) : undefined}
    </li>
  );
}
