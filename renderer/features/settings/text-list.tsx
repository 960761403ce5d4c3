import { ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { SettingField } from './setting-form.tsx';
import styles from './settings.module.css';

interface TextListProps {
  /** faults are at `path.0`, `path.1`, ... */
  readonly path: string;
  readonly texts: readonly string[];
  readonly most: number;
  readonly label: (place: string) => string;
  readonly addWord: string;
  readonly removeWord: (place: string) => string;
  /** offers to put a row first; `firstNote` stands beside the one that is */
  readonly firstWord?: (place: string) => string;
  readonly firstNote?: string;
  readonly disabled: boolean;
  readonly inputMode?: 'email' | 'decimal';
  readonly onTexts: (texts: string[]) => void;
}

/** A short list of texts, one per row. */
export function TextList(props: TextListProps) {
  const {
    path,
    texts,
    most,
    label,
    addWord,
    removeWord,
    firstWord,
    firstNote,
    disabled,
    inputMode,
    onTexts,
  } = props;
  return (
    <div className={styles['list']}>
      {texts.map((text, index) => {
        const place = String(index + 1);
        return (
          // Rows have no identity of their own: text at a place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles['listRow']}>
            <SettingField
              path={`${path}.${index}`}
              label={label(place)}
              hidesLabel
              className={styles['grow']}
            >
              <TextInput
                value={text}
                inputMode={inputMode}
                placeholder={label(place)}
                onText={(typed) => onTexts(texts.with(index, typed))}
              />
            </SettingField>
            {firstNote !== undefined && index === 0 && texts.length > 1 ? (
              <span className={styles['listNote']}>{firstNote}</span>
            ) : undefined}
            {firstWord && index > 0 && !disabled ? (
              <IconButton
                icon={ArrowUp}
                label={firstWord(place)}
                onClick={() => onTexts([text, ...texts.toSpliced(index, 1)])}
              />
            ) : undefined}
            {texts.length > 1 && !disabled ? (
              <IconButton
                icon={X}
                label={removeWord(place)}
                onClick={() => onTexts(texts.toSpliced(index, 1))}
              />
            ) : undefined}
          </div>
        );
      })}
      {texts.length < most && !disabled ? (
        <Button size="small" tone="quiet" icon={Plus} onClick={() => onTexts([...texts, ''])}>
          {addWord}
        </Button>
      ) : undefined}
    </div>
  );
}
