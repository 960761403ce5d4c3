import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { bareAnswer, jsonAnswer, mediaTypeOf, type Answer, type Authority, type Call } from './answer.ts';
import { practiceCredentials } from '../../domain/practice/credentials.ts';
import type { Ledger } from './ledger.ts';

/** Sign-in of the simulated Hacienda: OAuth 2 password and refresh grants as DOMAIN.md section 12. */

const accessLifeSeconds = 300;
const refreshLifeSeconds = 36_000;
const realm = '/auth/realms/rut-practica/protocol/openid-connect';
export const tokenPath = `${realm}/token`;
export const logoutPath = `${realm}/logout`;

const equal = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

const refused = (status: number, error: string, description: string): Answer =>
  jsonAnswer(status, { error, error_description: description });

export function idpAuthority(ledger: Ledger): Authority {
  return {
    route(_method, path) {
      if (path === tokenPath) return { endpoint: 'idp' };
      return { endpoint: path === logoutPath ? 'logout' : 'other' };
    },
    answer(call) {
      if (call.endpoint === 'other') return bareAnswer(404);
      if (call.method !== 'POST') return bareAnswer(405, { allow: 'POST' });
      if (mediaTypeOf(call) !== 'application/x-www-form-urlencoded')
        return refused(400, 'invalid_request', 'Form encoded body expected');
      const form = new URLSearchParams(call.body.toString('utf8'));
      const field = (name: string): string => form.get(name) ?? '';
      if (!equal(field('client_id'), practiceCredentials.clientId))
        return refused(401, 'invalid_client', 'Invalid client credentials');
      if (call.endpoint === 'logout')
        return ledger.closeSession(field('refresh_token'))
          ? bareAnswer(204)
          : refused(400, 'invalid_grant', 'Invalid refresh token');
      return grant(call, field, ledger);
    },
    refusal(_call, status, cause) {
      const answer = refused(
        status,
        status === 400 ? 'invalid_grant' : status === 401 ? 'unauthorized_client' : 'server_error',
        cause ?? `Provoked ${status}`,
      );
      return cause === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, ...causeHeader(cause) } };
    },
  };
}

/** Header values are Latin-1; anything else would be refused by node:http. */
export const causeHeader = (cause: string): Readonly<Record<string, string>> => ({
  'x-error-cause': cause.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?'),
});

function grant(call: Call, field: (name: string) => string, ledger: Ledger): Answer {
  const type = field('grant_type');
  const access = randomBytes(96).toString('base64url');
  const refresh = randomBytes(96).toString('base64url');
  const accessUntil = call.at + accessLifeSeconds * 1_000;
  const refreshUntil = call.at + refreshLifeSeconds * 1_000;
  if (type === 'password') {
    if (
      !equal(field('username'), practiceCredentials.user) ||
      !equal(field('password'), practiceCredentials.password)
    )
      return refused(401, 'invalid_grant', 'Invalid user credentials');
    ledger.openSession(refresh, refreshUntil, access, accessUntil);
  } else if (type === 'refresh_token') {
    if (!ledger.refreshSession(field('refresh_token'), refresh, refreshUntil, access, accessUntil, call.at))
      return refused(400, 'invalid_grant', 'Invalid refresh token');
  } else
    return type === ''
      ? refused(400, 'invalid_request', 'Missing form parameter: grant_type')
      : refused(400, 'unsupported_grant_type', 'Unsupported grant_type');
  return jsonAnswer(
    200,
    {
      access_token: access,
      expires_in: accessLifeSeconds,
      refresh_expires_in: refreshLifeSeconds,
      refresh_token: refresh,
      token_type: 'bearer',
      'not-before-policy': 0,
      session_state: randomBytes(16).toString('hex'),
      scope: '',
    },
    { 'cache-control': 'no-store' },
  );
}
