import {
  request as httpRequest,
  type IncomingMessage,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';
import type { Http, HttpRequest, HttpResult } from '../../domain/outbox/ports.ts';
import { type ConnectOptions, type Connection, connector } from './connect.ts';

export interface NodeHttpOptions extends ConnectOptions {
  readonly userAgent: string;
}

type CutWhy = Extract<HttpResult, { phase: 'cut' }>['why'];

/**
 * Node's own HTTP, one fresh connection per call (OUTBOX.md section 4; Chromium's stack may silently send again when a reused
 * socket dies). The connection is opened first and the request written only on a ready one, so that `not-sent` is a proof:
 * from the first byte on, every failure is `cut`.
 *
 * An answer is `answered` only when it is complete. No redirects, no retries, no compression asked for.
 */
export function nodeHttp(options: NodeHttpOptions): Http {
  const connect = connector(options);
  return {
    call: async (request, cancel) => {
      const target = URL.parse(request.url);
      const headers = requestHeaders(request, target, options.userAgent);
      // A header or address that cannot be written: nothing was sent, and nothing ever will be.
      if (!target || !headers) return { phase: 'not-sent', why: 'connect' };
      const ending = new AbortController();
      const deadline = setTimeout(() => ending.abort('timeout'), request.deadlineMs);
      const abort = (): void => ending.abort('aborted');
      if (cancel?.aborted === true) abort();
      cancel?.addEventListener('abort', abort);
      try {
        const opened = await connect(target, ending.signal);
        if (!opened.ok) return { phase: 'not-sent', why: opened.error };
        return await exchange(opened.value, target, request, headers, ending.signal);
      } finally {
        clearTimeout(deadline);
        cancel?.removeEventListener('abort', abort);
        // Releases whatever still waits on the signal.
        ending.abort('over');
      }
    },
  };
}

function requestHeaders(
  request: HttpRequest,
  target: URL | null,
  userAgent: string,
): Record<string, string> | undefined {
  const headers: Record<string, string> = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  headers['host'] = target?.host ?? '';
  headers['connection'] = 'close';
  if (request.body !== undefined) headers['content-length'] = String(request.body.byteLength);
  else if (request.method !== 'GET') headers['content-length'] = '0';
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return headers;
  } catch {
    return undefined;
  }
}

function exchange(
  { socket, absoluteForm }: Connection,
  target: URL,
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpResult> {
  if (signal.aborted) {
    socket.destroy();
    return Promise.resolve({ phase: 'not-sent', why: 'connect' });
  }
  return new Promise((resolve) => {
    let status: number | undefined;
    // A promise settles once: whatever else the dying socket says later changes nothing.
    const finish = (result: HttpResult): void => {
      resolve(result);
      outgoing.destroy();
      socket.destroy();
    };
    const cut = (why: CutWhy): void =>
      finish({ phase: 'cut', why, ...(status === undefined ? {} : { status }) });
    const cutBy = (error: Error): void => cut(isParserFault(error) ? 'malformed' : 'reset');

    const outgoing = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: absoluteForm ? target.href.replace(/#.*$/, '') : target.pathname + target.search,
      headers,
    });
    signal.addEventListener('abort', () => cut(signal.reason === 'timeout' ? 'timeout' : 'aborted'), {
      once: true,
    });
    outgoing.on('response', (incoming) => {
      status = incoming.statusCode ?? 0;
      collect(incoming, request.maxBytes, cutBy, cut, (body) =>
        finish({ phase: 'answered', status: incoming.statusCode ?? 0, headers: joined(incoming), body }),
      );
    });
    // 101: nobody asked for another protocol.
    outgoing.on('upgrade', () => cut('malformed'));
    outgoing.on('error', cutBy);
    outgoing.on('close', () => cut('reset'));
    outgoing.end(request.body);
  });
}

function collect(
  incoming: IncomingMessage,
  maxBytes: number,
  cutBy: (error: Error) => void,
  cut: (why: CutWhy) => void,
  done: (body: Uint8Array) => void,
): void {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) cut('too-large');
    else chunks.push(chunk);
  });
  incoming.on('end', () => (incoming.complete ? done(Buffer.concat(chunks)) : cut('reset')));
  incoming.on('error', cutBy);
  incoming.on('close', () => cut('reset'));
}

const isParserFault = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string' && error.code.startsWith('HPE_');

function joined(incoming: IncomingMessage): Readonly<Record<string, string>> {
  const all = Object.entries(incoming.headersDistinct);
  return Object.fromEntries(all.map(([name, values]) => [name, (values ?? []).join(', ')]));
}
