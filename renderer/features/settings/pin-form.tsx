import { CircleCheck, Eye, EyeOff, type LucideIcon } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../domain/result.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'not-chosen' }
  | { readonly kind: 'failed'; readonly error: CallError };

/** Lengths of Hacienda's PINs, old and new (DOMAIN.md section 10); others are tried all the same. */
export const usualPin = (pin: string): boolean => /^\d{4}$/.test(pin) || pin.length === 14;

interface PinFormProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly busyWord: string;
  readonly icon: LucideIcon;
  /** said when the button is pressed without a PIN */
  readonly pinFirst: string;
  /** said after it worked, when the form is still there */
  readonly done?: string;
  /** another form on the screen is the thing to do */
  readonly quiet?: boolean;
  /** the PIN is what the clerk was sent here for */
  readonly takesFocus?: boolean;
  readonly send: (pin: string) => Promise<Result<unknown, CallError>>;
  readonly onDone?: () => void;
}

/** Asks for the PIN of a signing key and does one thing with it. What was typed lives here only, and goes once it worked. */
export function PinForm(props: PinFormProps) {
  const { title, hint, action, busyWord, icon, pinFirst, done, quiet = false, takesFocus = false } = props;
  const words = useCopy(copy);
  const format = useFormats();
  const [pin, setPin] = useState('');
  const [shown, setShown] = useState(false);
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);

  const failed = outcome?.kind === 'failed';
  useEffect(() => {
    if (failed) notice.current?.scrollIntoView({ block: 'nearest' });
  }, [failed]);

  const send = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setAsked(pin === '');
    if (pin === '') {
      input.current?.focus();
      return;
    }
    setBusy(true);
    setOutcome(undefined);
    const answer = await props.send(pin);
    setBusy(false);
    if (answer.ok) {
      setPin('');
      setLeft(false);
      setOutcome({ kind: 'done' });
      props.onDone?.();
      await useSession.getState().load();
    } else if (answer.error.code === 'cancelled') setOutcome({ kind: 'not-chosen' });
    else {
      setOutcome({ kind: 'failed', error: answer.error });
      // typed again most of the time
      input.current?.select();
    }
  };
  const odd = left && pin !== '' && !usualPin(pin);
  const fault = asked && pin === '' ? pinFirst : odd ? words.pinShape(format.count(pin.length)) : undefined;
  return (
    <form aria-label={title} className={styles['form']} onSubmit={(event) => void send(event)}>
      <Section title={title} hint={hint}>
        <div className={styles['pinRow']}>
          <Field
            label={words.pin}
            hint={words.pinHint}
            fault={fault}
            severity={odd ? 'warns' : 'blocks'}
            required
            className={styles['pin']}
          >
            <TextInput
              ref={input}
              type={shown ? 'text' : 'password'}
              autoComplete="off"
              value={pin}
              maxLength={200}
              onText={setPin}
              onBlur={() => setLeft(true)}
            />
          </Field>
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? words.hidePin : words.showPin}
            aria-pressed={shown}
            className={styles['besideInput']}
            onClick={() => setShown(!shown)}
          />
          <Button
            type="submit"
            tone={quiet ? 'plain' : 'primary'}
            icon={icon}
            busy={busy}
            className={styles['besideInput']}
          >
            {busy ? busyWord : action}
          </Button>
        </div>
        <output className={styles['saveWords']}>
          {outcome?.kind === 'done' && done !== undefined ? (
            <span className={styles['good']}>
              <CircleCheck size={14} aria-hidden="true" />
              {done}
            </span>
          ) : outcome?.kind === 'not-chosen' ? (
            <span>{words.notChosen}</span>
          ) : undefined}
        </output>
        {outcome?.kind === 'failed' ? (
          <div ref={notice} className={styles['notice']}>
            <ErrorNotice error={outcome.error} onRetry={() => void send()} />
          </div>
        ) : undefined}
      </Section>
    </form>
  );
}
