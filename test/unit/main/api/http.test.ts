import { connect as tcpConnect, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../../domain/outbox/ports.ts';
import { systemRoots } from '../../../../main/api/connect.ts';
import { nodeHttp } from '../../../../main/api/http.ts';
import { type Loopback, loopback } from '../../../helpers/loopback.ts';
import { type TlsCertificate, tlsCertificate } from '../../../helpers/tls-certificate.ts';

const direct = (): Promise<string> => Promise.resolve('DIRECT');
const http = nodeHttp({ resolveProxy: direct, userAgent: 'Talonario-test/1' });
const opened: Loopback[] = [];
const serve = async (
  onRequest: (socket: Socket, head: string) => void,
  certificate?: TlsCertificate,
): Promise<Loopback> => {
  const server = await loopback(onRequest, certificate);
  opened.push(server);
  return server;
};
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const get = (url: string, over: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  deadlineMs: 10_000,
  maxBytes: 1_000_000,
  ...over,
});
const post = (url: string, over: Partial<HttpRequest> = {}): HttpRequest =>
  get(url, { method: 'POST', body: new TextEncoder().encode('{"clave":"1"}'), ...over });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const okAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const closedPort = async (): Promise<number> => {
  const server = await loopback(() => {});
  await server.close();
  return server.port;
};

