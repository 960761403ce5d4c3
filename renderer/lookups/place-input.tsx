import { useState } from 'react';
import { isFormerCode, type NamedCode } from '../../domain/location/places.ts';
import { Combobox } from '../ui/combobox.tsx';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import styles from './lookups.module.css';
import { choicesAt, choicesFor, codeOfTyped, type PlaceLevel, usePlaces } from './places.ts';
import { Note } from './quiet-note.tsx';

interface PlaceInputProps {
  readonly level: PlaceLevel;
  /** the code, or what was typed instead of one */
  readonly value: string;
  /** codes chosen above; those below are not looked at */
  readonly above: { readonly province: string; readonly canton: string };
  readonly onCode: (code: string) => void;
  readonly dataPath?: string;
}

/**
 * A province, canton or district by name or by code, inside a `Field`. A code that the table does not have can be typed all the same
 * (DOMAIN.md 5.14): then it stands there as it is, without a name.
 */
export function PlaceInput({ level, value, above, onCode, dataPath }: PlaceInputProps) {
  const words = useCopy(lookupCopy);
  const places = usePlaces();
  /** while the clerk is in the field: what is typed, before it is a code */
  const [typing, setTyping] = useState<string>();
  const choices = choicesAt(places, level, above);
  const known = choices.find(({ code }) => code === value);
  return (
    <Combobox<NamedCode>
      text={typing ?? (known ? `${known.code} · ${known.name}` : value)}
      onText={(text) => {
        setTyping(text);
        onCode(codeOfTyped(choices, text));
      }}
      search={async (text) => choicesFor(choices, text)}
      itemKey={({ code }) => code}
      renderItem={({ code, name }) => (
        <span className={styles['good']}>
          <span className={styles['code']}>{code}</span>
          <span className={styles['words']}>{name}</span>
        </span>
      )}
      isExact={({ code }, text) => code === text.trim()}
      onPick={({ code }) => {
        setTyping(undefined);
        onCode(code);
      }}
      listLabel={words.places}
      inputProps={{
        ...(dataPath === undefined ? {} : { 'data-path': dataPath }),
        onFocus: (event) => {
          setTyping(value);
          const input = event.currentTarget;
          requestAnimationFrame(() => input.select());
        },
        onBlur: () => setTyping(undefined),
      }}
    />
  );
}

interface PlaceNoteProps {
  readonly province: string;
  readonly canton: string;
  readonly district: string;
}

/** Says that a place is not in the table, or that its code is an old one; nothing while something is missing, and it stops nothing. */
export function PlaceNote({ province, canton, district }: PlaceNoteProps) {
  const words = useCopy(lookupCopy);
  const places = usePlaces();
  // a name half typed is no code yet
  if (![province, canton, district].every((code) => /^\d+$/.test(code))) return undefined;
  if (!places.knows(province, canton, district)) return <Note warns>{words.unknownPlace}</Note>;
  return isFormerCode(province, canton, district) ? <Note warns>{words.formerPlace}</Note> : undefined;
}
