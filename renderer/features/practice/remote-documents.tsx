import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Td, Th, Tr } from '../../ui/table.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Folded, Scrolled } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';

/** What e-Dinky holds: the ids to try payments with, and how many payments are in force. */
export function RemoteDocuments({ documents }: { readonly documents: PracticeView['remoteDocuments'] }) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <Folded title={words.remote}>
      <p className={styles['note']}>{words.remoteHint}</p>
      <Scrolled label={words.remote}>
        <thead>
          <tr>
            <Th>{words.remoteId}</Th>
            <Th numeric>{words.total}</Th>
            <Th numeric>{words.paid}</Th>
            <Th>{words.sent}</Th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ id, total, payments, sent, customerName }) => (
            <Tr key={id}>
              <Td title={customerName}>{id}</Td>
              <Td numeric>{format.money(total, 'USD')}</Td>
              <Td numeric>{format.count(payments.length)}</Td>
              <Td>{sent ? words.yes : words.no}</Td>
            </Tr>
          ))}
        </tbody>
      </Scrolled>
    </Folded>
  );
}
