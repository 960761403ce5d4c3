import { clsx } from 'clsx';
import { FilePlus2, HandCoins, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { findCode, saleConditions } from '../../../domain/billing/codes.ts';
import type { CreditSaleRow } from '../../../preload/contract/related.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { openNewDocument } from '../../app/new-document.ts';
import { newKindKeys } from '../../app/new-kinds.ts';
import { ReceiptPanel } from '../../app/receipt-panel.tsx';
import { useRouter } from '../../app/router.ts';
import type { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './credit-sales.module.css';

type Sales = ReturnType<typeof useView<'related.creditSales'>>;

interface CreditSalesProps {
  readonly sales: Sales;
  /** the switch to the other country, of a company that sells in both */
  readonly countries: ReactNode;
}

/** Costa Rica: credit sales of which each payment needs a receipt, those owed first. */
export function CreditSales({ sales, countries }: CreditSalesProps) {
  const words = useCopy(copy);
  const [paying, setPaying] = useState<string>();
  const rows = sales.kind === 'ready' ? sales.value : sales.kind === 'failed' ? sales.last : undefined;
  return (
    <div className={styles['screen']}>
      <div className={styles['head']}>
        <h1 className={styles['title']}>{words.title}</h1>
        {countries}
      </div>
      <section className={styles['sales']} aria-labelledby="credit-sales" data-keeps-focus tabIndex={-1}>
        <h2 id="credit-sales">{words.creditTitle}</h2>
        <p className={styles['hint']}>{words.creditHint}</p>
        {sales.kind === 'failed' && <ErrorNotice error={sales.error} onRetry={sales.reload} />}
        {rows?.length === 0 ? (
          <EmptyState
            icon={HandCoins}
            title={words.creditNone}
            text={words.creditEmpty}
            action={
              <Button
                icon={FilePlus2}
                keys={newKindKeys('01')}
                showsKeys
                onClick={() => void openNewDocument({ kind: '01' })}
              >
                {words.creditNew}
              </Button>
            }
          />
        ) : undefined}
        {rows && rows.length > 0 ? (
          <ul className={styles['rows']}>
            {rows.map((row) => (
              <Sale
                key={row.id}
                row={row}
                paying={paying === row.id}
                onPay={() => setPaying(row.id)}
                onClose={() => setPaying(undefined)}
              />
            ))}
          </ul>
        ) : undefined}
      </section>
    </div>
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
        <Button
          className={styles['number']}
          size="small"
          tone="quiet"
          onClick={() => go({ screen: 'documents', documentId: row.id })}
        >
          {row.consecutivo}
        </Button>
        <span className={styles['customer']}>{row.customerName}</span>
        <span className={styles['hint']}>
          {findCode(saleConditions, saleCondition)?.name[language]}
          {row.dueAt === undefined || late ? '' : ` · ${words.creditDue(format.date(row.dueAt))}`}
        </span>
        {row.dueAt !== undefined && late ? (
          <span className={clsx(styles['hint'], styles['late'])}>
            <TriangleAlert size={14} aria-hidden="true" />
            {words.creditLate(format.date(row.dueAt))}
          </span>
        ) : undefined}
      </div>
      <div className={styles['figures']}>
        <span className={styles['owed']}>
          {owed ? words.creditOwed(format.money(row.owed, row.currency)) : words.creditPaid}
        </span>
        <span className={styles['hint']}>
          {words.creditOf(format.money(row.total, row.currency), row.receipts, format.count(row.receipts))}
        </span>
      </div>
      <div className={styles['do']}>
        {owed && !paying ? (
          <Button size="small" icon={HandCoins} onClick={onPay}>
            {words.creditPay}
          </Button>
        ) : undefined}
      </div>
      {paying ? (
        <div className={styles['panel']}>
          <ReceiptPanel id={row.id} owed={row.owed} currency={row.currency} onClose={onClose} />
        </div>
      ) : undefined}
    </li>
  );
}
