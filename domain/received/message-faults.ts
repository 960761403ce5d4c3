import { type FaultRule, official, schema } from '../billing/fault-rule.ts';
import type { Fault } from '../fault.ts';

/** Faults of a mensaje receptor (DOMAIN.md section 8). Codes never change once shipped; `values` are named in brackets. */
export const messageFaultRules = {
  /** required when accepting in part or rejecting */
  'message-detail-missing': { source: `${official}; DOMAIN.md section 8` },
  /** [min, length] */
  'message-detail-short': { source: official },
  /** [max, length] */
  'message-detail-long': { source: schema, rejection: '-1' },
  'message-text-characters': { source: 'XML 1.0, 2.2 Char', rejection: '-1' },
  /** [kind]: only FE, NC and ND are confirmed */
  'message-kind-not-confirmable': { source: `${official}; DOMAIN.md section 8` },
  /** the document is not addressed to the company */
  'message-not-ours': { source: 'DOMAIN.md section 8' },
  /** our identification has letters, or is not of 9 to 12 digits: the schema has no place for it */
  'message-receiver-number': { source: `${schema}; DOMAIN.md 3.1`, rejection: '-1' },
  'message-activity-format': { source: `${schema}; DOMAIN.md 4.3`, rejection: '-411' },
  /** warns: not one of the company's */
  'message-activity-not-of-company': { source: 'DOMAIN.md 4.3' },
  /** warns: with proportionality the activity is not said, it is left out */
  'message-activity-unused': { source: 'DOMAIN.md section 8' },
  'message-condition-unknown': { source: `${schema}, Nota 18`, rejection: '-1' },
  /** warns: with proportionality, or when rejecting, the amounts are not said, they are left out */
  'message-amounts-unused': { source: 'DOMAIN.md section 8' },
  /** not a number, negative, or more than 5 decimals */
  'message-amount-format': { source: schema, rejection: '-1' },
  /** [asThousands, asDecimals] */
  'message-amount-ambiguous': { source: 'design/UX.md, Words' },
  'message-amount-too-large': { source: schema, rejection: '-1' },
  /** [tax, amount]: more VAT is credited than the document has */
  'message-credit-over-tax': { source: 'DOMAIN.md section 8' },
  /** warns [tax, sum]: credit and expense should add up to the tax */
  'message-amounts-difference': { source: 'DOMAIN.md section 8' },
} as const satisfies Readonly<Record<string, FaultRule>>;

export type MessageFaultCode = keyof typeof messageFaultRules;
export type MessageFault = Fault<MessageFaultCode>;
