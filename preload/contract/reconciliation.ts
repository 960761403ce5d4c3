import { z } from 'zod';
import { Month } from '../../domain/reconciliation/month.ts';
import { At } from './company.ts';
import { DocumentState } from './documents.ts';

export { Month };

/** A document of ours in a list of differences. */
export const OwnFinding = z.object({
  id: z.string(),
  clave: z.string(),
  consecutivo: z.string(),
  kind: z.string(),
  customerName: z.string(),
  /** decimal text */
  total: z.string(),
  currency: z.string(),
  issuedAt: At,
  state: DocumentState,
  /** domain/reconciliation/compare.ts; '' for those not sent yet */
  cause: z.enum([
    'awaiting-answer',
    'unsent-here',
    'damaged-here',
    'given-up-here',
    'needs-person',
    'differs',
    'accepted-missing',
    'received-missing',
    'not-sent',
  ]),
  differences: z.array(z.enum(['date', 'issuer', 'receiver'])),
  /** "Preguntar otra vez" is possible: a question, never a sending */
  canAsk: z.boolean(),
  /** Hacienda's last word about this very clave, asked after the list was read */
  asked: z.object({ listed: z.boolean(), at: At }).optional(),
});
export type OwnFinding = z.infer<typeof OwnFinding>;

/** A document that Hacienda lists and this installation does not have. */
export const TheirsFinding = z.object({
  clave: z.string(),
  cause: z.enum(['unreadable-clave', 'other-issuer', 'other-terminal', 'ahead', 'same-number', 'forgotten']),
  /** `YYYY-MM-DD`, by its clave */
  issuedOn: z.string().optional(),
  kind: z.string().optional(),
  branch: z.string().optional(),
  terminal: z.string().optional(),
  number: z.int().optional(),
  receiverName: z.string().optional(),
  receiverNumber: z.string().optional(),
});
export type TheirsFinding = z.infer<typeof TheirsFinding>;

export const ReconciliationView = z.object({
  month: Month,
  /** the months that can be chosen, newest first */
  months: z.array(Month),
  /** `never`: not compared yet. `incomplete`: the list could not be read to its end */
  state: z.enum(['never', 'running', 'paused', 'complete', 'incomplete']),
  /** why it rests, or why the list is incomplete; '' otherwise */
  why: z.enum([
    '',
    'clerk',
    'forbidden',
    'unavailable',
    'refused',
    'service-failing',
    'disk',
    'short',
    'repeats',
    'too-long',
  ]),
  startedAt: At.optional(),
  /** of the last page */
  readAt: At.optional(),
  pages: z.int(),
  /** documents read of the list, of whatever month */
  read: z.int(),
  /** in the list, by Hacienda's count */
  total: z.int().optional(),
  /** what a running one waits for; '' = nothing */
  waits: z.enum(['', 'sending', 'the-lane', 'the-quota', 'pace']),
  nextAt: At.optional(),
  counts: z.object({
    agree: z.int(),
    open: z.int(),
    theirs: z.int(),
    elsewhere: z.int(),
    ours: z.int(),
    notSent: z.int(),
    later: z.int(),
    unreadable: z.int(),
  }),
  /** at most 200 of each; the counts say how many there are, the export has all */
  open: z.array(OwnFinding),
  theirs: z.array(TheirsFinding),
  /** of other establishments or terminals: expected where there are several */
  elsewhere: z.array(TheirsFinding),
  ours: z.array(OwnFinding),
  notSent: z.array(OwnFinding),
});
export type ReconciliationView = z.infer<typeof ReconciliationView>;