describe('an answer', () => {
  test('comes with status, lower-case headers, repeated ones joined, and the exact bytes', async () => {
    const server = await serve((socket) =>
      socket.end(
        'HTTP/1.1 202 Accepted\r\nX-A: 1\r\nx-a: 2\r\nLocation: /r\r\nContent-Length: 3\r\n\r\n\x00ab',
      ),
    );
    const result = await http.call(get(`http://127.0.0.1:${server.port}/recepcion/1?x=y`));
    expect(result).toMatchObject({ phase: 'answered', status: 202 });
    if (result.phase !== 'answered') return;
    expect(result.headers).toMatchObject({ 'x-a': '1, 2', location: '/r' });
    expect([...result.body]).toEqual([0, 97, 98]);
    expect(server.received()).toMatch(/^GET \/recepcion\/1\?x=y HTTP\/1\.1\r\n/);
  });

  test('the request carries method, body, its length, host and user agent, and asks for no compression', async () => {
    const server = await serve((socket) => socket.end(okAnswer));
    await http.call(post(`http://127.0.0.1:${server.port}/p`, { headers: { Authorization: 'Bearer t' } }));
    const sent = server.received();
    expect(sent).toMatch(/^POST \/p HTTP\/1\.1\r\n/);
    expect(sent).toContain(`host: 127.0.0.1:${server.port}\r\n`);
    expect(sent).toContain('authorization: Bearer t\r\n');
    expect(sent).toContain('user-agent: Talonario-test/1\r\n');
    expect(sent).toContain('accept-encoding: identity\r\n');
    expect(sent).toContain('content-length: 13\r\n');
    expect(sent.endsWith('\r\n\r\n{"clave":"1"}')).toBe(true);
  });

  test.each([
    ['with its length', 'Content-Length: 5\r\n\r\nhello'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n'],
    ['until the end of the connection', '\r\nhello'],
  ])('is read %s', async (_, rest) => {
    const server = await serve((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    const result = await http.call(get(`http://127.0.0.1:${server.port}/`));
    expect(result.phase === 'answered' && text(result.body)).toBe('hello');
  });

  test('of 100 Continue is passed over, the final one counts', async () => {
    const server = await serve((socket) => socket.end(`HTTP/1.1 100 Continue\r\n\r\n${okAnswer}`));
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({
      phase: 'answered',
      status: 200,
    });
  });

  test('that comes byte by byte is put together', async () => {
    const server = await serve((socket) => {
      const bytes = Buffer.from(okAnswer);
      const write = (at: number): void => {
        if (at === bytes.length) socket.end();
        else socket.write(bytes.subarray(at, at + 1), () => setImmediate(write, at + 1));
      };
      write(0);
    });
    const result = await http.call(get(`http://127.0.0.1:${server.port}/`));
    expect(result.phase === 'answered' && text(result.body)).toBe('ok');
  });

  test('302 is an answer: the redirect is NOT followed', async () => {
    const other = await serve((socket) => socket.end(okAnswer));
    const server = await serve((socket) =>
      socket.end(
        `HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${other.port}/\r\nContent-Length: 0\r\n\r\n`,
      ),
    );
    expect(await http.call(get(`http://127.0.0.1:${server.port}/`))).toMatchObject({ status: 302 });
    expect(other.connections()).toBe(0);
  });

  test('500 and 503 are NOT tried again, and no connection is used twice', async () => {
    const server = await serve((socket) =>
      socket.write('HTTP/1.1 503 No\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n'),
    );
    for (let n = 1; n <= 4; n += 1) {
      expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({ status: 503 });
      expect(server.connections()).toBe(n);
    }
    expect(server.received().match(/POST \/ HTTP/g)).toHaveLength(4);
    expect(server.received()).toContain('connection: close\r\n');
  });

  test('exactly as long as allowed is read; one byte more is cut as too large', async () => {
    const server = await serve((socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_000)}`));
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await http.call(get(url, { maxBytes: 1_000 }))).toMatchObject({ phase: 'answered' });
    expect(await http.call(get(url, { maxBytes: 999 }))).toEqual({
      phase: 'cut',
      why: 'too-large',
      status: 200,
    });
  });

  test('of 3 MB against a limit of 1 MB is cut as too large', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n');
      socket.end('x'.repeat(3_000_000));
    });
    expect(await http.call(get(`http://127.0.0.1:${server.port}/`))).toEqual({
      phase: 'cut',
      why: 'too-large',
      status: 200,
    });
  });
});

describe('proof that nothing was sent', () => {
  test('a name that does not exist: dns', async () => {
    const call = nodeHttp({ resolveProxy: direct, userAgent: 'x', plainHttp: 'anywhere' }).call(
      post('http://nobody.invalid/'),
    );
    expect(await call).toEqual({ phase: 'not-sent', why: 'dns' });
  });

  test('a port nobody listens on: connect', async () => {
    const port = await closedPort();
    expect(await http.call(post(`http://127.0.0.1:${port}/`))).toEqual({ phase: 'not-sent', why: 'connect' });
  });

  test('http to another machine is refused, so that a token never leaves in the clear', async () => {
    expect(await http.call(post('http://nobody.invalid/'))).toEqual({ phase: 'not-sent', why: 'tls' });
  });

  test.each([['ftp://127.0.0.1/'], ['not an address']])('an address we do not speak: %s', async (url) => {
    expect(await http.call(post(url))).toEqual({ phase: 'not-sent', why: 'connect' });
  });

  test('a header that cannot be written leaves no connection behind', async () => {
    const server = await serve((socket) => socket.end(okAnswer));
    const result = await http.call(
      post(`http://127.0.0.1:${server.port}/`, { headers: { authorization: 'Bearer a\r\nx: y' } }),
    );
    expect(result).toEqual({ phase: 'not-sent', why: 'connect' });
    expect(server.connections()).toBe(0);
  });

  test('cancelled before it began', async () => {
    const server = await serve((socket) => socket.end(okAnswer));
    const result = await http.call(post(`http://127.0.0.1:${server.port}/`), AbortSignal.abort());
    expect(result.phase).toBe('not-sent');
    expect(server.received()).toBe('');
  });
});

describe('doubt: everything after the first byte', () => {
  test('reset before the head', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toEqual({ phase: 'cut', why: 'reset' });
  });

  test('closed politely without an answer', async () => {
    const server = await serve((socket) => socket.end());
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toEqual({ phase: 'cut', why: 'reset' });
  });

  test.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['closed', (socket: Socket) => socket.end()],
  ])('%s in the middle of the body keeps the status', async (_, end) => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nhalf', () =>
        setTimeout(end, 20, socket),
      );
    });
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toEqual({
      phase: 'cut',
      why: 'reset',
      status: 202,
    });
  });

  test.each([
    ['the deadline', {}],
    ['an abort', { aborted: true }],
  ])('after %s the connection is hung up: nothing of the request can go out later', async (_, how) => {
    let hungUp: Promise<void> = Promise.reject(new Error('never asked'));
    hungUp.catch(() => {});
    const ending = new AbortController();
    const server = await serve((socket) => {
      hungUp = new Promise((resolve) => {
        socket.on('close', () => resolve());
      });
      if ('aborted' in how) ending.abort();
    });
    const deadlineMs = 'aborted' in how ? 10_000 : 100;
    const result = await http.call(post(`http://127.0.0.1:${server.port}/`, { deadlineMs }), ending.signal);
    expect(result.phase).toBe('cut');
    await hungUp;
  });
  test('a server that never answers: timeout', async () => {
    const server = await serve(() => {});
    const result = await http.call(post(`http://127.0.0.1:${server.port}/`, { deadlineMs: 150 }));
    expect(result).toEqual({ phase: 'cut', why: 'timeout' });
  });

  test('bytes that trickle for ever do NOT keep the deadline away', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const result = await http.call(post(`http://127.0.0.1:${server.port}/`, { deadlineMs: 300 }));
    expect(result).toEqual({ phase: 'cut', why: 'timeout', status: 200 });
  });

  test.each([
    ['a status line that is none', 'HELLO I AM A PRINTER\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nbroken header\r\n\r\n'],
    ['two different lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    ['101 nobody asked for', 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('%s: malformed', async (_, answer) => {
    const server = await serve((socket) => socket.end(answer));
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({
      phase: 'cut',
      why: 'malformed',
    });
  });

  test('a broken chunk: malformed, with the status', async () => {
    const server = await serve((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello'),
    );
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`))).toMatchObject({
      phase: 'cut',
      why: 'malformed',
    });
  });

  test('cancelled while waiting for the answer: aborted', async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    expect(await http.call(post(`http://127.0.0.1:${server.port}/`), stop.signal)).toEqual({
      phase: 'cut',
      why: 'aborted',
    });
  });
});

