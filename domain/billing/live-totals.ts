import type { InvoiceForm } from './invoice-form.ts';
import type { Summary } from './invoice.ts';
import type { LineAmounts } from './line-amounts.ts';
import { isUntouched, parseLine } from './parsed-line.ts';
import { type SummaryLine, computeSummary } from './summary.ts';

export interface LiveTotals {
  /** by line id; undefined for a line that cannot be computed yet (half typed, ambiguous, discount too big) */
  readonly lines: ReadonlyMap<string, LineAmounts | undefined>;
  readonly summary: Summary;
  /** every line in use is counted and classed; false means the totals will still change */
  readonly complete: boolean;
}

/**
 * Totals while typing, from the same functions that compute what the XML says. A line that cannot be read counts as absent and
 * `complete` is false; one without a CAByS code counts as goods for the moment (its total is right, its class is not known).
 * Parsed lines are kept per object: a keystroke costs one line plus one pass of additions (PERFORMANCE.md: p99 < 4 ms for 1,000).
 * @param on `YYYY-MM-DD` whose rates count; the newest when absent
 */
export function liveTotals(form: Pick<InvoiceForm, 'lines'>, on?: string): LiveTotals {
  const lines = new Map<string, LineAmounts | undefined>();
  const counted: SummaryLine[] = [];
  let complete = true;
  for (const line of form.lines) {
    if (isUntouched(line)) continue;
    const { forSummary } = parseLine(line, on);
    lines.set(line.id, forSummary?.amounts);
    if (forSummary === undefined) {
      complete = false;
      continue;
    }
    counted.push(forSummary);
    if (line.cabys.trim() === '') complete = false;
  }
  return { lines, summary: computeSummary(counted), complete: complete && counted.length > 0 };
}
