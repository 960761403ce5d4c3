import { expect, it } from 'vitest';
import { amountsIn, readErrorBody } from '../../../../../main/api/edinky/error-body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  [
    'E1',
    '{"message":"Documento no encontrado","status":"ERROR","payload":null,"error":"no existe"}',
    'Documento no encontrado',
    {},
  ],
  ['E1 without message', '{"status":"ERROR","error":"no existe"}', 'no existe', {}],
  [
    'E2',
    '{"message":"No válido","status":"ERROR","payload":null,"error":{"signature":["falta"]}}',
    'No válido',
    { signature: ['falta'] },
  ],
  ['E2 without message', '{"message":"","error":{"a":["uno","dos"]}}', 'uno', { a: ['uno', 'dos'] }],
  [
    'E3',
    '{"message":"Item no encontrado","status":"NOT_FOUND","error":"El item no existe"}',
    'Item no encontrado',
    {},
  ],
  ['E4', '{"message":"El email ya está registrado","status":"ERROR"}', 'El email ya está registrado', {}],
  [
    'E5',
    '{"message":"Los datos no son válidos","errors":{"name":["falta"],"email":"malo"}}',
    'Los datos no son válidos',
    { name: ['falta'], email: ['malo'] },
  ],
  ['an HTML page', '<!doctype html><title>502</title>', '', {}],
  ['nothing', '', '', {}],
  ['an array', '[1,2]', '', {}],
  ['wrong types', '{"message":7,"error":[1]}', '7', {}],
])('reads %s', (_, body, message, fields) => {
  expect(readErrorBody(bytes(body), 'application/json')).toEqual({ message, fields });
});

it('does NOT keep a sentence of any length', () => {
  expect(
    readErrorBody(bytes(JSON.stringify({ message: 'x'.repeat(5_000) })), undefined).message,
  ).toHaveLength(1_000);
});

it.each([
  [
    'El total no puede superar los $42.54 del documento, valor calculado [64.4]',
    { limit: '42.54', computed: '64.4' },
  ],
  ['otra redacción: $ 1,042.54 contra [ 1,100.00 ]', { limit: '1042.54', computed: '1100.00' }],
  ['$1.042,54 ... [64,4]', { limit: '1042.54', computed: '64.4' }],
  ['$1,042 ... [64.4]', { computed: '64.4' }],
  ['sin cifras', {}],
])('finds in "%s" the figures %j and never guesses', (sentence, expected) => {
  expect(amountsIn(sentence)).toEqual(expected);
});
