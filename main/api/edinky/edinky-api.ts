import type { Called, EdinkyApi } from '../../../domain/outbox/edinky-api.ts';
import type { Cancel, Clock, Http, HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type { CallFacts } from '../../../domain/outbox/results.ts';
import { callFacts, rawText } from '../call-facts.ts';
import type { EdinkyAddress } from './answer.ts';
import { getDocumentRequest, getDocumentResult } from './get-document.ts';
import { walkPayments } from './get-payments.ts';
import { probeRequest, probeResult } from './probe.ts';
import { putPaymentsRequest, putPaymentsResult } from './put-payments.ts';

/**
 * e-Dinky over HTTP for one company. Each call is one request (the list: one per page), without retry.
 * @param options.deadlineMs whole call; the settle horizon must be longer
 */
export function edinkyApi(options: {
  readonly http: Http;
  readonly clock: Clock;
  /** host with `/api/v1` */
  readonly apiUrl: string;
  readonly deadlineMs: number;
}): EdinkyApi {
  const { http, clock, apiUrl, deadlineMs } = options;
  const address = (token: string): EdinkyAddress => ({ apiUrl, token, deadlineMs });

  async function one<R extends { readonly kind: string }>(
    token: string,
    request: HttpRequest,
    read: (got: HttpResult) => R,
    cancel: Cancel | undefined,
  ): Promise<Called<R>> {
    const got = await http.call(request, cancel);
    const result = read(got);
    return { result, facts: evidence(got, result, token, clock.now()) };
  }

  return {
    document: (token, remoteId, cancel) =>
      one(
        token,
        getDocumentRequest(address(token), remoteId),
        (got) => getDocumentResult(got, remoteId),
        cancel,
      ),
    payments: async (token, cancel) => {
      let last: HttpResult | undefined;
      const result = await walkPayments(http, address(token), (got) => (last = got), cancel);
      return { result, facts: last === undefined ? {} : evidence(last, result, token, clock.now()) };
    },
    putPayments: (token, remoteId, payments, cancel) =>
      one(token, putPaymentsRequest(address(token), remoteId, payments), putPaymentsResult, cancel),
    probe: (token, cancel) => one(token, probeRequest(address(token)), probeResult, cancel),
  };
}

/** What went wrong keeps its text with the attempt; a good answer is parsed and stored as rows. */
function evidence(got: HttpResult, result: { readonly kind: string }, token: string, now: number): CallFacts {
  const facts = callFacts(got, [token], now);
  const good = got.phase !== 'answered' || (got.status < 300 && result.kind !== 'doubtful');
  return good ? facts : { ...facts, ...rawText(got.body, [token]) };
}
