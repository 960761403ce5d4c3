import { isCalendarDate } from '../numbering/costa-rica-time.ts';

/** How long a received document may wait for its answer. A setting, for the current law's own text was not at hand (DOMAIN.md 14). */
export interface AnswerTerm {
  /** business days of the month after the operation */
  readonly businessDays: number;
}

/** First 8 business days of the month after the operation [peer; amendment of 2019]. */
export const answerTerm: AnswerTerm = { businessDays: 8 };

/** What silence within the term means: acceptance [peer, Decreto 44739-H]. For the screen to say. */
export const silenceCountsAs = 'accepted';

const dayMs = 24 * 60 * 60 * 1_000;
const onOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Monday to Friday, and not one of `holidays`. */
function isBusinessDay(atMs: number, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(atMs).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(onOf(atMs));
}

/**
 * The last day to answer a document.
 * @param issuedOn `YYYY-MM-DD` of the document, in Costa Rica
 * @param holidays `YYYY-MM-DD` each; none are known by themselves, for they move by law from year to year
 * @returns `YYYY-MM-DD`
 * @throws RangeError when `issuedOn` is no date or the term is not at least one day
 */
export function answerUntil(
  issuedOn: string,
  term: AnswerTerm = answerTerm,
  holidays: Iterable<string> = [],
): string {
  if (!isCalendarDate(issuedOn)) throw new RangeError(`not a date: ${issuedOn}`);
  if (!Number.isInteger(term.businessDays) || term.businessDays < 1) throw new RangeError('no term');
  const free = new Set(holidays);
  const [year = 0, month = 0] = issuedOn.split('-').map(Number);
  let atMs = Date.UTC(year, month, 1);
  let left = term.businessDays;
  for (;;) {
    if (isBusinessDay(atMs, free)) left -= 1;
    if (left === 0) return onOf(atMs);
    atMs += dayMs;
  }
}

/** How many days are left, today included as 0; negative when the term is over. Both `YYYY-MM-DD`. */
export const daysLeft = (until: string, today: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs);
