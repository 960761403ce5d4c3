import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { haciendaSession, type HaciendaSession } from '../../main/auth/hacienda-session.ts';
import { secretStore, type SecretStore } from '../../main/auth/secret-store.ts';
import { testKeyStore, type TestKeyStore } from '../helpers/key-store.ts';

/** An IDP on a real socket that does as it is told, and remembers what it was asked. */
interface Idp {
  readonly asked: URLSearchParams[];
  readonly loggedOut: string[];
  /** how the next ones are answered; by default as the real one would, user `u`, password `p` */
  answer: ((form: URLSearchParams, response: ServerResponse) => void) | undefined;
  /** refresh tokens it still knows */
  readonly known: Set<string>;
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'session-'));
let root: string;
let server: Server;
let idp: Idp;
let company: Company;
let box: TestKeyStore;
let secrets: SecretStore;
let session: HaciendaSession;
let monotonic: number;

const read = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
};
const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
let issued = 0;
const grant = (form: URLSearchParams, response: ServerResponse): void => {
  const refresh = form.get('refresh_token') ?? '';
  if (form.get('grant_type') === 'refresh_token' && !idp.known.delete(refresh))
    return json(response, 400, { error: 'invalid_grant' });
  if (form.get('grant_type') === 'password' && (form.get('username') !== 'u' || form.get('password') !== 'p'))
    return json(response, 401, { error: 'invalid_grant', error_description: 'Invalid user credentials' });
  issued += 1;
  idp.known.add(`SECRET-refresh-${issued}`);
  return json(response, 200, {
    access_token: `SECRET-access-${issued}`,
    expires_in: 300,
    refresh_token: `SECRET-refresh-${issued}`,
    refresh_expires_in: 36_000,
    token_type: 'bearer',
  });
};

const openSecrets = (): SecretStore =>
  secretStore({ folder: join(root, 'secrets'), box, isPractice: () => false, practiceSecrets: {} });
const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const form = await read(request);
  if (request.url === '/logout') {
    idp.loggedOut.push(form.get('refresh_token') ?? '');
    idp.known.delete(form.get('refresh_token') ?? '');
    response.writeHead(204).end();
    return;
  }
  idp.asked.push(form);
  (idp.answer ?? grant)(form, response);
};

