import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import { getRecepcion, getRecepcionResult } from '../../../../../main/api/hacienda/get-recepcion.ts';
import { answered, answerOf, clave, html, now, otherClave, readAnswer, token } from './answers.ts';

const wire = (over: object): string =>
  JSON.stringify({ clave, fecha: '2026-03-15T09:30:00-06:00', 'ind-estado': 'procesando', ...over });
const found = (state: string, rawState = state): object => ({ kind: 'found', state, rawState });
const doubt = (why: string): object => ({ kind: 'doubtful', why });
const unreadable = doubt('unreadable');

test('the request asks for one clave, without a body', () => {
  const request = getRecepcion({ apiUrl: 'https://api.invalid/recepcion/v1/', deadlineMs: 1 }, token, clave);
  expect(request).toMatchObject({
    method: 'GET',
    url: `https://api.invalid/recepcion/v1/recepcion/${clave}`,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(request).not.toHaveProperty('body');
});

describe('a mensaje receptor', () => {
  const message = `${clave}-00100001050000000007`;
  const resultOf = (over: object): unknown =>
    getRecepcionResult(answered(200, wire(over)), token, message, readAnswer, now).result;
  test('is asked about by the clave it answers and its number', () => {
    const { url } = getRecepcion({ apiUrl: 'https://api.invalid/r/', deadlineMs: 1 }, token, message);
    expect(url).toBe(`https://api.invalid/r/recepcion/${message}`);
  });
  test.each([{}, { clave: message }])(
    'may be named in the answer by the clave alone, or whole: %o',
    (over) => {
      expect(resultOf(over)).toMatchObject({ kind: 'found', state: 'procesando' });
    },
  );
  test.each([{ clave: otherClave }, { clave: `${clave}-00100001050000000008` }])(
    'an answer that names another is NOT believed: %o',
    (over) => expect(resultOf(over)).toMatchObject({ kind: 'doubtful' }),
  );
});

describe('the answer', () => {
  const rows: readonly (readonly [name: string, answer: HttpResult, result: object])[] = [
    ['200 recibido', answered(200, wire({ 'ind-estado': 'recibido' })), found('recibido')],
    ['200 procesando', answered(200, wire({})), found('procesando')],
    [
      '200 ACEPTADO in capitals, no XML yet',
      answered(200, wire({ 'ind-estado': 'ACEPTADO' })),
      found('aceptado', 'ACEPTADO'),
    ],
    [
      '200 aceptado with empty XML',
      answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': '' })),
      found('aceptado'),
    ],
    [
      '200 aceptado with null XML',
      answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': null })),
      found('aceptado'),
    ],
    ['200 error', answered(200, wire({ 'ind-estado': 'error' })), found('error')],
    ['200 an unknown word', answered(200, wire({ 'ind-estado': 'En Espera' })), found('other', 'En Espera')],
    [
      '200 aceptado, XML not base64 of an answer',
      answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': '%%%' })),
      { ...found('aceptado'), answerFault: 'xml' },
    ],
    [
      '200 aceptado, XML of another clave',
      answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': answerOf(otherClave, 'accepted') })),
      { ...found('aceptado'), answerFault: 'other-clave' },
    ],
    [
      '200 aceptado whose XML rejects',
      answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': answerOf(clave, 'rejected') })),
      { ...found('aceptado'), answerFault: 'contradicts-state' },
    ],
    [
      '200 rechazado whose XML accepts',
      answered(200, wire({ 'ind-estado': 'rechazado', 'respuesta-xml': answerOf(clave, 'accepted') })),
      { ...found('rechazado'), answerFault: 'contradicts-state' },
    ],
    [
      '200 procesando with a stray XML: not final',
      answered(200, wire({ 'respuesta-xml': answerOf(clave, 'accepted') })),
      found('procesando'),
    ],
    ['200 of another clave', answered(200, wire({ clave: otherClave })), unreadable],
    ['200 without clave', answered(200, '{"ind-estado":"recibido"}'), found('recibido')],
    ['200 empty', answered(200), unreadable],
    ['200 blanks', answered(200, ' \r\n'), unreadable],
    ['200 HTML', answered(200, html), unreadable],
    ['200 JSON null', answered(200, 'null'), unreadable],
    ['200 JSON array', answered(200, '[]'), unreadable],
    ['200 without a state', answered(200, wire({ 'ind-estado': null })), unreadable],
    ['200 a numeric state', answered(200, wire({ 'ind-estado': 1 })), unreadable],
    ['200 cut JSON', answered(200, wire({}).slice(0, -5)), unreadable],
    ['201', answered(201, wire({})), unreadable],
    ['302', answered(302), unreadable],
    ['404', answered(404, '', { 'x-error-cause': 'No existe el recurso' }), { kind: 'not-found' }],
    [
      '400 no ha sido recibido',
      answered(400, '', { 'x-error-cause': `El comprobante [${clave}] no ha sido recibido.` }),
      { kind: 'not-found' },
    ],
    [
      '400 no ha sido recibido, in the body',
      answered(400, 'El comprobante no ha sido recibido'),
      { kind: 'not-found' },
    ],
    [
      '400 no ha sido recibido, another clave',
      answered(400, '', { 'x-error-cause': `El comprobante [${otherClave}] no ha sido recibido.` }),
      doubt('status'),
    ],
    ['400 anything else', answered(400, '', { 'x-error-cause': 'Clave mal formada' }), doubt('status')],
    ['401', answered(401), { kind: 'unauthorized' }],
    ['403', answered(403), { kind: 'forbidden' }],
    ['408', answered(408), doubt('status')],
    ['429', answered(429), { kind: 'throttled' }],
    ['499', answered(499), doubt('status')],
    ['500', answered(500, html), doubt('status')],
    ['503', answered(503), doubt('status')],
    ['dns', { phase: 'not-sent', why: 'dns' }, { kind: 'not-sent', why: 'dns' }],
    ['reset', { phase: 'cut', why: 'reset' }, doubt('cut')],
    ['timeout', { phase: 'cut', why: 'timeout' }, doubt('timeout')],
    ['too large (3 MB)', { phase: 'cut', why: 'too-large', status: 200 }, unreadable],
  ];
  test.each(rows)('%s', (_, answer, expected) => {
    expect(getRecepcionResult(answer, token, clave, readAnswer, now).result).toEqual(expected);
  });

  test.each([
    ['aceptado', 'accepted'],
    ['rechazado', 'rejected'],
  ])('200 %s with its XML carries the decoded answer', (state, verdict) => {
    const answer = answered(200, wire({ 'ind-estado': state, 'respuesta-xml': answerOf(clave, verdict) }));
    expect(getRecepcionResult(answer, token, clave, readAnswer, now).result).toMatchObject({
      ...found(state),
      answer: { clave, verdict },
    });
  });
});

test.each([
  ['unreadable', answered(200, html)],
  ['an unknown word', answered(200, wire({ 'ind-estado': 'nuevo' }))],
  ['error', answered(200, wire({ 'ind-estado': 'error' }))],
  ['a broken XML', answered(200, wire({ 'ind-estado': 'aceptado', 'respuesta-xml': 'x' }))],
])('the raw answer is kept for %s', (_, answer) => {
  expect(getRecepcionResult(answer, token, clave, readAnswer, now).facts.rawText).toBeDefined();
});

test('a good answer keeps its hash and no raw text', () => {
  const { facts } = getRecepcionResult(answered(200, wire({})), token, clave, readAnswer, now);
  expect(facts).not.toHaveProperty('rawText');
  expect(facts.bodySha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the token is NOWHERE in what is returned, even if every answer echoes it', () => {
  for (const status of [200, 400, 401, 404, 500]) {
    const got = getRecepcionResult(
      answered(status, JSON.stringify({ 'ind-estado': `Bearer ${token}`, x: token }), {
        'x-error-cause': token,
      }),
      token,
      clave,
      readAnswer,
      now,
    );
    expect(JSON.stringify(got)).not.toContain(token.slice(0, 16));
  }
});
