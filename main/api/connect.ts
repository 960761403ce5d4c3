import { request as httpRequest } from 'node:http';
import { connect as tcpConnect, isIP, type Socket } from 'node:net';
import { type SecureContext, connect as tlsConnect, createSecureContext, getCACertificates } from 'node:tls';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isLoopback, readRoutes, type ResolveProxy, type Route } from './proxy.ts';

/** Where a connection failed. In each of them not a byte of a request had been written. */
export type ConnectFault = 'dns' | 'connect' | 'tls' | 'proxy';

export interface ConnectOptions {
  readonly resolveProxy: ResolveProxy;
  /** certificates (PEM) trusted as roots; by default those Node carries. A function is asked at the first https. See `systemRoots`. */
  readonly roots?: readonly string[] | (() => readonly string[]);
  /** `loopback` (default): http only to this machine, so that a token never leaves it in the clear */
  readonly plainHttp?: 'loopback' | 'anywhere';
}

export interface Connection {
  readonly socket: Socket;
  /** true: a proxy reads the request, which must name the whole address (RFC 9112 section 3.2.2) */
  readonly absoluteForm: boolean;
}

export type Connect = (target: URL, signal: AbortSignal) => Promise<Result<Connection, ConnectFault>>;

/**
 * The roots Node carries plus those of the system: antivirus programs and company proxies that inspect https put theirs only
 * there. Read once, at the first call (tens of ms).
 */
export function systemRoots(): readonly string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

function rootsOf({ roots }: ConnectOptions): { ca?: string[] } {
  if (roots === undefined) return {};
  return { ca: [...(typeof roots === 'function' ? roots() : roots)] };
}

/** Opens fresh connections, each ready for the first byte of a request. Abort the signal to give up. Never rejects. */
export function connector(options: ConnectOptions): Connect {
  let context: SecureContext | undefined;
  // Built once: parsing some 150 roots at every connection would cost more than the handshake.
  const secureContext = (): SecureContext => (context ??= createSecureContext(rootsOf(options)));

  return async (target, signal) => {
    if (target.protocol !== 'https:' && target.protocol !== 'http:') return fail('connect');
    const local = isLoopback(target.hostname);
    if (target.protocol === 'http:' && !local && options.plainHttp !== 'anywhere') return fail('tls');
    const routes = local ? readRoutes('DIRECT') : await routesTo(target, options.resolveProxy, signal);
    let fault: ConnectFault = 'proxy';
    // The list is Chromium's order of preference; trying the next one is safe, because nothing has been written yet.
    for (const route of routes ?? []) {
      if (signal.aborted) break;
      const opened = await openRoute(route, target, secureContext, signal);
      if (opened.ok) return opened;
      fault = opened.error;
    }
    return fail(fault);
  };
}

async function routesTo(
  target: URL,
  resolveProxy: ResolveProxy,
  signal: AbortSignal,
): Promise<readonly Route[] | undefined> {
  if (signal.aborted) return undefined;
  const gaveUp = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  // Only the origin: neither path nor query concerns a proxy script.
  const answer = resolveProxy(target.origin).then(readRoutes, () => undefined);
  return Promise.race([answer, gaveUp]);
}

async function openRoute(
  route: Route,
  target: URL,
  secureContext: () => SecureContext,
  signal: AbortSignal,
): Promise<Result<Connection, ConnectFault>> {
  if (route.kind === 'unsupported') return fail('proxy');
  const secure = target.protocol === 'https:';
  const origin = { host: bareHost(target), port: Number(target.port) || (secure ? 443 : 80) };
  if (route.kind === 'direct') {
    const tcp = await openTcp(origin, signal);
    if (!tcp.ok) return tcp;
    if (!secure) return ok({ socket: tcp.value, absoluteForm: false });
    return openTls(tcp.value, origin.host, secureContext(), signal);
  }
  const tcp = await openTcp(route, signal);
  if (!tcp.ok) return fail('proxy');
  let toProxy = tcp.value;
  if (route.tls) {
    const inner = await openTls(toProxy, route.host, secureContext(), signal);
    if (!inner.ok) return fail('proxy');
    toProxy = inner.value.socket;
  }
  if (!secure) return ok({ socket: toProxy, absoluteForm: true });
  const tunnel = await openTunnel(toProxy, origin, signal);
  if (!tunnel) return fail('proxy');
  return openTls(toProxy, origin.host, secureContext(), signal);
}

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

async function openTcp(
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Result<Socket, 'dns' | 'connect'>> {
  let named = isIP(to.host) !== 0;
  // Node leaves an address after 250 ms when there are several: too soon for a slow line.
  const socket = tcpConnect({ host: to.host, port: to.port, autoSelectFamilyAttemptTimeout: 3_000 });
  // The listener stays: an error after this function must end in the exchange, not in the process.
  socket.on('error', () => {});
  socket.setNoDelay(true);
  socket.once('lookup', (error: Error | null) => {
    if (!error) named = true;
  });
  const connected = await settled(socket, 'connect', signal);
  return connected ? ok(socket) : fail(named ? 'connect' : 'dns');
}

async function openTls(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Result<Connection, 'tls'>> {
  const secured = tlsConnect({
    socket,
    host,
    secureContext,
    ALPNProtocols: ['http/1.1'],
    // Said, because an environment variable can turn the default off.
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  secured.on('error', () => {});
  if (await settled(secured, 'secureConnect', signal)) return ok({ socket: secured, absoluteForm: false });
  socket.destroy();
  return fail('tls');
}

/** @returns true once the proxy has joined this socket to `to` (RFC 9110 section 9.3.6) */
async function openTunnel(
  socket: Socket,
  to: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<boolean> {
  const authority = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`;
  const joined = await new Promise<boolean>((resolve) => {
    const asking = httpRequest({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
    });
    signal.addEventListener('abort', () => resolve(false), { once: true });
    asking.on('connect', (answer, _socket, head) => {
      const status = answer.statusCode ?? 0;
      // Bytes before the handshake would come from the proxy, not from the server.
      resolve(status >= 200 && status < 300 && head.length === 0);
    });
    asking.on('error', () => resolve(false));
    asking.on('close', () => resolve(false));
    asking.end();
  });
  if (!joined || signal.aborted) socket.destroy();
  return joined && !signal.aborted;
}

/** @returns true when `event` came first; otherwise the socket is destroyed */
async function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<boolean> {
  const reached = await new Promise<boolean>((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
    socket.once(event, () => resolve(true));
    socket.once('close', () => resolve(false));
    socket.once('error', () => resolve(false));
  });
  if (!reached) socket.destroy();
  return reached;
}
