import type { HttpResult } from '../../../../../domain/outbox/ports.ts';

/** An answer with a JSON body given as text, so that the digits of numbers are those of the test. */
export const answered = (
  status: number,
  body: string,
  contentType = 'application/json',
): Extract<HttpResult, { phase: 'answered' }> => ({
  phase: 'answered',
  status,
  headers: { 'content-type': contentType },
  body: new TextEncoder().encode(body),
});
export const address = { apiUrl: 'https://edinky.test/api/v1', token: 'secret-token', deadlineMs: 1_000 };
