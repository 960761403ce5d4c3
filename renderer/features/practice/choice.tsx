import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly value: Key;
  /** word of each value, in the order shown */
  readonly words: Readonly<Record<Key, string>>;
  readonly onPick: (value: Key) => void;
}

/** A switch with a few named positions. */
export function Choice<Key extends string>({ label, value, words, onPick }: ChoiceProps<Key>) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has these keys and no others
  const keys = Object.keys(words) as Key[];
  return (
    <Field label={label}>
      <Select
        value={value}
        options={keys.map((key) => ({ value: key, label: words[key] }))}
        onText={(text) => {
          const picked = keys.find((key) => key === text);
          if (picked !== undefined) onPick(picked);
        }}
      />
    </Field>
  );
}
