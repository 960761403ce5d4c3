import { describe, expect, test } from 'vitest';
import { documentStates } from '../../../../domain/outbox/states.ts';
import { mayBeAnswered, receivedStatus } from '../../../../domain/received/received-status.ts';

test.each([
  ['01', false, 'undecided'],
  ['02', false, 'undecided'],
  ['03', false, 'undecided'],
  ['04', false, 'no-answer'],
  ['08', false, 'no-answer'],
  ['09', false, 'no-answer'],
  ['10', false, 'no-answer'],
  ['01', true, 'problem'],
  ['04', true, 'problem'],
] as const)('kind %s, problem %s: %s', (kind, problem, status) => {
  expect(receivedStatus({ kind, problem })).toBe(status);
  expect(mayBeAnswered({ kind, problem })).toBe(status === 'undecided');
});

describe('a message in whatever state but rejected or given up is the answer, and there is no second', () => {
  test.each(documentStates)('%s', (state) => {
    const standing = { kind: '01', problem: false, message: { kind: '05', state } } as const;
    const spent = state === 'rejected' || state === 'abandoned';
    expect(mayBeAnswered(standing)).toBe(spent);
    expect(receivedStatus(standing)).toBe(spent ? 'answer-refused' : 'accepted');
  });
});

test.each([
  ['05', 'accepted'],
  ['06', 'partly-accepted'],
  ['07', 'rejected'],
] as const)('message %s: %s', (kind, status) => {
  expect(receivedStatus({ kind: '03', problem: false, message: { kind, state: 'queued' } })).toBe(status);
});

test('what was answered stays answered when a check fails later', () => {
  expect(receivedStatus({ kind: '01', problem: true, message: { kind: '05', state: 'accepted' } })).toBe(
    'accepted',
  );
});
