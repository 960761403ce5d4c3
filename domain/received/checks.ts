import { z } from 'zod';

/** What is looked at in a supplier's document, in the order in which it is shown. */
export const checkNames = [
  'readable',
  'schema',
  'signature',
  'addressee',
  'unseen',
  'arithmetic',
  'authority',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `warned`: worth a look, and no obstacle. `not-checked`: could not be asked; `code` says why. */
export const CheckOutcome = z.enum(['passed', 'failed', 'warned', 'not-checked']);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** Codes do not change once shipped; the sentences are the renderer's. */
export const CheckCode = z.enum([
  'read',
  // schema
  'valid',
  'invalid',
  'no-schemas',
  'schema-failed',
  // signature
  'intact',
  'other-holder',
  'no-signature',
  'bad-digest',
  'bad-signature',
  'no-policy',
  'malformed',
  'doctype',
  // addressee
  'ours',
  'other-receiver',
  'no-receiver',
  // unseen
  'new',
  'same-number',
  // arithmetic
  'adds-up',
  'differs',
  // authority
  'nobody-to-ask',
  'accepted',
  'rejected',
  'accepted-unproved',
  'rejected-unproved',
]);
export type CheckCode = z.infer<typeof CheckCode>;

export const ReceivedCheck = z.object({
  name: z.enum(checkNames),
  outcome: CheckOutcome,
  code: CheckCode,
  /** what the sentence quotes: the holder of the certificate, the receiver, the schema's own words */
  detail: z.string().max(2_000),
});
export type ReceivedCheck = z.infer<typeof ReceivedCheck>;

/** A document with one of these failed is not answered: its bytes, or whom they are for, are not what they must be. */
export const hasProblem = (checks: readonly ReceivedCheck[]): boolean =>
  checks.some(({ outcome }) => outcome === 'failed');
