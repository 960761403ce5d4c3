/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';
import { callbackBody } from '../../../../main/practice/callback.ts';
import { envelope, post, signIn, status, testAuthorities, unsigned } from '../../../helpers/practice.ts';

interface Heard {
  readonly method: string | undefined;
  readonly type: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

/** A taxpayer's public address, on loopback. @param answers status of each call in turn; the last one repeats */
async function taxpayerServer(answers: readonly number[]) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const code = answers[Math.min(heard.length, answers.length - 1)] ?? 200;
      heard.push({
        method: request.method,
        type: request.headers['content-type'],
        body: z.record(z.string(), z.string()).parse(JSON.parse(Buffer.concat(chunks).toString())),
      });
      response.writeHead(code).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  // A listening TCP server has an AddressInfo, not a pipe's name.
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/avisos` };
}

async function posted(callbackUrl: string, spelling: 'hyphen' | 'camel' = 'hyphen') {
  const authorities = await testAuthorities({ now: Date.now });
  await authorities.control.set({ hacienda: { callbackSpelling: spelling, callbackRetryMs: 5 } });
  const token = await signIn(authorities);
  const document = unsigned();
  await post(authorities, token, envelope(document, { callbackUrl }));
  return { authorities, token, clave: document.clave };
}

test('the address the taxpayer gave is really called, with the JSON of the GET', async () => {
  const server = await taxpayerServer([200]);
  const { authorities, token, clave } = await posted(server.url);
  await expect.poll(() => authorities.control.counters().callbacks).toEqual({ attempted: 1, delivered: 1 });
  expect(server.heard).toEqual([
    { method: 'POST', type: 'application/json', body: (await status(authorities, token, clave)).json },
  ]);
  expect(server.heard[0]?.body['callbackUrl']).toBe(server.url);
});

test('in the other spelling: capitals, no colon in the offset, and the same answer inside', async () => {
  const server = await taxpayerServer([200]);
  const { clave } = await posted(server.url, 'camel');
  await expect.poll(() => server.heard.length).toBe(1);
  const body = server.heard[0]?.body ?? {};
  expect(body).toMatchObject({
    clave,
    fecha: '2026-11-20T09:30:00-0600',
    indEstado: expect.stringMatching(/^(ACEPTADO|RECHAZADO)$/),
  });
  expect(body).not.toHaveProperty('ind-estado');
  expect(readAuthorityAnswer(body['respuestaXml'] ?? '', clave).ok).toBe(true);
});

test('three retries after a failure, and then never again', async () => {
  const server = await taxpayerServer([500, 302, 404, 503, 200]);
  const { authorities, token, clave } = await posted(server.url);
  await expect.poll(() => authorities.control.counters().callbacks).toEqual({ attempted: 4, delivered: 0 });
  expect((await status(authorities, token, clave)).status).toBe(200);
  expect(server.heard).toHaveLength(4);
});

test('a success ends the retries', async () => {
  const server = await taxpayerServer([500, 200]);
  const { authorities } = await posted(server.url);
  await expect.poll(() => authorities.control.counters().callbacks).toEqual({ attempted: 2, delivered: 1 });
  expect(server.heard).toHaveLength(2);
});

test('an address nobody listens on is tried four times and the document is accepted all the same', async () => {
  const { authorities, token, clave } = await posted('http://127.0.0.1:9/');
  await expect.poll(() => authorities.control.counters().callbacks).toEqual({ attempted: 4, delivered: 0 });
  expect((await status(authorities, token, clave)).status).toBe(200);
});

test('without an address nobody is called', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  const document = unsigned();
  await post(authorities, token, envelope(document));
  await status(authorities, token, document.clave);
  expect(authorities.control.counters().callbacks).toEqual({ attempted: 0, delivered: 0 });
});

test('the two spellings of one status', () => {
  const body = {
    clave: '1',
    fecha: '2026-03-15T09:30:00-06:00',
    'ind-estado': 'aceptado',
    'respuesta-xml': 'eA==',
    callbackUrl: 'https://x.example/',
  } as const;
  expect(JSON.parse(callbackBody(body, 'hyphen'))).toEqual(body);
  expect(JSON.parse(callbackBody(body, 'camel'))).toEqual({
    clave: '1',
    fecha: '2026-03-15T09:30:00-0600',
    indEstado: 'ACEPTADO',
    respuestaXml: 'eA==',
    callbackUrl: 'https://x.example/',
  });
});
