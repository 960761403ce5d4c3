import { z } from 'zod';
import { At } from './company.ts';

/** Documents made from a document: notes, and receipts of payments of a credit sale. Amounts are decimal text. */

const id = z.string().min(1).max(64);

/** What may be made from a document now. */
export const Makes = z.enum(['credit-note', 'debit-note', 'receipt']);
export type Makes = z.infer<typeof Makes>;

export const RelatedRow = z.object({
  id,
  kind: z.string(),
  consecutivo: z.string(),
  state: z.string(),
  total: z.string(),
  currency: z.string(),
  issuedAt: At,
});
export type RelatedRow = z.infer<typeof RelatedRow>;

/** Everything the panels "Nota" and "Pago" need of a document. */
export const RelatedView = z.object({
  id,
  kind: z.string(),
  consecutivo: z.string(),
  customerName: z.string(),
  currency: z.string(),
  total: z.string(),
  makes: z.array(Makes),
  /** what is left after the notes made from it */
  left: z.object({
    total: z.string(),
    /** nothing was taken yet: it can be annulled as a whole */
    whole: z.boolean(),
    lines: z.array(
      z.object({
        id: z.string(),
        detail: z.string(),
        quantity: z.string(),
        quantityLeft: z.string(),
        amountLeft: z.string(),
      }),
    ),
  }),
  /** present for a credit sale whose payments need a receipt each */
  credit: z
    .object({
      /** condition of its receipts: '09' or '11' */
      condition: z.string(),
      owed: z.string(),
      paid: z.string(),
    })
    .optional(),
  /** made from it, newest first */
  made: z.array(RelatedRow),
  /** what it was made from */
  origin: RelatedRow.optional(),
});
export type RelatedView = z.infer<typeof RelatedView>;

const typed = z.string().max(60);

export const NoteRequest = z.object({
  id,
  kind: z.enum(['02', '03']),
  choice: z.union([
    z.object({ what: z.literal('whole') }),
    z.object({
      what: z.literal('lines'),
      /** Nota 9: 06 goods returned, 02 amount corrected */
      code: z.enum(['02', '06']),
      lines: z
        .array(z.object({ id: z.string().min(1).max(40), quantity: typed }))
        .min(1)
        .max(1_000),
    }),
  ]),
});
export type NoteRequest = z.infer<typeof NoteRequest>;

export const ReceiptRequest = z.object({
  id,
  /** with IVA, as typed */
  amount: typed,
  /** `YYYY-MM-DD` */
  paidOn: z.iso.date(),
  /** Nota 6 */
  mean: z.string().regex(/^\d{2}$/),
  meanText: z.string().max(100),
});
export type ReceiptRequest = z.infer<typeof ReceiptRequest>;

/** A credit sale of Costa Rica whose payments need a receipt (condition 08 or 10). */
export const CreditSaleRow = RelatedRow.extend({
  customerName: z.string(),
  condition: z.string(),
  owed: z.string(),
  receipts: z.int(),
  /** UTC ms when the credit term ends; absent where none was agreed */
  dueAt: At.optional(),
});
export type CreditSaleRow = z.infer<typeof CreditSaleRow>;
