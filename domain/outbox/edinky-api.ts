import type { Payment } from '../payments/payment-list.ts';
import type { Cancel } from './ports.ts';
import type {
  CallFacts,
  Doubtful,
  LaneTrouble,
  PaymentsListResult,
  PaymentsPutResult,
  RemoteDocumentResult,
} from './results.ts';

/** What a call came to, and what was seen of it. Never rejects. */
export interface Called<Outcome> {
  readonly result: Outcome;
  /** of the last request made */
  readonly facts: CallFacts;
}

/** `alive`: 2xx; `dead`: 401; anything else proves nothing about the token (API.md section 1). */
export type ProbeResult = { readonly kind: 'alive' } | { readonly kind: 'dead' } | LaneTrouble | Doubtful;

/** The calls of e-Dinky that payments need, for one company (API.md sections 1, 3, 4.4). `main/api/edinky` implements it. */
export interface EdinkyApi {
  document(token: string, remoteId: string, cancel?: Cancel): Promise<Called<RemoteDocumentResult>>;
  /** Walks every page. */
  payments(token: string, cancel?: Cancel): Promise<Called<PaymentsListResult>>;
  /** One PUT, no retry. `payments` is the whole wanted list. */
  putPayments(
    token: string,
    remoteId: string,
    payments: readonly Payment[],
    cancel?: Cancel,
  ): Promise<Called<PaymentsPutResult>>;
  probe(token: string, cancel?: Cancel): Promise<Called<ProbeResult>>;
}
