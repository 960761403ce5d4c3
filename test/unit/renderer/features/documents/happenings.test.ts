import { expect, test } from 'vitest';
import type { AttemptView, MoveView } from '../../../../../preload/contract/documents.ts';
import { happenings } from '../../../../../renderer/features/documents/happenings.ts';

const attempt = (id: number, startedAt: number, endedAt?: number): AttemptView => ({
  id,
  method: 'POST',
  startedAt,
  ...(endedAt === undefined ? {} : { endedAt }),
  result: 'received',
});
const move = (at: number, from: string, to: string): MoveView => ({ at, from, to, reason: '' });

test('a change of state belongs to the call that ended at that moment, and the beginning of a call is no news beside it', () => {
  const [only, ...more] = happenings({
    attempts: [attempt(1, 10, 20)],
    acts: [],
    moves: [move(10, 'queued', 'sending'), move(20, 'sending', 'received')],
  });
  expect(only).toMatchObject({ kind: 'attempt', became: 'received' });
  expect(more).toEqual([]);
});

test('what a person pressed stands between the calls, with what it changed', () => {
  const story = happenings({
    attempts: [attempt(1, 10, 20), attempt(2, 40, 50)],
    acts: [{ kind: 'retry', at: 30, who: 'ana', subject: 'document' }],
    moves: [
      move(20, 'sending', 'needs_fix'),
      move(30, 'needs_fix', 'queued'),
      move(50, 'sending', 'received'),
    ],
  });
  expect(story.map(({ kind, at }) => [kind, at])).toEqual([
    ['attempt', 10],
    ['act', 30],
    ['attempt', 40],
  ]);
  expect(story[1]).toMatchObject({ became: 'queued' });
});

test('a change that neither a call nor a person made is told on its own', () => {
  expect(
    happenings({
      attempts: [attempt(1, 10)],
      acts: [],
      moves: [move(10, 'queued', 'sending'), move(99, 'sending', 'unknown')],
    }).map(({ kind, at }) => [kind, at]),
  ).toEqual([
    ['attempt', 10],
    ['move', 99],
  ]);
});
