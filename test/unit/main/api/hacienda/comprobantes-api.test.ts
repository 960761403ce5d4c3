import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import {
  getOne,
  getPage,
  oneResult,
  pageResult,
  readContentRange,
} from '../../../../../main/api/hacienda/comprobantes-api.ts';

const address = { apiUrl: 'https://api.example.cr/recepcion/v1/', deadlineMs: 60_000 };
const now = Date.UTC(2026, 10, 20);
const clave = '50620112600310112345600100001010000000042148151623';
const answered = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResult => ({
  phase: 'answered',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const row = {
  clave,
  fecha: '2026-11-20T09:30:00-06:00',
  emisor: { tipoIdentificacion: '02', numeroIdentificacion: '003101123456', nombre: 'FERRETERÍA' },
  receptor: { tipoIdentificacion: '01', numeroIdentificacion: '000112340567', nombre: 'ANA' },
  notasCredito: [{ clave, fecha: '' }],
  notasDebito: [],
};

test('asks for a page of fifty from an offset, with the token and no other parameter', () => {
  const request = getPage(address, 't1', 150);
  expect(request).toMatchObject({
    method: 'GET',
    url: 'https://api.example.cr/recepcion/v1/comprobantes?offset=150&limit=50',
    headers: { authorization: 'Bearer t1' },
  });
  expect(request.body).toBeUndefined();
  expect(getOne(address, 't1', '../x').url).toBe('https://api.example.cr/recepcion/v1/comprobantes/..%2Fx');
});

test.each([200, 206])('%d: the documents with their range', (status) => {
  const { result } = pageResult(answered(status, [row], { 'content-range': '0-1/100' }), 't1', now);
  expect(result).toEqual({
    kind: 'page',
    page: {
      from: 0,
      total: 100,
      entries: [
        {
          clave,
          issuedAt: Date.parse('2026-11-20T09:30:00-06:00'),
          issuer: { number: '003101123456', name: 'FERRETERÍA' },
          receiver: { number: '000112340567', name: 'ANA' },
          notes: 1,
        },
      ],
    },
  });
});

test.each([
  ['0-10/100', { from: 0, total: 100 }],
  ['50-99/100', { from: 50, total: 100 }],
  ['items 0-9/12', { from: 0, total: 12 }],
  ['0-9/*', { from: 0 }],
  ['', {}],
  ['*/100', {}],
  ['0-9', {}],
  ['0-9/-1', {}],
  ['0-9/99999999999999999999', {}],
  ['-5-9/12', { from: 5, total: 12 }],
])('Content-Range "%s"', (text, expected) => {
  expect(readContentRange(text)).toEqual(expected);
});

describe('hostile pages', () => {
  const read = (body: unknown, status = 200) => pageResult(answered(status, body), 't1', now).result;
  test.each([
    ['html of a captive portal', '<html><body>Inicie sesión</body></html>'],
    ['nothing', ''],
    ['an object', { clave }],
    ['null', 'null'],
    ['a number', '7'],
    ['cut JSON', '[{"clave":"506'],
    ['JSON that is not UTF-8', undefined],
    ['more rows than any page has', Array.from({ length: 501 }, () => row)],
  ])('%s is unreadable, never an empty list', (_name, body) => {
    const result =
      body === undefined
        ? pageResult(
            { phase: 'answered', status: 200, headers: {}, body: new Uint8Array([0x5b, 0xff, 0x5d]) },
            't1',
            now,
          ).result
        : read(body);
    expect(result).toEqual({ kind: 'doubtful', why: 'unreadable' });
  });

  test.each([
    ['a string', 'x'],
    ['null', null],
    ['a clave that is a number', { clave: 5e49 }],
    ['no clave', { fecha: row.fecha }],
    ['an array', []],
  ])('a row that is %s is counted as one nobody can read', (_name, bad) => {
    const result = read([row, bad]);
    expect(result.kind === 'page' && result.page.entries.map((each) => each.clave)).toEqual([clave, '']);
  });

  test('what stands beside a clave in another shape is left out and the document is not lost', () => {
    const result = read([
      {
        clave: ` ${clave} `,
        fecha: 7,
        emisor: 'x',
        receptor: { numeroIdentificacion: 112340567, nombre: null },
        notasCredito: 'x',
      },
    ]);
    expect(result.kind === 'page' && result.page.entries).toEqual([
      { clave, receiver: { number: '112340567', name: '' }, notes: 0 },
    ]);
  });

  test('names lose what could turn or hide writing, and have a length', () => {
    const nombre = `\u202Eevil\u0000\u200B ${'a'.repeat(400)}`;
    const result = read([{ ...row, receptor: { numeroIdentificacion: '1', nombre } }]);
    const name = result.kind === 'page' ? result.page.entries[0]?.receiver?.name : undefined;
    expect(name).toMatch(/^evil a+$/);
    expect(name).toHaveLength(160);
  });

  test('a clave of any length is kept short', () => {
    const result = read([{ clave: '5'.repeat(10_000) }]);
    expect(result.kind === 'page' && result.page.entries[0]?.clave).toHaveLength(100);
  });
});

test.each([
  [400, { kind: 'refused' }],
  [401, { kind: 'unauthorized' }],
  [403, { kind: 'forbidden' }],
  [404, { kind: 'unavailable' }],
  [429, { kind: 'throttled' }],
  [204, { kind: 'doubtful', why: 'unreadable' }],
  [302, { kind: 'doubtful', why: 'unreadable' }],
  [408, { kind: 'doubtful', why: 'status' }],
  [500, { kind: 'doubtful', why: 'status' }],
])('%d of the list', (status, expected) => {
  expect(pageResult(answered(status, [row]), 't1', now).result).toEqual(expected);
});

test.each([
  [
    { phase: 'not-sent', why: 'dns' },
    { kind: 'not-sent', why: 'dns' },
  ],
  [
    { phase: 'cut', why: 'reset' },
    { kind: 'doubtful', why: 'cut' },
  ],
  [
    { phase: 'cut', why: 'timeout' },
    { kind: 'doubtful', why: 'timeout' },
  ],
  [
    { phase: 'cut', why: 'too-large', status: 200 },
    { kind: 'doubtful', why: 'unreadable' },
  ],
  [{ phase: 'cut', why: 'reset', status: 403 }, { kind: 'forbidden' }],
] as const)('%o', (result, expected) => {
  expect(pageResult(result, 't1', now).result).toEqual(expected);
  expect(oneResult(result, 't1', clave, now).result).toEqual(expected);
});

test.each([
  ['its own clave', 200, { clave }, { kind: 'listed' }],
  ['another clave', 200, { clave: clave.replace('5', '6') }, { kind: 'doubtful', why: 'unreadable' }],
  ['a page', 200, '<html></html>', { kind: 'doubtful', why: 'unreadable' }],
  ['nothing there', 404, '', { kind: 'not-found' }],
  ['400', 400, '', { kind: 'doubtful', why: 'status' }],
  ['400 that says so', 400, `El comprobante [${clave}] no ha sido recibido.`, { kind: 'not-found' }],
  [
    '400 that says so of another',
    400,
    `El comprobante [${'9'.repeat(50)}] no ha sido recibido.`,
    { kind: 'doubtful', why: 'status' },
  ],
  ['500', 500, '', { kind: 'doubtful', why: 'status' }],
])('one document: %s', (_name, status, body, expected) => {
  expect(oneResult(answered(status, body), 't1', clave, now).result).toEqual(expected);
});

test('a token that the service echoes is kept nowhere', () => {
  const { facts } = pageResult(
    answered(400, 'bad token t1-secret', { 'x-error-cause': 'token t1-secret' }),
    't1-secret',
    now,
  );
  expect(JSON.stringify(facts)).not.toContain('t1-secret');
});
