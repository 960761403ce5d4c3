import { expect, test } from 'vitest';
import { documentStates } from '../../../../../domain/outbox/states.ts';
import type { AttemptView } from '../../../../../preload/contract/documents.ts';
import { documentFacts } from '../../../../../renderer/features/documents/document-facts.ts';

const attempt = (result: string, at: number): AttemptView => ({
  id: at,
  method: 'POST',
  startedAt: at,
  endedAt: at + 1,
  result,
});
const answer = { verdict: 'accepted' as const, detail: '.', rows: [] };
const facts = (
  state: (typeof documentStates)[number],
  attempts: readonly AttemptView[] = [],
  given?: typeof answer,
) =>
  documentFacts({
    state,
    issuedAt: 1,
    stateSince: 9,
    attempts: [...attempts],
    ...(given && { answer: given }),
  });

test.each(documentStates.filter((state) => state !== 'accepted' && state !== 'rejected'))(
  '%s is never told as accepted, even with an answer at hand',
  (state) => {
    expect(['none', 'never']).toContain(facts(state, [], answer).verdict.kind);
  },
);

test('accepted needs the answer stored, whatever the state says', () => {
  expect(facts('accepted').verdict).toEqual({ kind: 'none' });
  expect(facts('accepted', [], answer).verdict).toEqual({ kind: 'accepted', at: 9 });
});

test.each(['sending', 'unknown'] as const)('%s is told as not known, neither received nor not', (state) => {
  expect(facts(state, [attempt('doubtful:timeout', 5)]).received).toEqual({ kind: 'unknown' });
});

test('received tells when the authority first said that it has it', () => {
  expect(
    facts('processing', [attempt('not-sent:dns', 2), attempt('received', 5), attempt('found:procesando', 7)])
      .received,
  ).toEqual({ kind: 'yes', at: 6 });
});

test('an answer that it was refused or not found is NOT one that it was received', () => {
  expect(facts('needs_fix', [attempt('refused', 5)]).received).toEqual({ kind: 'never' });
  expect(facts('queued', [attempt('not-found', 5)]).received).toEqual({ kind: 'no' });
});

test('what needs a person is told as received only when the authority ever said so', () => {
  expect(facts('needs_person', [attempt('doubtful:cut', 5)]).received).toEqual({ kind: 'unknown' });
  expect(facts('needs_person', [attempt('received', 5), attempt('not-found', 8)]).received).toEqual({
    kind: 'yes',
    at: 6,
  });
});
