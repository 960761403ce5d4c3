import { z } from 'zod';
import type { HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { PaymentsPutResult } from '../../../domain/outbox/results.ts';
import type { Payment } from '../../../domain/payments/payment-list.ts';
import { doubtfulStatus, troubleOf } from '../trouble.ts';
import { edinkyRequest, type EdinkyAddress } from './answer.ts';
import { amountsIn, readErrorBody } from './error-body.ts';
import { readJsonBody } from './json-body.ts';

/** `PUT /documents/{id}/update-payments`: the id of the body and of the path are one value (API.md 3.1, rule 2 of 3.6). */
export function putPaymentsRequest(
  address: EdinkyAddress,
  remoteId: string,
  payments: readonly Payment[],
): HttpRequest {
  return edinkyRequest(address, 'PUT', `documents/${encodeURIComponent(remoteId)}/update-payments`, {
    id: remoteId,
    payments: payments.map(({ amount, code }) => ({ amount, code })),
  });
}

const PutWire = z.object({ status: z.string().optional().catch(undefined), payload: z.literal(true) });

/** API.md 2.1: only 200 with `payload: true`, not contradicted by `status: "ERROR"`, is applied; 5xx and the unlisted are doubt. */
export function putPaymentsResult(got: HttpResult): PaymentsPutResult {
  const outcome = troubleOf(got);
  if ('trouble' in outcome) return outcome.trouble;
  const { answer } = outcome;
  const contentType = answer.headers['content-type'];
  if (answer.status === 200) {
    const parsed = PutWire.safeParse(readJsonBody(answer.body, contentType));
    return parsed.success && parsed.data.status?.toUpperCase() !== 'ERROR'
      ? { kind: 'applied' }
      : { kind: 'doubtful', why: 'unreadable' };
  }
  if (answer.status === 422) {
    const sentence = readErrorBody(answer.body, contentType).message;
    return { kind: 'refused', sentence, ...amountsIn(sentence) };
  }
  if (answer.status === 404)
    return { kind: 'not-found', sentence: readErrorBody(answer.body, contentType).message };
  return doubtfulStatus(answer.status);
}
