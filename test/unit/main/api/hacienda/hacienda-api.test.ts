import { afterEach, expect, test } from 'vitest';
import { haciendaApi } from '../../../../../main/api/hacienda/hacienda-api.ts';
import { nodeHttp } from '../../../../../main/api/http.ts';
import { type Loopback, loopback } from '../../../../helpers/loopback.ts';
import { answerOf, clave, now, readAnswer, token } from './answers.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
});

const api = (port: number) =>
  haciendaApi({
    http: nodeHttp({ resolveProxy: () => Promise.resolve('DIRECT'), userAgent: 'Talonario-test/1' }),
    clock: { now: () => now },
    address: () => ({ apiUrl: `http://127.0.0.1:${port}/recepcion/v1/`, deadlineMs: 5_000 }),
    readAnswer,
  });
const document = {
  clave,
  issuedAt: '2026-03-15T09:30:00-06:00',
  issuer: { type: '02', number: '3101123456' },
  xml: new TextEncoder().encode('<a/>'),
};

test('posts once and asks once, over real sockets', async () => {
  const answer = JSON.stringify({
    clave,
    'ind-estado': 'aceptado',
    'respuesta-xml': answerOf(clave, 'accepted'),
  });
  server = await loopback((socket, head) =>
    socket.end(
      head.startsWith('POST')
        ? 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'
        : `HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`,
    ),
  );
  const hacienda = api(server.port);
  const posted = await hacienda.post({ value: token, generation: 1 }, document);
  expect(posted).toMatchObject({ result: { kind: 'received' }, facts: { status: 202 } });
  const status = await hacienda.status({ value: token, generation: 1 }, clave);
  expect(status.result).toMatchObject({ kind: 'found', answer: { verdict: 'accepted' } });
  expect(server.received().match(/POST \/recepcion\/v1\/recepcion HTTP/g)).toHaveLength(1);
  expect(server.received().match(/GET \/recepcion\/v1\/recepcion\/\d{50} HTTP/g)).toHaveLength(1);
  expect(server.connections()).toBe(2);
});

test('a POST cut after it was written is doubtful, and is NOT repeated', async () => {
  server = await loopback((socket) => socket.resetAndDestroy());
  const posted = await api(server.port).post({ value: token, generation: 1 }, document);
  expect(posted.result).toEqual({ kind: 'doubtful', why: 'cut' });
  expect(server.connections()).toBe(1);
});