/** As after a restart: what is on disk is there, nothing else. */
const openSession = (): HaciendaSession =>
  haciendaSession({
    http: nodeHttp({ resolveProxy: () => Promise.resolve('DIRECT'), userAgent: 'Talonario-test/1' }),
    clock: {
      now: () => 1_773_588_600_000 + monotonic,
      monotonic: () => monotonic,
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    random: { fraction: () => 1 },
    secrets,
    companyOf: (id) => (id === 'c1' ? company : undefined),
  });

beforeEach(async () => {
  root = folder();
  issued = 0;
  monotonic = 1_000;
  idp = { asked: [], loggedOut: [], answer: undefined, known: new Set() };
  server = createServer((request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  company = {
    id: 'c1',
    environment: 'test',
    settings: {
      version: 1,
      label: 'x',
      hacienda: {
        idpUrl: `${base}/token`,
        logoutUrl: `${base}/logout`,
        clientId: 'api-stag',
        apiUrl: `${base}/recepcion/v1/`,
        callbackUrl: '',
        quotaPerHour: 0,
        quotaPerDay: 0,
      },
    },
  };
  box = testKeyStore();
  secrets = openSecrets();
  await secrets.set('c1', 'hacienda-user', 'u');
  await secrets.set('c1', 'hacienda-password', 'p');
  session = openSession();
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  // A refresh token may be on its way out of the file still.
  rmSync(root, { recursive: true, maxRetries: 5 });
});

const grants = (): readonly (string | null)[] => idp.asked.map((form) => form.get('grant_type'));
const reply = (status: number, body = '', headers: Record<string, string> = {}) => {
  idp.answer = (_, response) => {
    response.writeHead(status, headers).end(body);
  };
};

describe('signing in', () => {
  test('the first need causes one password grant; the token then serves without asking', async () => {
    const first = await session.current('c1');
    expect(first).toMatchObject({ ok: true, value: { value: 'SECRET-access-1' } });
    expect(await session.current('c1')).toEqual(first);
    expect(grants()).toEqual(['password']);
    expect(session.state('c1')).toMatchObject({ signedIn: true, signingIn: false });
  });

  test('ten parallel callers cause one request', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => session.current('c1')));
    expect(new Set(all.map((one) => one.ok && one.value.value))).toEqual(new Set(['SECRET-access-1']));
    expect(idp.asked).toHaveLength(1);
  });

  test('ten parallel 401 of one generation cause one refresh, and a newer generation', async () => {
    const first = await session.current('c1');
    const refusedGeneration = first.ok ? first.value.generation : 0;
    const all = await Promise.all(Array.from({ length: 10 }, () => session.renewed('c1', refusedGeneration)));
    expect(new Set(all.map((one) => one.ok && one.value.generation))).toEqual(
      new Set([refusedGeneration + 1]),
    );
    expect(grants()).toEqual(['password', 'refresh_token']);
  });

  test('at 80 % of its life the token is refreshed, with the newest refresh token each time', async () => {
    await session.current('c1');
    for (const turn of [2, 3]) {
      monotonic += 240_000;
      expect(await session.current('c1')).toMatchObject({ value: { value: `SECRET-access-${turn}` } });
    }
    expect(idp.asked.map((form) => form.get('refresh_token'))).toEqual([
      null,
      'SECRET-refresh-1',
      'SECRET-refresh-2',
    ]);
  });

  test('the life of a token is counted from when it was asked for, NOT from a slow answer', async () => {
    idp.answer = (form, response) => {
      // the answer takes 200 of the 300 seconds
      monotonic += 200_000;
      idp.answer = undefined;
      grant(form, response);
    };
    await session.current('c1');
    monotonic += 60_000;
    expect(await session.current('c1')).toMatchObject({ value: { value: 'SECRET-access-2' } });
  });

  test('after a restart the stored refresh token is used, not the password', async () => {
    await session.current('c1');
    secrets = openSecrets();
    session = openSession();
    expect(await session.current('c1')).toMatchObject({ value: { value: 'SECRET-access-2' } });
    expect(grants()).toEqual(['password', 'refresh_token']);
  });

  test('the access token is NOT given before the refresh token is stored', async () => {
    const disk = secrets;
    let release = (): void => {};
    const storing = new Promise<void>((arrived) => {
      secrets = {
        ...disk,
        set: async (companyId, name, value) => {
          await new Promise<void>((resolve) => {
            release = resolve;
            arrived();
          });
          return disk.set(companyId, name, value);
        },
      };
    });
    session = openSession();
    let given = false;
    const waiting = session.current('c1').finally(() => {
      given = true;
    });
    await storing;
    await new Promise(setImmediate);
    expect(given).toBe(false);
    release();
    expect((await waiting).ok).toBe(true);
    const stored = await disk.get('c1', 'hacienda-refresh');
    expect(stored.ok && stored.value).toContain('SECRET-refresh-1');
  });

  test('a stored refresh token of other credentials is NOT used', async () => {
    await session.current('c1');
    await secrets.set('c1', 'hacienda-user', 'other');
    secrets = openSecrets();
    session = openSession();
    expect(await session.current('c1')).toEqual({ ok: false, error: { kind: 'credentials' } });
    expect(grants()).toEqual(['password', 'password']);
  });

  test('a refresh token the IDP forgot: password once, and a new session', async () => {
    await session.current('c1');
    idp.known.clear();
    monotonic += 250_000;
    expect(await session.current('c1')).toMatchObject({ value: { value: 'SECRET-access-2' } });
    expect(grants()).toEqual(['password', 'refresh_token', 'password']);
  });
});

