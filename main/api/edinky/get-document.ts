import { z } from 'zod';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { RemoteDocumentResult } from '../../../domain/outbox/results.ts';
import { doubtfulStatus, troubleOf } from '../trouble.ts';
import { edinkyRequest, type EdinkyAddress } from './answer.ts';
import { readErrorBody } from './error-body.ts';
import { readJsonBody } from './json-body.ts';
import { MoneyWire, PaymentWire, remotePayment, TextWire } from './payment-wire.ts';

export const getDocumentRequest = (address: EdinkyAddress, remoteId: string): HttpRequest =>
  edinkyRequest(address, 'GET', `documents/${encodeURIComponent(remoteId)}`);

const SriWire = z.object({
  has_been_sent: z.boolean().optional().catch(undefined),
  // null = not yet; missing = nobody knows
  date_sent: z.string().nullable().optional(),
  authorization_date: z.string().nullable().optional(),
  number_document: z.string().nullish(),
});
/** API.md 4.4, as far as the sample goes; unknown keys are ignored. */
const DocumentWire = z.object({
  status: z.string().optional().catch(undefined),
  payload: z.object({
    id: TextWire,
    total: MoneyWire.optional().catch(undefined),
    status: z.string().nullish().catch(undefined),
    customer: z.object({ full_name: z.string().nullish() }).nullish().catch(undefined),
    sri: SriWire.nullish().catch(undefined),
    payments: z.array(PaymentWire).optional().catch(undefined),
  }),
});
type Payload = z.infer<typeof DocumentWire>['payload'];

/** API.md 4.6: from the evidence, never from words; missing or contradictory = unclear. */
function stageOf(payload: Payload): Extract<RemoteDocumentResult, { kind: 'read' }>['stage'] {
  const sri = payload.sri;
  if (!sri || sri.date_sent === undefined || sri.authorization_date === undefined) return 'unclear';
  const dated = (text: string | null) => text !== null && text !== '';
  if (sri.has_been_sent === true) return dated(sri.authorization_date) ? 'authorised' : 'sent';
  if (sri.has_been_sent !== false || dated(sri.date_sent) || dated(sri.authorization_date)) return 'unclear';
  return payload.status === 'draft' ? 'unsent' : 'unclear';
}

/** The answer of `GET /documents/{id}`; another document's id in it makes it unreadable. */
export function getDocumentResult(got: HttpResult, remoteId: string): RemoteDocumentResult {
  const outcome = troubleOf(got);
  if ('trouble' in outcome) return outcome.trouble;
  const { answer } = outcome;
  const contentType = answer.headers['content-type'];
  if (answer.status === 404)
    return { kind: 'not-found', sentence: readErrorBody(answer.body, contentType).message };
  if (answer.status !== 200) return doubtfulStatus(answer.status);
  const parsed = DocumentWire.safeParse(readJsonBody(answer.body, contentType));
  if (!parsed.success || parsed.data.payload.id !== remoteId || parsed.data.status?.toUpperCase() === 'ERROR')
    return { kind: 'doubtful', why: 'unreadable' };
  const payload = parsed.data.payload;
  const number = payload.sri?.number_document;
  const customerName = payload.customer?.full_name;
  return {
    kind: 'read',
    stage: stageOf(payload),
    ...(payload.total === undefined ? {} : { total: payload.total }),
    ...(number ? { number } : {}),
    ...(customerName ? { customerName } : {}),
    ...(payload.payments === undefined
      ? {}
      : { payments: payload.payments.map((row) => remotePayment(row, remoteId)) }),
  };
}
