import { z } from 'zod';

const text = z.string().max(2_000);

/** Codes of the mensaje receptor as numbered documents: accepted, partly accepted, rejected (DOMAIN.md section 2). */
export const MessageKind = z.enum(['05', '06', '07']);
export type MessageKind = z.infer<typeof MessageKind>;

/** What the clerk decides about a received document, as typed. */
export const MessageForm = z.object({
  version: z.literal(1),
  kind: MessageKind,
  /** the received document it answers */
  receivedId: text,
  detail: text,
  /** of the receiver: one of the company's */
  activityCode: text,
  /** CondicionImpuesto, Nota 18; '' = not said */
  taxCondition: text,
  /** MontoTotalImpuestoAcreditar, MontoTotalDeGastoAplicable */
  creditTax: text,
  expense: text,
});
export type MessageForm = z.infer<typeof MessageForm>;

/** Whether a numbered document is a mensaje receptor. */
export const isMessageKind = (kind: string): kind is MessageKind => MessageKind.safeParse(kind).success;
export const emptyMessageForm = (kind: MessageKind): MessageForm => ({
  version: 1,
  kind,
  receivedId: '',
  detail: '',
  activityCode: '',
  taxCondition: '',
  creditTax: '',
  expense: '',
});
