import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Td, Th, Tr } from '../../ui/table.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Folded, Scrolled } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';

/** The last calls as the authorities saw them: no header, body or token. */
export function RequestLog({ requests }: { readonly requests: PracticeView['requests'] }) {
  const words = useCopy(copy);
  const format = useFormats();
  return (
    <Folded title={words.log}>
      {requests.length === 0 ? (
        <p className={styles['note']}>{words.requestsNone}</p>
      ) : (
        <Scrolled label={words.log}>
          <thead>
            <tr>
              <Th>{words.at}</Th>
              <Th>{words.call}</Th>
              <Th numeric>{words.status}</Th>
            </tr>
          </thead>
          <tbody>
            {requests.map(({ id, at, method, path, status }) => (
              <Tr key={id}>
                <Td muted className={styles['nowrap']}>
                  {format.clock(at)}
                </Td>
                <Td className={styles['path']} title={path}>
                  {method} {path}
                </Td>
                <Td numeric>{status === undefined ? words.underWay : status || words.statusNone}</Td>
              </Tr>
            ))}
          </tbody>
        </Scrolled>
      )}
    </Folded>
  );
}
