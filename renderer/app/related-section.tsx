import { FileMinus2, FilePlus2, HandCoins } from 'lucide-react';
import { useState } from 'react';
import { documentStates } from '../../domain/outbox/states.ts';
import type { Makes, RelatedRow } from '../../preload/contract/related.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { kindShort } from '../words/kind-short.ts';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { useRouter } from './router.ts';
import { useView } from './use-view.ts';
import { NotePanel } from './note-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { relatedCopy } from './related-copy.ts';
import styles from './related.module.css';

/** Notes and payments of one document: what there is, what is left, and the way to the next one. */
export function RelatedSection({ documentId }: { readonly documentId: string }) {
  const words = useCopy(relatedCopy);
  const format = useFormats();
  const view = useView('related.view', { id: documentId }, { topics: ['document'] });
  const [making, setMaking] = useState<Makes>();
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  // What cannot be read back (its bytes are damaged) says so elsewhere on this page.
  if (!shown) return view.kind === 'loading' ? <Spinner label={words.reading} /> : undefined;
  const { makes, left, credit, currency } = shown;
  if (makes.length === 0 && shown.made.length === 0 && !shown.origin) return undefined;
  const close = (): void => setMaking(undefined);
  return (
    <div className={styles['section']}>
      <h3>{words.title}</h3>
      {shown.origin ? (
        <>
          <p className={styles['hint']}>{words.origin}</p>
          <ul className={styles['list']}>
            <Row row={shown.origin} />
          </ul>
        </>
      ) : undefined}
      {shown.made.length > 0 ? (
        <>
          <p className={styles['hint']}>{words.made}</p>
          <ul className={styles['list']}>
            {shown.made.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
          <p>{left.total === '0' ? words.leftNothing : words.left(format.money(left.total, currency))}</p>
        </>
      ) : undefined}
      {credit ? (
        <p>{credit.owed === '0' ? words.owedNothing : words.owed(format.money(credit.owed, currency))}</p>
      ) : undefined}
      {making === 'receipt' && credit ? (
        <ReceiptPanel id={shown.id} owed={credit.owed} currency={currency} onClose={close} />
      ) : making === 'credit-note' || making === 'debit-note' ? (
        <NotePanel view={shown} kind={making === 'credit-note' ? '03' : '02'} onClose={close} />
      ) : (
        <div className={styles['buttons']}>
          {makes.includes('receipt') && credit && credit.owed !== '0' ? (
            <Button size="small" icon={HandCoins} onClick={() => setMaking('receipt')}>
              {words.receipt}
            </Button>
          ) : undefined}
          {makes.includes('credit-note') && left.total !== '0' ? (
            <Button size="small" icon={FileMinus2} onClick={() => setMaking('credit-note')}>
              {words.creditNote}
            </Button>
          ) : undefined}
          {makes.includes('debit-note') ? (
            <Button size="small" icon={FilePlus2} onClick={() => setMaking('debit-note')}>
              {words.debitNote}
            </Button>
          ) : undefined}
        </div>
      )}
    </div>
  );
}

function Row({ row }: { readonly row: RelatedRow }) {
  const words = useCopy(relatedCopy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const state = documentStates.find((one) => one === row.state);
  return (
    <li className={styles['item']}>
      <Button size="small" tone="quiet" onClick={() => go({ screen: 'documents', documentId: row.id })}>
        {`${words.kindShort[row.kind] ?? kindShort(row.kind)} ${row.consecutivo}`}
      </Button>
      {state ? <StateBadge state={state} /> : undefined}
      <span className={styles['amount']}>{format.money(row.total, row.currency)}</span>
    </li>
  );
}
