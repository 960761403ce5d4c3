import { clsx } from 'clsx';
import {
  Ban,
  CircleCheck,
  CircleSlash,
  CircleX,
  Clock,
  type LucideIcon,
  RotateCcw,
  SplitSquareHorizontal,
  TriangleAlert,
} from 'lucide-react';
import type { ReceivedStatus } from '../../../domain/received/received-status.ts';
import type { ReceivedRow } from '../../../preload/contract/received.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './received-list.module.css';

const looks: Readonly<
  Record<ReceivedStatus, readonly [LucideIcon, 'plain' | 'warning' | 'danger' | 'muted']>
> = {
  undecided: [Clock, 'plain'],
  'answer-refused': [RotateCcw, 'warning'],
  problem: [CircleX, 'danger'],
  'no-answer': [CircleSlash, 'muted'],
  accepted: [CircleCheck, 'plain'],
  'partly-accepted': [SplitSquareHorizontal, 'plain'],
  rejected: [Ban, 'plain'],
};

/** A check that only warns is seen before a hundred are accepted at once; afterwards it is in the detail. */
const worthALook: ReadonlySet<ReceivedStatus> = new Set(['undecided', 'answer-refused']);

/** What we decided, and apart from it how far its message has come: what is decided here is not what Hacienda has. */
export function StatusCell({ row }: { readonly row: Pick<ReceivedRow, 'status' | 'message' | 'warned'> }) {
  const words = useCopy(copy);
  const [Icon, tone] = looks[row.status];
  return (
    <span className={styles['statusCell']} data-status={row.status}>
      <span className={clsx(styles['status'], styles[tone])}>
        <Icon size={14} aria-hidden="true" />
        <span>{words.statuses[row.status]}</span>
      </span>
      {row.warned && worthALook.has(row.status) ? (
        <span className={clsx(styles['status'], styles['warning'])}>
          <TriangleAlert size={14} aria-hidden="true" />
          <span>{words.outcome.warned}</span>
        </span>
      ) : undefined}
      {row.message ? <StateBadge state={row.message.state} plain /> : undefined}
    </span>
  );
}
