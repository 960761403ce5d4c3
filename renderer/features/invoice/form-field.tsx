import type { ReactNode } from 'react';
import { Field } from '../../ui/field.tsx';
import { useFaultWords } from '../../words/faults.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { useLineFaults, useShownFault } from './invoice-context.ts';

interface FormFieldProps {
  /** path of the fault that belongs here; the control inside carries the same as `data-path` */
  readonly path: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  readonly hidesLabel?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A labelled field of the invoice: its fault is shown once it was left, or after the first try to issue. */
export function FormField({ path, ...field }: FormFieldProps) {
  const fault = useShownFault(path);
  const say = useFaultWords();
  return (
    <Field {...field} {...(fault && { fault: say(fault), severity: fault.severity })}>
      {field.children}
    </Field>
  );
}

interface FaultsAtProps {
  readonly lineId: string;
  readonly paths: readonly string[];
}

/** What is wrong with a whole list or row of a line, where no single field shows it. */
export function FaultsAt({ lineId, paths }: FaultsAtProps) {
  const faults = useLineFaults(lineId);
  return faults
    .filter((fault) => paths.includes(fault.path))
    .map((fault) => <FaultSentence key={`${fault.path} ${fault.code}`} fault={fault} />);
}
