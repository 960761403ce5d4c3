import { TextInput, type TextInputProps } from '../../ui/text-input.tsx';

/**
 * A day. The form may hold an instant instead (RFC 3339, as registers and documents give it): its day is shown, and the instant
 * stays as it is until another day is chosen.
 */
export function DateInput({ value, ...rest }: TextInputProps) {
  return (
    <TextInput {...rest} type="date" max="2999-12-31" value={/^\d{4}-\d\d-\d\d/.exec(value)?.[0] ?? ''} />
  );
}
