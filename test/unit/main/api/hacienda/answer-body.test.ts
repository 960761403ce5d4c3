import { expect, test } from 'vitest';
import { readAnswerBody, readOffsetTime, statusOf } from '../../../../../main/api/hacienda/answer-body.ts';
import { answerOf, clave, otherClave, readAnswer } from './answers.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const dashed = {
  clave,
  fecha: '2026-03-15T09:30:00-06:00',
  'ind-estado': 'aceptado',
  'respuesta-xml': answerOf(clave, 'accepted'),
};
/** As printed for the callback: other spelling, capitals, offset without a colon (DOMAIN.md 13.5). */
const printed = {
  clave,
  fecha: '2026-03-15T09:30:00-0600',
  indEstado: 'ACEPTADO',
  respuestaXml: answerOf(clave, 'accepted'),
};

test('the callback as printed and the GET come to the same', () => {
  const [a, b] = [readAnswerBody(bytes(dashed)), readAnswerBody(bytes(printed))];
  expect(a.ok && b.ok && { ...b.value, rawState: 'aceptado' }).toEqual(a.ok && a.value);
  expect(b.ok && statusOf(b.value, clave, readAnswer)).toMatchObject({
    kind: 'found',
    state: 'aceptado',
    rawState: 'ACEPTADO',
    answer: { verdict: 'accepted' },
  });
});

test('a byte order mark and blanks around are passed over', () => {
  const text = `\uFEFF\r\n ${JSON.stringify(dashed)} \r\n`;
  expect(readAnswerBody(new TextEncoder().encode(text)).ok).toBe(true);
});

test.each([
  ['empty', '', 'empty'],
  ['HTML', '<html></html>', 'not-json'],
  ['a number', '5', 'shape'],
  ['no state', '{}', 'shape'],
  ['two spellings that disagree', '{"ind-estado":"aceptado","indEstado":"rechazado"}', 'shape'],
  [
    'two answers that disagree',
    '{"ind-estado":"aceptado","respuesta-xml":"YQ==","respuestaXml":"Yg=="}',
    'shape',
  ],
  ['an XML that is no text', '{"ind-estado":"aceptado","respuesta-xml":{"a":1}}', 'shape'],
])('%s is refused as %s', (_, text, error) => {
  expect(readAnswerBody(new TextEncoder().encode(text))).toEqual({ ok: false, error });
});

test('both spellings that agree are one', () => {
  expect(readAnswerBody(bytes({ ...dashed, ...printed, indEstado: 'aceptado' })).ok).toBe(true);
});

test('a body about another clave is NOT an answer', () => {
  const read = readAnswerBody(bytes(dashed));
  expect(read.ok && statusOf(read.value, otherClave, readAnswer)).toBeUndefined();
});

test.each([
  ['2026-03-15T09:30:00-06:00', Date.UTC(2026, 2, 15, 15, 30)],
  ['2026-03-15T09:30:00-0600', Date.UTC(2026, 2, 15, 15, 30)],
  ['2026-03-15T09:30:00', Date.UTC(2026, 2, 15, 15, 30)],
  ['2026-03-15T15:30:00Z', Date.UTC(2026, 2, 15, 15, 30)],
  ['2026-03-15T09:30:00.1234567-06:00', Date.UTC(2026, 2, 15, 15, 30, 0, 123)],
  ['15/03/2026', undefined],
  ['2026-13-15T09:30:00Z', undefined],
  ['', undefined],
])('fecha "%s" is %s', (text, at) => {
  expect(readOffsetTime(text)).toBe(at);
});
