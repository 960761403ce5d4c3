import { clsx } from 'clsx';
import { CircleX, TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Fault } from '../../../domain/fault.ts';
import { useFaultWords } from '../../words/faults.ts';
import styles from './fault-sentence.module.css';

/** The DOM id of the sentence of a field, for `aria-describedby`. */
export const faultId = (path: string): string => `fault-${path.replaceAll('.', '-')}`;

interface FaultSentenceProps {
  readonly fault: Fault;
  /** the field, when it is not beside */
  readonly where?: string | undefined;
  readonly style?: CSSProperties;
}

/** What is wrong, in words, beside an icon that says whether it stops the sale. */
export function FaultSentence({ fault, where, style }: FaultSentenceProps) {
  const say = useFaultWords();
  const Icon = fault.severity === 'blocks' ? CircleX : TriangleAlert;
  return (
    <p id={faultId(fault.path)} className={clsx(styles['fault'], styles[fault.severity])} style={style}>
      <Icon size={14} aria-hidden="true" />
      <span>{where === undefined ? say(fault) : `${where}: ${say(fault)}`}</span>
    </p>
  );
}
