import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../domain/outbox/ports.ts';
import { grantResult, loggedOut, logout, passwordGrant, refreshGrant } from '../../../../main/auth/idp.ts';

const address = {
  idpUrl: 'https://idp.invalid/auth/realms/rut-stag/protocol/openid-connect/token',
  logoutUrl: 'https://idp.invalid/auth/realms/rut-stag/protocol/openid-connect/logout',
  clientId: 'api-stag',
};
const form = (request: { readonly body?: Uint8Array }): object =>
  Object.fromEntries(new URLSearchParams(new TextDecoder().decode(request.body)));
const answered = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResult => ({
  phase: 'answered',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('requests', () => {
  test('a password is form-encoded whatever it holds', () => {
    const request = passwordGrant(address, 'cpj-3-101@stag', 'a&b=c ñ+%"');
    expect(request).toMatchObject({
      method: 'POST',
      url: address.idpUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form(request)).toEqual({
      grant_type: 'password',
      client_id: 'api-stag',
      username: 'cpj-3-101@stag',
      password: 'a&b=c ñ+%"',
    });
    expect(request.url).not.toContain('a&b');
  });
  test('refresh and logout', () => {
    expect(form(refreshGrant(address, 'r1'))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'api-stag',
      refresh_token: 'r1',
    });
    expect(logout(address, 'r1').url).toBe(address.logoutUrl);
    expect(form(logout(address, 'r1'))).toEqual({ client_id: 'api-stag', refresh_token: 'r1' });
  });
});

const tokens = { access_token: 'aaa', expires_in: 300, refresh_token: 'rrr', refresh_expires_in: 36_000 };
const failed = { kind: 'failed', offline: false };

describe('answers', () => {
  const rows: readonly (readonly [name: string, answer: HttpResult, result: object])[] = [
    [
      '200',
      answered(200, { ...tokens, token_type: 'bearer' }),
      { kind: 'granted', access: 'aaa', lifeMs: 300_000, refresh: { value: 'rrr', lifeMs: 36_000_000 } },
    ],
    [
      '200, numbers as text',
      answered(200, { ...tokens, expires_in: '120' }),
      { kind: 'granted', access: 'aaa', lifeMs: 120_000, refresh: { value: 'rrr', lifeMs: 36_000_000 } },
    ],
    [
      '200 that says nothing of its life',
      answered(200, { access_token: 'aaa' }),
      { kind: 'granted', access: 'aaa', lifeMs: 60_000 },
    ],
    ['200 with HTML', answered(200, '<html>WiFi</html>'), failed],
    ['200 empty', answered(200, ''), failed],
    ['200 without a token', answered(200, { ...tokens, access_token: undefined }), failed],
    ['200 with a token that breaks a header', answered(200, { ...tokens, access_token: 'a\r\nb' }), failed],
    ['200 with a negative life', answered(200, { ...tokens, expires_in: -1 }), failed],
    ['200 with an array', answered(200, []), failed],
    [
      '400 invalid_grant',
      answered(400, { error: 'invalid_grant' }),
      { kind: 'refused', badCredentials: true },
    ],
    [
      '400 invalid_client',
      answered(400, { error: 'invalid_client' }),
      { kind: 'refused', badCredentials: true },
    ],
    [
      '400 invalid_request',
      answered(400, { error: 'invalid_request' }),
      { kind: 'refused', badCredentials: false },
    ],
    ['400 with HTML', answered(400, '<html>'), { kind: 'refused', badCredentials: false }],
    ['401', answered(401, { error: 'invalid_grant' }), { kind: 'unauthorized' }],
    ['403', answered(403, ''), { kind: 'forbidden' }],
    ['404', answered(404, ''), failed],
    ['429', answered(429, '', { 'retry-after': '30' }), { ...failed, retryAfterMs: 30_000 }],
    ['499', answered(499, ''), failed],
    ['500', answered(500, ''), failed],
    ['502', answered(502, '<html>'), failed],
    ['503', answered(503, '', { 'retry-after': '5' }), { ...failed, retryAfterMs: 5_000 }],
    ['302', answered(302, ''), failed],
    ['dns', { phase: 'not-sent', why: 'dns' }, { kind: 'failed', offline: true }],
    ['connect', { phase: 'not-sent', why: 'connect' }, { kind: 'failed', offline: true }],
    ['timeout', { phase: 'cut', why: 'timeout' }, failed],
    ['too large', { phase: 'cut', why: 'too-large', status: 200 }, failed],
  ];
  test.each(rows)('%s', (_, answer, expected) => {
    expect(grantResult(answer, 0)).toEqual(expected);
  });
});

test.each([
  [answered(204, ''), true],
  [answered(400, { error: 'invalid_grant' }), true],
  [answered(500, ''), false],
  [{ phase: 'not-sent', why: 'connect' } as const, false],
])('after %j the session is over: %j', (answer, over) => {
  expect(loggedOut(answer)).toBe(over);
});