describe('https', () => {
  let ours: TlsCertificate;
  beforeAll(() => {
    ours = tlsCertificate(['authority.invalid', 'localhost']);
  });

  test('talks to a server whose root is trusted', async () => {
    const server = await serve((socket) => socket.end(okAnswer), ours);
    const trusting = nodeHttp({ resolveProxy: direct, userAgent: 'x', roots: [ours.cert] });
    expect(await trusting.call(post(`https://127.0.0.1:${server.port}/`))).toMatchObject({ status: 200 });
  });

  test('the roots of Node and of the system can all be trusted together, and ours beside them', async () => {
    const server = await serve((socket) => socket.end(okAnswer), ours);
    const roots = [...systemRoots(), ours.cert];
    const trusting = nodeHttp({ resolveProxy: direct, userAgent: 'x', roots });
    expect(roots.length).toBeGreaterThan(50);
    expect(await trusting.call(post(`https://127.0.0.1:${server.port}/`))).toMatchObject({ status: 200 });
  });

  test('refuses a certificate nobody trusts, before a byte of the request', async () => {
    const server = await serve((socket) => socket.end(okAnswer), ours);
    expect(await http.call(post(`https://127.0.0.1:${server.port}/`))).toEqual({
      phase: 'not-sent',
      why: 'tls',
    });
    expect(server.received()).toBe('');
  });

  test('refuses it even where the environment says not to verify', async () => {
    const server = await serve((socket) => socket.end(okAnswer), ours);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await http.call(post(`https://127.0.0.1:${server.port}/`))).toEqual({
        phase: 'not-sent',
        why: 'tls',
      });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });

  test('refuses a trusted certificate of another name', async () => {
    const other = tlsCertificate(['other.invalid']);
    const server = await serve((socket) => socket.end(okAnswer), other);
    const trusting = nodeHttp({ resolveProxy: direct, userAgent: 'x', roots: [other.cert] });
    expect(await trusting.call(post(`https://localhost:${server.port}/`))).toEqual({
      phase: 'not-sent',
      why: 'tls',
    });
  });

  test('to a server that speaks no TLS: tls', async () => {
    const server = await serve(() => {});
    expect(await http.call(post(`https://127.0.0.1:${server.port}/`, { deadlineMs: 300 }))).toEqual({
      phase: 'not-sent',
      why: 'tls',
    });
  });

  describe('through the system proxy', () => {
    /** Joins every CONNECT to `port`, whatever name was asked for. */
    const proxyTo = (port: number, certificate?: TlsCertificate): Promise<Loopback> =>
      serve((socket, head) => {
        if (!head.startsWith('CONNECT ')) {
          socket.end(okAnswer);
          return;
        }
        const onward = tcpConnect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Joined\r\n\r\n');
          socket.pipe(onward).pipe(socket);
        });
        onward.on('error', () => socket.destroy());
      }, certificate);
    const through = (pac: string) =>
      nodeHttp({
        resolveProxy: () => Promise.resolve(pac),
        userAgent: 'x',
        roots: [ours.cert],
        plainHttp: 'anywhere',
      });

    test('https goes by CONNECT; the proxy sees the name, not the request', async () => {
      const server = await serve((socket) => socket.end(okAnswer), ours);
      const proxy = await proxyTo(server.port);
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(
        post('https://authority.invalid/secret'),
      );
      expect(result).toMatchObject({ phase: 'answered', status: 200 });
      expect(proxy.received()).toMatch(/^CONNECT authority\.invalid:443 HTTP\/1\.1\r\n/);
      expect(proxy.received()).not.toContain('secret');
      expect(server.received()).toMatch(/^POST \/secret HTTP/);
      expect(server.connections()).toBe(1);
    });

    test('a proxy that is itself reached by TLS', async () => {
      const server = await serve((socket) => socket.end(okAnswer), ours);
      const proxy = await proxyTo(server.port, ours);
      const result = await through(`HTTPS localhost:${proxy.port}`).call(post('https://authority.invalid/'));
      expect(result).toMatchObject({ phase: 'answered', status: 200 });
    });

    test('plain http goes in absolute form', async () => {
      const proxy = await proxyTo(1);
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(
        post('http://authority.invalid/a?b#c'),
      );
      expect(result).toMatchObject({ phase: 'answered', status: 200 });
      expect(proxy.received()).toMatch(/^POST http:\/\/authority\.invalid\/a\?b HTTP\/1\.1\r\n/);
      expect(proxy.received()).toContain('host: authority.invalid\r\n');
    });

    test('never to this machine itself', async () => {
      const server = await serve((socket) => socket.end(okAnswer));
      const proxy = await proxyTo(server.port);
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(
        post(`http://127.0.0.1:${server.port}/`),
      );
      expect(result).toMatchObject({ status: 200 });
      expect(proxy.connections()).toBe(0);
    });

    test.each([
      ['refuses', 'HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n'],
      ['cannot reach the server', 'HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n'],
      ['answers nonsense', 'PRINTER\r\n\r\n'],
      ['hangs up', ''],
    ])('one that %s: proxy, nothing sent', async (_, answer) => {
      const proxy = await serve((socket) => socket.end(answer));
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(post('https://authority.invalid/'));
      expect(result).toEqual({ phase: 'not-sent', why: 'proxy' });
    });

    test('one that swallows everything: proxy, at the deadline', async () => {
      const proxy = await serve(() => {});
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(
        post('https://authority.invalid/', { deadlineMs: 200 }),
      );
      expect(result).toEqual({ phase: 'not-sent', why: 'proxy' });
    });

    test('one behind which somebody else answers: tls', async () => {
      const impostor = await serve((socket) => socket.end(okAnswer), tlsCertificate(['authority.invalid']));
      const proxy = await proxyTo(impostor.port);
      const result = await through(`PROXY 127.0.0.1:${proxy.port}`).call(
        post('https://authority.invalid/secret'),
      );
      expect(result).toEqual({ phase: 'not-sent', why: 'tls' });
      expect(impostor.received()).toBe('');
    });

    test.each([['SOCKS5 127.0.0.1:1080'], ['SOCKS 127.0.0.1:1080'], ['PROXY'], ['WHAT 127.0.0.1:1']])(
      'a kind we do not speak (%s): proxy',
      async (pac) => {
        expect(await through(pac).call(post('https://authority.invalid/'))).toEqual({
          phase: 'not-sent',
          why: 'proxy',
        });
      },
    );

    test('a dead one falls back to the next of the list, and the request is made once', async () => {
      const server = await serve((socket) => socket.end(okAnswer), ours);
      const proxy = await proxyTo(server.port);
      const pac = `PROXY 127.0.0.1:${await closedPort()}; PROXY 127.0.0.1:${proxy.port}; DIRECT`;
      expect(await through(pac).call(post('https://authority.invalid/'))).toMatchObject({ status: 200 });
      expect(server.received().match(/POST/g)).toHaveLength(1);
    });

    test.each([
      ['fails', () => Promise.reject(new Error('no'))],
      ['never answers', () => new Promise<string>(() => {})],
    ])('settings whose reading %s: proxy', async (_, resolveProxy) => {
      const result = await nodeHttp({ resolveProxy, userAgent: 'x' }).call(
        post('https://authority.invalid/', { deadlineMs: 200 }),
      );
      expect(result).toEqual({ phase: 'not-sent', why: 'proxy' });
    });
  });
});
