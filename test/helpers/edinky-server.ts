import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly amount: string;
  readonly code: string;
  status: string;
}

/** What the next PUT meets; afterwards the server behaves again. */
export type PutFault =
  | 'cut-before'
  | 'apply-then-cut'
  | 'apply-then-500'
  | 'apply-then-hang'
  | '500'
  | 'payload-false'
  | '401'
  | '403'
  | '429'
  | '404';

export interface EdinkyServer {
  readonly apiUrl: string;
  readonly token: string;
  /** requests seen, `PUT documents/1/update-payments` */
  readonly asked: string[];
  /** every list a PUT carried, as sums in cents would not show it: `12.20x01 30.34x01` */
  readonly puts: string[];
  /** highest sum a PUT carried, in cents */
  highestCents: number;
  mode: 'replace' | 'append';
  perPage: number;
  ignoresPage: boolean;
  nextPut: PutFault[];
  /** status of every GET while set */
  getStatus: number | undefined;
  /** called with every PUT before it is judged */
  onPut: () => void;
  document: { id: string; total: string | undefined; sent: boolean };
  /** live amounts, as they stand, sorted: `12.20x01` */
  held(): readonly string[];
  pay(...amounts: readonly string[]): void;
  /** payments of another document, in the same list */
  payOther(documentId: string, ...amounts: readonly string[]): void;
  close(): Promise<void>;
}

const cents = (amount: string): number => Math.round(Number(amount) * 100);
const e1 = (message: string) => ({ message, status: 'ERROR', payload: null, error: message });

/**
 * A small e-Dinky on a real socket for one document, written from API.md sections 3 and 4.4: order of checks, texts, pages,
 * and the two readings of "update" (replace, append).
 */
export async function edinkyServer(): Promise<EdinkyServer> {
  let rows: Row[] = [];
  let lastId = 0;
  const add = (amount: string, code: string): void => {
    lastId += 1;
    rows.push({
      id: lastId,
      documentId: server.document.id,
      amount: Number(amount).toFixed(2),
      code,
      status: 'completed',
    });
  };

  const http = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => answer(request, response, body));
  });
  const send = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = (request.url ?? '').replace('/api/v1/', '');
    server.asked.push(`${request.method} ${path}`);
    if (request.headers.authorization !== `Bearer ${server.token}`)
      return send(response, 401, e1('token inválido'));
    if (request.method === 'GET' && server.getStatus !== undefined)
      return send(response, server.getStatus, e1('provocado'));
    if (request.method === 'GET' && path.startsWith('payments')) return list(response, path);
    if (request.method === 'GET' && path === `documents/${server.document.id}`) return read(response);
    if (request.method === 'PUT' && path === `documents/${server.document.id}/update-payments`)
      return put(response, JSON.parse(body) as { id: string; payments: { amount: string; code: string }[] });
    return send(response, 404, {
      ...e1('Documento no encontrado'),
      error: 'El documento especificado no existe',
    });
  }

  function list(response: ServerResponse, path: string): void {
    const asked = server.ignoresPage ? 1 : Number(new URLSearchParams(path.split('?')[1]).get('page') ?? '1');
    const data = rows.slice((asked - 1) * server.perPage, asked * server.perPage).map((row) => ({
      id: row.id,
      document_id: row.documentId,
      amount: row.amount,
      method: 'X',
      code: row.code,
      date: '2026-01-01',
      transaction_id: null,
      status: row.status,
    }));
    send(response, 200, {
      message: 'Pagos obtenidos exitosamente',
      status: 'SUCCESS',
      payload: {
        data,
        pagination: {
          current_page: asked,
          per_page: server.perPage,
          total: rows.length,
          last_page: Math.max(1, Math.ceil(rows.length / server.perPage)),
        },
      },
    });
  }

  function read(response: ServerResponse): void {
    const { id, total, sent } = server.document;
    send(response, 200, {
      message: 'Documento encontrado',
      status: 'OK',
      payload: {
        id: Number(id),
        ...(total === undefined ? {} : { total }),
        status: 'draft',
        customer: { full_name: 'Consumidor Final' },
        sri: {
          has_been_sent: sent,
          date_sent: sent ? '2026-01-01' : null,
          authorization_date: null,
          number_document: '001-004-000000030',
        },
      },
    });
  }

  function put(
    response: ServerResponse,
    wanted: { id: string; payments: { amount: string; code: string }[] },
  ): void {
    server.puts.push(wanted.payments.map(({ amount, code }) => `${amount}x${code}`).join(' '));
    const sum = wanted.payments.reduce((total, one) => total + cents(one.amount), 0);
    server.highestCents = Math.max(server.highestCents, sum);
    server.onPut();
    const fault = server.nextPut.shift();
    if (fault === '401') return send(response, 401, e1('token inválido'));
    if (fault === '403' || fault === '429' || fault === '404' || fault === '500')
      return send(response, Number(fault), e1(`provocado ${fault}`));
    if (fault === 'cut-before') return void response.socket?.destroy();
    if (server.document.sent) return send(response, 422, e1('El documento ya fue enviado al SRI'));
    const there = server.mode === 'append' ? liveRows() : [];
    const after = there.reduce((total, one) => total + cents(one.amount), sum);
    if (server.document.total !== undefined && after > cents(server.document.total))
      return send(
        response,
        422,
        e1(
          `El total no puede superar los $${server.document.total} del documento, valor calculado [${after / 100}]`,
        ),
      );
    if (server.mode === 'replace') for (const row of liveRows()) row.status = 'cancelled';
    for (const one of wanted.payments) add(one.amount, one.code);
    if (fault === 'apply-then-cut') return void response.socket?.destroy();
    if (fault === 'apply-then-hang') return undefined;
    if (fault === 'apply-then-500') return send(response, 500, e1('provocado 500'));
    return send(response, 200, {
      message: 'Documento actualizado',
      status: 'UPDATED',
      payload: fault !== 'payload-false',
    });
  }

  const liveRows = (): Row[] =>
    rows.filter((row) => row.documentId === server.document.id && row.status !== 'cancelled');

  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const server: EdinkyServer = {
    // a listening TCP server has an AddressInfo, not a pipe's name
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/v1`,
    token: 'pasted-token-of-the-test',
    asked: [],
    puts: [],
    highestCents: 0,
    mode: 'replace',
    perPage: 15,
    ignoresPage: false,
    nextPut: [],
    getStatus: undefined,
    onPut: () => {},
    document: { id: '948924864', total: '42.54', sent: false },
    held: () =>
      liveRows()
        .map((row) => `${row.amount}x${row.code}`)
        .toSorted(),
    pay(...amounts) {
      rows = rows.filter((row) => row.documentId !== server.document.id);
      for (const amount of amounts) add(amount, '01');
    },
    payOther(documentId, ...amounts) {
      for (const amount of amounts) {
        lastId += 1;
        rows.push({ id: lastId, documentId, amount, code: '01', status: 'completed' });
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  onTestFinished(() => server.close());
  return server;
}
