import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LookupReply {
  readonly status: number;
  readonly body: unknown;
}
export interface LookupServer {
  readonly url: string;
  /** path and query of every question, in order */
  readonly asked: string[];
  /** what it answers from now on; undefined: it cuts the line */
  answer(reply: LookupReply | undefined): void;
}

/** A public look-up service of the running test on 127.0.0.1, which says one thing to everything. */
export async function lookupServer(first?: LookupReply): Promise<LookupServer> {
  let reply = first;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (!reply) {
      response.destroy();
      return;
    }
    const isBytes = reply.body instanceof Uint8Array;
    response.writeHead(reply.status, {
      'content-type': isBytes ? 'application/xml' : 'application/json; charset=utf-8',
    });
    response.end(
      isBytes ? reply.body : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  // a listening TCP server has an AddressInfo, not a pipe's name
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (next) => {
      reply = next;
    },
  };
}
