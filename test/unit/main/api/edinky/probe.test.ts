import { expect, it } from 'vitest';
import { probeRequest, probeResult } from '../../../../../main/api/edinky/probe.ts';
import { address, answered } from './answers.ts';

it('asks who is signed in', () => {
  expect(probeRequest(address).url).toBe('https://edinky.test/api/v1/users/my/information');
});

it.each([
  [200, 'alive'],
  [204, 'alive'],
  [401, 'dead'],
  [403, 'forbidden'],
  [404, 'doubtful'],
  [429, 'throttled'],
  [500, 'doubtful'],
  [302, 'doubtful'],
])('status %i says %s, whatever the body', (status, kind) => {
  expect(probeResult(answered(status, '<html>')).kind).toBe(kind);
});

it('a network failure proves nothing about the token', () => {
  expect(probeResult({ phase: 'not-sent', why: 'connect' })).toEqual({ kind: 'not-sent', why: 'connect' });
});
