import { clsx } from 'clsx';
import { CircleX, TriangleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId, useMemo } from 'react';
import styles from './field.module.css';

interface FieldControl {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-required'?: true;
}

const FieldContext = createContext<FieldControl>({});
/** What the control inside a `Field` must carry; nothing outside of one. */
export const useFieldControl = (): FieldControl => useContext(FieldContext);

interface FieldProps {
  readonly label: string;
  /** one short line under the control */
  readonly hint?: ReactNode;
  /** the sentence of what is wrong; tied to the control, so it is read with it */
  readonly fault?: string | undefined;
  /** `warns` is accepted all the same */
  readonly severity?: 'blocks' | 'warns';
  readonly required?: boolean;
  /** the label is for screen readers only */
  readonly hidesLabel?: boolean;
  readonly className?: string | undefined;
  /** one control of renderer/ui: it takes its id and descriptions from here */
  readonly children: ReactNode;
}

export function Field({
  label,
  hint,
  fault,
  severity = 'blocks',
  required = false,
  hidesLabel = false,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const described = clsx(hint && `${id}-hint`, fault && `${id}-fault`);
  const blocks = fault !== undefined && severity === 'blocks';
  const control = useMemo<FieldControl>(
    () => ({
      id,
      ...(described && { 'aria-describedby': described }),
      ...(blocks && { 'aria-invalid': true as const }),
      ...(required && { 'aria-required': true as const }),
    }),
    [id, described, blocks, required],
  );
  const FaultIcon = severity === 'blocks' ? CircleX : TriangleAlert;
  return (
    <div className={clsx(styles['field'], className)}>
      <label className={clsx(styles['label'], hidesLabel && styles['hidden'])} htmlFor={id}>
        {label}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {fault ? (
        <p id={`${id}-fault`} className={clsx(styles['fault'], styles[severity])}>
          <FaultIcon size={14} aria-hidden="true" />
          <span>{fault}</span>
        </p>
      ) : undefined}
      {hint ? (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      ) : undefined}
    </div>
  );
}
