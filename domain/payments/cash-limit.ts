/**
 * From what amount an operation must go through the financial system to count as deductible cost and give IVA credit to the
 * buyer (Ecuador). Dated configuration, not legal advice; outlets differ on whether cash is forbidden, so it only warns.
 * Source: economic efficiency law, art. 25, in force 20 Dec 2023; before it 1,000 (API.md 11.1; press: elmercuriomanta.ec,
 * lahora.com.ec, vistazo.com).
 */
export interface CashLimit {
  /** `YYYY-MM-DD`; undefined = from before anything we handle */
  readonly fromOn: string | undefined;
  /** decimal text, USD; the rule is for operations over it, not at it */
  readonly overAmount: string;
}

/** Oldest first. */
export const cashLimits: readonly CashLimit[] = [
  { fromOn: undefined, overAmount: '1000.00' },
  { fromOn: '2023-12-20', overAmount: '500.00' },
];

/** @param on `YYYY-MM-DD`; undefined = the newest rule */
export const cashLimitOn = (on: string | undefined): CashLimit | undefined =>
  cashLimits.findLast((limit) => on === undefined || limit.fromOn === undefined || limit.fromOn <= on);
