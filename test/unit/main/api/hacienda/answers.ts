import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import type { ReadAnswer } from '../../../../../main/api/hacienda/answer-body.ts';

export const clave = '50615032600310112345600100001010000000042148151623';
export const otherClave = '50615032600310112345600100001010000000043148151624';
export const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjcGotMy0xMDEtMTIzNDU2In0.c2VjcmV0LXNpZ25hdHVyZQ';
export const now = Date.UTC(2026, 2, 15, 15, 30);
export const html = '<!DOCTYPE html><html><body>Bienvenido al WiFi</body></html>';

export const answered = (
  status: number,
  body: string | Uint8Array = '',
  headers: Readonly<Record<string, string>> = {},
): HttpResult => ({
  phase: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

/** Reads `clave:verdict` in base64, so that a test says in one word what the XML would say. */
export const readAnswer: ReadAnswer = (base64, expected) => {
  const text = Buffer.from(base64, 'base64').toString();
  const [about = '', verdict] = text.split(':');
  if (verdict !== 'accepted' && verdict !== 'rejected') return { ok: false, error: 'xml' };
  if (about !== expected) return { ok: false, error: 'other-clave' };
  const value = { xml: new TextEncoder().encode(text), clave: about, verdict, detail: '.' } as const;
  return { ok: true, value };
};
export const answerOf = (about: string, verdict: string): string =>
  Buffer.from(`${about}:${verdict}`).toString('base64');
