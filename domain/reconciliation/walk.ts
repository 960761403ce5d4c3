import { isComprobanteIdentity, isMessageIdentity } from '../numbering/identity.ts';
import { type ListedComprobante, type ListedPage, listPageSize } from './listed.ts';
import { dayAfter, firstDayOf, listedOn, type Month } from './month.ts';

/**
 * The list of Hacienda, read page by page. Documents that arrive meanwhile push the rest to later pages: a clave may come twice, none
 * is passed over. The walk therefore goes on from where it was also after a pause or another start of the program.
 */
export interface Walk {
  readonly month: Month;
  /** UTC ms; documents that Hacienda received later may be missing from the list without any fault */
  readonly startedAt: number;
  /** of the next page */
  readonly offset: number;
  readonly pages: number;
  /** by the service, at its last word */
  readonly total?: number;
  /** of the month, and those whose day cannot be read; by clave */
  readonly listed: ReadonlyMap<string, ListedComprobante>;
  /** entries without anything that could be a clave */
  readonly unreadable: number;
  /** day of the very first entry: the list is newest first only if later ones are older */
  readonly newestOn?: string;
  /** claves of the page before, to notice a service that always answers the same one */
  readonly lastPage: ReadonlySet<string>;
  readonly end?: WalkEnd;
}

/** `incomplete`: what was listed is true, what was not listed proves nothing. */
export type WalkEnd =
  | { readonly how: 'complete' }
  | {
      readonly how: 'incomplete';
      /** `short`: fewer than it said; `repeats`: pages that do not move on; `too-long`: beyond `pagesMax` */
      readonly why: 'short' | 'repeats' | 'too-long';
    };

/** 200,000 documents: beyond it a service that never ends is likelier than a taxpayer of that size. */
export const pagesMax = 4_000;

/** Documents sent late (situación 3) may lie between older ones if the service orders by arrival. */
const lateDays = 2;

export const beginWalk = (month: Month, startedAt: number): Walk => ({
  month,
  startedAt,
  offset: 0,
  pages: 0,
  listed: new Map(),
  unreadable: 0,
  lastPage: new Set(),
});

/** The walk after a page. @throws when it had already ended (the shell's mistake) */
export function takePage(walk: Walk, page: ListedPage): Walk {
  if (walk.end) throw new Error('a page after the end of the walk');
  const { entries } = page;
  const total = page.total ?? walk.total;
  const listed = new Map(walk.listed);
  let unreadable = walk.unreadable;
  for (const entry of entries) {
    // an answer to a supplier's document is no document of ours
    if (isMessageIdentity(entry.clave)) continue;
    if (!isComprobanteIdentity(entry.clave)) unreadable++;
    else if (isIn(walk.month, listedOn(entry)) && !listed.has(entry.clave)) listed.set(entry.clave, entry);
  }
  const newestOn = walk.newestOn ?? dayOfFirst(entries);
  const next: Walk = {
    ...walk,
    offset: walk.offset + entries.length,
    pages: walk.pages + 1,
    ...(total === undefined ? {} : { total }),
    listed,
    unreadable,
    ...(newestOn === undefined ? {} : { newestOn }),
    lastPage: new Set(entries.map(({ clave }) => clave)),
  };
  const end = endOf(walk, next, page);
  return end ? { ...next, end } : next;
}

function isIn(month: Month, day: string | undefined): boolean {
  return day === undefined || (day >= firstDayOf(month) && day < dayAfter(month));
}

const dayOfFirst = (entries: readonly ListedComprobante[]): string | undefined =>
  entries.map(listedOn).find((day) => day !== undefined);

function endOf(before: Walk, walk: Walk, page: ListedPage): WalkEnd | undefined {
  const { entries } = page;
  const { total } = walk;
  if (entries.length === 0) {
    return total !== undefined && walk.offset < total
      ? { how: 'incomplete', why: 'short' }
      : { how: 'complete' };
  }
  const otherOffset = page.from !== undefined && page.from !== before.offset;
  if (otherOffset || entries.every(({ clave }) => before.lastPage.has(clave)))
    return { how: 'incomplete', why: 'repeats' };
  if (total !== undefined && walk.offset >= total) return { how: 'complete' };
  if (isPast(walk, entries)) return { how: 'complete' };
  return walk.pages >= pagesMax ? { how: 'incomplete', why: 'too-long' } : undefined;
}

/** Every entry is well before the month, in a list that is seen to go back in time. */
function isPast(walk: Walk, entries: readonly ListedComprobante[]): boolean {
  const days = entries.map(listedOn);
  const limit = daysBefore(firstDayOf(walk.month), lateDays);
  const last = days.findLast((day) => day !== undefined);
  if (last === undefined || walk.newestOn === undefined || walk.newestOn <= last) return false;
  return days.every((day) => day === undefined || day < limit);
}

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 24 * 3_600_000).toISOString().slice(0, 10);

/** How many pages are left at most, by the service's own total; undefined where it told none. */
export const pagesLeft = ({ total, offset, end }: Walk): number | undefined =>
  end || total === undefined ? undefined : Math.max(0, Math.ceil((total - offset) / listPageSize));
