import { useMemo } from 'react';
import type { CabysEntry } from '../../domain/lookups/answers.ts';
import { Combobox, type ComboboxProps } from '../ui/combobox.tsx';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import styles from './lookups.module.css';
import { cabysSearch } from './search-cabys.ts';

interface CabysFieldProps extends Pick<
  ComboboxProps<CabysEntry>,
  'bare' | 'inputProps' | 'onKeyDown' | 'onDone'
> {
  /** 13 digits, or words on the way to them */
  readonly value: string;
  readonly onText: (text: string) => void;
  /** code, description and the rate the catalogue says */
  readonly onPick: (entry: CabysEntry) => void;
}

/** A CAByS code by its digits or by words: from this computer first, with the rate of each; the service only where that knows nothing. */
export function CabysField({ value, onText, onPick, ...rest }: CabysFieldProps) {
  const words = useCopy(lookupCopy);
  const search = useMemo(() => cabysSearch(), []);
  return (
    <Combobox<CabysEntry>
      {...rest}
      text={value}
      onText={onText}
      search={search}
      itemKey={(entry) => entry.code}
      renderItem={(entry) => (
        <span className={styles['good']}>
          <span className={styles['code']}>{entry.code}</span>
          <span className={styles['words']} title={entry.description}>
            {entry.description}
          </span>
          {entry.rate !== undefined && <span className={styles['rate']}>{words.taxed(entry.rate)}</span>}
        </span>
      )}
      isExact={(entry, text) => entry.code === text.replaceAll(/[\s.-]/g, '')}
      onPick={(entry) => {
        // not awaited: which goods come first next time is no reason to wait
        void window.api.call('cabys.use', { code: entry.code });
        onPick(entry);
      }}
      listLabel={words.goods}
    />
  );
}
