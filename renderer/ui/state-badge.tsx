import { clsx } from 'clsx';
import {
  Bell,
  CircleArrowUp as ArrowUp,
  CircleCheck,
  CircleQuestionMark as CircleQuestion,
  CircleX,
  Clock,
  Contrast,
  Lock,
  Pencil,
} from 'lucide-react';
import { useLanguage } from '../words/language.ts';
import { type StateIcon, stateLook } from '../words/states.ts';
import styles from './state-badge.module.css';

const icons = {
  pencil: Pencil,
  clock: Clock,
  arrow: ArrowUp,
  question: CircleQuestion,
  half: Contrast,
  check: CircleCheck,
  cross: CircleX,
  bell: Bell,
  lock: Lock,
} satisfies Record<StateIcon, typeof Pencil>;

interface StateBadgeProps {
  /** a DocumentState or 'draft'; a SlotState with `subject="payment"` */
  readonly state: string;
  readonly subject?: 'document' | 'payment';
  /** icon and word without the soft background: for table cells */
  readonly plain?: boolean;
}

/** Icon and word of a state. A state this version does not know is shown by its own name, never as good news. */
export function StateBadge({ state, subject = 'document', plain = false }: StateBadgeProps) {
  const language = useLanguage((store) => store.language);
  const look = stateLook(state, subject);
  const Icon = look ? icons[look.icon] : CircleQuestion;
  return (
    <span
      className={clsx(styles['badge'], styles[look?.tone ?? 'warning'], plain && styles['plain'])}
      data-state={state}
    >
      <Icon size={14} aria-hidden="true" />
      <span className={styles['word']}>{look?.words[language] ?? state}</span>
    </span>
  );
}
