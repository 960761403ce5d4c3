import { expect, test } from 'vitest';
import {
  claveOf,
  consecutivoOf,
  isIdentity,
  isMessageIdentity,
  isSoundIdentity,
  makeMessageIdentity,
  messageIdentity,
  namesIdentity,
} from '../../../../domain/numbering/identity.ts';

const clave = '50615032600310112345600100001010000000042148151623';
const other = '50615032600310112345600100001010000000043148151623';
const number = '00100001050000000007';
const message = `${clave}-${number}`;

test.each([
  ['a clave', clave, true, false, clave, '00100001010000000042'],
  ['a message', message, true, true, clave, number],
])('%s names clave and consecutivo', (_what, identity, is, isMessage, itsClave, itsNumber) => {
  expect(isIdentity(identity)).toBe(is);
  expect(isMessageIdentity(identity)).toBe(isMessage);
  expect(claveOf(identity)).toBe(itsClave);
  expect(consecutivoOf(identity)).toBe(itsNumber);
});

test.each([
  '',
  clave.slice(1),
  `${clave}-`,
  `${clave}-${number}1`,
  `${clave} ${number}`,
  `${message}-${number}`,
])('"%s" is no identity', (text) => expect(isIdentity(text)).toBe(false));

test.each([
  ['itself', clave, clave, true],
  ['another clave', other, clave, false],
  ['a message by the clave it answers', clave, message, true],
  ['a message whole', message, message, true],
  ['a message by another of the same clave', `${clave}-00100001050000000008`, message, false],
  ['a document by a message that answers it', message, clave, false],
])('names %s: %s, %s is %s', (_what, named, identity, expected) =>
  expect(namesIdentity(named, identity)).toBe(expected),
);

test.each([
  ['a document', clave, '00100001010000000042', true],
  ['a message', message, number, true],
  ['a number that is not its own', clave, number, false],
  ['a message with the number of a document', `${clave}-00100001010000000042`, '00100001010000000042', false],
  [
    'a document with the number of a message',
    `${clave.slice(0, 21)}${number}${clave.slice(41)}`,
    number,
    false,
  ],
])('%s is sound: %s, %s is %s', (_what, identity, consecutivo, expected) =>
  expect(isSoundIdentity(identity, consecutivo)).toBe(expected),
);

const at = Date.UTC(2026, 10, 21, 2, 30);
const parts = { clave, branch: '001', terminal: '00001', kind: '05', number: 7, at };

test('a message gets its number and the moment of the confirmation, in Costa Rica', () => {
  expect(makeMessageIdentity(parts)).toEqual({
    clave: messageIdentity(clave, number),
    consecutivo: number,
    issuedAt: '2026-11-20T20:30:00-06:00',
  });
});

test.each([
  ['a kind that is no message', { kind: '01' }],
  ['no clave to answer', { clave: message }],
  ['a number that does not exist', { number: 0 }],
])('%s is refused', (_what, change) =>
  expect(() => makeMessageIdentity({ ...parts, ...change })).toThrow(RangeError),
);
