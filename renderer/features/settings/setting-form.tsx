import { clsx } from 'clsx';
import { Check, CircleX, PenLine } from 'lucide-react';
import { createContext, type FormEvent, type KeyboardEvent, type ReactNode, useContext, useRef } from 'react';
import type { Fault } from '../../../domain/fault.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { useFaultWords } from '../../words/faults.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import type { OpenForm } from './form-store.ts';
import styles from './settings.module.css';

const saveKeys = 'Mod+S';

/** The part of a form that its fields need, whatever they hold. */
type FieldForm = Pick<OpenForm<object>, 'shown' | 'leave'>;
const FormContext = createContext<FieldForm>({ shown: () => undefined, leave: () => undefined });

/** The sentence of a fault: the settings' own, or the invoice's. */
export function useSettingFaultWords(): (fault: Pick<Fault, 'code' | 'values'>) => string {
  const words: Readonly<Record<string, string>> = useCopy(copy).faults;
  const invoice = useFaultWords();
  return (fault) => words[fault.code] ?? invoice(fault);
}

interface SettingFormProps {
  readonly label: string;
  readonly form: Omit<OpenForm<object>, 'typed' | 'change'>;
  readonly readOnly?: boolean;
  readonly saveWord?: string;
  readonly savingWord?: string;
  /** below the button; alive in a form that is only read too */
  readonly after?: ReactNode;
  readonly children: ReactNode;
}

/** A part of Ajustes that is saved on its own, by its button, Enter or Ctrl/Cmd+S; what happened is said beside the button. */
export function SettingForm(props: SettingFormProps) {
  const { label, form, readOnly = false, saveWord, savingWord, after, children } = props;
  const words = useCopy(copy);
  const element = useRef<HTMLFormElement>(null);
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (readOnly) return;
    const path = await form.submit();
    if (path !== undefined) focusPath(element.current, path);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!matchesKeys(event, saveKeys)) return;
    event.preventDefault();
    void submit();
  };
  const saving = form.save.kind === 'saving';
  return (
    // The form hears Ctrl/Cmd+S of the fields inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={element}
      aria-label={label}
      className={styles['form']}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKey}
    >
      <FormContext value={form}>
        <fieldset className={styles['plain']} disabled={readOnly}>
          {children}
        </fieldset>
      </FormContext>
      {form.save.kind === 'failed' ? (
        <ErrorNotice error={form.save.error} onRetry={() => void submit()} />
      ) : undefined}
      {readOnly ? undefined : (
        <div className={clsx(styles['saveBar'], (form.dirty || saveWord !== undefined) && styles['inSight'])}>
          <Button
            type="submit"
            tone="primary"
            keys={saveKeys}
            busy={saving}
            disabled={!form.dirty && saveWord === undefined}
          >
            {saving ? (savingWord ?? words.saving) : (saveWord ?? words.save)}
          </Button>
          <SaveWords form={form} />
        </div>
      )}
      {after}
    </form>
  );
}

/** "Guardado" only while it is true: what is on screen is what is stored. */
function SaveWords({ form }: Pick<SettingFormProps, 'form'>) {
  const words = useCopy(copy);
  const format = useFormats();
  const { save, dirty, blocking } = form;
  return (
    <>
      <output className={styles['saveWords']}>
        {save.kind === 'faulty' && blocking > 0 ? (
          <span className={styles['bad']}>
            <CircleX size={14} aria-hidden="true" />
            {words.notSaved(blocking, format.count(blocking))}
          </span>
        ) : dirty && save.kind !== 'saving' ? (
          <span>
            <PenLine size={14} aria-hidden="true" />
            {words.unsaved}
          </span>
        ) : save.kind === 'saved' ? (
          <span className={styles['good']}>
            <Check size={14} aria-hidden="true" />
            {words.saved(format.time(save.at))}
          </span>
        ) : undefined}
      </output>
      {dirty && save.kind !== 'saving' ? (
        <Button size="small" tone="quiet" onClick={form.discard}>
          {words.undo}
        </Button>
      ) : undefined}
    </>
  );
}

interface SettingFieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  readonly hidesLabel?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A field whose fault shows once it was left, or after a try to save. */
export function SettingField({ path, className, children, ...field }: SettingFieldProps) {
  const { shown, leave } = useContext(FormContext);
  const say = useSettingFaultWords();
  const fault = shown(path);
  return (
    <div className={className} data-path={path} onBlur={() => leave(path)}>
      <Field {...field} {...(fault && { fault: say(fault), severity: fault.severity })}>
        {children}
      </Field>
    </div>
  );
}

/** The sentence of a fault that belongs to a group of controls. */
export function GroupFault({ path }: { readonly path: string }) {
  const { shown } = useContext(FormContext);
  const say = useSettingFaultWords();
  const fault = shown(path);
  return (
    <p className={styles['groupFault']} role="alert">
      {fault ? (
        <span className={styles['bad']}>
          <CircleX size={14} aria-hidden="true" />
          {say(fault)}
        </span>
      ) : undefined}
    </p>
  );
}

function focusPath(form: HTMLFormElement | null, path: string): void {
  form
    ?.querySelector(`[data-path="${CSS.escape(path)}"]`)
    ?.querySelector<HTMLElement>('input, select, textarea')
    ?.focus();
}
