/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { expect, test } from 'vitest';
import { practiceCredentials } from '../../../../domain/practice/credentials.ts';
import type { Authorities } from '../../../../main/practice/authorities.ts';
import {
  grant,
  post,
  requestCounts,
  send,
  signIn,
  status,
  testAuthorities,
  type Reply,
} from '../../../helpers/practice.ts';

const refresh = (authorities: Authorities, token: string): Promise<Reply> =>
  grant(authorities, { grant_type: 'refresh_token', refresh_token: token });
const logout = (authorities: Authorities, token: string): Promise<Reply> =>
  send(
    'POST',
    authorities.logoutUrl,
    { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams({ client_id: practiceCredentials.clientId, refresh_token: token }).toString(),
  );

test('the right user and password get both tokens with their lives', async () => {
  const { status: code, json } = await grant(await testAuthorities());
  expect(code).toBe(200);
  expect(json).toMatchObject({ expires_in: 300, refresh_expires_in: 36_000, token_type: 'bearer' });
  expect(json.access_token).not.toBe(json.refresh_token);
});

test.each([
  ['user', { username: 'otro' }, 401, 'invalid_grant'],
  ['password', { password: 'otra' }, 401, 'invalid_grant'],
  ['client', { client_id: 'api-prod' }, 401, 'invalid_client'],
  ['kind of grant', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type'],
  ['kind of grant, missing', { grant_type: '' }, 400, 'invalid_request'],
  ['refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
])('a wrong %s is refused', async (_what, fields, code, error) => {
  const authorities = await testAuthorities();
  const reply = await grant(authorities, fields);
  expect([reply.status, reply.json.error]).toEqual([code, error]);
  expect(authorities.control.counters().openSessions).toBe(0);
});

test('a body that is not a form is 400', async () => {
  const authorities = await testAuthorities();
  const reply = await send('POST', authorities.idpUrl, { 'content-type': 'application/json' }, '{}');
  expect(reply.status).toBe(400);
});

test('a refresh token works once: it is replaced by another', async () => {
  const authorities = await testAuthorities();
  const first = (await grant(authorities)).json.refresh_token;
  const second = await refresh(authorities, first);
  expect(second.status).toBe(200);
  expect((await refresh(authorities, first)).status).toBe(400);
  expect((await refresh(authorities, second.json.refresh_token)).status).toBe(200);
  expect(authorities.control.counters()).toMatchObject({
    grants: { password: 1, refresh: 2 },
    openSessions: 1,
  });
});

test('an access token is good for 300 s and a refresh token for 36,000 s, by the authority’s clock', async () => {
  const authorities = await testAuthorities();
  const { json } = await grant(authorities);
  authorities.clock.at += 299_000;
  expect((await status(authorities, json.access_token, 'x')).status).toBe(404);
  authorities.clock.at += 1_000;
  expect((await status(authorities, json.access_token, 'x')).status).toBe(401);
  authorities.clock.at += 35_700_000;
  expect((await refresh(authorities, json.refresh_token)).status).toBe(400);
});

test('after logging out neither token is good, and a second log-out is 400', async () => {
  const authorities = await testAuthorities();
  const { json } = await grant(authorities);
  expect((await logout(authorities, json.refresh_token)).status).toBe(204);
  expect((await refresh(authorities, json.refresh_token)).status).toBe(400);
  expect((await status(authorities, json.access_token, 'x')).status).toBe(401);
  expect((await logout(authorities, json.refresh_token)).status).toBe(400);
  expect(authorities.control.counters().openSessions).toBe(0);
});

test('tokens can be made to expire before their time', async () => {
  const authorities = await testAuthorities();
  const { json } = await grant(authorities);
  authorities.control.expireTokens('access');
  expect((await status(authorities, json.access_token, 'x')).status).toBe(401);
  expect((await refresh(authorities, json.refresh_token)).status).toBe(200);
  authorities.control.expireTokens('all');
  expect(authorities.control.counters().openSessions).toBe(0);
});

test.each(['200', '400', '401', '403', '429', '499', '500', '502', '503', '504'] as const)(
  'provoked to %s it answers that once, then as usual',
  async (outcome) => {
    const authorities = await testAuthorities();
    authorities.control.provoke({ endpoint: 'idp', outcome });
    expect((await grant(authorities)).status).toBe(Number(outcome));
    expect((await grant(authorities)).status).toBe(200);
    expect(authorities.control.counters().openSessions).toBe(outcome === '200' ? 2 : 1);
  },
);

test('accept-then-cut on a refresh leaves the client with a token worth nothing', async () => {
  const authorities = await testAuthorities();
  const { json } = await grant(authorities);
  authorities.control.provoke({ endpoint: 'idp', outcome: 'accept-then-cut' });
  expect((await refresh(authorities, json.refresh_token)).result).toMatchObject({
    phase: 'cut',
    why: 'reset',
  });
  expect((await refresh(authorities, json.refresh_token)).status).toBe(400);
});

test('no token or password is in the request log or in the counters', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  await post(authorities, token, {});
  const kept = JSON.stringify([authorities.control.requests(), authorities.control.counters()]);
  expect(kept).toContain('/token');
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(practiceCredentials.password);
  expect(requestCounts(authorities)).toEqual({ 'idp 200': 1, 'post 400': 1 });
});
