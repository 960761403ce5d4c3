import { expect, test } from 'vitest';
import { documentSentences, reasonSentences, reasonShort } from '../../../../domain/words/reasons.ts';

test('the normal course needs no words', () => {
  expect(reasonSentences('', 'document', 'es')).toBeUndefined();
  expect(reasonShort('', 'way', 'es')).toBe('');
});

test('the same code means another thing for a document than for a payment list', () => {
  expect(reasonSentences('refused', 'document', 'es')?.happened).toContain('Hacienda');
  expect(reasonSentences('refused', 'payment', 'es')?.happened).toContain('e-Dinky');
});

test('the strip finds the words of any table, the way’s first', () => {
  expect(reasonShort('not-sent-dns', 'way', 'es')).toBe('sin internet');
  expect(reasonShort('server-error', 'way', 'es')).toBe('el servicio está fallando');
  expect(reasonShort('predecessor', 'way', 'es')).toBe('espera a otro documento');
});

test('a code this version does not know shows itself, and its sentences say so', () => {
  expect(reasonShort('quantum', 'document', 'es')).toBe('quantum');
  expect(reasonShort('constructor', 'document', 'es')).toBe('constructor');
  expect(reasonSentences('quantum', 'document', 'es')?.happened).toContain('no conoce');
});

test('a rejection says that the number is used and that it is NOT sent again', () => {
  expect(documentSentences({ state: 'rejected', reason: '' }, 'es')?.means).toContain('no se reenvía');
  expect(documentSentences({ state: 'accepted', reason: '' }, 'es')).toBeUndefined();
});