describe('when it does not work', () => {
  test('nothing stored: missing, without a request; a company that is none: missing', async () => {
    await secrets.remove('c1', 'hacienda-password');
    expect(await session.current('c1')).toEqual({ ok: false, error: { kind: 'missing' } });
    expect(await session.current('nobody')).toEqual({ ok: false, error: { kind: 'missing' } });
    expect(idp.asked).toHaveLength(0);
    expect(session.state('c1')).toMatchObject({ signedIn: false, blocked: 'missing' });
    await secrets.set('c1', 'hacienda-password', 'p');
    expect((await session.current('c1')).ok).toBe(true);
  });

  test('a wrong password is asked once, however often and by how many it is needed, until it changes', async () => {
    await secrets.set('c1', 'hacienda-password', 'wrong');
    await Promise.all(Array.from({ length: 10 }, () => session.current('c1')));
    for (let n = 0; n < 5; n += 1) {
      monotonic += 3_600_000;
      session.retry('c1');
      session.lineBack();
      expect(await session.current('c1')).toEqual({ ok: false, error: { kind: 'credentials' } });
      expect(await session.renewed('c1', 0)).toEqual({ ok: false, error: { kind: 'credentials' } });
    }
    expect(grants()).toEqual(['password']);
    expect(session.state('c1').blocked).toBe('credentials');
    await secrets.set('c1', 'hacienda-password', 'p');
    await session.credentialsChanged('c1');
    expect(session.state('c1')).not.toHaveProperty('blocked');
    expect((await session.current('c1')).ok).toBe(true);
    expect(grants()).toEqual(['password', 'password']);
  });

  test('403: zero requests until the clerk presses "probar de nuevo"', async () => {
    reply(403);
    expect(await session.current('c1')).toEqual({ ok: false, error: { kind: 'access' } });
    monotonic += 10 ** 9;
    expect(await session.current('c1')).toEqual({ ok: false, error: { kind: 'access' } });
    expect(idp.asked).toHaveLength(1);
    idp.answer = undefined;
    session.retry('c1');
    expect((await session.current('c1')).ok).toBe(true);
  });

  test.each([
    ['400 malformed', 400, ''],
    ['499', 499, ''],
    ['500', 500, ''],
    ['502 with a page', 502, '<html>'],
    ['503', 503, ''],
    ['200 with a page', 200, '<html>WiFi</html>'],
    ['200 empty', 200, ''],
    ['302', 302, ''],
  ])('%s: later, with a pause in which nobody asks', async (_, status, body) => {
    reply(status, body);
    expect(await session.current('c1')).toEqual({
      ok: false,
      error: { kind: 'later', offline: false, retryAt: 1_773_588_600_000 + monotonic + 5_000 },
    });
    const requests = idp.asked.length;
    monotonic += 4_999;
    expect(await session.current('c1')).toMatchObject({ error: { kind: 'later' } });
    expect(idp.asked).toHaveLength(requests);
    idp.answer = undefined;
    monotonic += 1;
    expect((await session.current('c1')).ok).toBe(true);
  });

  test('Retry-After of a 429 is kept', async () => {
    reply(429, '', { 'retry-after': '90' });
    expect(await session.current('c1')).toMatchObject({
      error: { kind: 'later', retryAt: 1_773_588_600_000 + monotonic + 90_000 },
    });
  });

  test('no line: later and offline; when it is back the next caller asks at once', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect(await session.current('c1')).toMatchObject({ error: { kind: 'later', offline: true } });
    expect(session.state('c1')).toMatchObject({ offline: true });
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
    session.lineBack();
    expect((await session.current('c1')).ok).toBe(true);
  });

  test('a password changed while the old one is on its way: the answer to the old one is not used', async () => {
    let release = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      idp.answer = (form, response) => {
        idp.answer = undefined;
        release = () => grant(form, response);
        resolve();
      };
    });
    const waiting = session.current('c1');
    await arrived;
    await secrets.set('c1', 'hacienda-user', 'u');
    await session.credentialsChanged('c1');
    release();
    expect(await waiting).toMatchObject({ value: { value: 'SECRET-access-2' } });
    expect(grants()).toEqual(['password', 'password']);
  });

  test('a disk that refuses the refresh token does NOT stop the work', async () => {
    rmSync(join(root, 'secrets'), { recursive: true });
    box.vanish();
    expect((await session.current('c1')).ok).toBe(true);
    monotonic += 250_000;
    expect((await session.current('c1')).ok).toBe(true);
    expect(grants()).toEqual(['password', 'refresh_token']);
  });
});

