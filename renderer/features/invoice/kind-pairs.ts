import type { InvoiceKind } from '../../../domain/billing/invoice-form.ts';

/**
 * Kinds that are the same form under another name, so that a draft may change from one to the other and keep what was typed:
 * a sale with or without an identified customer, a note that adds or takes off.
 */
const pairs: readonly (readonly [InvoiceKind, InvoiceKind])[] = [
  ['01', '04'],
  ['03', '02'],
];

/** The pair that the kind belongs to; undefined for one that stands alone. */
export const pairOf = (kind: InvoiceKind): readonly [InvoiceKind, InvoiceKind] | undefined =>
  pairs.find((pair) => pair.includes(kind));

/** The 10 % of a restaurant's service goes with what is sold to somebody here, and with notes on it. */
export const mayHaveService = (kind: InvoiceKind): boolean => pairOf(kind) !== undefined;

/** The other one of its pair. */
export function otherOfPair(kind: InvoiceKind): InvoiceKind | undefined {
  const pair = pairOf(kind);
  return pair === undefined ? undefined : pair[0] === kind ? pair[1] : pair[0];
}
