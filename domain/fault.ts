/**
 * One thing wrong with what the clerk typed. The sentence is made by the renderer from `code` and `values`
 * (renderer/words/faults.ts), so that a code never changes once shipped while its wording may.
 */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  /** Dotted path into the form; list elements are named by their id: `lines.a1.unitPrice`, `customer.email`. */
  readonly path: string;
  /** What the sentence quotes: limits, the expected amount, the received one. Already decimal text. */
  readonly values?: Readonly<Record<string, string>>;
  /** `blocks`: certain to be refused (sealing stops). `warns`: accepted, perhaps with an observation. */
  readonly severity: 'blocks' | 'warns';
}
