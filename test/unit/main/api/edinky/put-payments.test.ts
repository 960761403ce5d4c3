import { describe, expect, it } from 'vitest';
import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import { putPaymentsRequest, putPaymentsResult } from '../../../../../main/api/edinky/put-payments.ts';
import { address, answered } from './answers.ts';

const overTotal = 'El total no puede superar los $42.54 del documento, valor calculado [64.4]';
const e1 = (message: string, error: string) =>
  JSON.stringify({ message, status: 'ERROR', payload: null, error });

describe('the request', () => {
  it('names the document once: the id of the body is that of the path', () => {
    const request = putPaymentsRequest(address, '948924864', [
      { amount: '12.20', code: '01' },
      { amount: '30.34', code: '01' },
    ]);
    expect(request.method).toBe('PUT');
    expect(request.url).toBe('https://edinky.test/api/v1/documents/948924864/update-payments');
    expect(request.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'Bearer secret-token',
    });
    expect(new TextDecoder().decode(request.body)).toBe(
      '{"id":"948924864","payments":[{"amount":"12.20","code":"01"},{"amount":"30.34","code":"01"}]}',
    );
  });

  it('names it digit by digit, with the zeros in front', () => {
    const request = putPaymentsRequest(address, '00042', []);
    expect(request.url).toMatch(/\/documents\/00042\/update-payments$/);
    expect(new TextDecoder().decode(request.body)).toBe('{"id":"00042","payments":[]}');
  });

  it('does NOT let an odd id leave its place in the path', () => {
    expect(putPaymentsRequest(address, '../users', []).url).toBe(
      'https://edinky.test/api/v1/documents/..%2Fusers/update-payments',
    );
  });
});

describe('the result', () => {
  it('is applied on 200 with payload true, whatever the status word', () => {
    for (const status of ['"UPDATED"', '"OK"', '"anything"', 'null'])
      expect(putPaymentsResult(answered(200, `{"message":"m","status":${status},"payload":true}`))).toEqual({
        kind: 'applied',
      });
  });

  it.each([
    ['payload false', '{"message":"Documento actualizado","status":"UPDATED","payload":false}'],
    ['payload missing', '{"message":"Documento actualizado","status":"UPDATED"}'],
    ['payload "true"', '{"payload":"true"}'],
    ['payload 1', '{"payload":1}'],
    ['status ERROR', '{"status":"ERROR","payload":true}'],
    ['an empty body', ''],
    ['a bare true', 'true'],
    ['HTML in JSON clothes', '<html>hola</html>'],
    ['bytes cut short', '{"payload":tr'],
  ])('is NOT believed on 200 with %s: it is a doubt', (_, body) => {
    expect(putPaymentsResult(answered(200, body))).toEqual({ kind: 'doubtful', why: 'unreadable' });
  });

  it('is a doubt when a page says text/html, even if it parses', () => {
    expect(putPaymentsResult(answered(200, '{"payload":true}', 'text/html; charset=utf-8'))).toEqual({
      kind: 'doubtful',
      why: 'unreadable',
    });
  });

  it("carries the service's own sentence and its figures on 422", () => {
    expect(putPaymentsResult(answered(422, e1(overTotal, overTotal)))).toEqual({
      kind: 'refused',
      sentence: overTotal,
      limit: '42.54',
      computed: '64.4',
    });
  });

  it('takes the message of a 404, not its error', () => {
    expect(
      putPaymentsResult(answered(404, e1('Documento no encontrado', 'El documento especificado no existe'))),
    ).toEqual({ kind: 'not-found', sentence: 'Documento no encontrado' });
  });

  it.each([
    [422, '<html>', { kind: 'refused', sentence: '' }],
    [404, '', { kind: 'not-found', sentence: '' }],
    [401, '', { kind: 'unauthorized' }],
    [403, '', { kind: 'forbidden' }],
    [429, '', { kind: 'throttled' }],
    [500, '', { kind: 'doubtful', why: 'status' }],
    [502, '<html>', { kind: 'doubtful', why: 'status' }],
    [503, '', { kind: 'doubtful', why: 'status' }],
    [504, '', { kind: 'doubtful', why: 'status' }],
    [408, '', { kind: 'doubtful', why: 'status' }],
    [409, '', { kind: 'doubtful', why: 'status' }],
    [400, '', { kind: 'doubtful', why: 'status' }],
    [201, '{"payload":true}', { kind: 'doubtful', why: 'unreadable' }],
    [204, '', { kind: 'doubtful', why: 'unreadable' }],
    [302, '', { kind: 'doubtful', why: 'unreadable' }],
  ])('of status %i with body "%s" is %j', (status, body, expected) => {
    expect(putPaymentsResult(answered(status, body))).toEqual(expected);
  });

  it.each<[HttpResult, unknown]>([
    [
      { phase: 'not-sent', why: 'dns' },
      { kind: 'not-sent', why: 'dns' },
    ],
    [
      { phase: 'not-sent', why: 'tls' },
      { kind: 'not-sent', why: 'tls' },
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
      { phase: 'cut', why: 'aborted' },
      { kind: 'doubtful', why: 'aborted' },
    ],
    [
      { phase: 'cut', why: 'too-large', status: 200 },
      { kind: 'doubtful', why: 'unreadable' },
    ],
  ])('of %j is %j', (got, expected) => {
    expect(putPaymentsResult(got)).toEqual(expected);
  });
});
