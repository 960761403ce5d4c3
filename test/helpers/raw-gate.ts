import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A raw TCP server before a simulated authority. It hands every connection on, byte for byte, except those it was told to spoil; and
 * it counts what it saw itself: each connection that carried a byte, and each request that began on it.
 */
export const spoils = [
  /** the connection ends at the request's first byte */
  'first-byte',
  /** the whole request is read, nothing is handed on, the connection ends without an answer */
  'before-headers',
  /** handed on and taken; the answer's head, then the end */
  'after-headers',
  /** handed on and taken; the whole answer, and at once the end */
  'after-body',
  /** handed on and taken; answered with keep-alive, and the connection dies at the first byte of the next request on it */
  'keep-alive',
  /** to the same address again */
  '307',
  '308',
  /** with `Retry-After: 0` */
  '408',
  '425',
  '503',
] as const;
export type Spoil = (typeof spoils)[number];

export interface RawGate {
  readonly port: number;
  /** the next request of this method */
  spoil(method: 'POST' | 'PUT', how: Spoil): void;
  /** connections are accepted and closed at once, whatever they carry */
  closing: boolean;
  /** connections that carried at least a byte, by the method they began with */
  seen(): Readonly<Record<string, number>>;
  /** requests that began on connections that had had one before */
  reused(): number;
  close(): Promise<void>;
}

const lineStart = /(?:^|\r\n\r\n|[}\]])(POST|GET|PUT) \S+ HTTP\/1\.1\r\n/g;
const statuses: Readonly<Record<string, string>> = {
  '307': 'Temporary Redirect',
  '308': 'Permanent Redirect',
  '408': 'Request Timeout',
  '425': 'Too Early',
  '503': 'Service Unavailable',
};

/** Whether head and body are complete, by `Content-Length`. */
function isWhole(request: Buffer): boolean {
  const headEnd = request.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(request.subarray(0, headEnd + 2).toString('latin1'))?.[1];
  return request.length >= headEnd + 4 + Number(length ?? 0);
}

/** @param upstream address of the authority that stands behind, e.g. its API's base */
export async function rawGate(upstream: string): Promise<RawGate> {
  const { hostname, port: upstreamPort } = new URL(upstream);
  const planned = new Map<string, Spoil[]>();
  const seen = new Map<string, number>();
  const open = new Set<Socket>();
  let reused = 0;

  const answerFrom = (request: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const behind = connect(Number(upstreamPort), hostname, () => behind.write(request));
      behind.on('data', (chunk) => chunks.push(chunk));
      behind.on('end', () => resolve(Buffer.concat(chunks)));
      behind.on('error', reject);
    });

  const act = (socket: Socket, how: Spoil, request: Buffer, path: string): void => {
    switch (how) {
      case 'first-byte':
      case 'before-headers':
        socket.destroy();
        return;
      case 'after-headers':
      case 'after-body':
      case 'keep-alive':
        answerFrom(request)
          .then((answer) => {
            const head = answer.subarray(0, answer.indexOf('\r\n\r\n') + 4);
            if (how === 'after-headers') {
              // a body is promised that never comes
              const promised = head
                .toString('latin1')
                .replaceAll(/\r\n(?:content-length|transfer-encoding):[^\r]*/gi, '')
                .replace('\r\n', '\r\nContent-Length: 99\r\n');
              socket.end(promised);
            } else if (how === 'after-body') socket.end(answer);
            else
              socket.write(
                answer.toString('latin1').replace(/connection: *close/i, 'Connection: keep-alive'),
                'latin1',
              );
            return undefined;
          })
          .catch(() => socket.destroy());
        return;
      default:
        socket.write(
          `HTTP/1.1 ${how} ${statuses[how]}\r\nRetry-After: 0\r\nContent-Length: 0\r\n` +
            `${how.startsWith('30') ? `Location: ${path}\r\n` : ''}Connection: keep-alive\r\n\r\n`,
        );
    }
  };

  const handOn = (socket: Socket, begun: Buffer): void => {
    const behind = connect(Number(upstreamPort), hostname, () => behind.write(begun));
    socket.pipe(behind).on('error', () => socket.destroy());
    behind.pipe(socket);
  };

  const server = createServer((socket) => {
    open.add(socket);
    let received = Buffer.alloc(0);
    let how: Spoil | 'hand-on' | undefined;
    let acted = false;
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const closing = gate.closing;
    if (closing) socket.end();
    socket.on('data', (chunk: Buffer) => {
      const before = received.toString('latin1').match(lineStart)?.length ?? 0;
      received = Buffer.concat([received, chunk]);
      const requests = received.toString('latin1').match(lineStart)?.length ?? 0;
      if (how === undefined) {
        const method = /^[A-Z]+/.exec(chunk.toString('latin1'))?.[0] ?? '?';
        seen.set(method, (seen.get(method) ?? 0) + 1);
        if (closing) {
          how = 'first-byte';
          return;
        }
        how = planned.get(method)?.shift() ?? 'hand-on';
        if (how === 'hand-on') {
          socket.removeAllListeners('data');
          socket.on('data', (more: Buffer) => {
            reused += more.toString('latin1').match(lineStart)?.length ?? 0;
          });
          handOn(socket, received);
          return;
        }
      } else if (requests > before) {
        reused += requests - before;
        socket.destroy();
        return;
      }
      if (closing || acted || how === 'hand-on' || (how !== 'first-byte' && !isWhole(received))) return;
      acted = true;
      act(socket, how, received, received.toString('latin1').split(' ')[1] ?? '/');
    });
  });

  const gate: RawGate = {
    get port() {
      // oxlint-disable-next-line no-unsafe-type-assertion -- a TCP server that listens has an address of that shape
      return (server.address() as AddressInfo).port;
    },
    spoil(method, how) {
      planned.set(method, [...(planned.get(method) ?? []), how]);
    },
    closing: false,
    seen: () => Object.fromEntries(seen),
    reused: () => reused,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return gate;
}

/** The same address with another port. */
export const through = (gate: RawGate, url: string): string => {
  const address = new URL(url);
  address.port = String(gate.port);
  return address.href;
};
