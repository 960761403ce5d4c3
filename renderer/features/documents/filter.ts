import { assertNever } from '../../../domain/assert-never.ts';
import type { DocumentFilter, DocumentState } from '../../../preload/contract/documents.ts';
import type { DocumentsShown } from '../../app/router.ts';

/** What the clerk chose above the list. Dates are days in Costa Rica, `YYYY-MM-DD`; '' = open end. */
export interface ListFilter {
  readonly show: DocumentsShown;
  readonly text: string;
  readonly kind: string;
  readonly period: Period;
  readonly fromOn: string;
  readonly untilOn: string;
}
export const periods = ['all', 'today', 'week', 'month', 'lastMonth', 'range'] as const;
export type Period = (typeof periods)[number];

export const openFilter: ListFilter = {
  show: 'all',
  text: '',
  kind: '',
  period: 'all',
  fromOn: '',
  untilOn: '',
};

/** The states of each group. Drafts are not documents yet: the group shows none. */
export const statesOf: Readonly<Record<DocumentsShown, readonly DocumentState[] | undefined>> = {
  all: undefined,
  drafts: [],
  waiting: ['sealed', 'held', 'queued', 'sending', 'unknown', 'received', 'processing'],
  accepted: ['accepted'],
  refused: ['rejected', 'needs_fix'],
  abandoned: ['abandoned'],
  attention: ['needs_person', 'quarantined'],
};

const dayMs = 86_400_000;
/** Costa Rica is UTC-06:00 all year. */
const offsetMs = 6 * 3_600_000;
const dayStart = (on: string): number | undefined => {
  const at = Date.parse(`${on}T00:00:00-06:00`);
  return Number.isNaN(at) ? undefined : at;
};
/** Start of the day in Costa Rica in which `at` falls, UTC ms. */
const dayOf = (at: number): number => Math.floor((at - offsetMs) / dayMs) * dayMs + offsetMs;

/** Inclusive start and exclusive end, UTC ms. */
export function periodRange(
  filter: Pick<ListFilter, 'period' | 'fromOn' | 'untilOn'>,
  now: number,
): { readonly fromAt?: number; readonly untilAt?: number } {
  const today = dayOf(now);
  const local = new Date(today - offsetMs);
  const monthStart = (shift: number): number =>
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + shift, 1) + offsetMs;
  switch (filter.period) {
    case 'all':
      return {};
    case 'today':
      return { fromAt: today };
    case 'week':
      return { fromAt: today - 6 * dayMs };
    case 'month':
      return { fromAt: monthStart(0) };
    case 'lastMonth':
      return { fromAt: monthStart(-1), untilAt: monthStart(0) };
    case 'range': {
      const from = dayStart(filter.fromOn);
      const until = dayStart(filter.untilOn);
      return {
        ...(from !== undefined && { fromAt: from }),
        ...(until !== undefined && { untilAt: until + dayMs }),
      };
    }
    default:
      return assertNever(filter.period);
  }
}

/** What main is asked. */
export function documentFilter(filter: ListFilter, now: number): DocumentFilter {
  const states = statesOf[filter.show];
  const text = filter.text.trim();
  return {
    ...(states && { states: [...states] }),
    ...(filter.kind !== '' && { kind: filter.kind }),
    ...(text !== '' && { text }),
    ...periodRange(filter, now),
  };
}

export const isOpen = (filter: ListFilter): boolean =>
  filter.show === 'all' && filter.text.trim() === '' && filter.kind === '' && filter.period === 'all';
