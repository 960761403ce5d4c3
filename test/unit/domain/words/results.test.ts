import { expect, test } from 'vitest';
import { resultSentence, resultTone } from '../../../../domain/words/results.ts';

const every = [
  ['POST', 'received'],
  ['POST', 'already-received'],
  ['POST', 'refused'],
  ['POST', 'wrong-address'],
  ['POST', 'unauthorized'],
  ['POST', 'forbidden'],
  ['POST', 'throttled'],
  ['POST', 'not-sent:dns'],
  ['POST', 'not-sent:connect'],
  ['POST', 'not-sent:tls'],
  ['POST', 'not-sent:proxy'],
  ['POST', 'doubtful:status'],
  ['POST', 'doubtful:unreadable'],
  ['POST', 'doubtful:cut'],
  ['POST', 'doubtful:timeout'],
  ['POST', 'doubtful:aborted'],
  ['POST', 'interrupted'],
  ['POST', 'crashed'],
  ['POST', 'pending'],
  ['GET', 'found:recibido'],
  ['GET', 'found:procesando'],
  ['GET', 'found:aceptado'],
  ['GET', 'found:rechazado'],
  ['GET', 'found:error'],
  ['GET', 'found:other'],
  ['GET', 'found:answer-missing'],
  ['GET', 'found:answer-unreadable'],
  ['GET', 'found:answer-other-clave'],
  ['GET', 'found:answer-contradicts'],
  ['GET', 'found:answer-altered'],
  ['GET', 'found:answer-unsigned'],
  ['GET', 'unauthorized'],
  ['GET', 'throttled'],
  ['GET', 'doubtful:status'],
  ['GET', 'doubtful:unreadable'],
  ['GET', 'doubtful:cut'],
  ['GET', 'doubtful:timeout'],
  ['GET', 'not-found'],
  ['PUT', 'applied'],
  ['PUT', 'refused'],
  ['PUT', 'not-found'],
  ['GET', 'listed'],
  ['GET', 'incomplete'],
] as const;

test.each(every)('%s %s is a sentence of its own, without jargon', (method, result) => {
  for (const language of ['es', 'en'] as const) {
    const sentence = resultSentence({ method, result }, language);
    expect(sentence).not.toBe(resultSentence({ method, result: 'never-heard-of' }, language));
    expect(sentence).not.toMatch(/HTTP|XML|token|\d{3}/i);
  }
});

test.each(
  every.filter(([method, result]) => method !== 'GET' && /^(doubtful|interrupted|crashed)/.test(result)),
)('%s %s never reads as sent nor as not sent', (method, result) => {
  expect(resultSentence({ method, result }, 'es')).toContain('no se sabe si');
  expect(resultTone({ result })).toBe('warning');
});

test.each(every.filter(([method, result]) => method === 'GET' && result.startsWith('doubtful')))(
  '%s %s says that it is asked again, and nothing about what was sent before',
  (method, result) => {
    expect(resultSentence({ method, result }, 'es')).toContain('se le vuelve a preguntar');
    expect(resultSentence({ method, result }, 'es')).not.toContain('no se sabe si');
  },
);

test('only the authority’s acceptance is green; a verdict without a good answer is a warning', () => {
  for (const [, result] of every.filter(([, name]) => name.startsWith('found:answer-')))
    expect(resultTone({ result })).toBe('warning');
  expect(every.filter(([, result]) => resultTone({ result }) === 'success')).toEqual([
    ['GET', 'found:aceptado'],
  ]);
});

test('a result this version does not know says so', () => {
  expect(resultSentence({ method: 'GET', result: 'teleported' }, 'es')).toContain('esta versión no conoce');
  expect(resultTone({ result: 'teleported' })).toBe('neutral');
});