describe('leaving', () => {
  test('sign-out tells the IDP, forgets the tokens, and the next need signs in again', async () => {
    await session.current('c1');
    await session.signOut('c1');
    expect(idp.loggedOut).toEqual(['SECRET-refresh-1']);
    expect(session.state('c1').signedIn).toBe(false);
    expect(await secrets.get('c1', 'hacienda-refresh')).toEqual({ ok: true, value: undefined });
    expect((await session.current('c1')).ok).toBe(true);
    expect(grants()).toEqual(['password', 'password']);
  });

  test('a sign-out that the IDP does not confirm keeps the stored refresh token for the next start', async () => {
    await session.current('c1');
    const { hacienda } = company.settings;
    if (!hacienda) throw new Error('the company of this test has Hacienda');
    reply(500);
    const logoutUrl = hacienda.idpUrl;
    company = { ...company, settings: { ...company.settings, hacienda: { ...hacienda, logoutUrl } } };
    await session.signOut('c1');
    idp.answer = undefined;
    secrets = openSecrets();
    session = openSession();
    expect((await session.current('c1')).ok).toBe(true);
    expect(grants()).toEqual(['password', null, 'refresh_token']);
  });

  test('at quit every session of this run is left, and nobody signs in any more', async () => {
    await session.current('c1');
    await session.signOutAll(3_000);
    expect(idp.loggedOut).toEqual(['SECRET-refresh-1']);
    expect(await session.current('c1')).toMatchObject({ error: { kind: 'later' } });
    expect(idp.asked).toHaveLength(1);
  });

  test('at quit a session that never began costs no request', async () => {
    await session.signOutAll(3_000);
    expect(idp.loggedOut).toEqual([]);
  });

  test('an IDP that does not answer does NOT hold the quit up, and the refresh token serves at the next start', async () => {
    await session.current('c1');
    const hanging = company.settings.hacienda;
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    if (!hanging) throw new Error('the company of this test has Hacienda');
    const logoutUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/logout`;
    company = { ...company, settings: { ...company.settings, hacienda: { ...hanging, logoutUrl } } };
    await session.signOutAll(50);
    secrets = openSecrets();
    session = openSession();
    expect((await session.current('c1')).ok).toBe(true);
    expect(grants()).toEqual(['password', 'refresh_token']);
    silent.closeAllConnections();
    await new Promise((resolve) => {
      silent.close(resolve);
    });
  });

  test('closed before the lanes end: a sign-in under way is given up without a wait for the next start, the session is left later', async () => {
    await session.current('c1');
    monotonic += 310_000;
    const arrived = new Promise<void>((resolve) => {
      idp.answer = () => resolve();
    });
    const waiting = session.current('c1');
    await arrived;
    session.close();
    const retryAt = 1_773_588_600_000 + monotonic;
    const given = { ok: false, error: { kind: 'later', offline: false, retryAt } };
    expect(await waiting).toEqual(given);
    expect(await session.current('c1')).toEqual(given);
    expect(idp.asked).toHaveLength(2);
    expect(idp.loggedOut).toEqual([]);
    await session.signOutAll(3_000);
    expect(idp.loggedOut).toEqual(['SECRET-refresh-1']);
  });

  test('at quit a grant on its way is given up, and its caller answered', async () => {
    const arrived = new Promise<void>((resolve) => {
      idp.answer = () => resolve();
    });
    const waiting = session.current('c1');
    await arrived;
    await session.signOutAll(3_000);
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'later' } });
  });
});

test('changes are announced, until the listener leaves', async () => {
  const heard: string[] = [];
  const leave = session.onChange((companyId) => heard.push(companyId));
  await session.current('c1');
  expect(new Set(heard)).toEqual(new Set(['c1']));
  leave();
  const before = heard.length;
  await session.signOut('c1');
  expect(heard).toHaveLength(before);
});

test('NO password and NO token is in any fault, state or announcement, nor in clear on disk', async () => {
  const returned: unknown[] = [];
  session.onChange((companyId) => returned.push(companyId, session.state(companyId)));
  await session.current('c1');
  idp.answer = (form, response) => {
    response.writeHead(500, { 'x-error-cause': form.toString() }).end(form.toString());
  };
  monotonic += 299_000;
  returned.push(await session.current('c1'), session.state('c1'));
  reply(401, 'SECRET');
  monotonic += 10_000;
  returned.push(await session.current('c1'), session.state('c1'));
  const text = JSON.stringify(returned);
  expect(text).not.toContain('SECRET');
  expect(text).not.toContain('password');
  for (const name of readdirSync(join(root, 'secrets'))) {
    expect(readFileSync(join(root, 'secrets', name), 'utf8')).not.toContain('SECRET');
  }
});
