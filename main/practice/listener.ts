import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { PracticeLine, PracticeSwitches } from '../../domain/practice/switches.ts';
import { bareAnswer, type Authority, type Call } from './answer.ts';
import type { Ledger } from './ledger.ts';
import { provoked, type Delivery } from './provoked.ts';

/**
 * Sockets of the simulated authorities, on 127.0.0.1 only. Plain node:http, because the faults need the socket itself: refused,
 * reset, cut in the middle, never answered.
 */

export const serviceNames = ['idp', 'hacienda', 'edinky', 'lookups'] as const;
export type ServiceName = (typeof serviceNames)[number];

const host = '127.0.0.1';
/** A signed document of 1,000 lines is about 2.5 MB in base64. */
const maxBodyBytes = 12_000_000;
const slowSteps = 20;

export interface Listener {
  readonly name: ServiceName;
  port(): number;
  /** Listens, stops listening, or keeps connections unread. Every open connection ends. */
  setLine(line: PracticeLine): Promise<void>;
  stop(): Promise<void>;
}

export interface ListenerOptions {
  readonly name: ServiceName;
  readonly authority: Authority;
  readonly ledger: Ledger;
  readonly switches: () => PracticeSwitches;
  readonly now: () => number;
  /** tried first; 0 = any */
  readonly preferredPort: number;
}

const portKey = (name: ServiceName): string => `port-${name}`;

export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { name, ledger } = options;
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, action: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, ms);
    timers.add(timer);
  };
  let line: PracticeLine = 'up';
  let port = Number(ledger.setting(portKey(name)) ?? options.preferredPort);

  const server = createServer({ keepAlive: true }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A mistake of the simulator must look like one and not like an authority's answer.
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const attach = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (line === 'up') for (const listener of attach) Reflect.apply(listener, server, [socket]);
    else if (line === 'blackhole') socket.once('data', () => socket.pause());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request) {
      // oxlint-disable-next-line no-unsafe-type-assertion -- no encoding is set, so node:http gives Buffers
      const buffer = chunk as Buffer;
      bytes += buffer.length;
      if (bytes <= maxBodyBytes) chunks.push(buffer);
    }
    const body = Buffer.concat(chunks);
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', `http://${host}`);
    const { endpoint, subject } = options.authority.route(method, url.pathname, body);
    const at = options.now();
    const logId = ledger.arrived(endpoint, method, request.url ?? '/', at, subject);
    const done = (status: number): void => ledger.answered(logId, endpoint, status);
    const call: Call = {
      endpoint,
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      at,
      logId,
    };
    const delivery: Delivery =
      bytes > maxBodyBytes
        ? { how: 'whole', answer: bareAnswer(413) }
        : await provoked(options.authority, ledger, call);
    const { slowMs, clockSkewMs } = options.switches();
    if (slowMs > 0) await new Promise<void>((resolve) => later(slowMs, resolve));
    deliver(request, response, delivery, clockSkewMs, done);
  }

  function deliver(
    request: IncomingMessage,
    response: ServerResponse,
    delivery: Delivery,
    clockSkewMs: number,
    done: (status: number) => void,
  ): void {
    const { socket } = request;
    switch (delivery.how) {
      case 'reset':
        done(0);
        socket.resetAndDestroy();
        return;
      case 'never':
        done(0);
        return;
      case 'whole':
      case 'half':
      case 'slow':
        break;
    }
    if (socket.destroyed) {
      done(0);
      return;
    }
    const { answer } = delivery;
    const headers = {
      ...answer.headers,
      date: new Date(options.now() + clockSkewMs).toUTCString(),
      // RFC 9110 section 8.6: none on 204
      ...(answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(answer.body)) }),
    };
    // Counted before a byte is written, so that whoever has the answer finds it counted.
    done(delivery.how === 'half' ? 0 : answer.status);
    if (delivery.how === 'whole') {
      response.writeHead(answer.status, headers).end(answer.body);
      return;
    }
    const head = `HTTP/1.1 ${answer.status} Practice\r\n${Object.entries({ ...headers, connection: 'close' })
      .map(([key, value]) => `${key}: ${value}\r\n`)
      .join('')}\r\n`;
    const body = Buffer.from(answer.body);
    if (delivery.how === 'half') {
      const half =
        body.length === 0
          ? Buffer.from(head.slice(0, head.length / 2))
          : Buffer.concat([Buffer.from(head), body.subarray(0, Math.ceil(body.length / 2))]);
      socket.write(half, () => socket.destroy());
      return;
    }
    dribble(socket, Buffer.concat([Buffer.from(head), body]), delivery.ms);
  }

  function dribble(socket: Socket, bytes: Buffer, ms: number): void {
    const step = Math.ceil(bytes.length / slowSteps);
    const next = (from: number): void => {
      if (socket.destroyed) return;
      if (from >= bytes.length) {
        socket.end();
        return;
      }
      socket.write(bytes.subarray(from, from + step));
      later(ms / slowSteps, () => next(from + step));
    };
    next(0);
  }

  /** Listens on the remembered port when it is free; otherwise on another, which is remembered from then on. */
  async function listen(): Promise<void> {
    if (server.listening) return;
    if (!(await listenOn(server, port)) && !(await listenOn(server, 0)))
      throw new Error(`the practice ${name} finds no free port`);
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    port = address.port;
    ledger.setSetting(portKey(name), String(port));
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.resetAndDestroy();
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  async function setLine(next: PracticeLine): Promise<void> {
    line = next;
    for (const socket of sockets) socket.resetAndDestroy();
    if (next === 'cut') await close();
    else await listen();
  }

  await listen();
  return {
    name,
    port: () => port,
    setLine,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await close();
    },
  };
}

/** @returns false when the port is taken */
async function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      server.removeListener('listening', listening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const listening = (): void => {
      server.removeListener('error', refused);
      resolve(true);
    };
    server.once('error', refused).once('listening', listening);
    server.listen({ host, port, exclusive: true });
  });
}
