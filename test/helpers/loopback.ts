import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsCertificate } from './tls-certificate.ts';

export interface Loopback {
  readonly port: number;
  /** sockets accepted so far */
  connections(): number;
  /** everything received so far, all sockets together, latin1 */
  received(): string;
  close(): Promise<void>;
}

/** A raw server on 127.0.0.1. `onRequest` runs once per connection, when the end of a request's head has arrived. */
export async function loopback(
  onRequest: (socket: Socket, head: string) => void,
  certificate?: TlsCertificate,
): Promise<Loopback> {
  let connections = 0;
  let received = '';
  const open = new Set<Socket>();
  const onSocket = (socket: Socket): void => {
    connections += 1;
    let head = '';
    let asked = false;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      head += chunk.toString('latin1');
      if (asked || !head.includes('\r\n\r\n')) return;
      asked = true;
      onRequest(socket, head);
    });
  };
  const server: Server = certificate
    ? createTlsServer({ key: certificate.key, cert: certificate.cert }, onSocket)
    : createTcpServer(onSocket);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    // A listening TCP server has an AddressInfo, not a pipe's name.
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
