import { expect, test } from 'vitest';
import {
  type FindingCause,
  findingSentences,
  findingShort,
} from '../../../../domain/words/reconciliation.ts';

/** Whole by its type: a cause without words does not compile, one that is not tested does not either. */
const causes = Object.keys({
  'awaiting-answer': 1,
  'unsent-here': 1,
  'damaged-here': 1,
  'given-up-here': 1,
  'needs-person': 1,
  differs: 1,
  'unreadable-clave': 1,
  'other-issuer': 1,
  'other-terminal': 1,
  ahead: 1,
  'same-number': 1,
  forgotten: 1,
  'accepted-missing': 1,
  'received-missing': 1,
  'not-sent': 1,
} satisfies Record<FindingCause, 1>) as FindingCause[];

test.each(causes)('%s: what happened, what it means and what to do, in both languages', (cause) => {
  const es = findingSentences(cause, 'es');
  const en = findingSentences(cause, 'en');
  for (const { happened, means, todo } of [es, en])
    for (const sentence of [happened, means, todo]) expect(sentence).toMatch(/^[A-ZÁÉÍÓÚ].+[.?]$/u);
  expect(es.happened).not.toBe(en.happened);
  expect(findingShort(cause, 'es')).not.toBe(findingShort(cause, 'en'));
});

test('no two causes are told in the same words, and none speaks of HTTP, tokens or XML', () => {
  const all = causes.map((cause) => findingSentences(cause, 'es'));
  expect(new Set(all.map(({ happened }) => happened)).size).toBe(causes.length);
  expect(JSON.stringify(all)).not.toMatch(/HTTP|token|XML|\b\d{3}\b/i);
});

test('what is only missing in the list is never to be sent again', () => {
  for (const cause of ['accepted-missing', 'received-missing'] as const)
    expect(findingSentences(cause, 'es').todo).toContain('Nunca se envía de nuevo');
});
