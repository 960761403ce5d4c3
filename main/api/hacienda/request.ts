import type { HaciendaSettings } from '../../../domain/company/company.ts';
import type { HttpRequest } from '../../../domain/outbox/ports.ts';

/** How to reach one company's recepcion. */
export interface HaciendaAddress {
  readonly apiUrl: HaciendaSettings['apiUrl'];
  /** whole call, connect to last byte */
  readonly deadlineMs: number;
}

/** An answer is a small JSON with a MensajeHacienda of some tens of kB; 2 MiB leaves room and bounds memory. */
const answerMaxBytes = 2 * 1024 * 1024;

/** Headers of DOMAIN.md section 13. @param path below the base, without a leading slash */
export function haciendaRequest(
  address: HaciendaAddress,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): HttpRequest {
  return {
    method,
    url: `${address.apiUrl.replace(/\/+$/, '')}/${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    },
    ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    deadlineMs: address.deadlineMs,
    maxBytes: answerMaxBytes,
  };
}
