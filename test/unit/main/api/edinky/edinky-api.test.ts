import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { edinkyApi } from '../../../../../main/api/edinky/edinky-api.ts';
import { nodeHttp } from '../../../../../main/api/http.ts';

const token = 'tok-3f9a7c1e5b2d8640';

/** A real server that answers with one thing and remembers what it was asked. */
async function api(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: { method: string; url: string; authorization: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: text,
      });
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const clock = { now: () => Date.now(), monotonic: () => performance.now(), after: () => () => {} };
  return {
    asked,
    api: edinkyApi({
      http: nodeHttp({ resolveProxy: () => Promise.resolve('DIRECT'), userAgent: 'test' }),
      clock,
      apiUrl: `http://127.0.0.1:${port}/api/v1/`,
      deadlineMs: 5_000,
    }),
  };
}

it('puts payments over a real connection, exactly one request', async () => {
  const { api: edinky, asked } = await api(
    200,
    '{"message":"Documento actualizado","status":"UPDATED","payload":true}',
  );
  const { result, facts } = await edinky.putPayments(token, '948924864', [{ amount: '12.20', code: '01' }]);
  expect(result).toEqual({ kind: 'applied' });
  expect(asked).toEqual([
    {
      method: 'PUT',
      url: '/api/v1/documents/948924864/update-payments',
      authorization: `Bearer ${token}`,
      body: '{"id":"948924864","payments":[{"amount":"12.20","code":"01"}]}',
    },
  ]);
  expect(facts.status).toBe(200);
  expect(facts.bodySha256).toMatch(/^[0-9a-f]{64}$/);
  expect(facts).not.toHaveProperty('rawText');
});

it('keeps the text of what went wrong, and never the token', async () => {
  const { api: edinky } = await api(500, `{"message":"falló con ${token}"}`);
  const called = await edinky.putPayments(token, '1', []);
  expect(called.result).toEqual({ kind: 'doubtful', why: 'status' });
  expect(called.facts.rawText).toContain('falló con');
  expect(JSON.stringify(called)).not.toContain(token);
});

it('keeps the text of a 200 that nobody can read', async () => {
  const { api: edinky } = await api(200, '<html>portal</html>', { 'content-type': 'text/html' });
  const called = await edinky.payments(token);
  expect(called.result).toEqual({ kind: 'doubtful', why: 'unreadable' });
  expect(called.facts.rawText).toBe('<html>portal</html>');
});

it('hands over Retry-After with a 429', async () => {
  const { api: edinky } = await api(429, '', { 'retry-after': '7' });
  const called = await edinky.document(token, '1');
  expect(called.result).toEqual({ kind: 'throttled' });
  expect(called.facts.rate).toEqual({ retryAfterMs: 7_000 });
});
