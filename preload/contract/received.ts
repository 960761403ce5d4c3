import { z } from 'zod';
import { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import { ReceivedCheck } from '../../domain/received/checks.ts';
import { Decision } from '../../domain/received/decision.ts';
import { MessageKind } from '../../domain/received/message-form.ts';
import { receivedStatuses } from '../../domain/received/received-status.ts';
import { At } from './company.ts';
import { DocumentState } from './documents.ts';
import { CallError, FaultView } from './errors.ts';

export { Decision };

/** Limits of one dropping: what a page may hand over at once. */
export const dropLimits = {
  /** files of one call; a big drop is handed over in several */
  files: 50,
  /** of one file: a comprobante of 1,000 lines has about 1 MB */
  fileBytes: 10 * 1024 * 1024,
  /** of one call */
  bytes: 32 * 1024 * 1024,
  /** waiting to be read, of all calls */
  waiting: 2_000,
} as const;

/** A file as the page read it. Its name is shown, never opened. */
export const DroppedFile = z.object({
  name: z.string().max(255),
  /** a larger one is refused by the page already */
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= dropLimits.fileBytes),
});
export type DroppedFile = z.infer<typeof DroppedFile>;
export const DroppedFiles = z
  .array(DroppedFile)
  .min(1)
  .max(dropLimits.files)
  .refine((files) => files.reduce((sum, { bytes }) => sum + bytes.length, 0) <= dropLimits.bytes);

/** Which rows are shown. `soon`: undecided, and due within a few days or past it. */
export const ReceivedShow = z.enum(['open', 'soon', 'accepted', 'rejected', 'problem', 'all']);
export type ReceivedShow = z.infer<typeof ReceivedShow>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The message that answers a document: its place in the outbox. */
export const MessageView = z.object({
  documentId: z.string(),
  kind: MessageKind,
  consecutivo: z.string(),
  state: DocumentState,
  reason: z.string().optional(),
  sealedAt: At,
});
export type MessageView = z.infer<typeof MessageView>;

export const ReceivedRow = z.object({
  id: z.string(),
  clave: z.string(),
  kind: InvoiceKind,
  consecutivo: z.string(),
  issuerName: z.string(),
  issuerNumber: z.string(),
  issuedAt: At,
  currency: z.string(),
  /** decimal text */
  total: z.string(),
  tax: z.string(),
  status: z.enum(receivedStatuses),
  /** last day to answer, by the rule as known; silence after it counts as acceptance */
  dueOn: day.optional(),
  /** days left; negative: past */
  daysLeft: z.int().optional(),
  /** a check found something worth a look before deciding */
  warned: z.boolean(),
  message: MessageView.optional(),
});
export type ReceivedRow = z.infer<typeof ReceivedRow>;

export const ReceivedList = z.object({
  /** at most 1,000; `more`: there are others, and a search finds them */
  rows: z.array(ReceivedRow),
  more: z.boolean(),
  counts: z.record(ReceivedShow, z.int()),
  /** the deadline's rule, a setting */
  businessDays: z.int(),
});
export type ReceivedList = z.infer<typeof ReceivedList>;

export const ReceivedLine = z.object({
  number: z.int(),
  detail: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  tax: z.string(),
  total: z.string(),
});
export type ReceivedLine = z.infer<typeof ReceivedLine>;

/** `damaged`: the stored bytes are no longer those that came, so nothing is read out of them. */
export const ReceivedContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('damaged') }),
  z.object({
    kind: z.literal('read'),
    saleCondition: z.string(),
    exchangeRate: z.string(),
    activityCode: z.string(),
    /** at most 1,000, as the schema says */
    lines: z.array(ReceivedLine),
    charges: z.array(z.object({ detail: z.string(), amount: z.string() })),
    references: z.array(z.object({ documentType: z.string(), number: z.string(), reason: z.string() })),
    sale: z.string(),
    discounts: z.string(),
    netSale: z.string(),
    tax: z.string(),
    otherCharges: z.string(),
    ivaReturned: z.string(),
    total: z.string(),
  }),
]);

export const ReceivedDetail = ReceivedRow.extend({
  fileName: z.string(),
  importedAt: At,
  checks: z.array(ReceivedCheck),
  content: ReceivedContent,
  /** newest first */
  messages: z.array(MessageView),
  /** Hacienda's message that came along */
  answer: z
    .object({
      verdict: z.enum(['accepted', 'rejected']),
      proved: z.boolean(),
      detail: z.string(),
      storedAt: At,
    })
    .optional(),
  canAnswer: z.boolean(),
  canDiscard: z.boolean(),
});
export type ReceivedDetail = z.infer<typeof ReceivedDetail>;

/** What became of one file. Codes do not change once shipped. */
export const ImportCode = z.enum([
  'kept',
  'kept-problem',
  'replaced',
  'answer-kept',
  'answer-again',
  // nothing was kept
  'duplicate',
  'duplicate-differs',
  'answer-without-document',
  'answer-altered',
  'answer-unsigned',
  'answer-other-amounts',
  'empty',
  'too-large',
  'pdf',
  'zip',
  'not-xml',
  'other-version',
  'other-document',
  'own-message',
  'hostile',
  'not-readable',
  'reader-stopped',
  'too-slow',
  'disk',
  'cancelled',
]);
export type ImportCode = z.infer<typeof ImportCode>;

export const ImportResult = z.object({
  name: z.string(),
  code: ImportCode,
  receivedId: z.string().optional(),
  clave: z.string().optional(),
  issuerName: z.string().optional(),
  /** the technical word, for the fold-out */
  detail: z.string().optional(),
});
export type ImportResult = z.infer<typeof ImportResult>;

const WorkState = z.enum(['idle', 'running', 'ended', 'cancelled']);

export const AnswerResult = z.object({
  receivedId: z.string(),
  issuerName: z.string(),
  consecutivo: z.string(),
  /** the message in the outbox */
  documentId: z.string().optional(),
  error: CallError.optional(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;

/** Long work of this company: it goes on while other screens are open. */
export const ReceivedWork = z.object({
  imports: z.object({ state: WorkState, total: z.int(), done: z.int(), results: z.array(ImportResult) }),
  answers: z.object({ state: WorkState, total: z.int(), done: z.int(), results: z.array(AnswerResult) }),
});
export type ReceivedWork = z.infer<typeof ReceivedWork>;

/** What a decision would say about each document, and what is wrong with it. */
export const PreviewRow = z.object({
  id: z.string(),
  tax: z.string(),
  creditTax: z.string(),
  expense: z.string(),
  currency: z.string(),
  faults: z.array(FaultView),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

/** Ids of one bulk action. */
export const ReceivedIds = z.array(z.string().min(1).max(64)).min(1).max(1_000);
export const BusinessDays = z.int().min(1).max(31);
