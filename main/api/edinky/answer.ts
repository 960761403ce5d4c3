import type { HttpRequest } from '../../../domain/outbox/ports.ts';

/** Longest answer read: a page of payments is a few kB; 2 MiB leaves room and bounds memory. */
const answerMaxBytes = 2 * 1024 * 1024;

/** How to reach one company's e-Dinky. */
export interface EdinkyAddress {
  /** host with `/api/v1`, with or without a final slash */
  readonly apiUrl: string;
  readonly token: string;
  /** whole call */
  readonly deadlineMs: number;
}

/** The three headers of API.md section 1; a `body` makes it JSON. */
export function edinkyRequest(
  address: EdinkyAddress,
  method: HttpRequest['method'],
  path: string,
  body?: unknown,
): HttpRequest {
  return {
    method,
    url: `${address.apiUrl.replace(/\/+$/, '')}/${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${address.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    deadlineMs: address.deadlineMs,
    maxBytes: answerMaxBytes,
  };
}
