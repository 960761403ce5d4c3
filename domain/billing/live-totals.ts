import type { Amount } from '../money/amount.ts';
import type { InvoiceForm } from './invoice-form.ts';
import type { Summary } from './invoice.ts';
import { ivaReturned } from './iva-returned.ts';
import { kindFields } from './kind-fields.ts';
import type { LineAmounts } from './line-amounts.ts';
import { chargeAmounts } from './other-charges.ts';
import { isUntouched, parseLine } from './parsed-line.ts';
import { type SummaryLine, computeSummary, sumLines } from './summary.ts';

export interface LiveTotals {
  /** by line id; undefined for a line that cannot be computed yet (half typed, ambiguous, discount too big) */
  readonly lines: ReadonlyMap<string, LineAmounts | undefined>;
  /** MontoCargo by id of the charge, the same way */
  readonly charges: ReadonlyMap<string, Amount | undefined>;
  readonly summary: Summary;
  /** every line and charge in use is counted and classed; false means the totals will still change */
  readonly complete: boolean;
}

/** What totals are computed from. */
export type TotalsForm = Pick<InvoiceForm, 'kind' | 'lines' | 'otherCharges' | 'paymentMeans'>;

/**
 * Totals while typing, from the same functions that compute what the XML says. A line that cannot be read counts as absent and
 * `complete` is false; one without a CAByS code counts as goods for the moment (its total is right, its class is not known), which is
 * all there is to know where a code is not required.
 * Parsed lines are kept per object: a keystroke costs one line plus one pass of additions (PERFORMANCE.md: p99 < 4 ms for 1,000).
 * @param on `YYYY-MM-DD` whose rates count; the newest when absent
 */
export function liveTotals(form: TotalsForm, on?: string): LiveTotals {
  const fields = kindFields[form.kind];
  const lines = new Map<string, LineAmounts | undefined>();
  const counted: SummaryLine[] = [];
  let complete = true;
  for (const line of form.lines) {
    if (isUntouched(line)) continue;
    const { forSummary } = parseLine(line, form.kind, on);
    lines.set(line.id, forSummary?.amounts);
    if (forSummary === undefined) {
      complete = false;
      continue;
    }
    counted.push(forSummary);
    if (fields.cabys === 'required' && line.cabys.trim() === '') complete = false;
  }
  const sums = sumLines(counted);
  const charges = chargeAmounts(fields.otherCharges ? form.otherCharges : [], sums.netSale);
  const returned = ivaReturned(fields.ivaReturned ? sums.healthTax : 0n, sums.netSale, form.paymentMeans);
  return {
    lines,
    charges: charges.amounts,
    summary: computeSummary(sums, {
      otherCharges: charges.total,
      ivaReturned: returned.amount,
      payments: fields.paymentLines,
    }),
    complete:
      complete && charges.complete && returned.complete && (counted.length > 0 || charges.amounts.size > 0),
  };
}
