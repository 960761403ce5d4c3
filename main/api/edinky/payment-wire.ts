import { z } from 'zod';
import type { RemotePayment } from '../../../domain/outbox/results.ts';

/** Ids and money arrive as text or as a number; `readJsonBody` has made both text. */
export const TextWire = z.string();
export const MoneyWire = z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/);

/** One payment (API.md 3.2). In a document's own `payments` the document id may be missing. */
export const PaymentWire = z.object({
  id: TextWire,
  document_id: TextWire.nullish(),
  amount: MoneyWire,
  method: z.string().nullish(),
  code: z.string(),
  date: z.string().nullish(),
  status: z.string().nullish(),
});
export type PaymentWire = z.infer<typeof PaymentWire>;

/** API.md 3.5; an unlisted state is `other`, never a crash. */
const knownStatuses = ['pending', 'completed', 'failed', 'cancelled'] as const;

export function remotePayment(wire: PaymentWire, documentId: string): RemotePayment {
  const rawStatus = wire.status ?? '';
  return {
    id: wire.id,
    documentId,
    amount: wire.amount,
    code: wire.code.padStart(2, '0'),
    method: wire.method ?? '',
    on: wire.date ?? '',
    status: knownStatuses.find((known) => known === rawStatus.toLowerCase()) ?? 'other',
    rawStatus,
  };
}
