import { describe, expect, test } from 'vitest';
import type { HttpResult, PostDocument } from '../../../../../domain/outbox/ports.ts';
import type { PostResult } from '../../../../../domain/outbox/results.ts';
import { postRecepcion, postRecepcionResult } from '../../../../../main/api/hacienda/post-recepcion.ts';
import { answered, clave, html, now, otherClave, token } from './answers.ts';

const document: PostDocument = {
  clave,
  issuedAt: '2026-03-15T09:30:00-06:00',
  issuer: { type: '02', number: '3101123456' },
  receiver: { type: '01', number: '112340567' },
  xml: new TextEncoder().encode('<a>ñ</a>'),
};
const address = { apiUrl: 'https://api.invalid/recepcion/v1/', deadlineMs: 60_000 };
const bodyOf = (over: Partial<PostDocument>): unknown => {
  const { body } = postRecepcion(address, token, { ...document, ...over });
  return JSON.parse(new TextDecoder().decode(body));
};

describe('the request', () => {
  test.each([['https://api.invalid/recepcion/v1/'], ['https://api.invalid/recepcion/v1']])(
    'goes to /recepcion below %s',
    (apiUrl) => {
      const request = postRecepcion({ ...address, apiUrl }, token, document);
      expect(request).toMatchObject({
        method: 'POST',
        url: 'https://api.invalid/recepcion/v1/recepcion',
        deadlineMs: 60_000,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      });
    },
  );

  test('holds the fields of the guide and the exact bytes', () => {
    expect(bodyOf({})).toEqual({
      clave,
      fecha: '2026-03-15T09:30:00-06:00',
      emisor: { tipoIdentificacion: '02', numeroIdentificacion: '3101123456' },
      receptor: { tipoIdentificacion: '01', numeroIdentificacion: '112340567' },
      comprobanteXml: Buffer.from('<a>ñ</a>').toString('base64'),
    });
  });

  test('carries bytes that are no text of ours as they are: spaces around, a byte order mark, half a character', () => {
    const xml = new Uint8Array([0xef, 0xbb, 0xbf, 0x20, 0x3c, 0x61, 0x2f, 0x3e, 0xc3, 0x0d, 0x0a, 0x20]);
    expect(bodyOf({ xml })).toMatchObject({ comprobanteXml: Buffer.from(xml).toString('base64') });
  });

  test('of a mensaje receptor the clave that it answers, and its own number beside it', () => {
    const body = bodyOf({ clave: `${clave}-00100001050000000007` });
    expect(body).toMatchObject({ clave, consecutivoReceptor: '00100001050000000007' });
    expect(bodyOf({})).not.toHaveProperty('consecutivoReceptor');
  });

  test('leaves the receiver out when its number does not fit 12 characters, and keeps 12', () => {
    expect(bodyOf({ receiver: { type: '05', number: '1234567890ABC' } })).not.toHaveProperty('receptor');
    expect(bodyOf({ receiver: { type: '03', number: '123456789012' } })).toHaveProperty('receptor');
  });

  test('has no receiver when the document has none, and no callbackUrl unless it is set', () => {
    const { receiver: _, ...alone } = document;
    const { body } = postRecepcion(address, token, { ...alone, callbackUrl: '' });
    const sent: unknown = JSON.parse(new TextDecoder().decode(body));
    expect(sent).not.toHaveProperty('receptor');
    expect(sent).not.toHaveProperty('callbackUrl');
    expect(bodyOf({ callbackUrl: 'https://x.invalid/cb?a=b' })).toMatchObject({
      callbackUrl: 'https://x.invalid/cb?a=b',
    });
  });
});

const cause = (text: string): Readonly<Record<string, string>> => ({ 'x-error-cause': text });
const doubt = (why: string): object => ({ kind: 'doubtful', why });

