import { z } from 'zod';
import { InvoiceForm, PartyForm } from '../../domain/billing/invoice-form.ts';
import { answerSignatures } from '../../domain/outbox/answer-check.ts';
import { documentStates } from '../../domain/outbox/states.ts';
import { MessageForm } from '../../domain/received/message-form.ts';
import { At } from './company.ts';

export const DraftSummary = z.object({
  id: z.string(),
  kind: z.string(),
  customerName: z.string(),
  /** decimal text, as far as it can be computed */
  total: z.string(),
  currency: z.string(),
  lines: z.int(),
  updatedAt: At,
});
export type DraftSummary = z.infer<typeof DraftSummary>;

export const DocumentState = z.enum(documentStates);
export type DocumentState = z.infer<typeof DocumentState>;

export const DocumentRow = z.object({
  id: z.string(),
  kind: z.string(),
  consecutivo: z.string(),
  /** of a mensaje receptor its identity: the clave it answers, `-`, its consecutivo (domain/numbering/identity.ts) */
  clave: z.string(),
  /** the other party: the supplier of a mensaje receptor, the seller of a FEC */
  customerName: z.string(),
  /** decimal text */
  total: z.string(),
  currency: z.string(),
  issuedAt: At,
  state: DocumentState,
  /** code of why it is in that state (domain/words/reasons.ts); '' = the normal course */
  reason: z.string(),
});
export type DocumentRow = z.infer<typeof DocumentRow>;

export const DocumentFilter = z.object({
  states: z.array(DocumentState).optional(),
  kind: z.string().optional(),
  /** first and last day, UTC ms, inclusive start and exclusive end */
  fromAt: At.optional(),
  untilAt: At.optional(),
  /** number, clave, customer or amount */
  text: z.string().max(200).optional(),
});
export type DocumentFilter = z.infer<typeof DocumentFilter>;

export const DocumentPage = z.object({
  rows: z.array(DocumentRow),
  /** opaque; absent on the last page */
  next: z.string().optional(),
  /** a search stopped looking: there may be more matches than these */
  capped: z.boolean().optional(),
});
export type DocumentPage = z.infer<typeof DocumentPage>;

/** One line of a timeline: a call to the outside. */
export const AttemptView = z.object({
  id: z.int(),
  method: z.enum(['POST', 'GET', 'PUT']),
  startedAt: At,
  endedAt: At.optional(),
  /** result kind of domain/outbox/results.ts, or 'pending' / 'crashed' */
  result: z.string(),
  status: z.int().optional(),
  cause: z.string().optional(),
  rawText: z.string().optional(),
  /** 1, 2, ... of this document or slot */
  n: z.int().optional(),
  /** SHA-256 (hex) of the bytes sent, and of the answer's */
  bytesSha256: z.string().optional(),
  bodySha256: z.string().optional(),
  /** `Location`, and the server's own `Date` */
  location: z.string().optional(),
  serverAt: At.optional(),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** What a person did, for the timeline. Kinds: domain/outbox/clerk-action.ts */
export const ClerkActionView = z.object({
  kind: z.string(),
  at: At,
  /** '' = not known, or nobody */
  who: z.string(),
  subject: z.enum(['document', 'payment_slot', 'lane']),
});
export type ClerkActionView = z.infer<typeof ClerkActionView>;

/** A change of state, for the timeline. */
export const MoveView = z.object({ at: At, from: z.string(), to: z.string(), reason: z.string() });
export type MoveView = z.infer<typeof MoveView>;

/** What a person may do with a document; the list in its detail says which of them now. */
export const DocumentAction = z.enum([
  /** needs_fix: the same bytes again */
  'retry',
  /** ask the authority now */
  'settle-now',
  /** needs_person: the same bytes again */
  'send-again',
  'hold',
  'release',
  /** give it up for good: it is never sent, its number stays spent */
  'abandon',
  /** rejected, and read by a person: it no longer asks for attention */
  'seen',
  /** a new sale like this one; after a rejection, the way to correct it. Opens the draft that was already made of it */
  'copy-to-draft',
]);
export type DocumentAction = z.infer<typeof DocumentAction>;

/** As typed: of a comprobante, or of a mensaje receptor (kinds 05, 06, 07). */
export const DocumentForm = z.discriminatedUnion('kind', [InvoiceForm, MessageForm]);
export type DocumentForm = z.infer<typeof DocumentForm>;

/** What was found when an answer of the authority was looked at; domain/words/answer-check.ts says it. */
export const AnswerCheckView = z.object({
  signature: z.enum(answerSignatures),
  /** CN of the certificate inside; '' = none to tell */
  signer: z.string(),
  /** decimal text */
  mismatches: z.array(z.object({ field: z.enum(['tax', 'total']), ours: z.string(), theirs: z.string() })),
});
export type AnswerCheckView = z.infer<typeof AnswerCheckView>;

export const DocumentDetail = DocumentRow.extend({
  environment: z.enum(['practice', 'test', 'production']),
  situation: z.enum(['1', '2', '3']),
  stateSince: At,
  /** when the outbox acts on it next, if it does by itself */
  nextAt: At.optional(),
  form: DocumentForm,
  xmlSha256: z.string(),
  xmlBytes: z.int(),
  /** the set of official schemas it was validated with before it was sealed; absent: with none */
  schemaSet: z.string().optional(),
  answer: z
    .object({
      verdict: z.enum(['accepted', 'rejected']),
      detail: z.string(),
      rows: z.array(z.object({ code: z.string(), text: z.string() })),
      /** absent in answers stored before they were looked at */
      check: AnswerCheckView.optional(),
    })
    .optional(),
  /** the newest answer that settled nothing, because its signature does not hold */
  answerAside: z
    .object({
      verdict: z.enum(['accepted', 'rejected']),
      detail: z.string(),
      storedAt: At,
      check: AnswerCheckView,
    })
    .optional(),
  attempts: z.array(AttemptView),
  /** oldest first; also "Probar de nuevo" on its way while it waited */
  acts: z.array(ClerkActionView),
  /** oldest first; none from before this was kept */
  moves: z.array(MoveView),
  /** what was made of it by `copy-to-draft`, the newest: a draft still being written, or the document it became */
  copiedTo: z
    .union([
      z.object({ kind: z.literal('draft'), draftId: z.string() }),
      z.object({ kind: z.literal('document'), documentId: z.string(), consecutivo: z.string() }),
    ])
    .optional(),
  /** what a person may do now */
  actions: z.array(DocumentAction),
});
export type DocumentDetail = z.infer<typeof DocumentDetail>;

export const Issued = z.object({
  documentId: z.string(),
  clave: z.string(),
  consecutivo: z.string(),
  situation: z.enum(['1', '2', '3']),
});
export type Issued = z.infer<typeof Issued>;

export const CustomerView = z.object({ id: z.string(), party: PartyForm });
export type CustomerView = z.infer<typeof CustomerView>;

/** What a line takes from a product. */
export const ProductForm = z.object({
  code: z.string().max(200),
  detail: z.string().max(500),
  cabys: z.string().max(20),
  unit: z.string().max(20),
  unitPrice: z.string().max(40),
  ivaCode: z.string().max(4),
  ivaRate: z.string().max(10),
});
export type ProductForm = z.infer<typeof ProductForm>;
export const ProductView = z.object({ id: z.string(), product: ProductForm });
export type ProductView = z.infer<typeof ProductView>;
