import { describe, expect, test } from 'vitest';
import { byEndpoint, consecutivoOf, proofOf } from '../../../../../renderer/features/practice/proof.ts';

const clave = '50620112600310112345600100001040000000001122401620';
const number = { issuer: '3101123456', consecutivo: '00100001040000000001' };

describe('proofOf', () => {
  test('proves nothing while no document arrived', () => {
    expect(proofOf({ posts: [], numbers: [] })).toEqual({
      verdict: 'nothing-yet',
      arrived: 0,
      received: 0,
      repeated: 0,
      doubled: 0,
    });
  });
  test('a clave that arrived twice and was received is still once, and said to be repeated', () => {
    expect(
      proofOf({ posts: [{ clave, arrived: 2, accepted: true }], numbers: [{ ...number, claves: 1 }] }),
    ).toEqual({ verdict: 'once', arrived: 1, received: 1, repeated: 1, doubled: 0 });
  });
  test('does NOT count as received what only arrived', () => {
    const proof = proofOf({
      posts: [{ clave, arrived: 1, accepted: false }],
      numbers: [{ ...number, claves: 1 }],
    });
    expect(proof).toMatchObject({ arrived: 1, received: 0, verdict: 'once' });
  });
  test('one number with two claves is broken, whatever else went well', () => {
    const proof = proofOf({
      posts: [
        { clave, arrived: 1, accepted: true },
        { clave: clave.replace(/.$/, '1'), arrived: 1, accepted: false },
      ],
      numbers: [{ ...number, claves: 2 }],
    });
    expect(proof).toMatchObject({ verdict: 'broken', doubled: 1 });
  });
});

describe('byEndpoint', () => {
  test('adds up the calls of an endpoint and puts its statuses in order, those without an answer first', () => {
    expect(
      byEndpoint([
        { endpoint: 'post', status: 503, count: 2 },
        { endpoint: 'get', status: 200, count: 1 },
        { endpoint: 'post', status: 0, count: 1 },
        { endpoint: 'post', status: 201, count: 4 },
      ]),
    ).toEqual([
      {
        endpoint: 'post',
        total: 7,
        statuses: [
          { status: 0, count: 1 },
          { status: 201, count: 4 },
          { status: 503, count: 2 },
        ],
      },
      { endpoint: 'get', total: 1, statuses: [{ status: 200, count: 1 }] },
    ]);
  });
});

describe('consecutivoOf', () => {
  test('is positions 22 to 41 of a clave', () => {
    expect(consecutivoOf(clave)).toBe('00100001040000000001');
  });
  test('shows what is not a clave as it came', () => {
    expect(consecutivoOf('not a clave')).toBe('not a clave');
  });
});