describe('the answer', () => {
  const rows: readonly (readonly [name: string, answer: HttpResult, result: object])[] = [
    ['201 empty', answered(201), { kind: 'received' }],
    ['202 empty', answered(202), { kind: 'received' }],
    ['202 with a page', answered(202, html), doubt('unreadable')],
    ['200 empty', answered(200), doubt('unreadable')],
    ['200 with a page (captive portal)', answered(200, html), doubt('unreadable')],
    ['200 with JSON', answered(200, '{"ind-estado":"recibido"}'), doubt('unreadable')],
    ['204', answered(204), doubt('unreadable')],
    ['302', answered(302, html, { location: 'http://portal.invalid' }), doubt('unreadable')],
    [
      '400 ya fue recibido, this clave',
      answered(400, '', cause(`El comprobante [${clave}] ya fue recibido anteriormente.`)),
      { kind: 'already-received' },
    ],
    [
      '400 ya ha sido recibido, other words',
      answered(400, '', cause(`La clave ${clave} ya ha sido recibida`)),
      { kind: 'already-received' },
    ],
    [
      '400 registrado previamente',
      answered(400, '', cause(`Comprobante ${clave} REGISTRADO PREVIAMENTE`)),
      { kind: 'already-received' },
    ],
    [
      '400 duplicado',
      answered(400, '', cause(`Documento duplicado: ${clave}`)),
      { kind: 'already-received' },
    ],
    [
      '400 previamente recibido',
      answered(400, '', cause(`Comprobante ${clave} previamente recibido`)),
      { kind: 'already-received' },
    ],
    [
      '400 ya está registrado, with its accent',
      answered(400, '', cause(`El comprobante ${clave} ya está registrado`)),
      { kind: 'already-received' },
    ],
    [
      '400 already received, in the body only',
      answered(400, `{"error":"El comprobante ${clave} ya fue recibido"}`),
      { kind: 'already-received' },
    ],
    [
      '400 ya fue recibido, another clave',
      answered(400, '', cause(`El comprobante [${otherClave}] ya fue recibido anteriormente.`)),
      { kind: 'refused' },
    ],
    [
      '400 ya fue recibido, no clave named',
      answered(400, '', cause('El comprobante ya fue recibido anteriormente.')),
      { kind: 'already-received' },
    ],
    [
      '400 no ha sido recibido',
      answered(400, '', cause(`El comprobante [${clave}] no ha sido recibido.`)),
      { kind: 'refused' },
    ],
    [
      '400 any other cause',
      answered(400, '', { ...cause('Falta el campo emisor'), 'validation-exception': 'true' }),
      { kind: 'refused' },
    ],
    ['400 without a cause', answered(400), { kind: 'refused' }],
    ['400 with a gateway page', answered(400, html), doubt('unreadable')],
    ['401', answered(401), { kind: 'unauthorized' }],
    ['403', answered(403, html), { kind: 'forbidden' }],
    ['404', answered(404), { kind: 'wrong-address' }],
    ['405', answered(405), doubt('status')],
    ['408', answered(408), doubt('status')],
    ['413', answered(413), doubt('status')],
    ['429', answered(429), { kind: 'throttled' }],
    ['499', answered(499), doubt('status')],
    ['500', answered(500, html), doubt('status')],
    ['502', answered(502, html), doubt('status')],
    ['503', answered(503), doubt('status')],
    ['504', answered(504), doubt('status')],
    [
      '500 whose cause says received (never proof)',
      answered(500, '', cause(`El comprobante [${clave}] ya fue recibido`)),
      doubt('status'),
    ],
    ['dns', { phase: 'not-sent', why: 'dns' }, { kind: 'not-sent', why: 'dns' }],
    ['connect', { phase: 'not-sent', why: 'connect' }, { kind: 'not-sent', why: 'connect' }],
    ['tls', { phase: 'not-sent', why: 'tls' }, { kind: 'not-sent', why: 'tls' }],
    ['proxy', { phase: 'not-sent', why: 'proxy' }, { kind: 'not-sent', why: 'proxy' }],
    ['reset', { phase: 'cut', why: 'reset' }, doubt('cut')],
    ['timeout', { phase: 'cut', why: 'timeout' }, doubt('timeout')],
    ['aborted', { phase: 'cut', why: 'aborted' }, doubt('aborted')],
    ['malformed', { phase: 'cut', why: 'malformed' }, doubt('unreadable')],
    ['too large', { phase: 'cut', why: 'too-large', status: 200 }, doubt('unreadable')],
    ['cut after a head of 202', { phase: 'cut', why: 'reset', status: 202 }, doubt('cut')],
    ['cut after a head of 403', { phase: 'cut', why: 'reset', status: 403 }, { kind: 'forbidden' }],
    ['cut after a head of 401', { phase: 'cut', why: 'timeout', status: 401 }, { kind: 'unauthorized' }],
  ];
  test.each(rows)('%s', (_, answer, expected) => {
    const got: PostResult = postRecepcionResult(answer, token, clave, now).result;
    expect(got).toEqual(expected);
  });
});

test('the raw text and the cause are kept for a refusal, the number and Location for a receipt', () => {
  const refused = postRecepcionResult(
    answered(400, 'cuerpo', cause('Falta el campo emisor')),
    token,
    clave,
    now,
  ).facts;
  expect(refused).toMatchObject({ status: 400, cause: 'Falta el campo emisor', rawText: 'cuerpo' });
  const received = postRecepcionResult(
    answered(202, '', { location: 'https://api.invalid/recepcion/1' }),
    token,
    clave,
    now,
  ).facts;
  expect(received).toMatchObject({ status: 202, location: 'https://api.invalid/recepcion/1' });
  expect(received).not.toHaveProperty('rawText');
});

test.each([[200], [202], [302], [400], [401], [403], [404], [429], [500]])(
  'a server that echoes the token in every place of a %i leaves it NOWHERE in what is returned',
  (status) => {
    const echo = `Bearer ${token}, token=${token} ${token.slice(0, 40)}... ${encodeURIComponent(token)}`;
    const got = postRecepcionResult(
      answered(status, `<html>${echo}`, { 'x-error-cause': echo, location: `/x?t=${token}` }),
      token,
      clave,
      now,
    );
    const kept = JSON.stringify(got);
    for (const part of token.split('.')) expect(kept).not.toContain(part);
    expect(kept).not.toContain(token.slice(0, 16));
  },
);
